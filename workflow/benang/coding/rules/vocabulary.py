"""Which patterns the words of a text can be part of, told once for each distinct word.

Patterns are matched against *types* first, as quanteda's ``tokens_lookup`` does (Benoit et al., 2018): each distinct
word is folded, stemmed and compared with all patterns once, when it is first met. After that a distinct word of a block
of texts costs one look into a dictionary, however many patterns there are, and its places next to nothing; where no
pattern has stems or wildcards, an automaton (Aho and Corasick, 1975) spares the parting into words too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2  # type: ignore[import-untyped]
from ahocorasick_rs import AhoCorasick
from numpy.typing import NDArray

from benang.coding.rules.folded_text import FoldedBlock
from benang.coding.rules.patterns import LARGE, Part, Pattern, compile_regex
from benang.text.stemming import prefilter, stem

_MOST_KEPT = 500_000
"""Words that are remembered at once; with more, memory would grow with the study."""


class Phrase(NamedTuple):
    """A pattern of several words by the part that is looked for first, with the parts before and after it.

    ``left`` and ``right`` are the letters next to that part and the space they end at, where the pattern names a word.
    """

    pattern: int
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    left: str
    right: str

    @classmethod
    def of(cls, number: int, pattern: Pattern) -> Phrase:
        """``pattern`` by the part with most letters, likely the rarest."""
        letters = [len(part.text.strip("*?")) for part in pattern.parts]
        first = letters.index(max(letters))
        before, after = pattern.parts[:first], pattern.parts[first + 1 :]
        left = f" {before[-1].text} " if before and before[-1].kind == "word" else ""
        right = f" {after[0].text} " if after and after[0].kind == "word" else ""
        return cls(number, before, after, left, right)

    def may_stand(self, folded: str, start: int, end: int) -> bool:
        """Whether the letters next to the part at ``folded[start:end]`` allow the phrase.

        Told without parting the text into words, for nearly every such part stands alone. Where more than one space
        is between two words (a symbol was), this cannot be told.
        """
        return (folded.endswith(self.left, 0, start) or folded[start - 2] == " ") and (
            folded.startswith(self.right, end) or folded[end + 1 : end + 2] in ("", " ")
        )


@dataclass(frozen=True, eq=False)
class Kind:
    """What a word can be: the parts it satisfies, patterns it is by itself, and phrases that are looked for at it."""

    parts: frozenset[Part]
    alone: tuple[int, ...]
    phrases: tuple[Phrase, ...]

    @property
    def is_looked_for(self) -> bool:
        """Whether a pattern is looked for at the word."""
        return bool(self.alone or self.phrases)


Hit = tuple[Kind, int, int]
"""A word that a pattern is looked for at: what it can be, and where it is in the folded text."""


class Vocabulary(dict[str, Kind | None]):
    """Word, folded -> what it can be; None where no pattern is looked for at it.

    Args:
        patterns: those made of words, by their number.
        language: of the texts; tells how words are stemmed.
        stems: words whose stem is not what the stemmer says, folded, with their stems.
    """

    def __init__(self, patterns: Mapping[int, Pattern], language: str, stems: Mapping[str, str]) -> None:
        super().__init__()
        self._language = language
        self._stem_of = stems
        self._alone: dict[Part, list[int]] = {}
        self._phrases: dict[Part, list[Phrase]] = {}
        parts: dict[Part, None] = {}
        for number, pattern in patterns.items():
            parts |= dict.fromkeys(pattern.parts)
            if len(pattern.parts) == 1:
                self._alone.setdefault(pattern.parts[0], []).append(number)
            else:
                phrase = Phrase.of(number, pattern)
                self._phrases.setdefault(pattern.parts[len(phrase.before)], []).append(phrase)
        self._words = {part.text: part for part in parts if part.kind == "word"}
        self._stems: dict[str, list[Part]] = {}
        for part in parts:
            if part.kind == "stem":
                self._stems.setdefault(self._stem(part.text), []).append(part)
        shown = prefilter(self._stems, language) if self._stems else ""
        self._prefilter = compile_regex(shown, LARGE) if shown else None
        self._wildcards = _Wildcards([part for part in parts if part.kind == "wildcard"])
        self._kinds: dict[frozenset[Part], Kind] = {}
        self._others: dict[str, Kind] = {}
        self._passed = pa.array([], pa.large_string())  # the words that no pattern is looked for at, as arrow has them
        # Where only words themselves are looked for, an automaton finds them without parting the text into words.
        self._searched: list[Kind] = []
        self._automaton: AhoCorasick | None = None
        if not self._stems and not self._wildcards:
            searched = {word: kind for word in self._words if (kind := self[word])}
            self._searched = list(searched.values())
            self._automaton = AhoCorasick([f" {word} " for word in searched])

    @property
    def portion(self) -> int:
        """How many code points of texts are best looked through at a time: an array is slow to begin, an automaton
        needs no more than a few pages, and what is not held at once costs no memory."""
        return 20_000 if self._automaton is not None else 2_000_000

    def find(self, block: FoldedBlock) -> list[Sequence[Hit]]:
        """For each text of ``block`` its words that a pattern is looked for at, in order."""
        if self._automaton is not None:
            return self._searched_in(block, self._automaton)
        found: dict[int, list[Hit]] = {}
        self._add(found, range(len(block.texts)), block.whole, block.starts)
        if block.folded_alone:
            texts = [block.texts[number].folded for number in block.folded_alone]
            self._add(found, block.folded_alone, "".join(texts), list(accumulate(map(len, texts), initial=0))[:-1])
        return [found.get(number, ()) for number in range(len(block.texts))]

    def satisfies(self, word: str, part: Part) -> bool:
        """Whether ``word``, folded, is what ``part`` says."""
        if part.kind in ("any", "word"):
            return part.kind == "any" or part.text == word
        kind = self[word] or self._others.get(word)
        return kind is not None and part in kind.parts

    def _add(self, found: dict[int, list[Hit]], numbers: Sequence[int], whole: str, begins: list[int]) -> None:
        """Add the hits of the texts with these ``numbers``, which begin in ``whole`` at ``begins``."""
        kinds, starts, ends = self._hits(whole)
        begin = np.array(begins, dtype=np.int64)
        text = np.searchsorted(begin, starts, side="left") - 1  # a space is before the first word of each
        first = begin[text]
        hits = zip(kinds, (starts - first).tolist(), (ends - first).tolist(), strict=True)
        for index, hit in zip(text.tolist(), hits, strict=True):
            found.setdefault(numbers[index], []).append(hit)

    def _searched_in(self, block: FoldedBlock, automaton: AhoCorasick) -> list[Sequence[Hit]]:
        """``find`` by the automaton: so few words are hits that a turn of a loop for each costs less than any array."""
        found: list[list[Hit]] = [[] for _ in block.texts]
        number, first, last = 0, 0, -1
        for which, start, end in automaton.find_matches_as_indexes(block.whole, overlapping=True):
            if start >= last:
                number = bisect_right(block.starts, start) - 1
                first, last = block.starts[number], block.starts[number] + len(block.texts[number].text)
            found[number].append((self._searched[which], start + 1 - first, end - 1 - first))
        for number in block.folded_alone:
            matches = automaton.find_matches_as_indexes(block.texts[number].folded, overlapping=True)
            found[number] = [(self._searched[which], start + 1, end - 1) for which, start, end in matches]
        return list(found)

    def _hits(self, folded: str) -> tuple[list[Kind], NDArray[np.int64], NDArray[np.int64]]:
        """The words that a pattern is looked for at, in order: what they can be, where they begin and end."""
        # Arrow parts the text and tells its distinct words apart: most of the time that Python would take for it goes
        # into making a string of every word. Between two spaces it sees a word without letters.
        words = pc.split_pattern(pa.array([folded], pa.large_string()), " ").flatten().dictionary_encode()
        which = words.indices.to_numpy()
        kinds = self._kinds_of(words.dictionary)
        lengths = pc.utf8_length(words.dictionary).to_numpy()
        ends = np.cumsum(lengths[which] + 1) - 1  # a space is behind each word
        searched = np.array([kind is not None for kind in kinds])[which]
        which, ends = which[searched], ends[searched]
        return [kind for number in which.tolist() if (kind := kinds[number])], ends - lengths[which], ends

    def _kinds_of(self, words: pa.Array) -> list[Kind | None]:
        """What distinct words can be; None where no pattern is looked for at them, as is known of nearly all."""
        kinds: list[Kind | None] = [None] * len(words)
        others = pc.indices_nonzero(pc.invert(pc.is_in(words, self._passed)))
        passed = []
        for index, word in zip(others.to_pylist(), words.take(others).to_pylist(), strict=True):
            kinds[index] = self[word] if word else None
            if kinds[index] is None:
                passed.append(word)
        kept = self._passed if len(self._passed) < _MOST_KEPT else self._passed[:0]
        self._passed = pa.concat_arrays([kept, pa.array(passed, pa.large_string())])
        return kinds

    def __missing__(self, word: str) -> Kind | None:
        if len(self) >= _MOST_KEPT:
            self.clear()
            self._others.clear()
        kind = self._kind(word)
        if kind.parts and not kind.is_looked_for:
            self._others[word] = kind
        self[word] = kind if kind.is_looked_for else None
        return self[word]

    def _kind(self, word: str) -> Kind:
        satisfied = [self._words[word]] if word in self._words else []
        if self._stems and self._may_have_stem(word):
            satisfied += self._stems.get(self._stem(word), ())
        satisfied += self._wildcards.of(word)
        parts = frozenset(satisfied)
        if parts not in self._kinds:
            alone = [number for part in satisfied for number in self._alone.get(part, ())]
            phrases = [phrase for part in satisfied for phrase in self._phrases.get(part, ())]
            self._kinds[parts] = Kind(parts, tuple(alone), tuple(phrases))
        return self._kinds[parts]

    def _may_have_stem(self, word: str) -> bool:
        if self._prefilter is None or word in self._stem_of or self._prefilter.fullmatch(word):
            return True
        return "-" in word and any(self._prefilter.fullmatch(part) for part in word.split("-"))

    def _stem(self, word: str) -> str:
        return self._stem_of[word] if word in self._stem_of else stem(word, self._language)


class _Wildcards:
    """The parts with ``*`` or ``?``; those that are a beginning (``promo*``), as most are, are looked up by it."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._beginnings: dict[str, Part] = {}
        others: list[Part] = []
        for part in parts:
            beginning = part.text.removesuffix("*")
            if "*" in beginning or "?" in beginning:
                others.append(part)
            else:
                self._beginnings[beginning] = part
        self._lengths = sorted({len(beginning) for beginning in self._beginnings})
        self._others = [(compile_regex(_wildcard(part.text)), part) for part in others]
        self._is_other = compile_regex("|".join(_wildcard(part.text) for part in others), LARGE)

    def __bool__(self) -> bool:
        return bool(self._beginnings or self._others)

    def of(self, word: str) -> list[Part]:
        """The parts that ``word`` satisfies."""
        found = [
            part
            for length in self._lengths
            if length <= len(word) and (part := self._beginnings.get(word[:length])) is not None
        ]
        if self._others and self._is_other.fullmatch(word):
            found += [part for pattern, part in self._others if pattern.fullmatch(word)]
        return found


def _wildcard(text: str) -> str:
    """A word with ``*`` and ``?`` as a regular expression."""
    escaped: str = re2.escape(text)
    return "(?s)" + escaped.replace(r"\*", ".*").replace(r"\?", ".")
