"""Put pseudonyms in the place of names and identifiers."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from benang.core.problems import Problem
from benang.privacy.identifiers import Identifier, find_identifiers, find_in_name, label
from benang.privacy.name_words import common_words, honorifics
from benang.privacy.pseudonyms import spelling
from benang.privacy.pseudonyms.index import REORDERED, UNACCENTED, Found, NameIndex, SearchedText, has_capitals
from benang.privacy.pseudonyms.inside import InsideNames
from benang.text.offsets import Edit

NAME = "name"
"""The kind of a replacement that comes from the list of names."""

HOLDING = frozenset({"email", "url", "handle", "address"})
"""Identifiers that a name may be part of (``mukhlis@...``, ``Jl. Mukhlis 3``): they are replaced as a whole."""

# What of an identifier may stand around a row of the list that keeps it.
_BEFORE_KEPT = re.compile(r"(?:https?://)?(?:www\.)?[@+(]{0,2}", re.IGNORECASE)
_AFTER_KEPT = re.compile(r"[\W_]*")

_ADDRESSED = re.compile(rf"(?<![^\W_])(?:{'|'.join(honorifics())})\.?\s+$", re.IGNORECASE)
_PARTED = re.compile(r"(?<=[^\W\d_])[-\u00ad\u2010\u2011][ \t\r]*\n\s*(?=[^\W\d_])")
_AROUND = 80  # characters on both sides of a line's end that a name may take
_LONGEST_ADDRESS = max(map(len, honorifics())) + 8


@dataclass(frozen=True)
class Replacement(Edit):
    """An edit that puts a pseudonym in.

    Attributes:
        kind: ``name``, or the kind of identifier.
        value: the identifier's value, the same for all its spellings; empty for a name.
    """

    kind: str = NAME
    value: str = ""


@dataclass(frozen=True)
class Pseudonyms:
    """Names and identifiers, and what stands for them.

    Attributes:
        names: pseudonym by name; every variant is a name of its own.
        identifiers: the key: replacement by kind and value. What is not in it is replaced by its kind alone
            (``[Telepon]``).
        kinds: the kinds of identifiers that are looked for, of ``identifiers.KINDS``; none by default.
        language: of the labels of identifiers that are not in the key.
        seen: where kind and value of each identifier that is replaced are noted; None for nowhere.
        with_capital: names that nobody has but the study itself (pseudonyms of who withdrew): never in small letters.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    identifiers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    language: str = "en"
    seen: list[tuple[str, str]] | None = field(default=None, compare=False, repr=False)
    with_capital: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names or self.kinds)

    @property
    def stand_ins(self) -> frozenset[str]:
        """All that stands for names and identifiers."""
        return frozenset((*self.names.values(), *self.identifiers.values()))

    def edits(self, text: str, *, any_case: bool = False, words: Collection[str] = ()) -> list[Replacement]:
        """What to replace in running text, in order; arguments as for ``search``."""
        return self.search(text, any_case=any_case, words=words)[0]

    def search(
        self, text: str, *, any_case: bool = False, words: Collection[str] = (), line_ends: Collection[int] = ()
    ) -> tuple[list[Replacement], dict[str, tuple[int, int]]]:
        """What to replace in running text, and what was left although it may be a name.

        Args:
            text: the text.
            any_case: whether every name of one word is replaced in small letters too.
            words: those that are left nevertheless (``will``), in small letters.
            line_ends: as in ``find_identifiers``.

        Names go before identifiers, but a name within an address, a link, an e-mail address or an account goes with it.

        Returns:
            The edits in order; and the names of one word that stand there in small letters, which the list does not
            give in small letters: for each pseudonym how often, and where the first begins.
        """
        edits, doubtful = self._search(text, any_case=any_case, words=words, line_ends=line_ends)
        unsure: dict[str, tuple[int, int]] = {}
        for found in doubtful:
            count, first = unsure.get(found.name.pseudonym, (0, found.start))
            unsure[found.name.pseudonym] = (count + 1, first)
        return edits, unsure

    def doubtful(self, text: str) -> list[tuple[int, int, str]]:
        """The names that ``search`` leaves because they may be a word: start, end and pseudonym, in order."""
        if self.kinds:  # what an identifier replaces is no word that is left
            return [(found.start, found.end, found.name.pseudonym) for found in self._search(text, any_case=False)[1]]
        searched = SearchedText.of(text)
        left = self._found_names(searched, any_case=False)[2]
        return [(*searched.span(found.start, found.end), found.name.pseudonym) for found in left]

    def risks(self, text: str) -> list[tuple[int, int, str]]:
        """The words with a capital that ``search`` leaves, since a name has lost its accents in them: The for Thế.

        Returns:
            Start, end and pseudonym, in order.
        """
        searched = SearchedText.of(text)
        return [
            (*searched.span(found.start, found.end), found.name.pseudonym)
            for found in (self._index.find(searched) if self.names else ())
            if not found.name.kept and _is_common(found, searched) and not searched.text[found.start].islower()
        ]

    def _search(
        self, text: str, *, any_case: bool, words: Collection[str] = (), line_ends: Collection[int] = ()
    ) -> tuple[list[Replacement], list[Found]]:
        searched = SearchedText.of(text)
        if searched.places is not None:
            line_ends = (
                [
                    place
                    for place, character in enumerate(searched.text)
                    if character == " " and searched.places[place] in line_ends
                ]
                if line_ends
                else ()
            )
        edits, doubtful = self._search_folded(searched, any_case=any_case, words=words, line_ends=line_ends)
        return _moved(edits, searched), [
            Found(*searched.span(found.start, found.end), found.name) for found in doubtful
        ]

    def _search_folded(
        self, searched: SearchedText, *, any_case: bool, words: Collection[str] = (), line_ends: Collection[int] = ()
    ) -> tuple[list[Replacement], list[Found]]:
        text = searched.text
        sure, kept, doubtful = self._found_names(searched, any_case=any_case, words=words)
        names = _with_dotted(
            [Replacement(found.start, found.end, found.name.pseudonym) for found in sure],
            self._index.find_dotted(searched) if self.names else (),
        )
        identifiers = [
            each for each in self._identifiers(text, line_ends) if not _keeps(kept, text, each.start, each.end)
        ]
        if not identifiers:
            return names, doubtful
        edits = self._with_identifiers(names, identifiers)
        replaced = _Spans((edit.start, edit.end) for edit in edits)
        return edits, [found for found in doubtful if not replaced.overlapping(found.start, found.end)]

    def _found_names(
        self, searched: SearchedText, *, any_case: bool, words: Collection[str] = ()
    ) -> tuple[list[Found], list[Found], list[Found]]:
        """The names that are replaced, those that stand for themselves, and those that may be a word."""
        text = searched.text
        sure: list[Found] = []
        kept: list[Found] = []
        doubtful: list[Found] = []
        for found in self._index.find(searched) if self.names else ():
            if found.name.kept:
                kept.append(found)
                continue
            if found.name.made == REORDERED and not has_capitals(text[found.start : found.end]):
                continue  # two words of the language, more often than a person
            addressed = _addressed(text, found.start)
            if _is_common(found, searched) and not addressed:
                continue
            written = text[found.start : found.end]
            small = found.name.one_word and written[0].islower()
            if small and any_case and written not in words and found.name.spelt not in self._with_capital:
                small = False
            if not small or written in found.name.spellings or addressed:
                sure.append(found)
            else:
                doubtful.append(found)
        return sure, kept, doubtful

    def _identifiers(self, text: str, line_ends: Collection[int]) -> list[Identifier]:
        return find_identifiers(text, self.kinds, line_ends) if self.kinds else []

    def _with_identifiers(self, names: list[Replacement], identifiers: Iterable[Identifier]) -> list[Replacement]:
        """Names and identifiers in one order, none overlapping."""
        spans = _Spans((name.start, name.end) for name in names)
        taken: set[int] = set()  # names that go with an identifier
        edits: list[Replacement] = []
        for identifier in identifiers:
            touched = spans.overlapping(identifier.start, identifier.end)
            inside = [
                number
                for number in touched
                if identifier.start <= names[number].start
                and names[number].end <= identifier.end
                and names[number].end - names[number].start < identifier.end - identifier.start
            ]
            if touched and (identifier.kind not in HOLDING or len(inside) < len(touched)):
                continue
            taken.update(touched)
            edits.append(self._replacement(identifier))
        return sorted([*edits, *(name for number, name in enumerate(names) if number not in taken)])

    def _replacement(self, identifier: Identifier) -> Replacement:
        if self.seen is not None:
            self.seen.append((identifier.kind, identifier.value))
        stands = self.identifiers.get((identifier.kind, identifier.value)) or label(identifier.kind, self.language)
        return Replacement(identifier.start, identifier.end, stands, identifier.kind, identifier.value)

    def apply(self, text: str, kept_words: Callable[[], Collection[str] | None] = lambda: None) -> str:
        """Running text, in NFC, with its names and identifiers replaced.

        Args:
            text: the text.
            kept_words: asked where a name of one word stands in small letters: the words that are left nevertheless,
                where the text belongs to one without capitals; None elsewhere.
        """
        if not text:  # most cells of a table that may hold names are empty
            return text
        text = unicodedata.normalize("NFC", text)
        edits, doubtful = self.search(text)
        if doubtful and (words := kept_words()) is not None:
            edits = self.edits(text, any_case=True, words=words)
        return _applied(text, edits)

    def left(self, text: str) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
        """Names that still stand in a text after its names were replaced, because they are part of a longer word.

        Looked for are names of at least four letters (as NFD counts them, so that two syllables of Hangul are enough)
        that begin or end a run of letters; whole words are ``search``'s to tell.

        Args:
            text: running text with its names replaced.

        Returns:
            Two mappings like the second of ``search``. The first holds what is a name: with a capital or in a script
            without capitals (``Müllers``, Russian cases, Arabic proclitics), beside a digit, ``_``, ``.`` or ``@``
            (``mukhlis_store``), or several words written together. The second holds what may be another word: the
            beginning of one in small letters (Budi in ``budidaya``).
        """
        sure: dict[str, tuple[int, int]] = {}
        unsure: dict[str, tuple[int, int]] = {}
        searched = SearchedText.of(text)
        for found in self._inside.find(searched) if self.names else ():
            kind = sure if found.sure else unsure
            start = searched.span(found.start, found.end)[0]
            count, first = kind.get(found.name.pseudonym, (0, start))
            kind[found.name.pseudonym] = (count + 1, first)
        for start, pseudonym in self._over_lines(text) if self.names else ():
            count, first = sure.get(pseudonym, (0, start))
            sure[pseudonym] = (count + 1, min(start, first))
        return sure, unsure

    def _over_lines(self, text: str) -> Iterator[tuple[int, str]]:
        """The names that a hyphen at a line's end parts within a word: where each begins, and its pseudonym."""
        ends = list(_PARTED.finditer(text))
        if not ends:
            return
        for end in ends:
            low, high = max(0, end.start() - _AROUND), min(len(text), end.end() + _AROUND)
            joined = text[low : end.start()] + text[end.end() : high]
            at = end.start() - low
            for edit in self._search_folded(SearchedText.of(joined), any_case=False)[0]:
                if edit.kind == NAME and edit.start < at < edit.end:
                    yield low + edit.start, edit.replacement

    def rename(self, text: str) -> str:
        """A label, file name or other property, in NFC, with its names and identifiers replaced.

        Looser than running text: whatever the case; ``-``, ``_`` or nothing between the words of a name; beside digits;
        and within ``WawancaraMukhlis``, where capitals tell the words apart.
        """
        text = unicodedata.normalize("NFC", text)
        if not self:
            return text
        searched = SearchedText.of(text)
        seen = searched.text
        named = list(self._index.find_loose(searched)) if self.names else []
        kept = [found for found in named if found.name.kept]
        edits = [Replacement(found.start, found.end, found.name.pseudonym) for found in named if not found.name.kept]
        if self.kinds:
            identifiers = find_in_name(seen, self.kinds)
            edits = self._with_identifiers(
                edits, (each for each in identifiers if not _keeps(kept, seen, each.start, each.end))
            )
        return _applied(text, _moved(edits, searched))

    def spellings(self) -> list[str]:
        """Every spelling in which a name is looked for (``spelling.key``); not those that stand for themselves."""
        return [entry.key for entry in self._index.entries if not entry.kept]

    def written_spellings(self) -> list[str]:
        """As ``spellings``, with their accents, and in small letters."""
        return [entry.spelt for entry in self._index.entries if not entry.kept]

    def keeps(self, text: str, start: int, end: int) -> bool:
        """Whether a row that stands for itself covers ``start:end`` of running text, but for characters around it."""
        if not any(entry.kept for entry in self._index.entries):
            return False
        searched = SearchedText.of(text)
        found = [
            each._replace(start=low, end=high)
            for each in self._index.find(searched)
            if each.name.kept
            for low, high in [searched.span(each.start, each.end)]
        ]
        return bool(found) and _keeps(found, text, start, end)

    @cached_property
    def _with_capital(self) -> frozenset[str]:
        return frozenset(map(spelling.written_key, self.with_capital))

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex(self.names)

    @cached_property
    def _inside(self) -> InsideNames:
        return InsideNames(self._index)


