"""Where the head of a transcript ends: lines such as ``Tanggal: ... / Informan: ... / Durasi: ...``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from benang.sources.speakers.labels import Labelled, Line
from benang.sources.speakers.role_words import HEAD_WORDS

_LONGEST_LINE = 120
_BULLETS = ("-", "*", "\u2022", "\u25cf", "\u25aa", "\u2013", "\u2014")


def head_end(text: str, lines: Sequence[Line], found: Sequence[Labelled]) -> int:
    """The place of the last line of the head, or -1.

    Its lines look like labelled ones, but none occurs twice in it, and all are short.

    Args:
        text: the text.
        lines: its lines.
        found: those of them that begin like labelled ones.
    """
    times = Counter(one.key for one in found)
    seen: set[str] = set()
    end = -1
    for one in found:
        line = lines[one.place]
        # "- place: near" is a list in somebody's speech.
        listed = text[line.start : one.label[0]].lstrip()[:1] in _BULLETS
        is_head = not listed and (one.key in HEAD_WORDS or one.key.split(" ")[0] in HEAD_WORDS)
        if (one.key in seen and not is_head) or line.end - line.start > _LONGEST_LINE:
            break
        seen.add(one.key)
        # Right below a line of the head, what occurs nowhere else belongs to it too.
        if is_head or (one.place == end + 1 > 0 and times[one.key] == 1 and text[one.rest : line.end].strip()):
            end = one.place
    return end
