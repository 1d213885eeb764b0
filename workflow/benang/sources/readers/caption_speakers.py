"""Who speaks in captions that have no tags for it: labels, brackets, arrows and dashes at the head of lines.

``Name: text``, ``[Speaker 1] text``, ``>> NAME: text`` (the convention of live captions), and marks of a change that
name nobody: ``>>``, and ``- `` where several lines of one cue begin so. A colon may also stand within what is said:
labels are told by their recurring.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from benang.sources.document import Voice
from benang.sources.readers.bounds import MOST_PARTS
from benang.sources.readers.caption_text import voices_of
from benang.sources.readers.captions import Assumed, Cue, bounded
from benang.sources.readers.speaker_name import speaker_name
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_shapes import LABEL_SHAPE
from benang.sources.speakers.role_words import is_phrase
from benang.text.offsets import MappedText

_CHANGE = re.compile(r"(?:^|(?<=\s))>{2,3}(?!>)[ \t]*")
_DASH = re.compile(r"[ \t]*[-\u2010\u2011\u2013\u2014][ \t]*(?=[^\W\d_]|[\"'\u201c\u2018\u00ab\u00bf\u00a1(\[])")
_BRACKET = re.compile(r"[ \t]*\[(?P<label>[^\W\d_][^\[\]\r\n:<>]{0,39})\][ \t]*(?P<colon>[:\uff1a])?")
_CHARACTER = re.compile(r"\S")
_CHANGES = 0.6
_NUMBERED = re.compile(r"(?:\d|[ _-][A-Z])$")


class _Head(NamedTuple):
    """A place where somebody may begin to speak.

    Attributes:
        start, after_mark, after_label: raw places of the mark or label, and of the text after the one and the other.
        label: empty where there is none.
        mark: ``>>``, ``-``, or empty.
        bare: whether the label is a name in brackets without a colon, which may be a sound as well (``[Music]``).
    """

    start: int
    after_mark: int
    after_label: int
    label: str
    mark: str
    bare: bool


def label_voices(raw: str, cues: Sequence[Cue], clean: MappedText, assumed: Assumed, shown_name: str) -> list[Voice]:
    """Voices of the cues, with the speakers that labels name; without speakers where no label is one.

    Args:
        raw: the file's text.
        cues: its cues, each with at least one line.
        clean: ``raw`` without mark-up.
        assumed: what had to be assumed is added here (``cue-label-once``).
        shown_name: the file's name in messages.

    Raises:
        StudyError: there are too many marks and labels (``source-too-many-parts``).
    """
    found: list[list[_Head]] = [[] for _ in cues]
    for number, head in bounded(_all_heads(cues, clean), MOST_PARTS, "source-too-many-parts", shown_name):
        found[number].append(head)
    heads = _without_sounds([_plausible(cue, cue_heads, raw) for cue, cue_heads in zip(cues, found, strict=True)])
    speakers, once = _speakers(heads)
    # Only where one cue has several of them do dashes part speakers; elsewhere they are punctuation.
    dialogue = any(sum(head.mark == "-" for head in cue_heads) > 1 for cue_heads in heads)
    voices: list[Voice] = []
    speaker, block = "", 0
    for cue, cue_heads in zip(cues, heads, strict=True):
        here = cue.lines[0][0]
        spans = []
        parted = False
        for head in cue_heads:
            named = head.label in speakers
            if not named and (not head.mark or (head.mark == "-" and not dialogue)):
                continue
            spans.append((here, head.start, speaker, block))
            # A cue without a label goes on with the speaker of the cue before.
            speaker, here = (head.label, head.after_label) if named else ("", head.after_mark)
            block += not named
            parted = parted or (head.mark == "-" and not named)
        spans.append((here, cue.lines[-1][1], speaker, block))
        voices.extend(voices_of(raw, cue, spans))
        # Who goes on after a dialogue within one cue cannot be told.
        block += parted
    for cue_heads in heads:
        for head in cue_heads:
            if head.label in once:
                assumed.add("cue-label-once", head.start)
    return voices


def _all_heads(cues: Sequence[Cue], clean: MappedText) -> Iterator[tuple[int, _Head]]:
    """The heads of every cue, with the place of the cue."""
    for number, cue in enumerate(cues):
        for start, end in cue.lines:
            for head in _heads(clean, start, end):
                yield number, head


def _heads(clean: MappedText, start: int, end: int) -> Iterator[_Head]:
    """The heads in a line of the raw text."""
    begin, stop = clean.to_clean(start, end)
    text = clean.text[begin:stop]

    def raw_place(place: int) -> int:
        return end if place >= len(text) else max(start, clean.to_raw(begin + place, begin + place)[0])

    marks = [(match.start(), match.end(), ">>") for match in _CHANGE.finditer(text)] if ">>" in text else []
    if not marks or marks[0][0] > 0:
        dash = _DASH.match(text)
        marks.insert(0, (0, dash.end() if dash else 0, "-" if dash else ""))
    for mark_start, mark_end, mark in marks:
        label, after, bare = "", mark_end, False
        if bracket := _BRACKET.match(text, mark_end):
            label, after, bare = bracket["label"], bracket.end(), bracket["colon"] is None
        elif match := LABEL_SHAPE.match(text, mark_end):
            label, after = match["label"], match.end()
        label = speaker_name(label)
        if label or mark:
            head_start = start if mark_start == 0 else raw_place(mark_start)
            yield _Head(head_start, raw_place(mark_end), raw_place(after), label, mark, bare)


def _plausible(cue: Cue, heads: Sequence[_Head], raw: str) -> list[_Head]:
    """The heads of a cue; a name in brackets that has no text after it or a small letter is a sound."""
    kept = []
    for head in heads:
        sound = head.bare and (
            any(word[0].islower() for word in head.label.split())
            or not _CHARACTER.search(raw, head.after_label, cue.lines[-1][1])
        )
        kept.append(head._replace(label="") if sound else head)
    return kept


def _without_sounds(heads: Sequence[Sequence[_Head]]) -> list[list[_Head]]:
    """The heads, names in brackets only where most cues have them or they are numbered (``[Speaker 1]``)."""
    named = sum(any(head.bare and head.label for head in cue_heads) for cue_heads in heads)
    as_a_rule = named >= len(heads) / 2
    return [
        [
            head if as_a_rule or not head.bare or _NUMBERED.search(head.label) else head._replace(label="")
            for head in cue_heads
        ]
        for cue_heads in heads
    ]


def _speakers(heads: Sequence[Sequence[_Head]]) -> tuple[set[str], set[str]]:
    """Which labels are speakers', and which of them because others are, though they occur once."""
    labelled = [
        [head for head in cue_heads if head.label and (head.mark == ">>" or not is_phrase(label_key(head.label)))]
        for cue_heads in heads
    ]
    counts = Counter(head.label for cue_heads in labelled for head in cue_heads)
    sure = {head.label for cue_heads in labelled for head in cue_heads if head.mark == ">>"}
    like_names = {label for label in counts if not any(word[0].islower() for word in label.split())}
    speakers = {label for label, count in counts.items() if count > 1}
    once: set[str] = set()
    if speakers and (sum(map(bool, labelled)) >= len(heads) / 2 or _at_changes(labelled, speakers)):
        # Where cues, or changes of speaker, have labels as a rule, one that occurs once is a speaker, too, if it is
        # written like a name.
        once = like_names - speakers - sure
    elif not speakers and len(like_names) > 1 and all(labelled):
        speakers = like_names  # a few cues, each of somebody else
    elif len(speakers) < 2:
        # A single word before a colon may recur without being a speaker.
        speakers = set()
    return speakers | sure | once, once


def _at_changes(labelled: Sequence[Sequence[_Head]], speakers: Collection[str]) -> bool:
    """Whether labels stand where the speaker changes: of those that recur, nearly all follow another one."""
    recurring = [head.label for cue_heads in labelled for head in cue_heads if head.label in speakers]
    changes = sum(before != after for before, after in pairwise(recurring))
    return len(speakers) > 1 and changes >= _CHANGES * (len(recurring) - 1)
