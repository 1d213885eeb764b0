"""Which files are the study's sources, and which source is which: ids, cases and batches.

Asked at every start of the workflow, so it looks at names of files only and loads nothing slow.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from benang.core.found_files import (
    closed_folders,
    excluded,
    find_entries,
    fixed_part,
    is_file,
    link_outside,
    unusable,
)
from benang.core.problems import Problem, nearest
from benang.core.settings import SourceSet, Study
from benang.privacy.pseudonyms import Pseudonyms, read_pseudonyms
from benang.sources.case_index import CaseIndex
from benang.sources.case_names import case_file_names
from benang.sources.cases import Case, read_cases
from benang.sources.readers.formats import TEXT_SUFFIXES
from benang.sources.source_ids import batch_of, batches_for, source_slug
from benang.sources.source_row import SourceRow
from benang.sources.speakers.speaker_table import SpeakerTable, read_speaker_table
from benang.sources.withdrawal import FILE as WITHDRAWN
from benang.sources.withdrawal import RECEIPT, Withdrawal, read_spent, read_withdrawn
from benang.sources.without_withdrawn import without_withdrawn

READABLE_SUFFIXES = frozenset({*TEXT_SUFFIXES, ".doc"})
"""Files that look like sources; one of them that lies beside the sources and is in no pattern is reported.

Tables are none of them: the study's own often lie in the same folder."""


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
        cases, found = read_cases(root / study.cases.file, study.cases.file, pseudonyms, study.cases.columns)
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
    file = _shown(row.path, pseudonyms)
    if file == row.file:
        return row
    source_id = source_slug(PurePosixPath(file).stem)
    return replace(row, source_id=source_id, file=file, batch=batch_of(source_id, batches))


def list_sources(
    root: Path,
    source_sets: Iterable[SourceSet],
    cases: Sequence[Case] = (),
    pseudonyms: Pseudonyms | None = None,
    batches: int = 1,
    case_words: Iterable[str] = (),
) -> tuple[list[SourceRow], list[Problem]]:
    """List the sources of a study.

    A file that several sets match belongs to the first. Hidden files and ``~$`` lock files are left out unless the
    pattern names them; folders are no sources.

    Args:
        root: the study's folder.
        source_sets: the entries of ``sources`` in the configuration.
        cases: the cases. A source is of a case whose id stands in its own id as a whole word (``CaseIndex.find``), or
            whose ``sources`` name it (by file name with or without suffix, path, or source id).
        pseudonyms: names to replace in file names.
        batches: in how many batches the sources are worked on; 0 for as many as suit their number.
        case_words: what one case is called (``Nurse``): behind such a word a letter or number is no guess.

    Returns:
        The sources sorted by id, and every problem found. Of two files with one id, the first by path is kept.
    """
    pseudonyms = pseudonyms or Pseudonyms()
    chosen, problems = _chosen(root, source_sets, pseudonyms)
    cases_of = _CasesOf(cases, case_words)
    rows: dict[str, SourceRow] = {}
    for path in sorted(chosen):
        source_set, file = chosen[path], _shown(path, pseudonyms)
        source_id = source_slug(PurePosixPath(file).stem)
        if not source_id:
            problems.append(Problem("source-without-id", file))
        elif source_id.casefold() in rows:
            values = {"source": source_id, "first": rows[source_id.casefold()].file}
            problems.append(Problem("source-id-twice", file, values=values))
        else:
            case_ids, guessed = cases_of.source(source_id, file)
            if guessed:
                values = {"source": source_id, "cases": ", ".join(guessed)}
                problems.append(Problem("case-guessed", file, values=values))
            # Files that differ only by case are one file on many machines.
            rows[source_id.casefold()] = SourceRow(
                source_id=source_id,
                kind=source_set.kind,
                language=source_set.language,
                encoding=source_set.encoding,
                path=path,
                file=file,
                case_ids=case_ids,
                batch=0,
            )
    number = batches or batches_for(len(rows))
    ordered = [
        replace(row, batch=batch_of(row.source_id, number))
        for row in sorted(rows.values(), key=lambda row: row.source_id)
    ]
    if cases:
        problems += [
            Problem("source-without-case", row.file, values={"source": row.source_id})
            for row in ordered
            if row.kind != "article" and not row.case_ids
        ]
        problems += _unknown_sources(cases, ordered)
    return ordered, sorted(problems, key=lambda problem: (problem.file, problem.kind, str(problem.values)))


def _chosen(
    root: Path, source_sets: Iterable[SourceSet], pseudonyms: Pseudonyms
) -> tuple[dict[str, SourceSet], list[Problem]]:
    """The files that are sources, each with the first set that matches it, and every problem."""
    problems: list[Problem] = []
    chosen: dict[str, SourceSet] = {}
    left_out: set[str] = set()
    for source_set in source_sets:
        found, unread = _matches(root, source_set, pseudonyms)
        problems += unread
        kept = {path for path in found if not excluded(Path(path), source_set.exclude)}
        left_out |= found - kept
        if not kept:
            values = {"patterns": ", ".join(source_set.files), "kind": source_set.kind}
            problems.append(Problem("sources-none", values=values))
        for path in kept:
            chosen.setdefault(path, source_set)
    problems += [Problem("source-in-no-pattern", _shown(path, pseudonyms)) for path in _beside(root, chosen) - left_out]
    return chosen, problems


