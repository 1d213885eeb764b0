"""Prove that a study gives the same bytes: checksums of everything a run made, and what differs from them.

The file has the form of ``sha256sum``, so that ``sha256sum --check`` can read it too.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from benang.core.files import write_text
from benang.core.problems import Problem

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def checksums(root: Path, folders: Iterable[str]) -> dict[str, str]:
    """SHA-256 of every file below ``folders`` of ``root`` by its path (POSIX), sorted; hidden files are left out."""
    files = {
        path.relative_to(root).as_posix(): path
        for folder in folders
        for path in (root / folder).rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(root).parts)
    }
    return {name: hashlib.sha256(files[name].read_bytes()).hexdigest() for name in sorted(files)}


def read_checksums(path: Path) -> dict[str, str]:
    """Checksums by path, from a file of ``write_checksums``."""
    matches = (_LINE.fullmatch(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {match[2]: match[1] for match in matches if match}


def write_checksums(sums: Mapping[str, str], path: Path) -> None:
    """Write checksums, a file a line."""
    write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), path)


def compare(expected: Mapping[str, str], found: Mapping[str, str]) -> list[Problem]:
    """A problem for each file that differs, is missing, or was not expected."""
    problems = [Problem("bytes-missing", name) for name in expected if name not in found]
    problems += [Problem("bytes-unexpected", name) for name in found if name not in expected]
    problems += [Problem("bytes-differ", name) for name in expected if name in found and expected[name] != found[name]]
    return problems
