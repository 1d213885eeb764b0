"""Which cases a file's name speaks of: ids of cases that stand in a source's id as whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache

from benang.text.words import marks

INTRODUCING_WORDS = (
    *("informan", "narasumber", "responden", "partisipan", "peserta", "subjek", "wawancara", "kasus", "konsumen"),
    *("informant", "informants", "participant", "participants", "respondent", "respondents", "interviewee"),
    *("interview", "interviews", "subject", "case", "cases", "consumer", "consumers", "person", "speaker", "p", "r"),
    *("entrevista", "entrevistado", "entrevistada", "informante", "participante", "caso", "persona"),
)
"""Words before a number or a letter in a file's name that say it is a case."""

MONTHS = frozenset(
    (
        *("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober"),
        *("november", "desember", "january", "february", "march", "may", "june", "july", "august", "october"),
        *("december", "jan", "feb", "peb", "mar", "apr", "jun", "jul", "agu", "agt", "ags", "aug", "sep", "sept"),
        *("okt", "oct", "nov", "nop", "des", "dec"),
    )
)
"""Names of months in dates, in Indonesian and English (lower case)."""

_JOINING = frozenset(("and", "dan", "with", "dengan", "y", "und", "et"))

Run = tuple[int, int]
"""First and last of some tokens in a row."""


