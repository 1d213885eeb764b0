"""Find listed names that are part of a longer word, which whole words do not tell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from benang.privacy.pseudonyms import spelling
from benang.privacy.pseudonyms.index import REORDERED, UNACCENTED, Name, NameIndex, SearchedText
from benang.text.words import marks

_LONGEST_WORD = 100  # letters around a name that are looked at
_CASE_ENDING = re.compile(r"(?:e?s|[\u0430\u0443\u0435\u044b\u044e\u044f]|\u043e\u043c|\u0435\u043c)(?![^\W\d_])")
_MOST_WORDS = 200_000  # words whose answer is kept; a study's texts have fewer


class Inside(NamedTuple):
    """A name within a longer word; ``sure`` where it can be nothing else."""

    start: int
    end: int
    name: Name
    sure: bool


class InsideNames:
    """The names of at least four letters, looked for within words."""

    def __init__(self, index: NameIndex) -> None:
        """Look for names of a list.

        Args:
            index: the list.
        """
        self._index = index
        names = [
            entry
            for entry in index.entries
            if not entry.kept
            and not (entry.made == REORDERED and entry.strict and entry.key.isascii())  # O Neil, for O'Neil is
            and spelling.letters(entry.key) >= spelling.shortest_inside(entry.key)
        ]
        self._run = re.compile(rf"(?:[^\W\d_]|[{marks()}])+")
        self._words = [entry for entry in names if self._run.match(entry.key)]
        self._others = [entry for entry in names if not self._run.match(entry.key)]  # 99 Toko, @akun
        self._pattern = spelling.inside_pattern([entry.key for entry in self._words])
        self._other_pattern = spelling.inside_pattern([entry.key for entry in self._others])
        # A name of several words may begin in one word of a text and go on in the next.
        runs = [run for entry in self._words if (run := self._run.match(entry.key)) and run.end() < len(entry.key)]
        self._first_parts = {run[0].casefold() for run in runs}
        self._part_lengths = sorted({len(part) for part in self._first_parts})
        # In other cases their first words have other endings: Анны of Анна.
        self._first_stems = {stem for part in self._first_parts for stem in spelling.stems(part)}
        self._may_hold: dict[str, bool] = {}

    def find(self, searched: SearchedText) -> list[Inside]:
        """Names that begin or end a run of letters without being a whole word, in order.

        What a pseudonym brought in (Budiman for Roni, where Budi is listed) is none.
        """
        text = searched.text
        masked = [match.span() for match in self._masks.finditer(text)] if self._masks else []
        found = []
        for start, end, entry in sorted(self._candidates(text)):
            name = self._index.named(entry.key, searched, start, end, loose=True)
            if name is None:
                continue
            otherwise = name.made == UNACCENTED and name.one_word
            # Without its accents a name begins too many words (René: Renewal).
            if otherwise and searched.spelt(start, end) == text[start:end].lower() and not _is_case(text, start, end):
                continue
            if any(low <= start and end <= high for low, high in masked):
                continue
            if name.made == REORDERED and text[start].islower() and not _beside_characters(text[start:end]):
                continue
            if kind := self._stands_inside(searched, start, end, name):
                long = spelling.letters(entry.key) >= spelling.SHORTEST_INSIDE
                found.append(Inside(start, end, name, kind == "sure" and not otherwise and long))
        return found

    def _candidates(self, text: str) -> Iterator[tuple[int, int, Name]]:
        """Where the letters of names stand, whatever is around them."""
        if self._other_pattern is not None:
            for match in self._other_pattern.finditer(text):
                assert match.lastindex is not None
                yield match.start(), match.end(), self._others[match.lastindex - 1]
        if self._pattern is None:
            return
        done = 0
        for run in self._run.finditer(text):
            if not self._holds(run[0]):
                continue
            place = max(done, run.start())
            while place < run.end():
                if here := self._pattern.match(text, place):
                    assert here.lastindex is not None
                    yield here.start(), here.end(), self._words[here.lastindex - 1]
                place = done = max(here.end() if here else 0, place + 1)

    def _holds(self, word: str) -> bool:
        """Whether a name can begin in a run of letters; kept, for a text has far fewer distinct words than words."""
        known = self._may_hold.get(word)
        if known is None:
            assert self._pattern is not None
            folded = word.casefold()
            known = any(folded[-length:] in self._first_parts for length in self._part_lengths)
            if self._first_stems and not known:
                known = any(folded[:length] in self._first_stems for length in range(len(folded) - 3, len(folded) + 1))
            known = known or self._pattern.search(word) is not None
            if len(self._may_hold) >= _MOST_WORDS:
                self._may_hold.clear()
            self._may_hold[word] = known
        return known

    def _stands_inside(self, searched: SearchedText, start: int, end: int, name: Name) -> str:
        """Whether ``text[start:end]`` is a name within a word: ``sure``, ``unsure``, or the empty string."""
        text = searched.text
        first, last = start, end  # of the run of letters
        while first > max(0, start - _LONGEST_WORD) and _is_letter(text[first - 1]):
            first -= 1
        while last < min(len(text), end + _LONGEST_WORD) and _is_letter(text[last]):
            last += 1
        begins, ends = first == start, last == end
        hump = text[start].isupper() and start > 0 and text[start - 1].islower()
        if not (begins or ends or hump):
            return ""
        whole = self._index.at(searched, first)
        if whole and whole.end >= end and whole.name.kept:
            return ""
        if _beside(text, first, last, "@_") or (begins and ends and _beside(text, first, last, ".")):
            return "sure"
        small, caseless = text[start].islower(), not (text[start].islower() or text[start].isupper())
        if begins and ends and (text[first - 1 : first].isdigit() or text[last : last + 1].isdigit()):
            # mawar2 is how Indonesian writes "mawar-mawar".
            return "unsure" if small and re.match(r"2(?!\d)", text[last : last + 2]) else "sure"
        if not name.one_word and not all(map(_is_letter, text[start:end])):
            return "" if self._index.at(searched, start) else "sure"
        if small:
            return "unsure" if begins and not self._index.at(searched, start) else ""
        return "sure" if begins or hump or caseless else ""

    @cached_property
    def _masks(self) -> re.Pattern[str] | None:
        """The pseudonyms that hold the letters of a name (Budiman for Budi): what stands there was put in."""
        pseudonyms = {entry.pseudonym for entry in self._index.entries if not entry.kept}
        patterns = [pattern for pattern in (self._pattern, self._other_pattern) if pattern]
        holding = [each for each in pseudonyms if any(pattern.search(each) for pattern in patterns)]
        return (
            re.compile("|".join(map(re.escape, sorted(holding, key=lambda each: (-len(each), each)))))
            if holding
            else None
        )


def _is_case(text: str, start: int, end: int) -> bool:
    """Whether a name with a capital has no more behind it than an ending of a case: Muellers, Семену."""
    return text[start].isupper() and _CASE_ENDING.match(text, end) is not None


def _beside_characters(found: str) -> bool:
    """Whether the words of a name are joined by characters, as in names of files and accounts (``doe_jane``)."""
    return bool(re.search(r"[_.]", found))


def _is_letter(character: str) -> bool:
    return character.isalpha() or unicodedata.category(character).startswith("M")


def _beside(text: str, start: int, end: int, characters: str) -> bool:
    """Whether ``text[start:end]`` is joined by one of the characters to a letter or digit (``@``: none before it)."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if "@" in characters and before.endswith("@"):
        return True
    return (before[-1:] in characters and len(before) == 2 and before[0].isalnum()) or (
        after[:1] in characters and len(after) == 2 and after[1].isalnum()
    )
