"""The report's text in sections, each of which pandoc reads the same alone as within the whole."""

from __future__ import annotations

import re
from typing import Any

_HEADING = re.compile(r"#{1,6} ")
_FENCE = re.compile(r":{3,}")


def sections(text: str) -> list[str]:
    """The text cut before each heading that stands in no box (``:::``); joined with a blank line they are the text.

    >>> sections("One.\\n\\n## A\\n\\nTwo.\\n\\n::: {.x}\\n\\n## B\\n:::\\n\\n## C\\n")
    ['One.', '## A\\n\\nTwo.\\n\\n::: {.x}\\n\\n## B\\n:::', '## C\\n']
    """
    found: list[list[str]] = [[]]
    depth = 0
    before = ""
    for line in text.split("\n"):
        if _HEADING.match(line) and not depth and not before and found[-1]:
            found[-1].pop()  # the blank line
            found.append([])
        if fence := _FENCE.match(line):
            depth = depth + 1 if line[fence.end() :].strip() else max(0, depth - 1)
        found[-1].append(line)
        before = line
    return ["\n".join(lines) for lines in found]


def parted(blocks: list[Any]) -> list[list[Any]]:
    """The blocks of a report by section; those before the first heading are one."""
    found: list[list[Any]] = []
    for block in blocks:
        if block["t"] == "Header" or not found:
            found.append([])
        found[-1].append(block)
    return found


def parted_as(texts: list[str], blocks: list[Any]) -> list[list[Any]] | None:
    """What was read from the texts of several sections together, by section; None where it does not come apart so."""
    found = parted(blocks)
    # A section begins with a heading and has no other; only the first of a text may have none.
    headed = [bool(_HEADING.match(text)) for text in texts]
    fits = len(found) == len(texts) and [one[0]["t"] == "Header" for one in found] == headed
    return found if fits and all(headed[1:]) else None
