"""How every figure looks, in one place: size, type, colours, and what keeps a file the same from run to run.

Figures are drawn on a canvas measured in centimetres from the upper left corner, 16 cm wide (the text width of A4), as
high as what they hold. Nothing is scaled afterwards, so a type size given here is the size in print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontEntry, fontManager, get_font
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle

WIDTH = 16.0
MARGIN = 0.15
"""Centimetres."""

TINY, SMALL, BODY, STRONG = 6.0, 7.0, 8.0, 9.0
"""Type sizes, points."""

INK, MUTED, ZERO, RULE, FAINT, PAPER = "#1f2430", "#5f6570", "#868d99", "#b9bec7", "#eef0f3", "#ffffff"
SLATE = "#34435e"
# Okabe and Ito (2008): told apart with any colour vision.
BLUE, VERMILION, ORANGE, GREEN, SKY = "#0072b2", "#d55e00", "#e69f00", "#009e73", "#56b4e9"
BLUE_TINT, VERMILION_TINT = "#e3f0f8", "#fbe8dc"
# Even steps of lightness in one hue: order survives grey print and any colour vision.
_RAMP = ("#edf4fa", "#d3e4f1", "#b0cfe6", "#83b3d6", "#5594c3", "#2f74ab", "#16558b", "#0a3a66")

FAMILY = "DejaVu Sans of matplotlib"
"""The family of every text: a name that no font of the machine has (``_FACES``)."""

RC: dict[str, object] = {
    "font.family": FAMILY,
    "font.size": BODY,
    "text.parse_math": False,
    "text.usetex": False,
    "svg.hashsalt": "benang",
    "svg.fonttype": "path",
    "pdf.compression": 0,
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.6,
    "savefig.dpi": 200,
    "figure.dpi": 100,
}
"""Laid over matplotlib's own defaults; a user's matplotlibrc plays no part."""

_FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_FACES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "italic": "DejaVuSans-Oblique.ttf"}
for _style, _weight, _file in (("normal", 400, "normal"), ("normal", 700, "bold"), ("italic", 400, "italic")):
    # A machine may have a DejaVu Sans of its own, of another version, which matplotlib would take before the one that
    # it ships: other glyphs, other bytes.
    fontManager.ttflist.append(
        FontEntry(str(_FONTS / _FACES[_file]), size="scalable", name=FAMILY, style=_style, weight=_weight)
    )
_POINT = 2.54 / 72
_LEADING = 1.28

P = ParamSpec("P")
R = TypeVar("R")


def styled(function: Callable[P, R]) -> Callable[P, R]:
    """Run ``function`` under this style, whatever the user's matplotlib is set to."""

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with matplotlib.rc_context():
            settings = cast(dict[str, object], matplotlib.rcParams)
            settings.update({key: value for key, value in matplotlib.rcParamsDefault.items() if key != "backend"})
            settings.update(RC)
            return function(*args, **kwargs)

    run.__name__ = function.__name__
    run.__doc__ = function.__doc__
    return run


def canvas(height: float) -> tuple[Figure, Axes]:
    """A figure 16 cm wide and ``height`` cm high, with axes in centimetres: x to the right, y downwards."""
    figure = Figure(figsize=(WIDTH / 2.54, height / 2.54), facecolor=PAPER)
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(height, 0)
    axes.set_axis_off()
    return figure, axes


def sentence(text: str) -> Figure:
    """A figure that has nothing to draw, and says so."""
    figure, axes = canvas(1.2)
    write(axes, WIDTH / 2, 0.4, text, colour=MUTED, align="center")
    return figure


def line_height(size: float) -> float:
    """Height of one line of type, cm."""
    return size * _POINT * _LEADING


@cache
def text_width(text: str, size: float, face: str = "normal") -> float:
    """Width of one line of type, cm."""
    font = get_font(str(_FONTS / _FACES[face]))
    # Measured large, then scaled: no rounding to the pixel grid.
    font.set_size(100, 72)
    font.set_text(_one_line(text), 0.0)
    return float(font.get_width_height()[0]) / 64 / 100 * size * _POINT


def wrap(text: str, width: float, size: float, face: str = "normal") -> list[str]:
    """Break ``text`` into lines no wider than ``width`` cm: between words, or after a hyphen, slash or underscore
    inside a long word, or at any letter where nothing else helps. Nothing is cut off."""
    lines: list[str] = []
    line = ""
    for word in _one_line(text).split(" "):
        trial = f"{line} {word}" if line else word
        if text_width(trial, size, face) <= width:
            line = trial
            continue
        if line:
            lines.append(line)
        line = word
        while text_width(line, size, face) > width and len(line) > 1:
            cut = _break(line, width, size, face)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line] if line or not lines else lines


