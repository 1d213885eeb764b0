"""Which column of a codebook's table holds what, told by its header in the languages of ``codebook_columns.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from benang.coding.codebook.codebook_table import TEXT_FIELDS
from benang.core.languages import MEANT, is_language
from benang.core.table_headers import header_key
from benang.core.texts import read_texts

LEVEL_FIELDS: tuple[str, ...] = tuple(read_texts("codebook_columns.yaml")["levels"])
"""Columns that hold a level of the hierarchy, from the top down; ``code`` is one of them."""

_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*$")
_SUFFIX = re.compile(r"^(.*?)\s*(?::\s*|[(\[（]\s*)([A-Za-z]{2,3})\s*[)\]）]?\s*$")
_NUMBERED = re.compile(r"^(.*?)[\s_-]*([1-9])$")


@dataclass(frozen=True)
class Columns:
    """What the columns of a table are.

    Attributes:
        places: cell of a row by field; texts also by language, ``label:en``.
        levels: for each level from the top down its cells by language (empty: the study's main one). Two levels or
            more make a hierarchy; with one, it holds the labels and is in ``places``, too.
        unused: cells of the header that were not used.
    """

    places: Mapping[str, int]
    levels: Sequence[Mapping[str, int]] = ()
    unused: Sequence[int] = field(default=())


def known_headers() -> list[str]:
    """Every header that can name a column."""
    words = read_texts("codebook_columns.yaml")
    by_language = (*words["levels"].values(), *words["fields"].values())
    return [word for each in by_language for listed in each.values() for word in listed]


def is_header(cell: str) -> bool:
    """Whether a cell names a column."""
    return bool(_meanings(_with_language(cell)[0]))


def find_columns(header: Sequence[str], mapped: Mapping[str, str]) -> Columns:
    """What the columns of a table are.

    Args:
        header: its cells; empty ones are columns without a name.
        mapped: header in the file by field, where the study says it (``label:en`` for ``code:en``); each is there.
    """
    places = {name: header.index(given) for name, given in mapped.items()}
    levels: dict[tuple[int, int], dict[str, int]] = {}
    for name in [name for name in places if _base(name) in LEVEL_FIELDS]:
        levels.setdefault((LEVEL_FIELDS.index(_base(name)), 0), {})[name.partition(":")[2]] = places.pop(name)
    given = {_base(name) for name in places}
    if any(name == "label" or name.startswith("label:") for name in places):
        given |= {"code"}
    found: list[tuple[int, int, str, str, int]] = []  # surest first: the word's place in its list, then the column
    for index, cell in enumerate(header):
        if not cell or cell in mapped.values():
            continue
        bare, language = _with_language(cell)
        for field_name, number, sure in _meanings(bare):
            if language and field_name not in (*TEXT_FIELDS, *LEVEL_FIELDS):
                continue
            if field_name not in given and not (field_name in LEVEL_FIELDS and mapped and levels):
                found.append((sure, index, field_name, language, number))
            break
    for _, index, field_name, language, number in sorted(found):
        if field_name in LEVEL_FIELDS:
            levels.setdefault((LEVEL_FIELDS.index(field_name), number), {}).setdefault(language, index)
        else:
            places.setdefault(f"{field_name}:{language}" if language else field_name, index)
    return _settled(header, places, levels)


def _settled(header: Sequence[str], places: dict[str, int], levels: dict[tuple[int, int], dict[str, int]]) -> Columns:
    """The columns, with what ``code``, ``label`` and columns without a name are beside one another."""
    code = (LEVEL_FIELDS.index("code"), 0)
    labels = {name: index for name, index in places.items() if name == "label" or name.startswith("label:")}
    if labels:
        # Beside a name, a code is what it is called for short.
        if code in levels and "id" not in places and set(levels[code]) == {""}:
            places["id"] = levels.pop(code)[""]
        else:
            levels.pop(code, None)
        if levels:
            deepest = (max(*(rank for rank, _ in levels), code[0]), 9)
            levels[deepest] = {name.partition(":")[2]: places.pop(name) for name in labels}
    ordered = [levels[rank] for rank in sorted(levels)]
    used = {*places.values(), *(index for level in ordered for index in level.values())}
    last = max(ordered[-1].values()) if ordered else max(labels.values(), default=-1)
    nameless: list[dict[str, int]] = []
    while 0 <= last < len(header) - 1 and not header[last + 1]:
        last += 1
        nameless.append({"": last})
    if nameless and not ordered:
        ordered = [{name.partition(":")[2]: places.pop(name) for name in labels}]
    ordered += nameless
    used.update(index for level in nameless for index in level.values())
    if len(ordered) == 1:
        places |= {f"label:{language}" if language else "label": index for language, index in ordered[0].items()}
    if len(ordered) > 1:
        for other in ("parent", "path", "depth"):
            used.discard(places.pop(other, -1))
    unused = [index for index, name in enumerate(header) if name and index not in used]
    return Columns(places, ordered, unused)


def in_order_of_use(levels: Sequence[Mapping[str, int]], rows: Sequence[Sequence[str]]) -> list[Mapping[str, int]]:
    """Levels from the top down as the rows show: of two whose words leave it open, the one with fewer names is above.

    Only a theme and a category that stand the other way round in the table (the category to the left) are open.
    """
    ordered = list(levels)
    for at in range(len(ordered) - 1):
        upper, lower = min(ordered[at].values()), min(ordered[at + 1].values())
        if at < len(ordered) - 2 and lower < upper:
            names = [len({row[index].strip().casefold() for row in rows} - {""}) for index in (upper, lower)]
            last = min(ordered[-1].values())
            if names[1] < names[0] and last > upper:
                ordered[at], ordered[at + 1] = ordered[at + 1], ordered[at]
    return ordered


def origin_of(word: str) -> str:
    """``deductive`` or ``inductive`` for a word that means it, else the empty string."""
    wanted = header_key(word)
    words: Mapping[str, Sequence[str]] = read_texts("codebook_columns.yaml")["origins"]
    return next((origin for origin, named in words.items() if wanted in map(header_key, named)), "")


def _with_language(cell: str) -> tuple[str, str]:
    """A header without the language it names, and that language; a wrong code stays to be told."""
    colon = cell.partition(":")
    if colon[1] and _meanings(colon[0]):
        return colon[0], colon[2].strip().casefold()
    found = _SUFFIX.match(cell)
    if found and is_language(found[2].casefold()) and found[2].casefold() not in MEANT and _meanings(found[1]):
        return found[1], found[2].casefold()
    return cell, ""


def _meanings(cell: str) -> list[tuple[str, int, int]]:
    """The field that a header names, the number of its level, and how sure the word is (0: the surest)."""
    for bare in dict.fromkeys((cell, _BRACKETS.sub("", cell))):
        key = header_key(bare)
        known = _words().get(key) or _words().get(key.removesuffix("s"))
        if known:
            return [(known[0], 0, known[1])]
        numbered = _NUMBERED.match(bare.strip())
        if numbered and header_key(numbered[1]) in _numbered_words():
            return [("theme", int(numbered[2]), 0)]
    return []


@cache
def _words() -> Mapping[str, tuple[str, int]]:
    """Field and place in its list by the key of each header; what two fields share is the first's."""
    words: Mapping[str, Any] = read_texts("codebook_columns.yaml")
    known: dict[str, tuple[str, int]] = {}
    for part in ("levels", "fields"):
        for name, by_language in words[part].items():
            for listed in by_language.values():
                for place, word in enumerate(listed):
                    known.setdefault(header_key(word), (name, place))
    return known


@cache
def _numbered_words() -> frozenset[str]:
    return frozenset(map(header_key, read_texts("codebook_columns.yaml")["numbered"]))


def _base(name: str) -> str:
    """``label`` of ``label:en``."""
    return name.partition(":")[0]
