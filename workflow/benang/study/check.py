"""Check all of a study that can be checked in seconds: every file by itself, and whether the files agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from benang.core.config import CONFIG_FILE, guess_study, read_study
from benang.core.problems import Problem
from benang.core.settings import Study
from benang.sources.case_id_names import case_id_problems, case_ids_like_names
from benang.sources.intake import read_intake
from benang.sources.raw_files import read_raw_files
from benang.sources.residual_risk import read_cleared
from benang.sources.small_cells import small_cell_problems
from benang.study.check_files import FileChecks
from benang.study.check_read import unknown_read
from benang.study.check_texts import TextChecks
from benang.study.named import named_problems
from benang.study.stopping import stops_later, with_stopping


def check_study(
    root: Path,
    deep: bool = False,
    *,
    config_file: Path | None = None,
    overrides: Mapping[str, object] | None = None,
) -> tuple[Study | None, list[Problem]]:
    """Check a study before anything of it is worked on.

    Checked are the configuration, pseudonyms, cases, the list of sources (not what is in them), the codebook and its
    rules, the literature and the keys that are cited, claims and the published evidence.

    Args:
        root: the study's folder.
        deep: also read the coding tables and look up every source, code and coder that they name; and, where they are
            not large, read the sources and look for every quotation.
        config_file: another configuration than ``config.yaml`` in that folder.
        overrides: values that stand above those of the configuration.

    Returns:
        The study (None where its configuration has a wrong form; its other files are checked all the same), and every
        problem, in order of file and line; ``stops`` tells at which of them a run ends.
    """
    path = config_file if config_file is not None else root / CONFIG_FILE
    study, found = read_study(path, overrides, root=root)
    problems = list(found)
    readable = study if study is not None else guess_study(path, overrides)
    if readable is not None:
        more, planned = _all_problems(FileChecks(root, readable, path, overrides, found), deep)
        problems = with_stopping([*problems, *more], [*found, *planned], readable)
    else:  # nothing can be told of the study, so no run begins
        problems = [replace(problem, stops=problem.severity == "error") for problem in problems]
    unique = list(dict.fromkeys(_Key(problem) for problem in problems))
    ordered = sorted(
        (key.problem for key in unique), key=lambda each: (each.file, each.line or 0, each.place, each.kind)
    )
    return study, ordered


REPORTED_OF_PATTERNS = frozenset(
    {"no-source-files", "all-sources-excluded", "path-absolute", "path-backslash", "path-invalid", "link-broken"}
    | {"file-special", "folder-unreadable"}
)
"""Why a pattern of sources finds nothing, as the configuration's check tells it."""


def what_stops_a_run(
    root: Path, *, config_file: Path | None = None, overrides: Mapping[str, object] | None = None
) -> list[Problem]:
    """Everything that is wrong with a study, where one of it would stop a run at a later stage; else nothing.

    Args:
        root, config_file, overrides: as for ``check_study``.
    """
    study, problems = check_study(root, config_file=config_file, overrides=overrides)
    if study is None:
        return problems
    if not any(stops_later(problem, study) for problem in problems):
        return []
    # The run cannot go on anyway, so there is time to read the other files too.
    return check_study(root, deep=True, config_file=config_file, overrides=overrides)[1]


class _Key:
    """A problem by what it says, so that one found on two ways is told once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._row = tuple(sorted((key, str(value)) for key, value in problem.row().items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other._row == self._row

    def __hash__(self) -> int:
        return hash(self._row)


def _all_problems(files: FileChecks, deep: bool) -> tuple[list[Problem], list[Problem]]:
    """Read the files of a study in the order in which they need each other, and collect what is wrong.

    Returns:
        Every problem, and those of them that are met when a run is planned.
    """
    study = files.study
    intake = read_intake(files.root, study)
    pseudonyms, cases, sources = intake.pseudonyms, list(intake.cases), list(intake.sources)
    # A pattern without a file is told with its line by the configuration's check.
    reported = files.known & REPORTED_OF_PATTERNS
    files.problems += [problem for problem in intake.problems if not (reported and problem.kind == "sources-none")]
    files.problems += unknown_read(files.config_file, study, sources, pseudonyms)
    files.problems += named_problems(study, cases, files.config_file, files.overrides, files.root)
    planned = list(files.problems)
    if study.cases and not study.recognition_considered:
        lines = {case.case_id: case.line for case in cases}
        files.problems += small_cell_problems(cases, study.cases.file, lines)
    files.decisions(pseudonyms)
    read_projects = files.projects() if deep else []
    rows = files.codings(pseudonyms) if deep or (study.codebook and study.codebook.paths) else None
    codebook = files.codebook(rows, pseudonyms)
    if rows is not None and codebook is not None:
        rows = files.followed(rows, codebook, pseudonyms)
    files.literature(codebook)
    if codebook is not None and len(codebook.codes):
        files.claims(codebook, cases, sources, pseudonyms)
        files.evidence(codebook, cases, sources)
        if deep and rows is not None:
            files.names_in_codings(rows, codebook, sources, pseudonyms, read_projects, cases)
    files.writing(codebook, pseudonyms)
    if deep:
        files.marks(codebook, sources)
    cleared: frozenset[str] = frozenset()
    if study.cleared and files.there(study.cleared):
        cleared, found = read_cleared(files.root / study.cleared, study.cleared)
        files.problems += found
    if study.cases:
        like_names = case_ids_like_names((case.case_id for case in cases), pseudonyms.names.values(), cleared)
        files.problems += case_id_problems(like_names, study.cases.file, {case.case_id: case.line for case in cases})
    if deep and not files.too_large(sources):  # a large study's texts are left to the run
        documents = read_raw_files(files.root, sources)
        TextChecks(files).all(documents, sources, cases, pseudonyms, intake, rows, codebook)
    return intake.withdrawal.reportable(files.problems), planned
