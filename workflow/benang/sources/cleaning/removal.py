"""Take spans out of an utterance with the white space that parted them from the words around."""

from __future__ import annotations

import re
from collections.abc import Iterable

from benang.text.offsets import Edit

_ONLY_MARKS = re.compile(r"[\s.,;:!?\u2026\u3002\u060c\u061f\-\u2013\u2014]*")
_OPENING = '([{"\u201c\u2018\u00ab\u2013\u2014\u00bf\u00a1'
_CLOSING = ".,;:!?\u2026)]}\u201d\u2019\u060c\u061f\u3002\uff0c"


def taken_out(text: str, spans: Iterable[tuple[int, int]]) -> list[Edit]:
    """The edits that take spans out of an utterance.

    White space before a span goes with it where white space or a closing mark follows, or nothing; white space
    behind it where an opening mark or nothing stands before. Words that only the span parted get a space. Where
    nothing but marks of punctuation would be left, these go too.

    Args:
        text: the utterance.
        spans: what to take out (start, end), sorted, not overlapping.
    """
    found = list(spans)
    if not found:
        return []
    ends = [0, *(end for _, end in found)]
    starts = [*(start for start, _ in found), len(text)]
    if all(_ONLY_MARKS.fullmatch(text, low, high) for low, high in zip(ends, starts, strict=True)):
        return [Edit(low, high) for low, high in zip([0, *starts[1:-1]], starts[1:], strict=True)]
    edits: list[Edit] = []
    done = 0  # everything before is settled
    empty = True  # and nothing of it stays
    for start, end in found:
        low, high = start, end
        while low > done and text[low - 1].isspace():
            low -= 1
        while high < len(text) and text[high].isspace():
            high += 1
        empty = empty and low == done
        replacement = ""
        if high == len(text):
            end = high
        elif empty:
            low, end = done, high
        elif low == start > done and text[start - 1] in _OPENING:
            end = high
        elif high == end and text[high] not in _CLOSING:
            if low == start and start > done and text[start - 1].isalnum() and text[high].isalnum():
                replacement = " "
            low = start
        edits.append(Edit(low, end, replacement))
        done = end
    return edits
