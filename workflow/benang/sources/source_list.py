"""Which source is which: ids, cases and batches of the files that a study names."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from benang.core.problems import Problem, nearest
from benang.core.settings import SourceSet
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.case_index import CaseIndex, missing_case
from benang.sources.cases import Case
from benang.sources.source_files import chosen_files, shown_paths
from benang.sources.source_ids import batch_of, batches_for, source_slug
from benang.sources.source_row import SourceRow


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
    chosen, problems = chosen_files(root, source_sets, pseudonyms)
    cases_of = _CasesOf(cases, case_words)
    rows: dict[str, SourceRow] = {}
    for path, file in shown_paths(sorted(chosen), pseudonyms).items():
        source_set = chosen[path]
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
        listed = [case.case_id for case in cases]
        problems += [_without_case(row, listed) for row in ordered if row.kind != "article" and not row.case_ids]
        problems += _unknown_sources(cases, ordered)
    return ordered, sorted(problems, key=lambda problem: (problem.file, problem.kind, str(problem.values)))


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


def _names(source_id: str, file: str) -> set[str]:
    path = PurePosixPath(file)
    return {_name(name) for name in (source_id, file, path.name, path.stem)}


def _name(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold().removeprefix("./")


def _without_case(row: SourceRow, listed: Sequence[str]) -> Problem:
    """The problem of a source of no case: probably of one that is missing in the case file."""
    case = missing_case(row.source_id, listed)
    values = {"source": row.source_id, **({"case": case} if case else {})}
    return Problem("source-of-missing-case" if case else "source-without-case", row.file, values=values)


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
