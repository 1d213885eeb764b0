"""Spare pandoc the brackets around whole lines, which it would read several times over.

A bracket in Markdown may open a link, a citation or a span, and pandoc tries each in turn, with all that stands inside.
Where a whole paragraph is one styled span, as where each quotation came from, its style is put before the line as a
mark instead, and becomes a span again in the tree. The tree is the same; reading takes half the time.
"""

from __future__ import annotations

import re
from typing import Any

OPEN, CLOSE = "\ue010", "\ue011"
"""Characters of no script around the mark of a line; a text that holds one is read as it is."""
_LINE = re.compile(r"(> |)\[(.+)\]\{\.([a-z]+)\}")
_BRACKET = re.compile(r"\\.|[\[\]]")
_EDGE = {"": re.compile(r"|:::( \{[^{}]*\})?"), "> ": re.compile(r">?|:::( \{[^{}]*\})?")}
"""What stands before and after a paragraph, and after one in a quotation."""


def marked(text: str) -> str:
    """The text with a mark in the place of brackets around whole paragraphs of one line.

    >>> print(marked("One.\\n\\n[[C]{.who} said]{.source}\\n").replace(OPEN, "<").replace(CLOSE, ">"))
    One.
    <BLANKLINE>
    <source>[C]{.who} said
    <BLANKLINE>
    """
    if OPEN in text or CLOSE in text:
        return text
    lines = text.split("\n")
    result = list(lines)
    for place, line in enumerate(lines):
        if not line.endswith("}"):
            continue
        found = _LINE.fullmatch(line)
        if found is None or not _whole(found[2]):
            continue
        around = (lines[place - 1] if place else "", lines[place + 1] if place + 1 < len(lines) else "")
        if all(_EDGE[found[1]].fullmatch(one) for one in around):
            result[place] = f"{found[1]}{OPEN}{found[3]}{CLOSE}{found[2]}"
    return "\n".join(result)


def unmarked(node: dict[str, Any]) -> list[dict[str, Any]] | None:
    """A paragraph that begins with a mark, with the span that the mark stands for; None for any other node."""
    if node["t"] not in ("Para", "Plain") or not node["c"] or node["c"][0]["t"] != "Str":
        return None
    first, *rest = node["c"]
    if not first["c"].startswith(OPEN):
        return None
    style, _, said = first["c"][1:].partition(CLOSE)
    inside = [{"t": "Str", "c": said}, *rest] if said else rest
    return [{"t": node["t"], "c": [{"t": "Span", "c": [["", [style], []], inside]}]}]


def _whole(inside: str) -> bool:
    """Whether the brackets inside are balanced, so that those around them are one pair."""
    depth = 0
    for character in _BRACKET.findall(inside):
        depth += (character == "[") - (character == "]")
        if depth < 0:
            return False
    # Spaces at the edges of a line are not part of its paragraph, but they are of a span.
    return depth == 0 and inside == inside.strip() and not inside.endswith("\\")
