"""What a schema cannot say of a study's configuration: whether its files are there and its names agree."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from benang.core.config_paths import file_inside, is_inside, is_reserved, near_file, pattern_reaches
from benang.core.counting import CONSENSUS, COUNTS
from benang.core.found_files import excluded, find_files, fixed_part, is_file, is_folder, link_outside, unusable
from benang.core.languages import REPORT_LANGUAGES, is_language
from benang.core.lined_yaml import YamlPath, place
from benang.core.overrides import OVERRIDES_NAME, Configuration
from benang.core.problems import Problem, nearest
from benang.core.project_formats import is_project
from benang.core.table_coders import people_of

_LONGEST_NAME = 200
PRIVATE_RUN = "benang"
"""The folder in the private one that a run writes to."""

ALL_SOURCES = ("*",)
"""Stands for every source in what a coder read; in ``config.yaml``: all."""


_OF_TABLES = ("columns", "code_path")
_OF_PROJECTS = ("dialect", "kind", "kinds", "exclude", "language")
"""What an entry of ``codings`` says of tables alone, and of projects alone."""


def sound_part(value: object) -> dict[str, Any]:
    """What of a wrongly formed configuration can be checked further: parts that look as they should."""
    if not isinstance(value, dict):
        return {}

    def mapping(entry: object) -> bool:
        return isinstance(entry, dict)

    sound: dict[str, Any] = {key: inner for key, inner in value.items() if isinstance(inner, str)}
    for key in (
        "cases",
        "codebook",
        "coding_sheets",
        "language_model",
        "literature",
        "matrices",
        "read",
        "report",
        "rules",
        "speakers",
        "study",
        "suggestions",
    ):
        if mapping(value.get(key)):
            sound[key] = value[key]
    for key in ("sources", "codings"):
        entries = value.get(key)
        if isinstance(entries, list):
            sound[key] = [entry if mapping(entry) else {} for entry in entries]
    return sound


class ConfigurationChecks:
    """What a schema cannot say of a configuration: whether files are there and names agree.

    Works on a configuration that may lack anything and hold anything, since it also runs where the form is wrong.
    """

    def __init__(self, values: dict[str, Any], document: Configuration, root: Path, shown_name: str) -> None:
        self.values = values
        self.document = document
        self.root = root
        self.shown_name = shown_name
        self.problems: list[Problem] = []
        self._links: set[str] = set()

    def all(self) -> list[Problem]:
        """Every problem found."""
        self._languages()
        self._folders()
        for path, file in self._files():
            if self._path(file, path):
                self._file(file, path)
        for index, source_set in enumerate(self._list("sources")):
            self._source_set(source_set, index)
        self._sources()
        self._speakers()
        self._unused()
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
        candidates.append((("speakers", "table"), self._mapping("speakers").get("table")))
        named = ("pseudonyms", "cleared", "adjudication", "evidence", "claims", "guide", "asked")
        candidates += [((key,), self.values.get(key)) for key in named]
        candidates += self._literature()
        inner = (
            *(("codebook", "history"), ("rules", "exceptions"), ("suggestions", "decisions")),
            *(("literature", "style"), ("report", "reference_docx")),
        )
        candidates += [((key, name), self._mapping(key).get(name)) for key, name in inner]
        if self._mapping("codebook"):
            candidates.append((("codebook", "file"), self._mapping("codebook").get("file")))
        else:
            candidates.append((("codebook",), self.values.get("codebook")))
        for index, coding in enumerate(self._list("codings")):
            files = coding_files(coding)
            listed = isinstance(coding.get("file"), list)
            places = [("codings", index, "file", *((number,) if listed else ())) for number in range(len(files))]
            candidates += zip(places, files, strict=True)
        for path, file in candidates:
            if isinstance(file, str) and file:
                yield path, file

    def _literature(self) -> Iterator[tuple[YamlPath, object]]:
        """The reference lists, each with its place: one, a list, or below ``files``."""
        given = self.values.get("literature")
        for number, coding in enumerate(given.get("codings") or () if isinstance(given, dict) else ()):
            if isinstance(coding, dict):
                yield ("literature", "codings", number, "file"), coding.get("file")
        where: YamlPath = ("literature", "files") if isinstance(given, dict) else ("literature",)
        listed = isinstance(given["files"] if isinstance(given, dict) and "files" in given else given, list)
        for number, file in enumerate(reference_lists(given)):
            yield (*where, number) if listed else where, file

    def _path(self, file: str, path: YamlPath, *, inside: bool = False) -> bool:
        """Whether ``file`` is written as a path should be; with ``inside``, whether it also stays in the study."""
        if "\\" in file:
            self._report("path-backslash", path, path=file, instead=file.replace("\\", "/"))
        elif "\0" in file or any(len(part) > _LONGEST_NAME for part in file.split("/")):
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
        if is_folder(target):
            self._report("file-is-folder", path, path=file, near=file_inside(target, file))
        elif (kind := unusable(target)) in ("link-broken", "file-special"):
            self._report(kind, path, path=file)
        elif not is_file(target):
            self._report("file-not-there", path, path=file, near=near_file(self.root, file))
        else:
            self._link(file, path)

    def _link(self, file: str, path: YamlPath) -> None:
        """Tell where a path leads out of the study over a link; each link once."""
        link = link_outside(self.root, file)
        if link and link not in self._links:
            self._links.add(link)
            self._report("link-outside", path, path=link)

    def _languages(self) -> None:
        given = self.values.get("language")
        for index, language in enumerate([given] if isinstance(given, str) else _texts_of(given)):
            if is_language(language) and language not in REPORT_LANGUAGES:
                path: YamlPath = ("language",) if isinstance(given, str) else ("language", index)
                self._report("report-language", path, language=language, known=", ".join(REPORT_LANGUAGES))

    def _folders(self) -> None:
        """What is written to lies in the study and holds none of its own files; the private folder is private."""
        inputs = [file for _, file in self._files()]
        for source_set in self._list("sources"):
            inputs += _texts_of(source_set.get("files"))
        checksums = self.values.get("checksums")
        if isinstance(checksums, str) and checksums and self._path(checksums, ("checksums",), inside=True):
            inputs.append(checksums)
        answers = self._mapping("language_model").get("folder")
        if isinstance(answers, str) and self._path(answers, ("language_model", "folder"), inside=True):
            inputs.append(answers)
        inputs += [*self._writing(), *self._literature_texts()]
        folders: dict[str, PurePosixPath] = {}
        for key, default in (("results", "results"), ("reports", "reports"), ("private", "data/private")):
            folder = self.values.get(key, default)
            if not isinstance(folder, str) or not self._path(folder, (key,), inside=True):
                continue
            # Names and key may lie in the private folder; a run writes to a folder of its own in it.
            written = PurePosixPath(folder) / (PRIVATE_RUN if key == "private" else "")
            over = [file for file in inputs if PurePosixPath(file).is_relative_to(written)]
            self._link(written.as_posix(), (key,))
            if is_reserved(folder, key):
                self._report("folder-reserved", (key,), folder=folder)
            elif over:
                self._report("folder-holds-data", (key,), folder=written.as_posix(), file=over[0])
            else:
                folders[key] = PurePosixPath(folder)
                self._patterns_reach(written)
        for key, other in (("results", "reports"), ("reports", "results")):
            if key not in folders or other not in folders or not is_inside(folders[key], folders[other]):
                continue
            if not is_inside(folders[other], folders[key]):
                self._report("folders-nested", (key,), key=key, folder=folders[key].as_posix(), other=other)
            elif key == "reports":
                self._report("folders-the-same", ("reports",), folder=folders["reports"].as_posix())
        for key in ("results", "reports"):
            if key in folders and "private" in folders and is_inside(folders["private"], folders[key]):
                self._report("private-in-public", ("private",), folder=folders["private"].as_posix(), key=key)
            elif key in folders and "private" in folders and is_inside(folders[key], folders["private"] / PRIVATE_RUN):
                self._report("folder-reserved", (key,), folder=folders[key].as_posix())

    def _writing(self) -> list[str]:
        """The folder of what researchers write, where one is named; it has to be there."""
        folder = self.values.get("writing")
        if not isinstance(folder, str) or not self._path(folder, ("writing",), inside=True):
            return []
        if not is_folder(self.root / folder):
            self._report("writing-missing", ("writing",), folder=folder)
        return [folder]

    def _literature_texts(self) -> list[str]:
        """The folder of texts of works, where one is named; it has to be there."""
        path: YamlPath = ("literature", "texts")
        folder = self._mapping("literature").get("texts")
        if not isinstance(folder, str) or not self._path(folder, path, inside=True):
            return []
        if not is_folder(self.root / folder):
            self._report("literature-texts-missing", path, folder=folder)
        return [folder]

    def _patterns_reach(self, folder: PurePosixPath) -> None:
        """Patterns of sources that would also find what a run writes to a folder."""
        for index, source_set in enumerate(self._list("sources")):
            written = Path("/", folder, "x")
            for number, pattern in enumerate(_texts_of(source_set.get("files"))):
                path: YamlPath = ("sources", index, "files", number)
                if any(problem.place == place(path) for problem in self.problems):
                    continue  # told of another folder
                if pattern_reaches(pattern, folder) and not excluded(written, _texts_of(source_set.get("exclude"))):
                    self._report("pattern-reaches-folder", path, pattern=pattern, folder=folder.as_posix())

    def _source_set(self, source_set: dict[str, Any], index: int) -> None:
        exclude = _texts_of(source_set.get("exclude"))
        found: list[Path] = []
        for number, pattern in enumerate(_texts_of(source_set.get("files"))):
            path: YamlPath = ("sources", index, "files", number)
            if not self._path(pattern, path):
                continue
            head = self.root / fixed_part(pattern)
            self._link(fixed_part(pattern), path)
            kind = unusable(head)
            if kind:
                self._report(kind, path, path=fixed_part(pattern))
            elif is_folder(head) and not os.access(head, os.R_OK | os.X_OK):
                self._report("folder-unreadable", path, path=fixed_part(pattern))
            elif not (files := list(find_files(self.root, pattern))):
                self._report("no-source-files", path, pattern=pattern, near=near_file(self.root, pattern))
            elif all(excluded(file, exclude) for file in files):
                self._report("all-sources-excluded", path, pattern=pattern, exclude=", ".join(exclude))
            else:
                found += files
        several = any(set("*?") & set(pattern) for pattern in _texts_of(source_set.get("files")))
        for number, pattern in enumerate(exclude if found and several else []):
            if not any(excluded(file, [pattern]) for file in found):
                near = nearest(pattern, {file.name for file in found})
                self._report("exclude-nothing", ("sources", index, "exclude", number), pattern=pattern, near=near)

    def _speakers(self) -> None:
        given = self._mapping("speakers")
        asking = {_folded(label) for label in _texts_of(given.get("interviewer"))}
        for number, label in enumerate(_texts_of(given.get("informant"))):
            if _folded(label) in asking:
                self._report("label-both-roles", ("speakers", "informant", number), label=label)
        speaking = asking | {_folded(label) for label in _texts_of(given.get("informant"))}
        for number, label in enumerate(_texts_of(given.get("nobody"))):
            if _folded(label) in speaking:
                self._report("label-of-nobody", ("speakers", "nobody", number), label=label)

    def _unused(self) -> None:
        """Keys that say something about another kind of file than the one beside them."""
        codebook = self._mapping("codebook")
        file = codebook.get("file")
        if isinstance(file, str) and file.lower().endswith((".yaml", ".yml")) and codebook.get("columns"):
            self._report("key-not-used", ("codebook", "columns"), key="columns", file=file)
        for index, coding in enumerate(self._list("codings")):
            for file in coding_files(coding):
                for key in _OF_TABLES if is_project(file) else _OF_PROJECTS:
                    if coding.get(key) and self.document.line_of_key(("codings", index, key)):
                        self._report("key-not-used", ("codings", index, key), key=key, file=file)

    def _sources(self) -> None:
        if self.values.get("asked") and not self.values.get("guide"):
            self._report("asked-without-guide", ("asked",))
        if self.values.get("sources") == [] and not self._has_project():
            self._report("sources-empty", ("sources",))

    def _has_project(self) -> bool:
        return any(is_project(file) for coding in self._list("codings") for file in coding_files(coding))

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
        given = self._mapping("rules").get("coder")
        rule_coder = given if isinstance(given, str) else "rules"
        model_coder = self._mapping("language_model").get("coder", "language-model")
        # A coder who was called like a way of counting could never be counted alone.
        for taken in (rule_coder, *COUNTS, *([model_coder] if self._mapping("language_model") else [])):
            if taken in first:
                self._report("coder-is-rule-coder", ("codings", first[taken], "coder"), coder=taken)
        if any(not isinstance(coding.get("coder"), str) for coding in codings):
            return  # a table with a column of coders is checked when it is read
        if self._mapping("suggestions").get("decisions"):
            return  # whoever takes a suggestion is a coder too
        counted = _texts_of(self._mapping("matrices").get("coders"))
        named: list[tuple[YamlPath, str]] = [
            (("matrices", "coders", index), coder) for index, coder in enumerate(counted)
        ]
        count = self._mapping("matrices").get("count")
        if isinstance(count, str) and count not in COUNTS:
            named.append((("matrices", "count"), count))
            if counted and count in first and count not in counted:
                self._report("count-not-counted", ("matrices", "count"), coder=count, known=", ".join(counted))
        named += [(("read", coder), coder) for coder in self._mapping("read")]
        if any(coder not in first for _, coder in named):
            for index, coding in enumerate(codings):  # a column of coders stands above the table's coder
                for file in coding_files(coding):
                    for person in () if is_project(file) else people_of(file, self.root, coding):
                        first.setdefault(person, index)
        for path, coder in named:
            if coder == rule_coder and path[0] != "read":
                self._report("rule-coder-counted", path, coder=coder)
            elif path == ("matrices", "count") and coder not in first:
                near = nearest(coder, [*COUNTS, *first])
                self._report("count-unknown", path, count=coder, known=", ".join([*COUNTS, *first]), near=near)
            elif coder not in first and (coder != CONSENSUS or path[0] == "read"):
                self._report(
                    "unknown-coder", path, coder=coder, known=", ".join(first) or "-", near=nearest(coder, first)
                )

    def _needs_codebook(self) -> None:
        if self.values.get("codebook"):
            return
        # A project of another program brings its codebook.
        if self._has_project():
            return
        for key in ("codings", "evidence", "claims", "language_model", "guide"):
            if self.values.get(key):
                self._report("codebook-needed", (key,), key=key)


def coding_files(coding: Mapping[str, Any]) -> list[str]:
    """The files of an entry of ``codings``: one, or a list of them."""
    file = coding.get("file")
    return [file] if isinstance(file, str) else _texts_of(file)


def reference_lists(given: object) -> list[str]:
    """The files of ``literature``: one, a list of them, or those below ``files``."""
    files = given.get("files") if isinstance(given, dict) else given
    return ([files] if files else []) if isinstance(files, str) else _texts_of(files)


def _texts_of(value: object) -> list[str]:
    return [entry for entry in value if isinstance(entry, str)] if isinstance(value, list) else []


def _folded(label: str) -> str:
    return " ".join(unicodedata.normalize("NFC", label).split()).casefold().rstrip(":")
