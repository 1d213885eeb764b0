"""Read the researcher's list of names."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from benang.core.files import write_text
from benang.core.problems import Problem
from benang.core.records import read_records
from benang.privacy.name_words import honorifics
from benang.privacy.pseudonyms.replacing import Pseudonyms
from benang.privacy.pseudonyms.spelling import single_spaced, written_key

COLUMNS = ("name", "pseudonym", "variants")
"""The columns of a list of names."""
PASSED_OVER = ("note", "reason", "count", "sources", "contexts")
"""Columns that it may have and that are not read: a note, and what a run tells of words that may be names."""

# A degree behind a name: S.Pd., M.Si, SE, Jr.
_DEGREE = re.compile(r"(?:[^\W\d_]{1,6}\.)+[^\W\d_]{0,6}\.?|[A-Z]{2}|(?i:jr|sr|phd|mba|md)\.?")


def read_pseudonyms(path: str | os.PathLike[str], shown_name: str = "") -> tuple[Pseudonyms, list[Problem]]:
    """Read a list of names: a CSV or XLSX with the columns ``name``, ``pseudonym`` and, where wanted, ``variants``.

    ``variants`` are further names of the same person, joined with ``|`` or ``;``. What is joined with a comma may be
    one name (``Doe, Jane``) or several, so each part is a name and the whole too; a degree (``S.Pd.``) is none. Shops,
    telephone numbers and accounts are names like any other. A study without a list (an empty ``path``) has none.

    Returns:
        The pseudonyms and every problem found; a problem never quotes a name. Of two pseudonyms for one name the first
        is kept.
    """
    pseudonyms, lines, problems = _read(path, shown_name or Path(path).name if path else "")
    for pseudonym, line in lines:
        if pseudonyms.rename(pseudonym) != pseudonym:
            problems.append(Problem("pseudonym-holds-name", shown_name or Path(path).name, line))
    return pseudonyms, problems


def read_checked_pseudonyms(path: str | os.PathLike[str]) -> Pseudonyms:
    """The pseudonyms of ``read_pseudonyms``, for steps of a run, before which the list was checked."""
    return _read(path, Path(path).name if path else "")[0]


def write_names(names: Mapping[str, str], path: str | os.PathLike[str]) -> None:
    """Write names and what stands for them as a list that ``read_pseudonyms`` reads, privately; no file is touched in
    vain."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((name, pseudonym, "") for name, pseudonym in sorted(names.items()))
    path = Path(path)
    if not path.is_file() or path.read_bytes() != text.getvalue().encode():
        write_text(text.getvalue(), path, private=True)


def read_names_to_list(path: str | os.PathLike[str]) -> list[str]:
    """The words that a run wrote as a list of names to be filled in (``residual_risk.names_to_list``)."""
    _, records, _ = read_records(path, os.fspath(path), [COLUMNS[0]], may_be_empty=True)
    return [record.cells[COLUMNS[0]] for record in records]


def _read(path: str | os.PathLike[str], shown_name: str) -> tuple[Pseudonyms, list[tuple[str, int]], list[Problem]]:
    """The pseudonyms of a list, each one's lines, and what is wrong with a line by itself."""
    if not path:
        return Pseudonyms(), [], []
    name, pseudonym, variants = COLUMNS
    _, records, problems = read_records(
        path, shown_name, [name, pseudonym], [variants], passed_over=PASSED_OVER, may_be_empty=True, name_unused=True
    )
    if not records and not problems:
        problems.append(Problem("names-none-listed", shown_name))
    names: dict[str, str] = {}
    first: dict[str, tuple[int, str]] = {}
    for record in records:
        cells = record.cells
        pseudonym = single_spaced(cells["pseudonym"])
        listed = [single_spaced(name) for name in (cells["name"], *_variants(cells.get("variants", "")))]
        if not listed[0] or not pseudonym:
            column = "pseudonym" if listed[0] else "name"
            problems.append(Problem("pseudonym-cell-empty", shown_name, record.line, values={"column": column}))
        if not pseudonym:
            continue
        if _begins_with_address(pseudonym) and not all(map(_begins_with_address, filter(None, listed))):
            problems.append(Problem("pseudonym-has-address", shown_name, record.line))
        for name in filter(None, listed):
            line, other = first.setdefault(written_key(name), (record.line, pseudonym))
            # A word in small letters stands for itself where it is no name, though it begins like one.
            if written_key(name) == written_key(pseudonym) and name != name.lower():
                problems.append(Problem("pseudonym-is-name", shown_name, record.line))
            if other != pseudonym:
                problems.append(Problem("pseudonym-two-for-one", shown_name, record.line, values={"first": line}))
            else:
                names[name] = pseudonym
    return Pseudonyms(names), sorted({(pseudonym, line) for line, pseudonym in first.values()}), problems


def _begins_with_address(name: str) -> bool:
    """Whether words follow a form of address: ``Mrs Hill``, ``Dr. O.``."""
    first, _, rest = name.partition(" ")
    return bool(rest) and first.casefold().rstrip(".") in honorifics()


def _variants(cell: str) -> Iterator[str]:
    """The names in a cell of variants."""
    for name in re.split(r"[|;]", cell):
        yield name
        parts = [part.strip() for part in name.split(",")]
        if len(parts) > 1:
            yield from (part for part in parts if not _DEGREE.fullmatch(part))
