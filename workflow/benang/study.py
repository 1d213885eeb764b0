"""The study as its ``config.yaml`` describes it: read, checked and completed with defaults.

Read at every start of the workflow, so this module loads neither pandas nor anything else that is slow, and looks at
folders but into no data file.
"""

from __future__ import annotations

import datetime
import fnmatch
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from benang.lined_yaml import LinedDocument, YamlPath, place, read_lined_yaml
from benang.problems import Problem, nearest
from benang.schema_check import check_schema, fill_defaults, read_schema

CONFIG_FILE = "config.yaml"
SCHEMA = "config.schema.yaml"
OVERRIDES_NAME = "--config"
"""What problems call values that were given on the command line."""

Texts = Mapping[str, str]
"""A text per language, the study's main language first; empty where the study gives none."""


@dataclass(frozen=True)
class CaseFile:
    """The case file (``cases``) and what one case is called."""

    file: str
    name: Texts


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
    """Where the codebook is, and for a CSV which column holds what and what separates the codes of a path."""

    file: str
    columns: Mapping[str, str] = field(default_factory=dict)
    paths: str = ""


@dataclass(frozen=True)
class CodingFile:
    """One table of a coder's codings; ``coder`` is empty where the table has a column for it."""

    file: str
    coder: str
    columns: Mapping[str, str]
    code_path: str


@dataclass(frozen=True)
class RuleCoder:
    """The rule coder: its name, the roles whose words it codes, and how much around a match (sentence or turn)."""

    coder: str
    roles: tuple[str, ...]
    unit: str


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
        pseudonyms, literature, evidence, claims, checksums: files.
        codebook: the codebook, or None.
        codings: the coders' tables.
        rules: the rule coder.
        coders: the coders that matrices count, in order; empty stands for every human coder (only where a coding table
            names its coders itself).
        batches: in how many parts sources are worked on.
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
    pseudonyms: str
    codebook: CodebookFile | None
    codings: tuple[CodingFile, ...]
    rules: RuleCoder
    coders: tuple[str, ...]
    literature: str
    evidence: str
    claims: str
    batches: int
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

    Parameters:
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
    if document.value is None and any(problem.severity == "error" for problem in problems):
        return None, tuple(problems)
    document = _overridden(document, overrides or {})
    problems += [_renamed(problem, document) for problem in check_schema(document, SCHEMA, path.name)]
    if any(problem.severity == "error" for problem in problems):
        # What has the right form is still checked, so that the user mends everything at once.
        problems += _Checks(_sound(document.value), document, root, path.name).all()
        return None, tuple(problems)
    values = fill_defaults(document.value, read_schema(SCHEMA))
    assert isinstance(values, dict)
    problems += _Checks(values, document, root, path.name).all()
    return _study(values), tuple(problems)


def guess_study(path: Path, overrides: Mapping[str, object] | None = None) -> Study | None:
    """What can be told of a study whose configuration has a wrong form, so that its other files can be checked too.

    Whatever is wrong is left out as if it had not been given. Not to be run: ``read_study`` gives no study here.

    Returns:
        The study; None where the file cannot be read at all.
    """
    if path.is_dir():
        path = path / CONFIG_FILE
    document = _overridden(read_lined_yaml(path, path.name), overrides or {})
    if not isinstance(document.value, dict) or not document.value:
        return None
    wrong = {re.split(r"[.\[]", problem.place)[0] for problem in check_schema(document, SCHEMA, path.name)}
    stubs: dict[str, object] = {"study": {"title": "-"}, "language": "en", "sources": []}
    sound = {key: value for key, value in document.value.items() if key not in wrong and value is not None}
    values = fill_defaults(stubs | sound, read_schema(SCHEMA))
    assert isinstance(values, dict)
    return _study(values)


def text_in(texts: Texts, language: str) -> str:
    """The text in ``language``; where there is none, in English, else in the first language given."""
    for candidate in (language, "en", *texts):
        if texts.get(candidate):
            return texts[candidate]
    return ""


