"""The lines of a text that open like ones with a speaker's label, in every shape of ``label_shapes``.

Candidates only: which of them are labels is ``label_evidence``'s to say.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_shapes import (
    BEHIND_BOLD,
    BOLD,
    CHAT,
    LONGEST_LABEL,
    OWN_LINE,
    SHAPES,
    SPAN,
    TIME_LINE,
    TIME_MARK,
    Shape,
    ShapeRow,
)
from benang.sources.speakers.labels import (
    LONGEST_LINE,
    Labelled,
    Line,
    begins_below_time,
    has_time_below,
    time_above,
    time_follows,
    times_beside,
)
from benang.sources.speakers.listed_labels import ListedLabels, listed_opening

_LONGEST_OPENING = LONGEST_LABEL + 140  # a label with a number, a time and a description beside it
_LONGEST_ALONE = 80
_NAME_GROUPS = ("label", "round", "curly", "stars", "behind")
_BEHIND_WORDS = " \t\u00a0.-\u2013\u2014|"
_DASHED = re.compile("\\s[-\u2010\u2011]\\s|[\u2013\u2014]")
_ENDED = re.compile(
    r"(?:[?!,;:\u2026\u3002\uff1f\uff01\u061f]|(?<!\b\w)(?<!\.\w\w)(?<!\b[JSDM]r)(?<!\b[JSDM]rs)\.)[\s*\"\u201d)]*$"
)
_COLONS = (":", "\uff1a")
_SURE = (Shape.COLON, Shape.TIME, Shape.SPAN)
_ROWS = {row.shape: row for row in SHAPES}
_OTHERS = tuple(row for row in SHAPES if row.shape not in (*_SURE, Shape.LINE))
_SPECIAL = re.compile("[\\[({<>|\\t*#:\uff1a;=.\\-\u2010\u2011\u2013\u2014]|\\d")
_NEVER_SURE = (Shape.TAB, Shape.DASH, Shape.SIGN, Shape.CAPITALS, Shape.MACHINE, Shape.SPAN)
_NONE = ListedLabels()


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
        one = listed_opening(text, lines, place, end, listed) if not listed.is_empty else None
        if one is None and (text.find(":", line.start, end) >= 0 or text.find("\uff1a", line.start, end) >= 0):
            one = (
                _of_chat(text, place, line.start, end)
                or _matched(text, lines, place, end, _ROWS[Shape.COLON])
                or _alone(text, lines, place)
                or _matched(text, lines, place, end, SPAN)
            )
        elif one is None and 0 < line.end - line.start <= LONGEST_LINE and text[line.end - 1].isalpha():
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
    """The shapes that the line's characters do not rule out: what costs next to nothing goes before the patterns."""
    begin = text[line.start : end].lstrip()
    if not begin:
        return
    short = line.end - line.start <= LONGEST_LINE
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
                possible = any(character in near for character in row.characters)
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
    times = times_beside(match, ("before", "after", "within"))
    sure = times[0] is not None
    if shape is Shape.CAPITALS and not match[name].isupper():
        return None
    if shape is Shape.CLOCK and (times[0] is None or match.end() < line.end or time_follows(text, lines, place)):
        return None
    if shape is Shape.LINE:
        if match.end() < line.end:
            return None
        # "# Name", a heading of the format, and what has a time below or above it are no plain lines of text.
        sure = heading or match["heading"] is not None or has_time_below(text, lines, place) is not None
        sure = sure or begins_below_time(text, lines, place)
    elif shape is Shape.COLON and not sure:
        # A time right behind the colon, or alone on the line above.
        sure = TIME_MARK.match(text, match.end(), line.end) is not None or time_above(text, lines, place)
    elif shape in _NEVER_SURE:
        sure = False
    return _labelled(text, place, match, match.span(name), match.end(), times, sure, shape)


def _alone(text: str, lines: Sequence[Line], place: int) -> Labelled | None:
    """A label and a time with nothing else on the line."""
    line = lines[place]
    if line.end - line.start > LONGEST_LINE:
        return None
    match = _ROWS[Shape.TIME].pattern.match(text, line.start, line.end)
    if not match or _ENDED.search(text, *match.span("label")):
        return None  # a sentence with a time behind it
    times = times_beside(match, ("before", "alone", "words"))
    bracketed = text[match.start("label") - 1 : match.start("label")] == "[" and match.start("label") > line.start
    sure = bracketed or any(match[group] is not None for group in ("apart", "words", "alone_f"))
    return _labelled(text, place, match, match.span("label"), match.end(), times, sure, Shape.TIME)


def _of_chat(text: str, place: int, start: int, end: int) -> Labelled | None:
    """The name on a line of a chat's export; with date and time before it, it is one, whatever it is made of."""
    match = CHAT.match(text, start, end)
    if not match or match["label"] is None:
        return None
    one = _labelled(text, place, match, match.span("label"), match.end(), (None, None), True, Shape.COLON)
    return one._replace(listed=True) if one else None


def _in_words(text: str, lines: Sequence[Line], place: int) -> Labelled | None:
    """A label and a time in words (``Name 0 minutes 3 seconds``)."""
    line = lines[place]
    return _alone(text, lines, place) if any(map(str.isdigit, text[line.start : line.end])) else None


def _in_bold(text: str, place: int, line: Line, bold_end: int) -> Labelled | None:
    start = bold_end - len(text[line.start : bold_end].lstrip())
    if bold_end - start > LONGEST_LABEL:
        return None
    match = BOLD.pattern.fullmatch(text, start, start + len(text[start:bold_end].rstrip(_BEHIND_WORDS)))
    if not match:
        return None
    behind = BEHIND_BOLD.match(text, bold_end, line.end)
    times = times_beside(behind, ("after",)) if behind else (None, None)
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
