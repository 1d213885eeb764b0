"""Find the names of a list in a text: whole words by their first word, all others by one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from benang.privacy.name_words import clitics
from benang.privacy.pseudonyms import spelling
from benang.text.words import UNSPACED

_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 1_000  # no name begins with a longer one
# Letters that a search without regard to case takes for an i, and that casefold does not.
_DOTTED = str.maketrans("\u0130\u0131", "ii")


class Name(NamedTuple):
    """A listed name in every spelling that differs by case or signs only."""

    key: str
    spellings: frozenset[str]
    pseudonym: str
    one_word: bool
    kept: bool  # it stands for itself
    made: str = ""  # REORDERED or UNACCENTED, where the list has the name otherwise


REORDERED = "reordered"
UNACCENTED = "unaccented"


class Found(NamedTuple):
    """A name at ``start:end`` of a text."""

    start: int
    end: int
    name: Name


class NameIndex:
    """The names of a list, looked up by the word they begin with.

    A pattern of a thousand names takes its time at every place of a text; nearly every word of a text begins no name,
    which a look into a table tells at once. Names that may begin within a word (numbers, ``@akun``, scripts without
    spaces) are few and stay one pattern.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        """Index a list.

        Args:
            names: pseudonym by name.
        """
        spellings: dict[str, list[str]] = {}
        for name in sorted(names):
            spellings.setdefault(spelling.key(name), []).append(name)
        listed_names = [
            Name(
                key,
                frozenset(spelling.visible(each)[0] for each in listed),
                names[listed[0]],
                spelling.is_one_word(key),
                key == spelling.key(names[listed[0]]),
            )
            for key, listed in spellings.items()
        ]
        further = {entry.key: entry for entry in reversed([*_other_spellings(listed_names)])}
        self.entries = sorted(
            (further | {entry.key: entry for entry in listed_names}).values(),
            key=lambda entry: spelling.order(entry.key),
        )
        self._by_word: dict[str, list[Name]] = {}
        self._others: list[Name] = []
        for entry in self.entries:
            for word in _first_words(entry.key):
                self._by_word.setdefault(word, []).append(entry)
            if not _first_words(entry.key):
                self._others.append(entry)
        self._patterns: dict[str, re.Pattern[str]] = {}

    def find(self, text: str) -> Iterator[Found]:
        """The names in running text, in order, none overlapping; also those that stand for themselves."""
        done = 0
        others = self._find_others(text, 0)
        for word in _WORD.finditer(text):
            entries = self._by_word.get(_folded(word[0]))
            if entries is None or word.start() < done:
                continue
            while others is not None and others.start <= word.start():
                yield others
                done = others.end
                others = self._find_others(text, done)
            if word.start() >= done and (found := self._at(text, word.start(), entries)):
                yield found
                done = found.end
                if others is not None and others.start < done:
                    others = self._find_others(text, done)
        while others is not None:
            yield others
            others = self._find_others(text, others.end)

    def at(self, text: str, place: int) -> Found | None:
        """The name that begins at ``place`` as running text has it."""
        word = _WORD.match(text, place, place + _LONGEST_WORD)
        entries = self._by_word.get(_folded(word[0])) if word else None
        if entries and (found := self._at(text, place, entries)):
            return found
        match = self._other_names.match(text, place) if self._other_names else None
        return _found(match, self._others) if match else None

    def find_loose(self, text: str) -> Iterator[Found]:
        """The names in a label or file name; ``Pseudonyms.rename`` says how they may be written."""
        if self._loose:
            for match in self._loose.finditer(text):
                found = _found(match, self.entries)
                # In a label two words in the other order may be words of the language; in a file name they are not.
                if found.name.made != REORDERED or " " not in match[0] or has_capitals(match[0]):
                    yield found

    def _at(self, text: str, place: int, entries: list[Name]) -> Found | None:
        for entry in entries:
            if entry.key not in self._patterns:
                self._patterns[entry.key] = spelling.whole_name(entry.key)
            match = self._patterns[entry.key].match(text, place)
            if match and spelling.stands_whole(text, place, match.end(), entry.key):
                return Found(place, match.end(), entry)
        return None

    def _find_others(self, text: str, start: int) -> Found | None:
        match = self._other_names.search(text, start) if self._other_names else None
        return _found(match, self._others) if match else None

    @cached_property
    def _other_names(self) -> re.Pattern[str] | None:
        return spelling.pattern([entry.key for entry in self._others], loose=False)

    @cached_property
    def _loose(self) -> re.Pattern[str] | None:
        return spelling.pattern([entry.key for entry in self.entries], loose=True)


def _first_words(key: str) -> list[str]:
    """The words, casefolded, that a text has where the name begins: its first, and with a clitic if it is the only one.

    None for a name that may begin or end within a word.
    """
    if spelling.left_kind(key) != "word" or re.search(f"[{UNSPACED}]", key):
        return []
    word = _WORD.match(key)
    if word is None:
        return []
    first = _folded(word[0])
    if word.end() == len(key) and spelling.takes_clitic(key):
        return [first, *(first + clitic for clitic in clitics())]
    return [first]


def _other_spellings(listed: list[Name]) -> Iterator[Name]:
    """The names in another order and without accents; a name that stands for itself has one spelling."""
    alone = {entry.key: entry.pseudonym for entry in listed if entry.one_word}
    for entry in sorted(listed):
        if entry.kept:
            continue
        orders = [entry.key, *spelling.other_orders(entry.key)]
        for order in orders:
            # Of two people who are listed by one word each, the one may be named behind the other.
            head, comma, _ = order.partition(", ")
            if order == entry.key or not comma or alone.get(head, entry.pseudonym) == entry.pseudonym:
                for key in (order, *spelling.without_accents(order)):
                    made = "" if key == entry.key else UNACCENTED if order == entry.key else REORDERED
                    spelt = frozenset(plain for each in entry.spellings for plain in spelling.without_accents(each))
                    if made and key != spelling.key(entry.pseudonym):
                        yield Name(key, spelt, entry.pseudonym, spelling.is_one_word(key), False, made)


def has_capitals(words: str) -> bool:
    """Whether each of the words begins with no small letter."""
    return not any(word[0][0].islower() for word in _WORD.finditer(words))


def _folded(word: str) -> str:
    """The same for all words that a search without regard to case takes for one."""
    return (word if word.isascii() else word.translate(_DOTTED)).casefold()


def _found(match: re.Match[str], entries: list[Name]) -> Found:
    assert match.lastindex is not None
    return Found(match.start(), match.end(), entries[match.lastindex - 1])