def find_files(root: Path, pattern: str) -> Iterator[Path]:
    """The files below ``root`` that ``pattern`` names, in no certain order; none for a pattern that is not valid.

    A pattern that is the path of a file stands for that file, also where its name holds ``[``, ``*`` or ``?``.
    """
    if (root / pattern).is_file():
        yield root / pattern
        return
    try:
        for found in root.glob(pattern):
            if found.is_file():
                yield found
    except (ValueError, NotImplementedError, OSError):
        return


def excluded(path: Path, patterns: Iterable[str]) -> bool:
    """Whether a file is left out by ``exclude``: by its name or by the end of its path."""
    posix = path.as_posix()
    return any(
        fnmatch.fnmatchcase(path.name, pattern) or fnmatch.fnmatchcase(posix, f"*/{pattern}") for pattern in patterns
    )


@dataclass(frozen=True)
class _OverriddenDocument(LinedDocument):
    """A document in which the values at some paths came from the command line and have no line."""

    given: frozenset[YamlPath] = frozenset()

    def is_given(self, path: YamlPath) -> bool:
        return any(path[:length] in self.given for length in range(1, len(path) + 1))

    def line(self, path: YamlPath) -> int | None:
        return None if self.is_given(path) else super().line(path)


def _overridden(document: LinedDocument, overrides: Mapping[str, object]) -> _OverriddenDocument:
    given: set[YamlPath] = set()

    def merge(old: object, new: object, path: YamlPath) -> object:
        if isinstance(old, dict) and isinstance(new, Mapping):
            merged = dict(old)
            for key, value in new.items():
                merged[str(key)] = merge(old.get(str(key)), value, (*path, str(key)))
            return merged
        plain = _plain(new)
        if plain != old or isinstance(plain, bool) != isinstance(old, bool):
            given.add(path)
        return plain

    value = merge(document.value if document.value is not None else {}, overrides, ())
    return _OverriddenDocument(value, document.key_lines, document.value_lines, document.problems, frozenset(given))