def name_problems(text: str, pseudonyms: Pseudonyms, file: str, line: int | None, place: str = "") -> list[Problem]:
    """What of a text with its names replaced may still be a name; no problem quotes it.

    Args:
        text: running text, after ``Pseudonyms.apply``.
        pseudonyms: the list.
        file, line, place: where the text stands.
    """
    sure, unsure = pseudonyms.left(text)
    risks = Counter(pseudonym for _, _, pseudonym in pseudonyms.risks(text))
    kinds = (
        ("name-in-small-letters", {each: count for each, (count, _) in pseudonyms.search(text)[1].items()}),
        ("name-inside-word", {each: count for each, (count, _) in sure.items()}),
        ("name-begins-word", {each: count for each, (count, _) in unsure.items()}),
        ("name-like-word", risks),
    )
    return [
        Problem(kind, file, line, place, {"pseudonym": pseudonym, "count": count})
        for kind, found in kinds
        for pseudonym, count in sorted(found.items())
    ]


def _with_dotted(names: list[Replacement], dotted: Iterable[Found]) -> list[Replacement]:
    """Names in their order, with those written with stops in them in the place of what else was found there."""
    for found in dotted:
        names = [name for name in names if name.end <= found.start or found.end <= name.start]
        names.append(Replacement(found.start, found.end, found.name.pseudonym))
    return sorted(names, key=lambda name: name.start)


