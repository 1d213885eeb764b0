"""In which language a text is, told by its most frequent short words; only where that is plain."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from benang.core.texts import main_language, read_texts
from benang.text.words import find_words

_MOST_READ = 40_000  # characters
_FEWEST = 12  # words that tell
_FEWEST_SHARE = 0.15  # of all words
_CLEARLY = 1.4  # times the next language's


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    by_word: dict[str, list[str]] = {}
    for language, words in read_texts("languages.yaml").items():
        for word in words:
            by_word.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in by_word.items()}


def plain_language(text: str) -> str:
    """The language that a text is plainly in; empty where none is, or where it is too short to tell.

    Counts the words of ``texts/languages.yaml``: a language is told where they are a good part of the text and clearly
    more than any other language's. A text in two languages is in neither.

    >>> plain_language("Saya tidak ada di rumah itu. Dia juga sudah pergi ke pasar dengan anak saya, lalu kami makan.")
    'id'
    >>> plain_language("Selamat pagi, the rest is silence")
    ''
    """
    return _plain_language(text[:_MOST_READ])


@lru_cache(maxsize=64)  # several ask about one text after the other
def _plain_language(text: str) -> str:
    spans = find_words(text)
    by_word, counts, weights = _languages_of(), Counter[str](), Counter[str]()
    for start, end in spans:
        languages = by_word.get(text[start:end].casefold(), ())
        for language in languages:
            counts[language] += 1
            weights[language] += 12 // len(languages)  # a word of one language tells most
    (first, most), (_, next_most) = (*weights.most_common(2), ("", 0), ("", 0))[:2]
    plain = counts[first] >= max(_FEWEST, _FEWEST_SHARE * len(spans)) and most >= _CLEARLY * next_most
    return first if plain else ""


def other_language(text: str, stated: str) -> str:
    """The language that a text is plainly in, if it is not the stated one; empty, too, where that is not known."""
    if main_language(stated) not in read_texts("languages.yaml"):
        return ""
    detected = plain_language(text)
    return "" if detected == main_language(stated) else detected


def spoken_language(text: str, stated: str) -> str:
    """The language that a text is in, as far as its words tell; else the stated one."""
    return other_language(text, stated) or stated
