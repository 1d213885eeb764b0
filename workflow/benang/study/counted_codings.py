"""What a run would count of the codings that a check has read: the consensus, and the passages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from benang.coding.passages import Counting, passages
from benang.coding.people.sources_read import SourcesRead
from benang.coding.together.consensus import consensus
from benang.core.counting import CONSENSUS
from benang.sources.frozen_tables import FrozenTables


@dataclass(frozen=True)
class CountedCodings:
    """Codings and what comes of them, worked out once, when it is asked for.

    Attributes:
        tables: the study's sources, frozen.
        codings: table ``codings`` of people, with the suggestions that they took.
        codes, cases: the tables of those names.
        counting: whose codings count, and how.
        disagreements: the differences between coders, with what was decided.
        read: what coders read besides the sources in which they have codings.
    """

    tables: FrozenTables
    codings: pd.DataFrame
    codes: pd.DataFrame
    cases: pd.DataFrame
    counting: Counting
    disagreements: pd.DataFrame
    read: SourcesRead | None = None

    @cached_property
    def agreed(self) -> pd.DataFrame:
        """The consensus's codings."""
        about = (self.tables.sources, self.tables.turns, self.tables.offset_map)
        return consensus(self.codings, self.disagreements, *about, CONSENSUS, self.codes, self.read)[0]

    @cached_property
    def every(self) -> pd.DataFrame:
        """The codings with those of the consensus, counted or not."""
        return pd.concat([self.codings, self.agreed], ignore_index=True)

    @property
    def coded(self) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
        """The codings that are counted from, with the turns and sources that they are in."""
        used = self.every if self.counting.count == CONSENSUS else self.codings
        return used, self.tables.turns, self.tables.sources

    @cached_property
    def passages(self) -> pd.DataFrame:
        """Table ``passages``."""
        return passages(*self.coded, self.codes, self.counting, disagreements=self.disagreements, read=self.read)
