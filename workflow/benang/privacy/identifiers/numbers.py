"""Numbers of persons, taxes, telephones and accounts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from benang.privacy.identifiers.identifier_kinds import Identifier, any_of, words

NUMBER_KINDS = ("nik", "npwp", "phone", "account")

_CHARACTERS = r" \u00a0\u202f.()+/\-\u2010-\u2013"
_GAP = rf"[{_CHARACTERS}]{{0,3}}"
_TIGHT = r"[.\-/\u2010-\u2013]?"
_END = r"(?![^\W_])"
_BORDER = r"(?<![^\W_])"

_RUN = re.compile(rf"[+(\d](?:{_GAP}\d){{5,}}+")
"""Anything that may hold a number of six digits or more."""

_LOOK_BACK = 48
_LOOK_AHEAD = 16
_DIGIT = re.compile(r"\d")

# Law 24/2013 and Permendagri 72/2022: province, regency, district (two digits each), date of birth (day, of women plus
# 40; month; year), four digits more. Provinces by Kepmendagri 050-145/2022.
_NIK = re.compile(
    rf"{_BORDER}(?:1[1-9]|21|3[1-6]|5[1-3]|6[1-5]|7[1-6]|8[12]|9[1-7]){_GAP}(?!00)\d\d{_GAP}(?!00)\d\d{_GAP}"
    rf"(?:0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01]){_GAP}(?:0[1-9]|1[0-2]){_GAP}\d\d{_GAP}(?!0000)\d{{4}}{_END}"
)
_SIXTEEN = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{15}}{_END}")
# PMK 112/2022: 15 digits before 2024, since then 16: the NIK, or the old number behind a 0.
_NPWP_WRITTEN = re.compile(rf"{_BORDER}\d\d\.\d{{3}}\.\d{{3}}\.\d[\-.\u2010-\u2013]\d{{3}}\.\d{{3}}{_END}")
_FIFTEEN_OR_SIXTEEN = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{14,15}}{_END}")

# 0,08123456789 is a decimal number; the second of two telephone numbers with a comma between them is none.
_NO_FRACTION = r"(?<!(?<!\d)\d[.,])(?<!(?<!\d)\d\d[.,])(?<!\d\d\d\.)(?<!(?<![\d.\-])\d\d\d,)"
# 08 begins dates and times too (08-12-2020 10.30), so two digits more stand right behind it.
_MOBILE = (
    rf"(?:{_BORDER}|(?=\+))(?:(?:\(\+62\)|(?:\+|00)?62){_GAP}(?:\(0\))?{_GAP}0?8"
    rf"|{_NO_FRACTION}0(?:8(?=[1-9]\d)|8 (?=\d\d (?!(?:19|20)\d\d)\d{{3}})))"
)
_AREA = rf"{_BORDER}{_NO_FRACTION}(?:\((?=0\d{{2,3}}\)))?0[1-9]\d"
_ABROAD = r"(?<!\d)(?:\((?=\+\d{1,3}\)))?(?:\+|(?<![^\W_])00(?=[1-9]\d))[1-9]"

_NO_MORE = rf"(?![ .,/\-\u2013]?\d){_END}"
_FOUR = r"(?!(?:19|20)\d\d)\d{4}"  # four digits that are no year
_WITHIN_COUNTRIES = (
    # Told by their groups, which amounts have not: North America; Japan, Korea, Malaysia, Australia, Italy; the
    # Netherlands.
    rf"[2-9]\d\d [2-9]\d\d {_FOUR}",
    rf"(?:\(0[1-9]\) ?|0[1-9][ \-]){_FOUR}[ \-]{_FOUR}",
    rf"0[1-9]-\d{{3}}-{_FOUR}",
    r"0[1-9]-\d{7,8}",
    # Brazil; China; India; Russia; Spain; Italy; Mexico.
    rf"(?:\(\d\d\) ?9?\d{{4}}|\d\d 9\d{{4}})-{_FOUR}",
    r"1[3-9]\d(?P<china>[ \-]?)\d{4}(?P=china)\d{4}",
    r"[6-9]\d{4} \d{5}",
    r"8[ \-]?(?:\(\d{3}\)|(?<=[ \-])\d{3})[ \-]?\d{3}[ \-]\d\d[ \-]\d\d",
    r"(?:[6-9]\d\d \d\d|9\d \d{3}) \d\d \d\d",
    r"3[2-9]\d[ \-]\d{6}[1-9]",
    rf"[1-9]\d {_FOUR} {_FOUR}",
)

_PHONES = re.compile(
    # What begins none of them is told first, once for all.
    r"(?=[+(\d])(?:(?<!\d)|(?=\+))(?:"
    + "|".join(
        (
            # Indonesian mobile numbers, 10 to 13 digits with the leading 0; first without spaces between the digits, so
            # that a number that follows is left alone.
            rf"{_MOBILE}(?:{_TIGHT}\d){{8,11}}{_END}",
            rf"{_MOBILE}(?:{_GAP}\d){{8,11}}{_END}",
            rf"{_BORDER}0[ .\-]8(?:[ .\-]\d){{8,11}}(?![ .\-]?\d){_END}",  # dictated: 0 8 1 2 ...
            # An area code, and 9 to 13 digits in all.
            rf"{_AREA}(?:{_TIGHT}\d){{6,10}}{_END}",
            rf"{_AREA}(?:{_GAP}\d){{6,10}}{_END}",
            # E.164: a country's code, 8 to 15 digits in all.
            rf"{_ABROAD}(?:{_TIGHT}\d){{7,14}}{_END}",
            rf"{_ABROAD}(?:{_GAP}\d){{7,14}}{_END}",
            # North America; Indonesia, in pairs; France.
            rf"{_BORDER}(?<![\d.][.,\-])(?:1[\-. ])?(?:\(\d{{3}}\) ?|\d{{3}}[\-.])"
            rf"\d{{3}}[\-.]\d{{4}}(?![\-.]?\d){_END}",
            rf"{_BORDER}08(?P<pair>[ .\-])\d\d(?:(?P=pair)\d\d){{4}}{_NO_MORE}",
            rf"{_BORDER}0[1-9](?P<france>[ .\-])\d\d(?:(?P=france)\d\d){{3}}(?![.\d]){_END}",
            *(rf"{_BORDER}(?<![\d.,/\-] )(?<![\d.,/\-]){form}{_NO_MORE}" for form in _WITHIN_COUNTRIES),
        )
    )
    + ")"
)
_NAMED_PHONE = re.compile(rf"(?<!\d)(?:\((?=\+?\d{{1,4}}\)))?\+?\d(?:{_GAP}\d){{5,12}}{_END}")
_ACCOUNT = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{7,19}}{_END}")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+")
# Dates, times of day and years, alone or from one to another.
_DATE = r"(?:\d\d?([./\- ])\d\d?\1(?:19|20)\d\d|(?:19|20)\d\d([./\-])\d\d?\2\d\d?)"
_WHEN = re.compile(
    rf"{_DATE}(?:{_GAP}[0-2]?\d(?:\.?[0-5]\d)?)?"
    rf"|[0-2]?\d\.[0-5]\d(?:{_GAP}[0-2]?\d\.[0-5]\d)+|(?:19|20)\d\d(?:{_GAP}(?:19|20)\d\d)+"
    r"|[0-2]\d[0-5]\d[\-\u2013][0-2]\d[0-5]\d(?: (?:[0-2]\d[0-5]\d[\-\u2013])?[0-2]\d[0-5]\d)*"
)
_POINT = re.compile(r"(?<![^\s(=])[.,]\Z")  # of a decimal number without its zero: .0812345678
_GROUP = re.compile(r"\d+")
_NINE = re.compile(r"[5-9]\d\d[ \u00a0]\d{3}[ \u00a0](?!000)\d{3}")
_IN_THREES = re.compile(r"\d{3}(?:([ .\u00a0\u202f])\d{3})(?:\1\d{3})*")
_JOINED = re.compile(r"(?:[^\W\d_]|\d)[\-/_#\u2010-\u2013]\Z")
_SENTENCE_ENDS = re.compile(r"[.!?\u2026][\"'\u201d\u2019)]?\s+(?=[^\W\d_a-z])|\n\s*\n")
_WHITE = re.compile(r"[.)]?\s+")
_SEPARATOR = re.compile(r"[^\s.:]")
_DOI = re.compile(r"(?<![^\W_.])10\.\d{4,9}/\S*$")
_ISBN = re.compile(r"97[89](?:[\- ]?\d){10}(?!\d)")
_NO_IDENTIFIER = re.compile(rf"{_ISBN.pattern}|(?:{_GROUPED.pattern})(?!\d)|[^\s(+]+")
"""What is no identifier of a run that begins with an amount, an ISBN or a DOI."""
_IBAN = re.compile(rf"(?<![^\W_])[A-Z]{{2}}\d\d(?: ?[A-Z0-9]{{4}}){{2,7}}(?: ?[A-Z0-9]{{1,3}})?{_END}")
_SHORTEST_IBAN = 15


class _Number(NamedTuple):
    """A span of digits, what the word before it says it is, and whether the word behind makes it an amount."""

    start: int
    end: int
    named: str
    amount: bool


def find_numbers(text: str, kinds: Collection[str]) -> dict[str, list[Identifier]]:
    """By kind (``nik``, ``npwp``, ``phone``, ``account``) what of it may stand in the text; kinds may overlap."""
    found: dict[str, list[Identifier]] = {kind: [] for kind in NUMBER_KINDS}
    if not set(NUMBER_KINDS) & set(kinds):
        return found
    for run in _RUN.finditer(text):  # patterns are given one character more than it, to see what it touches
        number = _described(text, run.start(), run.end())
        found["account"] += _accounts(text, number)
        found["nik"] += _niks(text, number)
        found["npwp"] += _npwps(text, number)
        found["phone"] += _phones(text, number)
    if "account" in kinds:
        found["account"] = sorted([*found["account"], *_ibans(text)])
    return found


def _described(text: str, start: int, end: int) -> _Number:
    before = text[max(0, start - _LOOK_BACK) : start]
    named, at, no_identifier = "", 0, False
    # A word says what a number in its own sentence is.
    for ending in _SENTENCE_ENDS.finditer(before):
        before = " " * ending.end() + before[ending.end() :]
    for match in _words_before().finditer(before):
        if match.lastgroup != "none":
            named, at = str(match.lastgroup), match.end()
        elif not _SEPARATOR.search(before, match.end()):
            no_identifier = True  # a currency or ISBN is told by what stands right before
    if before[-1:].isalnum() and at < len(before):
        named = ""  # within a word that is no word for a number (a checksum)
    word = before[before.rfind(" ") + 1 :] + text[start : min(end, start + _LOOK_BACK)].split(None, 1)[0]
    if no_identifier or _DOI.search(word) or _ISBN.match(text, start):
        skipped = _NO_IDENTIFIER.match(text, start, end)
        named, start = "", skipped.end() if skipped else start
    return _Number(start, end, named, bool(_words_after().match(text, end, end + _LOOK_AHEAD)))


@cache
def _words_before() -> re.Pattern[str]:
    groups = words("before_numbers")
    return re.compile(
        "|".join(
            rf"(?P<{kind}>(?<![^\W_])(?:{any_of(listed)})(?:nya|ku|mu)?(?![^\W\d_]))" for kind, listed in groups.items()
        ),
        re.IGNORECASE,
    )


@cache
def _words_after() -> re.Pattern[str]:
    return re.compile(rf"[,.]?-?\s{{0,2}}(?:{any_of(words('after_amounts'))})(?![^\W_])", re.IGNORECASE)


def _niks(text: str, number: _Number) -> Iterator[Identifier]:
    pattern = _SIXTEEN if number.named == "nik" else _NIK
    for match in pattern.finditer(text, number.start, number.end + 1):
        yield Identifier(match.start(), match.end(), "nik", _digits(match[0]))


def _npwps(text: str, number: _Number) -> Iterator[Identifier]:
    pattern = _FIFTEEN_OR_SIXTEEN if number.named == "npwp" else _NPWP_WRITTEN
    for match in pattern.finditer(text, number.start, number.end + 1):
        yield Identifier(match.start(), match.end(), "npwp", _digits(match[0]).zfill(16))


def _phones(text: str, number: _Number) -> Iterator[Identifier]:
    pattern = _NAMED_PHONE if number.named == "phone" else _PHONES
    found = list(pattern.finditer(text, number.start, number.end + 1))
    if number.named == "phone":
        phones = list(_PHONES.finditer(text, number.start, number.end + 1))
        if not all(_is_one_phone(match[0]) for match in found) or (len(phones) == 1 and _covers(phones[0], found)):
            found = phones
    for match in found:
        end = match.start() + len(_without_what_follows(match, number))
        written = text[match.start() : end]
        decimal = number.named != "phone" and _POINT.search(text, max(0, match.start() - 2), match.start()) is not None
        if decimal or _WHEN.fullmatch(written) or _is_figure(text, match.start(), written, number):
            continue
        # Any other may be an amount: a growth of +10.000.000.
        certain = written.startswith(("0", "(", "+62")) or (
            written.startswith("+") and len(_digits(written)) >= 10 and not written.endswith("000")
        )
        # Nine digits in groups of three are an amount as often, where no word says that they are a telephone.
        certain = certain or (number.named == "phone" and not number.amount and _NINE.fullmatch(written) is not None)
        if not certain and _is_amount(written, end == number.end and number.amount):
            continue
        yield Identifier(match.start(), end, "phone", _national(written))


def _without_what_follows(match: re.Match[str], number: _Number) -> str:
    """A telephone number without the number of something else that stands behind it: ``0812 3456 7890 2 years``.

    Behind a full stop, or in a group shorter than the number's own, or before a unit, stands something else; as far as
    what is left is a telephone number by itself.
    """
    written = match[0]
    while True:
        spaces = list(_WHITE.finditer(written))
        if not spaces:
            return written
        left, right = written[: spaces[-1].start()], written[spaces[-1].end() :]
        groups = [len(group) for group in _GROUP.findall(left)][1:]
        last = len(_digits(right))
        follows = (
            spaces[-1][0].startswith(".")
            or (bool(groups) and last <= 2 and last < min(groups))
            or (number.amount and match.end() == number.end and len(written) == len(match[0]) and last <= 3)
        )
        alone = _PHONES.fullmatch(left) or (number.named == "phone" and len(_digits(left)) >= 6)
        if not follows or not alone:
            return written
        written = left


def _is_figure(text: str, start: int, written: str, number: _Number) -> bool:
    """Whether digits that look like a telephone number are part of a figure, a case number or a list of numbers.

    A number of Indonesia's mobile telephones, one with a country's code or brackets is none of these.
    """
    if written.startswith(("08", "+", "(", "62")) or number.named == "phone":
        return False
    if number.named == "other" or written.count("/") > 1 or _JOINED.search(text, max(0, start - 2), start):
        return True
    groups = [int(group) for group in _GROUP.findall(written)]
    if len(groups) > 3 and all(after - before == 1 for before, after in pairwise(groups)):
        return True
    # 345 025 194: the last groups of three of an amount.
    before = text[max(0, start - 5) : start]
    return bool(_IN_THREES.fullmatch(written) and re.search(r"(?<!\d)\d{1,3}[ .\u00a0\u202f]\Z", before))


def _covers(whole: re.Match[str], parts: list[re.Match[str]]) -> bool:
    """Whether a number holds all of some others, and more."""
    return bool(parts) and whole.start() <= parts[0].start() and parts[-1].end() < whole.end()


def _is_one_phone(written: str) -> bool:
    """Whether a span is no more than one number: two in a row are longer than any country has."""
    return len(_digits(written)) <= 13 or written.startswith("+")


def is_telephone(written: str) -> bool:
    """Whether digits are a telephone number by themselves, without a word that says so."""
    return _PHONES.fullmatch(written) is not None


def _national(written: str) -> str:
    """A telephone number's value: of Indonesia with its leading 0, of any other country the digits with its code."""
    coded = written.lstrip("(").startswith(("+", "00"))
    digits = _digits(written.replace("(0)", "") if coded else written)
    digits = digits.removeprefix("00")
    if digits.startswith("62") and (coded or (digits.startswith("628") and len(digits) >= 11)):
        return "0" + digits[2:].lstrip("0")
    if not coded and digits.startswith("8") and len(digits) >= 9:
        return "0" + digits  # said without its 0
    return digits


