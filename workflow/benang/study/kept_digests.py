"""Digests of the library's code, kept from run to run for as long as no file of the code has changed.

To read what each script imports takes half a second, which a run with nothing to do would spend for nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from benang.core.files import write_text
from benang.core.job_record import RECORDS
from benang.core.places import PACKAGE, WORKFLOW
from benang.study.digest import module_digest, script_digest

CODE = RECORDS.parent / "code.json"
"""The digests, in the study's folder."""

_SETTLED = 2_000_000_000
"""Nanoseconds: a file that was changed later than this before it was looked at may change again unseen."""


class CodeDigests:
    """Digests of scripts and modules; ``write`` keeps them for the next run."""

    def __init__(self, root: Path, *, trusted: bool = os.name != "nt", folders: tuple[Path, ...] = ()) -> None:
        """Read what is kept.

        Args:
            root: the study's folder.
            trusted: whether the size, times and inode of an unchanged file show an unchanged content.
            folders: of the code; by default the library's and the workflow's.
        """
        self._file = root / CODE
        self._stamp = code_stamp(folders or (PACKAGE, WORKFLOW)) if trusted else ""
        self._kept = _read(self._file, self._stamp) if self._stamp else {}
        self._known = dict(self._kept)

    def script(self, name: str) -> str:
        """``digest.script_digest``."""
        return self._of(f"scripts/{name}", lambda: script_digest(name))

    def module(self, name: str) -> str:
        """``digest.module_digest``."""
        return self._of(name, lambda: module_digest(name))

    def write(self) -> None:
        """Keep what was asked for; where nothing can be written, it is found out again."""
        if self._stamp and self._known != self._kept:
            text = json.dumps({"stamp": self._stamp, "digests": self._known}, sort_keys=True)
            with suppress(OSError):
                write_text(text + "\n", self._file)

    def _of(self, name: str, digest: Callable[[], str]) -> str:
        if name not in self._known:
            self._known[name] = digest()
        return self._known[name]


def code_stamp(folders: tuple[Path, ...]) -> str:
    """One digest of the names, sizes, times and inodes of all files of code, and of the Python that reads them.

    Returns:
        Empty where a file was changed so late that it may change again unseen.
    """
    found = sorted({entry.path: entry.stat() for folder in folders for entry in _files(folder)}.items())
    late = time.time_ns() - _SETTLED
    stamp = hashlib.sha256(f"{sys.version}\n".encode())
    for path, of in found:
        if max(of.st_mtime_ns, of.st_ctime_ns) > late:
            return ""
        stamp.update(f"{path}\0{of.st_size} {of.st_mtime_ns} {of.st_ctime_ns} {of.st_ino}\n".encode("utf-8", "replace"))
    return stamp.hexdigest()


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    waiting = [str(folder)]
    while waiting:
        for entry in os.scandir(waiting.pop()):
            if entry.is_dir():
                # What Python compiles is written at any time.
                if entry.name != "__pycache__":
                    waiting.append(entry.path)
            else:
                yield entry


def _read(path: Path, stamp: str) -> dict[str, str]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in kept["digests"].items()} if kept["stamp"] == stamp else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
