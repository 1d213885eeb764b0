"""The shape of a speaker's label at the head of a line, in every way in which transcripts write one.

Only shapes are told here; which lines do begin with a label is ``labelled_lines``' to say. The readers of formats use
``LABEL_SHAPE`` to see where a line must not be joined to the one before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from benang.sources.speakers.label_key import label_key
from benang.text.words import DIRECTION_MARKS

LONGEST_LABEL = 48
MOST_WORDS = 4
_LONGEST_OPENING = LONGEST_LABEL + 60  # a label with a number and a time beside it

_SPACE = r"[ \u00a0]"
_GAP = rf"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000{DIRECTION_MARKS}]"
_GAPS = rf"{_GAP}{{1,12}}"
_MAYBE_GAPS = rf"{_GAP}{{0,12}}"
_DASH = r"[\-\u2013\u2014]"
_LETTER = r"[^\W\d_]"
# What a label is made of: anything but white space, the signs of a sentence, of quotation and of mark-up.
_SIGN = (
    r"[^\s:\uff1a<>\[\]{}?!;,\"\u201c\u201d\u201e\u00ab\u00bb|=+*~^$%@\\\u2013\u2014\u2026"
    rf"\u060c\u061b\u061f\u3001\u3002\uff01\uff0c\uff1b\uff1f{DIRECTION_MARKS}]"
)
_WORDS = rf"{_LETTER}{_SIGN}{{0,47}}(?:{_SPACE}{{1,4}}{_SIGN}{{1,47}}){{0,{MOST_WORDS - 1}}}?"

_TIME = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_TIMES = rf"{_TIME}(?:{_MAYBE_GAPS}(?:-->|{_DASH}){_MAYBE_GAPS}{_TIME})?"
_DOTTED = r"\d{1,2}\.[0-5]\d(?:\.[0-5]\d)?"  # 00.12.03, as Indonesian writes times; in brackets only


def _clock(name: str) -> str:
    """A time or a stretch of time: ``00:12``, ``[00:01:02]``, ``(00:12 - 00:15)``, ``(00.12)``."""
    return rf"(?:(?P<{name}>{_TIMES})|[\[(<](?P<{name}_in>{_TIMES}|{_DOTTED})[\])>])"


_BEFORE = rf"(?:{_clock('before')}(?:{_GAPS}(?:(?:{_DASH}|\|){_GAPS})?|(?<=[\])>])))?"
_NAMED = rf"[\[<]?\*{{0,3}}(?P<label>{_WORDS})\*{{0,3}}[\]>]?"
_AFTER = rf"(?:(?:{_GAPS}(?:(?:{_DASH}|\|){_GAPS})?|,{_GAPS}|(?=[\[(<])){_clock('after')})?"
_COLON = rf"{_MAYBE_GAPS}[:\uff1a]\*{{0,3}}"

LABEL_SHAPE = re.compile(rf"{_GAP}*+{_BEFORE}{_NAMED}{_AFTER}{_COLON}(?=[\s{DIRECTION_MARKS}]|$)")
"""A line that may begin with a speaker's label (group ``label``) and a colon, with or without a time beside it."""

_START = rf"{_GAP}*+(?:(?P<number>\d{{1,5}})[.)]?{_GAPS})?{_BEFORE}"
_STRONG = re.compile(
    rf"{_START}{_NAMED}(?:{_AFTER}{_COLON}(?=\s|$|[^\d\s/])"
    # A line of its own, as some speech recognisers write it: "Name  0:01", "Name | 00:01", "Name (00:01)".
    rf"|(?:{_SPACE}{{2,12}}|{_MAYBE_GAPS}[\t|]{_MAYBE_GAPS}|(?P<bracketed>{_SPACE}(?=[\[(]))){_clock('alone')}"
    rf"{_MAYBE_GAPS}$)"
)
_WEAK = re.compile(
    rf"{_START}(?:<(?P<angled>{_WORDS})>{_MAYBE_GAPS}|(?P<label>{_WORDS})"
    rf"(?:(?:{_GAPS}{_clock('after')})?(?P<tab>{_SPACE}{{0,4}}\t{_MAYBE_GAPS})(?=\S)"
    rf"|(?P<dash>{_SPACE}{{1,4}}{_DASH}{_GAPS}|{_MAYBE_GAPS}[\u2013\u2014]{_MAYBE_GAPS})(?=\S)"
    rf"|(?P<end>{_MAYBE_GAPS}$)))"
)
_UNSTOPPED = rf"(?:(?!\.){_SIGN})"
_CAPITALS = re.compile(
    rf"{_START}(?P<label>(?:(?:DR|MR|MRS|MS|PROF|REV|IR|H|HJ)\.{_SPACE}{{1,4}})?"
    rf"{_LETTER}{_UNSTOPPED}{{0,47}}(?:{_SPACE}{{1,4}}{_UNSTOPPED}{{1,47}}){{0,{MOST_WORDS - 1}}})"
    rf"\.(?:{_GAPS}(?=\S)|{_MAYBE_GAPS}$)"
)
_TIME_FIRST = re.compile(rf"{_GAP}*+[\[(<]?{_TIME}")
_BOLD_WORDS = re.compile(_WORDS)
_BEHIND_WORDS = " \t\u00a0.-\u2013\u2014|"
_BEHIND_BOLD = re.compile(rf"{_MAYBE_GAPS}{_clock('after')}{_MAYBE_GAPS}")


class Shape(Enum):
    """How a label is set off from what is said."""

    COLON = "colon"  # "Name:", or a line of its own with a time
    TAB = "tab"  # a column of its own
    ANGLE = "angle"  # "<Name> text"
    CLOCK = "clock"  # a line of its own behind a time: "[00:12] Name"
    BOLD = "bold"
    CAPITALS = "capitals"  # "NAME. text"
    DASH = "dash"  # "A - text"


