"""How a map of links is drawn: each code once, and each link as an arrow with its words in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benang.core.link_layout import Item, LinkLayout
from benang.core.wording import Words
from benang.mapping.figures.concept_map_widths import PAD, Row, channel, code_width, words_of, words_width
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas, Dash
from benang.mapping.figures.drawing.level_rows import level_rows
from benang.mapping.figures.drawing.pages import Block
from benang.mapping.figures.drawing.text import line_height, text_width, wrap

LINE = line_height(style.BODY)
_HEAD = 0.18
_BETWEEN = 0.3, 0.14
"""Between two codes, and between the words of two links, cm."""
_END, _PASSING = 0.24, 0.2
"""Room for the end of a line at a code, and for a line that passes, cm."""


@dataclass(frozen=True)
class LinkLook:
    """How a kind of link looks: width in points, and whether its head is full, open or none."""

    line: float = 1.0
    dash: Dash | None = None
    colour: str = style.SLATE
    head: str = "full"
    crossed: bool = False


LINKS = {
    "causes": LinkLook(line=2.2),
    "leads_to": LinkLook(),
    "supports": LinkLook(dash=(0.0, (6.0, 1.6, 1.2, 1.6))),
    "part_of": LinkLook(dash=(0.0, (1.2, 1.6)), head="open"),
    "contradicts": LinkLook(line=1.2, dash=(0.0, (3.2, 2.0)), colour=style.AGAINST_LINE, head="none", crossed=True),
    "related": LinkLook(head="none"),
}
LEVELS: dict[str, dict[str, Any]] = {
    "theme": {"fill": style.RULE, "edge": style.SLATE},
    "category": {"fill": style.FAINT, "edge": style.SLATE},
    "code": {"fill": style.PAPER, "edge": style.SLATE, "radius": 0.16},
}


def link_line(canvas: Canvas, xs: tuple[float, float], ys: tuple[float, float], look: LinkLook) -> None:
    """A part of a link's line: straight between equal heights, else turning."""
    if abs(ys[0] - ys[1]) < 0.01:
        canvas.line(list(xs), list(ys), colour=look.colour, line=look.line, dash=look.dash)
    else:
        middle = sum(xs) / 2
        points = [(xs[0], ys[0]), (middle, ys[0]), (middle, ys[1]), (xs[1], ys[1])]
        canvas.curve(points, colour=look.colour, line=look.line, dash=look.dash or "solid")


def head(canvas: Canvas, x: float, y: float, way: int, look: LinkLook) -> None:
    """The head of an arrow with its point at ``x``; ``way``: 1 to the right, -1 to the left."""
    points = [(x - way * _HEAD, y - 0.1), (x, y), (x - way * _HEAD, y + 0.1)]
    fill = look.colour if look.head == "full" else style.PAPER
    canvas.polygon(points, fill=fill, edge=look.colour, line=0.9, above=4)


def cross(canvas: Canvas, x: float, y: float, look: LinkLook) -> None:
    """The sign of a contradiction on its line."""
    for turn in (-1, 1):
        canvas.line([x - 0.08, x + 0.08], [y - turn * 0.08, y + turn * 0.08], colour=look.colour, line=1.6, above=4)


@dataclass(frozen=True)
class _Sizes:
    """Widths of columns, lines of words, and heights, of all that a map shows."""

    code: float
    words: float
    names: Mapping[str, list[str]]
    notes: Mapping[str, list[str]]
    said: Mapping[int, list[str]]
    ends: Mapping[tuple[int, Item], int]
    """How many lines end at a thing, at the side where most do, by rank."""

    def height(self, rank: int, item: Item, words_here: bool) -> float:
        if isinstance(item, int):
            return len(self.said[item]) * LINE + 0.04 if words_here else _PASSING
        lines = len(self.names[item]) + len(self.notes.get(item, ()))
        return max(lines * LINE, self.ends.get((rank, item), 0) * _END) + 2 * PAD


