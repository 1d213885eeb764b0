"""Pages of transcripts that an earlier run wrote, and that none leads to any more."""

from __future__ import annotations

import os
from pathlib import Path

from benang.conclusions.transcripts.transcript_files import FOLDER

_HEAD = 2000
_OURS = '<meta name="generator" content="Benang">'


def remove_old_pages(reports: str | os.PathLike[str]) -> None:
    """Remove the pages of transcripts of an earlier run, and no other file: consent can have been taken back.

    Args:
        reports: the folder of the documents.
    """
    folder = Path(reports, FOLDER)
    for path in sorted([*Path(reports).glob(f"{FOLDER}.*.html"), *folder.glob("*.html")]):
        with path.open(encoding="utf-8", errors="replace") as file:
            ours = _OURS in file.read(_HEAD)
        if ours:
            path.unlink()
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
