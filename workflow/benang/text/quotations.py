"""Find where a text holds a quotation, though copying changed line breaks, spaces, dashes, quotation marks or case.

Two texts count as equal here when their keys are equal (``benang.text.text_key``). Whatever is not equal in this
sense is at best *similar*, and says so.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from benang.text.quotation_variants import EDGES, label_pattern, variants_of, without_labels
from benang.text.text_key import NormalizedText, Span, key, occurrences
from benang.text.word_spellings import word_by_word
from benang.text.words import find_words

SIMILAR = 90.0
"""Similarity (0 to 100) from which a span of text is taken for a quotation that is not in the text as such."""

SIMILAR_LENGTH = 30
"""Shortest quotation, in characters of its key, that may be placed by similarity; a shorter one resembles too much."""

HINT_SIMILARITY = 60.0
"""Similarity from which a span is worth showing to a person as what may have been meant."""

ELISION_GAP = 2_000
"""Most characters that one ``...`` in a quotation may stand for."""

ELISION_PART = 10
"""Characters of its key from which a part of an elided quotation is found by itself; one part at least has them."""

SHORT_ELISION_PART = 4
"""And of the shortest part there may be: two words that are found once in the reach of the part before."""

_ELISION = re.compile(r"\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|\.{3,}|…")
_LONGEST_WORD = 60
_SHINGLE = 8
_MOST_SHINGLES = 48
_MOST_OCCURRENCES = 20
_MOST_WINDOWS = 4


@dataclass(frozen=True, order=True)
class Place:
    """Where a quotation stands, ``text[start:end]``.

    ``similarity`` is 100 where it is equal; ``parts`` counts the parts of an elided quotation, and ``cuts`` are the
    spans between them. ``same_words``: nothing but the spelling of its words differs from the quotation.
    """

    start: int
    end: int
    similarity: float = 100.0
    parts: int = 1
    same_words: bool = True
    cuts: tuple[Span, ...] = ()


def comparable(text: str) -> str:
    """``text`` in the form that a quotation and a source are compared in: NFC, LF line ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


