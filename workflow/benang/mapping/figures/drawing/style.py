"""How every figure looks, in one place: type sizes, colours, and what keeps a file the same from run to run.

Figures are drawn on canvases measured in centimetres from the upper left corner, as wide as one or two columns of a
journal. Nothing is scaled afterwards, so a type size given here is the size in print.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import matplotlib

from benang.mapping.figures.drawing.figure_fonts import FAMILY, register_fonts

WIDTH = 16.0
"""The text of a page, centimetres; a study's figures are as wide as its journal's text (``Plan.figures_width``)."""
TALLEST = 21.2
"""Height of a page, centimetres: what a page of the documents has room for beside a caption of some lines."""
MARGIN = 0.15

BODY, STRONG = 8.0, 9.0
"""Type sizes, points; nothing is smaller than ``BODY``."""

INK, MUTED, ZERO, RULE, FAINT, PAPER = "#1f2430", "#5f6570", "#767c88", "#b9bec7", "#eef0f3", "#ffffff"
SLATE = "#34435e"
# Okabe and Ito (2008): told apart with any colour vision.
_BLUE, _VERMILION, _ORANGE, _GREEN, _SKY = "#0072b2", "#d55e00", "#e69f00", "#009e73", "#56b4e9"
_PURPLE, _YELLOW = "#cc79a7", "#f0e442"

# Colours have names by what they mean, and mean it in every figure.
PRESENT, PRESENT_PALE = _BLUE, _SKY
"""What is there and is counted; where sides are judged, what is on its unit's own side."""
AGAINST, AGAINST_LINE, AGAINST_TINT = _VERMILION, "#a84300", "#fbe8dc"
"""What stands against something, and nothing else: as a mark, as lines and type (6 to 1 on paper), as ground."""
DISPUTED = _YELLOW
"""Where coders differ about a side, and nothing else; with an edge of ink."""
OBSERVED, OBSERVED_LINE = _GREEN, "#00704f"
"""What was observed: as a mark, and as lines and type."""
LITERATURE, OTHER_KIND = _PURPLE, _SKY
"""Works, and sources of a kind of the study's own."""
DEDUCTIVE, DEDUCTIVE_TINT = SLATE, FAINT
INDUCTIVE, INDUCTIVE_TINT = "#8f6400", "#faf3e2"
"""Where a category comes from."""
SIDE_COLOURS = (AGAINST, AGAINST_LINE, AGAINST_TINT, DISPUTED)
"""Those that say on which side something stands; no figure has them for anything else."""
CATEGORICAL = (_BLUE, _ORANGE, _GREEN, _PURPLE, _SKY, "#882255", "#b8a800", "#332288")
"""Colours of things without an order, such as themes; none of ``SIDE_COLOURS``, and none that is grey or black as keys
and type are: beside Okabe's and Ito's stand wine, olive and indigo, told apart with any colour vision, too (Tol 2021).
What has one of them has a number, a place or a shape of its own, too."""

RC: dict[str, object] = {
    "font.family": FAMILY,
    "font.size": BODY,
    "text.parse_math": False,
    "text.usetex": False,
    "text.hinting": "none",  # type is as wide as it was measured, at any resolution
    "svg.hashsalt": "benang",
    "svg.fonttype": "none",
    "pdf.compression": 6,
    "pdf.fonttype": 42,
    "hatch.linewidth": 0.6,
    "savefig.dpi": 300,
    "figure.dpi": 100,
}
"""Laid over matplotlib's own defaults; a user's matplotlibrc plays no part."""

P = ParamSpec("P")
R = TypeVar("R")


def styled(function: Callable[P, R]) -> Callable[P, R]:
    """Run ``function`` under this style, whatever the user's matplotlib is set to."""

    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        register_fonts()
        with matplotlib.rc_context():
            settings = cast(dict[str, object], matplotlib.rcParams)
            settings.update({key: value for key, value in matplotlib.rcParamsDefault.items() if key != "backend"})
            settings.update(RC)
            return function(*args, **kwargs)

    run.__name__ = function.__name__
    run.__doc__ = function.__doc__
    return run


def paler(colour: str) -> str:
    """A colour (``#rrggbb``) mixed with twice as much paper."""
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{round((part + 2 * 255) / 3):02x}" for part in parts)


def shade(value: float, largest: float) -> tuple[str, str]:
    """Fill and type colour of a cell with ``value`` where ``largest`` is the darkest, in cividis; 0 is paper.

    Cividis (Nuñez, Anderton and Renslow 2018) is even in lightness, so that its order survives grey print and any
    colour vision.
    """
    if value <= 0 or largest <= 0:
        return PAPER, MUTED
    place = 0.95 - 0.85 * min(value / largest, 1.0)
    red, green, blue, _ = matplotlib.colormaps["cividis"](place)
    fill = f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
    return fill, INK if place > 0.5 else PAPER
