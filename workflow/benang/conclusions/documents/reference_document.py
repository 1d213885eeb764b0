"""A Word document of the user's (a journal's template) whose styles, page and running heads the Word documents get.

A template knows nothing of the styles that documents need besides Word's own (quotations, leads, labels): those that it
lacks come from Benang's, in the template's own letters. Styles are known by their names; their ids, which differ by the
language of Word, are made the same, since fields name styles by them.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from benang.core.package import Package
from benang.core.problems import Problem, StudyError

NEEDED = ("Title", "heading 1", "heading 2", "heading 3", "caption")
"""Styles that a template of a journal has something to say of; another one in their place is told."""
PLAIN = frozenset(("body text", "first paragraph", "compact", "bibliography", "abstract", "normal"))
"""Styles of running text, which look as the template's own does where it has none."""
LARGEST = 32 * 2**20
TWIPS = 567.0
"""A centimetre in Word's unit."""

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMING = tuple(_W + name for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink"))
_STYLED = re.compile(r"word/(?:document|styles|numbering|footnotes|endnotes|comments|header\d*|footer\d*)\.xml")
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@dataclass(frozen=True)
class ReferenceDocument:
    """What the Word documents take their looks from.

    Attributes:
        data: the document, with every style that is needed.
        width, height: of the text on a page, in centimetres.
    """

    data: bytes
    width: float
    height: float


def read_reference(path: Path, shown_name: str, own: Path) -> tuple[ReferenceDocument | None, list[Problem]]:
    """Read a user's reference document.

    Args:
        path: the file.
        shown_name: how problems call it.
        own: Benang's reference document.

    Returns:
        It, with the styles that it lacks; None where it is no Word document. What is wrong: no document (an error); and
        as warnings, needed styles that it lacks, and columns, which tables and figures are too wide for.
    """
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        package = Package(data, shown_name, "DOCX")
        kinds = package.read_part("[Content_Types].xml") or b""
        styles, body = package.read_xml("word/styles.xml"), package.read_xml("word/document.xml")
    except (OSError, StudyError):
        return None, [Problem("reference-no-docx", shown_name)]
    if styles is None or body is None or _MAIN.encode() not in kinds:
        return None, [Problem("reference-no-docx", shown_name)]
    problems = []
    lacking = [name for name in NEEDED if name.casefold() not in _by_name(styles)]
    if lacking:
        problems.append(Problem("reference-styles", shown_name, values={"styles": ", ".join(lacking)}))
    section = next(reversed(list(body.iter(f"{_W}sectPr"))), None)
    columns = section.find(f"{_W}cols") if section is not None else None
    if columns is not None and str(columns.get(f"{_W}num", "1")) not in ("", "1"):
        problems.append(Problem("reference-columns", shown_name, values={"columns": str(columns.get(f"{_W}num"))}))
    try:
        merged = _with_styles(data, package, own.read_bytes())
    except StudyError:
        return None, [Problem("reference-no-docx", shown_name)]
    return ReferenceDocument(merged, *_text_size(section)), problems


def _by_name(styles: Any) -> dict[str, Any]:
    """The styles of a document by their names, which are the same in every language of Word for its own styles."""
    named: dict[str, Any] = {}
    for style in styles.findall(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            named.setdefault(str(name.get(f"{_W}val") or "").casefold(), style)
    return named


def _with_styles(data: bytes, package: Package, own: bytes) -> bytes:
    """The document with Benang's ids for its styles, and with the styles that it lacks."""
    given = package.read_xml("word/styles.xml")
    ours = Package(own, "reference.docx", "DOCX").read_xml("word/styles.xml")
    named = _by_name(given)
    renamed: dict[str, str] = {}
    taken = {str(style.get(f"{_W}styleId")): style for style in given.findall(f"{_W}style")}
    for name, style in _by_name(ours).items():
        identity = str(style.get(f"{_W}styleId"))
        same = named.get(name)
        if same is not None and same.get(f"{_W}styleId") != identity:
            renamed[str(same.get(f"{_W}styleId"))] = identity
        other = taken.get(identity)
        if other is not None and other is not same:
            renamed[identity] = f"{identity}-own"
    defaults = {style.get(f"{_W}type") for style in taken.values() if style.get(f"{_W}default")}
    added = [_added(style, name, defaults) for name, style in _by_name(ours).items() if name not in named]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in sorted(package.names):
            content = package.read_part(part) or b""
            if _STYLED.fullmatch(part):
                root = package.read_xml(part)
                _rename(root, renamed)
                if part == "word/styles.xml":
                    root.extend(added)
                content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
            archive.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), content)
    return written.getvalue()


def _rename(root: Any, renamed: Mapping[str, str]) -> None:
    for element in root.iter(f"{_W}style", *_NAMING):
        key = f"{_W}styleId" if element.tag == f"{_W}style" else f"{_W}val"
        if (identity := element.get(key)) in renamed:
            element.set(key, renamed[identity])


def _added(style: Any, name: str, defaults: set[str]) -> Any:
    """A style of Benang's for a document that has letters of its own."""
    style = copy.deepcopy(style)
    if style.get(f"{_W}type") in defaults:
        style.attrib.pop(f"{_W}default", None)
    for element in list(_own_letters(style, plain=name in PLAIN)):
        element.getparent().remove(element)
    return style


def _own_letters(style: Any, *, plain: bool) -> Iterator[Any]:
    for kind in ("rFonts", "lang", *(("sz", "szCs", "color", "spacing", "jc") if plain else ())):
        yield from style.iter(f"{_W}{kind}")


def _text_size(section: Any) -> tuple[float, float]:
    """Width and height of the text on a page, in centimetres; those of A4 with Benang's margins where none is given."""
    page = section.find(f"{_W}pgSz") if section is not None else None
    margin = section.find(f"{_W}pgMar") if section is not None else None
    width, height = (_twips(page, side, default) for side, default in (("w", 11906), ("h", 16838)))
    sides = sum(_twips(margin, side, 1361) for side in ("left", "right"))
    ends = sum(_twips(margin, side, 1361) for side in ("top", "bottom"))
    return max(5.0, (width - sides) / TWIPS), max(5.0, (height - ends) / TWIPS)


def _twips(element: Any, side: str, default: float) -> float:
    given = str(element.get(f"{_W}{side}") or "") if element is not None else ""
    return abs(float(given)) if re.fullmatch(r"-?\d{1,6}(?:\.\d+)?", given) else default