class Labelled(NamedTuple):
    """A line that begins like a labelled one.

    Attributes:
        place: among the lines.
        label: where the label stands in the text.
        spelling: the label with single spaces.
        key: what is the same for all spellings of it.
        rest: where the text behind it begins.
        number: of the paragraph, standing before it.
        time_start, time_end: seconds, standing beside it.
        sure: a time stands beside it in a way in which no sentence has one.
        shape: how it is set off.
    """

    place: int
    label: tuple[int, int]
    spelling: str
    key: str
    rest: int
    number: int | None
    time_start: float | None
    time_end: float | None
    sure: bool
    shape: Shape


@dataclass(frozen=True)
class Line:
    """A line of text, its end without the line end; times are seconds, where the format gives them."""

    start: int
    end: int
    time_start: float | None = None
    time_end: float | None = None


def with_colon(text: str, lines: Sequence[Line]) -> list[Labelled]:
    """The lines that begin like ``Name:``, or hold nothing but a label and a time."""
    found: list[Labelled] = []
    for place, line in enumerate(lines):
        end = min(line.end, line.start + _LONGEST_OPENING)
        if text.find(":", line.start, end) < 0 and text.find("\uff1a", line.start, end) < 0:
            continue
        match = _STRONG.match(text, line.start, end)
        if not match or ((match["alone"] or match["alone_in"]) and match.end() < line.end):
            continue
        times = _seconds(match, ("before", "after", "alone"))
        sure = times[0] is not None and match["bracketed"] is None
        if one := _labelled(text, place, match, match.span("label"), match.end(), times, sure, Shape.COLON):
            found.append(one)
    return found


def without_colon(text: str, lines: Sequence[Line], bold: Mapping[int, int]) -> dict[Shape, list[Labelled]]:
    """The lines that begin like ones labelled in another way; a line may be of several shapes.

    Args:
        text: the text.
        lines: its lines.
        bold: by the place of a line that begins in bold type, where that ends.
    """
    found: dict[Shape, list[Labelled]] = {shape: [] for shape in Shape if shape is not Shape.COLON}
    for place, line in enumerate(lines):
        end = min(line.end, line.start + _LONGEST_OPENING)
        for one in (
            _in_bold(text, place, line, bold[place]) if place in bold else None,
            _in_capitals(text, place, line, end),
            _set_off(text, place, line, end),
        ):
            if one and (one.shape is not Shape.CLOCK or not _time_follows(text, lines, place)):
                found[one.shape].append(one)
    return found


def _in_bold(text: str, place: int, line: Line, bold_end: int) -> Labelled | None:
    start = bold_end - len(text[line.start : bold_end].lstrip())
    if bold_end - start > LONGEST_LABEL:
        return None
    match = _BOLD_WORDS.fullmatch(text, start, start + len(text[start:bold_end].rstrip(_BEHIND_WORDS)))
    if not match:
        return None
    behind = _BEHIND_BOLD.match(text, bold_end, line.end)
    times = _seconds(behind, ("after",)) if behind else (None, None)
    return _labelled(text, place, None, match.span(), behind.end() if behind else bold_end, times, False, Shape.BOLD)


def _in_capitals(text: str, place: int, line: Line, end: int) -> Labelled | None:
    match = _CAPITALS.match(text, line.start, end)
    if not match or not match["label"].isupper():
        return None
    times = _seconds(match, ("before",))
    return _labelled(text, place, match, match.span("label"), match.end(), times, False, Shape.CAPITALS)


def _set_off(text: str, place: int, line: Line, end: int) -> Labelled | None:
    """A label in its own column, in angle brackets, before a dash, or alone behind a time."""
    match = _WEAK.match(text, line.start, end)
    if not match:
        return None
    times = _seconds(match, ("before", "after"))
    span, shape = match.span("label"), Shape.DASH
    if match["angled"]:
        span, shape = match.span("angled"), Shape.ANGLE
    elif match["tab"]:
        shape = Shape.TAB
    elif match["end"] is not None:
        shape = Shape.CLOCK
        if times[0] is None or match.end() < line.end:
            return None
    return _labelled(text, place, match, span, match.end(), times, False, shape)


def _time_follows(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether the next line with text begins with a time, so that ``[00:12] Yes`` says all that was said then."""
    for line in lines[place + 1 : place + 3]:
        if text[line.start : line.end].strip():
            return _TIME_FIRST.match(text, line.start, line.end) is not None
    return True


def _labelled(
    text: str,
    place: int,
    match: re.Match[str] | None,
    span: tuple[int, int],
    rest: int,
    times: tuple[float | None, float | None],
    sure: bool,
    shape: Shape,
) -> Labelled | None:
    if span[1] - span[0] > LONGEST_LABEL:
        return None
    spelling = " ".join(text[slice(*span)].split())
    number = int(match["number"]) if match and match["number"] else None
    return Labelled(place, span, spelling, label_key(spelling), rest, number, *times, sure, shape)


def _seconds(match: re.Match[str], names: Sequence[str]) -> tuple[float | None, float | None]:
    """When it begins and when it ends, as the time beside a label says it."""
    for name in names:
        if written := match[name] or match[f"{name}_in"]:
            break
    else:
        return None, None
    if ":" not in written:
        return _clock_seconds(written.replace(".", ":")), None
    times = [_clock_seconds(time) for time in re.findall(_TIME, written)]
    return times[0], times[1] if len(times) > 1 else None


def _clock_seconds(time: str) -> float:
    *large, seconds = time.replace(",", ".").split(":")
    total = 0
    for part in large:
        total = total * 60 + int(part)
    return total * 60 + float(seconds)
