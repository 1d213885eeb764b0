"""What the leak gate looks for: the names of the study's list, and the identifiers of its raw sources.

A text is first scanned once, by RE2, for anything spelt like a name whatever its borders; only there the list's own
rules (``benang.privacy.pseudonyms``) decide. That is a hundred times faster than asking the list everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import re2  # type: ignore[import-untyped]

from benang.privacy.gate.found_texts import BYTES, NAME, STRINGS
from benang.privacy.identifiers import find_identifiers, label
from benang.privacy.pseudonyms import Pseudonyms
from benang.text.words import UNSPACED

_MEMORY = 2**28
_BEFORE, _AFTER = 64, 96  # what of a text a name's borders and its form of address need
_SHORT = 4  # letters; a shorter name counts only as a whole word
_BY_CHANCE = 7  # letters; a shorter name may stand in random bytes
_SHORTEST_NUMBER = 8  # digits; a shorter number is found only where its kind is plain
# Signs that may stand between the parts of a name or number: white space, and whatever is neither letter nor digit in
# ASCII, Latin-1 and the blocks of punctuation. (RE2 would need too much memory for all of Unicode's.)
_BETWEEN = (
    r"[\x00-/:-@\[-`{-~\x{80}-\x{a9}\x{ab}-\x{b1}\x{b4}\x{b6}-\x{b8}\x{2000}-\x{206f}\x{2bc}\x{3000}-\x{303f}\x{30fb}]"
)
_LEFT = r"[^\pL\pN\pM]"
_DIGITS = re.compile(rf"\+?\d(?:[\s().\-/]{{0,3}}\d){{{_SHORTEST_NUMBER - 1},63}}")
_GROUP = re.compile(r"\d+")
_LONGEST_GROUP = 64
_AT_ONCE = 500  # numbers in one pattern
_TOKEN = re.compile(r"[A-Za-z0-9+/=_\-]")
_NO_SPACE = re.compile(r"\S")
_RANDOM = 0.25  # of neighbours differ in kind: 0.6 in base64, 0.5 in hexadecimal, under 0.1 in words and paths
_ENOUGH = 16  # neighbours to tell by
_FAR = 100


class Hit(NamedTuple):
    """Something sought that was found: ``start:end`` of the text, and the pseudonym or replacement it should bear."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True)
