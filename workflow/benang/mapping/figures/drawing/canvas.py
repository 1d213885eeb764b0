"""The canvas a figure is drawn on: a page in centimetres, with type, boxes, lines and shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch, Polygon, Rectangle, Wedge
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.figure_fonts import families
from benang.mapping.figures.drawing.line_of_type import Line
from benang.mapping.figures.drawing.text import POINT, baseline, line_height, one_line, text_width

Dash = tuple[float, tuple[float, ...]]


class Canvas:
    """A page: x to the right, y downwards, from the upper left corner, in centimetres.

    Args:
        width, height: of the page.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width / 2.54, height / 2.54), facecolor=style.PAPER)
        FigureCanvasAgg(self.figure)
        # matplotlib's axes would be more work than most pages: they look for ticks and limits for each thing drawn.
        self.transform = Affine2D().scale(1 / 2.54, -1 / 2.54).translate(0, height / 2.54) + self.figure.dpi_scale_trans

    @property
    def texts(self) -> list[Line]:
        """The lines of type on the page."""
        return [artist for artist in self.figure.artists if isinstance(artist, Line)]

    @property
    def lines(self) -> list[Line2D]:
        """The lines that are drawn on the page."""
        return [artist for artist in self.figure.artists if isinstance(artist, Line2D)]

    @property
    def patches(self) -> list[Patch]:
        """The shapes on the page."""
        return [artist for artist in self.figure.artists if isinstance(artist, Patch)]

    def write(
        self,
        x: float,
        top: float,
        lines: str | Sequence[str],
        *,
        size: float = style.BODY,
        face: str = "normal",
        colour: str = style.INK,
        align: str = "left",
    ) -> float:
        """Set lines of type below ``top``, each starting (or ending, or centred) at ``x``; returns the bottom."""
        lines = [lines] if isinstance(lines, str) else lines
        height = line_height(size)
        for number, line in enumerate(lines):
            self._text(x, top + number * height + baseline(size), line, size, face, colour, ha=align)
        return top + len(lines) * height

    def upright(
        self,
        x: float,
        bottom: float,
        lines: Sequence[str],
        *,
        size: float = style.BODY,
        face: str = "normal",
        colour: str = style.INK,
    ) -> None:
        """Lines of type that are read from the bottom up, side by side around ``x``, above ``bottom``."""
        height = line_height(size)
        left = x - len(lines) * height / 2
        for number, line in enumerate(lines):
            how = {"rotation": 90, "rotation_mode": "anchor"}
            at = left + number * height + baseline(size)
            self._text(at, bottom, line, size, face, colour, ha="left", **how)

    def _text(self, x: float, y: float, line: str, size: float, face: str, colour: str, **how: Any) -> None:
        shown = one_line(line)
        if not shown:
            return
        line_of_type = Line(
            x,
            y,
            shown,
            text_width(shown, size, face) / POINT,
            fontsize=size,
            fontfamily=families(shown, face),
            fontweight="bold" if face == "bold" else "normal",
            fontstyle="italic" if face == "italic" else "normal",
            color=colour,
            **how,
        )
        self._add(line_of_type)

    def box(
        self,
        x: float,
        top: float,
        width: float,
        height: float,
        *,
        fill: str = style.PAPER,
        edge: str = style.INK,
        line: float = 0.9,
        dash: str = "solid",
        radius: float = 0.0,
        hatch: str | None = None,
        above: float = 2,
    ) -> None:
        """A box with square (``radius`` 0) or round corners."""
        look = _look(fill, edge, line, above, linestyle=dash, hatch=hatch)
        if radius:
            shape = f"round,pad=0,rounding_size={min(radius, height / 2, width / 2)}"
            self._add(FancyBboxPatch((x, top), width, height, boxstyle=shape, **look))
        else:
            self._add(Rectangle((x, top), width, height, **look))

    def line(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        *,
        colour: str = style.RULE,
        line: float = 0.8,
        dash: Dash | None = None,
        above: float = 1,
    ) -> None:
        """A straight or broken line through points; ``dash`` as matplotlib has it: offset, (on, off) in points."""
        drawn = Line2D(list(xs), list(ys), color=colour, linewidth=line, zorder=above, solid_capstyle="butt")
        if dash is not None:
            drawn.set_linestyle(dash)
        self._add(drawn)

    def circle(
        self, x: float, y: float, radius: float, *, fill: str, edge: str = "none", line: float = 0.9, above: float = 3
    ) -> None:
        """A circle around ``x``, ``y``."""
        self._add(Circle((x, y), radius, **_look(fill, edge, line, above)))

    def half_circle(self, x: float, y: float, radius: float, *, fill: str, above: float = 3) -> None:
        """The left half of a circle."""
        self._add(Wedge((x, y), radius, 90, 270, **_look(fill, "none", 0.0, above)))

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: str,
        edge: str = "none",
        line: float = 0.9,
        above: float = 3,
        strength: float = 1.0,
    ) -> None:
        """A closed shape."""
        self._add(Polygon(list(points), closed=True, alpha=strength, **_look(fill, edge, line, above)))

    def curve(
        self,
        points: Sequence[tuple[float, float]],
        *,
        colour: str,
        line: float,
        dash: str | Dash = "solid",
        strength: float = 1.0,
        above: float = 2,
    ) -> None:
        """A curve from the first of four points to the last, led by the two between."""
        path = Path(list(points), [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
        look = _look("none", colour, line, above, linestyle=dash, alpha=strength, capstyle="butt")
        self._add(PathPatch(path, **look))

    def band(
        self, x: float, y: tuple[float, float], x_to: float, y_to: tuple[float, float], *, fill: str, strength: float
    ) -> None:
        """A curved band from between two heights at ``x`` to between two at ``x_to``."""
        middle = (x + x_to) / 2
        points = [(x, y[0]), (middle, y[0]), (middle, y_to[0]), (x_to, y_to[0])]
        points += [(x_to, y_to[1]), (middle, y_to[1]), (middle, y[1]), (x, y[1]), (x, y[0])]
        there = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
        path = Path(points, [*there, Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.CLOSEPOLY])
        self._add(PathPatch(path, alpha=strength, **_look(fill, "none", 0.0, 2)))

    def _add(self, artist: Artist) -> None:
        artist.set_transform(self.transform)
        self.figure.add_artist(artist)


def _look(fill: str, edge: str, line: float, above: float, **more: Any) -> dict[str, Any]:
    return {"facecolor": fill, "edgecolor": edge, "linewidth": line, "zorder": above, **more}