def write(
    axes: Axes,
    x: float,
    top: float,
    lines: str | Sequence[str],
    *,
    size: float = BODY,
    face: str = "normal",
    colour: str = INK,
    align: str = "left",
) -> float:
    """Set lines of type below ``top``, each starting (or ending, or centred) at ``x``; returns the bottom, cm."""
    height = line_height(size)
    for number, line in enumerate([lines] if isinstance(lines, str) else lines):
        baseline = top + number * height + (height - size * _POINT) / 2 + 0.76 * size * _POINT
        axes.text(
            x,
            baseline,
            _one_line(line),
            fontsize=size,
            fontweight="bold" if face == "bold" else "normal",
            fontstyle="italic" if face == "italic" else "normal",
            color=colour,
            ha=align,
            va="baseline",
        )
    return top + (1 if isinstance(lines, str) else len(lines)) * height


def box(
    axes: Axes,
    x: float,
    top: float,
    width: float,
    height: float,
    *,
    fill: str = PAPER,
    edge: str = INK,
    line: float = 0.9,
    dash: str = "solid",
    radius: float = 0.0,
    hatch: str | None = None,
    above: int = 2,
) -> None:
    """A box with square (``radius`` 0) or round corners."""
    look: dict[str, Any] = {
        "facecolor": fill,
        "edgecolor": edge,
        "linewidth": line,
        "linestyle": dash,
        "zorder": above,
        "hatch": hatch,
    }
    if radius:
        shape = f"round,pad=0,rounding_size={min(radius, height / 2, width / 2)}"
        axes.add_patch(FancyBboxPatch((x, top), width, height, boxstyle=shape, **look))
    else:
        axes.add_patch(Rectangle((x, top), width, height, **look))


def rule(
    axes: Axes,
    xs: Sequence[float],
    ys: Sequence[float],
    *,
    colour: str = RULE,
    line: float = 0.8,
    dash: tuple[float, Sequence[float]] | None = None,
    above: int = 1,
) -> None:
    """A straight or broken line through points; ``dash`` as matplotlib has it: offset, (on, off) in points."""
    drawn = Line2D(list(xs), list(ys), color=colour, linewidth=line, zorder=above, solid_capstyle="butt")
    if dash is not None:
        drawn.set_linestyle((dash[0], tuple(dash[1])))
    axes.add_line(drawn)


def shade(value: float, largest: float) -> tuple[str, str]:
    """Fill and type colour of a cell with ``value`` where ``largest`` is the darkest; 0 is paper."""
    if value <= 0 or largest <= 0:
        return PAPER, MUTED
    step = min(int((value / largest) * len(_RAMP) - 1e-9), len(_RAMP) - 1)
    return _RAMP[step], PAPER if step >= 4 else INK


@dataclass
class Legend:
    """Marks with words, set in rows from left to right."""

    size: float = SMALL
    items: list[tuple[float, Callable[[Axes, float, float], None] | None, str]] = field(default_factory=list)

    def add(self, width: float, mark: Callable[[Axes, float, float], None] | None, words: str) -> None:
        """A mark ``width`` cm wide, drawn by ``mark(axes, x, middle)``, with its words."""
        self.items.append((width, mark, words))

    def height(self, left: float = MARGIN) -> float:
        """Height of the whole legend, cm."""
        return len(self._rows(left)) * self._step if self.items else 0.0

    def draw(self, axes: Axes, top: float, left: float = MARGIN) -> None:
        """Draw it below ``top``."""
        for number, row in enumerate(self._rows(left)):
            y = top + number * self._step
            for x, (width, mark, _), lines in row:
                middle = y + self._step / 2
                if mark is not None:
                    mark(axes, x, middle)
                write(axes, x + width + 0.12, middle - line_height(self.size) / 2, lines, size=self.size, colour=MUTED)

    @property
    def _step(self) -> float:
        return line_height(self.size) + 0.12

    def _rows(
        self, left: float
    ) -> list[list[tuple[float, tuple[float, Callable[[Axes, float, float], None] | None, str], str]]]:
        rows: list[list[tuple[float, tuple[float, Callable[[Axes, float, float], None] | None, str], str]]] = []
        x = WIDTH
        for item in self.items:
            wide = item[0] + 0.12 + text_width(item[2], self.size)
            if x + wide > WIDTH - MARGIN or not rows:
                rows.append([])
                x = left
            rows[-1].append((x, item, item[2]))
            x += wide + 0.45
        return rows


def _one_line(text: str) -> str:
    """Text on one line; spaces that may not break stay."""
    return re.sub(r"[ \t\r\n\f\v]+", " ", text).strip(" ")


def _break(word: str, width: float, size: float, face: str) -> int:
    fits = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or text_width(word[:n], size, face) <= width)
    joints = [match.end() for match in re.finditer(r"[-/_.@]", word[:fits])]
    return joints[-1] if joints and joints[-1] >= fits // 2 else fits
