"""Two rows of boxes, in the order in which they are given, and links between them: each link has an end of its own on
either box, so that links of one box never cross, and words at its left end, clear of lines and boxes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block
from benang.mapping.figures.drawing.text import line_height, text_width, wrap

WIDEST = 4.6
"""Points: the link with the most references."""
_FEW = 4
"""So many references at least make the widest line: one alone is a thin one."""
_WIDE = 12.0
"""Of a page, cm; on a narrower one lines have more of it."""
_GAP = 0.16
_PAD = 0.12
_LINE = line_height(style.BODY)
_LEFT_END = 0.9 * _LINE
"""Room for the end of a link with its words, cm."""
_RIGHT_END, _RIGHT_ENDS_AT_MOST = 0.11, 1.5
"""Room for the end of a link, and for all of a box, cm; more ends stand closer."""
_BESIDE_WORDS = 0.09
"""Between the words of a link and its box, and its line, cm."""


@dataclass(frozen=True)
class Look:
    """How a box looks."""

    fill: str = style.FAINT
    edge: str = style.INK
    ink: str = style.INK
    radius: float = 0.0
    dash: str = "solid"
    face: str = "normal"


@dataclass
class Box:
    """A box: its key, its label, a note below it, and its look."""

    key: str
    label: str
    note: str = ""
    look: Look = field(default_factory=Look)
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    height: float = 0.0
    top: float = 0.0
    ends: dict[tuple[str, str], float] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """A link of a left and a right box: how many references, how many of them are against, and what stands at it."""

    left: str
    right: str
    references: int
    against: int
    words: str = ""


def linked(
    left: Sequence[Box], right: Sequence[Box], links: Sequence[Link], width: float, largest: int, room: float
) -> list[Block]:
    """Blocks, each not higher than ``room``, that show every link once; boxes without a link stand at the left only.

    Args:
        left, right: the boxes, in order.
        links: between them.
        width: of the page, cm.
        largest: references of the widest line.
        room: height of a block at most, cm.
    """
    left_width, right_width = _widths(right, width)
    for box, wide in [*((box, left_width) for box in left), *((box, right_width) for box in right)]:
        box.lines = wrap(box.label, wide - 2 * _PAD - 0.1, style.BODY, box.look.face)
        box.notes = wrap(box.note, wide - 2 * _PAD - 0.1, style.BODY, "italic") if box.note else []
    _make_room(left, [link.left for link in links], _LEFT_END, room)
    blocks = []
    for lefts in _stacks(left, room):
        reached = [link.right for link in links if link.left in {box.key for box in lefts}]
        touched = set(reached)
        _make_room(right, reached, _RIGHT_END, _RIGHT_ENDS_AT_MOST)
        for rights in _stacks([box for box in right if box.key in touched], room):
            keys = {box.key for box in lefts}, {box.key for box in rights}
            own = [link for link in links if link.left in keys[0] and link.right in keys[1]]
            blocks.append(_block(list(lefts), list(rights), own, width, (left_width, right_width), largest))
        if not touched:
            blocks.append(_block(list(lefts), [], [], width, (left_width, right_width), largest))
    return blocks


def room_for_lines(right: Sequence[Box], links: Sequence[Link], width: float) -> float:
    """How long lines are at least, from the words at their left ends on, cm; below 0 words lie on boxes."""
    return width - 2 * style.MARGIN - sum(_widths(right, width)) - _width_of_words(links)


def _widths(right: Sequence[Box], width: float) -> tuple[float, float]:
    """Of the boxes at the left and of those at the right."""
    longest = max((text_width(box.label, style.BODY, box.look.face) for box in right), default=0.0) + 2 * _PAD + 0.15
    return (0.42 if width >= _WIDE else 0.38) * width, max(0.22 * width, 2.2, min(longest, 0.3 * width))


def _width_of_words(links: Sequence[Link]) -> float:
    return max((text_width(link.words, style.BODY) for link in links), default=0.0) + 2 * _BESIDE_WORDS


def _make_room(boxes: Sequence[Box], ends: Sequence[str], each: float, most: float) -> None:
    """Make boxes as high as their words and the ends of their links need."""
    counted = Counter(ends)
    for box in boxes:
        words = (len(box.lines) + len(box.notes)) * _LINE
        box.height = max(words, min(each * counted[box.key], most)) + 2 * _PAD


def _stacks(boxes: Sequence[Box], room: float) -> list[list[Box]]:
    stacks: list[list[Box]] = []
    filled = 0.0
    for box in boxes:
        if not stacks or filled + box.height > room:
            stacks.append([])
            filled = 0.0
        stacks[-1].append(box)
        filled += box.height + _GAP
    return stacks


def _block(
    lefts: list[Box], rights: list[Box], links: list[Link], width: float, widths: tuple[float, float], largest: int
) -> Block:
    pairs = [(link.left, link.right) for link in links]
    ordered = [lefts, rights]
    orders = [box.key for box in lefts], [box.key for box in rights]
    needed = [sum(box.height + _GAP for box in boxes) - _GAP if boxes else 0.0 for boxes in ordered]
    height = max(needed)
    places: list[dict[str, float]] = []
    for boxes, tall in zip(ordered, needed, strict=True):
        space = (height - tall) / max(len(boxes) - 1, 1) if len(boxes) > 1 else 0.0
        y = 0.0 if len(boxes) > 1 else (height - tall) / 2
        tops = {}
        for box in boxes:
            tops[box.key] = y
            y += box.height + _GAP + space
        places.append(tops)
    heights = [{box.key: box.height for box in boxes} for boxes in ordered]
    ends = _ends(orders, pairs, places, heights)
    at_words = _width_of_words(links)
    start, end = style.MARGIN + widths[0] + at_words, width - style.MARGIN - widths[1]

    def draw(canvas: Canvas, top: float) -> None:
        for link in sorted(links, key=lambda link: link.references):
            y = [top + ends[side][link.left, link.right] for side in (0, 1)]
            _draw_link(canvas, (start, y[0]), (end, y[1]), link, largest)
        for link in links:
            at = top + ends[0][link.left, link.right] - _LINE / 2
            canvas.write(start - _BESIDE_WORDS, at, link.words, colour=style.MUTED, align="right")
        for boxes, side, x in ((ordered[0], 0, style.MARGIN), (ordered[1], 1, end)):
            for box in boxes:
                _draw_box(canvas, box, x, top + places[side][box.key], widths[side], heights[side][box.key])

    return Block(height, draw)


def _ends(
    orders: tuple[list[str], list[str]],
    pairs: Sequence[tuple[str, str]],
    places: Sequence[Mapping[str, float]],
    heights: Sequence[Mapping[str, float]],
) -> list[dict[tuple[str, str], float]]:
    """The height of each link's end at the left and at the right, in the order of the boxes it leads to."""
    rank = [{key: n for n, key in enumerate(order)} for order in orders]
    ends: list[dict[tuple[str, str], float]] = [{}, {}]
    for side in (0, 1):
        for key in orders[side]:
            mine = sorted(
                (pair for pair in pairs if pair[side] == key), key=lambda pair: rank[1 - side][pair[1 - side]]
            )
            room = heights[side][key] - 0.14
            for n, pair in enumerate(mine):
                ends[side][pair] = places[side][key] + 0.07 + room * (n + 0.5) / len(mine)
    return ends


