"""The passages of a study with their words, which are looked up when somebody asks for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from benang.coding.passages.counted import BY_PEOPLE
from benang.core.counting import CONSENSUS
from benang.core.source_texts import SourceTexts
from benang.core.table_rows import TableRows
from benang.mapping.examples import Passage, Text
from benang.mapping.turn_rows import TurnRows

_AT_HAND = ("case_id", "side", "use", "voice")
"""What passages are counted by."""

_UNKNOWN = -1
"""Of people who coded a passage, before anybody has asked."""


@dataclass(frozen=True, slots=True)
class TurnText:
    """What is said in a turn, by its places in the whole text, which is asked for when somebody reads it: passages are
    many, and of most no word is shown.

    >>> TurnText({"A": "Dan: Apa?\\nAni: Saya percaya."}, "A", 15, 28)[20:27]
    'percaya'
    """

    texts: Mapping[str, str]
    source_id: str
    start: int
    end: int

    def __getitem__(self, part: slice, /) -> str:
        """What of the turn stands between two places of the whole text."""
        return self.texts[self.source_id][max(part.start, self.start) : max(min(part.stop, self.end), self.start)]


class FoundPassage(Passage):
    """A passage whose codings, turn and words are looked up when somebody asks for them.

    What passages are counted by is asked many times, and is at hand.

    Args:
        row: the row.
        quotable: where they are found.
        case_id, side, use, voice: cells of the row.
    """

    __slots__ = ("_people", "_quotable", "case_id", "side", "use", "voice")
    _quotable: Quotable
    _people: int
    case_id: str
    side: str
    use: str
    voice: str

    def __init__(
        self, row: Mapping[str, Any], quotable: Quotable, case_id: str, side: str, use: str, voice: str
    ) -> None:
        give = object.__setattr__
        give(self, "row", row)
        give(self, "_quotable", quotable)
        give(self, "_people", _UNKNOWN)
        give(self, "case_id", case_id)
        give(self, "side", side)
        give(self, "use", use)
        give(self, "voice", voice)

    @property
    def codings(self) -> tuple[Mapping[str, Any], ...]:
        """Its codings, in order of place."""
        return self._quotable.codings_of(self.row)

    @property
    def turn(self) -> Mapping[str, Any]:
        """The turn that it stands in."""
        return self._quotable.turns[self.row["source_id"], self.row["turn"]]

    @property
    def text(self) -> Text:
        """The words of the turn."""
        return self._quotable.text_of(self.turn)

    @property
    def people(self) -> int:
        """How many people coded it."""
        if self._people == _UNKNOWN:
            object.__setattr__(self, "_people", self._quotable.n_people(self.row))
        return self._people

    def of(self, coding: Mapping[str, Any]) -> Passage:
        """The passage as one of its codings has it."""
        return Passage(self.row, (coding,), self.turn, self.text, self.people)


def _shared(column: pd.Series[Any]) -> list[str]:
    """The cells of a column of texts, each different text once in memory."""
    numbers, different = pd.factorize(column)
    texts = list(map(str, different))
    return [texts[number] for number in numbers.tolist()]


class Quotable:
    """The passages of a study with their words.

    Args:
        codings: table ``codings``, all of it.
        counted: the codings of it that count (``coding.passages.counted``).
        turns, sources: the tables of those names.
        texts: the frozen texts, where ``sources`` is without them.

    Attributes:
        turns: the turns by source and number.
        counted: the counted codings, in order of source and place.
    """

    def __init__(
        self,
        codings: pd.DataFrame,
        counted: pd.DataFrame,
        turns: pd.DataFrame,
        sources: pd.DataFrame,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self._codings = codings
        self.counted = counted.sort_values(["source_id", "start", "end", "coding_id"], kind="stable")
        self._texts = SourceTexts(sources) if texts is None else texts
        self.turns = TurnRows(turns)

    @cached_property
    def rows(self) -> TableRows:
        """The rows of ``counted``."""
        return TableRows(self.counted)

    @cached_property
    def by_id(self) -> dict[str, Mapping[str, Any]]:
        """The counted codings by id, in order of source and place."""
        return dict(zip(self.counted["coding_id"].tolist(), self.rows, strict=True))

    def passage(self, row: Mapping[str, Any]) -> Passage:
        """A row of ``passages`` (or of ``claim_evidence``) with its codings, its turn and its source's text.

        Passages are many, and most are only counted: what they are made of is looked up when somebody asks for it.
        """
        return FoundPassage(row, self, *(str(row[name]) for name in _AT_HAND))

    def passages(self, rows: TableRows, table: pd.DataFrame, places: Sequence[int]) -> list[Passage]:
        """Several rows of ``passages`` as ``passage`` gives each.

        Args:
            rows: the rows of the table.
            table: the table itself.
            places: which of them, in the order wanted.
        """
        cells = (_shared(table[name].take(places)) for name in _AT_HAND)
        return [FoundPassage(rows[place], self, *own) for place, *own in zip(places, *cells, strict=True)]

    def held(self, row: Mapping[str, Any]) -> Passage:
        """The same with all that it is made of, for who reads the words of each passage and keeps none."""
        turn = self.turns[row["source_id"], row["turn"]]
        return Passage(row, self.codings_of(row), turn, self.text_of(turn), self.n_people(row))

    def codings_of(self, row: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        """The counted codings of a passage, in order of place."""
        codings = [self.by_id[one] for one in row["coding_ids"] if one in self.by_id]
        codings.sort(key=lambda coding: (coding["start"], coding["end"], coding["coding_id"]))
        return tuple(codings)

    def text_of(self, turn: Mapping[str, Any]) -> Text:
        """The words of a row of ``turns``, by their places in its source."""
        return TurnText(self._texts, turn["source_id"], turn["start"], turn["end"])

    def said(self, turn: Mapping[str, Any]) -> str:
        """What is said in a row of ``turns``."""
        return self._texts[turn["source_id"]][turn["start"] : turn["end"]]

    def coded_beneath(self, span: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The people's codings of a code that share a letter with a span of the consensus, in order of place."""
        mine = self._people_coded.get((span["source_id"], span["code_id"]), [])
        return [one for one in mine if one["start"] < span["end"] and span["start"] < one["end"]]

    def n_people(self, row: Mapping[str, Any]) -> int:
        """How many people coded a passage; behind the consensus stand those who gave its words the code."""
        people = {str(coder) for coder in row["coders"]} - {CONSENSUS}
        if not self._has_consensus:
            return len(people)
        agreed = (one for one in self.codings_of(row) if one["method"] == CONSENSUS)
        return len(people | {str(each["coder"]) for one in agreed for each in self.coded_beneath(one)})

    @cached_property
    def _has_consensus(self) -> bool:
        return bool((self.counted["method"] == CONSENSUS).any())

    @cached_property
    def _people_coded(self) -> dict[tuple[str, str], list[Mapping[str, Any]]]:
        found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        mine = self._codings
        people = mine[mine["method"].isin(BY_PEOPLE) & (mine["status"] == "accepted")]
        for row in TableRows(people.sort_values(["start", "end", "coder", "coding_id"], kind="stable")):
            found.setdefault((row["source_id"], row["code_id"]), []).append(row)
        return found
