"""Clean raw sources: read each, freeze its text with pseudonyms, and look for names that are still in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from benang.coding.freeze import Frozen, FrozenTables, freeze, tables_of
from benang.coding.intake import SourceRow
from benang.coding.left_names import left_names
from benang.coding.pseudonyms import Pseudonyms
from benang.coding.roles import Speakers
from benang.coding.sources import read_source
from benang.problems import StudyError


def read_frozen(root: Path, rows: Iterable[SourceRow], speakers: Speakers, pseudonyms: Pseudonyms) -> FrozenTables:
    """Read and freeze sources.

    Parameters:
        root: the study's folder.
        rows: the sources as intake listed them.
        speakers: the study's labels.
        pseudonyms: names to replace.

    Returns:
        The sources that could be read, in the form of the model's tables, and every problem: of reading, freezing, and
        of names left in the text.
    """
    tables = tables_of([_frozen(root, row, speakers, pseudonyms) for row in rows])
    left = left_names(tables.sources, tables.turns, tables.offset_map, tables.memos, pseudonyms)
    return replace(tables, problems=[*tables.problems, *left])


def _frozen(root: Path, row: SourceRow, speakers: Speakers, pseudonyms: Pseudonyms) -> Frozen:
    """One source; where its file cannot be read, the reason in its place."""
    try:
        document = read_source(root / row.path, row.file, row.encoding or None)
    except StudyError as error:
        return Frozen(None, [], [], [], error.problems)
    return freeze(document, row, speakers, pseudonyms)
