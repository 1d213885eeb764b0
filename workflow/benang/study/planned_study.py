"""A study and the files it is made from, as the workflow has to know them before its first step."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from benang.core.config_checks import PRIVATE_RUN
from benang.core.project_formats import holds_codes, is_project
from benang.core.settings import CodebookFile, Study
from benang.privacy.pseudonyms.name_list import write_names
from benang.sources.cases import Case
from benang.sources.source_ids import source_slug
from benang.sources.source_row import SourceRow
from benang.sources.speakers.speaker_table import SpeakerTable
from benang.sources.withdrawal import FILE as WITHDRAWN
from benang.sources.withdrawal import Withdrawal


@dataclass(frozen=True)
class PlannedStudy:
    """A study and the files it is made from.

    Attributes:
        study: its configuration.
        config_file: the file it was read from, as given.
        cases: its cases; where there is no case file, every interview is a case of its own.
        sources: its sources, sorted by id.
        speaker_table: what it settles of its speakers.
        model_answers: the files of its language model's recorded answers, sorted.
        listed_labels: labels that it lists, as ``Intake.listed_labels``.
        written: the files in the folder of what researchers write, sorted.
        attached: the texts of works of the literature, sorted.
        reference_docx: the file in its folder that Word documents take their looks from, its own or that of its
            journal's profile; empty where none lies there.
        withdrawal: who withdrew from it.
        shared: the ids of the sources in which turns of those are to be taken out.
        all_names: the names that steps replace, where the case table has some that the list has not; else none.
        names_listed: whether there is a name to be looked for.
    """

    study: Study
    config_file: str
    cases: tuple[Case, ...]
    sources: tuple[SourceRow, ...]
    speaker_table: SpeakerTable
    model_answers: tuple[str, ...] = ()
    listed_labels: tuple[tuple[str, int, str], ...] = ()
    withdrawal: Withdrawal = field(default_factory=Withdrawal)
    shared: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    reference_docx: str = ""
    all_names: Mapping[str, str] = field(default_factory=dict, repr=False)
    names_listed: bool = False

    @property
    def sheet_coders(self) -> list[str]:
        """For whom coding sheets are written: the first of those whose sheets would be one file.

        A column of coders may call one person by several names (``Siti``, ``siti``).
        """
        first: dict[str, str] = {}
        for coder in self.study.sheet_coders:
            first.setdefault(source_slug(coder).casefold(), coder)
        return list(first.values())

    def in_results(self, file: str) -> bool:
        """Whether what a rule makes lies in the folder of results; a workflow that uses this one may prefix it."""
        return f"/{self.study.results}/" in f"/{file}"

    @property
    def withdrawn(self) -> dict[str, list[str] | None]:
        """What steps are told of those who withdrew: digests, and no name."""
        return self.withdrawal.known

    @property
    def withdrawn_file(self) -> str:
        """The list of those who withdrew; empty where nobody did."""
        return f"{self.study.private}/{WITHDRAWN}" if self.withdrawal else ""

    @property
    def private(self) -> str:
        """The folder of a run's private files."""
        return f"{self.study.private}/{PRIVATE_RUN}"

    @property
    def written_folders(self) -> list[Path]:
        """The folders that a run writes to, and the one it keeps temporary files in."""
        named = (self.study.results, self.study.reports, self.private, "logs", ".snakemake")
        return [Path(), *map(Path, named), Path(tempfile.gettempdir())]

    @property
    def names_file(self) -> str:
        """The list of names that steps read: the study's own, or one of a run, with those of the case table too."""
        return f"{self.private}/names.csv" if self.all_names else self.study.pseudonyms

    def write_names(self, root: Path) -> None:
        """Write the run's own list of names, privately; nothing where the study's own has all of them."""
        if self.all_names:
            write_names(self.all_names, root / self.names_file)

    @property
    def key(self) -> str:
        """The key of the study's identifiers: written by runs, and read by the next one, so that numbers are kept."""
        return f"{self.private}/key.csv"

    @property
    def codebook(self) -> dict[str, Any]:
        """The codebook's file and columns, as plain values; empty where there is none.

        Where the study names none, the projects of other programs bring it. ``read``: which of ``projects`` and, behind
        them, ``project_codebooks`` it is read from.
        """
        files = [each["file"] for each in (*self.projects, *self.project_codebooks)]
        if self.study.codebook:
            file = self.study.codebook.file
            read = [files.index(file)] if holds_codes(file) else []
            return plain(asdict(self.study.codebook)) | {"read": read}
        if self.projects:
            return plain(asdict(CodebookFile(files[0]))) | {"read": list(range(len(self.projects)))}
        return {}

    @property
    def project_codebooks(self) -> list[dict[str, str]]:
        """The codebook, where another program wrote it and it is none of the projects: file and dialect."""
        file = self.study.codebook.file if self.study.codebook else ""
        if not holds_codes(file) or file in [project["file"] for project in self.projects]:
            return []
        return [{"file": file, "dialect": ""}]

    @property
    def codings(self) -> list[dict[str, Any]]:
        """The coders' tables, as plain values."""
        return [plain(asdict(coding)) for coding in self.study.codings if not is_project(coding.file)]

    @property
    def projects(self) -> list[dict[str, Any]]:
        """The projects of other programs, as plain values."""
        return [plain(asdict(coding)) for coding in self.study.codings if is_project(coding.file)]

    @property
    def first_look(self) -> bool:
        """Whether nobody has coded anything yet, so that the report shows what can be seen without codings."""
        return not (self.study.codings or self.study.decisions)

    @property
    def batches(self) -> list[int]:
        """The batches that have a source."""
        return sorted(self._by_batch)

    def batch(self, number: int | str) -> list[dict[str, Any]]:
        """The sources of one batch, as plain values."""
        return [plain(vars(source)) for source in self.batch_sources(number)]

    def batch_sources(self, number: int | str) -> list[SourceRow]:
        """The sources of one batch."""
        return self._by_batch.get(int(number), [])

    @cached_property
    def _by_batch(self) -> dict[int, list[SourceRow]]:
        # Every job of a batch asks for its own: of many thousand sources they are not looked through for each.
        found: dict[int, list[SourceRow]] = {}
        for source in self.sources:
            found.setdefault(source.batch, []).append(source)
        return found

    @property
    def articles(self) -> list[dict[str, Any]]:
        """The published articles, as plain values."""
        return [plain(vars(source)) for source in self.sources if source.kind == "article"]

    @property
    def article_batches(self) -> list[int]:
        """The batches that have an article."""
        return sorted({source.batch for source in self.sources if source.kind == "article"})

    @property
    def copied_files(self) -> list[str]:
        """The study's own files that a bundle has copies of, sorted: codebook, claims, guide, and what was written.

        No tables of rows about cases: what counts of them is in the results, and what does not is nobody's business.
        """
        study = self.study
        book = {study.codebook.file, study.codebook.history} if study.codebook else set()
        return sorted((book | {study.claims, study.guide} | set(self.written)) - {""})

    @property
    def kept_files(self) -> list[str]:
        """The files that people keep by hand besides sources and codings, relative to the study's folder, sorted."""
        read_later = {coding.file for coding in self.study.codings} | {source.path for source in self.sources}
        return sorted(set(self.input_files) - read_later - set(self.model_answers) - set(self.attached))

    @property
    def input_files(self) -> list[str]:
        """Every file the study is made from besides its configuration, relative to its folder, sorted."""
        study = self.study
        files = {study.pseudonyms, study.cleared, study.speaker_table, study.evidence, study.claims}
        files |= {*study.literature, study.citation_style, self.reference_docx}
        files |= {study.cases.file if study.cases else "", study.codebook.file if study.codebook else ""}
        files |= {study.codebook.history if study.codebook else "", study.rules.exceptions}
        files |= {study.adjudication, study.decisions, study.guide, study.asked}
        files |= {coding.file for coding in study.codings} | {source.path for source in self.sources}
        files |= set(self.model_answers) | {self.withdrawn_file} | set(self.written) | set(self.attached)
        files |= {file for file, _ in study.literature_codings}
        if self.all_names:
            files.add(self.names_file)
        return sorted(files - {""})


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as a step can be given them: lists, no tuples."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items()}