class _CasesOf:
    """Tells of which cases a source is: by its id, or by what the case file says."""

    def __init__(self, cases: Sequence[Case], case_words: Iterable[str]) -> None:
        self._order = {case.case_id: number for number, case in enumerate(cases)}
        self._index = CaseIndex(
            {case.case_id: source_slug(case.case_id) for case in cases},
            case_words,
            {case.case_id: (*case.attributes.values(), *case.names) for case in cases},
        )
        self._named: dict[str, list[str]] = {}
        for case in cases:
            for name in case.sources:
                self._named.setdefault(_name(name), []).append(case.case_id)

    def source(self, source_id: str, file: str) -> tuple[tuple[str, ...], list[str]]:
        """The cases of a source, in the study's order, and which of them are guessed."""
        by_id, guessed = self._index.find(source_id)
        by_name = {case_id for name in _names(source_id, file) for case_id in self._named.get(name, ())}
        cases = tuple(sorted(by_id | by_name, key=self._order.__getitem__))
        return cases, sorted(guessed - by_name, key=self._order.__getitem__)


def own_cases(sources: Sequence[SourceRow]) -> tuple[list[Case], list[SourceRow]]:
    """Cases where a study lists none: every interview is one, and is of no other.

    A source of another kind is of the interview whose whole id stands in its own (``notes-on-ward-3`` of ``ward-3``).

    Returns:
        The cases, and the sources with their cases, both in the order of ``sources``.
    """
    cases = [Case(source.source_id) for source in sources if source.kind == "interview"]
    index = CaseIndex({case.case_id: case.case_id for case in cases})
    rows = []
    for source in sources:
        found = {source.source_id}
        if source.kind != "interview":
            by_id, guessed = index.find(source.source_id)
            found = by_id - guessed
        rows.append(replace(source, case_ids=tuple(sorted(found))))
    return cases, rows


def _matches(root: Path, source_set: SourceSet, pseudonyms: Pseudonyms) -> tuple[set[str], list[Problem]]:
    """The files that a source set names, and what it names that cannot be read."""
    found: set[str] = set()
    problems: list[Problem] = []
    links: set[str] = set()
    folders: dict[Path, str] = {}
    for pattern in source_set.files:
        if Path(pattern).is_absolute():
            continue  # told by the configuration's check
        outside = link_outside(root, fixed_part(pattern))  # by the configuration's check
        for folder in closed_folders(root, pattern):
            shown = _shown(_as_text(folder.relative_to(root)), pseudonyms)
            problems.append(Problem("folder-unreadable", shown, values={"path": shown}))
        names_hidden = any(part.startswith((".", "~$")) for part in PurePosixPath(pattern).parts if part != "..")
        for file in find_entries(root, pattern):
            path = file.relative_to(root)
            hidden = any(part.startswith((".", "~$")) for part in path.parts if part != "..")
            if hidden and not names_hidden:
                continue
            kind = unusable(file)
            shown = _shown(_as_text(path), pseudonyms)
            if not kind and not _is_text(path.as_posix()):
                kind = "file-name-unreadable"
            if kind:
                problems.append(Problem(kind, shown, values={"path": shown}))
                continue
            found.add(path.as_posix())
            if file.parent not in folders:
                folders[file.parent] = link_outside(root, path.parent.as_posix())
            link = folders[file.parent] or (link_outside(root, path.as_posix()) if file.is_symlink() else "")
            links |= {link} - {"", outside}
    problems += [Problem("link-outside", values={"path": _shown(link, pseudonyms)}) for link in sorted(links)]
    return found, problems


def _beside(root: Path, chosen: Iterable[str]) -> set[str]:
    """Files that look like sources, lie in a folder of sources and are not chosen."""
    chosen = set(chosen)
    folders = {PurePosixPath(path).parent for path in chosen}
    beside: set[str] = set()
    for folder in folders - {PurePosixPath(".")}:  # the study's own folder holds much else
        for file in _entries(root / folder):
            looks_so = file.suffix.lower() in READABLE_SUFFIXES and not file.name.startswith((".", "~$"))
            if looks_so and is_file(file) and _is_text(file.name):
                beside.add((folder / file.name).as_posix())
    return beside - chosen


def _entries(folder: Path) -> list[Path]:
    """What is in a folder; nothing where it cannot be opened."""
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _is_text(name: str) -> bool:
    """Whether a file's name is text; bytes of a name that are no UTF-8 come as lone surrogates."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _as_text(path: Path) -> str:
    """A path that can be printed, whatever bytes are in it."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")


def _shown(path: str, pseudonyms: Pseudonyms) -> str:
    """The path with names replaced, each part by itself."""
    return "/".join(pseudonyms.rename(part) for part in PurePosixPath(path).parts)


def _names(source_id: str, file: str) -> set[str]:
    path = PurePosixPath(file)
    return {_name(name) for name in (source_id, file, path.name, path.stem)}


def _name(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().removeprefix("./")


def _unknown_sources(cases: Iterable[Case], rows: Sequence[SourceRow]) -> list[Problem]:
    """What the case file's column ``sources`` names and is no source."""
    known = {name for row in rows for name in _names(row.source_id, row.file)}
    shown = {PurePosixPath(row.file).name for row in rows}
    return [
        Problem(
            "case-source-unknown",
            line=case.line or None,
            values={"case": case.case_id, "source": name, "near": nearest(name, shown)},
        )
        for case in cases
        for name in case.sources
        if _name(name) not in known
    ]
