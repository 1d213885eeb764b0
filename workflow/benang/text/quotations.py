"""Find where a text holds a quotation, though copying changed line breaks, spaces, dashes, quotation marks or case.

Two texts count as equal here when their keys are equal (``benang.text.text_key``). Whatever is not equal in this
sense is at best *similar*, and says so.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein

from benang.text.text_key import QUOTATION_MARKS, NormalizedText, Span, key, occurrences
from benang.text.words import UNSPACED, find_words

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

NEGATIONS = frozenset(
    (
        *("tidak", "tak", "nggak", "ngga", "enggak", "gak", "ga", "ndak", "kagak", "bukan", "belum", "jangan", "tanpa"),
        *("no", "not", "never", "none", "nor", "neither", "cannot", "cant", "dont", "wont", "isnt", "didnt", "doesnt"),
        *("without", "nothing", "nobody", "nowhere", "hardly", "nicht", "nichts", "kein", "keine", "keinen", "keiner"),
        *("keinem", "keines", "nie", "niemals", "ohne", "ne", "pas", "jamais", "rien", "aucun", "aucune", "sans"),
        *("nunca", "jamás", "nada", "nadie", "ningún", "ninguna", "sin", "não", "nem", "sem", "niet", "geen", "nooit"),
        *("non", "mai", "senza", "не", "нет", "ни", "никогда", "без", "لا", "لم", "لن", "ليس", "غير", "değil", "yok"),
    )
)
"""Words that turn a sentence round; nothing else is taken for one of them, however alike."""

_EDGES = "".join(sorted(QUOTATION_MARKS)) + " \t\r\n\u00a0"
_ELISION = re.compile(r"\[\s*(?:\.{2,}|…)\s*\]|\(\s*(?:\.{2,}|…)\s*\)|\.{3,}|…")
_LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]\s*\n\s*")
_LINE_LABEL = re.compile(r"^[^\S\n]*(?:\d{1,5}[.)]?\s+)?[^\W\d_][^:\n]{0,40}:(?=\s)", re.MULTILINE)
_NEGATION_KEYS = frozenset(map(key, NEGATIONS))
_UNLIKE = re.compile(rf"[\d{UNSPACED}]")  # where one character is a number or a word
_LONGEST_WORD = 60
_SHINGLE = 8
_MOST_SHINGLES = 48
_MOST_OCCURRENCES = 20
_MOST_WINDOWS = 4
_SHOWN = 70
_STRAY = 3  # words before the first of a quotation, in a place that is like it


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


def on_one_line(quotation: str) -> str:
    """A quotation as a message shows it: on one line, cut where it is long.

    >>> on_one_line("they answered\\n  at night")
    'they answered at night'
    """
    line = " ".join(quotation.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


def around_difference(found: str, quotation: str) -> str:
    """A place that is like a quotation, as a message shows it: on one line, where it is long around the first word that
    differs, so that whoever reads it sees what to mend.

    >>> around_difference(". they answered\\n at night", "they answered by night")
    'they answered at night'
    """
    words, sought = found.split(), [_plain(word) for word in quotation.split()]
    sought = [word for word in sought if word]
    # What is like the quotation begins and ends where letters do, at times with a mark or half a word before it.
    first = next((at for at, word in enumerate(words) if _plain(word)), 0)
    begun = next(
        (at for at in range(first, min(len(words), first + _STRAY)) if sought[:1] == [_plain(words[at])]), first
    )
    words = words[begun:]
    if len(" ".join(words)) <= _SHOWN:
        return " ".join(words)
    differs, common = len(words) - 1, 0
    for at, word in enumerate(words):
        plain = _plain(word)
        if plain and (common == len(sought) or plain != sought[common]):
            differs = at
            break
        common += bool(plain)
    low, high = differs, differs + 1
    # As much before the difference as behind it, as far as there is.
    while (low or high < len(words)) and len(" ".join(words[max(0, low - 1) : high + 1])) <= _SHOWN - 2:
        low, high = max(0, low - 1), min(len(words), high + 1)
    shown = on_one_line(" ".join(words[low:high]))
    return ("…" if low else "") + shown + ("…" if high < len(words) and not shown.endswith("…") else "")


def _plain(word: str) -> str:
    """A word's letters and digits, in small letters."""
    return "".join(filter(str.isalnum, word)).casefold()


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
        longest_first = sorted({label for label in labels if label}, key=lambda label: (-len(label), label))
        names = "|".join(map(re.escape, longest_first))
        pattern = rf"(?<!\S)(?:\d{{1,5}}[.)]?\s+)?(?:{names})\s*:(?=\s)"
        self._label = re.compile(pattern, re.IGNORECASE) if names else None

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
        return bool(spoken) and any(spoken == key(variant) for variant in self._without_labels(quotation))

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
        variants = list(self._variants(quotation))
        for variant in variants:
            places = self._equal(variant, self._whole)
            if places:
                return places
        if self._utterances:
            for variant in variants:
                for bare in (variant, *self._without_labels(variant)):
                    places = self._equal(bare, self._spoken)
                    if places:
                        return places
        return [Place(*span) for span in literal]  # nothing but invisible characters

    def find_elided(self, quotation: str) -> list[Place]:
        """Every place for a quotation with ``...``, ``…``, ``[...]`` or ``(...)`` in it, from first to last part.

        All parts must follow each other in order, each at most ``ELISION_GAP`` characters after the one before. A short
        part (``... so we paid.``) counts as whole words, and where nothing else in reach is equal to it.
        """
        parts = [part.strip(_EDGES) for part in _ELISION.split(quotation)]
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
        unlabelled = [quotation, *self._without_labels(quotation)][-1] if self._utterances else quotation
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
            last = _word_by_word(wanted, keys, first)
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

    def _variants(self, quotation: str) -> Iterator[str]:
        """The quotation as it is, then with what a printed page or a person's habit added to it taken off."""
        yield quotation
        joined = _LINE_END_HYPHEN.sub("", quotation)
        if joined != quotation:
            yield joined
        for one in dict.fromkeys((quotation, joined)):
            stripped = one.strip(_EDGES)
            if stripped and key(stripped) != key(one):
                yield stripped  # with its own full stop
            for mark in ("[...]", "(...)", "[…]", "(…)"):
                stripped = stripped.removeprefix(mark).removesuffix(mark)
            stripped = stripped.strip(_EDGES + ".…")
            if stripped and key(stripped) != key(one):
                yield stripped

    def _without_labels(self, quotation: str) -> list[str]:
        """The quotation without speakers' labels: only those that the text has, then all that look like one."""
        variants = [self._label.sub(" ", quotation)] if self._label else []
        variants.append(_LINE_LABEL.sub(" ", quotation))
        return [variant for variant in dict.fromkeys(variants) if variant != quotation and key(variant)]

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


