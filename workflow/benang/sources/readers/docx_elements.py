"""The elements of WordprocessingML: their names, their attributes, and which runs are bold."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_NAMED = {
    *_WORD,
    "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
    "http://schemas.microsoft.com/office/word/2015/wordml/symex",
}
_OFF = ("0", "false", "off")
_LONGEST_CHAIN = 20  # of styles that are based on one another


@lru_cache(maxsize=1024)
def _name_of_tag(tag: object) -> str:
    if not isinstance(tag, str):
        return "entity"
    namespace, _, name = tag[1:].rpartition("}")
    return name if namespace in _NAMED else ""


def name_of(element: Any) -> str:
    """The element's name, where its namespace is one of those whose names mean something here."""
    return _name_of_tag(element.tag)


def attribute(element: Any, name: str) -> str:
    """An attribute in whatever namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def child(element: Any, name: str) -> Any:
    """The first child of this name; None where there is none, or no element."""
    for below in element if element is not None else ():
        if _name_of_tag(below.tag) == name:
            return below
    return None


def is_on(element: Any) -> bool:
    """Whether a property is there and not switched off."""
    return element is not None and attribute(element, "val") not in _OFF


def has(element: Any, *path: str) -> bool:
    """Whether ``element`` has a child, grandchild, ... of these names, and it is not switched off."""
    for name in path:
        element = child(element, name)
    return is_on(element)


class BoldStyles:
    """Which runs are bold, by their own properties and by the styles of ``styles.xml`` (None: there is none).

    Bold is a toggle property (ECMA-376 part 1, 17.7.3): a character style inside a bold paragraph style switches it off
    again; a run's own property goes before both. Right-to-left runs have a property of their own (``bCs``).
    """

    def __init__(self, styles: Any) -> None:
        self._based_on: dict[str, str] = {}
        self._own: dict[tuple[str, str], bool] = {}
        self._default = ""
        for style in styles if styles is not None else ():
            if name_of(style) != "style":
                continue
            identity = attribute(style, "styleId")
            if attribute(style, "type") == "paragraph" and attribute(style, "default") not in ("", *_OFF):
                self._default = identity
            base = child(style, "basedOn")
            self._based_on[identity] = attribute(base, "val") if base is not None else ""
            for kind in ("b", "bCs"):
                found = child(child(style, "rPr"), kind)
                if found is not None:
                    self._own[identity, kind] = is_on(found)
        self._known: dict[tuple[str, str], bool] = {}

    def paragraph_style(self, properties: Any) -> str:
        """The id of a paragraph's style, from its ``pPr`` (None: it has none)."""
        style = child(properties, "pStyle")
        return attribute(style, "val") if style is not None else self._default

    def is_bold(self, properties: Any, paragraph_style: str) -> bool:
        """Whether a run with these properties (``rPr``; None: it has none) is bold in a paragraph of this style."""
        kind, own, style = "b", {}, ""
        for found in properties if properties is not None else ():
            name = name_of(found)
            if name in ("b", "bCs"):
                own[name] = is_on(found)
            elif name == "rStyle":
                style = attribute(found, "val")
            elif name in ("rtl", "cs") and is_on(found):
                kind = "bCs"
        if kind in own:
            return own[kind]
        return self._of_style(paragraph_style, kind) != self._of_style(style, kind)

    def _of_style(self, style: str, kind: str) -> bool:
        if not self._own:
            return False
        if (style, kind) not in self._known:
            found, chain = style, 0
            while (found, kind) not in self._own and found in self._based_on and chain < _LONGEST_CHAIN:
                found, chain = self._based_on[found], chain + 1
            self._known[style, kind] = self._own.get((found, kind), False)
        return self._known[style, kind]