def _accounts(text: str, number: _Number) -> Iterator[Identifier]:
    if number.named not in ("account", "bank"):
        return
    for match in _ACCOUNT.finditer(text, number.start, number.end + 1):
        digits = _digits(match[0])
        mobile = digits.startswith(("08", "628")) and len(digits) > 10
        if (
            not _is_amount(match[0], match.end() == number.end and number.amount)
            and not _WHEN.fullmatch(match[0])
            and not (number.named == "bank" and mobile)
        ):
            yield Identifier(match.start(), match.end(), "account", digits)


def _is_amount(written: str, before_unit: bool) -> bool:
    """Whether digits without a leading 0 are an amount: in groups of three, round, or before such a word."""
    if before_unit:
        return True
    digits = _digits(written)
    return bool(_GROUPED.fullmatch(written.lstrip("+"))) or (
        len(digits) < 10 and digits.endswith("000") and digits[0] != "0"
    )


def _ibans(text: str) -> Iterator[Identifier]:
    for match in _IBAN.finditer(text):
        written = match[0]
        while len(written.replace(" ", "")) >= _SHORTEST_IBAN:
            if _is_iban(written.replace(" ", "")):
                yield Identifier(
                    match.start(), match.start() + len(written), "account", written.replace(" ", "").lower()
                )
                break
            written = written.rpartition(" ")[0]


def _is_iban(written: str) -> bool:
    """ISO 13616: the number that the letters stand for, its head behind it, is 1 modulo 97."""
    return int("".join(str(int(character, 36)) for character in written[4:] + written[:4])) % 97 == 1


def _digits(written: str) -> str:
    return "".join(_DIGIT.findall(written))
