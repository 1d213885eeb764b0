"""What the pages of a PDF are called: by the number printed on them, else by the file's own label or its place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from benang.sources.readers.pdf_layout import PrintedLine

_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,5}(?![\w,:]|[./-]\d)")
ROMAN = re.compile(r"\W*(?=[ivxlcdm])(m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))\W*")
_OWN = re.compile(r"\d{1,5}|[ivxlcdm]{1,8}|[A-Z]-?\d{1,4}")  # nothing else: a label could hold any words
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def page_labels(running: Sequence[PrintedLine], own: Sequence[str]) -> list[str]:
    """What each page is called.

    A page is called by its printed number: one that counts on from page to page in their running lines. A page among
    these that prints none has the number that is its turn. What comes before the count (a cover) stands in brackets, as
    its place in the file. Where no page prints a number, the file's own labels are taken, as programs show them.

    Args:
        running: the running heads and feet of all pages.
        own: of each page the file's own label, empty where it has none.
    """
    arabic: dict[int, dict[int, str]] = defaultdict(dict)
    roman: dict[int, dict[int, str]] = defaultdict(dict)
    for line in running:
        for number in _NUMBER.findall(line.text):
            arabic[int(number) - line.page].setdefault(line.page, str(int(number)))
        if value := roman_value(line.text):
            roman[value - line.page].setdefault(line.page, line.text.strip("".join(set(line.text) - set(_VALUES))))
    by, printed = _count(arabic)
    letters = _count(roman)[1]
    if not printed and not letters:
        places = [str(place) for place in range(1, len(own) + 1)]
        return [label if _OWN.fullmatch(label) else place for label, place in zip(own, places, strict=True)]
    labels = []
    for place in range(len(own)):
        counted = str(place + by) if printed and place + by > 0 and place not in letters else f"[{place + 1}]"
        labels.append(printed.get(place) or letters.get(place) or counted)
    return labels


def roman_value(text: str) -> int:
    """The value of a line that is a Roman number in small letters, perhaps between dashes; 0 for any other."""
    found = ROMAN.fullmatch(text)
    total = 0
    digits = [*(_VALUES[character] for character in found[1]), 0] if found else []
    for digit, following in pairwise(digits):
        total += -digit if digit < following else digit
    return total


def _count(found: Mapping[int, Mapping[int, str]]) -> tuple[int, Mapping[int, str]]:
    """The count that most pages agree on, two at least: how far it is ahead of the place from 0, and the numbers."""
    by = max(sorted(found, key=lambda by: (abs(by - 1), by)), key=lambda by: len(found[by]), default=0)
    pages = found.get(by, {})
    return (by, pages) if len(pages) > 1 else (0, {})