def _plain(value: object) -> object:
    """A value of the command line in the types that a study's file can hold."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def _renamed(problem: Problem, document: _OverriddenDocument) -> Problem:
    """The problem with the command line as its place, where that is where the value came from."""
    places = {place(path) for path in document.given}
    inside = any(problem.place == at or problem.place.startswith((f"{at}.", f"{at}[")) for at in places)
    return Problem(problem.kind, OVERRIDES_NAME, None, problem.place, problem.values) if inside else problem


def _sound(value: object) -> dict[str, Any]:
    """What of a wrongly formed configuration can be checked further: parts that look as they should."""
    if not isinstance(value, dict):
        return {}

    def mapping(entry: object) -> bool:
        return isinstance(entry, dict)

    sound: dict[str, Any] = {key: inner for key, inner in value.items() if isinstance(inner, str)}
    for key in ("cases", "codebook", "matrices", "rules", "study"):
        if mapping(value.get(key)):
            sound[key] = value[key]
    for key in ("sources", "codings"):
        entries = value.get(key)
        if isinstance(entries, list):
            sound[key] = [entry if mapping(entry) else {} for entry in entries]
    return sound


class _Checks:
    """What a schema cannot say of a configuration: whether files are there and names agree.

    Works on a configuration that may lack anything and hold anything, since it also runs where the form is wrong.
    """

    def __init__(self, values: dict[str, Any], document: _OverriddenDocument, root: Path, shown_name: str) -> None:
        self.values = values
        self.document = document
        self.root = root
        self.shown_name = shown_name
        self.problems: list[Problem] = []

    def all(self) -> list[Problem]:
        self._folders()
        self._date()
        for path, file in self._files():
            if self._path(file, path):
                self._file(file, path)
        for index, source_set in enumerate(self._list("sources")):
            self._source_set(source_set, index)
        self._coders()
        self._needs_codebook()
        return self.problems

    def _report(self, kind: str, path: YamlPath, /, **values: object) -> None:
        name = OVERRIDES_NAME if self.document.is_given(path) else self.shown_name
        self.problems.append(Problem(kind, name, self.document.line(path), place(path), values))

    def _list(self, key: str) -> list[dict[str, Any]]:
        found = self.values.get(key)
        return found if isinstance(found, list) else []

    def _mapping(self, key: str) -> dict[str, Any]:
        found = self.values.get(key)
        return found if isinstance(found, dict) else {}

    def _files(self) -> Iterator[tuple[YamlPath, str]]:
        """Every file that the configuration names and that has to be there."""
        candidates: list[tuple[YamlPath, object]] = [(("cases", "file"), self._mapping("cases").get("file"))]
        candidates += [((key,), self.values.get(key)) for key in ("pseudonyms", "literature", "evidence", "claims")]
        if self._mapping("codebook"):
            candidates.append((("codebook", "file"), self._mapping("codebook").get("file")))
        else:
            candidates.append((("codebook",), self.values.get("codebook")))
        for index, coding in enumerate(self._list("codings")):
            candidates.append((("codings", index, "file"), coding.get("file")))
        for path, file in candidates:
            if isinstance(file, str) and file:
                yield path, file

    def _path(self, file: str, path: YamlPath, *, inside: bool = False) -> bool:
        """Whether ``file`` is written as a path should be; with ``inside``, whether it also stays in the study."""
        if "\\" in file:
            self._report("path-backslash", path, path=file, instead=file.replace("\\", "/"))
        elif "\0" in file:
            self._report("path-invalid", path)
        elif file.startswith(("/", "~")) or re.match(r"[A-Za-z]:", file):
            self._report("path-absolute", path, path=file)
        elif inside and (".." in PurePosixPath(file).parts or not PurePosixPath(file).parts):
            self._report("path-outside", path, path=file)
        else:
            return True
        return False

    def _file(self, file: str, path: YamlPath) -> None:
        target = self.root / file
        if target.is_dir():
            self._report("file-is-folder", path, path=file)
        elif not target.is_file():
            self._report("file-not-there", path, path=file, near=_near_file(self.root, file))

    def _folders(self) -> None:
        """The workflow writes into ``results`` and ``reports``: they lie in the study and hold none of its own files."""
        inputs = [file for _, file in self._files()]
        for source_set in self._list("sources"):
            inputs += [file for file in _texts_of(source_set.get("files"))]
        folders: dict[str, str] = {}
        for key in ("results", "reports"):
            folder = self.values.get(key, key)
            if not isinstance(folder, str) or not self._path(folder, (key,), inside=True):
                continue
            parts = PurePosixPath(folder).parts
            over = [file for file in inputs if PurePosixPath(file).parts[: len(parts)] == parts]
            if over:
                self._report("folder-holds-data", (key,), folder=folder, file=over[0])
            folders[key] = PurePosixPath(folder).as_posix()
        if len(folders) == 2 and folders["results"] == folders["reports"]:
            self._report("folders-the-same", ("reports",), folder=folders["reports"])

    def _date(self) -> None:
        date = self._mapping("study").get("date")
        if not isinstance(date, str) or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", date):
            return
        try:
            datetime.date.fromisoformat(f"{date}-01-01"[:10])
        except ValueError:
            self._report("no-such-date", ("study", "date"), date=date)

    def _source_set(self, source_set: dict[str, Any], index: int) -> None:
        exclude = _texts_of(source_set.get("exclude"))
        for number, pattern in enumerate(_texts_of(source_set.get("files"))):
            path: YamlPath = ("sources", index, "files", number)
            if not self._path(pattern, path):
                continue
            found = list(_first(find_files(self.root, pattern)))
            if not found:
                self._report("no-source-files", path, pattern=pattern, near=_near_file(self.root, pattern))
            elif not any(not excluded(file, exclude) for file in find_files(self.root, pattern)):
                self._report("all-sources-excluded", path, pattern=pattern, exclude=", ".join(exclude))

    def _coders(self) -> None:
        codings = self._list("codings")
        first: dict[str, int] = {}
        for index, coding in enumerate(codings):
            coder = coding.get("coder")
            if not isinstance(coder, str):
                continue
            if coder in first:
                self._report(
                    "coder-twice",
                    ("codings", index, "coder"),
                    coder=coder,
                    first=place(("codings", first[coder])),
                )
            first.setdefault(coder, index)
        rule_coder = self._mapping("rules").get("coder", "rules")
        if rule_coder in first:
            self._report("coder-is-rule-coder", ("codings", first[rule_coder], "coder"), coder=rule_coder)
        if any(not isinstance(coding.get("coder"), str) for coding in codings):
            return  # a table with a column of coders is checked when it is read
        counted = _texts_of(self._mapping("matrices").get("coders"))
        for index, coder in enumerate(counted):
            path: YamlPath = ("matrices", "coders", index)
            if coder == rule_coder:
                self._report("rule-coder-counted", path, coder=coder)
            elif coder not in first:
                self._report(
                    "unknown-coder", path, coder=coder, known=", ".join(first) or "-", near=nearest(coder, first)
                )

    def _needs_codebook(self) -> None:
        if self.values.get("codebook"):
            return
        for key in ("codings", "evidence", "claims"):
            if self.values.get(key):
                self._report("codebook-needed", (key,), key=key)


def _study(values: dict[str, Any]) -> Study:
    language = values["language"]
    languages = (language,) if isinstance(language, str) else tuple(language)
    main = languages[0]
    about = values["study"]
    codings = tuple(
        CodingFile(
            file=coding["file"],
            coder=coding.get("coder", ""),
            columns=dict(coding["columns"]),
            code_path=coding.get("code_path", ""),
        )
        for coding in values["codings"]
    )
    named = tuple(coding.coder for coding in codings if coding.coder)
    default_coders = named if len(named) == len(codings) else ()
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
        cases=CaseFile(cases["file"], _per_language(cases["name"], languages)) if cases else None,
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
        speakers={role: tuple(labels) for role, labels in values["speakers"].items()},
        pseudonyms=values.get("pseudonyms", ""),
        codebook=CodebookFile(codebook["file"], dict(codebook.get("columns", {})), codebook.get("paths", ""))
        if codebook
        else None,
        codings=codings,
        rules=RuleCoder(values["rules"]["coder"], tuple(values["rules"]["roles"]), values["rules"]["unit"]),
        coders=tuple(values["matrices"].get("coders", default_coders)),
        literature=values.get("literature", ""),
        evidence=values.get("evidence", ""),
        claims=values.get("claims", ""),
        batches=values["batches"],
        strict=values["strict"],
        checksums=values.get("checksums", ""),
    )


def _per_language(texts: object, languages: tuple[str, ...]) -> Texts:
    """Texts by language, the study's languages first; a text given without language is in the main one."""
    if isinstance(texts, str):
        return {languages[0]: texts.strip()} if texts.strip() else {}
    assert isinstance(texts, dict)
    order = [language for language in languages if language in texts]
    order += sorted(language for language in texts if language not in languages)
    return {language: str(texts[language]).strip() for language in order if str(texts[language]).strip()}


def _folder(folder: str) -> str:
    return PurePosixPath(folder).as_posix()


def _texts_of(value: object) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def _first(files: Iterator[Path]) -> Iterator[Path]:
    for file in files:
        yield file
        return


def _near_file(root: Path, file: str) -> str:
    """The path that ``file`` was most likely meant to be: its first part that is not there, replaced by a near name."""
    parts = PurePosixPath(file).parts
    here = root
    for index, part in enumerate(parts):
        if part == ".." or (here / part).exists():
            here = here / part
            continue
        if any(sign in part for sign in "*?["):
            return ""
        try:
            names = sorted(entry.name for entry, _ in zip(here.iterdir(), range(5000), strict=False))
        except OSError:
            return ""
        near = nearest(part, names) or _same_stem(part, names)
        return PurePosixPath(*parts[:index], near, *parts[index + 1 :]).as_posix() if near else ""
    return ""


def _same_stem(name: str, names: Iterable[str]) -> str:
    """A name with another suffix (``codes.yml`` for ``codes.yaml``)."""
    stem = PurePosixPath(name).stem.casefold()
    return next((other for other in names if PurePosixPath(other).stem.casefold() == stem), "")
