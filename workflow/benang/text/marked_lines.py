"""A text with marked spans, line by line, in stretches within which no span begins or ends.

Spans may overlap in any way; whoever shows them (a page, a document with comments) goes through the stretches and opens
and closes what begins and ends there. Offsets are code points, ends exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benang.text.text_key import Span


@dataclass(frozen=True)
class Stretch:
    """A stretch of a line.

    Attributes:
        start, end: of it in the text; the last one of a line is empty, and holds what ends with the line.
        ended: the numbers of the spans that end where it starts.
        begun: the numbers of the spans that begin where it starts.
        within: the numbers of the spans that cover it, sorted.
    """

    start: int
    end: int
    ended: tuple[int, ...]
    begun: tuple[int, ...]
    within: tuple[int, ...]


def marked_lines(text: str, spans: Sequence[Span], places: Iterable[int] = ()) -> Iterator[list[Stretch]]:
    """The stretches of each line of a text, in its order.

    Args:
        text: its lines are parted by newlines.
        spans: start and end of each span, within the text; their numbers are their places here.
        places: further places at which a stretch begins.

    >>> [[(text, one.within) for one in line if (text := "ab\\ncd"[one.start : one.end])]
    ...  for line in marked_lines("ab\\ncd", [(1, 4)])]
    [[('a', ()), ('b', (0,))], [('c', (0,)), ('d', ())]]
    """
    begins: dict[int, list[int]] = {}
    ends: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(spans):
        begins.setdefault(start, []).append(number)
        ends.setdefault(end, []).append(number)
    known = sorted({*begins, *ends, *places})
    open_spans: set[int] = set()
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = known[bisect_left(known, start) : bisect_left(known, end)]
        borders = sorted({start, end, *inside})
        stretches = []
        for place, following in zip(borders, [*borders[1:], end], strict=True):
            ended, begun = tuple(ends.get(place, ())), tuple(begins.get(place, ()))
            # An empty span ends before it begins, and covers nothing.
            open_spans.update(number for number in begun if spans[number][1] > place)
            open_spans.difference_update(ended)
            stretches.append(Stretch(place, following, ended, begun, tuple(sorted(open_spans))))
        yield stretches
        start = end + 1
