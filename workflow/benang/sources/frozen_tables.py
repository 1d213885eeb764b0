"""A frozen source, and several as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benang.core import model
from benang.core.problems import Problem
from benang.privacy.identifiers import Identifier

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Frozen:
    """A frozen source.

    Attributes:
        source: its row of the ``sources`` table; None where there is no text, and then there are no other rows.
        turns, offset_map, memos, times, printed, cleaning: rows of those tables.
        problems: those of the reader and what was found here.
        replacements: each name and identifier that was replaced, with its source, raw line and kind; private.
        identifiers: each identifier that was replaced in an utterance, at its place in the raw text; private.
    """

    source: dict[str, object] | None
    turns: list[dict[str, object]]
    offset_map: list[dict[str, object]]
    memos: list[dict[str, object]]
    problems: list[Problem]
    times: list[dict[str, object]] = field(default_factory=list)
    printed: list[dict[str, object]] = field(default_factory=list)
    cleaning: list[dict[str, object]] = field(default_factory=list)
    replacements: list[tuple[str, int, str, str, str]] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)


FROZEN_TABLES = ("sources", "turns", "offset_map", "memos", "times", "printed", "cleaning")
"""The tables of the model that frozen sources are kept in."""


@dataclass(frozen=True)
class FrozenTables:
    """The tables of several frozen sources, in the form of ``model.TABLES``, their problems, and what was replaced."""

    sources: pd.DataFrame
    turns: pd.DataFrame
    offset_map: pd.DataFrame
    memos: pd.DataFrame
    times: pd.DataFrame
    printed: pd.DataFrame
    cleaning: pd.DataFrame
    problems: list[Problem]
    replacements: list[tuple[str, int, str, str, str]]


def tables_of(frozen: Sequence[Frozen]) -> FrozenTables:
    """Frozen sources as model tables."""
    return FrozenTables(
        sources=model.from_rows("sources", [one.source for one in frozen if one.source is not None]),
        turns=model.from_rows("turns", [row for one in frozen for row in one.turns]),
        offset_map=model.from_rows("offset_map", [row for one in frozen for row in one.offset_map]),
        memos=model.from_rows("memos", [row for one in frozen for row in one.memos]),
        times=model.from_rows("times", [row for one in frozen for row in one.times]),
        printed=model.from_rows("printed", [row for one in frozen for row in one.printed]),
        cleaning=model.from_rows("cleaning", [row for one in frozen for row in one.cleaning]),
        problems=[problem for one in frozen for problem in one.problems],
        replacements=[row for one in frozen for row in one.replacements],
    )
