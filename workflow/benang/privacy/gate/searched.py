"""What earlier searches found, by file and piece of text, so that a run searches only what changed.

The file is private (mode 0600) and holds digests, places and words around leaks with the names replaced: no name stands
in it. It counts only for a search that looks for the same with the same code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benang.core.files import write_data
from benang.privacy.gate.findings import FileFindings, Finding
from benang.privacy.gate.found_texts import Unsearched

FORM = 2
"""Of the file; one of another form is not read."""


def file_key(name: str, data: bytes, unread: str = "") -> str:
    """What tells a file's name and content, without telling them."""
    content = hashlib.sha256(data).hexdigest()
    return hashlib.sha256("\0".join((name, content, unread)).encode("utf-8", "surrogatepass")).hexdigest()


def read_searched(path: str | Path, of: str) -> dict[str, FileFindings]:
    """What earlier searches found.

    Args:
        path: of the file.
        of: what is looked for (``search.searched_for``).

    Returns:
        The findings by ``file_key``; none where there is no such file, it is damaged, or something else was looked for.
    """
    try:
        stored = json.loads(Path(path).read_text(encoding="utf-8"))
        if stored["form"] != FORM or stored["of"] != of:
            return {}
        return {str(key): _read(entry) for key, entry in stored["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}  # it only spares time


def write_searched(searched: Mapping[str, FileFindings], of: str, path: str | Path) -> None:
    """Write what a search found, for its owner alone to read.

    Args:
        searched: findings by ``file_key``.
        of, path: as in ``read_searched``.
    """
    files = {
        key: [
            found.characters,
            [list(each) for each in found.findings],
            [list(each) for each in found.unsearched],
            list(found.clean),
        ]
        for key, found in sorted(searched.items())
    }
    text = json.dumps({"form": FORM, "of": of, "files": files}, ensure_ascii=False) + "\n"
    write_data(text.encode("utf-8", "replace"), path, private=True)


def _read(entry: list[Any]) -> FileFindings:
    characters, findings, unsearched, clean = entry
    if not isinstance(characters, int) or not all(isinstance(each, list) for each in (findings, unsearched, clean)):
        raise TypeError(entry)
    return FileFindings(
        tuple(Finding(*each) for each in findings),
        tuple(Unsearched(*each) for each in unsearched),
        characters,
        tuple(map(str, clean)),
    )
