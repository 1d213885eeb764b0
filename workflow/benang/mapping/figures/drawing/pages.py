"""Pages: blocks that are set one below the other, with a head and a legend that each page repeats.

A figure with more than a page holds goes on to the next; nothing is made smaller to fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.text import line_height, text_width, wrap


class Block(NamedTuple):
    """What stands below what came before.

    Attributes:
        height: cm.
        draw: draws it below a height.
        keep: whether it stays on one page with the next (a heading).
    """

    height: float
    draw: Callable[[Canvas, float], None]
    keep: bool = False


def gap(height: float) -> Block:
    """White space."""
    return Block(height, lambda canvas, top: None)


def lines_block(
    lines: Sequence[str],
    x: float = style.MARGIN,
    *,
    size: float = style.BODY,
    face: str = "normal",
    colour: str = style.INK,
    before: float = 0.0,
    after: float = 0.0,
    keep: bool = False,
) -> Block:
    """Lines of type."""

    def draw(canvas: Canvas, top: float) -> None:
        canvas.write(x, top + before, lines, size=size, face=face, colour=colour)

    return Block(before + len(lines) * line_height(size) + after, draw, keep)


@dataclass
class Legend:
    """Marks with words, set in rows from left to right."""

    width: float
    items: list[tuple[float, Callable[[Canvas, float, float], None] | None, str]] = field(default_factory=list)

    def add(self, width: float, mark: Callable[[Canvas, float, float], None] | None, words: str) -> None:
        """A mark ``width`` cm wide, drawn by ``mark(canvas, x, middle)``, with its words."""
        self.items.append((width, mark, words))

    @property
    def height(self) -> float:
        """Height of the whole legend, cm."""
        return sum(height for height, _ in self._rows()) if self.items else 0.0

    def block(self) -> Block:
        """The legend, to be set below what it explains."""
        return Block(self.height, self.draw)

    def draw(self, canvas: Canvas, top: float) -> None:
        """Draw it below ``top``."""
        y = top
        for height, row in self._rows():
            for x, (width, mark, _), lines in row:
                if mark is not None:
                    mark(canvas, x, y + _STEP / 2)
                start = y + (_STEP - line_height(style.BODY)) / 2
                canvas.write(x + _words_at(width, mark), start, lines, colour=style.MUTED)
            y += height

    def _rows(
        self,
    ) -> list[
        tuple[float, list[tuple[float, tuple[float, Callable[[Canvas, float, float], None] | None, str], list[str]]]]
    ]:
        rows: list[
            tuple[
                float, list[tuple[float, tuple[float, Callable[[Canvas, float, float], None] | None, str], list[str]]]
            ]
        ] = []
        x = self.width
        for item in self.items:
            at = _words_at(item[0], item[1])
            room = self.width - 2 * style.MARGIN - at
            lines = wrap(item[2], room, style.BODY)
            wide = at + max(text_width(line, style.BODY) for line in lines)
            if x + wide > self.width - style.MARGIN + 1e-6 or not rows:
                rows.append((0.0, []))
                x = style.MARGIN
            height = _STEP + (len(lines) - 1) * line_height(style.BODY)
            rows[-1] = (max(rows[-1][0], height), [*rows[-1][1], (x, item, lines)])
            x += wide + 0.4
        return rows


_STEP = line_height(style.BODY) + 0.1


@dataclass(frozen=True)
class Page:
    """What the pages of a figure have in common.

    Attributes:
        width: cm.
        head, foot: blocks that each begins with, and that stand over its legend.
        legend: that each ends with.
        tallest: height of a page, cm; a single block that needs more gets a page that is higher.
    """

    width: float
    head: Sequence[Block] = ()
    foot: Sequence[Block] = ()
    legend: Legend | None = None
    tallest: float = style.TALLEST

    def drawn(self, blocks: Sequence[Block]) -> list[Canvas]:
        """The blocks, from top to bottom, on as many pages as they need, each as high as what it holds, and none much
        higher than the others."""
        groups = _kept_together(blocks)
        pages = _filled(groups, _least_room(groups, self._room))
        return [_page([*self.head, *page, *self._below], self.width) for page in pages]

    def count(self, blocks: Sequence[Block]) -> int:
        """How many pages the blocks need."""
        return len(_filled(_kept_together(blocks), self._room))

    @property
    def _below(self) -> list[Block]:
        shown = self.legend if self.legend and self.legend.items else None
        return [*self.foot, *([gap(0.2), shown.block()] if shown else [])]

    @property
    def _room(self) -> float:
        return self.tallest - 2 * style.MARGIN - sum(block.height for block in [*self.head, *self._below])


def _words_at(width: float, mark: object) -> float:
    """How far behind a mark's left edge its words begin, cm; words without a mark begin there."""
    return 0.0 if mark is None else width + 0.12


def paged(
    blocks: Sequence[Block],
    width: float,
    *,
    head: Sequence[Block] = (),
    legend: Legend | None = None,
    tallest: float = style.TALLEST,
) -> list[Canvas]:
    """The blocks on as many pages as they need (``Page.drawn``).

    Args:
        blocks: from top to bottom.
        width, head, legend, tallest: as ``Page`` has them.
    """
    return Page(width, head, legend=legend, tallest=tallest).drawn(blocks)


def _filled(groups: Sequence[Sequence[Block]], room: float) -> list[list[Block]]:
    """The groups on pages that are filled one after the other."""
    pages: list[list[Block]] = [[]]
    taken = 0.0
    for group in groups:
        height = sum(block.height for block in group)
        if pages[-1] and taken + height > room:
            pages.append([])
            taken = 0.0
        pages[-1] += group
        taken += height
    return pages


def _least_room(groups: Sequence[Sequence[Block]], room: float) -> float:
    """The least room with which there are as many pages as with ``room``, to a millimetre: no page is left with a
    single row while the one before it is full."""
    n_pages = len(_filled(groups, room))
    if n_pages < 2:
        return room
    low, high = 0.0, room
    while high - low > 0.1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(groups, middle)) == n_pages else (middle, high)
    return high


def one_page(blocks: Sequence[Block], width: float, legend: Legend | None = None) -> Canvas:
    """The blocks on one page, however high."""
    return paged(blocks, width, legend=legend, tallest=float("inf"))[0]


def sentence(text: str, width: float) -> list[Canvas]:
    """A figure that has nothing to draw, and says so."""
    lines = wrap(text, width - 2 * style.MARGIN - 0.4, style.BODY)
    return paged([lines_block(lines, style.MARGIN + 0.2, colour=style.MUTED, before=0.25, after=0.25)], width)


def _kept_together(blocks: Sequence[Block]) -> list[list[Block]]:
    groups: list[list[Block]] = []
    open_group = False
    for block in blocks:
        if open_group:
            groups[-1].append(block)
        else:
            groups.append([block])
        open_group = block.keep
    return groups


def _page(blocks: Sequence[Block], width: float) -> Canvas:
    canvas = Canvas(width, 2 * style.MARGIN + sum(block.height for block in blocks))
    y = style.MARGIN
    for block in blocks:
        block.draw(canvas, y)
        y += block.height
    return canvas
