"""The study as its ``config.yaml`` describes it: read, checked and completed with defaults.

Read at every start of the workflow, so this module loads neither pandas nor anything else that is slow, and looks at
folders but into no data file; of tables of codings it reads the head, and the column of coders where there is one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from benang.core.config_checks import (
    ALL_SOURCES,
    ConfigurationChecks,
    coding_files,
    sound_part,
)
from benang.core.counting import CONSENSUS
from benang.core.found_files import is_folder
from benang.core.lined_yaml import YamlPath, place, read_lined_yaml
from benang.core.overrides import OVERRIDES_NAME, as_given, override
from benang.core.problems import Problem, has_errors
from benang.core.project_formats import is_project
from benang.core.schema_check import check_schema, fill_defaults, read_schema
from benang.core.table_coders import people_of

CONFIG_FILE = "config.yaml"
SCHEMA = "config.schema.yaml"

DEFAULT_CODERS = ("coder-1", "coder-2")
"""For whom coding sheets are written where the study names no coder yet."""

DEFAULT_WRITING = "data/writing"
"""The folder of what researchers write, where the study names none."""

DEFAULT_GROUP = "group"
"""The attribute by which suggestions compare cases where the study names none."""

Texts = Mapping[str, str]
"""A text per language, the study's main language first; empty where the study gives none."""


@dataclass(frozen=True)
class CaseFile:
    """The case file (``cases``), what one case is called, and which of its columns are called otherwise."""

    file: str
    name: Texts
    columns: Mapping[str, str] = field(default_factory=dict)


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
        authors, date, citation, licence: for the report; ``citation`` is a key of the literature.
        languages: languages of the reports, the main one first.
        results, reports: folders that the workflow writes.
        cases: the case file, or None.
        sources: the source sets; a file that several match belongs to the first.
        speakers: further labels by role.
        speaker_table, pseudonyms, cleared, literature, evidence, claims, checksums: files.
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
        figures_width: of the figures, millimetres.
        figures_also: the figures that are drawn beside those of every study.
        near: how many turns apart two codes are near each other.
        classes: where classes of numeric attributes of cases begin, by attribute, from the lowest.
        writing: folder of what the researchers write; empty where there is none.
        batches: in how many parts sources are worked on; 0 for as many as suit their number.
        transcripts: whether the report holds the pseudonymised transcripts.
        strict: whether the run stops at a stage with errors.
    """

    title: Texts
    question: Texts
    notice: Texts
    authors: tuple[str, ...]
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
    literature: str
    evidence: str
    claims: str
    figures_width: float
    figures_also: tuple[str, ...]
    writing: str
    near: int
    classes: Mapping[str, tuple[float, ...]]
    batches: int
    transcripts: bool
    strict: bool
    checksums: str

    @property
    def language(self) -> str:
        """The study's main language."""
        return self.languages[0]


def read_study(
    path: Path, overrides: Mapping[str, object] | None = None, *, root: Path | None = None
) -> tuple[Study | None, tuple[Problem, ...]]:
    """Read and check a study's configuration.

    Args:
        path: ``config.yaml``, or the folder it is in.
        overrides: values that stand above those of the file, in the file's form; mappings are merged, anything else is
            replaced.
        root: the study's folder, to which its paths are relative. Default is the folder of the file.

    Returns:
        The study and every problem found, warnings among them. The study is None where its form is wrong, so that it
        cannot be told what is meant; with files missing it is there all the same.
    """
    if path.is_dir():
        path = path / CONFIG_FILE
    root = root if root is not None else path.parent
    document = read_lined_yaml(path, path.name)
    problems = list(document.problems)
    if document.value is None and has_errors(problems):
        return None, tuple(problems)
    document = override(document, overrides or {})
    problems += [as_given(problem, document) for problem in check_schema(document, SCHEMA, path.name)]
    if has_errors(problems):
        # What has the right form is still checked, so that the user mends everything at once.
        problems += ConfigurationChecks(sound_part(document.value), document, root, path.name).all()
        return None, tuple(problems)
    values = fill_defaults(document.value, read_schema(SCHEMA))
    assert isinstance(values, dict)
    problems += ConfigurationChecks(values, document, root, path.name).all()
    return _study(values, root), tuple(problems)


def config_problem(
    kind: str, path: Path, overrides: Mapping[str, object] | None, where: YamlPath, **values: object
) -> Problem:
    """A problem with a value of the configuration that only the study's other files show, with file and line.

    Args:
        kind: of the problem.
        path: ``config.yaml``, or the folder it is in.
        overrides: as given to ``read_study``.
        where: the value's path, such as ``("suggestions", "group")``.
        values: what fills the problem's sentences.
    """
    path = path / CONFIG_FILE if path.is_dir() else path
    document = override(read_lined_yaml(path, path.name), overrides or {})
    if document.is_given(where):
        return Problem(kind, OVERRIDES_NAME, None, place(where), values)
    return Problem(kind, path.name, document.line(where), place(where), values)


def guess_study(path: Path, overrides: Mapping[str, object] | None = None) -> Study | None:
    """What can be told of a study whose configuration has a wrong form, so that its other files can be checked too.

    Whatever is wrong is left out as if it had not been given. Not to be run: ``read_study`` gives no study here.

    Returns:
        The study; None where the file cannot be read at all.
    """
    if path.is_dir():
        path = path / CONFIG_FILE
    document = override(read_lined_yaml(path, path.name), overrides or {})
    if not isinstance(document.value, dict) or not document.value:
        return None
    wrong = {re.split(r"[.\[]", problem.place)[0] for problem in check_schema(document, SCHEMA, path.name)}
    stubs: dict[str, object] = {"study": {"title": "-"}, "language": "en", "sources": []}
    sound = {key: value for key, value in document.value.items() if key not in wrong and value is not None}
    values = fill_defaults(stubs | sound, read_schema(SCHEMA))
    assert isinstance(values, dict)
    return _study(values, path.parent)


