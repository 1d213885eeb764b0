"""Which lines of a transcript begin with a speaker's label, and what looks like a label and was passed over.

First every line that opens like a labelled one is collected (``labels``); then ``label_evidence`` decides; then the
rest is compared with the labels that are known by then, so that a second form of label in the same text is read, too;
what is left and recurs is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from benang.sources.speakers.known_labels import KnownLabels, known_labels
from benang.sources.speakers.label_asides import Aside, kinds_of_asides, with_additions
from benang.sources.speakers.label_evidence import (
    alone_at_head,
    is_sentence,
    labels_by_evidence,
    likely_once,
    may_occur_once,
    nobody_twice,
    without_reported_speech,
)
from benang.sources.speakers.label_lines import alone_on_lines, followed_by_text
from benang.sources.speakers.label_openings import openings, sure_openings
from benang.sources.speakers.label_shapes import BOLD, SHAPES, Shape
from benang.sources.speakers.labels import Labelled, Line, time_below
from benang.sources.speakers.transcript_head import head_end
from benang.text.sounds import is_sound

__all__ = ["KnownLabels", "LabelledLines", "Passed", "known_labels", "labelled_lines"]

_SHARES = {row.shape: row.share for row in (*SHAPES, BOLD)}
_NEARLY_ALL = 0.9
_NEVER_ONCE = (Shape.DASH, Shape.SIGN, Shape.CAPITALS, Shape.LINE, Shape.TAB, Shape.BOLD)  # they stand in any text


@dataclass(frozen=True)
class Passed:
    """What looks like a label and was not taken: its spelling, how many lines open with it, where the first is."""

    spelling: str
    count: int
    label: tuple[int, int]


@dataclass(frozen=True)
class LabelledLines:
    """The lines that begin with a label, in order.

    Attributes:
        found: the lines.
        labels: by place, the label in its most frequent spelling.
        once: places of labels that are not known and occur once, but begin a line as others do that recur.
        asides: by place, what kind of thing stands beside the name.
        passed: what looks like a label and was not taken, in order.
    """

    found: tuple[Labelled, ...] = ()
    labels: Mapping[int, str] = field(default_factory=dict)
    once: frozenset[int] = frozenset()
    asides: Mapping[int, Aside] = field(default_factory=dict)
    passed: tuple[Passed, ...] = ()


def labelled_lines(
    text: str,
    lines: Sequence[Line],
    known: KnownLabels,
    bold: Mapping[int, int],
    headings: Collection[int] = frozenset(),
) -> LabelledLines:
    """The lines of a text that begin with a speaker's label.

    Args:
        text: the text.
        lines: its lines in order.
        known: labels that the study knows.
        bold: by the place of a line that begins in bold type, where that ends.
        headings: places of lines that the format marks as headings.
    """
    keys = known.keys | known.listed
    sure = [one for one in sure_openings(text, lines, known.as_written) if not known.is_nobody(one.key)]
    sure = with_additions(text, sure, keys)
    sure = _followed(text, lines, sure, keys)
    labels = labels_by_evidence(text, lines, sure, known)
    filled = [bool(text[line.start : line.end].strip()) for line in lines]
    taken = {one.place: one for one in sure if one.place in labels}
    others = openings(text, lines, bold, headings, taken)
    others = {
        shape: with_additions(text, [one for one in found if not known.is_nobody(one.key)], keys)
        for shape, found in others.items()
    }
    main: Sequence[Labelled] = sure
    few = 2 * len(labels) < _paragraphs(filled, min(labels, default=0))
    in_use = Counter(one.shape for one in taken.values())
    for shape, found in others.items():
        if in_use[shape]:
            # The study lists some who speak in this shape; whoever else recurs in it speaks, too.
            found = sorted([*found, *(one for one in taken.values() if one.shape is shape)])
        elif not few:
            continue
        chosen = _as_a_rule(text, lines, shape, found, known, filled)
        if len(chosen) > len(labels):
            main, labels = found, chosen
    if main is not sure:
        taken = {one.place: one for one in main if one.place in labels}
    every = [sure, *others.values()]
    labels |= _of_other_shapes(text, lines, every, known, labels, taken)
    if labels:
        once = likely_once(text, lines, sorted({**{one.place: one for one in main}, **taken}.values()), labels)
        once = without_reported_speech(text, lines, main, labels, once)
    else:
        once = nobody_twice(text, lines, sure) or alone_at_head(text, lines, sure)
    labels |= once
    taken |= {one.place: one for one in main if one.place in once}
    if not labels:
        return LabelledLines(passed=_passed_over(text, lines, every, {}))
    # What occurs once in one shape may occur again in another.
    again = _of_other_shapes(text, lines, every, known, labels, taken)
    labels |= again
    recurring = {taken[place].key for place in again}
    once = {place: label for place, label in once.items() if taken[place].key not in recurring}
    places = sorted(taken)
    found = [time_below(text, lines, taken[place], taken) for place in places]
    asides = kinds_of_asides(text, found)
    labels |= {
        one.place: " ".join(text[one.label[0] : one.aside[1]].split())
        for one in found
        if one.aside and asides.get(one.place) is Aside.NAMES
    }
    passed = _passed_over(text, lines, every, labels)
    return LabelledLines(tuple(found), labels, frozenset(once), asides, passed)


def _followed(text: str, lines: Sequence[Line], found: Sequence[Labelled], keys: Collection[str]) -> list[Labelled]:
    """Without a name and a time that stand alone where these may be something else.

    Where no text follows, as in a list of times (``Departure 10:15``), or with one name only (``John 3:16``).
    """
    every = {one.place for one in found}
    found = [
        one for one in found if one.shape is not Shape.LINE or followed_by_text(text, lines, one.place, every)
    ]  # "Who was it?" and, on the next line, a listed name that is the answer
    surely = {one.key for one in found if one.shape is not Shape.TIME or one.sure or one.listed} | set(keys)
    loose = [one for one in found if one.shape is Shape.TIME and one.key not in surely]
    places = {one.place for one in found}
    ends = [one for one in loose if not followed_by_text(text, lines, one.place, places)]
    if 5 * len(ends) <= len(loose) and len({one.key for one in loose} | surely) > 1:
        return list(found)
    dropped = {one.place for one in loose}
    return [one for one in found if one.place not in dropped]


def _as_a_rule(
    text: str,
    lines: Sequence[Line],
    shape: Shape,
    found: Sequence[Labelled],
    known: KnownLabels,
    filled: Sequence[bool],
) -> dict[int, str]:
    """The labels of a text that has them in one shape without a colon; none where these may be something else."""
    if shape is Shape.LINE:
        found = alone_on_lines(text, lines, found, known)
    labels = labels_by_evidence(text, lines, found, known, recurring=True)
    if not labels:
        return {}
    paragraphs = _paragraphs(filled, min(labels))
    if shape not in _NEVER_ONCE and len(found) >= _NEARLY_ALL * paragraphs:
        # Where every paragraph opens so, whoever speaks once does, too.
        labels |= {one.place: one.spelling for one in found if one.place not in labels and may_occur_once(one)}
    if len(set(labels.values())) < 2 or len(labels) < _SHARES[shape] * paragraphs:
        return {}
    return labels | labels_by_evidence(text, lines, found, known)


def _of_other_shapes(
    text: str,
    lines: Sequence[Line],
    found: Sequence[Sequence[Labelled]],
    known: KnownLabels,
    labels: Mapping[int, str],
    taken: dict[int, Labelled],
) -> dict[int, str]:
    """Further lines that begin with a label that is known by now, in whatever shape; ``taken`` gains them."""
    by_key = {one.key: labels[one.place] for one in taken.values()}
    below = head_end(text, lines, found[0])
    more: dict[int, str] = {}
    for of_shape in found:
        times = Counter(one.key for one in of_shape)
        places = {one.place for one in of_shape if one.key in by_key or known.holds(one.key, one.spelling)} | set(taken)
        for one in of_shape:
            if one.place in taken or one.place <= below:
                continue
            if one.key not in by_key:
                again = times[one.key] > 1 or one.shape not in _NEVER_ONCE or one.listed
                if not again or not known.holds(one.key, one.spelling) or one.spelling[0].islower():
                    continue
            elif one.spelling[0].islower() and one.shape in _NEVER_ONCE:
                continue
            if one.shape is Shape.LINE and not followed_by_text(text, lines, one.place, places):
                continue
            more[one.place] = by_key.setdefault(one.key, one.spelling)
            taken[one.place] = one
    return more


def _paragraphs(filled: Sequence[bool], first: int) -> int:
    """How many paragraphs there are from a line on: what stands between blank lines; without these, every line.

    ``filled`` tells of every line whether there is text on it.
    """
    starts = sum(here and not before for before, here in zip([False, *filled[first:]], filled[first:], strict=False))
    return starts if starts > 1 else sum(filled[first:])


def _passed_over(
    text: str, lines: Sequence[Line], found: Sequence[Sequence[Labelled]], labels: Mapping[int, str]
) -> tuple[Passed, ...]:
    """What looks like a label and was not taken: what recurs, and what occurs once but as no sentence begins."""
    below = head_end(text, lines, found[0])
    first: dict[int, Labelled] = {}
    for of_shape in found:
        for one in of_shape:
            if one.place not in labels and one.place > below and one.shape not in (Shape.BOLD, Shape.DASH):
                first.setdefault(one.place, one)
    left = [first[place] for place in sorted(first) if _looks_like_label(first[place])]
    times = Counter(one.key for one in left)
    reported: dict[str, Passed] = {}
    for one in left:
        plain = one.shape in _NEVER_ONCE or one.spelling[0].islower()
        recurs = times[one.key] > 1 and not (plain and is_sentence(one.key))
        single = one.shape not in _NEVER_ONCE and may_occur_once(one) and one.key not in reported
        if (recurs or single) and one.key not in reported:
            reported[one.key] = Passed(one.spelling, times[one.key], one.label)
    return tuple(reported.values())


def _looks_like_label(one: Labelled) -> bool:
    if one.shape is not Shape.COLON and any(word[0].islower() for word in one.spelling.split(" ")):
        return False
    return not is_sound(one.spelling)
