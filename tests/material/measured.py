"""Every text of a drawn page, measured: none is outside the page, on another, or too small."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from matplotlib.backend_bases import RendererBase
from matplotlib.patches import PathPatch

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas

LEAST = 8.0
"""Points."""


@style.styled
def measured(pages: Sequence[Canvas]) -> list[str]:
    """What is wrong with the texts of a figure's pages, a line each."""
    wrong: list[str] = []
    for number, page, renderer in _in_dots(pages):
        width, height = page.figure.canvas.get_width_height()
        boxes = []
        for text in page.texts:
            box, said = text.get_window_extent(renderer), text.get_text()
            boxes.append((said, box))
            if text.get_fontsize() < LEAST:
                wrong.append(f"page {number}: {said!r} has {text.get_fontsize()} pt")
            if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1:
                wrong.append(f"page {number}: {said!r} is outside the page")
        if not boxes:
            wrong.append(f"page {number} has no words")
        boxes.sort(key=lambda item: item[1].y0)
        for place, (said, box) in enumerate(boxes):
            for other, near in boxes[place + 1 :]:
                if near.y0 >= box.y1 - 3:
                    break
                # The letters' own boxes may share a hair between two lines of type.
                if near.x0 < box.x1 - 3 and near.x1 > box.x0 + 3:
                    wrong.append(f"page {number}: {said!r} lies on {other!r}")
    return wrong


@style.styled
def lines_on_words(pages: Sequence[Canvas]) -> list[str]:
    """The texts of a figure's pages that a line or a curve runs through, a line each."""
    wrong: list[str] = []
    for number, page, renderer in _in_dots(pages):
        lines = page.lines
        curves = [artist for artist in page.patches if isinstance(artist, PathPatch)]
        drawn = [page.transform.transform(line.get_xydata()) for line in lines]
        drawn += [_along(page.transform.transform(curve.get_path().vertices)) for curve in curves]
        for text in page.texts:
            box = text.get_window_extent(renderer)
            for points in drawn:
                for (x, y), (x_to, y_to) in pairwise(points):
                    steps = max(2, int(max(abs(x_to - x), abs(y_to - y)) / 4))
                    along = [(x + (x_to - x) * n / steps, y + (y_to - y) * n / steps) for n in range(steps + 1)]
                    if any(box.x0 + 1 < a < box.x1 - 1 and box.y0 + 3 < b < box.y1 - 3 for a, b in along):
                        wrong.append(f"page {number}: a line runs through {text.get_text()!r}")
                        break
    return wrong


def _in_dots(pages: Sequence[Canvas]) -> Iterator[tuple[int, Canvas, RendererBase]]:
    """Each page by its number, at the dots of print, with what measures its texts."""
    for number, page in enumerate(pages, 1):
        page.figure.set_dpi(300)
        yield number, page, page.figure.canvas.get_renderer()  # type: ignore[attr-defined]


def _along(ends: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Points of a curve that four points lead."""
    (a, b), (c, d), (e, f), (g, h) = ends
    steps = [n / 40 for n in range(41)]
    return [
        (
            (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * c + 3 * (1 - t) * t**2 * e + t**3 * g,
            (1 - t) ** 3 * b + 3 * (1 - t) ** 2 * t * d + 3 * (1 - t) * t**2 * f + t**3 * h,
        )
        for t in steps
    ]


def too_high(pages: Sequence[Canvas]) -> list[int]:
    """The numbers of the pages that are higher than a page."""
    return [number for number, page in enumerate(pages, 1) if page.height > style.TALLEST + 0.01]
