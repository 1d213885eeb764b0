"""Which files are the study's sources, and which source is which: ids, cases and batches.

Asked at every start of the workflow, so it looks at names of files only and loads nothing slow.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from benang.coding.cases import Case
from benang.coding.pseudonyms import Pseudonyms
from benang.coding.words import marks
from benang.problems import Problem, nearest
from benang.study import SourceSet
from benang.study_checks import excluded, find_files

READABLE_SUFFIXES = (".doc", ".docx", ".htm", ".html", ".md", ".odt", ".pdf", ".rtf", ".srt", ".txt", ".vtt")
"""Files that look like sources; one of them that lies beside the sources and is in no pattern is reported."""


@dataclass(frozen=True)
class SourceRow:
    """One source, before it is read.

    Attributes:
        source_id: slug of the pseudonymised file name without suffix.
        kind: interview, observation or article.
        language, encoding: as its source set gives them; an empty encoding is to be found out.
        path: the file, relative to the study's folder (POSIX, as on disk). May hold a name: never shown.
        file: the same with names replaced, in NFC; what tables and problems show.
        case_ids: the cases that speak or are described in it, in the order of the case file.
        batch: from 0.
    """

    source_id: str
    kind: str
    language: str
    encoding: str
    path: str
    file: str
    case_ids: tuple[str, ...]
    batch: int


def list_sources(
    root: Path,
    source_sets: Iterable[SourceSet],
    cases: Sequence[Case] = (),
    pseudonyms: Pseudonyms | None = None,
    batches: int = 1,
) -> tuple[list[SourceRow], list[Problem]]:
    """List the sources of a study.

    A file that several sets match belongs to the first. Hidden files and ``~$`` lock files are left out unless the
    pattern names them; folders are no sources.

    Parameters:
        root: the study's folder.
        source_sets: the entries of ``sources`` in the configuration.
        cases: the cases. A source is of a case whose id stands in its own id as a whole word, or whose ``sources``
            name it (by file name with or without suffix, path, or source id).
        pseudonyms: names to replace in file names.
        batches: in how many batches the sources are worked on.

    Returns:
        The sources sorted by id, and every problem found. Of two files with one id, the first by path is kept.
    """
    pseudonyms = pseudonyms or Pseudonyms()
    problems: list[Problem] = []
    chosen: dict[str, SourceSet] = {}
    left_out: set[str] = set()
    for source_set in source_sets:
        found = _matches(root, source_set)
        kept = {path for path in found if not excluded(Path(path), source_set.exclude)}
        left_out |= found - kept
        if not kept:
            values = {"patterns": ", ".join(source_set.files), "kind": source_set.kind}
            problems.append(Problem("sources-none", values=values))
        for path in kept:
            chosen.setdefault(path, source_set)
    problems += [Problem("source-in-no-pattern", _shown(path, pseudonyms)) for path in _beside(root, chosen) - left_out]
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
            # Files that differ only by case are one file on many machines.
            rows[source_id.casefold()] = SourceRow(
                source_id=source_id,
                kind=source_set.kind,
                language=source_set.language,
                encoding=source_set.encoding,
                path=path,
                file=file,
                case_ids=_cases_of(source_id, file, cases),
                batch=batch_of(source_id, batches),
            )
    ordered = sorted(rows.values(), key=lambda row: row.source_id)
    if cases:
        problems += [
            Problem("source-without-case", row.file, values={"source": row.source_id})
            for row in ordered
            if row.kind != "article" and not row.case_ids
        ]
        problems += _unknown_sources(cases, ordered)
    return ordered, sorted(problems, key=lambda problem: (problem.file, problem.kind, str(problem.values)))


def source_slug(stem: str) -> str:
    """A file name without its suffix as a source id: NFC, letters and digits of any script, ``-`` and ``_``."""
    stem = unicodedata.normalize("NFC", stem)
    return re.sub(rf"(?:[^\w{marks()}-]|-)+", "-", stem).strip("-")


def batch_of(source_id: str, batches: int) -> int:
    """The batch of a source: a hash of its id, so that a new source moves no other to another batch."""
    return int(hashlib.sha256(source_id.encode("utf-8")).hexdigest(), 16) % batches


def _matches(root: Path, source_set: SourceSet) -> set[str]:
    found: set[str] = set()
    for pattern in source_set.files:
        names_hidden = any(part.startswith((".", "~$")) for part in PurePosixPath(pattern).parts if part != "..")
        for file in find_files(root, pattern):
            path = file.relative_to(root)
            hidden = any(part.startswith((".", "~$")) for part in path.parts if part != "..")
            if names_hidden or not hidden:
                found.add(path.as_posix())
    return found


def _beside(root: Path, chosen: Iterable[str]) -> set[str]:
    """Files that look like sources, lie in a folder of sources and are not chosen."""
    chosen = set(chosen)
    folders = {PurePosixPath(path).parent for path in chosen}
    beside: set[str] = set()
    for folder in folders - {PurePosixPath(".")}:  # the study's own folder holds much else
        for file in (root / folder).iterdir():
            looks_so = file.suffix.lower() in READABLE_SUFFIXES and not file.name.startswith((".", "~$"))
            if looks_so and file.is_file():
                beside.add((folder / file.name).as_posix())
    return beside - chosen


def _shown(path: str, pseudonyms: Pseudonyms) -> str:
    """The path with names replaced, each part by itself."""
    return "/".join(pseudonyms.rename(part) for part in PurePosixPath(path).parts)


def _cases_of(source_id: str, file: str, cases: Sequence[Case]) -> tuple[str, ...]:
    exact = [case.case_id for case in cases if _stands_in(case.case_id, source_id, 0)]
    # "interview-with-a-baker-B" is of B only: an id in its own case goes before one in another.
    by_id = exact or [case.case_id for case in cases if _stands_in(case.case_id, source_id, re.IGNORECASE)]
    names = _names(source_id, file)
    by_file = [case.case_id for case in cases if any(_name(name) in names for name in case.sources)]
    return tuple(case.case_id for case in cases if case.case_id in by_id or case.case_id in by_file)


def _stands_in(case_id: str, source_id: str, flags: int) -> bool:
    slug = source_slug(case_id)
    letter = rf"(?:[^\W_]|[{marks()}])"
    return bool(slug) and bool(
        re.search(rf"(?<![^\W_])(?<![{marks()}]){re.escape(slug)}(?!{letter})", source_id, flags)
    )


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
