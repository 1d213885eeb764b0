"""The lines of a text that open like ones with a speaker's label, in every shape of ``label_shapes``.

Candidates only: which of them are labels is ``label_evidence``'s to say. What a study lists is matched as it is
written, whatever signs it is made of, before any shape is tried.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_shapes import (
    BEHIND_BOLD,
    BOLD,
    LABEL_SHAPE,
    LONGEST_LABEL,
    OPENING,
    OWN_LINE,
    SHAPES,
    STRETCH,
    TAIL,
    TIME_FIRST,
    TIME_LINE,
    TIME_MARK,
    Shape,
    ShapeRow,
)
from benang.text.clock import seconds_in

__all__ = [
    *("LABEL_SHAPE", "Labelled", "Line", "ListedLabels", "Shape"),
    *("openings", "opens_like_label", "stands_alone", "sure_openings", "time_below"),
]

_LONGEST_OPENING = LONGEST_LABEL + 140  # a label with a number, a time and a description beside it
_LONGEST_ALONE = 80
_LONGEST_LINE = 160  # of a label alone on its line
_NAME_GROUPS = ("label", "round", "curly", "stars", "behind")
_BEHIND_WORDS = " \t\u00a0.-\u2013\u2014|"
_DASHED = re.compile("\\s[-\u2010\u2011]\\s|[\u2013\u2014]")
_ENDED = re.compile(r"(?:[?!,;:\u2026\u3002\uff1f\uff01\u061f]|(?<!\b\w)(?<!\.\w\w)(?<!\b[JSDM]r)(?<!\b[JSDM]rs)\.)[\s*\"\u201d)]*$")
_COLONS = (":", "\uff1a")
_SURE = (Shape.COLON, Shape.TIME, Shape.STRETCH)
_ROWS = {row.shape: row for row in SHAPES}
_OTHERS = tuple(row for row in SHAPES if row.shape not in (*_SURE, Shape.LINE))
_SPECIAL = re.compile("[\\[({<>|\\t*#:\uff1a.\\-\u2010\u2011\u2013\u2014]|\\d")
_ONLY_LISTED = (Shape.TAB, Shape.DASH, Shape.LINE, Shape.ANGLE)  # shapes in which a case's name alone makes no label
_NEVER_SURE = (Shape.TAB, Shape.DASH, Shape.CAPITALS, Shape.MACHINE, Shape.STRETCH)
_CLOSING = {"[": "]", "(": ")", "{": "}", "<": ">"}


class Labelled(NamedTuple):
    """A line that opens like a labelled one.

    Attributes:
        place: among the lines.
        label: where the name stands in the text.
        spelling: the name with single spaces.
        key: what is the same for all spellings of it.
        rest: where the text behind the label begins.
        number: of the paragraph, standing before it.
        time_start, time_end: seconds, standing beside it.
        sure: a time stands beside it in a way in which no sentence has one.
        shape: how it is set off.
        last: place of the last line that is part of the label (a time may stand below it).
        more: where what a comma or dash adds to the name stands (``Doe, Jane``, ``Jane - nurse``).
        aside: where what stands in brackets behind the name stands.
        listed: the study's lists hold it as it is written.
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
    last: int
    more: tuple[int, int] | None = None
    aside: tuple[int, int] | None = None
    listed: bool = False


@dataclass(frozen=True)
class Line:
    """A line of text, its end without the line end; times are seconds, where the format gives them."""

    start: int
    end: int
    time_start: float | None = None
    time_end: float | None = None


