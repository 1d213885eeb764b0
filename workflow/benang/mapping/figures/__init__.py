"""The figures, one module each, and the one place where they are registered.

A figure is a module in this folder with the four functions of ``FigureModule``, its words in ``texts/figures.yaml``,
and a line in ``FIGURES``. The workflow's targets, the report and the drawing all go by that line; no drawing library
is loaded to read it.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from benang.core.wording import Words

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class Registered(NamedTuple):
    """A figure as it is registered.

    Attributes:
        module: its module, named in full, so that an edit of it counts for the step that draws it
            (``benang.study.digest``).
        part: the part of the report in which it stands (a key of ``benang.conclusions.report.book.CHAPTERS``).
    """

    module: str
    part: str = "maps"


FIGURES = {
    "research_design": Registered("benang.mapping.figures.research_design", part="design"),
    "project_map": Registered("benang.mapping.figures.project_map"),
    "heat_map": Registered("benang.mapping.figures.heat_map"),
    "code_references": Registered("benang.mapping.figures.code_references"),
}
"""Every figure by name, in the order of the report."""


class FigureModule(Protocol):
    """What a figure module offers.

    ``tables`` holds the study's tables by name: those of ``benang.core.model`` and ``case_category``, ``novelty``,
    ``claims`` and ``study`` (see ``figure_words.study_table``). A study without literature or claims leaves those out.
    """

    def data(self, tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
        """What is drawn; it becomes the figure's CSV."""

    def draw(self, data: pd.DataFrame, texts: Words) -> Figure:
        """The figure; ``texts`` come from ``figure_words.texts``."""

    def alt(self, data: pd.DataFrame, language: str) -> str:
        """A description in words, for readers who cannot see it."""

    def caption(self, data: pd.DataFrame, language: str) -> str:
        """The line under the figure."""


def figure_module(name: str) -> FigureModule:
    """The module of the figure ``name``.

    Raises:
        KeyError: there is no such figure.
    """
    if name not in FIGURES:
        raise KeyError(f"no figure {name!r}; there are {', '.join(FIGURES)}")
    return cast(FigureModule, import_module(FIGURES[name].module))
