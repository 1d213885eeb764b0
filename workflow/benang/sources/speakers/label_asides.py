"""What stands beside a name in a label: ``P3 (nurse, 40):``, ``Jane [crying]:``, ``Doe, Jane:``, ``Interviewer (I):``.

What describes a speaker is no part of what is said and is told; what happens (``[crying]``) belongs to the words; what
tells two speakers of one name apart (``Student (male)``, ``Student (female)``) belongs to the label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum

from benang.sources.speakers.label_evidence import is_no_label, is_sentence
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_shapes import Shape
from benang.sources.speakers.labels import Labelled
from benang.text.sounds import is_sound

_SHORT = re.compile(r"[^\W\d_]{0,3}[ .#-]?\d{1,4}[^\W\d_]?|[^\W\d_]{1,2}")  # "P1", "I", "02"
_BARE = ",?-\u2010\u2011\u2013\u2014"  # without brackets it would read as something that was said
_DISTINCT = 0.8  # share of a name's lines that have something beside it which tells speakers apart


class Aside(Enum):
    """What stands beside a name."""

    DESCRIBES = "describes"
    HAPPENS = "happens"
    NAMES = "names"


def with_additions(text: str, found: Iterable[Labelled], known: Collection[str]) -> list[Labelled]:
    """The candidates with what a comma or a dash adds made a part of the name, or put aside.

    It is put aside where the name stands without it elsewhere; else it is part of the name where it is written like
    one (``Doe, Jane``, ``Siti, S.Pd.``, ``P3, nurse``). What is not is a candidate before a colon alone, with
    a number in it, as whatever else recurs word for word (``Woman, 45 years``).

    Args:
        text: the text.
        found: lines that open like labelled ones.
        known: keys that the study knows.
    """
    found = list(found)
    bare = {one.key for one in found if one.more is None} | set(known)
    result = []
    for one in found:
        if one.more is None:
            result.append(one)
        elif one.key in bare:
            end = one.aside[1] if one.aside else one.more[1]
            result.append(one._replace(more=None, aside=(one.more[0], end)))
        elif not is_sentence(one.key) and not is_no_label(one.key):
            spelling = " ".join(text[one.label[0] : one.more[1]].split())
            whole = one._replace(
                label=(one.label[0], one.more[1]), spelling=spelling, key=label_key(spelling), more=None
            )
            if _is_name(text[one.label[0] : one.more[1]]):
                result.append(whole)
            elif one.shape is Shape.COLON and any(map(str.isdigit, spelling)):
                # "Woman, 45 years", "Nurse, aged 34": as good as any other words before a colon.
                result.append(whole._replace(shape=Shape.SPAN, sure=False))
    return result


def _is_name(written: str) -> bool:
    """Whether every word is written like one of a name: with a capital, a full stop, or behind a number (``P3``)."""
    first, *more = written.replace(",", " ").split()
    if any(character.isdigit() for character in first) or not more:
        return True
    words = [first, *(word for word in more if word not in ("-", "\u2013", "\u2014"))]
    return all(not word[0].islower() or "." in word or len(word) <= 3 for word in words) and not words[-1][0].islower()


def kinds_of_asides(text: str, taken: Sequence[Labelled]) -> dict[int, Aside]:
    """What stands beside the names of labelled lines, by their place.

    Args:
        text: the text.
        taken: the labelled lines, in order.
    """
    keys = {one.key for one in taken}
    by_key: dict[str, list[Labelled]] = {}
    for one in taken:
        by_key.setdefault(one.key, []).append(one)
    kinds: dict[int, Aside] = {}
    for lines in by_key.values():
        beside = {one.place: content(text, one.aside) for one in lines if one.aside}
        if beside:
            kinds |= _kinds(text, lines, beside, keys)
    return kinds


def _kinds(text: str, lines: Sequence[Labelled], beside: Mapping[int, str], keys: Collection[str]) -> dict[int, Aside]:
    """The kinds of what stands beside one name."""
    silent = {place: said for place, said in beside.items() if not is_sound(said)}
    times = Counter(map(label_key, silent.values()))
    short = all(_SHORT.fullmatch(said) for said in silent.values())
    recurring = len(times) > 1 and (short or all(count > 1 for count in times.values()))
    names = recurring and len(silent) >= _DISTINCT * len(lines)
    first = lines[0].place
    characters = {one.place: text[slice(*one.aside)].strip()[0] for one in lines if one.aside}
    kinds = {}
    for place, said in beside.items():
        key = label_key(said)
        if place not in silent and characters[place] not in _BARE:
            kinds[place] = Aside.HAPPENS
        elif names or (key in keys and key != lines[0].key):
            # "Interviewer (I):" introduces the label "I".
            kinds[place] = Aside.NAMES
        elif (
            characters[place] in _BARE
            or times[key] > 1
            or (characters[place] in "(\uff08" and (place == first or not said[:1].islower()))
        ):
            kinds[place] = Aside.DESCRIBES
        else:
            kinds[place] = Aside.HAPPENS
    return kinds


def content(text: str, span: tuple[int, int]) -> str:
    """What stands in the brackets, or behind the comma or dash, as one line."""
    written = " ".join(text[slice(*span)].split())
    return written.strip(" ,-\u2013\u2014()[]{}<>*\uff08\uff09\u3010\u3011")
