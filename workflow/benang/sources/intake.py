"""Who and what a study is about: its names, cases, sources and speakers.

Asked at every start of the workflow, so it looks at names of files only and loads nothing slow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from benang.core.found_files import is_file
from benang.core.problems import Problem
from benang.core.settings import Study
from benang.privacy.pseudonyms import Pseudonyms, read_pseudonyms
from benang.sources.case_names import case_file_names
from benang.sources.cases import Case, read_cases
from benang.sources.source_files import shown_path
from benang.sources.source_ids import batch_of, batches_for, source_slug
from benang.sources.source_list import list_sources, own_cases
from benang.sources.source_row import SourceRow
from benang.sources.speakers.speaker_table import SpeakerTable, read_speaker_table
from benang.sources.withdrawal import FILE as WITHDRAWN
from benang.sources.withdrawal import RECEIPT, Withdrawal, read_spent, read_withdrawn
from benang.sources.without_withdrawn import without_withdrawn


@dataclass(frozen=True)
class Intake:
    """Who and what a study is about, before any source is read.

    Attributes:
        pseudonyms: the names to replace.
        cases: the cases; where there is no case file, every interview is a case of its own.
        sources: the sources, sorted by id.
        speakers: the speaker table; empty where the study has none.
        listed_labels: role, place and label of each that the configuration lists, with names replaced.
        problems: what was found wrong with the list of names, the case file, the speaker table, and the names of the
            sources.
        withdrawal: who withdrew; nothing of theirs is in any of the above.
        shared: the ids of sources in which their turns are to be taken out.
        all_names: the names as the steps of a run have to be given them, where the case table has some that the list
            has not; else none.
    """

    pseudonyms: Pseudonyms
    cases: tuple[Case, ...]
    sources: tuple[SourceRow, ...]
    speakers: SpeakerTable
    problems: tuple[Problem, ...]
    listed_labels: tuple[tuple[str, int, str], ...] = ()
    withdrawal: Withdrawal = field(default_factory=Withdrawal)
    shared: tuple[str, ...] = ()
    all_names: Mapping[str, str] = field(default_factory=dict, repr=False)


def read_intake(root: Path, study: Study) -> Intake:
    """Read a study's list of names, case file and speaker table, and list its sources.

    A file that the study names and that is not there is passed over: the check of the configuration tells it.

    Args:
        root: the study's folder.
        study: its configuration.
    """

    def there(file: str) -> bool:
        return bool(file) and is_file(root / file)

    pseudonyms, own, problems = read_names(root, study)
    all_names = dict(pseudonyms.names) if own else {}
    cases: list[Case] = []
    if study.cases and there(study.cases.file):
        cases, found = read_cases(
            root / study.cases.file, study.cases.file, pseudonyms, study.cases.columns, study.cases.attributes
        )
        problems += found
    withdrawn_file = f"{study.private}/{WITHDRAWN}"
    withdrawn, found = read_withdrawn(root / withdrawn_file if there(withdrawn_file) else "", withdrawn_file)
    problems += found
    if study.cases:  # a row that is deleted from the case file brings nobody back
        known = {case.case_id.casefold() for case in cases}
        cases += [Case(case_id) for case_id in withdrawn if case_id.casefold() not in known]
    words = study.cases.name.values() if study.cases else ()
    sources: list[SourceRow] = []
    if study.sources:
        sources, found = list_sources(root, study.sources, cases, pseudonyms, study.batches, words)
        problems += found
    if study.cases is None:
        cases, sources = own_cases(sources)
    speakers = SpeakerTable()
    if there(study.speaker_table):
        case_ids = [case.case_id for case in cases]
        path, shown = root / study.speaker_table, study.speaker_table
        speakers, found = read_speaker_table(path, shown, sources, case_ids, pseudonyms)
        problems += found

    def listed_with(names: Pseudonyms) -> tuple[tuple[str, int, str], ...]:
        return tuple(
            (role, place, names.rename(label))
            for role, labels in sorted(study.speakers.items())
            for place, label in enumerate(labels)
        )

    if not withdrawn:
        listed = listed_with(pseudonyms)
        return Intake(pseudonyms, tuple(cases), tuple(sources), speakers, tuple(problems), listed, all_names=all_names)
    kept, rows, table, withdrawal, shared = without_withdrawn(cases, sources, speakers, withdrawn)
    withdrawal = replace(withdrawal, spent=read_spent(root / study.private / RECEIPT))
    gone = {row.file for row in sources} - {row.file for row in rows}
    reported = [problem for problem in withdrawal.reportable(problems) if problem.file not in gone]
    named = withdrawal.names(pseudonyms, study.language)
    number = study.batches or batches_for(len(sources))
    called = {row.source_id: _called_without(row, named, number) for row in rows}
    table = replace(
        table,
        rows=tuple(
            row._replace(source_id=called[row.source_id].source_id if row.source_id in called else row.source_id)
            for row in table.rows
        ),
    )
    ids = tuple(called[source_id].source_id for source_id in shared)
    rows = sorted(called.values(), key=lambda row: row.source_id)
    labels = tuple(
        one for one in listed_with(named) if not withdrawal.is_named(study.speakers[one[0]][one[1]], pseudonyms)
    )
    return Intake(named, tuple(kept), tuple(rows), table, tuple(reported), labels, withdrawal, ids, all_names)


def read_names(root: Path, study: Study) -> tuple[Pseudonyms, dict[str, str], list[Problem]]:
    """Read the names of a study: of its list, and those of its case table that the list does not have.

    A file that the study names and that is not there is passed over: the check of the configuration tells it.

    Args:
        root: the study's folder.
        study: its configuration.

    Returns:
        All of them; those that only the case table has, with the ids that replace them; and every problem.
    """
    pseudonyms, problems = Pseudonyms(), list[Problem]()
    if study.pseudonyms and is_file(root / study.pseudonyms):
        pseudonyms, problems = read_pseudonyms(root / study.pseudonyms, study.pseudonyms)
    if not study.cases or not is_file(root / study.cases.file):
        return pseudonyms, {}, problems
    own, found = case_file_names(root / study.cases.file, study.cases.file, pseudonyms, study.cases.columns)
    if not own:
        return pseudonyms, {}, [*problems, *found]
    # An empty list does not mean that no names are looked for.
    problems = [problem for problem in problems if problem.kind != "names-none-listed"]
    return Pseudonyms({**own, **pseudonyms.names}), own, [*problems, *found]


def _called_without(row: SourceRow, pseudonyms: Pseudonyms, batches: int) -> SourceRow:
    """A source whose file is named after somebody who withdrew, under a name without them."""
    file = shown_path(row.path, pseudonyms)
    if file == row.file:
        return row
    source_id = source_slug(PurePosixPath(file).stem)
    return replace(row, source_id=source_id, file=file, batch=batch_of(source_id, batches))
