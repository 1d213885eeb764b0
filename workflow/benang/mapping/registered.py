"""The matrices, and the one place where they are registered.

A matrix is a function whose parameters are named as the tables it counts, and a line in ``MATRICES``. By that line a
run counts it, writes it as CSV and Parquet (``mapping/<name>``), and puts it into the study's workbook; nothing slow
is loaded to read the line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from inspect import signature
from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    import pandas as pd


class Matrix(NamedTuple):
    """A matrix as it is registered.

    Attributes:
        module: the module of its function, named in full, so that an edit of it counts for the step that counts it
            (``benang.study.digest``).
        function: the function; parameters named ``passages``, ``left_out``, ``codings``, ``codes``, ``cases``,
            ``sources``, ``turns``, ``disagreements``, ``literature_matrix``, ``guide``, ``asked_turns``, ``asked``,
            ``read``, ``counting``, ``utterances``, ``texts``, ``tallies``, ``summaries``, ``contradictions``,
            ``relations`` or ``codebook_history`` are given, and any matrix that stands before it.
        arguments: what else it is called with.
        in_workbook: whether it is a sheet of the study's workbook.
    """

    module: str
    function: str
    arguments: Mapping[str, Any] = {}
    in_workbook: bool = False


_COUNTED = "benang.mapping.matrices"

MATRICES = {
    "case_theme": Matrix(_COUNTED, "case_matrix", {"level": "theme"}, in_workbook=True),
    "case_category": Matrix(_COUNTED, "case_matrix", {"level": "category"}, in_workbook=True),
    "case_code": Matrix(_COUNTED, "case_matrix", {"level": "code"}, in_workbook=True),
    "kind_category": Matrix(_COUNTED, "kind_matrix"),
    "sides": Matrix("benang.coding.passages.counted", "sides_given"),
    "code_totals": Matrix(_COUNTED, "code_totals"),
    "cooccurrence": Matrix("benang.mapping.cooccurrence", "cooccurrence", in_workbook=True),
    "cooccurrence_matrix": Matrix("benang.mapping.cooccurrence", "cooccurrence_matrix", in_workbook=True),
    "cooccurrence_near": Matrix("benang.mapping.near", "cooccurrence_near", in_workbook=True),
    "coverage": Matrix("benang.mapping.coverage", "coverage", in_workbook=True),
    "spread": Matrix("benang.mapping.spread", "spread", in_workbook=True),
    "crosstab": Matrix("benang.mapping.crosstab", "crosstab", in_workbook=True),
    "triangulation": Matrix("benang.mapping.triangulation", "triangulation", in_workbook=True),
    "framework_theme": Matrix("benang.mapping.framework", "framework", {"level": "theme"}, in_workbook=True),
    "framework_category": Matrix("benang.mapping.framework", "framework", {"level": "category"}, in_workbook=True),
    "question_case": Matrix("benang.mapping.question_cases", "question_case", in_workbook=True),
    "quoted": Matrix("benang.mapping.quoted", "quoted", in_workbook=True),
    "word_groups": Matrix("benang.mapping.word_frequency", "word_groups", in_workbook=True),
    "keywords": Matrix("benang.mapping.word_frequency", "keywords", in_workbook=True),
    "relations": Matrix("benang.mapping.relations", "relation_table", in_workbook=True),
    "emergence": Matrix("benang.mapping.code_emergence", "emergence", in_workbook=True),
    "saturation": Matrix("benang.mapping.saturation", "saturation", in_workbook=True),
}
"""Every matrix by name; one may use those above it."""


def make_matrices(tables: Mapping[str, Any]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Count every matrix, in order; each with its name.

    Args:
        tables: the tables of a study by name, ``counting`` (``benang.coding.passages.Counting``), ``read`` (sources by
            coder, ``coding.people.sources_read``), ``asked`` (what was asked, ``coding.passages.questions``), and what
            researchers wrote (``summaries``, ``contradictions``, ``relations``).
    """
    known = dict(tables)
    needs = {name: frozenset(signature(_function(matrix)).parameters) for name, matrix in MATRICES.items()}
    names = list(MATRICES)
    for place, name in enumerate(names, start=1):
        known[name] = make_matrix(name, known)
        yield name, known[name]
        # Nothing holds a large matrix when none of those to come uses it.
        wanted = frozenset[str]().union(*(needs[one] for one in names[place:]))
        for done in names[:place]:
            if done not in wanted:
                known.pop(done, None)


def make_matrix(name: str, tables: Mapping[str, Any]) -> pd.DataFrame:
    """Count one matrix.

    Args:
        name: of ``MATRICES``.
        tables: as for ``make_matrices``, with the matrices that it uses.

    Raises:
        KeyError: there is no such matrix.
    """
    matrix = MATRICES[name]
    function = _function(matrix)
    given = {table: tables[table] for table in signature(function).parameters if table in tables}
    return cast("pd.DataFrame", function(**(given | dict(matrix.arguments))))


def _function(matrix: Matrix) -> Callable[..., Any]:
    function: Callable[..., Any] = getattr(import_module(matrix.module), matrix.function)
    return function
