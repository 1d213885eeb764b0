"""Citations of the author-date kind in running text: "(Iriantara, 2010)", "Simarmata (2021)", "via Kompas.id 2020"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from benang.sources.articles.article_words import words
from benang.sources.case_index import MONTHS

_LONGEST_BRACKET = 600
_REACH = 160
_REACH_BARE = 60
"""Code points before a year in brackets, and behind "via", in which authors stand."""

_MOST_WORDS = 9

_BRACKET = re.compile(rf"[(（]([^()（）]{{4,{_LONGEST_BRACKET}}})[)）]")
_YEARS = re.compile(
    r"\s?(?P<years>(?:1[5-9]|20)\d\d(?!\.\d)[a-z]?(?![^\W_])(?:\s?[,&，/]\s?(?:(?:1[5-9]|20)\d\d[a-z]?|[a-z])(?![^\W_]))*)"
    r"(?:\s?[:：,]\s?(?:(?:[^\W\d_]{1,8}\.?\s?){0,2}\d{1,4}(?:\s?[-–]\s?\d{1,4})?))?"
)
_YEAR = re.compile(r"((?:1[5-9]|20)\d\d)?([a-z])?")
_WORD = re.compile(r"[^\s,;&()（），；:]+")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}|[A-Z]")
_NO_NAME_END = frozenset("!?:;()（）")
_BETWEEN = re.compile(r"[\s,，]*(?:&\s*)?")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Citation:
    """A work as the text names it.

    Attributes:
        authors: family names or organisations, the first author first.
        and_others: whether there are more ("et al.").
        year, letter: ``2021`` and the ``a`` of "2021a", which may be empty.
        place: where in the text.
    """

    authors: tuple[str, ...]
    and_others: bool
    year: str
    letter: str
    place: int

    @property
    def family(self) -> str:
        """The first author, in what is the same for all spellings."""
        return self.keys[0]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The authors, in what is the same for all spellings."""
        return tuple(map(family_key, self.authors))

    def agrees(self, other: Citation) -> bool:
        """Whether both may name one work: the same first author, year and letter, and no other author against it."""
        if (self.family, self.year, self.letter) != (other.family, other.year, other.letter):
            return False
        mine, others = self.keys, other.keys
        return (
            mine == others
            or (self.and_others and mine == others[: len(mine)])
            or (other.and_others and others == mine[: len(others)])
        )


def find_citations(text: str, language: str, leave_out: tuple[int, int]) -> list[Citation]:
    """The citations in a text, in order; of works that are cited again, every one.

    Args:
        text: the text.
        language: code of its language.
        leave_out: a span in which there are none (the list of references).
    """
    return sorted(_Reader(text, language, leave_out).citations(), key=lambda one: one.place)


def family_key(author: str) -> str:
    """What is the same for all spellings of an author's family name (``Family, Given``) or of an organisation.

    Accents, capitals, stops and the particles before a name ("van der Berg", "Berg") make no difference.
    """
    family = author.partition(",")[0].split()
    small = words("particle", "en")
    while len(family) > 1 and family[0].casefold() in small:
        family = family[1:]
    plain = unicodedata.normalize("NFKD", "".join(family)).casefold()
    return "".join(character for character in plain if character.isalnum())


