"""Give each human coding its place: which source, which code, and where in the frozen text its quotation stands.

How a coding is anchored is told in its column ``anchor``:

* ``exact``: the text there is equal to the quotation (``benang.coding.quotations`` says what equal means), at the
  coder's offsets where there were any;
* ``moved``: the same, but elsewhere than the coder's offsets said;
* ``fuzzy``: the text resembles the quotation (similarity in ``why``), or the quotation was shortened with ``...``.

Where equal text stands in several places, the one nearest to the coder's start is taken; without a start, the first in
the text that no earlier row of the same coder and code took. This is a guess, so it is reported as a warning, and
``why`` says which of how many places was taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from benang import model
from benang.coding.ids import coding_id
from benang.coding.lookup import CodeNames, SourceNames
from benang.coding.pseudonyms import Pseudonyms
from benang.coding.quotations import HINT_SIMILARITY, SIMILAR, Place, Searchable, comparable
from benang.problems import Problem

_SHOWN = 70  # characters of a quotation in a message
_SAME_SIMILARITY = 2.0  # two stretches that resemble a quotation to within this are both what may have been meant


@dataclass(frozen=True)
class _Row:
    """One raw coding row whose source and code are known."""

    file: str
    line: int
    source_id: str
    code_id: str
    coder: str
    memo: str
    quotation: str
    start: int | None
    end: int | None

    def problem(self, kind: str, **values: object) -> Problem:
        return Problem(kind, self.file, self.line, values={"quotation": _shown(self.quotation), **values})


@dataclass(frozen=True)
class _Anchored:
    """Where a row was placed, and how."""

    start: int
    end: int
    anchor: str
    note: str = ""


def anchor(
    rows: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    offset_map: pd.DataFrame,
    codes: pd.DataFrame,
    pseudonyms: Pseudonyms | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Turn raw coding rows into codings.

    Args:
        rows: as ``benang.coding.human.read_codings`` returns them; several files' rows may be put together.
            ``start`` and ``end`` are code points into the frozen text, end exclusive.
        sources: table ``sources`` with the frozen texts.
        turns: table ``turns``.
        offset_map: table ``offset_map``, for the line of the raw source.
        codes: table ``codes``.
        pseudonyms: what was replaced in the sources; replaced in quotations, memos and source names too.

    Returns:
        Table ``codings`` (method ``human``, status ``accepted``; ``quotation`` is always the text's own slice; ``why``
        holds the memo and, in brackets, what was assumed), and every row that could not be placed or was placed with
        doubt, as a problem with its file and line.
    """
    pseudonyms = pseudonyms or Pseudonyms()
    known, problems = _resolve(rows, sources, codes, pseudonyms)
    by_source: dict[str, list[_Row]] = {}
    for row in known:
        by_source.setdefault(row.source_id, []).append(row)
    locator = _Locator(turns, offset_map)
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    result: list[dict[str, object]] = []
    for source_id, of_source in sorted(by_source.items()):
        ...
    return model.from_rows("codings", result), problems
