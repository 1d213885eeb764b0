"""Which styles of an OpenDocument text are bold, and which hide their text."""

from __future__ import annotations

from typing import Any, NamedTuple

FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_WEIGHTS = (FO + "font-weight", STYLE + "font-weight-asian", STYLE + "font-weight-complex")
_BOLD = {"bold", "600", "700", "800", "900"}
_LONGEST_CHAIN = 20  # of styles that are based on one another


class Look(NamedTuple):
    """How text looks: None is "as what is around it"."""

    bold: bool | None = None
    hidden: bool | None = None

    def within(self, outer: Look) -> Look:
        """The look of text of this look inside text of another."""
        return Look(*(mine if mine is not None else its for mine, its in zip(self, outer, strict=True)))


class Styles:
    """The styles of a document, from the elements that hold them (None is left out)."""

    def __init__(self, *holders: Any) -> None:
        self._own: dict[tuple[str, str], Look] = {}
        self._parent: dict[tuple[str, str], str] = {}
        self._known: dict[tuple[str, str], Look] = {}
        for holder in holders:
            for style in holder.iter(STYLE + "style") if holder is not None else ():
                key = str(style.get(STYLE + "family", "")), str(style.get(STYLE + "name", ""))
                self._parent[key] = str(style.get(STYLE + "parent-style-name", ""))
                properties = style.find(STYLE + "text-properties")
                if properties is not None:
                    self._own[key] = _look(properties)

    def look(self, family: str, name: str) -> Look:
        """How a style of a family (``paragraph`` or ``text``) makes text look."""
        key = family, name
        if key not in self._known:
            look, chain = Look(), 0
            while key in self._parent and chain < _LONGEST_CHAIN:
                look = look.within(self._own.get(key, Look()))
                key, chain = (family, self._parent[key]), chain + 1
            self._known[family, name] = look
        return self._known[family, name]


def _look(properties: Any) -> Look:
    weights = [properties.get(name) for name in _WEIGHTS if properties.get(name)]
    display = properties.get(TEXT + "display")
    return Look(any(weight in _BOLD for weight in weights) if weights else None, display == "none" if display else None)