def _word_by_word(wanted: Sequence[str], keys: Sequence[str], first: int) -> int | None:
    """Behind which word a span ends that begins with word ``first`` and has the wanted words; None: it has not.

    A word may be written apart in one of the two (``di pasar``, ``dipasar``).
    """
    here, there = 0, first
    while here < len(wanted):
        if there >= len(keys):
            return None
        if _is_like(wanted[here], keys[there]):
            here, there = here + 1, there + 1
        elif here + 1 < len(wanted) and _joined(wanted[here], wanted[here + 1]) == _joined(keys[there]):
            here, there = here + 2, there + 1
        elif there + 1 < len(keys) and _joined(keys[there], keys[there + 1]) == _joined(wanted[here]):
            here, there = here + 1, there + 2
        else:
            return None
    return there


def _joined(*words: str) -> str:
    return "".join(words).replace("-", "").replace("'", "")


def _is_like(one: str, other: str) -> bool:
    """Whether two words (their keys) are one word in two spellings, rather than two words.

    At most two slips in a word of five letters or more, one in a shorter one, none in one of two; a slip that adds two
    letters, or one at the beginning, makes another word (``happy``, ``unhappy``), and so does one in a number.
    """
    if one == other:
        return True
    if (one in _NEGATION_KEYS or one.endswith("n't")) != (other in _NEGATION_KEYS or other.endswith("n't")):
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1 or longer.endswith(shorter):
        return False
    if len(shorter) < 3 or len(longer) < 4 or _UNLIKE.search(one + other):
        return False
    most = 1 if len(shorter) < 5 else 2
    return OSA.distance(one, other, score_cutoff=most) <= most


def _in_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")
