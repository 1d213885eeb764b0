"""Gather people's codings into passages: stretches of what one person said within a turn, each counted once.

A coding is a coder's act, and two coders who mark the same words have not heard two things. The passage is therefore
the unit of every count. ``docs/counting.md`` defines it, with examples, and says what other programs count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

import pandas as pd
import pyarrow as pa

from benang.coding.codebook.code_tree import counting_unit
from benang.coding.coding_ids import shortened
from benang.coding.passages.asked_questions import AskedTurns
from benang.coding.passages.counted import Counting, counted, decided_codings, decided_sides, readers
from benang.coding.passages.pieces import Piece, Utterance, Utterances
from benang.coding.passages.unit_sides import Sides
from benang.coding.sides import DISPUTED, NONE, shared, strictest, together
from benang.core import model
from benang.core.counting import AGREED, ANY
from benang.text.overlaps import gathered_spans
from benang.text.text_key import Span

SideOf = Callable[[str, str], str]
"""The side of a coding towards its unit: from its code, and from the side that its coder gave it (empty for none)."""

LEVELS = ("code", "category", "theme")


def passages(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    codes: pd.DataFrame,
    counting: Counting | None = None,
    *,
    disagreements: pd.DataFrame | None = None,
    read: Mapping[str, Collection[str]] | None = None,
    asked: AskedTurns | None = None,
    levels: Sequence[str] = LEVELS,
) -> pd.DataFrame:
    """The passages of a study at each level of its codebook.

    Codings are cut at the borders of turns. Within one turn and one unit (a code, a category or a theme) the piece that
    ends first (of several the one that starts last, then the one with the first id) is a core; it and all pieces that
    share a word with it are a passage. The same is done with the pieces that meet no core, until none is left. A piece
    that bridges two cores belongs to both passages. So the number of passages is the largest number of pieces of which
    no two share a word, and a further coder never lowers it.

    Args:
        codings, turns, sources, codes: the tables of those names.
        counting: whose codings count, and how; by default every person's, any of them.
        disagreements: the differences between coders with what was decided about them.
        read: sources by coder, for those who read a source and coded nothing there.
        asked: which turns asked which question of the guide; None where nobody confirmed it.
        levels: the levels wanted.

    Returns:
        Table ``passages``: ``side`` is that of all its coders (``sides``), ``undecided`` whether it rests on a
        difference nobody decided (a reader of the source did not code it at this level), ``words`` the words of its
        pieces, each once, ``new_words`` those of them that no passage of the unit before it in the turn holds: a piece
        that bridges two passages gives its words to both, and a sum over passages counts them once.
    """
    gathering = Gathering(codings, turns, sources, counting, disagreements=disagreements, read=read, asked=asked)
    return gathering.table(codes, levels)


class Gathering:
    """The codings that count, cut at turns, ready to be gathered by any grouping of codes.

    Args: as for ``passages``; ``utterances`` are those of ``turns`` and ``sources``, where they are at hand.

    Attributes:
        coded: each turn that somebody coded, with its pieces, in order of source and turn.
    """

    def __init__(
        self,
        codings: pd.DataFrame,
        turns: pd.DataFrame,
        sources: pd.DataFrame,
        counting: Counting | None = None,
        *,
        disagreements: pd.DataFrame | None = None,
        read: Mapping[str, Collection[str]] | None = None,
        asked: AskedTurns | None = None,
        utterances: Utterances | None = None,
    ) -> None:
        self._counting = counting or Counting()
        usable = counted(codings, self._counting, disagreements)
        self._readers = readers(codings, self._counting, read)
        self._kept, _ = decided_codings(disagreements)
        # One coder's own view is that coder's codings as they are, and the consensus has its sides already.
        self._decided = decided_sides(disagreements) if self._counting.several else {}
        self._asked = asked
        self.coded = list((utterances or Utterances(turns, sources)).pieces(usable))

    @property
    def several(self) -> bool:
        """Whether several coders are counted together, so that one of them can be taken away."""
        return self._counting.several

    def readers_of(self, source_id: str) -> frozenset[str]:
        """Who read a source, of those whose leaving something out says something."""
        return self._readers.get(source_id, frozenset())

    def table(self, codes: pd.DataFrame, levels: Sequence[str] = LEVELS) -> pd.DataFrame:
        """Table ``passages`` at levels of the codebook.

        Args:
            codes: the table of that name.
            levels: the levels wanted.
        """
        return table_of_parts([self.part(codes, levels)])

    def part(self, codes: pd.DataFrame, levels: Sequence[str] = LEVELS) -> pa.Table:
        """The passages of a part of the study, for ``table_of_parts``; arguments as for ``table``."""
        return part_of_table(
            row for level in levels for row in self.rows(level, counting_unit(codes, level), Sides(codes, level).of)
        )

    def rows(self, level: str, unit_of: Mapping[str, str], side_of: SideOf) -> Iterator[dict[str, object]]:
        """Rows of the table ``passages``, their ids not yet shortened (see ``as_table``).

        Args:
            level: what the rows say they are of.
            unit_of: the unit of each code; a code without one is left out.
            side_of: the side of a coding towards its unit, from its code and its own side.
        """
        for turn in self.coded:
            yield from self.rows_of(*turn, level, unit_of, side_of)

    def rows_of(
        self,
        utterance: Utterance,
        pieces: Sequence[Piece],
        level: str,
        unit_of: Mapping[str, str],
        side_of: SideOf,
        absent: str = "",
    ) -> list[dict[str, object]]:
        """The rows of one turn, from ``pieces`` of it, as if ``absent`` had read nothing."""
        rows: list[dict[str, object]] = []
        counted_words: dict[str, set[Span]] = {}
        for unit, core, members, open_ in self._passages(utterance, pieces, unit_of, absent):
            row = _row(utterance, level, unit, core, members)
            words = utterance.words([(piece.start, piece.end) for piece in members])
            before = counted_words.setdefault(unit, set())
            row["words"], row["new_words"] = len(words), len(words - before)
            before |= words
            row["side"] = _side(members, side_of, self._decided)
            row["undecided"] = self._is_undecided(open_)
            prompted = self._asked.prompted(utterance.source_id, utterance.turn, unit) if self._asked else ""
            row["prompted"] = prompted
            rows.append(row)
        return rows

    def sides_of(
        self,
        utterance: Utterance,
        pieces: Sequence[Piece],
        unit_of: Mapping[str, str],
        side_of: SideOf,
        absent: str = "",
    ) -> list[str]:
        """The sides of the rows that ``rows_of`` gives; nothing else of them is made."""
        found = self._passages(utterance, pieces, unit_of, absent)
        return [_side(members, side_of, self._decided) for _, _, members, _ in found]

    def _passages(
        self, utterance: Utterance, pieces: Sequence[Piece], unit_of: Mapping[str, str], absent: str
    ) -> Iterator[tuple[str, Piece, list[Piece], bool]]:
        """The passages of one turn that are counted: the unit, the core, all pieces, and whether a reader did not code
        it and nobody decided."""
        if not utterance.voice:
            return
        readers_here = self.readers_of(utterance.source_id) - {absent}
        for unit, found in _by_unit(pieces, unit_of):
            for core, members in gathered(found):
                missing = readers_here - {piece.coder for piece in members}
                open_ = bool(missing) and not self._kept.intersection(piece.coding_id for piece in members)
                if self._belongs(utterance, core, unit, unit_of, open_):
                    yield unit, core, members, open_

    def _belongs(self, utterance: Utterance, core: Piece, unit: str, unit_of: Mapping[str, str], open_: bool) -> bool:
        """Whether the passage around ``core`` is counted; ``open_``: a reader did not code it, and nobody decided."""
        return not (open_ and self._counting.count == AGREED)

    def _is_undecided(self, open_: bool) -> bool:
        """Whether a passage that is counted rests on a difference that nobody decided."""
        return self._counting.count == ANY and open_


_ROWS_AT_ONCE = 20_000
"""Of passages, as rows; a table of them needs a tenth of the memory."""


def as_table(rows: Iterable[dict[str, object]]) -> pd.DataFrame:
    """Rows of a ``Gathering`` as the table ``passages``."""
    return table_of_parts([part_of_table(rows)])


def part_of_table(rows: Iterable[dict[str, object]]) -> pa.Table:
    """Rows of a ``Gathering`` as Arrow holds them, for ``table_of_parts``."""
    coming = iter(rows)
    some = iter(lambda: list(islice(coming, _ROWS_AT_ONCE)), [])
    parts = [model.arrow_of_rows("passages", each) for each in some]
    return pa.concat_tables(parts) if parts else model.TABLES["passages"].schema.empty_table()


def table_of_parts(parts: Sequence[pa.Table]) -> pd.DataFrame:
    """Table ``passages`` of parts, each of other sources: ids are as short as tells them apart."""
    found: pd.DataFrame = arrow_of_parts(parts).to_pandas()
    return found


def arrow_of_parts(parts: Sequence[pa.Table]) -> pa.Table:
    """As ``table_of_parts``, as Arrow holds it."""
    found = pa.concat_tables(parts)
    place = found.schema.get_field_index("passage_id")
    ids = pa.array([f"p{short}" for short in shortened(found.column(place).to_pylist())], pa.string())
    return model.conform_arrow(found.set_column(place, "passage_id", ids), "passages")


def _by_unit(pieces: Sequence[Piece], unit_of: Mapping[str, str]) -> list[tuple[str, list[Piece]]]:
    units: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.code_id in unit_of:
            units.setdefault(unit_of[piece.code_id], []).append(piece)
    return sorted(units.items())


def gathered(pieces: list[Piece]) -> list[tuple[Piece, list[Piece]]]:
    """The cores among pieces of one turn and unit, in order, each with all pieces that share a word with it.

    >>> spans = {"a": (0, 9), "b": (4, 20), "c": (15, 30), "d": (16, 18)}
    >>> pieces = [Piece(start, end, name, "ann", "trust", "for", "", 0) for name, (start, end) in spans.items()]
    >>> [(core.coding_id, [piece.coding_id for piece in shared]) for core, shared in gathered(pieces)]
    [('a', ['a', 'b']), ('d', ['b', 'c', 'd'])]
    """
    spans = [(piece.start, piece.end) for piece in pieces]
    found = gathered_spans(spans, [piece.coding_id for piece in pieces])
    return [(pieces[core], [pieces[one] for one in members]) for core, members in found]


def _row(
    utterance: Utterance,
    level: str,
    unit: str,
    core: Piece,
    members: list[Piece],
) -> dict[str, object]:
    content = json.dumps([level, unit, core.coding_id, core.place], ensure_ascii=False)
    return {
        "passage_id": hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest(),
        "level": level,
        "code_id": unit,
        "source_id": utterance.source_id,
        "turn": utterance.turn,
        "start": min(piece.start for piece in members),
        "end": max(piece.end for piece in members),
        "case_id": utterance.case_id,
        "voice": utterance.voice,
        "coding_ids": sorted({piece.coding_id for piece in members}),
        "coders": sorted({piece.coder for piece in members}),
        "use": strictest(piece.use for piece in members),
        "question_turn": utterance.question,
    }


def _side(members: list[Piece], side_of: SideOf, decided: Mapping[str, Sequence[str]]) -> str:
    # A decision is about one code; what the passage says with another code of the same unit still stands beside it.
    settled: dict[str, list[str]] = {}
    for piece in members:
        settled.setdefault(piece.code_id, []).extend(decided.get(piece.coding_id, ()))
    by_coder: dict[str, list[str]] = {}
    for piece in members:
        given = settled[piece.code_id] or [piece.side]
        by_coder.setdefault(piece.coder, []).extend(side_of(piece.code_id, one) for one in given)
    side = shared([together(found) for found in by_coder.values()])
    # What a consensus left disputed gives no side; it is told where nothing else in the passage gives one.
    return DISPUTED if side == NONE and any(DISPUTED in found for found in by_coder.values()) else side