def map_block(
    layout: LinkLayout, rows: Sequence[Row], notes: Mapping[str, list[str]], texts: Words, width: float
) -> Block:
    """The map of some links.

    Args:
        layout: of the links; the number of one is its place in ``rows``.
        rows: all links, as ``concept_map.data`` has them.
        notes: what stands below the name of a code, in lines that fit ``code_width``.
        texts: the figure's words.
        width: of the page, cm.
    """
    ranks: list[Sequence[Item]] = [layout.columns[0]]
    for numbers, column in zip(layout.lanes, layout.columns[1:], strict=True):
        ranks += [numbers, column]
    joints = [_joints(layout, lane, rows) for lane in range(len(layout.lanes))]
    sizes = _sizes(layout, joints, rows, notes, texts, width)
    written = _written_in(layout, sizes)
    heights = [
        [sizes.height(rank, item, rank % 2 == 1 and written[int(item)] == rank // 2) for item in items]
        for rank, items in enumerate(ranks)
    ]
    at = [{item: n for n, item in enumerate(items)} for items in ranks]
    pairs: list[list[tuple[int, int]]] = [[] for _ in ranks[1:]]
    for lane, ends in enumerate(joints):
        for number, (left, right) in ends.items():
            pairs[2 * lane].append((at[2 * lane][left], at[2 * lane + 1][number]))
            pairs[2 * lane + 1].append((at[2 * lane + 1][number], at[2 * lane + 2][right]))
    middles = level_rows(heights, pairs, [_BETWEEN[rank % 2] for rank in range(len(ranks))])
    height = max(
        y + tall / 2 for own, talls in zip(middles, heights, strict=True) for y, tall in zip(own, talls, strict=True)
    )
    lefts = [style.MARGIN]
    for rank in range(len(ranks) - 1):
        lefts.append(lefts[-1] + (sizes.code if rank % 2 == 0 else sizes.words) + channel(width))

    def draw(canvas: Canvas, top: float) -> None:
        for rank in range(0, len(ranks), 2):
            for item, y, tall in zip(ranks[rank], middles[rank], heights[rank], strict=True):
                if isinstance(item, str):
                    _draw_code(canvas, item, sizes, rows, (lefts[rank], top + y - tall / 2, tall))
                else:
                    look = LINKS[rows[item]["kind"]]
                    link_line(canvas, (lefts[rank], lefts[rank] + sizes.code), (top + y, top + y), look)
        for lane, ends in enumerate(joints):
            left_x, words_x, right_x = lefts[2 * lane] + sizes.code, lefts[2 * lane + 1], lefts[2 * lane + 2]
            for number, y in zip(layout.lanes[lane], middles[2 * lane + 1], strict=True):
                left, right = ends[number]
                from_y = _port(2 * lane, left, number, 1, layout, at, middles, heights, joints)
                to_y = _port(2 * lane + 2, right, number, -1, layout, at, middles, heights, joints)
                lines = sizes.said[number] if written[number] == lane else []
                xs = (left_x, words_x, words_x + sizes.words, right_x)
                _draw_link(canvas, rows[number], (left, right), xs, (top + from_y, top + y, top + to_y), lines)

    return Block(height, draw)


def _joints(layout: LinkLayout, lane: int, rows: Sequence[Row]) -> dict[int, tuple[Item, Item]]:
    """What each link of a lane joins, at its left and at its right: a code, or the link itself where it passes on."""
    left, right = set(layout.columns[lane]), set(layout.columns[lane + 1])
    found = {}
    for number in layout.lanes[lane]:
        ends = (str(rows[number]["from_id"]), str(rows[number]["to_id"]))
        found[number] = (
            next((end for end in ends if end in left), number),
            next((end for end in ends if end in right), number),
        )
    return found


def _sizes(
    layout: LinkLayout,
    joints: Sequence[Mapping[int, tuple[Item, Item]]],
    rows: Sequence[Row],
    notes: Mapping[str, list[str]],
    texts: Words,
    width: float,
) -> _Sizes:
    code, words = (
        code_width(len(layout.columns), rows, texts, width),
        words_width(len(layout.columns), rows, texts, width),
    )
    drawn = sorted({number for lane in layout.lanes for number in lane})
    names = {str(rows[n][f"{end}_id"]): str(rows[n][end]) for n in drawn for end in ("from", "to")}
    counted: defaultdict[tuple[int, Item], list[int]] = defaultdict(lambda: [0, 0])
    for lane, ends in enumerate(joints):
        for left, right in ends.values():
            counted[2 * lane, left][1] += 1
            counted[2 * lane + 2, right][0] += 1
    return _Sizes(
        code,
        words,
        {one: wrap(name, code - 2 * PAD, style.BODY, "bold") for one, name in names.items()},
        notes,
        {number: wrap(words_of(rows[number], texts), words - 0.1, style.BODY) for number in drawn},
        {key: max(sides) for key, sides in counted.items()},
    )


def _written_in(layout: LinkLayout, sizes: _Sizes) -> dict[int, int]:
    """The lane in which a link has its words: of those that it passes, the one with the fewest lines."""
    lanes: defaultdict[int, list[int]] = defaultdict(list)
    for lane, numbers in enumerate(layout.lanes):
        for number in numbers:
            lanes[number].append(lane)
    filled, chosen = [0] * len(layout.lanes), dict[int, int]()
    for number in sorted(lanes, key=lambda number: (len(lanes[number]), number)):
        chosen[number] = min(lanes[number], key=lambda lane: filled[lane])
        filled[chosen[number]] += len(sizes.said[number])
    return chosen


def _port(
    rank: int,
    item: Item,
    number: int,
    side: int,
    layout: LinkLayout,
    at: Sequence[Mapping[Item, int]],
    middles: Sequence[Sequence[float]],
    heights: Sequence[Sequence[float]],
    joints: Sequence[Mapping[int, tuple[Item, Item]]],
) -> float:
    """The height at which a link's line ends at a thing: in the order of its other ends, so that lines of one thing
    never cross."""
    place = at[rank][item]
    if isinstance(item, int):
        return middles[rank][place]
    lane = rank // 2 if side == 1 else rank // 2 - 1
    mine = [other for other in layout.lanes[lane] if joints[lane][other][0 if side == 1 else 1] == item]
    room = heights[rank][place] - 0.2
    return middles[rank][place] + room * ((mine.index(number) + 0.5) / len(mine) - 0.5)


def _draw_code(canvas: Canvas, code: str, sizes: _Sizes, rows: Sequence[Row], box: tuple[float, float, float]) -> None:
    x, top, height = box
    level = next(str(row[f"{end}_level"]) for row in rows for end in ("from", "to") if row[f"{end}_id"] == code)
    canvas.box(x, top, sizes.code, height, **LEVELS.get(level, LEVELS["code"]), above=3)
    lines, notes = sizes.names[code], sizes.notes.get(code, [])
    y = top + (height - (len(lines) + len(notes)) * LINE) / 2
    y = canvas.write(x + PAD, y, lines, face="bold")
    canvas.write(x + PAD, y, notes, face="italic", colour=style.MUTED)


def _draw_link(
    canvas: Canvas,
    row: Row,
    ends: tuple[Item, Item],
    xs: tuple[float, float, float, float],
    ys: tuple[float, float, float],
    lines: Sequence[str],
) -> None:
    """A link in one lane: its line from the left, its words in it, and its line to the right."""
    look = LINKS[str(row["kind"])]
    start, words_start, words_end, end = xs
    middle = (words_start + words_end) / 2
    half = max((text_width(line, style.BODY) for line in lines), default=0.0) / 2
    head_at = {"left": 0.0, "right": 0.0}
    if look.head != "none":
        for side, item, x, y, way in (("left", ends[0], start, ys[0], -1), ("right", ends[1], end, ys[2], 1)):
            if item == row["to_id"]:
                head(canvas, x, y, way, look)
                head_at[side] = _HEAD - 0.03
    link_line(canvas, (start + head_at["left"], words_start), (ys[0], ys[1]), look)
    link_line(canvas, (words_end, end - head_at["right"]), (ys[1], ys[2]), look)
    if lines:
        before, after = middle - half - 0.08, middle + half + 0.08
        for x, x_to in ((words_start, before), (after, words_end)):
            if x_to - x > 0.02:
                canvas.line([x, x_to], [ys[1], ys[1]], colour=look.colour, line=look.line, dash=look.dash)
        colour = look.colour if look.crossed else style.INK
        canvas.write(middle, ys[1] - len(lines) * LINE / 2, lines, colour=colour, align="center")
    else:
        canvas.line([words_start, words_end], [ys[1], ys[1]], colour=look.colour, line=look.line, dash=look.dash)
    if look.crossed and lines:
        # At both ends alike: a contradiction goes both ways, and neither end is its source.
        cross(canvas, (start + words_start) / 2, (ys[0] + ys[1]) / 2, look)
        cross(canvas, (words_end + end) / 2, (ys[1] + ys[2]) / 2, look)
