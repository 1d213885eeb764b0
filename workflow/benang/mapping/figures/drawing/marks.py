"""Marks: each state of a cell has a shape and a colour of its own, so that it is known in grey print, too."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from benang.core.wording import Words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Legend
from benang.mapping.figures.figure_words import state_word

RADIUS = 0.13
"""Of a mark, cm."""

Mark = Callable[[Canvas, float, float], None]


def _in_favour(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, RADIUS, fill=style.PRESENT)


def _against(canvas: Canvas, x: float, y: float) -> None:
    side = RADIUS * 0.92
    canvas.polygon(
        [(x - side, y - side), (x + side, y - side), (x + side, y + side), (x - side, y + side)], fill=style.AGAINST
    )


def _both(canvas: Canvas, x: float, y: float) -> None:
    canvas.half_circle(x, y, RADIUS, fill=style.PRESENT)
    side, right = RADIUS * 0.92, x + RADIUS
    canvas.polygon([(x, y - side), (right, y - side), (right, y + side), (x, y + side)], fill=style.AGAINST)


def _disputed(canvas: Canvas, x: float, y: float) -> None:
    points = [(x, y - RADIUS), (x + RADIUS, y + RADIUS * 0.85), (x - RADIUS, y + RADIUS * 0.85)]
    canvas.polygon(points, fill=style.DISPUTED, edge=style.INK, line=0.6)


def _spoken(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, RADIUS * 0.9, fill=style.PAPER, edge=style.INK, line=1.0)


def _observed(canvas: Canvas, x: float, y: float) -> None:
    points = [(x, y - RADIUS * 1.1), (x + RADIUS * 1.1, y), (x, y + RADIUS * 1.1), (x - RADIUS * 1.1, y)]
    canvas.polygon(points, fill=style.PAPER, edge=style.OBSERVED, line=1.1)


def _not_asked(canvas: Canvas, x: float, y: float) -> None:
    canvas.line([x - RADIUS, x + RADIUS], [y, y], colour=style.ZERO, line=1.0)


def _silent(canvas: Canvas, x: float, y: float) -> None:
    canvas.circle(x, y, 0.035, fill=style.ZERO)


def _not_heard(canvas: Canvas, x: float, y: float) -> None:
    for turn in (-1, 1):
        canvas.line([x - 0.08, x + 0.08], [y - turn * 0.08, y + turn * 0.08], colour=style.ZERO, line=0.8)


MARKS: dict[str, Mark] = {
    "for": _in_favour,
    "both": _both,
    "against": _against,
    "disputed": _disputed,
    "spoken": _spoken,
    "observed": _observed,
    "not_asked": _not_asked,
    "silent": _silent,
    "not_heard": _not_heard,
}
"""The mark of each state (``benang.mapping.matrices.STATES``), in the order of a legend."""


def state_legend(states: Collection[str], words: Words, width: float) -> Legend:
    """The legend of the states that occur, with their words (``state_word``)."""
    legend = Legend(width)
    for state in MARKS:
        if state in states:
            legend.add(2 * RADIUS, partial(_sample, state), state_word(state, states, words))
    return legend


def _sample(state: str, canvas: Canvas, x: float, y: float) -> None:
    MARKS[state](canvas, x + RADIUS, y)
