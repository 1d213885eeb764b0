"""Find the names of a list in a text: whole words by their first word, all others by one pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from unicodedata import normalize

from benang.privacy.name_words import clitics
from benang.privacy.pseudonyms import spelling
from benang.privacy.pseudonyms.folding import Places, end_of, folded
from benang.text.words import UNSPACED

_WORD = re.compile(r"[^\W_]+")
_DOTTED_WORD = re.compile(r"(?<![\w.@/])[^\W\d_]+(?:\.[^\W\d_]+)+(?![\w@/])(?!\.\w)")
_MOST_MET = 200_000  # words of texts that are remembered
_LONGEST_WORD = 1_000  # no name begins with a longer one
_BEFORE_LAST = frozenset(
    (
        *("van", "der", "den", "de", "ter", "ten", "von", "vom", "zu", "zur", "du", "di", "da", "do", "dos", "das"),
        *("del", "della", "la", "le", "bin", "binti", "ibn", "al", "el", "af", "av"),
    )
)
# Letters that a search without regard to case takes for an i, and that casefold does not.
_DOTTED = str.maketrans("\u0130\u0131", "ii")


class Name(NamedTuple):
    """A listed name in every spelling that differs by case or characters only.

    Attributes:
        key: what is looked for (``spelling.key``).
        spelt: the spelling by which it is told from others of the same key (``spelling.written_key``).
        spellings: as the list has it, ``folded``.
        pseudonym: what stands for it.
        one_word: it is a single word, which may be a word of the language too.
        kept: it stands for itself.
        made: REORDERED, UNACCENTED or REJOINED, where the list has the name otherwise.
        strict: it counts in this spelling only.
    """

    key: str
    spelt: str
    spellings: frozenset[str]
    pseudonym: str
    one_word: bool
    kept: bool
    made: str = ""
    strict: bool = False


REORDERED = "reordered"
UNACCENTED = "unaccented"
"""With other accents than the list has, or without."""
REJOINED = "rejoined"
"""With a space for a hyphen, or a hyphen for a space."""


class Found(NamedTuple):
    """A name at ``start:end`` of a text."""

    start: int
    end: int
    name: Name


class SearchedText(NamedTuple):
    """A text in the form in which names are looked for, and the text as it is.

    Attributes:
        text: the form (``folding.folded``); every place that is told is one of it.
        source: the text as it is.
        places: where in ``source`` each character of ``text`` is; None where each is in its place.
    """

    text: str
    source: str
    places: Places | None = None

    @classmethod
    def of(cls, text: str) -> SearchedText:
        """A text, in NFC, ready to be searched."""
        seen, places = folded(text)
        return cls(seen, text, places)

    def spelt(self, start: int, end: int) -> str:
        """How the source spells ``text[start:end]`` (``spelling.written_key``)."""
        return spelling.written_key(self.source[slice(*self.span(start, end))])

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that ``text[start:end]`` is."""
        if self.places is not None:
            start, end = self.places[start], self.places[end - 1] + 1
        return start, end_of(self.source, end)


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
            spellings.setdefault(spelling.written_key(name), []).append(name)
        listed_names = [
            Name(
                spelling.key(listed[0]),
                spelt,
                frozenset(folded(normalize("NFC", each))[0] for each in listed),
                names[listed[0]],
                spelling.is_one_word(spelling.key(listed[0])),
                spelt == spelling.written_key(names[listed[0]]),
            )
            for spelt, listed in spellings.items()
        ]
        # Of several names that are looked for as one, what the list has as it is spelt goes first.
        self._alike: dict[str, list[Name]] = {}
        for entry in (*listed_names, *_other_spellings(listed_names, spellings)):
            alike = self._alike.setdefault(entry.key, [])
            if all(entry.spelt != other.spelt for other in alike):
                alike.append(entry)
        self.entries = [
            next((entry for entry in alike if not entry.kept), alike[0])
            for _, alike in sorted(self._alike.items(), key=lambda item: spelling.order(item[0]))
        ]
        self._by_word: dict[str, list[Name]] = {}
        self._others: list[Name] = []
        for entry in self.entries:
            for word in _first_words(entry.key):
                self._by_word.setdefault(word, []).append(entry)
            if not _first_words(entry.key):
                self._others.append(entry)
        self._others_words: set[str] = set()  # words of texts with which no name begins
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._loose: dict[str, re.Pattern[str]] = {}

    def find(self, searched: SearchedText) -> Iterator[Found]:
        """The names in running text, in order, none overlapping; also those that stand for themselves."""
        done = 0
        others = self._find_others(searched, 0)
        for word in _WORD.finditer(searched.text) if self._may_begin_in(searched.text) else ():
            entries = self._by_word.get(_folded(word[0]))
            if entries is None or word.start() < done:
                continue
            while others is not None and others.start <= word.start():
                yield others
                done = others.end
                others = self._find_others(searched, done)
            if word.start() >= done and (found := self._at(searched, word.start(), entries)):
                yield found
                done = found.end
                if others is not None and others.start < done:
                    others = self._find_others(searched, done)
        while others is not None:
            yield others
            others = self._find_others(searched, others.end)

    def _may_begin_in(self, text: str) -> bool:
        """Whether a text has a word with which a name begins; most have none, and words that were met before."""
        new = set(_WORD.findall(text)) - self._others_words
        nobodys = {word for word in new if _folded(word) not in self._by_word}
        if len(self._others_words) < _MOST_MET:
            self._others_words |= nobodys
        return len(nobodys) < len(new)

    def find_dotted(self, searched: SearchedText) -> Iterator[Found]:
        """The names of one word that somebody wrote with full stops in them, as in ``M.ukhlis``, in order.

        No sentence ends there: what follows a stop is small, or every letter stands alone (``M.U.K.H.L.I.S``).
        """
        for match in _DOTTED_WORD.finditer(searched.text) if "." in searched.text else ():
            pieces = match[0].split(".")
            joined = "".join(pieces)
            if len(joined) < spelling.SHORTEST_INSIDE or not has_capitals(pieces[0]):
                continue
            if not all(piece[0].islower() for piece in pieces[1:]) and max(map(len, pieces)) > 1:
                continue
            key = spelling.key(joined)
            for entry in self._by_word.get(_folded(joined), ()):
                if entry.key == key and entry.one_word and not entry.kept:
                    yield Found(*match.span(), entry)
                    break

    def at(self, searched: SearchedText, place: int) -> Found | None:
        """The name that begins at ``place`` as running text has it."""
        word = _WORD.match(searched.text, place, place + _LONGEST_WORD)
        entries = self._by_word.get(_folded(word[0])) if word else None
        if entries and (found := self._at(searched, place, entries)):
            return found
        match = self._other_names.match(searched.text, place) if self._other_names else None
        return self._found(match, self._other(match), searched) if match else None

    def find_loose(self, searched: SearchedText) -> Iterator[Found]:
        """The names in a label or file name; ``Pseudonyms.rename`` says how they may be written."""
        text, place = searched.text, 0
        # What is next, for each beginning of names that the text has.
        ahead: dict[str, re.Match[str]] = {}
        passed = self._heads_in(text)
        while True:
            for head in passed:
                if match := self._loose_pattern(head).search(text, place):
                    ahead[head] = match
                else:
                    ahead.pop(head, None)
            if not ahead:
                return
            # The leftmost; of several that begin there the first in the order of the entries.
            _, _, head = min((match.start(), self._loose_entry(head, match)[0], head) for head, match in ahead.items())
            match = ahead[head]
            found = self._found(match, self._loose_entry(head, match)[1], searched, loose=True)
            place = match.end() if found else match.start() + 1
            # In a label two words in the other order may be words of the language; in a file name they are not.
            if found and (found.name.made != REORDERED or " " not in match[0] or has_capitals(match[0])):
                yield found
            passed = [head for head, match in ahead.items() if match.start() < place]

    def _heads_in(self, text: str) -> list[str]:
        """The beginnings of names that a text has."""
        if not text.isascii():
            return [head for head, pattern in self._heads.items() if pattern.search(text)]
        # Thousands of files are called alike: their letters are looked up instead of each beginning in each name.
        plain, lengths, others = self._plain_heads
        lowered = text.lower()
        there = {lowered[at : at + length] for length in lengths for at in range(len(lowered) - length + 1)}
        return [*sorted(there & plain), *(head for head in others if self._heads[head].search(text))]

    def _loose_pattern(self, head: str) -> re.Pattern[str]:
        """The pattern of the names that begin so.

        A pattern of all names takes seconds to make, which every run and every job of it would spend on file names.
        """
        if head not in self._loose:
            pattern = spelling.pattern([entry.key for _, entry in self._beginning[head]], loose=True)
            assert pattern is not None
            self._loose[head] = pattern
        return self._loose[head]

    def _loose_entry(self, head: str, match: re.Match[str]) -> tuple[int, Name]:
        """What a match of ``_loose_pattern`` has found, with its place among the entries."""
        assert match.lastindex is not None
        return self._beginning[head][match.lastindex - 1]

    def named(self, key: str, searched: SearchedText, start: int, end: int, *, loose: bool = False) -> Name | None:
        """Whose name ``text[start:end]`` is, which is spelt like ``key`` but for accents; None where it is nobody's.

        Args:
            key: of one of the ``entries``.
            searched: the text.
            start, end: where in it.
            loose: whether a space may stand for a hyphen, and a hyphen for a space, in small letters too.
        """
        alike = self._alike[key]
        if spelling.is_number(key):
            return alike[0]
        spelt = searched.spelt(start, end)
        written, joints = spelling.letters_of(spelt), spelling.joints_of(spelt)
        exact = [name for name in alike if spelling.letters_of(name.spelt) == written]
        if loose and not exact:  # another ending stands for the last letter
            exact = [name for name in alike if spelling.letters_of(name.spelt)[:-1] == written]
        if exact:
            same = [name for name in exact if spelling.joints_of(name.spelt) == joints]
            # Words in a row that the list joins otherwise are words of the language as often, in small letters.
            if same or loose or len(joints) != len(spelling.joints_of(exact[0].spelt)):
                return (same or exact)[0]
            return exact[0]._replace(made=REJOINED) if has_capitals(searched.text[start:end]) else None
        for name in alike:
            if not name.kept and not name.strict and name.key != spelling.key(name.pseudonym):
                return name._replace(made=name.made or UNACCENTED)
        return None

    def _at(self, searched: SearchedText, place: int, entries: list[Name]) -> Found | None:
        for entry in entries:
            if entry.key not in self._patterns:
                self._patterns[entry.key] = spelling.whole_name(entry.key)
            match = self._patterns[entry.key].match(searched.text, place)
            if match and spelling.stands_whole(searched.text, place, match.end(), entry.key):
                name = self.named(entry.key, searched, place, match.end())
                if name:
                    return Found(place, match.end(), name)
        return None

    def _find_others(self, searched: SearchedText, start: int) -> Found | None:
        while self._other_names and (match := self._other_names.search(searched.text, start)):
            if found := self._found(match, self._other(match), searched):
                return found
            start = match.start() + 1
        return None

    def _found(self, match: re.Match[str], entry: Name, searched: SearchedText, *, loose: bool = False) -> Found | None:
        name = self.named(entry.key, searched, *match.span(), loose=loose)
        return Found(match.start(), match.end(), name) if name else None

    def _other(self, match: re.Match[str]) -> Name:
        assert match.lastindex is not None
        return self._others[match.lastindex - 1]

    @cached_property
    def _other_names(self) -> re.Pattern[str] | None:
        return spelling.pattern([entry.key for entry in self._others], loose=False)

    @cached_property
    def _heads(self) -> dict[str, re.Pattern[str]]:
        """Patterns of the first letters of names, as far as they stand in every spelling; of some that is none."""
        return {head: re.compile(re.escape(head), re.IGNORECASE) for head in sorted(self._beginning)}

    @cached_property
    def _plain_heads(self) -> tuple[frozenset[str], list[int], list[str]]:
        """The ``_heads`` that are small letters of ASCII, as a text of ASCII has them; their lengths; the others."""
        plain = frozenset(head for head in self._heads if head.isascii() and head == head.lower())
        return plain, sorted(set(map(len, plain))), [head for head in self._heads if head not in plain]

    @cached_property
    def _beginning(self) -> dict[str, list[tuple[int, Name]]]:
        """The entries with their places by the letters that they begin with, loosely written."""
        found: dict[str, list[tuple[int, Name]]] = {}
        for place, entry in enumerate(self.entries):
            found.setdefault(_loose_head(entry.key), []).append((place, entry))
        return found


