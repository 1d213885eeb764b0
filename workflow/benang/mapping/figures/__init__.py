"""The figures, one module each, and the one place where they are registered.

A figure is a module in this folder with what ``FigureModule`` asks for, its words in ``texts/figures.<name>.yaml``, and
a line in ``FIGURES``. The workflow's targets, the report and the drawing all go by that line; no drawing library is
loaded to read it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from benang.core.wording import Words

if TYPE_CHECKING:
    import pandas as pd

    from benang.mapping.figures.drawing.canvas import Canvas


class Registered(NamedTuple):
    """A figure as it is registered.

    Attributes:
        tables: what it is drawn from, by name; ``rule figure`` reads these and nothing else. Tables of the study
            (``benang.core.model``), matrices (``benang.mapping.registered``), and ``study``
            (``figure_words.study_table``).
        part: the chapter of the report that ends with it (a key of ``benang.conclusions.report.book.CHAPTERS``). It is
            shown where the study has that chapter: ``maps`` once somebody coded, ``sources`` always.
        on_request: whether it is drawn only where the configuration asks for it (``figures.also``).
        by_case: whether each case has a part of its own in it; beyond ``MOST_CASES`` it is left out, with a sentence
            that calls it by the ``name`` among its words.
    """

    tables: tuple[str, ...]
    part: str = "maps"
    on_request: bool = False
    by_case: bool = False


MOST_CASES = 200
"""Of a figure in which each case has a part of its own: more would be a hundred pages that nobody looks at."""

_CELLS = ("codes", "cases", "case_category", "kind_category", "sources")

FIGURES = {
    "research_design": Registered(
        (
            "study",
            "works",
            "literature_matrix",
            "codings",
            "codes",
            "cases",
            "sources",
            "turns",
            "case_category",
            "novelty",
        ),
        part="design",
    ),
    "state_map": Registered((*_CELLS, "sides"), by_case=True),
    "project_map": Registered((*_CELLS, "study", "novelty")),
    "framework_matrix": Registered(
        ("study", "codes", "cases", "case_category", "case_theme", "framework_theme", "sides"),
        by_case=True,
    ),
    "document_portrait": Registered(("codes", "cases", "sources", "passages"), by_case=True),
    "triangulation_map": Registered(
        ("codes", "sources", "works", "literature_matrix", "kind_category", "novelty", "triangulation", "passages"),
    ),
    "claims_profile": Registered(
        ("claims", "claim_states", "cases", "sides"),
        part="claims",
        by_case=True,
    ),
    "crosstab_dots": Registered(("codes", "cases", "crosstab"), on_request=True),
    "comparison": Registered(("codes", "cases", "case_category"), on_request=True),
    "upset": Registered(("codes", "cases", "case_category"), on_request=True),
    "flow": Registered(("codes", "cases", "case_category"), on_request=True),
    "hierarchy": Registered(("codes", "cases", "case_category"), on_request=True),
    "data_structure": Registered(("codes",), on_request=True),
    "cooccurrence_matrix": Registered(("codes", "cooccurrence"), on_request=True),
    "cooccurrence_network": Registered(("codes", "cooccurrence"), on_request=True),
    "joint_display": Registered(
        ("study", "codes", "cases", "case_category", "framework_category", "passages"),
        on_request=True,
    ),
    "word_bars": Registered(("cases", "word_groups", "crosstab"), on_request=True),
    "literature_map": Registered(
        ("codes", "works", "literature_matrix"),
        part="novelty",
        on_request=True,
    ),
    "agreement_intervals": Registered(("codes", "agreement"), part="agreement", on_request=True),
    "reproduction_map": Registered(
        ("codes", "cases", "case_category", "evidence", "assignments"),
        part="reproduction",
        on_request=True,
    ),
    "concept_map": Registered(("codes", "relations", "passages", "sources"), on_request=True),
    "emergence": Registered(("sources", "emergence", "saturation"), on_request=True),
    "codebook_timeline": Registered(("codes", "codebook_history"), on_request=True),
    "word_cloud": Registered(("word_groups",), on_request=True),
    "code_references": Registered(
        ("study", "codes", "code_totals", "case_category", "cases", "sources"),
        on_request=True,
    ),
}
"""Every figure by name, in the order of the report."""


LONG_TEXTS = {"sources": ("text",), "codings": ("quotation", "why")}
"""Columns of tables that no figure reads: what people said makes most of a study, and would be most of the work."""


class FigureModule(Protocol):
    """What a figure module offers.

    ``tables`` holds the tables it is registered with, without ``LONG_TEXTS`` (a table may have no rows).

    A module may offer ``caption_at_width(data, texts, width)``, too: what the caption goes on to say of pages ``width``
    cm wide, such as which numbers have no room there; empty where it has nothing to say.
    """

    TEXTS: str
    """The file of its words in ``texts/``."""

    COLUMNS: Sequence[str]
    """The columns of ``data``, the same in every study."""

    def data(self, tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
        """What is drawn; it becomes the figure's CSV. Without rows there is nothing to draw."""

    def draw(self, data: pd.DataFrame, texts: Words, width: float) -> Sequence[Canvas]:
        """The pages of the figure, ``width`` cm wide; ``texts`` come from ``figure_words.texts``. It is given rows."""

    def alt(self, data: pd.DataFrame, texts: Words) -> str:
        """A description in words, with the base (of how many informants), for readers who cannot see it."""

    def caption(self, data: pd.DataFrame, texts: Words) -> str:
        """The line under the figure, with the base; of a figure without rows the sentence why it is left out."""


def figure_module(name: str) -> FigureModule:
    """The module of the figure ``name``.

    Raises:
        KeyError: there is no such figure.
    """
    if name not in FIGURES:
        raise KeyError(f"no figure {name!r}; there are {', '.join(FIGURES)}")
    return cast(FigureModule, import_module(module_name(name)))


def module_name(name: str) -> str:
    """The name of a figure's module.

    It is put together here, so that an edit of a figure counts for the step that draws it and for no other
    (``benang.study.digest``).
    """
    return f"{__name__}.{name}"


def drawn_figures(also: Collection[str] = ()) -> list[str]:
    """The figures of a study, in the order of the report: those of every study, and those it asks for."""
    return [name for name, figure in FIGURES.items() if not figure.on_request or name in also]