def _study(values: dict[str, Any], root: Path) -> Study:
    language = values["language"]
    languages = (language,) if isinstance(language, str) else tuple(language)
    main = languages[0]
    about = values["study"]
    codings = tuple(
        CodingFile(
            file=file,
            coder=coding.get("coder", ""),
            columns=dict(coding["columns"]),
            code_path=coding.get("code_path", ""),
            coders=dict(coding["coders"]),
            dialect=coding.get("dialect", ""),
            kind=coding["kind"],
            language=coding.get("language", main),
            kinds=dict(coding["kinds"]),
            exclude=tuple(coding["exclude"]),
        )
        for coding in values["codings"]
        for file in coding_files(coding)
    )
    named = tuple(dict.fromkeys(coding.coder for coding in codings if coding.coder))
    default_coders: tuple[str, ...] = ()
    if "coders" not in values["matrices"] and all(coding.coder for coding in codings):
        people = [
            (coding.coder,) if is_project(coding.file) else people_of(coding.file, root, asdict(coding))
            for coding in codings
        ]
        default_coders = tuple(dict.fromkeys(person for each in people for person in each))
    counted = tuple(values["matrices"].get("coders", default_coders))
    codebook = values.get("codebook")
    if isinstance(codebook, str):
        codebook = {"file": codebook}
    cases = values.get("cases")
    return Study(
        title=_per_language(about["title"], languages),
        question=_per_language(about["question"], languages),
        notice=_per_language(about["notice"], languages),
        authors=tuple(about["authors"]),
        date=about["date"],
        citation=about["citation"],
        licence=about["licence"],
        languages=languages,
        results=_folder(values["results"]),
        reports=_folder(values["reports"]),
        cases=CaseFile(cases["file"], _per_language(cases["name"], languages), cases["columns"]) if cases else None,
        sources=tuple(
            SourceSet(
                kind=entry["kind"],
                files=tuple(entry["files"]),
                exclude=tuple(entry["exclude"]),
                language=entry.get("language", main),
                encoding=entry["encoding"],
            )
            for entry in values["sources"]
        ),
        speakers={role: tuple(labels) for role, labels in values["speakers"].items() if role != "table"},
        speaker_table=values["speakers"].get("table", ""),
        pseudonyms=values.get("pseudonyms", ""),
        identifiers=tuple(values["identifiers"]),
        cleared=values.get("cleared", ""),
        private=_folder(values["private"]),
        cleaning={
            step: tuple(given) if isinstance(given, list) else bool(given) for step, given in values["cleaning"].items()
        },
        codebook=_codebook(codebook) if codebook else None,
        codings=codings,
        adjudication=values.get("adjudication", ""),
        double_coding=_per_language(values["double_coding"], languages),
        sheet_coders=tuple(values["coding_sheets"].get("coders", named)) or DEFAULT_CODERS,
        decisions=values["suggestions"].get("decisions", ""),
        compared=values["suggestions"]["group"],
        rules=RuleCoder(
            values["rules"]["coder"],
            tuple(values["rules"]["roles"]),
            values["rules"]["unit"],
            values["rules"].get("exceptions", ""),
            values["rules"]["nested_scope"],
            values["rules"]["exclusive"],
        ),
        language_model=_language_model(values.get("language_model")),
        read={
            coder: ALL_SOURCES if isinstance(given, str) else tuple(given) for coder, given in values["read"].items()
        },
        guide=values.get("guide", ""),
        asked=values.get("asked", ""),
        # coders: [consensus] is how studies said it before there was count.
        count=CONSENSUS if counted == (CONSENSUS,) else values["matrices"]["count"],
        coders=counted,
        literature=values.get("literature", ""),
        evidence=values.get("evidence", ""),
        claims=values.get("claims", ""),
        figures_width=values["figures"]["width"],
        figures_also=tuple(values["figures"]["also"]),
        near=values["matrices"]["near"],
        classes={name: tuple(sorted(set(bounds))) for name, bounds in values["matrices"]["classes"].items()},
        writing=_writing(values.get("writing", ""), root),
        batches=values.get("batches", 0),
        transcripts=values["report"]["transcripts"],
        strict=values["strict"],
        checksums=values.get("checksums", ""),
    )


def _codebook(given: Mapping[str, Any]) -> CodebookFile:
    columns = dict(given.get("columns", {}))
    return CodebookFile(given["file"], columns, given.get("paths", ""), given.get("history", ""))


def _language_model(given: dict[str, Any] | None) -> LanguageModel | None:
    if not given:
        return None
    return LanguageModel(**(given | {"folder": _folder(given["folder"]), "roles": tuple(given["roles"])}))


def _per_language(texts: object, languages: tuple[str, ...]) -> Texts:
    """Texts by language, the study's languages first; a text given without language is in the main one."""
    if isinstance(texts, str):
        return {languages[0]: texts.strip()} if texts.strip() else {}
    assert isinstance(texts, dict)
    order = [language for language in languages if language in texts]
    order += sorted(language for language in texts if language not in languages)
    return {language: str(texts[language]).strip() for language in order if str(texts[language]).strip()}


def _writing(given: str, root: Path) -> str:
    """The folder of writing, where it is there."""
    folder = _folder(given or DEFAULT_WRITING)
    return folder if is_folder(root / folder) else ""


def _folder(folder: str) -> str:
    return PurePosixPath(folder).as_posix()
