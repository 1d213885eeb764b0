"""What a study's configuration says, completed with defaults: one class for each part of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Texts = Mapping[str, str]
"""A text per language, the study's main language first; empty where the study gives none."""


@dataclass(frozen=True)
class CaseFile:
    """The case file (``cases``), what one case is called, and which of its columns are called otherwise.

    Attributes:
        attributes: the columns that count as attributes; None for all.
    """

    file: str
    name: Texts
    columns: Mapping[str, str] = field(default_factory=dict)
    attributes: tuple[str, ...] | None = None


@dataclass(frozen=True)
class SourceSet:
    """One entry of ``sources``: the files of one kind.

    Attributes:
        kind: interview, observation or article.
        files: paths or patterns, as written.
        exclude: names or patterns of files that are no sources.
        language: language spoken in them.
        encoding: encoding of text files; empty where it is to be found out.
    """

    kind: str
    files: tuple[str, ...]
    exclude: tuple[str, ...]
    language: str
    encoding: str


@dataclass(frozen=True)
class CodebookFile:
    """The codebook and its history; for a CSV, which column holds what, and what separates the codes of a path."""

    file: str
    columns: Mapping[str, str] = field(default_factory=dict)
    paths: str = ""
    history: str = ""


@dataclass(frozen=True)
class CodingFile:
    """One table of codings, or one project of another program.

    Attributes:
        coder: empty where the file names its coders.
        columns, code_path: for a table, which column holds what, and what separates the codes of a path.
        coders: what people are called in the study, by their names in the file.
        dialect: for a REFI-QDA project, whose way of counting it follows; empty where that is to be found out.
        kind, language: of the texts that a project brings.
        kinds: kinds of some of those, by name or pattern.
        exclude: names or patterns of texts of a project that are no sources.
    """

    file: str
    coder: str
    columns: Mapping[str, str]
    code_path: str
    coders: Mapping[str, str]
    dialect: str
    kind: str
    language: str
    kinds: Mapping[str, str] = field(default_factory=dict)
    exclude: tuple[str, ...] = ()


@dataclass(frozen=True)
class RuleCoder:
    """The rule coder.

    Attributes:
        coder: its name.
        roles: whose words it codes.
        unit: how much around a match: sentence or turn.
        exceptions: file of exceptions to stems.
        nested_scope: how far a longer match hides those inside it: key or dictionary.
        exclusive: whether only what patterns find is listed among the word forms.
    """

    coder: str
    roles: tuple[str, ...]
    unit: str
    exceptions: str
    nested_scope: str
    exclusive: bool


@dataclass(frozen=True)
class LanguageModel:
    """A language model as a coder.

    Attributes:
        model: its name at its server.
        endpoint: the server's address, up to ``/chat/completions``.
        folder: folder of its recorded answers.
        coder: its name as a coder.
        temperature, seed, max_characters: of its requests.
        roles: whose words it codes.
        key_variable: environment variable that holds the key; empty where none is needed.
    """

    model: str
    endpoint: str
    folder: str
    coder: str
    temperature: float
    seed: int
    max_characters: int
    roles: tuple[str, ...]
    key_variable: str


