"""Codes as elements of REFI-QDA, the same in a project and in a codebook."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree  # type: ignore[import-untyped]

from benang.exchange.project import ProjectCode
from benang.exchange.refi.write_guids import guid
from benang.exchange.refi.write_targets import sound

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")


def add_codes(
    parent: etree._Element,
    codes: Sequence[ProjectCode],
    names: Mapping[str, str],
    notes: bool,
    *,
    categories: bool = False,
) -> None:
    """Add ``Codes`` to ``parent``: the tree of codes, each with its description.

    A code under one that is not there, or in a circle, stands at the top.

    Args:
        parent: the element ``CodeBook``.
        codes: at least one.
        names: what each code is called, by identity.
        notes: whether a code's memo is a note (the element of which is added elsewhere); else it ends the description.
        categories: whether codes that only group others are written as such.
    """
    top = add(parent, "Codes")
    elements: dict[str, etree._Element] = {}
    for code in codes:
        element = etree.Element(_beside(parent, "Code"))
        set_attributes(element, guid=guid("code", code.identity), name=names[code.identity])
        set_attributes(
            element, isCodable=str(code.codable and not (categories and code.groups)).lower(), color=colour(code.colour)
        )
        add_text(element, "Description", paragraphs(code.definition, "" if notes else code.memo))
        if notes and code.memo:
            add(element, "NoteRef", targetGUID=guid("code memo", code.identity))
        elements[code.identity] = element
    above = _parents(codes)
    for code in codes:
        parent_element = elements.get(above[code.identity])
        (top if parent_element is None else parent_element).append(elements[code.identity])


def colour(value: str) -> str | None:
    """``value`` where it is a colour as the standard has them; else None."""
    return value if _COLOUR.fullmatch(value) else None


def _parents(codes: Sequence[ProjectCode]) -> dict[str, str]:
    """The parent of each code; empty where there is none, or where it closes a circle."""
    parents: dict[str, str] = {}
    for code in codes:
        above = code.parent
        while above and above != code.identity:
            above = parents.get(above, "")
        parents[code.identity] = "" if above == code.identity else code.parent
    return parents


def add(parent: etree._Element, tag: str, /, **attributes: str | None) -> etree._Element:
    """A new element at the end of ``parent``, in its namespace; attributes that are None are left out."""
    element = etree.SubElement(parent, _beside(parent, tag))
    set_attributes(element, **attributes)
    return element


def add_text(parent: etree._Element, tag: str, text: str) -> None:
    """A new element that holds ``text``; none where the text is empty."""
    if text:
        add(parent, tag).text = sound(text)


def set_attributes(element: etree._Element, /, **attributes: str | None) -> None:
    """Set those attributes that are not None."""
    for name, value in attributes.items():
        if value is not None:
            element.set(name, sound(value))


def _beside(element: etree._Element, tag: str) -> etree.QName:
    """``tag`` in the namespace of ``element``."""
    return etree.QName(etree.QName(element).namespace, tag)


def paragraphs(*texts: str) -> str:
    """Texts as paragraphs of one; empty ones are left out."""
    return "\n\n".join(text for text in texts if text)
