"""Where the patterns of a codebook stand in an utterance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from benang.coding.rules.expressions import Expressions, Runs
from benang.coding.rules.folded_text import FoldedBlock, FoldedText, Span
from benang.coding.rules.patterns import Pattern
from benang.coding.rules.vocabulary import Hit, Phrase, Vocabulary

Places = dict[int, list[Span]]
"""Where patterns stand in one utterance (code points, in order), by their numbers."""


class Ready(NamedTuple):
    """An utterance made ready for a finder: folded, with the words that its patterns are looked for at."""

    utterance: FoldedText
    hits: Sequence[Hit]


class Finder:
    """The patterns of a codebook, made ready for texts of one language.

    Args:
        patterns: what is looked for.
        language: of the texts; tells how words are stemmed.
        stems: words whose stem is not what the stemmer says, folded, with their stems.

    Attributes:
        numbers: the number of each pattern.
    """

    def __init__(self, patterns: Iterable[Pattern], language: str, stems: Mapping[str, str]) -> None:
        self.numbers = {pattern: number for number, pattern in enumerate(dict.fromkeys(patterns))}
        by_number = {number: pattern for pattern, number in self.numbers.items()}
        self._vocabulary = Vocabulary(_those(by_number, lambda pattern: bool(pattern.parts)), language, stems)
        self._letters: list[Expressions | Runs] = []  # what finds letters, whatever the words
        if expressions := _those(by_number, lambda pattern: bool(pattern.regex)):
            self._letters.append(Expressions(expressions))
        if runs := _those(by_number, lambda pattern: bool(pattern.run)):
            self._letters.append(Runs(runs))

    def ready(self, texts: Sequence[str]) -> Iterator[Ready]:
        """Texts made ready for ``places``, when asked for. Many at a time take far less time than one by one."""
        for portion in _portions(texts, self._vocabulary.portion):
            block = FoldedBlock(portion)
            yield from map(Ready, block.texts, self._vocabulary.find(block))

    def places(self, ready: Ready) -> Places:
        """Where the patterns stand that stand in an utterance, made ready here."""
        found: Places = {}
        if not ready.hits and not self._letters:
            return found
        utterance = ready.utterance
        for kind, start, end in ready.hits:
            if kind.alone:
                span = utterance.span(start, end)
                for number in kind.alone:
                    found.setdefault(number, []).append(span)
            for phrase in kind.phrases:
                if not phrase.may_stand(utterance.folded, start, end):
                    continue
                if whole := self._whole(phrase, utterance.folded, start, end):
                    found.setdefault(phrase.pattern, []).append(utterance.span(*whole))
        for finder in self._letters:
            for number, span in finder.find(utterance.text):
                found.setdefault(number, []).append(span)
        return found

    def _whole(self, phrase: Phrase, folded: str, start: int, end: int) -> Span | None:
        """Where ``phrase`` stands whose part looked for first is ``folded[start:end]``; None where it does not."""
        for part in reversed(phrase.before):
            last = start
            while last and folded[last - 1] == " ":
                last -= 1
            start = folded.rfind(" ", 0, last) + 1
            if start >= last or not self._vocabulary.satisfies(folded[start:last], part):
                return None
        for part in phrase.after:
            first = end
            while first < len(folded) and folded[first] == " ":
                first += 1
            if first == len(folded):
                return None
            end = folded.find(" ", first)
            if not self._vocabulary.satisfies(folded[first:end], part):
                return None
        return start, end


def _those(patterns: Mapping[int, Pattern], wanted: Callable[[Pattern], bool]) -> dict[int, Pattern]:
    return {number: pattern for number, pattern in patterns.items() if wanted(pattern)}


def _portions(texts: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """The texts in order, in portions of about ``size`` code points."""
    first, length = 0, 0
    for number, text in enumerate(texts):
        length += len(text)
        if length >= size:
            yield texts[first : number + 1]
            first, length = number + 1, 0
    if first < len(texts):
        yield texts[first:]
