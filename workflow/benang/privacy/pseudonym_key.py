"""The key of a study: which identifier is which number, the same in every source. It never leaves the private folder.

Identifiers are looked for in all raw sources first, then numbered by kind in the order in which they occur, and put
into the text last; so a telephone number has one number wherever it stands.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benang.core.cells import BYTE_ORDER_MARK, FORMULA_STARTS, join_ids, split_ids
from benang.core.files import write_text
from benang.privacy.identifiers import KINDS, Identifier, label
from benang.privacy.pseudonyms import Pseudonyms, read_checked_pseudonyms

_COUNTRY_CODES = (1, 2, 3)
_SHORTEST_NATIONAL = 7  # digits of a number without its country's code

REPLACEMENT_COLUMNS = ("source_id", "line", "kind", "found", "replacement")


class Found(NamedTuple):
    """An identifier in a raw source: how often, and where first (a code point)."""

    source_id: str
    kind: str
    value: str
    start: int
    times: int


class KeyRow(NamedTuple):
    """What stands for an identifier, how often it was found, and in which sources."""

    kind: str
    value: str
    replacement: str
    times: int
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """The key, sorted by kind and number."""

    rows: tuple[KeyRow, ...] = ()

    @cached_property
    def replacements(self) -> dict[tuple[str, str], str]:
        """What stands for an identifier, by kind and value."""
        return {(row.kind, row.value): row.replacement for row in self.rows if row.value}

    @cached_property
    def spent(self) -> frozenset[str]:
        """Numbers that stood for what somebody had who withdrew; nothing is ever given them again."""
        return frozenset(row.replacement for row in self.rows if not row.value)

    def part(self, found: Iterable[Found]) -> Key:
        """What the key says of some sources: the numbers of the study, and how often and where these sources have them.

        So another source changes nothing in it.
        """
        here: dict[tuple[str, str], tuple[int, set[str]]] = {}
        for one in found:
            times, sources = here.get((one.kind, one.value), (0, set()))
            here[one.kind, one.value] = (times + one.times, sources | {one.source_id})
        rows = [(row, here.get((row.kind, row.value))) for row in self.rows]
        return Key(tuple(row._replace(times=of[0], sources=tuple(sorted(of[1]))) for row, of in rows if of))


NOTHING = Key()
"""The key of a study that was never run."""


def gathered(found: Iterable[tuple[str, Identifier]]) -> list[Found]:
    """Occurrences as one row for each identifier of a source, sorted by source and place."""
    rows: dict[tuple[str, str, str], tuple[int, int]] = {}
    for source_id, identifier in found:
        one = (source_id, identifier.kind, identifier.value)
        start, times = rows.get(one, (identifier.start, 0))
        rows[one] = (min(start, identifier.start), times + 1)
    listed = [Found(*one, *place) for one, place in rows.items()]
    return sorted(listed, key=lambda one: (one.source_id, one.start, one.kind, one.value))


def assign(
    found: Iterable[Found],
    taken: Collection[str],
    language: str,
    before: Key = NOTHING,
    withdrawn: Collection[str] = (),
) -> Key:
    """Number the identifiers of a study.

    What has a number keeps it, as coders quote it and other sources hold it; a number is never given to another thing,
    also where its source is gone. So a new source changes nothing in the text of the others.

    Args:
        found: what stands in its sources.
        taken: replacements that the list of names uses already; their numbers are passed over.
        language: of the labels.
        before: the key as it was; its numbers hold, as far as they are in this language and not taken.
        withdrawn: sources out of which people have withdrawn. What stood in these alone is forgotten: its number stays,
            spent, with nothing beside it.

    Returns:
        The key: new numbers by kind in order of first occurrence (source id, then place).
    """
    by_value: dict[tuple[str, str], list[Found]] = {}
    for one in sorted(found, key=lambda one: (one.source_id, one.start, one.kind, one.value)):
        by_value.setdefault((one.kind, one.value), []).append(one)
    kept = {
        one: replacement
        for one, replacement in before.replacements.items()
        if replacement not in taken and replacement.startswith(label(one[0], language)[:-1] + " ")
    }
    forgotten = {
        (row.kind, row.value): row.replacement
        for row in before.rows
        if row.value and set(row.sources) & set(withdrawn) and (row.kind, row.value) not in by_value
    }
    kept = {one: replacement for one, replacement in kept.items() if one not in forgotten}
    spent = {(row.kind, row.replacement) for row in before.rows if not row.value}
    spent |= {(kind, replacement) for (kind, _), replacement in forgotten.items()}
    used = {*taken, *kept.values(), *(replacement for _, replacement in spent)}
    free = {kind: _free_labels(kind, used, language) for kind in KINDS}
    rows = []
    same = _same_telephones(value for kind, value in (*kept, *by_value) if kind == "phone")
    numbered: dict[str, str] = {}  # by the first value of a telephone
    for kind, value in [*kept, *(one for one in by_value if one not in kept)]:
        ones = by_value.get((kind, value), [])
        sources = tuple(dict.fromkeys(one.source_id for one in ones))
        replacement = kept.get((kind, value)) or (numbered.get(same.get(value, value)) if kind == "phone" else None)
        replacement = replacement or next(free[kind])
        if kind == "phone":
            numbered.setdefault(same.get(value, value), replacement)
        rows.append(KeyRow(kind, value, replacement, sum(one.times for one in ones), sources))
    rows += [KeyRow(kind, "", replacement, 0, ()) for kind, replacement in spent]
    return Key(tuple(sorted(rows, key=lambda row: (KINDS.index(row.kind), len(row.replacement), row.replacement))))


def _same_telephones(values: Iterable[str]) -> dict[str, str]:
    """The telephones that are written in two forms: by the form without its country's code the one with it.

    Where two countries' numbers could be meant, none is.
    """
    values = dict.fromkeys(values)
    coded: dict[str, set[str]] = {}
    for value in values:
        if not value.startswith("0"):
            for length in _COUNTRY_CODES:
                if len(value) - length >= _SHORTEST_NATIONAL:
                    coded.setdefault(value[length:], set()).add(value)
    same = {}
    for value in values:
        # Italy keeps the 0 behind its code, others drop it.
        meant = coded.get(value, set()) | coded.get(value[1:], set()) if value.startswith("0") else ()
        if len(meant) == 1:
            same[value] = next(iter(meant))
    return same


def _free_labels(kind: str, taken: Collection[str], language: str) -> Iterator[str]:
    return (text for number in count(1) if (text := label(kind, language, number)) not in taken)


def write_found(found: Iterable[Found], path: str | Path) -> None:
    """Write what was found in some sources, privately."""
    _write(Found._fields, found, path)


def read_found(path: str | Path) -> list[Found]:
    """Read what ``write_found`` wrote."""
    return [
        Found(source_id, kind, value, int(start), int(times)) for source_id, kind, value, start, times in _read(path)
    ]


def write_key(key: Key, path: str | Path) -> None:
    """Write the key, privately."""
    _write(KeyRow._fields, ((*row[:4], join_ids(row.sources)) for row in key.rows), path)


def read_key(path: str | Path) -> Key:
    """Read what ``write_key`` wrote; no file, or one that is not there, is the key of a study that was never run."""
    if not path or not Path(path).exists():
        return NOTHING
    rows = (
        KeyRow(kind, value, replacement, int(times), tuple(split_ids(sources)))
        for kind, value, replacement, times, sources in _read(path)
    )
    return Key(tuple(rows))


def read_replacing(names: str | Path, key: str | Path, kinds: Sequence[str], language: str) -> Pseudonyms:
    """Everything that is replaced in a study: its list of names, and the identifiers of its key.

    Args:
        names: the list of names; empty for a study without one. What is wrong in it is told where the study is planned.
        key: the key, or the part of it that some sources need; empty where there is none yet.
        kinds: the kinds of identifiers that are replaced.
        language: of the labels of identifiers that are not in the key.
    """
    listed = read_checked_pseudonyms(names)
    return replace(listed, identifiers=read_key(key).replacements, kinds=tuple(kinds), language=language)


def write_replacements(rows: Iterable[Sequence[object]], path: str | Path) -> None:
    """Write the log of replacements (columns ``REPLACEMENT_COLUMNS``), privately."""
    _write(REPLACEMENT_COLUMNS, rows, path)


def read_replacements(path: str | Path) -> list[list[str]]:
    """Read what ``write_replacements`` wrote."""
    return _read(path)


def _write(columns: Sequence[str], rows: Iterable[Sequence[object]], path: str | Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    write_text(BYTE_ORDER_MARK + text.getvalue(), path, private=True)


def _read(path: str | Path) -> list[list[str]]:
    with Path(path).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    return [[_plain(cell) for cell in row] for row in rows[1:]]


def _cell(cell: object) -> str:
    """A cell that no spreadsheet runs as a formula and that is read back as it was.

    What would be a formula, or hold a line end that some program makes another, is written as JSON text.
    """
    text = str(cell)
    return json.dumps(text) if text.startswith((*FORMULA_STARTS, '"')) or "\r" in text else text


def _plain(cell: str) -> str:
    return str(json.loads(cell)) if cell.startswith('"') else cell
