"""Texts that are written in small letters throughout, as automatic captions and chats are: there small letters do not
tell a word from a name, and listed names of one word are replaced in small letters, too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

import pandas as pd

from benang.privacy.name_words import common_words
from benang.text.stop_words import stop_words
from benang.text.words import find_words

_WORDS_A_CAPITAL = 100
"""Where fewer than one of so many words has a capital, capitals tell nothing."""
_LABEL = re.compile(r"^[^:\n]{1,60}:", re.MULTILINE)


def words_kept(texts: Iterable[str], language: str) -> frozenset[str] | None:
    """The words that stay words in a text without capitals, though somebody is called so; None of any other text.

    Args:
        texts: what is said in it, without labels, and without what is nobody's (a file's head).
        language: ISO 639-1 code.
    """
    return stop_words(language) | common_words() if _is_uncapitalised(texts) else None


def words_kept_in_raw(raw: str, language: str) -> frozenset[str] | None:
    """The same of a text that is not yet parted into turns: what stands before a line's first colon is passed over."""
    return words_kept([_LABEL.sub("", raw)], language)


class KeptWords:
    """The words that stay words in sources without capitals, found out for a source when somebody asks.

    Args:
        texts: the frozen texts by source id.
        turns: the rows of the table ``turns`` of each source.
        languages: of the sources.
        pseudonyms: what stands for names.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        turns: Mapping[str, pd.DataFrame],
        languages: Mapping[str, str],
        pseudonyms: Collection[str],
    ) -> None:
        self._texts, self._turns, self._languages = texts, turns, languages
        stands = sorted(filter(None, pseudonyms), key=len, reverse=True)
        self._stands_for_names = re.compile("|".join(map(re.escape, stands))) if stands else None
        self._found: dict[str, frozenset[str] | None] = {}

    def of(self, source_id: str) -> frozenset[str] | None:
        """Those of a source; None where it has capitals."""
        if source_id not in self._found:
            self._found[source_id] = words_kept(self._said(source_id), self._languages[source_id])
        return self._found[source_id]

    def _said(self, source_id: str) -> Iterator[str]:
        """What is said, without pseudonyms, whose capitals tell nothing."""
        turns = self._turns.get(source_id)
        if turns is None:
            return
        columns = (turns[name].tolist() for name in ("start", "end", "speaker", "role"))
        for start, end, speaker, role in zip(*columns, strict=True):
            if is_somebodys(speaker, role):
                said = self._texts[source_id][start:end]
                yield self._stands_for_names.sub("", said) if self._stands_for_names else said

    def of_any(self) -> frozenset[str] | None:
        """Those of all sources without capitals together; None where every source has some."""
        found = [words for source_id in self._texts if (words := self.of(source_id)) is not None]
        return frozenset().union(*found) if found else None


def is_somebodys(speaker: str, role: str) -> bool:
    """Whether a turn is said or noted by somebody, and not the head of a file."""
    return bool(speaker) or role != "other"


def _is_uncapitalised(texts: Iterable[str]) -> bool:
    starts: Counter[str] = Counter()
    for text in texts:
        starts.update(text[start] for start, _ in find_words(text))
    n_small = sum(count for letter, count in starts.items() if letter.islower())
    n_capitals = sum(count for letter, count in starts.items() if letter.isupper())
    return n_small > n_capitals * _WORDS_A_CAPITAL
