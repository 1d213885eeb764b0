"""The report's own words and numbers, by language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from benang.core.texts import TEXTS, read_texts

TEXTS_FILE = TEXTS / "report.yaml"

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


class Words:
    """Sentences, nouns, numbers and dates in one language (English where the report does not speak it).

    Args:
        language: of the report.
        case_name: what the study calls one case, in this language; used in place of ``informant``.
    """

    def __init__(self, language: str, case_name: str = "") -> None:
        texts: dict[str, dict[str, str]] = read_texts(TEXTS_FILE.name)
        self.language = language if language in texts else "en"
        self._texts = dict(texts[self.language])
        if case_name:
            self._texts |= self._named(case_name)
        self._point, self._thousands = (",", ".") if self.language == "id" else (".", ",")

    def _named(self, case_name: str) -> Mapping[str, str]:
        one = case_name if case_name.isupper() else case_name[:1].lower() + case_name[1:]
        known = (self._texts["informant_one"], self._texts["informant_many"])
        # A plural can be told in Indonesian, where it is the word itself, and for the usual word.
        many = one if self.language == "id" else known[1] if one == known[0] else f"{one}s"
        return {"informant_one": one, "informant_many": many, "Informant": case_name}

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence ``key`` with values (Markdown) put in; a value is never read as a template."""
        first, *rest = self._texts[key].split("{")
        filled = [first]
        for part in rest:
            name, _, after = part.partition("}")
            filled.append(f"{values[name]}{after}")
        return "".join(filled)

    def count(self, n: int, thing: str) -> str:
        """A number with its noun: ``1 reference``, ``3 references``."""
        return f"{self.number(n)} {self.noun(n, thing)}"

    def noun(self, n: int, thing: str) -> str:
        """The noun that fits a number."""
        return self(f"{thing}_one" if n == 1 else f"{thing}_many")

    def of(self, n: int, base: int, thing: str = "") -> str:
        """A number with its base: ``4 of 5 informants``."""
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
        """``a, b and c``."""
        if len(parts) < 2:
            return "".join(parts)
        comma = self("list_and_two") if len(parts) == 2 else self("list_and")
        return ", ".join(parts[:-1]) + comma + parts[-1]

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
