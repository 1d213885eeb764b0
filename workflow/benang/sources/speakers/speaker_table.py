"""The table in which a researcher confirms or corrects who speaks: role and case by label, before anything else.

The run writes what it found in the same columns (``speaker_rows``), so that the table can be copied, corrected and
named in the configuration.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from benang.core.problems import Problem, nearest
from benang.core.records import Record, read_records
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.role_words import is_listed

if TYPE_CHECKING:
    import pandas as pd

    from benang.sources.source_row import SourceRow

ROLES = {
    **{role: role for role in ("interviewer", "informant", "observer", "other")},
    **{"pewawancara": "interviewer", "informan": "informant", "pengamat": "observer", "lain": "other"},
}
"""What the column ``role`` may say, in English and Indonesian, and the role it means."""

WRITTEN_BESIDE = ("role_from", "turns", "words")
"""Columns that a run writes behind those of the table, and that are not read."""
EVERY_SOURCE = ("", "*")


class SpeakerRow(NamedTuple):
    """One row: whose role and case it tells.

    Attributes:
        source_id: empty for every source.
        label: with names replaced by pseudonyms.
        role: interviewer, informant, observer or other.
        case_id: empty where the table does not say it.
        line: of the file.
    """

    source_id: str
    label: str
    role: str
    case_id: str = ""
    line: int = 0


@dataclass(frozen=True)
class SpeakerTable:
    """The rows of a speaker table; ``file`` is how problems name it."""

    rows: tuple[SpeakerRow, ...] = ()
    file: str = ""

    def find(self, source_id: str, label: str) -> SpeakerRow | None:
        """The row of a label (with names replaced) in a source: its own, or the one for every source."""
        key = label_key(label)
        return self._by_label.get((source_id, key)) or self._by_label.get(("", key))

    @cached_property
    def _by_label(self) -> dict[tuple[str, str], SpeakerRow]:
        return {(row.source_id, label_key(row.label)): row for row in reversed(self.rows)}


def read_speaker_table(
    path: str | os.PathLike[str],
    shown_name: str,
    sources: Iterable[SourceRow],
    case_ids: Collection[str],
    pseudonyms: Pseudonyms | None = None,
) -> tuple[SpeakerTable, list[Problem]]:
    """Read a speaker table: a CSV with the columns ``label``, ``role`` and, where wanted, ``source`` and ``case_id``.

    ``source`` (or ``source_id``) is a source's id, its file, or the file's name with or without suffix; empty or ``*``
    for every source. A label may be a name or its pseudonym. Other columns are passed over.

    Args:
        path: the file.
        shown_name: how problems name it.
        sources: the study's sources.
        case_ids: the study's cases.
        pseudonyms: names to replace in every cell.

    Returns:
        The table, and every problem; none quotes a cell, which may be a person's name. A row with a problem is left
        out; of two rows for one label the first is kept.
    """
    pseudonyms = pseudonyms or Pseudonyms()
    optional = ["source", "source_id", "case_id"]
    _, records, problems = read_records(path, shown_name, ["label", "role"], optional, passed_over=WRITTEN_BESIDE)
    source_ids: dict[str, str] = {}
    for source in sources:
        file = PurePosixPath(source.file)
        for name in (source.source_id, source.file, file.name, file.stem):
            source_ids.setdefault(_folded(name), source.source_id)
    cases = {_folded(case_id): case_id for case_id in case_ids}
    rows: list[SpeakerRow] = []
    first: dict[tuple[str, str], int] = {}
    for record in records:
        row, found = _row(record, shown_name, source_ids, cases, pseudonyms)
        problems += found
        if row is None:
            continue
        line = first.setdefault((row.source_id, label_key(row.label)), row.line)
        if line != row.line:
            problems.append(Problem("speaker-twice", shown_name, row.line, values={"first": line}))
        else:
            rows.append(row)
    return SpeakerTable(tuple(rows), shown_name), problems


def _row(
    record: Record, file: str, source_ids: dict[str, str], cases: dict[str, str], pseudonyms: Pseudonyms
) -> tuple[SpeakerRow | None, list[Problem]]:
    cells = {name: " ".join(pseudonyms.rename(cell).split()) for name, cell in record.cells.items()}
    source, label = cells.get("source") or cells.get("source_id", ""), cells["label"]
    role, case_id = cells["role"].casefold(), cells.get("case_id", "")
    wrong: list[tuple[str, dict[str, str]]] = []
    if source not in EVERY_SOURCE and _folded(source) not in source_ids:
        wrong.append(("speaker-source-unknown", {"near": nearest(source, source_ids.values())}))
    if not label_key(label):
        wrong.append(("speaker-label-empty", {}))
    if role not in ROLES:
        wrong.append(("speaker-role-unknown", {"near": nearest(role, ROLES), "roles": ", ".join(ROLES)}))
    if case_id and _folded(case_id) not in cases:
        wrong.append(("speaker-case-unknown", {"near": nearest(case_id, cases.values())}))
    if wrong:
        return None, [Problem(kind, file, record.line, values=values) for kind, values in wrong]
    source_id = "" if source in EVERY_SOURCE else source_ids[_folded(source)]
    return SpeakerRow(source_id, label, ROLES[role], cases.get(_folded(case_id), ""), record.line), []


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().removeprefix("./")


def absent_labels(table: SpeakerTable, turns: pd.DataFrame) -> list[Problem]:
    """The rows of a speaker table whose label no turn has, in their source or in any.

    Args:
        table: the speaker table.
        turns: the ``turns`` table of the whole study.
    """
    spoken = turns.loc[turns["speaker"] != "", ["source_id", "speaker"]].drop_duplicates()
    labels: dict[str, set[str]] = {"": set(spoken["speaker"])}
    for source_id, speaker in spoken.itertuples(index=False, name=None):
        labels.setdefault(source_id, set()).add(speaker)
    keys = {source_id: set(map(label_key, found)) for source_id, found in labels.items()}
    return [
        Problem(
            "speaker-label-absent",
            table.file,
            row.line,
            values={"near": nearest(row.label, labels.get(row.source_id, ()))},
        )
        for row in table.rows
        if label_key(row.label) not in keys.get(row.source_id, ())
    ]


def absent_listed(listed: Iterable[tuple[str, int, str]], turns: pd.DataFrame, file: str) -> list[Problem]:
    """The labels that a study lists and that no turn of any source has.

    Args:
        listed: the role under which the configuration lists each, its place in that list from 0, and the label with
            names replaced.
        turns: the ``turns`` table of the whole study.
        file: how problems name the configuration.
    """
    keys = {label_key(speaker) for speaker in turns["speaker"].unique() if speaker}
    return [
        Problem("label-listed-absent", file, place=f"speakers.{role}[{place}]", values={"label": label})
        for role, place, label in listed
        # An entry holds with a letter or number behind it, too.
        if (entry := frozenset([label_key(label)])) and not any(is_listed(key, entry) for key in keys)
    ]


def speaker_rows(turns: pd.DataFrame) -> pd.DataFrame:
    """Who speaks, in the columns of a speaker table: ``source_id``, ``label``, ``role``, ``case_id``.

    Beside them stand ``role_from`` (what told the role), ``turns`` and ``words`` (how many). A row a label of a source,
    sorted; turns of nobody named are left out.

    Args:
        turns: the ``turns`` table.
    """
    spoken = turns[turns["speaker"] != ""]
    # A label has one spelling, role and case in a source.
    grouped = spoken.groupby(["source_id", "speaker"], sort=True, as_index=False)
    rows = grouped.agg(
        role=("role", "first"),
        case_id=("case_id", "first"),
        role_from=("role_from", "first"),
        turns=("turn", "size"),
        words=("n_words", "sum"),
    )
    return rows.rename(columns={"speaker": "label"})