def _addressed(text: str, place: int) -> bool:
    """Whether a form of address stands right before ``place``."""
    return bool(_ADDRESSED.search(text, max(0, place - _LONGEST_ADDRESS), place))


def _keeps(kept: Iterable[Found], text: str, start: int, end: int) -> bool:
    """Whether a row of the list covers what stands at ``start:end``, but for characters, ``https://`` and the like."""
    return any(
        _BEFORE_KEPT.fullmatch(text, start, max(start, found.start))
        and _AFTER_KEPT.fullmatch(text, min(found.end, end), end)
        for found in kept
        if found.start < end and start < found.end
    )


def _is_common(found: Found, searched: SearchedText) -> bool:
    """Whether a name that lost or won accents is a word that everybody writes."""
    return (
        found.name.made == UNACCENTED
        and found.name.one_word
        and searched.spelt(found.start, found.end) in common_words()
    )


def _moved(edits: Iterable[Replacement], searched: SearchedText) -> list[Replacement]:
    """The edits of a folded text as edits of the text as it is, none overlapping."""
    moved: list[Replacement] = []
    for edit in edits:
        start, end = searched.span(edit.start, edit.end)
        if not moved or start >= moved[-1].end:  # two names may share a character that is two letters
            moved.append(replace(edit, start=start, end=end))
    return moved


class _Spans:
    """Spans in order, none overlapping, and which of them another span touches."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        pairs = list(spans)
        self._starts = [start for start, _ in pairs]
        self._ends = [end for _, end in pairs]

    def overlapping(self, start: int, end: int) -> range:
        """The numbers of the spans that share text with ``start:end``."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))


def _applied(text: str, edits: Iterable[Edit]) -> str:
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.replacement)
        done = edit.end
    return "".join((*parts, text[done:]))