class _Reader:
    """Finds the citations in one article."""

    def __init__(self, text: str, language: str, leave_out: tuple[int, int]) -> None:
        self._text = text
        self._end, self._resumes = leave_out
        self._particles = set(words("particle", language))
        self._and = set(words("and", language)) | {"&"}
        self._no_author = {word.casefold() for word in words("no_author", language)}
        self._no_author |= set(words("informant", language)) | set(words("interview", language))
        self._organisations = set(words("organisation", language))
        self._in_organisations = set(words("in_organisation", language))
        others = _either(words("and_others", language))
        self._others = re.compile(
            rf"[\s,]*(?:(?:{_either(sorted(self._and))})\s)?(?:{others})(?![^\W_])\.?", re.IGNORECASE
        )
        see = _either(words("see", language))
        self._see = re.compile(rf"\s*(?:{see})(?![^\W_])[.,:]?\s+", re.IGNORECASE)
        within = _either(words("within", language))
        self._within = re.compile(rf"(?<![^\W_])(?:{within})\s", re.IGNORECASE)
        # Outside brackets "in" and "dalam" come before much else that has a year.
        sure = _either(word for word in words("within", language) if word == "via" or " " in word)
        self._bare = re.compile(rf"(?<![^\W_])(?:{sure})\s", re.IGNORECASE)
        # Words that also occur in small letters: with a capital, at a sentence's beginning, they are no names.
        self._small = {word for word in re.findall(r"(?<![\w.])[^\W\d_]{2,}", text) if word.islower()}

    def citations(self) -> Iterator[Citation]:
        """Every citation in the text, more than one of some works."""
        for match in _BRACKET.finditer(self._text):
            if self._end <= match.start() < self._resumes:
                continue
            years = _YEARS.match(match[1].strip())
            if years and years.end() == len(match[1].strip()):
                authors = self._before(match.start())
                if authors:
                    yield from self._with_years(authors, years["years"], match.start())
            else:
                yield from self._in_bracket(match.start(1), match.end(1))
        for match in self._bare.finditer(self._text, 0, self._end):
            found = self._authors(match.end(), min(match.end() + _REACH_BARE, self._end))
            years = _YEARS.match(self._text, found[1], min(found[1] + 12, self._end)) if found else None
            if found and years and not _is_date(found[0][0]):
                yield from self._with_years(found[0], years["years"], match.start())

    def _in_bracket(self, start: int, end: int) -> Iterator[Citation]:
        """The citations in a bracket: authors and years, parted by semicolons or commas."""
        text = self._text
        place = start
        for stop in [*(match.start() for match in re.finditer("[;；]", text[start:end])), end - start]:
            piece_end = start + stop
            place = self._behind(place, piece_end)
            while place < piece_end:
                found = self._authors(place, piece_end)
                years = _YEARS.match(text, found[1], piece_end) if found else None
                if not found or not years or (_is_date(found[0][0]) and "," not in text[place : found[1]]):
                    break
                yield from self._with_years(found[0], years["years"], start)
                separator = _BETWEEN.match(text, years.end(), piece_end)
                following = separator.end() if separator else years.end()
                if following == years.end():
                    break
                place = following
                see = self._see.match(text, place, piece_end)
                place = see.end() if see else place
            place = piece_end + 1

    def _behind(self, start: int, end: int) -> int:
        """Behind "see" and behind the author who is cited by another ("Castells in ...")."""
        place = start
        first = _WORD.search(self._text, start, end)
        if first is None or first[0].casefold() not in self._organisations:
            place = max((match.end() for match in self._within.finditer(self._text, start, end)), default=start)
        see = self._see.match(self._text, place, end)
        place = see.end() if see else place
        while place < end and not self._text[place].isalnum():
            place += 1
        return place

    def _authors(self, start: int, end: int) -> tuple[tuple[tuple[str, ...], bool], int] | None:
        """The authors that begin at ``start``, whether there are others, and where the year may begin."""
        tokens: list[str] = []
        place = start
        others = False
        while place < end and len(tokens) < 3 * _MOST_WORDS:
            rest = self._others.match(self._text, place, end)
            if rest and tokens:
                others, place = True, rest.end()
                break
            separator = _BETWEEN.match(self._text, place, end)
            behind = separator.end() if separator else place
            if _YEARS.match(self._text, behind, end) or behind >= end:
                break
            token = _WORD.match(self._text, behind, end)
            if not token or not (tokens or self._may_be_name(token[0]) or token[0].casefold() in self._particles):
                break
            if tokens and ("," in self._text[place:behind] or "，" in self._text[place:behind]):
                tokens.append(",")
            if "&" in self._text[place:behind]:
                tokens.append("&")
            tokens.append(token[0])
            place = token.end()
        authors = self._named(tokens)
        if authors is None:
            return None
        gap = _BETWEEN.match(self._text, place, end)
        return (authors, others), gap.end() if gap else place

    def _before(self, place: int) -> tuple[tuple[str, ...], bool] | None:
        """The authors that stand before a year in brackets."""
        start = max(0, place - _REACH)
        window = self._text[start:place].rstrip()
        if not window or window[-1] in _NO_NAME_END:
            return None
        others = False
        ends = [match for match in self._others.finditer(window) if match.end() == len(window)]
        if ends:
            others, window = True, window[: ends[0].start()]
        tokens: list[str] = []
        at = len(window)
        for match in reversed(list(re.finditer(r"\S+", window))):
            token = match[0]
            bare = token.strip(",，")
            if tokens and (token.endswith((",", "，")) and not (set(tokens) & self._and or others)):
                break
            if not bare or not (self._may_be_name(bare) or bare.casefold() in self._and | self._particles):
                break
            if bare[-1] in ".!?:;)" and not _INITIAL.fullmatch(bare):
                break
            if token.endswith((",", "，")) and tokens:
                tokens.insert(0, ",")
            tokens.insert(0, bare)
            at = match.start()
            if len(tokens) > _MOST_WORDS:
                break
        begins = start + at == 0 or window[:at].rstrip()[-1:] in ("", ".", "!", "?", ":", ")", '"', "”", "\n")
        while tokens and (tokens[0].casefold() in self._and | {","} or self._is_no_author(tokens[0], begins=begins)):
            tokens = tokens[1:]
        authors = self._named(tokens)
        return (authors, others) if authors and not _is_date(authors) else None

    def _named(self, tokens: Sequence[str]) -> tuple[str, ...] | None:
        """The authors that words and the characters between them name; None where they name none."""
        if not tokens or any(_DIGIT.search(token) for token in tokens):
            return None
        first = next((token for token in tokens if token.casefold() not in self._particles), "")
        if not first or self._is_no_author(first, begins=False) or not self._may_be_name(first):
            return None
        groups: list[list[str]] = [[]]
        organisation = tokens[0].casefold() in self._organisations
        for index, token in enumerate(tokens):
            small = token.casefold()
            if token == "," or token == "&":
                groups.append([])
            elif small in self._and:
                if organisation or (len(groups[-1]) > 1 and len(tokens) - index > 2):
                    groups[-1].append(token)
                else:
                    groups.append([])
            elif (
                self._may_be_name(token)
                or small in self._particles
                or (organisation and small.isalpha())
                or (groups[-1] and small in self._in_organisations)
            ):
                groups[-1].append(token)
            else:
                return None
        names = [" ".join(group) for group in groups if group and not all(map(_INITIAL.fullmatch, group))]
        if not names or any(len(name.split()) > _MOST_WORDS for name in names):
            return None
        return tuple(" ".join(word for word in name.split() if not _INITIAL.fullmatch(word)) or name for name in names)

    def _may_be_name(self, word: str) -> bool:
        """Whether it begins with a capital, belongs to a script without them, or is the name of a site."""
        first = word.lstrip("'’‘\"“")[:1]
        if not first.isalpha() and first != "@":
            return False
        return (
            not first.islower()
            or re.search(r"\w\.\w{2,}", word) is not None
            or re.match(r"(?:al|el|as|an|d|l)[-'’]\w", word) is not None
        )

    def _is_no_author(self, word: str, *, begins: bool) -> bool:
        small = word.casefold().strip(".")
        return small in self._no_author or (begins and small in self._small)

    def _with_years(self, authors: tuple[tuple[str, ...], bool], years: str, place: int) -> Iterator[Citation]:
        year = ""
        for part in re.split(r"[\s,&，/]+", years):
            found = _YEAR.fullmatch(part)
            if found and part:
                year = found[1] or year
                yield Citation(*authors, year, found[2] or "", place)


def _either(alternatives: Iterable[str]) -> str:
    """A pattern of any of some words or phrases."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in alternatives)


def _is_date(authors: Sequence[str]) -> bool:
    """Whether what stands before a year is a month."""
    return authors[-1].split()[-1].casefold() in MONTHS