@dataclass(frozen=True)
class ListedLabels:
    """Labels to match as they are written.

    Attributes:
        listed: of the study's lists and its speaker table.
        cases: ids and names of cases, which count in fewer shapes.
    """

    listed: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    _pattern: re.Pattern[str] | None = field(init=False, default=None)
    _first: frozenset[str] = field(init=False, default=frozenset())
    _written: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        spelt = {_spelt(label) for label in (*self.listed, *self.cases)} - {""}
        if not spelt:
            return
        # The longest goes first: "P1 (nurse)" before "P1".
        words = (r"\s+".join(map(re.escape, label.split(" "))) for label in sorted(spelt, key=lambda one: (-len(one), one)))
        object.__setattr__(self, "_pattern", re.compile(f"(?:{'|'.join(words)})(?!\\w)", re.IGNORECASE))
        firsts = {sign for label in spelt for sign in (label[0], label[0].lower(), label[0].upper(), label[0].casefold())}
        object.__setattr__(self, "_first", frozenset(firsts))
        object.__setattr__(self, "_written", frozenset(_spelt(label).casefold() for label in self.listed))

    def at(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The label that stands at a place of the text, if one does."""
        if self._pattern is None or text[start : start + 1] not in self._first:
            return None
        return self._pattern.match(text, start, end)

    def holds(self, spelling: str) -> bool:
        """Whether a list of the study (not of its cases) has the label."""
        return spelling.casefold() in self._written


_NONE = ListedLabels()


def _spelt(label: str) -> str:
    return " ".join(label.strip().rstrip(":\uff1a").split())


def sure_openings(text: str, lines: Sequence[Line], listed: ListedLabels) -> list[Labelled]:
    """The lines that open like ``Name:``, hold nothing but a label and a time, or open with a listed label.

    Args:
        text: the text.
        lines: its lines.
        listed: what is matched as it is written.
    """
    found: list[Labelled] = []
    for place, line in enumerate(lines):
        end = min(line.end, line.start + _LONGEST_OPENING)
        one = _listed(text, lines, place, end, listed) if listed._pattern else None
        if one is None and (text.find(":", line.start, end) >= 0 or text.find("\uff1a", line.start, end) >= 0):
            one = (
                _matched(text, lines, place, end, _ROWS[Shape.COLON])
                or _alone(text, lines, place)
                or _matched(text, lines, place, end, STRETCH)
            )
        elif one is None and 0 < line.end - line.start <= _LONGEST_LINE and text[line.end - 1].isalpha():
            one = _in_words(text, lines, place)
        if one is not None:
            found.append(one)
    return found


def openings(
    text: str, lines: Sequence[Line], bold: Mapping[int, int], headings: Collection[int], taken: Collection[int]
) -> dict[Shape, list[Labelled]]:
    """The lines that open like ones labelled in another shape; a line may be of several.

    Args:
        text: the text.
        lines: its lines.
        bold: by the place of a line that begins in bold type, where that ends.
        headings: places of lines that the format marks as headings.
        taken: places of lines whose label is known by now.
    """
    found: dict[Shape, list[Labelled]] = {shape: [] for shape in Shape if shape not in _SURE}
    for place, line in enumerate(lines):
        if place in taken or line.start == line.end:
            continue
        if place in bold and (one := _in_bold(text, place, line, bold[place])):
            found[Shape.BOLD].append(one)
        end = min(line.end, line.start + _LONGEST_OPENING)
        for row in _possible(text, line, end):
            one = _matched(text, lines, place, end, row, heading=place in headings)
            if one is not None:
                found[row.shape].append(one)
    return found


def opens_like_label(line: str) -> bool:
    """Whether a line may begin with a label, in any shape: it must not be joined to the line above it.

    >>> opens_like_label("[Nurse] Where to?"), opens_like_label("and then we went")
    (True, False)
    """
    lines = [Line(0, len(line))]
    found = openings(line, lines, {}, (), ())
    return bool(sure_openings(line, lines, _NONE)) or any(found[shape] for shape in found if shape is not Shape.LINE)


def stands_alone(line: str) -> bool:
    """Whether a line may be nothing but a label or a time: the line below must not be joined to it."""
    if len(line) > _LONGEST_ALONE:
        return False
    if TIME_LINE.match(line) or _ROWS[Shape.TIME].pattern.match(line):
        return True
    return OWN_LINE.match(line) is not None and not _ENDED.search(line)


def _possible(text: str, line: Line, end: int) -> Iterator[ShapeRow]:
    """The shapes that the line's signs do not rule out: what costs next to nothing goes before the patterns."""
    begin = text[line.start : end].lstrip()
    if not begin:
        return
    short = line.end - line.start <= _LONGEST_LINE
    near = begin[:100]
    if _SPECIAL.search(near):
        clock = any(colon in begin for colon in _COLONS)
        bracket = begin[0] in "[({*#>-" or begin[0].isdigit()
        capitals = "." in near and (begin[:2].isupper() or begin[1:2] == ".")
        for row in _OTHERS:
            shape = row.shape
            if shape is Shape.BEHIND:
                possible = clock
            elif shape is Shape.CLOCK:
                possible = clock and short
            elif shape is Shape.BRACKET:
                possible = bracket
            elif shape is Shape.MACHINE:
                possible = begin[:1] in "Ss#[>(" or bracket
            elif shape is Shape.CAPITALS:
                possible = capitals
            elif shape is Shape.DASH:
                possible = _DASHED.search(near) is not None
            else:
                possible = any(sign in near for sign in row.signs)
            if possible:
                yield row
    if short and not begin[0].islower() and not _ENDED.search(text, max(line.start, line.end - 12), line.end):
        yield _ROWS[Shape.LINE]


def _matched(
    text: str, lines: Sequence[Line], place: int, end: int, row: ShapeRow, *, heading: bool = False
) -> Labelled | None:
    line, shape = lines[place], row.shape
    match = row.pattern.match(text, line.start, end)
    if not match:
        return None
    groups = match.re.groupindex
    name = next(group for group in _NAME_GROUPS if group in groups and match[group] is not None)
    times = _times(match, ("before", "after"))
    sure = times[0] is not None
    if shape is Shape.CAPITALS and not match[name].isupper():
        return None
    if shape is Shape.CLOCK and (times[0] is None or match.end() < line.end or _time_follows(text, lines, place)):
        return None
    if shape is Shape.LINE:
        if match.end() < line.end:
            return None
        # "# Name", a heading of the format, and what has a time below it are no plain lines of text.
        sure = heading or match["heading"] is not None or _time_below(text, lines, place) is not None
    elif shape is Shape.COLON and not sure:
        # A time right behind the colon, or alone on the line above.
        sure = TIME_MARK.match(text, match.end(), line.end) is not None or _time_above(text, lines, place)
    elif shape in _NEVER_SURE:
        sure = False
    return _labelled(text, place, match, match.span(name), match.end(), times, sure, shape)


def _alone(text: str, lines: Sequence[Line], place: int) -> Labelled | None:
    """A label and a time with nothing else on the line."""
    line = lines[place]
    if line.end - line.start > _LONGEST_LINE:
        return None
    match = _ROWS[Shape.TIME].pattern.match(text, line.start, line.end)
    if not match:
        return None
    times = _times(match, ("before", "alone", "words"))
    bracketed = text[match.start("label") - 1 : match.start("label")] == "[" and match.start("label") > line.start
    sure = bracketed or any(match[group] is not None for group in ("apart", "words", "alone_f"))
    return _labelled(text, place, match, match.span("label"), match.end(), times, sure, Shape.TIME)


def _in_words(text: str, lines: Sequence[Line], place: int) -> Labelled | None:
    """A label and a time in words (``Name 0 minutes 3 seconds``)."""
    line = lines[place]
    return _alone(text, lines, place) if any(map(str.isdigit, text[line.start : line.end])) else None


def _listed(text: str, lines: Sequence[Line], place: int, end: int, listed: ListedLabels) -> Labelled | None:
    """A label that the study lists, at the head of a line."""
    line = lines[place]
    opening = OPENING.match(text, line.start, end)
    if not opening:
        return None
    # What the study lists may begin with what else would stand before a label, and a label may be a number.
    bare = opening.end() - len(opening[0]) + len(opening[0].rstrip("[({<*"))
    starts = dict.fromkeys((bare, opening.end(), line.start + len(opening[0]) - len(opening[0].lstrip()), line.start))
    found = next((match for start in starts if (match := listed.at(text, start, end))), None)
    if found is None:
        return None
    is_listed = listed.holds(_spelt(found[0]))
    bracket = _CLOSING.get(text[found.start() - 1 : found.start()]) if found.start() > line.start else None
    for shape, pattern in TAIL.items():
        if (shape in _ONLY_LISTED and not is_listed) or (bracket and text[found.end() : found.end() + 1] != bracket):
            continue
        if (bracket is None and shape is Shape.BRACKET) or (shape in (Shape.TIME, Shape.LINE) and end < line.end):
            continue
        if not (tail := pattern.match(text, found.end(), end)):
            continue
        whole = opening if found.start() >= opening.end() else None
        times = _times(whole, ("before",)) if whole else (None, None)
        groups = [name for name in ("after", "alone", "words") if name in pattern.groupindex or f"{name}_in" in pattern.groupindex]
        if times[0] is None:
            times = _times(tail, groups)
        number = int(whole["number"]) if whole and whole["number"] else None
        spelling = " ".join(found[0].split())
        more, aside = (tail.span(name) if name in pattern.groupindex and tail[name] else None for name in ("more", "aside"))
        return Labelled(
            place, found.span(), spelling, label_key(spelling), tail.end(), number, *times,
            times[0] is not None, shape, place, more, aside, is_listed,
        )  # fmt: skip
    return None


def _in_bold(text: str, place: int, line: Line, bold_end: int) -> Labelled | None:
    start = bold_end - len(text[line.start : bold_end].lstrip())
    if bold_end - start > LONGEST_LABEL:
        return None
    match = BOLD.pattern.fullmatch(text, start, start + len(text[start:bold_end].rstrip(_BEHIND_WORDS)))
    if not match:
        return None
    behind = BEHIND_BOLD.match(text, bold_end, line.end)
    times = _times(behind, ("after",)) if behind else (None, None)
    rest = behind.end() if behind else bold_end
    return _labelled(text, place, None, match.span(), rest, times, False, Shape.BOLD)


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
    groups: Mapping[str, int] = match.re.groupindex if match else {}
    number, more, aside = None, None, None
    if match and "number" in groups and match["number"]:
        number = int(match["number"])
    if match and "more" in groups:
        more = match.span("more") if match["more"] else None
        aside = match.span("aside") if match["aside"] else None
    return Labelled(place, span, spelling, label_key(spelling), rest, number, *times, sure, shape, place, more, aside)


def _time_follows(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether the next line with text begins with a time, so that ``[00:12] Yes`` says all that was said then."""
    for line in lines[place + 1 : place + 3]:
        if text[line.start : line.end].strip():
            return TIME_FIRST.match(text, line.start, line.end) is not None
    return True


def time_below(text: str, lines: Sequence[Line], one: Labelled, taken: Collection[int]) -> Labelled:
    """The label with the time that stands on the line below it, where text follows that.

    Args:
        text: the text.
        lines: its lines.
        one: a label.
        taken: places of labelled lines.
    """
    if text[one.rest : lines[one.place].end].strip() or one.place + 1 in taken:
        return one
    match = _time_below(text, lines, one.place)
    if match is None or one.place + 2 in taken:
        return one
    times = _times(match, ("alone", "words")) if one.time_start is None else (one.time_start, one.time_end)
    below = one.place + 1
    return one._replace(time_start=times[0], time_end=times[1], last=below, rest=lines[below].end, sure=True)


def _time_above(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether a time stands alone on the line above one."""
    if place == 0 or not 0 < lines[place - 1].end - lines[place - 1].start <= _LONGEST_LINE:
        return False
    return TIME_LINE.match(text, lines[place - 1].start, lines[place - 1].end) is not None


def _time_below(text: str, lines: Sequence[Line], place: int) -> re.Match[str] | None:
    """A time alone on the line below one, with text on the line below that."""
    if place + 2 >= len(lines):
        return None
    below, following = lines[place + 1 : place + 3]
    if not 0 < below.end - below.start <= _LONGEST_LINE or not text[following.start : following.end].strip():
        return None
    return TIME_LINE.match(text, below.start, below.end)


def _times(match: re.Match[str], names: Sequence[str]) -> tuple[float | None, float | None]:
    """When it begins and when it ends, as the time beside a label says it."""
    groups = match.re.groupindex
    for name in names:
        for group in (name, f"{name}_in", f"{name}_f"):
            if group in groups and match[group]:
                times = seconds_in(match[group])
                return times[0], times[1] if len(times) > 1 else None
    return None, None