class CaseIndex:
    """Finds the cases of a source by its id, in a time that does not depend on how many cases there are."""

    def __init__(
        self,
        slugs: Mapping[str, str],
        words: Iterable[str] = (),
        words_of: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Index the cases.

        Args:
            slugs: by case id, how it is written in a source's id.
            words: what one case is called (*Nurse*), besides ``INTRODUCING_WORDS``.
            words_of: by case id, texts that say what that case is (the values of its attributes).
        """
        self._words = set(INTRODUCING_WORDS).union(*map(_tokens, words))
        self._words_of = dict(words_of or {})
        self._exact: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        self._longest = 0
        for case_id, given in slugs.items():
            slug = given.strip("_")
            if not slug:
                continue
            self._exact.setdefault(slug, []).append(case_id)
            if _length(slug) > 1:
                self._folded.setdefault(slug.casefold(), []).append(case_id)
            self._longest = max(self._longest, len(_tokens(slug)))

    def find(self, source_id: str) -> tuple[set[str], set[str]]:
        """The cases whose id stands in a source's id as whole words, and is no part of a date.

        Capitals count first: ``interview-with-a-baker-B`` is of B only. An id of one character is never found in the
        other case of letters. Of an id within another id, the longer one is meant.

        Returns:
            The cases, and those of them that are only guessed: an id that is one letter or a number and neither the
            whole name nor behind a word that says it is a case (``informant-3``), nor a letter that ends the name
            (``ward-3-B``).
        """
        spans = [match.span() for match in _token_pattern().finditer(source_id)]
        dates = date_runs([source_id[start:end] for start, end in spans])
        found = self._runs(source_id, spans, dates, self._exact, str)
        guessed = self._guessed(source_id, spans, found)
        if guessed.issuperset(case_id for ids in found.values() for case_id in ids):
            for run, ids in self._runs(source_id, spans, dates, self._folded, str.casefold).items():
                found.setdefault(run, ids)
        cases = {
            case_id
            for run, ids in found.items()
            if not any(_is_within(run, other) for other in found)
            for case_id in ids
        }
        return cases, guessed & cases

    def _runs(
        self,
        source_id: str,
        spans: Sequence[tuple[int, int]],
        dates: Sequence[Run],
        ids: Mapping[str, list[str]],
        written: Callable[[str], str],
    ) -> dict[Run, list[str]]:
        found: dict[Run, list[str]] = {}
        for first in range(len(spans)):
            for last in range(first, min(len(spans), first + self._longest)):
                case_ids = ids.get(written(source_id[spans[first][0] : spans[last][1]]))
                if case_ids and not any(_is_within((first, last), date) for date in dates):
                    found[first, last] = case_ids
        return found

    def _guessed(self, source_id: str, spans: Sequence[tuple[int, int]], found: Mapping[Run, list[str]]) -> set[str]:
        tokens = [source_id[start:end].casefold() for start, end in spans]
        sure: set[str] = set()
        unsure: set[str] = set()
        sure_ends: set[int] = set()
        at_end = len(spans)
        while (at_end - 1, at_end - 1) in found and not tokens[at_end - 1].isdigit():
            at_end -= 1
        for (first, last), case_ids in sorted(found.items()):
            before = first - 1
            while before > 0 and tokens[before] in _JOINING:
                before -= 1
            for case_id in case_ids:
                short = first == last and (tokens[first].isdigit() or _length(tokens[first]) == 1)
                introduced = before >= 0 and (
                    first >= at_end
                    or before in sure_ends
                    or tokens[before] in self._words
                    or any(tokens[before] in _tokens(text) for text in self._words_of.get(case_id, ()))
                )
                if short and not introduced and len(spans) > 1:
                    unsure.add(case_id)
                else:
                    sure.add(case_id)
                    sure_ends.add(last)
        return unsure - sure


def date_runs(tokens: Sequence[str]) -> list[Run]:
    """The runs of tokens that look like a date: ``2024-05-10``, ``10-5-2024``, ``10-Mei-2024``, ``2024-05``."""
    found: list[Run] = []
    first = 0
    while first < len(tokens):
        length = next((length for length in (3, 2) if _is_date(tokens[first : first + length], length)), 0)
        if length:
            found.append((first, first + length - 1))
        first += length or 1
    return found


def _is_date(parts: Sequence[str], length: int) -> bool:
    forms = "".join(map(_date_form, parts))
    if len(parts) < length or len(forms) < length:
        return False
    if length == 3:
        # A year of two digits only where all three have two.
        return forms in ("Ydd", "ddY", "dMY", "MdY", "YMd") or (
            forms == "ddd" and all(len(part) == 2 for part in parts)
        )
    if forms in ("Yd", "dY"):
        # "2024-3" is a third interview as well as March.
        month = parts[forms.index("d")]
        return len(month) == 2 and int(month) <= 12
    return forms in ("MY", "YM", "dM", "Md")


def _date_form(part: str) -> str:
    """``Y`` a year, ``M`` a month's name, ``d`` a day, a month's number or a year of two digits; else nothing."""
    if re.fullmatch(r"(?:19|20)[0-9]{2}", part):
        return "Y"
    if part.casefold() in MONTHS:
        return "M"
    return "d" if re.fullmatch(r"[0-9]{1,2}", part) else ""


def _is_within(run: Run, other: Run) -> bool:
    return run != other and other[0] <= run[0] and run[1] <= other[1]


@cache
def _token_pattern() -> re.Pattern[str]:
    return re.compile(rf"[^\W_](?:[^\W_]|[{marks()}])*")


def _tokens(text: str) -> list[str]:
    found: list[str] = _token_pattern().findall(text.casefold())
    return found


def missing_case(source_id: str, case_ids: Iterable[str]) -> str:
    """The word of a source's id that goes on the numbers of listed ids (``P4`` beside ``P1``), where there is one only.

    It has the letters of a listed id before its first figure and is written alike; a name alone, or a number, may be
    anything else: a place, a part, a version.

    >>> missing_case("interview-P4-final", ["P1", "P2"]), missing_case("int-v2-Ani", ["P1"]), missing_case("a", ["b"])
    ('P4', '', '')
    """
    listed = set(case_ids)
    words = _token_pattern().findall(source_id)
    dated = {word for first, last in date_runs([one.casefold() for one in words]) for word in words[first : last + 1]}
    numbered = {_numbered_form(case_id) for case_id in listed} - {None}
    found = [word for word in dict.fromkeys(words) if _numbered_form(word) in numbered and word not in listed | dated]
    return found[0] if len(found) == 1 else ""


def _numbered_form(word: str) -> tuple[str, str] | None:
    """The letters before a word's first figure, and the rest with its figures and letters made alike; None without."""
    match = re.match(r"([^\W\d_]\D*)(\d.*)", word)
    if match is None:
        return None
    rest = ("9" if one.isdigit() else "A" if one.isupper() else "a" if one.isalpha() else one for one in match[2])
    return match[1], re.sub(r"9+", "9", "".join(rest))


def _length(text: str) -> int:
    """How many characters, marks not counted."""
    return sum(not unicodedata.category(character).startswith("M") for character in text)
