"""What a way of counting leaves out because coders differ about it and nobody decided the difference.

Where only what coders agree on counts (``agreed``, ``consensus``), a cell without a passage need not be silence:
somebody may have coded something there. How much stands beside every count, and never in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from benang.coding.passages.asked_questions import AskedTurns
from benang.coding.passages.counted import Counting, counted
from benang.coding.passages.passages import LEVELS, Gathering
from benang.coding.passages.pieces import Piece, Utterance, Utterances
from benang.core.counting import AGREED, ANY, CONSENSUS


class LeftOut(Gathering):
    """Gathers what anybody coded and a way of counting leaves out; nothing where it leaves nothing out.

    Under ``agreed`` these are the passages that would count under ``any`` and rest there on a difference nobody
    decided. Under ``consensus`` they are the passages whose core (``passages.gathered``) shares no word with the
    consensus about the same unit.

    Args: as for ``Gathering``; ``counting`` is the way that leaves out.
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
        way = counting or Counting()
        anybody = Counting(way.coders, ANY)
        looked_at = codings if way.count in (AGREED, CONSENSUS) else codings.iloc[:0]
        cut_by = utterances or Utterances(turns, sources)
        super().__init__(
            *(looked_at, turns, sources, anybody),
            disagreements=disagreements,
            read=read,
            asked=asked,
            utterances=cut_by,
        )
        self._agreed: dict[tuple[str, int], list[Piece]] | None = None
        if way.count == CONSENSUS:
            of_consensus = cut_by.pieces(counted(codings, way))
            self._agreed = {(turn.source_id, turn.turn): pieces for turn, pieces in of_consensus}

    def _belongs(self, utterance: Utterance, core: Piece, unit: str, unit_of: Mapping[str, str], open_: bool) -> bool:
        if self._agreed is None:
            return open_
        agreed = self._agreed.get((utterance.source_id, utterance.turn), ())
        mine = (piece for piece in agreed if unit_of.get(piece.code_id) == unit)
        return not any(piece.start < core.end and core.start < piece.end for piece in mine)

    def _is_undecided(self, open_: bool) -> bool:
        return True


def left_out(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    codes: pd.DataFrame,
    counting: Counting | None = None,
    *,
    disagreements: pd.DataFrame | None = None,
    read: Mapping[str, Collection[str]] | None = None,
    levels: Sequence[str] = LEVELS,
) -> pd.DataFrame:
    """The passages that ``counting`` leaves out, as nobody decided a difference about them.

    Args: as for ``benang.coding.passages.passages``.

    Returns:
        A table of the form of ``passages``, ``undecided`` throughout.
    """
    return LeftOut(codings, turns, sources, counting, disagreements=disagreements, read=read).table(codes, levels)