class Searchable:
    """A text prepared for many searches; the costly parts are made when first needed.

    Args:
        text: frozen text of a source.
        utterances: start and end of each turn's utterance, in order; what is between them are speakers' labels.
        labels: the speakers' labels that the text has.
    """

    def __init__(self, text: str, utterances: Sequence[Span] = (), labels: Sequence[str] = ()) -> None:
        self.text = text
        self._utterances = list(utterances)
        self._label = label_pattern(labels)

    @cached_property
    def _whole(self) -> NormalizedText:
        return NormalizedText(self.text, [(0, len(self.text))])

    @cached_property
    def _spoken(self) -> NormalizedText:
        return NormalizedText(self.text, self._utterances)

    def equals(self, start: int, end: int, quotation: str) -> bool:
        """Whether ``text[start:end]`` is the quotation, speakers' labels in either of them left out of account."""
        part = self.text[start:end]
        if part == quotation or key(part) == key(quotation):
            return True
        spoken = self._spoken_key(start, end)
        return bool(spoken) and any(spoken == key(variant) for variant in without_labels(quotation, self._label))

    def find(self, quotation: str) -> list[Place]:
        """Every place where the text is equal to ``quotation``; empty where there is none.

        Places on word borders come before others: where there are some, the others are no places (``art`` is not
        quoted from ``part``). Then: the quotation without hyphens at its line ends, without quotation marks or dots
        around it, and without the speakers' labels in it.

        >>> text = Searchable("A: I trust them - they answer.")
        >>> [(place.start, place.end) for place in text.find("“i trust them – they”")]
        [(3, 22)]
        >>> [place.start for place in Searchable("a part of art").find("art")]
        [10]
        """
        literal = [(start, start + len(quotation)) for start in occurrences(self.text, quotation)]
        whole = [span for span in literal if self._on_word_borders(span)]
        if whole:
            return [Place(*span) for span in whole]
        variants = list(variants_of(quotation))
        for variant in variants:
            places = self._equal(variant, self._whole)
            if places:
                return places
        if self._utterances:
            for variant in variants:
                for bare in (variant, *without_labels(variant, self._label)):
                    places = self._equal(bare, self._spoken)
                    if places:
                        return places
        return [Place(*span) for span in literal]  # nothing but invisible characters

    def find_elided(self, quotation: str) -> list[Place]:
        """Every place for a quotation with ``...``, ``…``, ``[...]`` or ``(...)`` in it, from first to last part.

        All parts must follow each other in order, each at most ``ELISION_GAP`` characters after the one before. A short
        part (``... so we paid.``) counts as whole words, and where nothing else in reach is equal to it.
        """
        parts = [part.strip(EDGES) for part in _ELISION.split(quotation)]
        parts = [part for part in parts if part]
        short = [len(key(part)) < ELISION_PART for part in parts]
        if (
            len(parts) < 2
            or all(short)
            or any(_is_too_short(part) for part, few in zip(parts, short, strict=True) if few)
        ):
            return []
        found = [
            sorted(span for span in self._spans(part) if not few or self._on_word_borders(span))
            for part, few in zip(parts, short, strict=True)
        ]
        places: dict[int, Place] = {}
        several: set[int] = set()
        for start, first_end in found[0]:
            end = first_end
            cuts: list[Span] = []
            for spans, few in zip(found[1:], short[1:], strict=True):
                following = bisect.bisect_left(spans, (end, 0))
                in_reach = bisect.bisect_right(spans, (end + ELISION_GAP, len(self.text))) - following
                if in_reach < 1 or (few and in_reach > 1):
                    break
                cuts.append((end, spans[following][0]))
                end = spans[following][1]
            else:
                # Of several first parts before the same rest, the last one is meant: the shortest span.
                if end in places and short[0]:
                    several.add(end)
                places[end] = Place(start, end, parts=len(parts), cuts=tuple(cuts))
        return sorted(place for end, place in places.items() if end not in several)

    def find_similar(self, quotation: str, near: int | None = None) -> list[Place]:
        """Spans that resemble ``quotation``, most similar first, on word borders; weak ones (see ``SIMILAR``) too.

        A span that has every word of the quotation, none more and none less, in a like spelling, has the property
        ``same_words`` and runs from its first word to its last. Any other may say something else, even the contrary.

        Words that the text and the quotation share verbatim say where to look; there the two are aligned by edit
        distance (Levenshtein 1966), and similarity is the share of characters in common (rapidfuzz ``ratio``).

        Args:
            quotation: the quotation.
            near: where the coder's program saw it, if it said so; looked at as well.
        """
        normalized = self._spoken if self._utterances else self._whole
        unlabelled = [quotation, *without_labels(quotation, self._label)][-1] if self._utterances else quotation
        bare = key(unlabelled)
        if len(bare) < SIMILAR_LENGTH or not normalized.key:
            return []
        begins = _windows(bare, normalized.key)
        if near is not None:
            begins.append(normalized.index(near))
        places: dict[Span, Place] = {}
        for begin in begins:
            span = self._align(bare, normalized, begin)
            if not span:
                continue
            same = self._same_words(unlabelled, span[0], max(2 * _SHINGLE, len(bare) // 5))
            span = same or span
            if span not in places:
                found = self._spoken_key(*span) if self._utterances else key(self.text[span[0] : span[1]])
                places[span] = Place(*span, similarity=fuzz.ratio(bare, found), same_words=same is not None)
        return sorted(places.values(), key=lambda place: (-place.similarity, place.start))

    @cached_property
    def _words(self) -> tuple[list[Span], list[str]]:
        """Where the words of the utterances (of the text, where there are none) are, and their keys."""
        spans = [
            (start + first, start + last)
            for start, end in self._utterances or [(0, len(self.text))]
            for first, last in find_words(self.text[start:end])
        ]
        return spans, [key(self.text[first:last]) for first, last in spans]

    def _same_words(self, quotation: str, near: int, slack: int) -> Span | None:
        """The span that begins nearest to ``near`` and has the quotation's words, each in a like spelling."""
        spoken = find_words(quotation)
        wanted = [key(quotation[first:last]) for first, last in spoken]
        spans, keys = self._words
        low = bisect.bisect_left(spans, (near - slack, 0))
        high = bisect.bisect_right(spans, (near + slack, 0))
        for first in sorted(range(low, high), key=lambda word: (abs(spans[word][0] - near), word)):
            last = word_by_word(wanted, keys, first)
            if last:
                head, tail = quotation[: spoken[0][0]], quotation[spoken[-1][1] :]
                return self._with_characters(spans[first][0], spans[last - 1][1], key(head), key(tail))
        return None

    def _with_characters(self, start: int, end: int, head: str, tail: str) -> Span:
        """The span with the signs before and behind it that the quotation has there too."""
        for character in reversed(head):
            if not start or key(self.text[start - 1]) != character:
                break
            start -= 1
        for character in tail:
            if end == len(self.text) or key(self.text[end]) != character:
                break
            end += 1
        return start, end

    def _spoken_key(self, start: int, end: int) -> str:
        """The key of what ``text[start:end]`` holds of utterances."""
        first = bisect.bisect_right(self._utterances, start, key=lambda span: span[1])
        last = bisect.bisect_left(self._utterances, end, key=lambda span: span[0])
        return "".join(
            key(self.text[max(start, begin) : min(end, stop)]) for begin, stop in self._utterances[first:last]
        )

    def _spans(self, quotation: str) -> list[Span]:
        return [(place.start, place.end) for place in self.find(quotation)]

    def _equal(self, quotation: str, normalized: NormalizedText) -> list[Place]:
        spans = normalized.find(key(quotation))
        whole = [span for span in spans if self._on_word_borders(span)]
        if whole:
            return [Place(*span) for span in whole]
        # Part of a word after all: as it is written goes before what is merely equal.
        literal = [span for span in spans if self.text[slice(*span)] == quotation]
        return [Place(*span) for span in literal or spans]

    def _on_word_borders(self, span: Span) -> bool:
        return self._is_border(span[0]) and self._is_border(span[1])

    def _is_border(self, offset: int) -> bool:
        if not 0 < offset < len(self.text):
            return True
        return not (_in_word(self.text[offset - 1]) and _in_word(self.text[offset]))

    def _align(self, bare: str, normalized: NormalizedText, begin: int) -> Span | None:
        """The span of text on word borders that the quotation's key fits best near index ``begin`` of the key."""
        slack = max(2 * _SHINGLE, len(bare) // 5)
        low = max(0, begin - slack)
        window = normalized.key[low : begin + len(bare) + slack]
        blocks = [
            block
            for block in Levenshtein.opcodes(bare, window)
            if block.tag == "equal" and block.src_end - block.src_start >= _SHINGLE // 2
        ]
        if not blocks:
            return None
        first = max(0, low + blocks[0].dest_start - blocks[0].src_start)
        last = min(len(normalized.key), low + blocks[-1].dest_end + len(bare) - blocks[-1].src_end)
        if first >= last:
            return None
        start, end = (
            self._nearest_border(normalized.offset(first)),
            self._nearest_border(normalized.offset(last - 1) + 1),
        )
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def _nearest_border(self, offset: int) -> int:
        for distance in range(_LONGEST_WORD):
            for moved in (offset - distance, offset + distance):
                if 0 <= moved <= len(self.text) and self._is_border(moved):
                    return moved
        return offset


def _windows(bare: str, text_key: str) -> list[int]:
    """Where in the key the quotation's key may begin, by the short pieces that both have; most pieces first."""
    step = max(1, (len(bare) - _SHINGLE) // _MOST_SHINGLES)
    width = max(2 * _SHINGLE, len(bare) // 10)
    votes: dict[int, list[int]] = {}
    for offset in range(0, len(bare) - _SHINGLE + 1, step):
        for count, found in enumerate(occurrences(text_key, bare[offset : offset + _SHINGLE])):
            if count == _MOST_OCCURRENCES:
                break
            votes.setdefault((found - offset) // width, []).append(found - offset)
    best = sorted(votes, key=lambda bucket: (-len(votes[bucket]), bucket))[:_MOST_WINDOWS]
    return [sorted(votes[bucket])[len(votes[bucket]) // 2] for bucket in best]


def _is_too_short(part: str) -> bool:
    """Whether a part of an elided quotation is too short to be found by itself: one word, or a few characters."""
    return len(key(part)) < SHORT_ELISION_PART or len(find_words(part)) < 2


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
