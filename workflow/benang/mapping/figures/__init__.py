"""The figures, one module each, and the one place where they are registered.

A figure is a module in this folder with the four functions of ``FigureModule``, its words in ``texts/figures.yaml``,
and a line in ``FIGURES``. The workflow's targets, the report and the drawing all go by that line; no drawing library
is loaded to read it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        part: the chapter of the report that ends with it (a key of ``benang.conclusions.report.book.CHAPTERS``). It is
            shown where the study has that chapter: ``maps`` once somebody coded, ``sources`` always.
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

    ``tables`` holds what ``rule figure`` reads and its script hands over, by name: ``works``, ``codings``,
    ``passages``, ``left_out``, ``codes``, ``cases``, ``sources``, ``turns``, ``case_category`` and ``novelty``
    (columns in ``benang.core.model``; a table may have no rows) and ``study`` (``figure_words.study_table``).
    """

    COLUMNS: Sequence[str]
    """The columns of ``data``, the same in every study."""

    def data(self, tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
        """What is drawn; it becomes the figure's CSV."""

    def draw(self, data: pd.DataFrame, texts: Words) -> Figure:
        """The figure; ``texts`` come from ``figure_words.texts``."""

    def alt(self, data: pd.DataFrame, language: str) -> str:
        """A description in words, with the base (of how many informants), for readers who cannot see it."""

    def caption(self, data: pd.DataFrame, language: str) -> str:
        """The line under the figure, with the base."""


def figure_module(name: str) -> FigureModule:
    """The module of the figure ``name``.

    Raises:
        KeyError: there is no such figure.
    """
    if name not in FIGURES:
        raise KeyError(f"no figure {name!r}; there are {', '.join(FIGURES)}")
    return cast(FigureModule, import_module(FIGURES[name].module))
