"""Where a listed name is nobody's secret: authors and titles of the literature, and what the study says of itself.

A hit is allowed only where all of such a text stands around it: an author in a citation or reference, a whole title,
the whole name of an author of the study. The same name anywhere else is a leak.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from benang.core.plain_values import texts_within
from benang.privacy.gate.readings import plain

_WORD = re.compile(r"[^\W_]+")
_AROUND = 40  # characters of raw text a word of a phrase may take, with its tags
_MOST_AROUND = 40_000
_JOINING = frozenset(
    ("and", "dan", "serta", "et", "al", "dkk", "others", "und", "y", "e", "ed", "eds", "with", "dengan")
)
_CSL_NAME = re.compile(r'\\?"(?:family|given|literal|suffix)\\?"\s{0,3}:\s{0,3}\\?"[^"\\]{0,200}\Z')
_AUTHOR_COLUMN = "column author"
# What of a work is public and no running text; notes, abstracts and keywords may say anything about anybody.
_PUBLISHED = frozenset(
    [
        "id",
        "citation-key",
        "title",
        "title-short",
        "container-title",
        "container-title-short",
        "collection-title",
        "original-title",
        "volume-title",
        "event",
        "event-title",
        "event-place",
        "publisher",
        "publisher-place",
        "original-publisher",
        "archive",
        "archive-place",
        "genre",
        "medium",
        "edition",
        "version",
        "DOI",
        "URL",
        "ISBN",
        "ISSN",
        "PMID",
        "PMCID",
        "call-number",
        "number",
        "jurisdiction",
    ]
)
_CITED_WITHIN = 60  # words from an author to the year or title of the work


class _Work(NamedTuple):
    """What of a work tells a citation of it."""

    names: frozenset[str]  # words of its authors' names, and their initials
    year: str
    title: tuple[str, ...]  # its first words


_MARK_UP = re.compile(r"</?(?:span|i|b|em|strong|sub|sup|sc)(?:\s[^<>]*)?>")  # what CSL JSON allows in a title


@dataclass(frozen=True)
class Allowed:
    """Public texts that may hold a listed name.

    Attributes:
        phrases: whole texts (titles, names of the study's authors, keys of works) as words in small letters.
        works: the works of the literature.
    """

    phrases: frozenset[tuple[str, ...]] = frozenset()
    works: tuple[_Work, ...] = ()

    @classmethod
    def of(cls, references: Iterable[Mapping[str, Any]], about: Mapping[str, Any]) -> Allowed:
        """What a study allows.

        Args:
            references: the works as CSL JSON has them (``results/literature/references.json``). Allowed are titles and
                the like, not notes, abstracts and keywords.
            about: what the study says of itself (``benang.study.plan.Plan.about``).
        """
        references = list(references)
        texts = [
            text for key in ("title", "question", "notice", "licence") for text in texts_within(about.get(key, ""))
        ]
        texts += [str(author) for author in about.get("authors", ())]
        for reference in references:
            texts += [text for key, value in reference.items() if key in _PUBLISHED for text in texts_within(value)]
        phrases = {tuple(_words(text)) for text in texts}
        return cls(frozenset(phrases - {()}), tuple(_work(reference) for reference in references))

    @cached_property
    def digest(self) -> str:
        """The same for all that allow the same."""
        what = repr((sorted(self.phrases), sorted((sorted(work.names), work.year, work.title) for work in self.works)))
        return hashlib.sha256(what.encode("utf-8", "surrogatepass")).hexdigest()

    def allows(self, text: str, start: int, end: int, part: str = "") -> bool:
        """Whether what stands at ``start:end`` of a text stands there as part of an allowed one.

        Args:
            text: a text in any reading, with what stands around it.
            start, end: the name or identifier in it.
            part: the part of the file; in the column of authors a cell is an author's name by itself.
        """
        if not self._starts and not self.works:
            return False
        around = min(_MOST_AROUND, 400 + _AROUND * self._longest)
        left = plain(text[max(0, start - around) : start])
        right = plain(text[end : end + around])
        whole = left + text[start:end] + right
        place, stop = len(left), len(left) + end - start
        return (
            self._in_phrase(whole, place, stop)
            or self._is_author(whole, place, stop)
            or bool(_CSL_NAME.search(text[max(0, start - 300) : start]) and self._is_named(text[start:end]))
            or (part.endswith(_AUTHOR_COLUMN) and self._is_named(_line(text, start, end)))
        )

    def _in_phrase(self, text: str, start: int, end: int) -> bool:
        words = list(_WORD.finditer(text, max(0, start - _MOST_AROUND)))
        first = next((number for number, word in enumerate(words) if word.end() > start), len(words))
        folded = [word[0].casefold() for word in words]
        found = text[start:end].casefold()
        if first == len(words):
            return False
        for phrase, place in self._starts.get(folded[first], ()):
            begin = first - place
            if begin < 0 or len("".join(phrase)) <= len("".join(_words(found))):
                continue
            # A title cut short ends in an ellipsis.
            shared = _shared(phrase, folded[begin:])
            cut = (
                shared < len(phrase) and re.match(r"\s?(?:…|\.\.\.)", text[words[begin + shared - 1].end() :])
                if shared
                else None
            )
            if (shared == len(phrase) or cut) and words[begin + shared - 1].end() >= end:
                return True
        return False

    def _is_author(self, text: str, start: int, end: int) -> bool:
        """Whether a citation or reference goes on from here: names of the work's authors, then its year or title."""
        named = _words(text[start:end])
        works = [work for work in self.works if named and work.names.issuperset(named)]
        if not works:
            return False
        tail = [word[0].casefold() for word, _ in zip(_WORD.finditer(text, end), range(_CITED_WITHIN), strict=False)]
        return any(_cites(work, tail) for work in works)

    def _is_named(self, text: str) -> bool:
        words = _words(text)
        return bool(words) and any(work.names.union(_JOINING).issuperset(words) for work in self.works)

    @cached_property
    def _starts(self) -> dict[str, list[tuple[tuple[str, ...], int]]]:
        """The phrases by each of their words, with its place in them."""
        found: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for phrase in sorted(self.phrases):
            for place, word in enumerate(phrase):
                found.setdefault(word, []).append((phrase, place))
        return found

    @cached_property
    def _longest(self) -> int:
        return max((len(phrase) for phrase in self.phrases), default=0)


def _cites(work: _Work, tail: list[str]) -> bool:
    for number, word in enumerate(tail):
        if work.year and re.fullmatch(rf"{work.year}[a-z]?", word):
            return True
        if work.title and tuple(tail[number : number + len(work.title)]) == work.title:
            return True
        if word not in work.names and word not in _JOINING and not (word.isdigit() and len(word) < 4):
            return False
    return False


def _work(reference: Mapping[str, Any]) -> _Work:
    names: set[str] = set()
    for value in reference.values():
        for person in value if _is_person(value) else ():
            words = [word for text in texts_within(person) for word in _words(text)]
            names |= {*words, *(word[0] for word in words)}
    issued = next(iter(_texts_and_numbers(reference.get("issued"))), "")
    title = tuple(_words(str(reference.get("title") or reference.get("container-title") or ""))[:4])
    return _Work(frozenset(names), issued if issued.isdigit() else "", title)


def _is_person(value: object) -> bool:
    """Whether a CSL variable is a list of names."""
    return isinstance(value, list) and any(
        isinstance(each, Mapping) and {"family", "literal"} & each.keys() for each in value
    )


def _texts_and_numbers(value: object) -> Iterator[str]:
    if isinstance(value, str | int):
        yield str(value)
    elif isinstance(value, Mapping | list):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts_and_numbers(each)


def _words(text: str) -> list[str]:
    return _WORD.findall(_MARK_UP.sub("", text).casefold())


def _shared(phrase: tuple[str, ...], words: list[str]) -> int:
    count = 0
    for one, other in zip(phrase, words, strict=False):
        if one != other:
            break
        count += 1
    return count


def _line(text: str, start: int, end: int) -> str:
    return text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