def _loose_head(key: str) -> str:
    """The letters that a loosely written name begins with, whatever stands between others; empty where none do."""
    return spelling.first_letters(key) if _first_words(key) else ""


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


def _other_spellings(listed: list[Name], as_listed: Mapping[str, list[str]]) -> Iterator[Name]:
    """The names in another order and with two letters for one; a name that stands for itself has one spelling.

    Args:
        listed: the names of the list.
        as_listed: how the list has each, by its spelling.
    """
    alone = {entry.spelt: entry.pseudonym for entry in listed if entry.one_word}
    for entry in sorted(listed):
        if entry.kept:
            continue
        for order in (entry.spelt, *spelling.other_orders(entry.spelt)):
            # Of two people who are listed by one word each, the one may be named behind the other.
            head, comma, _ = order.partition(", ")
            if order != entry.spelt and comma and alone.get(head, entry.pseudonym) != entry.pseudonym:
                continue
            made = "" if order == entry.spelt else REORDERED
            forms = [] if order == entry.spelt else [(order, False)]
            for apart in spelling.parted(order) if not made else ():
                yield Name(
                    spelling.key(apart), apart, frozenset(), entry.pseudonym, False, False, REORDERED, strict=True
                )
            forms += [(form, False) for form in spelling.in_two_letters(order)]
            # Nothing but the umlaut itself makes Müller of a listed Mueller.
            forms += [(form, True) for form in spelling.in_one_letter(order)]
            for form, strict in forms:
                key = spelling.key(form)
                as_spelt = frozenset(
                    folded(plain)[0] for each in as_listed[entry.spelt] for plain in spelling.in_two_letters(each)
                )
                if key != spelling.key(entry.pseudonym):
                    yield Name(
                        key,
                        form,
                        as_spelt,
                        entry.pseudonym,
                        spelling.is_one_word(key),
                        False,
                        made or UNACCENTED,
                        strict,
                    )


def has_capitals(words: str) -> bool:
    """Whether each of the words begins with no small letter, but for what stands before a last name (van der)."""
    written = [word[0] for word in _WORD.finditer(words)]
    named = [word for word in written if word not in _BEFORE_LAST] or written
    return not any(word[0].islower() for word in named)


def _folded(word: str) -> str:
    """The same for all words that a search without regard to case takes for one."""
    return (word if word.isascii() else word.translate(_DOTTED)).casefold()
