"""Whether what people asked for by a target of its own (sheets, coded copies, the bundle) is of the study as it is now.

A plain run makes none of it again, so files of an earlier list of names or codebook may lie beside its results. The
record of the job that made them (``benang.core.job_record``) has the digest of every file it read; where one of these
is another by now, a note lies beside what was made until the target is made again.
"""

from __future__ import annotations

import json
from pathlib import Path

from benang.core.files import write_text
from benang.core.job_record import RECORDS
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


def _is_outdated(root: Path, script: str, folder: str, digests: Digests) -> bool:
    """Whether a file that was made is there and one that it was made from is another now."""
    for path in sorted((root / RECORDS).glob(f"{script}-*.json")):
        try:
            record = json.loads(path.read_text(encoding="utf-8"))
            made, read = dict(record["made"]), dict(record["read"])
        except (OSError, ValueError, KeyError, TypeError):
            continue  # of a damaged record everything is made anew by the next run
        there = any(name.startswith(folder) and (root / name).is_file() for name in made)
        if there and any(digests.of(name) not in ("", digest) for name, digest in read.items()):
            return True
    return False
