"""A line of type on a canvas, placed by the width it was fitted with."""

from __future__ import annotations

from typing import Any

from matplotlib.backend_bases import RendererBase
from matplotlib.text import Text

_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
"""The part of a line that stands before the point at which it is set, by alignment."""


class Line(Text):
    """One line of type on its baseline.

    matplotlib's own text is measured anew for each file it is written to, by each format's own means. Here is one line,
    whose width is known, so that it is only drawn; and it stands in the same place in every format.

    Args:
        x, y: where it is set, in the axes' own measure.
        text: what is set.
        wide: its width in points.
        look: of the text, as matplotlib's ``Text`` has it; ``ha`` is left, center or right. A turned line is set from
            its left.
    """

    def __init__(self, x: float, y: float, text: str, wide: float, **look: Any) -> None:
        super().__init__(x, y, text, va="baseline", **look)
        self._before = wide * _BEFORE[self.get_horizontalalignment()]

    def draw(self, renderer: RendererBase) -> None:
        """Draw it."""
        x, y = self.get_transform().transform(self.get_unitless_position())
        x -= renderer.points_to_pixels(self._before)
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.open_group("text", self.get_gid())
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        renderer.draw_text(
            context, x, y, self.get_text(), self.get_fontproperties(), self.get_rotation(), ismath=False, mtext=self
        )
        context.restore()
        renderer.close_group("text")
        self.stale = False
