"""Patterns for RE2 that match whatever is spelt like a name or number, whatever characters stand between its parts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any

import re2  # type: ignore[import-untyped]

from benang.text.words import UNSPACED

_MEMORY = 2**28
SHORT_NAME = 4  # letters; a shorter name counts only as a whole word
# Characters that may stand between the parts of a name or number: white space, and whatever is neither letter nor digit
# in ASCII, Latin-1 and the blocks of punctuation. (RE2 would need too much memory for all of Unicode's.)
BETWEEN = (
    r"[\x00-/:-@\[-`{-~\x{80}-\x{a9}\x{ab}-\x{b1}\x{b4}\x{b6}-\x{b8}\x{2000}-\x{206f}\x{2bc}\x{3000}-\x{303f}\x{30fb}]"
)
_LINE_PART = r"(?:[\x{2010}\x{2011}-][ \t\r]*\n[ \t]*)?"  # a word that the end of a line parts
_GAP_OF_LETTERS = r"[ .\x{a0}_-]"  # between letters that stand apart for emphasis, or to be hidden
_LONGEST_SPACED = 40
_LEFT = r"[^\pL\pN\pM]"


def patterns_of(names: Iterable[str]) -> list[Any]:
    """Patterns for names: those of few letters as whole words only."""
    whole, anywhere = set(), set()
    for name in names:
        runs = _runs(name)
        if not runs:
            continue
        letters = "".join(runs)
        if letters.isdigit():
            # A leading 0 may be a country code; the rest of the digits are the same.
            anywhere.add(f"{BETWEEN}{{0,3}}".join(letters[1:]))
        elif len(letters) < SHORT_NAME and not re.match(f"[{UNSPACED}]", letters):
            whole.add(expression(runs))
        else:
            anywhere.add(expression(runs, _LINE_PART))
            if letters.isalpha() and len(letters) <= _LONGEST_SPACED:
                anywhere.add(_GAP_OF_LETTERS.join(map(_either_i, letters)))
    return [
        compiled(head, alternatives)
        for head, alternatives in ((f"(?:^|{_LEFT})", whole), ("", anywhere))
        if alternatives
    ]


def _runs(name: str) -> list[str]:
    """The runs of letters, marks and digits of a name; Cyrillic ones without the last letter."""
    runs = [
        "".join(characters)
        for is_word, characters in groupby(
            name, lambda character: character.isalnum() or unicodedata.category(character).startswith("M")
        )
        if is_word
    ]
    if runs and re.match("[\u0400-\u052f]", runs[-1]) and len(runs[-1]) > SHORT_NAME:
        runs[-1] = runs[-1][:-1]
    return runs


def parts_of(value: str) -> list[str]:
    """Runs of letters and runs of digits: between them characters may come and go (``B 1234 XYZ``)."""
    return re.findall(r"[^\W\d_]+|\d+", value)


def expression(runs: Iterable[str], within: str = "") -> str:
    """The pattern of runs of letters with any characters between them, and ``within`` between the letters of a run."""
    return f"{BETWEEN}*".join(within.join(map(_either_i, run)) for run in runs)


def _either_i(letter: str) -> str:
    # Python's ``re``, by which the list's rules are written, takes the Turkish letters for i, whatever their dot.
    return "[i\u0131\u0130]" if letter in "iI" else str(re2.escape(letter))


def compiled(head: str, alternatives: Collection[str]) -> Any:
    """The pattern of RE2 for ``head`` and any of the alternatives, the longest first, whatever their case."""
    options = re2.Options()
    options.max_mem = _MEMORY
    options.case_sensitive = False
    ordered = sorted(alternatives, key=lambda each: (-len(each), each))
    return re2.compile(f"{head}(?:{'|'.join(ordered)})", options)


def found_spans(patterns: Iterable[Any], text: str) -> Iterator[tuple[int, int]]:
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
