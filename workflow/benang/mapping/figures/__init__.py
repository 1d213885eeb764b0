"""The figures, one module each; every module offers the same four functions.

``data(tables, language)`` gives what is drawn (it becomes the figure's CSV), ``draw(data, texts)`` the figure,
``alt(data, language)`` a description for readers who cannot see it, ``caption(data, language)`` the line under it.
``tables`` holds the study's tables by name: those of ``benang.core.model`` and ``case_category``, ``novelty``,
``claims`` and ``study`` (see ``wording.study_table``). A study without literature or claims leaves those out.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Protocol, cast

import pandas as pd
from matplotlib.figure import Figure

_MODULES = {
    "research_design": "benang.mapping.figures.research_design",
    "project_map": "benang.mapping.figures.project_map",
    "heat_map": "benang.mapping.figures.heat_map",
    "code_references": "benang.mapping.figures.code_references",
}
# Written in full, so that an edit of one counts for the step that draws it (``benang.study.digest``).

NAMES = tuple(_MODULES)
"""Every figure, in the order of the report."""


class FigureModule(Protocol):
    """What a figure module offers."""

    def data(self, tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
        """What is drawn."""

    def draw(self, data: pd.DataFrame, texts: Mapping[str, str]) -> Figure:
        """The figure; ``texts`` come from ``wording.texts``."""

    def alt(self, data: pd.DataFrame, language: str) -> str:
        """A description in words."""

    def caption(self, data: pd.DataFrame, language: str) -> str:
        """The line under the figure."""


def figure_module(name: str) -> FigureModule:
    """The module of the figure ``name``.

    Raises:
        KeyError: there is no such figure.
    """
    if name not in NAMES:
        raise KeyError(f"no figure {name!r}; there are {', '.join(NAMES)}")
    return cast(FigureModule, import_module(_MODULES[name]))
