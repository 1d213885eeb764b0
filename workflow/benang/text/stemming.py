"""Stems: the word behind a word's forms, so that one pattern finds ``dipercaya``, ``kepercayaan`` and ``percaya``.

Indonesian words are stemmed by Sastrawi (enhanced confix stripping: Nazief and Adriani, 1996; Asian, 2007), under a
layer for everyday talk (``nggak``, ``ngajarin``, ``nyari``) and a table of Sastrawi's known errors; tables and loan
words are in ``texts/stems.id.yaml``. Other languages are stemmed by Snowball (Porter, 2001) where it knows them; any
other word is its own stem. Everything works offline.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Protocol

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary  # type: ignore[import-untyped]
from Sastrawi.Stemmer.Stemmer import Stemmer as Sastrawi  # type: ignore[import-untyped]
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # type: ignore[import-untyped]

from benang.core.texts import main_language, read_texts

_SNOWBALL = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""Languages (ISO 639-1) that Snowball stems."""

_LONGEST = 60
"""Longer words (addresses, keyboard runs) are not stemmed: no word of a language is so long."""

_CHANGING = "kpstc"
"""First letters of an Indonesian root that a prefix may swallow (``tulis``: ``menulis``, ``nulis``)."""

_INFIXES = "el|em|er|in"  # behind the first letter of a root (gerigi, gemuruh)
# Whatever the stemmer and the layer for everyday talk may take off, in any number and order: prefixes, and those among
# them that lost their first letter to another (menye-: me-, se-) or hold an infix.
_BEFORE_ROOT = (
    f"(?:di|k?au|[kg]?u|[ksntm]e|nye|[bptnm]e[rl]|(?:m|p)e(?:m|n|nge?|ny)?|nge?|ny|n|m|be|[^-]?(?:{_INFIXES})[ei]?)*"
)
_AFTER_ROOT = "(?:i|in|k?[ae]n|is|isme|isasi|[lkt][ae]h|pun|ku|mu|nya)*"

_SHORTEST_ROOT = 3
"""Everyday affixes are taken off only where at least so many letters remain."""


def stem(word: str, language: str) -> str:
    """The stem of ``word`` in lower case (full case folding).

    Args:
        word: one word, in any case.
        language: ISO 639-1 code, with or without a region (``id``, ``en-GB``); an unknown one leaves the word as it is.
    """
    word = unicodedata.normalize("NFC", word.casefold())
    return word if len(word) > _LONGEST else _stem(word, main_language(language))


@lru_cache(maxsize=1 << 16)
def is_known(word: str, language: str) -> bool:
    """Whether a language's dictionary has a word (in small letters) or what it is made from.

    Only Indonesian has a dictionary; of every other language no word is known.
    """
    stemmer = _stemmer(language)
    return isinstance(stemmer, _Indonesian) and stemmer.knows(word)


def prefilter(stems: Iterable[str], language: str) -> str:
    """A regular expression for every word with one of ``stems`` and few others.

    Stemming a word costs far more than matching it, and nearly no word has a stem that is looked for. In Indonesian an
    affix changes at most the first letter of its root, so the rest of the root stands in the word, among affixes.

    Returns:
        The expression, for words in small letters and an engine of linear time (RE2). It matches such a word as a
        whole, or one of its parts between hyphens. Empty where the language gives none, or there are no stems.
    """
    stemmer = _stemmer(main_language(language))
    return stemmer.prefilter(stems) if isinstance(stemmer, _Indonesian) else ""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@dataclass(frozen=True)
class _Tables:
    """The contents of one ``texts/stems.<language>.yaml``; ``forms`` turned round: spoken form -> standard word."""

    stems: Mapping[str, str]
    forms: Mapping[str, str]
    roots: Sequence[str]
    prefixes: Mapping[str, Sequence[str]]
    suffixes: Sequence[str]
    clitics: Sequence[str]


