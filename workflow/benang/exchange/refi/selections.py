"""The marked passages of a REFI-QDA document, as it states them: not yet placed in their texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from benang.exchange.refi.elements import child, children, guid, references, whole_number, words
from benang.exchange.refi.positions import Selection

NOWHERE = -1
"""Stands for a position that is no number; it is in no text."""


@dataclass(frozen=True)
class StatedCoding:
    """A code on a passage.

    Attributes:
        identity, code, user: GUIDs; ``user`` is empty where nobody is named.
        notes: GUIDs of the notes on it.
        date: when it was made, as the file writes it.
    """

    identity: str
    code: str
    user: str
    notes: tuple[str, ...] = ()
    date: str = ""


@dataclass(frozen=True)
class Passage:
    """A marked passage.

    Attributes:
        identity: its GUID.
        selection: where it is; None for the whole text.
        description: what was written about it.
        notes: GUIDs of the notes on it.
        user: GUID of who marked it.
    """

    identity: str
    selection: Selection | None
    codings: tuple[StatedCoding, ...]
    description: str = ""
    notes: tuple[str, ...] = ()
    user: str = ""


@dataclass(frozen=True)
class Placed:
    """A passage in its text.

    Attributes:
        start, end: code points of the text, end exclusive.
        note: GUID of the note that it is the place of; empty where it is a passage of the text itself.
    """

    passage: Passage
    start: int
    end: int
    note: str = ""


def is_point(passage: Passage) -> bool:
    """Whether a passage is a place between characters that bears a memo: nothing is marked there."""
    selection = passage.selection
    return selection is not None and not passage.codings and selection.start == selection.end


def text_passages(element: Any) -> Iterator[Passage]:
    """The passages of a text: its ``PlainTextSelection``s, and itself where it has codings of its own."""
    for one in children(element, "PlainTextSelection"):
        yield _passage(one, Selection(_position(one, "startPosition"), _position(one, "endPosition"), _name(one)))
    whole = tuple(_codings(element, ""))
    if whole:
        yield Passage(guid(element), None, whole)


def transcript_passages(transcript: Any) -> tuple[list[Passage], int]:
    """The passages of a transcript that have places in its text, and how many have none but a time.

    A ``TranscriptSelection`` goes from one synchronisation point to another; a point is a place between characters.
    """
    points = {guid(point): _position(point, "position") for point in children(transcript, "SyncPoint")}
    passages = []
    timed = 0
    for one in children(transcript, "TranscriptSelection"):
        start, end = (points.get(guid(one, name), NOWHERE) for name in ("fromSyncPoint", "toSyncPoint"))
        if NOWHERE in (start, end):
            timed += 1
        else:
            passages.append(_passage(one, Selection(start, end, _name(one), between=True)))
    return passages, timed


def _position(element: Any, attribute: str) -> int:
    number = whole_number(element, attribute)
    return NOWHERE if number is None else number


def _passage(element: Any, selection: Selection) -> Passage:
    user = guid(element, "creatingUser") or guid(element, "modifyingUser")
    codings = tuple(_codings(element, user))
    if len(codings) == 1 and not codings[0].date:
        # What marked the passage gave it its code; of several codes some may have come later.
        codings = (replace(codings[0], date=_date(element)),)
    return Passage(
        guid(element),
        selection,
        codings,
        words(element, "Description").strip(),
        tuple(references(element, "NoteRef")),
        user,
    )


def _codings(element: Any, user: str) -> Iterator[StatedCoding]:
    for coding in children(element, "Coding"):
        code = guid(reference, "targetGUID") if (reference := child(coding, "CodeRef")) is not None else ""
        own = guid(coding, "creatingUser") or user
        yield StatedCoding(guid(coding), code, own, tuple(references(coding, "NoteRef")), _date(coding))


def _date(element: Any) -> str:
    return str(element.get("creationDateTime", ""))


def _name(element: Any) -> str:
    return str(element.get("name", ""))
