"""The matrices, and the one place where they are registered.

A matrix is a function whose parameters are named as the tables it counts, and a line in ``MATRICES``. By that line a
run counts it, writes it as CSV and Parquet (``mapping/<name>``), and puts it into the study's workbook; nothing slow
is loaded to read the line.
"""

from __future__ import annotations

from collections.abc import Mapping
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
            ``sources``, ``turns``, ``disagreements``, ``asked``, ``read`` or ``counting`` are given.
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
    "code_totals": Matrix(_COUNTED, "code_totals"),
    "cooccurrence": Matrix("benang.mapping.cooccurrence", "cooccurrence"),
}
"""Every matrix by name."""


def make_matrix(name: str, tables: Mapping[str, Any]) -> pd.DataFrame:
    """Count one matrix.

    Args:
        name: of ``MATRICES``.
        tables: the tables of a study by name, ``counting`` (``benang.coding.passages.Counting``), ``read`` (sources by
            coder, ``coding.people.sources_read``) and ``asked`` (what was asked, ``coding.passages.questions``).

    Raises:
        KeyError: there is no such matrix.
    """
    matrix = MATRICES[name]
    function = getattr(import_module(matrix.module), matrix.function)
    given = {table: tables[table] for table in signature(function).parameters if table in tables}
    return cast("pd.DataFrame", function(**(given | dict(matrix.arguments))))
