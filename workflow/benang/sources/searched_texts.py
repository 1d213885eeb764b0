"""What is looked through for names that nobody listed: what was said in each source, and each comment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import pandas as pd

from benang.core.source_texts import SourceTexts
from benang.core.texts import main_language
from benang.privacy.name_words import honorifics, no_names
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.speakers.role_words import ROLE_WORDS
from benang.text.words import capitals

NAMED = "\ue000"
"""Beside the place of a name that was replaced: no sentence begins behind it."""

MOST_CONTEXTS = 3
_AROUND = 40  # characters of context on either side
_STANDS_IN = re.compile(r"\[[^\[\]\n]{1,80}\]")


class Place(NamedTuple):
    """Which text: of what was said in a source, or of one of its comments.

    Attributes:
        source_id: the source.
        memo: which of the source's comments, from 0 in their order; -1 for what was said.
    """

    source_id: str
    memo: int = -1


class SearchedTexts:
    """The texts that are looked through, one in memory at a time.

    Each is a source's utterances (a line each) or a comment, without what stands in brackets: as many spaces stand in
    its place, between marks that say whether it stood for a name.

    Args:
        sources, turns, memos: the tables of those names, names replaced.
        pseudonyms: what was replaced.
        texts: the frozen texts by source id, where ``sources`` was read without them (``core.source_texts``).

    Attributes:
        language: the main language of each source, by its id.
    """

    def __init__(
        self,
        sources: pd.DataFrame,
        turns: pd.DataFrame,
        memos: pd.DataFrame,
        pseudonyms: Pseudonyms,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self._names = frozenset(pseudonyms.names.values())
        self._frozen = SourceTexts(sources) if texts is None else texts
        self._rows_of = turns.groupby("source_id", sort=False).indices
        self._starts, self._ends = turns["start"].to_numpy(), turns["end"].to_numpy()
        pairs = sorted(zip(sources["source_id"], sources["language"], strict=True))
        self.language = {source_id: main_language(str(language)) for source_id, language in pairs}
        self._memos: dict[str, list[str]] = {}
        for source_id, text in zip(memos["source_id"], memos["text"], strict=True):
            self._memos.setdefault(source_id, []).append(text)

    def __iter__(self) -> Iterator[tuple[Place, str]]:
        """Each text with its place: first of all sources, in the order of their ids, then all comments."""
        for source_id in self.language:
            yield (place := Place(source_id)), self.text(place)
        for source_id, memos in self._memos.items():
            for number in range(len(memos)):
                yield (place := Place(source_id, number)), self.text(place)

    def text(self, place: Place) -> str:
        """One of the texts."""
        if place.memo >= 0:
            return _STANDS_IN.sub(self._blank, self._memos[place.source_id][place.memo])
        frozen, own = self._frozen[place.source_id], self._rows_of.get(place.source_id, [])
        said = (frozen[start:end] for start, end in zip(self._starts[own], self._ends[own], strict=True))
        return _STANDS_IN.sub(self._blank, "\n".join(said))

    def _blank(self, match: re.Match[str]) -> str:
        mark = NAMED if match[0] in self._names else "|"
        return mark + " " * (len(match[0]) - 2) + mark


def context_of(text: str, start: int, end: int) -> str:
    """A place of a text with what stands around it, on one line."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return " ".join(text[low:high].split())


def is_nobody(word: str) -> bool:
    """Whether a word in small letters is known to be no name: a day, a service, a form of address, what somebody is."""
    word = word.partition("-")[0]  # "HP-nya"
    return len(word) == 1 or word in no_names() or word in honorifics() or word in ROLE_WORDS


@cache
def capital_runs() -> re.Pattern[str]:
    """Words with capitals, up to six of them one after another."""
    word = rf"[{capitals()}][\w'’\-]*"
    # Nearly every place of a text is told by the short class in front; the long one takes its time.
    return re.compile(rf"(?=[^\W\d_a-z])(?<![\w'’\-]){word}(?: {word}){{0,5}}")