class Sought:
    """What is looked for.

    Attributes:
        pseudonyms: the study's list of names.
        identifiers: replacement by kind and value, of the private key: what was found in the raw sources.
        kinds: kinds of identifiers that are also looked for by their form, in texts that come from sources.
    """

    pseudonyms: Pseudonyms
    identifiers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    kinds: tuple[str, ...] = ()

    def hits(self, text: str, form: str) -> list[Hit]:
        """Every listed name and every identifier of the key in a text (in NFC), in order.

        Parameters:
            text: one reading of a text.
            form: as in ``texts.Text``.
        """
        if form == NAME:
            return self._in_file_name(text)
        found: dict[tuple[int, str], Hit] = {}
        for hit in (*self._names(text), *self._numbers(text), *self._written(text)):
            if _by_chance(text, hit, form):
                continue
            found.setdefault((hit.start, hit.replacement), hit)
        return sorted(found.values())

    def patterns(self, text: str) -> list[Hit]:
        """Every identifier by its form in a text that comes from a source; one the key does not have by its kind."""
        return [
            Hit(each.start, each.end, self.identifiers.get((each.kind, each.value)) or self._label(each.kind))
            for each in find_identifiers(text, self.kinds)
            if not _is_id(text, each.start, each.end)
        ]

    def _label(self, kind: str) -> str:
        return label(kind, self.pseudonyms.language)

    def hidden(self, text: str) -> str:
        """A file's name or the like with everything sought replaced, fit to be shown."""
        text = self._list.rename(text)
        for hit in sorted((*self._numbers(text), *self._written(text)), reverse=True):
            text = text[: hit.start] + hit.replacement + text[hit.end :]
        return text

    @cached_property
    def _list(self) -> Pseudonyms:
        """The names alone, whatever else the study's list replaces."""
        return Pseudonyms(dict(self.pseudonyms.names))

    @cached_property
    def _renamed(self) -> Pseudonyms:
        """The names that are looked for in names of files; a shorter one is a language's code as often (``en``)."""
        return Pseudonyms(
            {name: each for name, each in self.pseudonyms.names.items() if sum(map(str.isalnum, name)) > 2}
        )

    def _in_file_name(self, text: str) -> list[Hit]:
        renamed = self._renamed.rename(text)
        hits = [
            Hit(0, len(text), each)
            for each in sorted(set(self._renamed.names.values()))
            for _ in range(renamed.count(each) - text.count(each))
        ]
        return hits + list(self._numbers(text)) + list(self._written(text))

    def _names(self, text: str) -> Iterator[Hit]:
        for start, end in _spans(self._name_patterns, text):
            low = max(0, start - _BEFORE)
            window = text[low : end + _AFTER]
            for edit in self._list.search(window)[0]:
                if start <= low + edit.start < end:
                    yield Hit(low + edit.start, low + edit.end, edit.replacement)
            # ``left`` tells only where the first is: nothing may stand before it.
            space = re.search(r"\s(?=\S*\Z)", text[low:start])
            low = low + space.end() if space else low
            for replacement, (_, first) in self._list.left(text[low : end + _AFTER])[0].items():
                if start <= low + first < end:
                    yield Hit(low + first, end, replacement)

    @cached_property
    def _name_patterns(self) -> list[Any]:
        """What any spelling of a name has: its letters and digits in order, whatever signs stand between."""
        whole, anywhere = set(), set()
        for name, pseudonym in self.pseudonyms.names.items():
            runs = _runs(unicodedata.normalize("NFC", name))
            if not runs or name == pseudonym:
                continue
            letters = "".join(runs)
            if letters.isdigit():
                # A leading 0 may be a country code; the rest of the digits are the same.
                anywhere.add(f"{_BETWEEN}{{0,3}}".join(letters[1:]))
            elif len(letters) < _SHORT and not re.match(f"[{UNSPACED}]", letters):
                whole.add(_expression(runs))
            else:
                anywhere.add(_expression(runs))
        return [
            _compiled(head, alternatives)
            for head, alternatives in ((f"(?:^|{_LEFT})", whole), ("", anywhere))
            if alternatives
        ]

    def _numbers(self, text: str) -> Iterator[Hit]:
        """The key's numbers, whatever signs stand between their digits."""
        for start, end in _spans(self._number_patterns, text):
            low, high = max(0, start - 4), end
            while low > 0 and text[low - 1].isdigit() and start - low < _LONGEST_GROUP:
                low -= 1
            while high < len(text) and text[high].isdigit() and high - end < _LONGEST_GROUP:
                high += 1
            for match in _DIGITS.finditer(text, low, high):
                yield from self._number(text, match.start(), match.end())

    def _number(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """The key's numbers that are whole groups of the digits in ``text[start:end]``."""
        groups = [group.span() for group in _GROUP.finditer(text, start, end)]
        for number, (first, _) in enumerate(groups):
            digits = ""
            for begin, stop in groups[number:]:
                digits += text[begin:stop]
                if digits in self._by_digits:
                    yield Hit(first, stop, self._by_digits[digits])

    @cached_property
    def _number_patterns(self) -> list[Any]:
        # Of the first digit there are two spellings, 0 and a country's code.
        expressions = sorted({f"{_BETWEEN}{{0,3}}".join(digits[1:]) for digits in self._by_digits})
        return [_compiled("", expressions[at : at + _AT_ONCE]) for at in range(0, len(expressions), _AT_ONCE)]

    @cached_property
    def _by_digits(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for (_, value), replacement in sorted(self.identifiers.items()):
            digits = "".join(filter(str.isdigit, value))
            if len(digits) >= _SHORTEST_NUMBER and not any(map(str.isalpha, value)):
                found.setdefault(digits, replacement)
                # Indonesia's numbers are written with 0 and with 62.
                if digits.startswith("0"):
                    found.setdefault("62" + digits[1:], replacement)
                elif digits.startswith("62"):
                    found.setdefault("0" + digits[2:], replacement)
        return found

    def _written(self, text: str) -> Iterator[Hit]:
        """The key's addresses, accounts and whatever else has letters, whole and whatever their case."""
        for start, end in _spans(self._written_patterns, text):
            found = text[start:end]
            kind, replacement = self._by_letters.get(_squeezed(found), ("", ""))
            if not replacement or (start and text[start - 1].isalnum()) or text[end : end + 1].isalnum():
                continue
            # A handle is no word: "@" stands before it, and it goes on behind a full stop or a low line.
            if kind == "handle" and not (found[0] == "@" or text[start - 1 : start] == "@"):
                continue
            if kind == "handle" and re.match(r"[._]\w|_", text[end : end + 2]):
                continue
            yield Hit(start, end, replacement)

    @cached_property
    def _by_letters(self) -> dict[str, tuple[str, str]]:
        return {
            _squeezed(value): (kind, replacement)
            for (kind, value), replacement in sorted(self.identifiers.items())
            if any(map(str.isalpha, value)) and len(_squeezed(value)) >= _SHORT
        }

    @cached_property
    def _written_patterns(self) -> list[Any]:
        values = {value for _, value in self.identifiers if _squeezed(value) in self._by_letters}
        expressions = {_expression([re.sub(r"[\W_]", "", run) for run in _parts(value)]) for value in values}
        return [_compiled("", expressions)] if expressions else []


def _runs(name: str) -> list[str]:
    """The runs of letters, marks and digits of a name; Cyrillic ones without the last letter."""
    runs = [
        "".join(signs)
        for is_word, signs in groupby(name, lambda sign: sign.isalnum() or unicodedata.category(sign).startswith("M"))
        if is_word
    ]
    if runs and re.match("[\u0400-\u052f]", runs[-1]) and len(runs[-1]) > _SHORT:
        runs[-1] = runs[-1][:-1]
    return runs


def _parts(value: str) -> list[str]:
    """Runs of letters and runs of digits: between them signs may come and go (``B 1234 XYZ``)."""
    return re.findall(r"[^\W\d_]+|\d+", value)


def _expression(runs: Iterable[str]) -> str:
    # Python's ``re``, by which the list's rules are written, takes the Turkish letters for i, whatever their dot.
    letters = (re2.escape(run).replace("i", "[i\u0131\u0130]").replace("I", "[i\u0131\u0130]") for run in runs)
    return f"{_BETWEEN}*".join(letters)


def _compiled(head: str, alternatives: Collection[str]) -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.case_sensitive = False
    ordered = sorted(alternatives, key=lambda each: (-len(each), each))
    return re2.compile(f"{head}(?:{'|'.join(ordered)})", options)


def _spans(patterns: Iterable[Any], text: str) -> Iterator[tuple[int, int]]:
    """Where the patterns match, in code points."""
    data = text.encode("utf-8", "surrogatepass")
    for pattern in patterns:
        if len(data) == len(text):
            yield from (match.span() for match in pattern.finditer(data))
            continue
        byte, place = 0, 0
        for match in pattern.finditer(data):
            start, end = match.span()
            place += _length(data[byte:start])
            length = _length(data[start:end])
            yield place, place + length
            byte, place = end, place + length


def _length(data: bytes) -> int:
    return len(data.decode("utf-8", "surrogatepass"))


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _is_id(text: str, start: int, end: int) -> bool:
    """Whether digits belong to the id of a coding, a hash that may have no letters; it is the target of a link."""
    after_word = text[start].isalnum() and text[max(0, start - 1) : start].isalnum()
    return (
        after_word
        or text[end : end + 1].isalnum()
        or f"#q.{text[start:end]}" in text[max(0, start - _FAR) : end + _FAR]
    )


def _by_chance(text: str, hit: Hit, form: str) -> bool:
    """Whether a hit is more likely one of random signs: in base64, in a hash, in the bytes of a font."""
    if sum(map(str.isalnum, text[hit.start : hit.end])) >= _BY_CHANCE:
        return False
    if form == BYTES:
        return True
    return _is_random(text, hit, _TOKEN) or (form == STRINGS and _is_random(text, hit, _NO_SPACE))


def _is_random(text: str, hit: Hit, signs: re.Pattern[str]) -> bool:
    """Whether small letters, capitals and digits follow one another at random in the run of signs around a hit."""
    low, high = hit.start, hit.end
    while low > max(0, hit.start - _FAR) and signs.match(text[low - 1]):
        low -= 1
    while high < min(len(text), hit.end + _FAR) and signs.match(text[high]):
        high += 1
    pairs = [pair for side in (text[low : hit.start], text[hit.end : high]) for pair in pairwise(map(_kind, side))]
    pairs = [(one, other) for one, other in pairs if one and other]
    return len(pairs) >= _ENOUGH and sum(one != other for one, other in pairs) > _RANDOM * len(pairs)


def _kind(sign: str) -> str:
    return "9" if sign.isdigit() else "A" if sign.isupper() else "a" if sign.isalpha() else ""
