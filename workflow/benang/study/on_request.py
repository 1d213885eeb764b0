"""Whether what people asked for by a target of its own (sheets, coded copies, the bundle) is of the study as it is now.

A plain run makes sheets again as long as nobody has written into them, and nothing else of it, so files of an earlier
list of names or codebook may lie beside its results. The record of the job that made them (``benang.core.job_record``)
has the digest of every file it read; where one of these is another by now, a note lies beside what was made until the
target is made again. The record has the digest of every file that was made, too: one that is another by now holds what
a person wrote into it, and no run writes over it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from benang.core.files import write_text
from benang.core.job_record import RECORDS, JobRecord, read_record
from benang.core.problems import Problem
from benang.core.run_words import sentence
from benang.core.wording import filled
from benang.study.contents import Digests
from benang.study.currency import NOTE

_FOLDERS = {
    "coding_sheets": ("coding_sheets", "coding-sheets"),
    "summary_sheets": ("summary_sheets", "summary-sheets"),
    "coded_copies": ("coded_copies", "coded-copies"),
    "bundle": ("export", "bundle"),
}
"""Folder and target, by the script that makes it."""

_SHEETS = ("coding_sheets", "summary_sheets")
"""What a plain run makes again."""

_WRITTEN_INTO = (*_SHEETS, "coded_copies")
"""What people may write into."""

_MOST_NAMED = 3


def request_notes(results: str) -> dict[str, str]:
    """Where the note of each script's files lies when they are out of date; in ``export`` other files are current."""
    return {
        script: f"{results}/{folder}/" + (f"study.zip.{NOTE}" if script == "bundle" else NOTE)
        for script, (folder, _) in _FOLDERS.items()
    }


def mark_requested(root: Path, results: str, language: str) -> list[str]:
    """Put a note beside what is out of date, and take away the others.

    Args:
        root: the study's folder.
        results: the folder of results in it.
        language: of the notes.

    Returns:
        A line for each target that is out of date, to be told at the end of a run.
    """
    digests = Digests(root)
    told = []
    for script, note in request_notes(results).items():
        folder, target = _FOLDERS[script]
        if _is_outdated(root, script, f"{results}/{folder}/", digests):
            values = {"folder": f"{results}/export/study.zip" if script == "bundle" else f"{results}/{folder}"}
            values["target"] = target
            text = filled(sentence("requested_out_of_date", language), values)
            told.append(text)
            write_text(text + "\n", root / note)
        else:
            (root / note).unlink(missing_ok=True)
    return told


def blank_sheets(root: Path, results: str) -> list[str]:
    """Those of ``coding_sheets`` and ``summary_sheets`` that lie there as they were made: nobody's work is in them.

    Args:
        root: the study's folder.
        results: the folder of results in it.
    """
    digests = Digests(root)
    there = {script: list(_made(root, script, f"{results}/{script}/", digests)) for script in _SHEETS}
    return [script for script, made in there.items() if made and not any(changed for _, changed in made)]


def filled_in(root: Path, results: str, targets: Collection[str] | None = None) -> list[Problem]:
    """The problem that files which a person has written into would be lost; none where there are none.

    Args:
        root: the study's folder.
        results: the folder of results in it.
        targets: what is to be made; None where all of it is to go.
    """
    digests = Digests(root)
    found: list[str] = []
    for script in _WRITTEN_INTO:
        folder = f"{results}/{script}/"
        if targets is None or any(target == script or target.startswith(folder) for target in targets):
            found += [name for name, changed in _made(root, script, folder, digests) if changed]
    if not found:
        return []
    named = ", ".join(found[:_MOST_NAMED]) + (", ..." if len(found) > _MOST_NAMED else "")
    return [Problem("sheets-filled-in", values={"count": len(found), "files": named})]


def _made(root: Path, script: str, folder: str, digests: Digests) -> Iterator[tuple[str, bool]]:
    """The files of a script that lie in a folder, and of each whether it is another than it was made."""
    for record in _records(root, script):
        for name, made in sorted(record.made.items()):
            if name.startswith(folder) and (root / name).is_file():
                yield name, digests.of(name) != made.sha256


def _records(root: Path, script: str) -> Iterator[JobRecord]:
    for path in sorted((root / RECORDS).glob(f"{script}-*.json")):
        try:
            record = read_record(path)
        except ValueError:
            continue  # of a damaged record everything is made anew by the next run
        yield record


def _is_outdated(root: Path, script: str, folder: str, digests: Digests) -> bool:
    """Whether a file that was made is there and one that it was made from is another now."""
    for record in _records(root, script):
        there = any(name.startswith(folder) and (root / name).is_file() for name in record.made)
        if there and any(digests.of(name) not in ("", digest) for name, digest in record.read.items()):
            return True
    return False
