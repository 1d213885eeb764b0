"""Text and raw nodes in the language of typst."""

from __future__ import annotations

from benang.conclusions.documents.tree import Node


def typst_raw(kind: str, text: str) -> Node:
    """A node of pandoc's tree that holds typst as it is.

    Args:
        kind: ``RawBlock`` or ``RawInline``.
        text: in typst.
    """
    return {"t": kind, "c": ["typst", text]}


def typst_string(text: str) -> str:
    """A text as a literal of typst."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "") + '"'
