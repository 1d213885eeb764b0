"""Every text of a drawn page, measured: none is outside the page, on another, or too small."""

from collections.abc import Sequence

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas

LEAST = 8.0
"""Points."""


@style.styled
def measured(pages: Sequence[Canvas]) -> list[str]:
    """What is wrong with the texts of a figure's pages, a line each."""
    wrong: list[str] = []
    for number, page in enumerate(pages, 1):
        figure = page.figure
        figure.set_dpi(300)
        renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
        width, height = figure.canvas.get_width_height()
        boxes = []
        for text in page.axes.texts:
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


def too_high(pages: Sequence[Canvas]) -> list[int]:
    """The numbers of the pages that are higher than a page."""
    return [number for number, page in enumerate(pages, 1) if page.height > style.TALLEST + 0.01]