class _Indonesian:
    """Sastrawi under the layer for everyday talk."""

    def __init__(self, tables: _Tables) -> None:
        self._tables = tables
        dictionary = ArrayDictionary(StemmerFactory().get_words())
        dictionary.add_words(tables.roots)
        # Spoken forms take affixes too (pesenan); the shortest would be found inside other words.
        dictionary.add_words(form for form in tables.forms if len(form) > _SHORTEST_ROOT)
        self._dictionary: Mapping[str, str] = dictionary.words
        self._sastrawi = Sastrawi(dictionary)
        # Stem -> what the tables bring back to it, letters of which its own spelling lacks (tidak: nggak).
        self._spellings: dict[str, list[str]] = {}
        for word in (*tables.stems, *tables.forms):
            self._spellings.setdefault(self.stemWord(word), []).append(word)

    def stemWord(self, word: str) -> str:
        listed = self._listed(word)
        if listed:
            return listed
        if word in self._dictionary:
            return word
        bare = self._without_clitic(word)
        listed = self._listed(bare)
        if listed:
            return listed
        for form in (word, bare):
            first, hyphen, second = form.partition("-")
            if hyphen and first == second:
                return self.stemWord(first)
            if hyphen and len(first) > 1 and first in self._tables.prefixes:  # di-share, nge-like
                return self.stemWord(second)
        found: str = self._sastrawi.stem_word(word)
        if found != word:
            return self._listed(found) or found
        for form in self._everyday(bare):
            root = self._root(form)
            if root:
                return root
        # A word that nothing knows, mostly a loan or a name: only the clitic can be told from it.
        return bare

    def knows(self, word: str) -> bool:
        """Whether a word, or what it is made from, stands in the dictionary or in the tables."""
        forms = (word, self._without_clitic(word), *word.split("-"))
        return any(self._root(form) for one in forms if one for form in self._everyday(one))

    def prefilter(self, stems: Iterable[str]) -> str:
        whole: set[str] = set()
        rests: dict[str, set[str]] = {}
        for each in stems:
            spellings = {each, *self._spellings.get(each, ())}
            spellings |= {spelling for known in list(spellings) for spelling in [_lowered(known, "a", "e")] if spelling}
            for spelling in spellings:
                # The shortest spoken forms are not in the stemmer's dictionary: they only lose a swallowed letter.
                if spelling != each and len(spelling) <= _SHORTEST_ROOT and spelling[:1] not in _CHANGING:
                    whole.add(spelling)
                else:
                    rests.setdefault(spelling[:1], set()).add(spelling[1:])
        if not whole and not rests:
            return ""
        first = [f"(?:{re.escape(letter)}(?:{_INFIXES})?)?{_any_of(rests[letter])}" for letter in sorted(rests)]
        root = f"(?:{'|'.join([*first, *([_any_of(whole)] if whole else [])])})"
        return f"(?s){_BEFORE_ROOT}{root}{_AFTER_ROOT}"

    def _listed(self, word: str) -> str:
        """The stem that the tables give; empty where they are silent."""
        if word in self._tables.stems:
            return self._tables.stems[word]
        standard = self._tables.forms.get(word)
        return self.stemWord(standard) if standard and standard != word else standard or ""

    def _without_clitic(self, word: str) -> str:
        for clitic in self._tables.clitics:
            bare = word.removesuffix(clitic)
            if bare != word and (bare.endswith("-") or len(bare) >= _SHORTEST_ROOT):
                return bare.removesuffix("-")
        return word

    def _everyday(self, word: str) -> Iterator[str]:
        """What may remain of ``word`` without everyday affixes, the most careful cut first."""
        shortened = [word]
        for suffix in self._tables.suffixes:
            if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_ROOT:
                shortened.append(word.removesuffix(suffix))  # noqa: PERF401
        yield from shortened
        for form in shortened:
            for prefix, letters in self._tables.prefixes.items():
                rest = form.removeprefix(prefix)
                if rest != form and len(rest) >= _SHORTEST_ROOT - 1:
                    yield from (letter + rest for letter in letters if len(letter + rest) >= _SHORTEST_ROOT)

    def _root(self, form: str) -> str:
        """The root of ``form`` if one is known, in standard spelling or with the spoken e for a (``dateng``)."""
        for spelling in (form, _lowered(form, "e", "a")):
            if spelling:
                listed = self._listed(spelling)
                if listed:
                    return listed
                if spelling in self._dictionary:
                    return spelling
                found: str = self._sastrawi.stem_word(spelling)
                if found != spelling:
                    return self._listed(found) or found
        return ""


def _any_of(texts: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(texts)))})"


def _lowered(word: str, vowel: str, other: str) -> str:
    """``word`` with ``other`` for the vowel of its last, closed syllable if that is ``vowel``; else empty."""
    head = word.rstrip("bcdfghjklmnpqrstvwxyz")
    return head[:-1] + other + word[len(head) :] if head != word and head.endswith(vowel) else ""


@cache
def _stemmer(language: str) -> _Stemmer | None:
    if language == "id":
        return _Indonesian(_read_tables(language))
    if language in _SNOWBALL:
        # The classes themselves, not snowballstemmer.stemmer(): that one turns to another package where it is
        # installed, whose version may stem differently.
        name = _SNOWBALL[language]
        module = importlib.import_module(f"snowballstemmer.{name}_stemmer")
        snowball: _Stemmer = getattr(module, f"{name.title()}Stemmer")()
        return snowball
    return None


Stems = dict[str, dict[str, str]]
"""Stems by language and word."""


class _LookedUp:
    """Where stems are looked up before a word is stemmed, and where those that were asked for are noted."""

    known: Stems | None = None
    asked: Stems | None = None


@contextmanager
def looking_up(known: Stems, asked: Stems) -> Iterator[None]:
    """While the block runs, take the stems of words from ``known`` that has them.

    Args:
        known: stems that this module's functions gave of the same words before.
        asked: is filled with the stems of all words that were asked for.
    """
    _stem.cache_clear()
    _LookedUp.known, _LookedUp.asked = known, asked
    try:
        yield
    finally:
        _LookedUp.known = _LookedUp.asked = None


@lru_cache(maxsize=1 << 18)
def _stem(word: str, language: str) -> str:
    found = (_LookedUp.known or {}).get(language, {}).get(word)
    if found is None:
        stemmer = _stemmer(language)
        found = stemmer.stemWord(word) if stemmer else word
    if _LookedUp.asked is not None:
        _LookedUp.asked.setdefault(language, {})[word] = found
    return found


def _read_tables(language: str) -> _Tables:
    content = read_texts(f"stems.{language}.yaml")
    forms = {form: standard for standard, spoken in content["forms"].items() for form in spoken}
    return _Tables(**{**content, "forms": forms})