@dataclass(frozen=True)
class Study:
    """A study. Paths are POSIX strings as written, relative to the study's folder; an empty string where none is given.

    Attributes:
        title, question, notice: texts per language.
        affiliations: of the authors, in their order; empty where none is given.
        approach: of the study, the last of those it had; empty where none is stated.
        approaches_before: those it had before, the first of them first.
        journal: the profile of the journal that the article is written for.
        authors, date, citation, licence: for the report; ``citation`` is a key of the literature.
        languages: languages of the reports, the main one first.
        results, reports: folders that the workflow writes.
        cases: the case file, or None.
        sources: the source sets; a file that several match belongs to the first.
        speakers: further labels by role.
        speaker_table, pseudonyms, cleared, evidence, claims, checksums: files.
        literature: the reference lists.
        literature_texts: folder of texts of works; empty where there is none.
        literature_codings: what people coded in them, file and coder each.
        reference_docx: the Word document that Word documents take their looks from; empty for Benang's own.
        citation_style: file of the style in which works are cited; empty for the one that comes with Benang.
        identifiers: kinds of numbers and addresses that are replaced wherever they are found.
        private: folder for what must not be passed on.
        cleaning: the steps of cleaning, by name: whether it is on, or the words it takes.
        codebook: the codebook, or None.
        codings: the coders' tables and projects.
        adjudication: decisions where coders differ.
        double_coding: how the sources that several people coded were chosen, by language.
        sheet_coders: for whom coding sheets are written.
        decisions: decisions on suggestions; ``compared`` is the attribute whose groups suggestions compare.
        rules: the rule coder.
        read: by coder the sources that the coder read, ``ALL_SOURCES`` for all; coders who are not named read those in
            which they have codings.
        guide, asked: files: the questions of the interviews' guide, and which were asked where.
        count: what of counted coders' passages counts: one of ``COUNTS``, or a coder's name.
        coders: the coders that matrices count, in order; empty stands for every human coder (only where a coding table
            names its coders itself).
        figures_width: of the figures, millimetres; 0 for that of the text of the journal's page.
        figures_also: the figures that are drawn beside those of every study.
        near: how many turns apart two codes are near each other.
        keywords: words that are shown with the words around them; none for the most frequent.
        classes: where classes of numeric attributes of cases begin, by attribute, from the lowest.
        emergence: whether it is counted when codes first came up.
        saturation: ``base``, ``run`` and ``threshold``; empty where nobody asks for it.
        words_in_report: whether the supplement shows frequent words and key words in context.
        writing: folder of what the researchers write; empty where there is none.
        batches: in how many parts sources are worked on; 0 for as many as suit their number.
        transcripts: whether the pseudonymised transcripts stand beside the report.
        recognition_considered: whether by what people could be recognised was considered, and is told no more.
        bundle_texts: whether the bundle holds the pseudonymised transcripts.
        separator: what parts the columns of tables that people fill in.
        strict: whether the run stops at a stage with errors.
    """

    title: Texts
    question: Texts
    notice: Texts
    authors: tuple[str, ...]
    affiliations: tuple[str, ...]
    approach: str
    approaches_before: tuple[str, ...]
    journal: str
    date: str
    citation: str
    licence: str
    languages: tuple[str, ...]
    results: str
    reports: str
    cases: CaseFile | None
    sources: tuple[SourceSet, ...]
    speakers: Mapping[str, tuple[str, ...]]
    speaker_table: str
    pseudonyms: str
    identifiers: tuple[str, ...]
    cleared: str
    private: str
    cleaning: Mapping[str, bool | tuple[str, ...]]
    codebook: CodebookFile | None
    codings: tuple[CodingFile, ...]
    adjudication: str
    double_coding: Texts
    sheet_coders: tuple[str, ...]
    decisions: str
    compared: str
    rules: RuleCoder
    language_model: LanguageModel | None
    read: Mapping[str, tuple[str, ...]]
    guide: str
    asked: str
    count: str
    coders: tuple[str, ...]
    literature: tuple[str, ...]
    citation_style: str
    literature_texts: str
    literature_codings: tuple[tuple[str, str], ...]
    reference_docx: str
    evidence: str
    claims: str
    figures_width: float
    figures_also: tuple[str, ...]
    writing: str
    near: int
    keywords: tuple[str, ...]
    classes: Mapping[str, tuple[float, ...]]
    emergence: bool
    saturation: Mapping[str, float]
    words_in_report: bool
    batches: int
    transcripts: bool
    recognition_considered: bool
    bundle_texts: bool
    separator: str
    strict: bool
    checksums: str

    @property
    def literature_files(self) -> tuple[str, ...]:
        """The reference lists, and what people coded in texts of works."""
        return (*self.literature, *(file for file, _ in self.literature_codings))

    @property
    def language(self) -> str:
        """The study's main language."""
        return self.languages[0]
