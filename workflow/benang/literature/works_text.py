"""What stands in a file of BibTeX or CSL JSON: the entries by pandoc, and where in the file each of them is."""

from __future__ import annotations

import json
import re
import subprocess
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

import pypandoc  # type: ignore[import-untyped]

from benang.core.problems import Problem
from benang.literature.attachments import ATTACHED
from benang.literature.bibtex_text import BIB_ENTRY, NO_ENTRIES, Stated
from benang.literature.references import Reference
from benang.literature.works_table import year_of

_SECONDS = 120
_MEMORY = "1G"

_BIB_READ = re.compile(
    r"[,\n]\s*read\s*=\s*(?:\{\s*full\s*\}|\"\s*full\s*\"|full)\s*[,}\n]",
    re.IGNORECASE,
)


class _Lines:
    """Which line an offset is on."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def at(self, offset: int) -> int:
        return bisect_right(self._starts, offset)


def read_in_full(text: str) -> frozenset[str]:
    """Keys of the BibTeX entries that have the field ``read = {full}``, which pandoc does not hand on."""
    entries = list(BIB_ENTRY.finditer(text))
    ends = [entry.start() for entry in entries[1:]] + [len(text)] * bool(entries)
    return frozenset(
        entry[2] for entry, end in zip(entries, ends, strict=True) if _BIB_READ.search(text, entry.end(), end)
    )


def keys_with_lines(text: str, form: str) -> list[tuple[str, int]]:
    """Every entry's key as it stands in the file, with the line; a JSON item without one is left out."""
    lines = _Lines(text)
    if form == "bibtex":
        found = [match for match in BIB_ENTRY.finditer(text) if match[1].casefold() not in NO_ENTRIES]
        return [(match[2], lines.at(match.start())) for match in found]
    items = json.loads(text)
    items = items["items"] if isinstance(items, dict) else items
    keys = []
    position = 0
    for item in items:
        key = str(item.get("id") or "").strip()
        if key:
            # Items keep their order, so each key is sought after the one before it.
            at = re.compile(r'"id"\s*:\s*' + re.escape(json.dumps(item["id"], ensure_ascii=False))).search(
                text, position
            )
            position = at.end() if at else position
            keys.append((key, lines.at(at.start() if at else position)))
    return keys


def broken_json(text: str, shown_name: str) -> Problem | None:
    """What is wrong with the form of a CSL JSON file; None where nothing is."""
    try:
        items = json.loads(text)
    except json.JSONDecodeError as error:
        return unreadable(shown_name, error.msg, error.lineno, f"column {error.colno}")
    except RecursionError:
        return unreadable(shown_name, "nested too deep")
    items = items.get("items") if isinstance(items, dict) else items
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return unreadable(shown_name, "not a list of CSL JSON items")
    return None


def run_pandoc_on(text: str, form: str) -> list[dict[str, Any]] | str:
    """The entries as CSL JSON, or what pandoc says is wrong."""
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", form, "-t", "csljson", "+RTS", f"-M{_MEMORY}", "-RTS"]
    try:
        run = subprocess.run(command, input=text.encode("utf-8"), capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"pandoc: > {_SECONDS} s"
    if run.returncode != 0:
        return run.stderr.decode("utf-8", "replace").strip() or f"pandoc: {run.returncode}"
    entries: list[dict[str, Any]] = json.loads(run.stdout)
    return entries


def as_stated(entries: list[Reference], said: Mapping[str, Sequence[Stated]]) -> None:
    """Give entries of BibTeX the language, the year and the files that they state, in place."""
    seen: dict[str, int] = {}
    for entry in entries:
        key = str(entry.get("id") or "")
        number = seen[key] = seen.get(key, -1) + 1
        own = said.get(key, ())
        one = own[min(number, len(own) - 1)] if own else Stated()
        entry.pop("language", None)
        if one.language:
            entry["language"] = one.language
        if one.files:
            entry[ATTACHED] = one.files
        if one.year and not year_of(entry.get("issued")):
            entry["issued"] = {"literal": one.year}


def unreadable(shown_name: str, reason: str, line: int | None = None, place: str = "") -> Problem:
    """The problem that a reference list cannot be read, and from where on."""
    return Problem("works-unreadable", shown_name, line, place, {"reason": reason})
