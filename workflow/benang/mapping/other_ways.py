"""The passages as the other ways of counting have them: what was written under one way still names what it named."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from benang.coding.passages import Counting
from benang.coding.passages.passages import Gathering
from benang.coding.passages.pieces import Utterances
from benang.core.counting import AGREED, ANY, CONSENSUS


def other_ways(
    codings: pd.DataFrame,
    consensus: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    codes: pd.DataFrame,
    counting: Counting,
    disagreements: pd.DataFrame,
    read: Mapping[str, Collection[str]] | None = None,
    utterances: Utterances | None = None,
) -> list[pd.DataFrame]:
    """Table ``passages`` under each way of counting (any, agreed, consensus) but the study's own.

    A passage's id comes from the coding it begins with, so the same words have another id where others' codings count.

    Args:
        codings, turns, sources, codes, disagreements: the tables of those names.
        consensus: codings of the consensus, counted or not.
        counting: the study's own way.
        read: sources by coder, for those who read a source and coded nothing there.
        utterances: of ``turns`` and ``sources``, where they are at hand.
    """
    every = pd.concat([codings[codings["coder"] != CONSENSUS], consensus], ignore_index=True)
    ways = [Counting(counting.coders, way) for way in (ANY, AGREED, CONSENSUS) if way != counting.count]
    about = (every, turns, sources)
    return [
        Gathering(*about, way, disagreements=disagreements, read=read, utterances=utterances).table(codes)
        for way in ways
    ]
