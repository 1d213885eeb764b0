"""What several readers need to know of lines: one kind of line end, edits in order."""

from __future__ import annotations

from collections.abc import Iterable

from benang.text.offsets import Edit


def one_line_end(text: str) -> str:
    """``text`` with every line end written as ``\\n``, and as long as before, so that offsets hold."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits sorted and without overlaps: of two that overlap, the one that begins first (then the longer) stays."""
    kept: list[Edit] = []
    end = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end, edit.replacement)):
        if edit.start >= end and edit.end > edit.start:
            kept.append(edit)
            end = edit.end
    return tuple(kept)
