"""Which of the old code pages of one byte a character a text is in, by letters and words of the languages it may be in.

Each of a code page's languages (``texts/code_pages.yaml``) has letters beyond a-z. In the right page nearly every
character beyond ASCII is one of them, or a quotation mark or dash; in a wrong one there are characters within words
(``³`` for ł), capitals behind small letters and letters of two scripts in a word. Frequent words settle what letters
leave open: Hungarian ő and Portuguese õ are one byte.

Nothing is certain in this: what is taken is told, and said to be unsure where another page gives another text nearly as
well.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from benang.core.texts import read_texts

TEXTS = "code_pages.yaml"

DEFAULT = "cp1252"
"""What is taken where nothing tells."""

ENOUGH = 0.9
"""The share of the characters beyond ASCII that a language has to have for a text to be in it."""

_SAMPLE = 200_000  # bytes; more would tell the same
_WORDS_COUNT = 2.0  # a share of frequent words, against a share of letters
_MOST_WORDS = 0.5
_COMMON_PAGE = 0.04  # the commonest page, where all else is equal
_MARGIN = 0.08  # by which the best has to be better than one that gives another text, or, of a text of few words,
_MARGIN_WORDS = 4.0  # by the share that so many words are of it
_NOT_FIRST = 0.005  # a page that the language was seldom written in
# Characters that a text of any language may have, and that no language is known by.
_ANYWHERE = frozenset("“”‘’„‚‹›«»–—…•·°©®™€£§±×÷½¼¾²³º¹ª´`¨¿¡\u00a0\u00ad†‡‰¶\u200c\u200d\u200e\u200f،؛؟־׳״―΄΅№")
_SYMBOLS = frozenset("±¶×÷¼½¾²³¹ªº´`¨§®©™")
_CONTROL = 5  # characters; no page has controls in a text
_IN_WORDS = frozenset("’‘´\u00ad·\u200c\u200d–—")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]+")


class Guess(NamedTuple):
    """A code page.

    Attributes:
        page: its name as a codec's.
        text: the whole text in it.
        fits: the share of the characters beyond ASCII that a language of this page has.
        rival: another page, which gives another text and fits as well; empty where there is none.
    """

    page: str
    text: str
    fits: float
    rival: str = ""


def guess_page(data: bytes) -> Guess | None:
    """The code page that bytes are most likely in, and whether that is plain; None where no page holds all of them."""
    sample = data[:_SAMPLE]
    ranked = sorted(_fits(sample), key=lambda one: (-one.score, one.page != DEFAULT, one.page))
    for best in ranked:
        if (text := _decoded(data, best.page)) is None:
            continue
        shown = _decoded(sample, best.page) or ""
        margin = max(_MARGIN, _MARGIN_WORDS / max(5, len(_WORD.findall(shown))))
        rivals = (
            other.page
            for other in ranked
            if other.page != best.page and other.score > best.score - margin and other.wrong <= best.wrong
            if _decoded(sample, other.page) != shown
        )
        return Guess(best.page, text, best.share, next(rivals, ""))
    return None


class _Fit(NamedTuple):
    """How well a page fits with a language: the score, the share of its letters, how many characters are not its."""

    page: str
    score: float
    share: float
    wrong: int


def _fits(data: bytes) -> Iterator[_Fit]:
    """Each page that holds the bytes, with each of its languages."""
    seen: dict[str, _Seen | None] = {}
    for language, entry in _languages().items():
        for place, page in enumerate(entry["pages"]):
            if page not in seen:
                text = _decoded(data, page)
                seen[page] = None if text is None else _Seen.of(text)
            if (found := seen[page]) is not None:
                share, wrong, words = found.fit(language)
                common = _COMMON_PAGE if page == DEFAULT else 0.0
                yield _Fit(page, share + words - _NOT_FIRST * place + common, share, wrong)


class _Seen(NamedTuple):
    """What of a text tells its language: letters beyond ASCII in their place, characters out of place, words."""

    letters: Counter[str]
    wrong: int
    words: Counter[str]

    @classmethod
    def of(cls, text: str) -> _Seen:
        """What a text has."""
        letters: Counter[str] = Counter()
        wrong = 0
        for match in _BEYOND_ASCII.finditer(text):
            character, start, end = match[0], match.start(), match.end()
            before, after = text[max(0, start - 2) : start], text[end : end + 1]
            if unicodedata.category(character) == "Cc":
                wrong += _CONTROL
            elif not _is_letter(character):
                wrong += _is_odd(character, before, after)
            elif _is_out_of_place(character, before[-1:]):
                wrong += 1
            else:
                letters[character.lower() if len(character.lower()) == 1 else character] += 1
        return cls(letters, wrong, Counter(word.lower() for word in _WORD.findall(text)))

    def fit(self, language: str) -> tuple[float, int, float]:
        """The share of letters that are the language's, how many characters are not, what its frequent words count."""
        good = sum(count for letter, count in self.letters.items() if letter in _letters(language))
        total = self.letters.total() + self.wrong
        hits = sum(count for word, count in self.words.items() if word in _words(language))
        share = good / total if total else 1.0
        return share, total - good, min(_MOST_WORDS, _WORDS_COUNT * hits / max(1, self.words.total()))


def _is_odd(character: str, before: str, after: str) -> bool:
    """Whether a character that is no letter stands where a letter would."""
    if character not in _ANYWHERE:
        return True
    if character in _SYMBOLS:  # "m²" is none, "sta³" and "¶κου" are
        return after.isalpha() or (len(before) == 2 and before.isalpha())
    return before[-1:].isalpha() and after.isalpha() and character not in _IN_WORDS


def _is_letter(character: str) -> bool:
    # What NFKC takes for a letter is a character to people: ª, º; marks are letters of Arabic and Hebrew.
    return (character.isalpha() and character not in "ªºµ") or unicodedata.category(character).startswith("M")


def _is_out_of_place(character: str, before: str) -> bool:
    """Whether a letter stands where its script has none: a capital behind a small letter, two scripts in a word."""
    if not before.isalpha():
        return False
    if character.isupper() and before.islower():
        return True
    return _is_latin(character) != _is_latin(before)


def _is_latin(character: str) -> bool:
    return character < "\u0250"


def _decoded(data: bytes, page: str) -> str | None:
    try:
        return data.decode(page)
    except UnicodeDecodeError:
        return None


@cache
def _languages() -> dict[str, dict[str, list[str]]]:
    return dict(read_texts(TEXTS))


@cache
def _letters(language: str) -> frozenset[str]:
    return frozenset(_languages()[language]["letters"])


@cache
def _words(language: str) -> frozenset[str]:
    return frozenset(_languages()[language]["words"])
