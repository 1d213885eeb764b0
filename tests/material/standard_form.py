"""The form of a REFI-QDA project and codebook of text, after the standard's version 1.0, in a table of our own.

Each element: its attributes with their types (``!``: it must be there), and what may stand in it in which order, as in
a regular expression over names of elements; or the type of its text.
"""

import re
from collections.abc import Mapping

from lxml import etree

WHO_AND_WHEN = "creatingUser:guid creationDateTime:moment modifyingUser:guid modifiedDateTime:moment"
TEXT = (
    f"guid:guid! name:text richTextPath:text plainTextPath:text {WHO_AND_WHEN}",
    "Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*",
)
REFERENCE = ("targetGUID:guid!", "")

PROJECT: Mapping[str, tuple[str, str]] = {
    "Project": (
        "name:text! origin:text basePath:text creatingUserGUID:guid creationDateTime:moment modifyingUserGUID:guid "
        "modifiedDateTime:moment",
        "Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*",
    ),
    "Users": ("", "User+"),
    "User": ("guid:guid! name:text id:text", ""),
    "CodeBook": ("", "Codes"),
    "Codes": ("", "Code+"),
    "Code": ("guid:guid! name:text! isCodable:boolean! color:colour", "Description? NoteRef* Code*"),
    "Variables": ("", "Variable+"),
    "Variable": ("guid:guid! name:text! typeOfVariable:variable!", "Description?"),
    "Cases": ("", "Case+"),
    "Case": ("guid:guid! name:text", "Description? CodeRef* VariableValue* SourceRef* SelectionRef*"),
    "VariableValue": (
        "",
        "VariableRef (TextValue|BooleanValue|IntegerValue|FloatValue|DateValue|DateTimeValue)?",
    ),
    "Sources": ("", "TextSource+"),
    "TextSource": TEXT,
    "PlainTextSelection": (
        f"guid:guid! name:text startPosition:integer! endPosition:integer! {WHO_AND_WHEN}",
        "Description? Coding* NoteRef*",
    ),
    "Coding": ("guid:guid! creatingUser:guid creationDateTime:moment", "CodeRef NoteRef*"),
    "Notes": ("", "Note+"),
    "Note": TEXT,
    "Links": ("", "Link+"),
    "Link": (
        "guid:guid! name:text direction:direction color:colour originGUID:guid targetGUID:guid",
        "NoteRef*",
    ),
    "Sets": ("", "Set+"),
    "Set": ("guid:guid! name:text!", "Description? MemberCode* MemberSource* MemberNote*"),
    "Graphs": ("", "Graph+"),
    "Graph": ("guid:guid! name:text", "Vertex* Edge*"),
    "Vertex": (
        "guid:guid! representedGUID:guid name:text firstX:integer! firstY:integer! secondX:integer secondY:integer "
        "shape:shape color:colour",
        "",
    ),
    "Edge": (
        "guid:guid! representedGUID:guid name:text sourceVertex:guid! targetVertex:guid! color:colour "
        "direction:direction lineStyle:line",
        "",
    ),
    **dict.fromkeys(
        ("NoteRef", "CodeRef", "SourceRef", "SelectionRef", "VariableRef", "MemberCode", "MemberSource", "MemberNote"),
        REFERENCE,
    ),
    **dict.fromkeys(("Description", "PlainTextContent", "TextValue"), ("", "=text")),
    "BooleanValue": ("", "=boolean"),
    "IntegerValue": ("", "=integer"),
    "FloatValue": ("", "=decimal"),
    "DateValue": ("", "=day"),
    "DateTimeValue": ("", "=moment"),
}
CODEBOOK: Mapping[str, tuple[str, str]] = {
    "CodeBook": ("origin:text", "Codes Sets?"),
    "Codes": PROJECT["Codes"],
    "Code": (PROJECT["Code"][0], "Description? Code*"),
    "Sets": PROJECT["Sets"],
    "Set": (PROJECT["Set"][0], "Description? MemberCode*"),
    "MemberCode": ("guid:guid!", ""),
    "Description": ("", "=text"),
}
HEX = "[0-9a-fA-F]"
GUID = f"{HEX}{{8}}(-{HEX}{{4}}){{3}}-{HEX}{{12}}"
DAY = r"-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d\d:\d\d)?"
TYPES = {
    "text": r"(?s:.*)",
    "guid": rf"{GUID}|\{{{GUID}\}}",
    "boolean": "true|false|0|1",
    "integer": r"[+-]?\d+",
    "decimal": r"[+-]?(\d+(\.\d*)?|\.\d+)",
    "day": DAY,
    "moment": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
    "colour": f"#({HEX}{{6}}|{HEX}{{3}})",
    "variable": "Text|Boolean|Integer|Float|Date|DateTime",
    "direction": "Associative|OneWay|Bidirectional",
    "shape": "Person|Oval|Rectangle|RoundedRectangle|Star|LeftTriangle|RightTriangle|UpTriangle|DownTriangle|Note",
    "line": "dotted|dashed|solid",
}


def faults(root: etree._Element, form: Mapping[str, tuple[str, str]] = PROJECT) -> list[str]:
    """What in a document has not the form; empty where all has."""
    first = next(iter(form))
    found = [] if name_of(root) == first else [f"{name_of(root)} is no {first}"]
    space = etree.QName(root).namespace
    for element in root.iter(etree.Element):
        name = name_of(element)
        if name not in form or etree.QName(element).namespace != space:
            found.append(f"{name} is unknown")
            continue
        attributes, inner = form[name]
        known = dict(each.split(":") for each in attributes.split())
        for attribute, kind in known.items():
            value = element.get(attribute)
            if value is None:
                found += [f"{name} without {attribute}"] if kind.endswith("!") else []
            elif not is_a(kind.rstrip("!"), value):
                found.append(f"{name}: {attribute} is {value!r}")
        found += [f"{name} with {attribute}" for attribute in element.attrib if attribute not in known]
        children = [name_of(child) for child in element.iterchildren(etree.Element)]
        if inner.startswith("="):
            found += [f"{name} with {child}" for child in children]
            found += [] if is_a(inner[1:], element.text or "") else [f"{name} is {element.text!r}"]
            continue
        order = re.sub(r"\w+", r"(?:\g<0>_)", inner).replace(" ", "")
        if not re.fullmatch(order, "".join(f"{child}_" for child in children)):
            found.append(f"{name} holds {' '.join(children)}")
        said = [element.text, *(child.tail for child in element)]
        found += [f"{name} holds text" for text in said if text and (text.strip() or not inner)]
    return found


def is_a(kind: str, value: str) -> bool:
    """Whether a value is of a type; space around it does not count, but in text."""
    return re.fullmatch(TYPES[kind], value if kind == "text" else value.strip(" \t\n\r"), re.ASCII) is not None


def name_of(element: etree._Element) -> str:
    """The name without its namespace."""
    return str(etree.QName(element).localname)
