"""A study without those who withdrew from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from benang.sources.cases import Case, case_names
from benang.sources.source_row import SourceRow
from benang.sources.speakers.speaker_table import SpeakerTable
from benang.sources.withdrawal import Withdrawal, called_names, name_digest


def without_withdrawn(
    cases: Sequence[Case], sources: Sequence[SourceRow], speakers: SpeakerTable, withdrawn: Mapping[str, str]
) -> tuple[list[Case], list[SourceRow], SpeakerTable, Withdrawal, list[str]]:
    """A study without those who withdrew.

    Args:
        cases, sources, speakers: the study with them.
        withdrawn: date by case.

    Returns:
        Its cases, sources and speaker table without them; who they are; and the ids of the sources that
        they share, or may share.
    """
    gone = Withdrawal(withdrawn)
    theirs = [row for row in sources if row.case_ids and all(map(gone.is_case, row.case_ids))]
    digests = {
        name_digest(one)
        for row in theirs
        for name in (row.source_id, row.file, row.path, *row.case_ids)
        for one in called_names(name)
    }
    rows = []
    shared = []
    for row in sources:
        if row in theirs:
            continue
        left = tuple(case_id for case_id in row.case_ids if not gone.is_case(case_id))
        if left != row.case_ids or len(left) != 1:  # whose words these are, labels tell
            shared.append(row.source_id)
        rows.append(replace(row, case_ids=left))
    ids = {row.source_id for row in theirs}
    table = replace(
        speakers,
        rows=tuple(row for row in speakers.rows if not gone.is_case(row.case_id) and row.source_id not in ids),
    )
    kept = [case for case in cases if not gone.is_case(case.case_id)]
    names = case_names(case for case in cases if gone.is_case(case.case_id))
    called = {name_digest(name) for case_id, more in names.items() for name in (case_id, *more)}
    called |= {name_digest(case_id) for case_id in withdrawn}
    who = Withdrawal(withdrawn, frozenset(digests), frozenset(called), frozenset(map(name_digest, shared)))
    return kept, rows, table, who, shared
