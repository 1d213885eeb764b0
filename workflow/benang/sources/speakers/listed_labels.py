"""Labels that a study lists, matched as they are written, whatever characters they are made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_shapes import OPENING, TAIL, Shape
from benang.sources.speakers.labels import Labelled, Line, times_beside

_ONLY_LISTED = (
    Shape.TAB,
    Shape.DASH,
    Shape.SIGN,
    Shape.LINE,
    Shape.ANGLE,
)  # a case's name alone makes no label in these
_ALIKE = ("'\u2018\u2019\u201b\u02bb\u02bc\u2032\u00b4`", "-\u2010\u2011\u2012\u2013\u2014")
"""Characters that are written for one another: apostrophes, dashes."""
_CLOSING = {"[": "]", "(": ")", "{": "}", "<": ">"}


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
        written = {spelt(label) for label in (*self.listed, *self.cases)} - {""}
        if not written:
            return
        # The longest goes first: "P1 (nurse)" before "P1".
        words = (
            r"\s+".join(map(_any_spelling, label.split(" ")))
            for label in sorted(written, key=lambda one: (-len(one), one))
        )
        object.__setattr__(self, "_pattern", re.compile(f"(?:{'|'.join(words)})(?!\\w)", re.IGNORECASE))
        firsts = {
            character
            for label in written
            for character in (label[0], label[0].lower(), label[0].upper(), label[0].casefold())
        }
        firsts |= {character for alike in _ALIKE if not firsts.isdisjoint(alike) for character in alike}
        object.__setattr__(self, "_first", frozenset(firsts))
        object.__setattr__(self, "_written", frozenset(_folded(spelt(label)) for label in self.listed))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is listed."""
        return self._pattern is None

    def at(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The label that stands at a place of the text, if one does."""
        if self._pattern is None or text[start : start + 1] not in self._first:
            return None
        return self._pattern.match(text, start, end)

    def holds(self, spelling: str) -> bool:
        """Whether a list of the study (not of its cases) has the label."""
        return _folded(spelling) in self._written


def _any_spelling(word: str) -> str:
    """A pattern of a word, in which one apostrophe is any, and one dash."""
    classes = {character: f"[{re.escape(alike)}]" for alike in _ALIKE for character in alike}
    return "".join(classes.get(character) or re.escape(character) for character in word)


def _folded(spelling: str) -> str:
    firsts = {ord(character): alike[0] for alike in _ALIKE for character in alike}
    return spelling.casefold().translate(firsts)


def spelt(label: str) -> str:
    """A label in NFC with single spaces, without the colon that may have been listed with it."""
    return " ".join(unicodedata.normalize("NFC", label).strip().rstrip(":\uff1a").split())


def listed_opening(text: str, lines: Sequence[Line], place: int, end: int, listed: ListedLabels) -> Labelled | None:
    """The label that a study lists at the head of a line.

    Args:
        text: the text.
        lines: its lines.
        place: of the line that is meant.
        end: how far it is looked at.
        listed: the labels.
    """
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
    is_listed = listed.holds(spelt(found[0]))
    bracket = _CLOSING.get(text[found.start() - 1 : found.start()]) if found.start() > line.start else None
    for shape, pattern in TAIL.items():
        if (shape in _ONLY_LISTED and not is_listed) or (bracket and text[found.end() : found.end() + 1] != bracket):
            continue
        if (bracket is None and shape is Shape.BRACKET) or (shape in (Shape.TIME, Shape.LINE) and end < line.end):
            continue
        if not (tail := pattern.match(text, found.end(), end)):
            continue
        whole = opening if found.start() >= opening.end() else None
        times = times_beside(whole, ("before",)) if whole else (None, None)
        groups = [
            name
            for name in ("after", "alone", "words")
            if name in pattern.groupindex or f"{name}_in" in pattern.groupindex
        ]
        if times[0] is None:
            times = times_beside(tail, groups)
        number = int(whole["number"]) if whole and whole["number"] else None
        spelling = " ".join(found[0].split())
        more, aside = (
            tail.span(name) if name in pattern.groupindex and tail[name] else None for name in ("more", "aside")
        )
        return Labelled(
            place, found.span(), spelling, label_key(spelling), tail.end(), number, *times,
            times[0] is not None, shape, place, more, aside, is_listed,
        )  # fmt: skip
    return None
