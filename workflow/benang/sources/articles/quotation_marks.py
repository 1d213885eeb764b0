"""Quotation marks of all kinds: which open, which close, and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

DOUBLE = '"“”„‟«»＂「」『』〝〞'
SINGLE = "'‘’‚‛‹›`´"
ALL = DOUBLE + SINGLE
"""Every quotation mark, as the inside of a regex class (none has a meaning there)."""

_OPENING = "“„‟«「『〝‘‚‛‹"
_CLOSING = "”»」』〞’›"
# Two single marks in a row, or two commas before a word, are one double mark that a typewriter made.
_DOUBLES = re.compile(rf"[{DOUBLE}]+|''|``|´´|‘‘|’’|,,(?=\w)")
_SINGLES = re.compile(rf"(?<![{SINGLE}])[{SINGLE}](?![{SINGLE}])")
_ANY = re.compile(rf"(?<![^\W_])[{ALL}]+|[{ALL}]+(?![^\W_{ALL}])")
_BEFORE_OPENING = frozenset("([{—–-:/：（")
_MOST_SINGLES = 20
_REACH = 4


@dataclass(frozen=True)
class Mark:
    """A quotation mark (or several in a row): where it stands, and whether it can open and close."""

    start: int
    end: int
    character: str
    opens: bool
    closes: bool


@dataclass(frozen=True)
class QuotedSpan:
    """What quotation marks hold: the text between them, and the text with them.

    ``opened`` and ``closed``: whether the mark at that side is there.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    opened: bool = True
    closed: bool = True


def count_marks(text: str) -> int:
    """How many quotation marks a text has; several in a row are one, an apostrophe within a word is none."""
    return sum(1 for _ in _ANY.finditer(text))


def marks_in(text: str, start: int, end: int, *, single: bool = False) -> Iterator[Mark]:
    """The double (or the single) quotation marks of a span of text; an apostrophe within a word is none."""
    for match in (_SINGLES if single else _DOUBLES).finditer(text, start, end):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if single and _in_word(before) and _in_word(after):
            continue
        may_open = (before.isspace() or before in _BEFORE_OPENING or before in ALL) and not after.isspace()
        may_close = not before.isspace() and not _in_word(after)
        if may_open == may_close:
            character = match[0][0]
            may_open = character not in _CLOSING and (character in _OPENING or may_open or not single)
            may_close = character not in _OPENING and (character in _CLOSING or may_close or not single)
        yield Mark(match.start(), match.end(), match[0], may_open, may_close)


def quoted_spans(text: str, start: int, end: int) -> list[QuotedSpan]:
    """What stands in double quotation marks in a paragraph.

    A mark of another kind that opens within a span begins one inside it, which belongs to it. Where an opening mark
    comes again before a closing one, the first is not closed; a closing mark with none before it closes the text from
    there on, or from the first mark that was not closed.
    """
    found: list[QuotedSpan] = []
    open_mark: Mark | None = None
    inside = 0
    for mark in marks_in(text, start, end):
        if open_mark is None:
            if mark.opens:
                open_mark, inside = mark, 0
            else:
                found.append(_closed_only(found, mark, start))
        elif mark.closes and (not mark.opens or inside or mark.character == open_mark.character):
            if inside:
                inside -= 1
            else:
                found.append(QuotedSpan(open_mark.end, mark.start, open_mark.start, mark.end))
                open_mark = None
        elif mark.character == open_mark.character:
            found.append(QuotedSpan(open_mark.end, mark.start, open_mark.start, mark.start, closed=False))
            open_mark, inside = mark, 0
        else:
            inside += 1
    if open_mark is not None:
        found.append(QuotedSpan(open_mark.end, end, open_mark.start, end, closed=False))
    return found


def single_quoted_spans(text: str, start: int, end: int) -> list[QuotedSpan]:
    """What stands in single quotation marks in a paragraph, closed where a sentence or a clause ends, if any does."""
    found: list[QuotedSpan] = []
    marks = list(marks_in(text, start, end, single=True))
    index = 0
    while index < len(marks):
        mark = marks[index]
        index += 1
        if not mark.opens:
            continue
        ends = [other for other in range(index, min(len(marks), index + _MOST_SINGLES)) if marks[other].closes]
        best = next((other for other in ends if text[marks[other].start - 1] in ".,!?…"), ends[0] if ends else None)
        if best is not None:
            found.append(QuotedSpan(mark.end, marks[best].start, mark.start, marks[best].end))
            index = best + 1
    return found


def _in_word(character: str) -> bool:
    """Whether it may go on a word; the mark of a footnote may not."""
    return character.isalpha() or character.isdecimal()


def _closed_only(found: list[QuotedSpan], mark: Mark, start: int) -> QuotedSpan:
    """The span that ends with a mark which no other opens."""
    begin = found[-1].outer_end if found else start
    for index in range(len(found) - 1, max(-1, len(found) - _REACH), -1):
        earlier = found[index]
        if not earlier.closed:
            del found[index:]
            return QuotedSpan(earlier.start, mark.start, earlier.outer_start, mark.end)
    return QuotedSpan(begin, mark.start, begin, mark.end, opened=False)
