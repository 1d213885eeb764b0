"""What the workflow has to know before its first step: the study, its cases, and which file is which source.

Read at every start, so nothing slow is loaded and no transcript is opened. What the steps get from it are plain values
(texts, numbers, lists, dicts), so that a step is run again when a value it uses has changed, and only then.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benang.conclusions.journals import docx_in_study, read_journal
from benang.core.config import CONFIG_FILE, read_study
from benang.core.counting import CONSENSUS
from benang.core.fonts import installed_fonts
from benang.core.machine import machine_problem
from benang.core.places import ROOT, WORKFLOW
from benang.core.problems import Problem, has_errors
from benang.core.texts import read_texts
from benang.literature.text_files import list_texts
from benang.mapping.figures import drawn_figures
from benang.sources.cases import Case, case_names
from benang.sources.intake import read_intake
from benang.study.check_read import unknown_read
from benang.study.named import named_problems
from benang.study.planned_study import PlannedStudy, plain
from benang.study.stopping import stops_planning
from benang.writing.folder import list_writing


@dataclass(frozen=True)
class Plan(PlannedStudy):
    """The study as the workflow sees it: its files, and what the steps are told of it."""

    @property
    def case_rows(self) -> list[dict[str, Any]]:
        """The cases as plain values."""
        return [{"case_id": case.case_id, "attributes": dict(case.attributes)} for case in self.cases]

    @property
    def small_cells(self) -> dict[str, Any]:
        """What small cells are told with: their file, and each case's line in it; no file where it was considered."""
        if self.study.recognition_considered:
            return {"file": "", "lines": {}}
        file = self.study.cases.file if self.study.cases else f"{self.study.results}/coding/cases.csv"
        return {"file": file, "lines": {case.case_id: case.line for case in self.cases if case.line}}

    @property
    def case_name(self) -> dict[str, str]:
        """What one case is called, by language."""
        if self.study.cases and self.study.cases.name:
            return dict(self.study.cases.name)
        return dict(read_texts("case_name.yaml"))

    def speakers(self, batch: int | str) -> dict[str, Any]:
        """The study's speaker labels, and of the speaker table and the cases what one batch needs, as plain values."""
        sources = self.batch_sources(batch)
        quoting = any(source.kind == "article" for source in sources)  # whoever an article quotes
        here = {case_id for source in sources for case_id in source.case_ids}
        places = sorted(place for case_id in here for place in self._case_places.get(case_id, ()))
        cases = self.cases if quoting else [self.cases[place] for place in places]
        settled = {source.source_id for source in sources} | {""}
        # What a source of an informant of an article must not be called.
        stems = tuple(f"{source.source_id}-" for source in sources if source.kind == "article")
        return self._labels(cases) | {
            "table": [list(row) for row in self.speaker_table.rows if row.source_id in settled],
            "cases": [case.case_id for case in cases] if quoting and self.study.cases else [],
            "taken": [one.source_id for one in self.sources if one.source_id.startswith(stems)] if stems else [],
        }

    @cached_property
    def _case_places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place, case in enumerate(self.cases):
            found.setdefault(case.case_id, []).append(place)
        return found

    @property
    def project_speakers(self) -> dict[str, Any]:
        """Labels, speaker table and cases of the study, for texts whose ids are not known before they are read."""
        table = [list(row) for row in self.speaker_table.rows]
        return self._labels(self.cases) | {"table": table, "cases": self.case_rows if self.study.cases else []}

    @property
    def case_labels(self) -> dict[str, list[str]]:
        """What each case that the study lists is called besides its id, in their order."""
        return {case_id: list(names) for case_id, names in case_names(self.cases).items()} if self.study.cases else {}

    @property
    def read(self) -> dict[str, list[str]]:
        """What each coder read, as plain values."""
        return {coder: list(sources) for coder, sources in self.study.read.items()}

    def _labels(self, cases: Sequence[Case]) -> dict[str, Any]:
        return {
            **{role: self._listed(role) for role in ("interviewer", "informant", "nobody")},
            "names": {case_id: list(names) for case_id, names in case_names(cases).items() if names},
        }

    def _listed(self, role: str) -> list[str]:
        """The labels that the study lists for a role, without those of people who withdrew."""
        return [label for label in self.study.speakers.get(role, ()) if not self.withdrawal.is_named(label)]

    @property
    def cleaning(self) -> dict[str, Any]:
        """The steps of cleaning, as plain values."""
        return plain(dict(self.study.cleaning))

    @property
    def about(self) -> dict[str, Any]:
        """What the report says about the study itself, as plain values."""
        study = self.study
        return {
            "title": dict(study.title),
            "language": study.language,
            "question": dict(study.question),
            "notice": dict(study.notice),
            "double_coding": dict(study.double_coding),
            "authors": list(study.authors),
            "affiliations": list(study.affiliations),
            "approach": study.approach,
            "approaches_before": list(study.approaches_before),
            "journal": study.journal,
            "date": study.date,
            "citation": study.citation,
            "licence": study.licence,
            "case_name": self.case_name,
            "counting": self.counting,
            "read": self.read,
            "language_model": study.language_model is not None,
            "version": program_version(),
            "lock_sha256": hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest(),
            "transcripts": study.transcripts,
            "guide": bool(study.guide),
            "literature_texts": bool(self.attached),
            "writing": bool(study.writing),
            "pseudonyms": self.names_listed,
            "first_look": self.first_look,
            "figures": drawn_figures(study.figures_also),
            "figures_too_wide": self.figures_width if self.figures_width > self.column else 0,
            "emergence": study.emergence,
            "saturation": dict(study.saturation),
            "words_in_report": study.words_in_report,
            "config_file": Path(self.config_file).name,
        }

    @property
    def column(self) -> float:
        """Width of the text of the journal's page, millimetres."""
        return read_journal(WORKFLOW / "templates", self.study.journal).text_width

    @property
    def fonts(self) -> str:
        """The further fonts that are installed."""
        return installed_fonts()

    @property
    def figures_width(self) -> float:
        """Width of the figures, millimetres: what the study asks for, else that of the text."""
        return self.study.figures_width or self.column

    @property
    def named_for_next_steps(self) -> dict[str, Any]:
        """What the configuration names that a next step may be about, as plain values (``conclusions.standing``)."""
        study = self.study
        return {
            "config": Path(self.config_file).name,
            "results": study.results,
            "private": study.private,
            "read": self.read,
            "sheet_coders": self.sheet_coders,
            "coding_files": len(study.codings),
            "codings_folder": next((Path(coding.file).parent.as_posix() for coding in study.codings), "codings"),
            "counted": [coder for coder in study.coders if coder != CONSENSUS],
            "names_listed": self.names_listed,
            "transcripts": study.transcripts,
            "approach": study.approach,
            **({"writing": study.writing} if study.writing else {}),
            "names_file": study.pseudonyms,
            "cleared": study.cleared,
            "adjudication": study.adjudication,
            "decisions": study.decisions,
            "checksums": study.checksums,
        }

    @property
    def counting(self) -> dict[str, Any]:
        """Whose codings count, and how, as plain values (``coding.passages.Counting``)."""
        return {"coders": list(self.study.coders) or None, "count": self.study.count}

    @property
    def heading(self) -> dict[str, Any]:
        """What stands at the head of pages and projects: title, question and notice, by language."""
        return {name: dict(getattr(self.study, name)) for name in ("title", "question", "notice")}

    @property
    def told_of_inputs(self) -> dict[str, Any]:
        """What a bundle has to know of the study's files, as plain values (``bundle.study_inputs``)."""
        study = self.study
        private = {study.pseudonyms, study.cleared, self.names_file, self.withdrawn_file} - {""}
        return {
            "private": sorted(private),
            "folder": study.private,
            "names_file": self.names_file,
            "withdrawn_file": self.withdrawn_file,
            "withdrawn": self.withdrawn,
            "key": self.key,
            "kinds": list(study.identifiers),
            "sources": {source.path: source.source_id for source in self.sources},
            "shared": list(self.shared),
            "results": study.results,
            "reports": study.reports,
        }

    @property
    def request_settings(self) -> dict[str, Any]:
        """What shapes the requests to the study's language model, as plain values; empty where it has none."""
        asked = self.study.language_model
        if asked is None:
            return {}
        return {
            "model": asked.model,
            "temperature": asked.temperature,
            "seed": asked.seed,
            "max_characters": asked.max_characters,
            "roles": list(asked.roles),
            "language": self.study.language,
        }

    @property
    def checked_with(self) -> dict[str, Any]:
        """What the files that people keep are held against, as plain values."""
        kinds = sorted({source.kind for source in self.sources})
        study = hashlib.sha256(repr(self.study).encode("utf-8", "backslashreplace")).hexdigest()
        return {"study": study, "kinds": kinds, "cases": [case.case_id for case in self.cases]}


