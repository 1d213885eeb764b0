"""Vehicle plates and addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from benang.privacy.identifiers.identifier_kinds import Identifier, any_of, without_overlaps, words
from benang.privacy.name_words import honorifics

_BORDER = r"(?<![^\W_])"
_END = r"(?![^\W_])"
_SPACE = r"\s{1,3}"
_COMMA = r"(?:\s{0,3},)?\s{0,3}"

# A word of a place's name: a capital, an initial or abbreviation with its full stop, a number (Jl. 17 Agustus).
_CAPITAL = r"(?:(?:[A-Z]\.){1,3}|[A-Z][a-z]{0,2}\.(?=\s{0,3}[A-Z])|[A-Z\u00c0-\u00de][\w'\u2019\-]{0,30})"
_NO_DETAIL = rf"(?!(?i:no|nomor|rt|rw|blok|kel|kec|km|kav|kavling|lantai|lt){_END})"
_NAME = rf"(?:{_NO_DETAIL}{_CAPITAL}|\d{{1,2}}(?=\s{{1,3}}[A-Z]))(?:{_SPACE}{_NO_DETAIL}{_CAPITAL}){{0,4}}"
_SMALL_NAME = rf"(?:{_SPACE}{_NO_DETAIL}[^\W_][\w'\u2019\-]{{0,30}}){{1,4}}"

_NUMBER = rf"(?i:nomor|nmr|no)\.?\s{{0,3}}[A-Za-z]?\d{{1,4}}[A-Za-z]?(?:[/\-]\d{{1,4}}[A-Za-z]?)?{_END}"
_RT = (
    r"(?i:rt\s{0,2}/\s{0,2}rw|rt|rw)\.?[\s:]{0,3}\d{1,3}"
    rf"(?:\s{{0,2}}[/.,\-]?\s{{0,2}}(?i:rw)\.?\s{{0,2}}\d{{1,3}}|\s{{0,2}}/\s{{0,2}}\d{{1,3}})?{_END}"
)
_BLOCK = rf"(?i:blok|block)\.?{_SPACE}[A-Za-z]{{1,2}}\s?\d{{0,3}}(?:[/\-.]\d{{1,4}})?{_END}"
_NUMBERED_BLOCK = rf"(?i:blok|block)\.?{_SPACE}[A-Za-z]{{1,2}}\s?\d{{1,3}}(?:[/\-.]\d{{1,4}})?{_END}"
_STOREY = rf"(?i:km|lantai|lt|kavling|kav)\.?\s{{0,3}}\d{{1,3}}(?:[.,]\d)?{_END}"
_AREA = (
    r"(?i:kelurahan|kel|desa|ds|dusun|dsn|kecamatan|kec|kampung|kp|perumahan|perum|kompleks|komplek|gang|gg)\.?"
    rf"{_SPACE}{_NAME}"
)
_EXACT = rf"(?:{_COMMA}(?:{_NUMBER}|{_RT}|{_NUMBERED_BLOCK}))"
_REST = rf"(?:{_COMMA}(?:{_NUMBER}|{_RT}|{_BLOCK}|{_STOREY}|{_AREA})){{0,8}}(?:{_COMMA}\d{{5}}{_END})?"
_HOUSE = rf"(?:{_SPACE}\d{{1,4}}[A-Za-z]?{_END}(?![.,]\d))?"

_BEGINS = re.compile(
    rf"(?=[bdgjkpr]){_BORDER}(?:j(?:alan|ln|l)|g(?:ang|g)|r[tw]|blok|kp|kampung|kompleks?|perum(?:ahan)?|dusun|dsn|desa){_END}",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    rf"{_BORDER}\d{{1,5}}[A-Za-z]?{_SPACE}(?:[A-Z][\w'\u2019\-]{{0,30}}{_SPACE}){{1,3}}"
    rf"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Boulevard|Blvd){_END}"
)
_SAME = {"jl": "jalan", "jln": "jalan", "gg": "gang", "kp": "kampung", "perum": "perumahan", "komplek": "kompleks"}
_SAME |= {"kel": "kelurahan", "kec": "kecamatan", "ds": "desa", "dsn": "dusun"}
_SILENT = frozenset({"no", "nomor", "nmr", "rt", "rw"})


@cache
def _address() -> re.Pattern[str]:
    people = any_of(set(honorifics()) - set(words("titles_of_streets")))
    no_person = rf"(?!(?i:{people}){_END})"
    street = rf"(?:(?i:jln?|gg)\.?\s{{0,3}}|(?:[jJ]alan|[gG]ang){_SPACE}{no_person}){_NAME}{_HOUSE}{_REST}"
    # Words that are no street's alone, or a name in small letters (speech recognition): only where a number follows.
    said = rf"(?i:jalan|jln|jl|gang|gg)\.?{_SMALL_NAME}{_EXACT}{_REST}"
    area = rf"(?i:perumahan|perum|kompleks?|kampung|kp|dusun|dsn|desa)\.?{_SPACE}{_NAME}{_EXACT}{_REST}"
    return re.compile(rf"{street}|{said}|{area}|{_RT}{_REST}|{_BLOCK}{_COMMA}(?:{_NUMBER}|{_RT}){_REST}")


def find_addresses(text: str) -> Iterator[Identifier]:
    """Addresses, each as one span.

    ``Jl.``, ``Jalan``, ``Gang`` need a name with a capital, or a number behind a name in small letters; a form of
    address behind ``jalan`` is no street (``di jalan Pak ...``). Towns, districts and provinces behind an address stay.
    """
    found = [match.span() for match in _ENGLISH.finditer(text)]
    done = 0
    for begin in _BEGINS.finditer(text):
        if begin.start() >= done and (match := _address().match(text, begin.start())):
            done = match.end()
            found.append(match.span())
    for start, end in without_overlaps(found):
        yield Identifier(start, end, "address", _address_value(text[start:end]))


def _address_value(written: str) -> str:
    parts = [_SAME.get(part, part) for part in re.findall(r"[^\W\d_]+|\d+", written.lower())]
    return " ".join(part.lstrip("0") or "0" if part.isdigit() else part for part in parts if part not in _SILENT)


@cache
def _plate_alone() -> re.Pattern[str]:
    unit = any_of(words("no_plates"))
    letters = rf"(?!(?:{unit}){_END})[A-Z]{{1,3}}"
    # Behind a number stands a unit or an era ("1443 H 2022 M"), no plate.
    return re.compile(
        rf"(?=[A-Z]){_BORDER}(?<!\d )(?:{any_of(words('areas'))})[ \-]?[1-9]\d{{2,3}}[ \-]?{letters}{_END}"
    )


@cache
def _plate_named() -> re.Pattern[str]:
    return re.compile(
        rf"(?=[pnl]){_BORDER}(?:{any_of(words('plate_words'))})(?:nya)?[\s:.]{{1,3}}(?:(?:nomor|no)(?:nya)?[\s:.]{{1,3}})?"
        rf"(?P<plate>(?:{any_of(words('areas'))})[ \-]?\d{{1,4}}(?:[ \-]?[a-z]{{1,3}}{_END})?){_END}",
        re.IGNORECASE,
    )


def find_plates(text: str) -> Iterator[Identifier]:
    """Indonesian vehicle plates (Perpol 7/2021): area, number, letters; in capitals, or behind a word for a plate."""
    found = [match.span() for match in _plate_alone().finditer(text)]
    found += [match.span("plate") for match in _plate_named().finditer(text)]
    for start, end in without_overlaps(found):
        yield Identifier(start, end, "plate", re.sub(r"[ \-]", "", text[start:end]).lower())
