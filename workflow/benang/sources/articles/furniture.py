"""What is printed on a page and is none of its text: running heads and feet, page numbers, footnotes at its foot."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from benang.sources.articles.article_words import words
from benang.sources.articles.journal_lines import journal_lines
from benang.sources.articles.quotation_marks import ALL

_LINE_END = re.compile(r"\r\n|[\n\r\f\x85\u2028\u2029]")
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_NUMBERED = re.compile(r"(?:\w+ )?#[.)]?(?:#[.)]?){0,4} \w|\w+ #\Z")
_ENDED = re.compile(r"[.?!:;,]\Z")
_QUOTED = re.compile(f"\\A[{ALL}]|[{ALL}]\\Z")
_LONGEST = 150
_ENOUGH = 3
"""How often a line comes again before it is a running head, where nothing shows where pages end."""
_REACH = 2
"""How many lines from a page's edge a running head may stand."""
_MOST_NOTE_LINES = 12
_SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(rf"([{_SUPERSCRIPT}]{{1,3}}|\d{{1,3}}(?=[\s.)]))[.)]?\s*(?=\S*[^\W\d_])")


class Line(NamedTuple):
    """A line of text: without its end, and whether a page ends behind it."""

    start: int
    end: int
    next: int
    page_ends: bool = False


def lines_of(text: str, page_ends: Sequence[int] = ()) -> list[Line]:
    """The lines of a text.

    Args:
        text: the text; a form feed ends a line and a page.
        page_ends: other places, sorted, at which a page is known to end.
    """
    lines: list[Line] = []
    start = 0
    for match in _LINE_END.finditer(text):
        known = bisect_left(page_ends, match.end())
        page_ends_here = match[0] == "\f" or (known < len(page_ends) and page_ends[known] == match.end())
        lines.append(Line(start, match.start(), match.end(), page_ends_here))
        start = match.end()
    lines.append(Line(start, len(text), len(text)))
    return lines


def furniture(text: str, lines: Sequence[Line], language: str, is_text: Callable[[str], bool]) -> set[int]:
    """Which lines are no text.

    A running head or foot is a line that comes again, up to its digits, at the edges of pages; where no edge is known
    (no form feeds), one that comes three times, or twice with another number in it. A page number is a line with
    nothing but a number, beside a page's end, a running head or empty lines, or in a row with others. What a journal
    prints of itself is none either, though it comes once (``journal_lines``). Footnotes are the last lines of a page
    whose number stands at a word of that page.

    Args:
        text: the text.
        lines: its lines.
        language: code of its language, for what a page is called.
        is_text: whether a line that comes again belongs to the text (an attribution on a line of its own).

    Returns:
        Places among ``lines``.
    """
    stripped = [" ".join(text[line.start : min(line.end, line.start + 2 * _LONGEST)].split()) for line in lines]
    written = [place for place, line in enumerate(stripped) if line]
    keys = {
        place: _DIGITS.sub("#", stripped[place]).casefold() for place in written if len(stripped[place]) <= _LONGEST
    }
    number = _page_number(language)
    numbers = {place: int(found[1] or 0) for place in keys if (found := number.fullmatch(stripped[place]))}
    edges = _edges(lines, written)
    candidates = [
        place
        for place in keys
        if place not in numbers
        and _LETTERS.search(keys[place])
        and stripped[place].count(")") <= stripped[place].count("(")
        and not _QUOTED.search(stripped[place])
        and not is_text(stripped[place])
    ]
    again = Counter(keys[place] for place in candidates)
    # The end of a sentence is none, but "Jurnal Contoh Vol. 4 No. 2." is one.
    candidates = [
        place
        for place in candidates
        if not _ENDED.search(stripped[place]) or ("#" in keys[place] and again[keys[place]] >= _ENOUGH)
    ]
    if edges:
        at_edge = [place for place in candidates if place in edges]
        times = Counter(keys[place] for place in at_edge)
        dropped = {place for place in at_edge if times[keys[place]] > 1}
    else:
        # Lines that differ by a number alone: a page's. "Table 1" and "2. Method" have theirs at the head.
        forms = Counter(keys[place] for place in {stripped[place]: place for place in candidates}.values())
        dropped = {
            place
            for place in candidates
            if " " in keys[place]
            and (again[keys[place]] >= _ENOUGH or forms[keys[place]] > 1)
            and not _NUMBERED.match(keys[place])
        }
    dropped |= journal_lines(stripped, language)
    pages = _page_numbers(numbers, lines, stripped, written, dropped, edges)
    beside = {near for place in pages for near in _beside(written, place)}
    dropped |= pages | {place for place in candidates if place in beside and again[keys[place]] > 1}
    return dropped | _footnotes(text, lines, stripped, dropped)


def _page_number(language: str) -> re.Pattern[str]:
    page = "|".join(map(re.escape, words("page", language)))
    characters = r"[^\w\"'“”«»()\[\]]{0,3}"
    of_all = r"(?:/ ?\d{1,4}|(?:of|dari|de|von) \d{1,4})?"
    return re.compile(rf"(?:(?i:{page})\.?\s?)?{characters}(?:(\d{{1,4}})|[ivxl]{{1,6}}){characters}{of_all}")


def _edges(lines: Sequence[Line], written: Sequence[int]) -> set[int]:
    """The written lines that stand at most two lines from where a page is known to end."""
    edges: set[int] = set()
    for place, line in enumerate(lines):
        if line.page_ends:
            middle = bisect_left(written, place + 1)
            edges.update(written[max(0, middle - _REACH) : middle + _REACH])
    if edges:
        edges.update(written[:_REACH])
        edges.update(written[-_REACH:])
    return edges


def _page_numbers(
    numbers: dict[int, int],
    lines: Sequence[Line],
    stripped: Sequence[str],
    written: Sequence[int],
    heads: set[int],
    edges: set[int],
) -> set[int]:
    found = set()
    ordered = sorted(numbers)
    for index, place in enumerate(ordered):
        in_row = any(
            0 <= other < len(ordered) and 0 < (other - index) * (numbers[ordered[other]] - numbers[place]) <= 2
            for other in (index - 1, index + 1)
        )
        empty = all(not 0 <= near < len(lines) or not stripped[near] for near in (place - 1, place + 1))
        if in_row or place in edges or empty or not heads.isdisjoint(_beside(written, place)):
            found.add(place)
    return found


def _beside(written: Sequence[int], place: int) -> list[int]:
    """The written lines before and after one."""
    middle = bisect_left(written, place)
    return [*written[max(0, middle - 1) : middle], *written[middle + 1 : middle + 2]]


def _footnotes(text: str, lines: Sequence[Line], stripped: Sequence[str], dropped: set[int]) -> set[int]:
    """The lines at the foot of a page from the first that begins with the number of a note on."""
    found: set[int] = set()
    page = 0
    for place, line in enumerate(lines):
        if not line.page_ends and place < len(lines) - 1:
            continue
        for first in range(max(page, place - _MOST_NOTE_LINES), place + 1):
            note = _NOTE.match(stripped[first])
            if note and first not in dropped and _is_marked(text, lines[page].start, lines[first].start, note[1]):
                found.update(range(first, place + 1))
                break
        page = place + 1
    return {place for place in found if stripped[place]}


def _is_marked(text: str, start: int, end: int, number: str) -> bool:
    """Whether a span has the mark of a note: its number right behind a word."""
    return re.compile(rf"[^\W\d_][.,;:!?\"'”’»)]{{0,3}}{number}(?![\d\w%])").search(text, start, end) is not None
