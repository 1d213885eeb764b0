"""The elements of QDA-XML: their names, references and words, whatever namespace a program gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WHOLE_NUMBER = re.compile(r"\s*([+-]?\d{1,15})\s*", re.ASCII)


def name_of(element: Any) -> str:
    """The element's name without its namespace, which programs do not all write alike."""
    return str(element.tag).rpartition("}")[2]


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children with one of these names; none where ``element`` is None."""
    return (child for child in (element if element is not None else ()) if name_of(child) in names)


def child(element: Any, name: str) -> Any:
    """The first child with this name; None where there is none."""
    return next(children(element, name), None)


def words(element: Any, name: str) -> str:
    """The text of the first child with this name; empty where there is none."""
    found = child(element, name)
    return "" if found is None else "".join(found.itertext())


def guid(element: Any, attribute: str = "guid") -> str:
    """A GUID without braces and in lower case, so that one GUID is one text; empty where there is none."""
    return str(element.get(attribute, "")).strip().strip("{}").lower()


def references(element: Any, name: str) -> list[str]:
    """The GUIDs that children of this name refer to; ``MemberCode`` has them as ``guid`` in codebooks."""
    found = (guid(child, "targetGUID") or guid(child) for child in children(element, name))
    return [one for one in found if one]


def shown_guid(identity: str) -> str:
    """A GUID for messages; empty where it is none, for what else stands there may be a person's name."""
    return identity if _GUID.fullmatch(identity) else ""


def whole_number(element: Any, attribute: str) -> int | None:
    """The whole number in an attribute; None where there is none."""
    number = _WHOLE_NUMBER.fullmatch(str(element.get(attribute, "")))
    return int(number[1]) if number else None
