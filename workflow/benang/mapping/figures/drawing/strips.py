"""Strips: stretches of a text as bars along a line, on one scale, and the axis that says what its length means."""

from __future__ import annotations

from collections.abc import Sequence

from benang.core.wording import Words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.level_rows import apart
from benang.mapping.figures.drawing.pages import Block
from benang.mapping.figures.drawing.text import line_height, text_width

LEAST, BETWEEN = 0.1, 0.06
"""Width of a bar, and of the white between two, at least, cm."""
_TICK = 0.08
_LINE = line_height(style.BODY)


def bars(spans: Sequence[tuple[float, float]], room: float) -> list[tuple[float, float]]:
    """Where bars begin and how wide they are: as near to their spans as they can be without touching.

    Args:
        spans: start and end of each in cm, in their order.
        room: of the strip, cm; where it is too short for bars of ``LEAST``, they are narrower.

    >>> [(round(start, 2), round(wide, 2)) for start, wide in bars([(1.0, 1.5), (1.6, 1.62), (3.0, 4.0)], 4.0)]
    [(1.03, 0.44), (1.56, 0.1), (3.03, 0.94)]
    """
    between = min(BETWEEN, 0.3 * room / max(len(spans), 1))
    # A bar is that much shorter than what it stands for, so that there is white between two that touch.
    widths = [max(end - start - between, LEAST) for start, end in spans]
    free = room - between * (len(spans) - 1)
    if sum(widths) > free:
        widths = [wide * free / sum(widths) for wide in widths]
    middles = apart([(start + end) / 2 for start, end in spans], widths, between)
    lefts = [middle - wide / 2 for middle, wide in zip(middles, widths, strict=True)]
    least = 0.0
    for n, wide in enumerate(widths):
        lefts[n] = max(lefts[n], least)
        least = lefts[n] + wide + between
    most = room
    for n in reversed(range(len(widths))):
        lefts[n] = min(lefts[n], most - widths[n])
        most = lefts[n] - between
    return list(zip(lefts, widths, strict=True))


def ticks(length: int, scale: float, words: Words) -> list[int]:
    """The places with a number on an axis: round ones, as many as have room.

    Args:
        length: of the axis, in its unit.
        scale: cm of a unit.
        words: for the form of numbers.
    """
    step = 1
    while step < length:
        for times in (1, 2, 5):
            widest = text_width(words.number(length // (times * step) * times * step), style.BODY)
            if times * step * scale >= max(widest + 0.3, 1.5):
                return list(range(0, length + 1, times * step))
        step *= 10
    return [0, length]


def axis(length: int, scale: float, left: float, words: Words) -> Block:
    """An axis from 0 to ``length``, with round numbers; what they count stands in the legend below."""
    marked = ticks(length, scale, words)

    def draw(canvas: Canvas, top: float) -> None:
        y = top + 0.06
        canvas.line([left, left + length * scale], [y, y], colour=style.MUTED)
        for place in marked:
            x = left + place * scale
            canvas.line([x, x], [y, y + _TICK], colour=style.MUTED)
            shown = words.number(place)
            half = text_width(shown, style.BODY) / 2
            middle = min(max(x, style.MARGIN + half), canvas.width - style.MARGIN - half)
            canvas.write(middle, y + _TICK, shown, colour=style.MUTED, align="center")

    return Block(0.06 + _TICK + _LINE, draw)
