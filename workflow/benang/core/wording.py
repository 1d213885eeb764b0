"""Sentences, nouns, numbers and dates in one language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


_INFLECTED = re.compile(r"\{(\w+)([:?])([^|{}]*)\|([^{}]*)\}")
_ONE = re.compile(r"\W*1(?![\w.,]*\d)\b")


def inflected(sentence: str, values: Mapping[str, object]) -> str:
    """A sentence in which the words fit their numbers.

    Each ``{n:one word|many words}`` becomes ``{n}`` with the words that fit its number, and each
    ``{n?one word|many words}`` these words alone. The number is the value, or what it begins with: "1 passage" and
    "1 of 6 categories" are one.

    >>> inflected("{n:word is|words are} left in {file}", {"n": 1, "file": "a.txt"})
    '{n} word is left in {file}'
    >>> inflected("{n} {n?rests|rest} on it", {"n": "1 of 6 categories"})
    '{n} rests on it'
    """

    def fitting(match: re.Match[str]) -> str:
        words = match[3] if _ONE.match(str(values.get(match[1]))) else match[4]
        return f"{{{match[1]}}} {words}" if match[2] == ":" else words

    return _INFLECTED.sub(fitting, sentence)


def filled(sentence: str, values: Mapping[str, object]) -> str:
    """A sentence with values put in its ``{names}``, inflected; a value is never read as a template.

    >>> filled("{a} of {b}", {"a": "{b}", "b": 2})
    '{b} of 2'
    """
    first, *rest = inflected(sentence, values).split("{")
    parts = [first]
    for part in rest:
        name, _, after = part.partition("}")
        parts.append(f"{values[name]}{after}")
    return "".join(parts)


class Words(Mapping[str, str]):
    """Words in one language: a mapping of sentences that fills them, and counts and inflects their nouns.

    Args:
        texts: the sentences and words by key; a noun by two, ``<noun>_one`` and ``<noun>_many``; ``of``, ``list_and``,
            ``list_and_two`` and ``months`` where their methods are used.
        language: whose characters numbers have.

    >>> words = Words({"case_one": "case", "case_many": "cases", "of": "{n} of {base}", "list_and": " and "}, "en")
    >>> words.count(1, "case"), words.count(1200, "case"), words.of(4, 5, "case")
    ('1 case', '1,200 cases', '4 of 5 cases')
    >>> words.listed(["a", "b", "c"]), words.percent(0.125)
    ('a, b and c', '12.5%')
    """

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        self.language = language
        self._texts = dict(texts)
        self._point, self._thousands = (",", ".") if language == "id" else (".", ",")

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence ``key`` with values put in."""
        return filled(self._texts[key], values)

    def count(self, n: int, thing: str) -> str:
        """A number with its noun: ``1 reference``, ``3 references``."""
        return f"{self.number(n)} {self.noun(n, thing)}"

    def noun(self, n: int, thing: str) -> str:
        """The noun that fits a number."""
        return self(f"{thing}_one" if n == 1 else f"{thing}_many")

    def of(self, n: int, base: int, thing: str = "") -> str:
        """A number with its base: ``4 of 5 informants``; of nothing, the number alone: ``0 informants``."""
        if not base and not n:
            return self.count(n, thing) if thing else self.number(n)
        text = self("of", n=self.number(n), base=self.number(base))
        return f"{text} {self.noun(base, thing)}" if thing else text

    def number(self, n: int) -> str:
        """A whole number with the language's thousands separators."""
        return f"{n:,}".replace(",", self._thousands)

    def decimal(self, value: float, digits: int) -> str:
        """A real number with the language's decimal sign; minus as U+2212, and no minus before zero."""
        shown = f"{abs(value):.{digits}f}".replace(".", self._point)
        return f"\u2212{shown}" if value < 0 and float(f"{value:.{digits}f}") else shown

    def percent(self, share: float, digits: int = 1) -> str:
        """A share (0 to 1) as a percentage."""
        return f"{self.decimal(100 * share, digits)}%"

    def listed(self, parts: Sequence[str]) -> str:
        """``a, b and c``; two are joined by ``list_and_two`` where the language tells it apart."""
        if len(parts) < 2:
            return "".join(parts)
        two = "list_and_two" if len(parts) == 2 and "list_and_two" in self else "list_and"
        return ", ".join(parts[:-1]) + self(two) + parts[-1]

    def date(self, date: str) -> str:
        """An ISO date (a day, a month or a year) in words; anything else as it is."""
        match = _DATE.fullmatch(date)
        if match is None:
            return date
        year, month, day = match.groups()
        months = self("months").split()
        if month is None or not 1 <= int(month) <= len(months):
            return year if month is None else date
        shown = f"{months[int(month) - 1]} {year}"
        return f"{int(day)} {shown}" if day else shown

    def time(self, seconds: float) -> str:
        """A time in a recording: ``03:12``, ``1:02:07``."""
        whole = int(seconds)
        hours, minutes = whole // 3600, whole // 60 % 60
        return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes:02}:{whole % 60:02}"