def read_plan(
    root: Path, *, config_file: Path | None = None, overrides: Mapping[str, object] | None = None
) -> tuple[Plan | None, list[Problem]]:
    """Read a study's configuration, its cases, and the names of its sources.

    Args:
        root: the study's folder; its paths are relative to it.
        config_file: another file than ``config.yaml`` in it.
        overrides: values that stand above those of the file.

    Returns:
        The plan and its warnings; or None and every problem of the study, errors and warnings, in all its files.
    """
    try:
        return _plan(root, config_file if config_file is not None else root / CONFIG_FILE, overrides)
    except OSError as error:
        fault = machine_problem(error)
        if fault is None:
            raise
        return None, [fault]


def _plan(root: Path, path: Path, overrides: Mapping[str, object] | None) -> tuple[Plan | None, list[Problem]]:
    study, found = read_study(path, overrides, root=root)
    problems = list(found)
    if study is None or has_errors(problems):
        return None, _all_problems(root, path, overrides)
    intake = read_intake(root, study)
    problems += intake.problems
    problems += unknown_read(path, study, intake.sources, intake.pseudonyms)
    problems += named_problems(study, intake.cases, path, overrides, root)
    asked = study.language_model
    # Listed here, so that a new answer is an input that was not there before.
    answers = sorted((root / asked.folder).glob("*.json")) if asked else []
    recorded = tuple(answer.relative_to(root).as_posix() for answer in answers)
    problems = intake.withdrawal.reportable(problems)
    who = (intake.cases, intake.sources, intake.speakers)
    withdrawn = (intake.withdrawal, intake.shared)
    # Listed here, too, so that a text put there by hand is an input that was not there before.
    written = tuple(list_writing(root, study.writing))
    plan = Plan(
        *(study, path.as_posix(), *who, recorded, intake.listed_labels, *withdrawn, written),
        all_names=intake.all_names,
        names_listed=bool(intake.pseudonyms.names),
        reference_docx=study.reference_docx or docx_in_study(read_journal(WORKFLOW / "templates", study.journal), root),
        attached=tuple(list_texts(root, study.literature_texts, study.literature_files)),
    )
    braces = _braces(plan)
    unreadable = _unreadable(root, plan)
    if unreadable:
        return None, unreadable
    if braces or any(stops_planning(problem, study) for problem in problems):
        return None, [*braces, *_all_problems(root, path, overrides)]
    return plan, problems