def _draw_box(canvas: Canvas, box: Box, x: float, top: float, width: float, height: float) -> None:
    look = box.look
    canvas.box(
        x, top, width, height, fill=look.fill, edge=look.edge, line=1.0, dash=look.dash, radius=look.radius, above=3
    )
    y = top + (height - (len(box.lines) + len(box.notes)) * _LINE) / 2
    y = canvas.write(x + _PAD + 0.05, y, box.lines, face=look.face, colour=look.ink)
    canvas.write(
        x + _PAD + 0.05, y, box.notes, face="italic", colour=style.MUTED if look.ink == style.INK else look.ink
    )


def line_width(references: int, largest: int) -> float:
    """Width of a link's line, points."""
    return max(0.7, WIDEST * references / max(largest, _FEW))


def _draw_link(canvas: Canvas, start: tuple[float, float], end: tuple[float, float], link: Link, largest: int) -> None:
    middle = (start[0] + end[0]) / 2
    points = [start, (middle, start[1]), (middle, end[1]), end]
    canvas.curve(points, colour=style.PRESENT, line=line_width(link.references, largest), strength=0.5)
    if link.against:
        canvas.curve(points, colour=style.AGAINST_LINE, line=1.0, dash=(0, (3, 2)))


def minus(canvas: Canvas, x: float, y: float, radius: float = 0.1) -> None:
    """The mark of something against or on both sides."""
    long = 0.55 * radius
    canvas.circle(x, y, radius, fill=style.PAPER, edge=style.AGAINST_LINE, line=0.8, above=4)
    canvas.line([x - long, x + long], [y, y], colour=style.AGAINST_LINE, line=0.9, above=5)


def negative_line(canvas: Canvas, x: float, y: float) -> None:
    """Of a legend: a link with something against, 0.6 cm wide."""
    canvas.line([x, x + 0.6], [y, y], colour=style.AGAINST_LINE, line=1.0, dash=(0, (3, 2)))