def program_version() -> str:
    """The version of Benang."""
    about = ROOT / "pyproject.toml"
    if not about.is_file():
        return version("benang")
    with about.open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _shown_names(plan: Plan) -> dict[str, str]:
    """The files that the study is made from, and how each is called before people."""
    shown = {source.path: source.file for source in plan.sources}
    return {name: shown.get(name, name) for name in plan.input_files}


def _unreadable(root: Path, plan: Plan) -> list[Problem]:
    """Files that are there and may not be read, which Snakemake would tell in words of its own."""
    shown = _shown_names(plan).items()
    return [Problem("no-permission", name) for path, name in shown if _kept_from(root / path)]


def _kept_from(path: Path) -> bool:
    return not os.access(path, os.R_OK) and os.access(path, os.F_OK)


def _braces(plan: Plan) -> list[Problem]:
    """Snakemake reads ``{x}`` in a path as a place to fill in, and there is no way to tell it otherwise."""
    names = [plan.study.results, plan.study.reports, *_shown_names(plan).values()]
    return [Problem("path-brace", values={"path": name}, stops=True) for name in names if {"{", "}"} & set(name)]


def _all_problems(root: Path, config_file: Path, overrides: Mapping[str, object] | None) -> list[Problem]:
    """What else is wrong: the run cannot start anyway, so there is time to read the other files too."""
    from benang.study.check import check_study

    return check_study(root, deep=True, config_file=config_file, overrides=overrides)[1]
