"""Labels within what a format gives to a speaker: ``<v S00>S00: What changed?``.

A transcript that a person has worked on may name its speakers twice, in the format and at the head of what is said. The
name is read once, and where the two differ the one in the text wins, for that is the one that a person sees and edits.
Labels that the study knows part a speaker's span too, where the reader, who does not know them, has not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from benang.sources.document import Voice
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_shapes import KNOWN_SHAPE, LABEL_SHAPE
from benang.sources.speakers.labelled_lines import KnownLabels
from benang.sources.speakers.role_words import is_phrase
from benang.text.offsets import MappedText

_BRACKETED = re.compile(r"[ \t]*[\[(](?P<label>[^\W\d_][^\[\]()\r\n:<>]{0,47})[\])][ \t]*[:\uff1a]?(?=\s|\Z|\w)")
_LINE = re.compile(r"[^\r\n\v\f]+")
_LONGEST_OPENING = 120


class _Head(NamedTuple):
    """A label at the head of a line of a voice.

    Attributes:
        voice: the voice's number.
        start, rest: clean places of the label and of what is said.
        spelling, key: of the label.
        loose: written as no label is that is not known by then.
        first: at the head of a run of voices.
        aside: clean places of what stands beside the label (``[sighs]``) and is said.
    """

    voice: int
    start: int
    rest: int
    spelling: str
    key: str
    loose: bool
    first: bool
    aside: tuple[int, int] | None


def with_labels(
    clean: MappedText, voices: Sequence[Voice], known: KnownLabels
) -> tuple[list[Voice], Mapping[int, int]]:
    """Voices without the labels that stand in them, and with the speakers that these name.

    A label is taken where it names the voice's own speaker or another of the file, where the study knows it, or where
    most spans of one speaker begin with one. What goes on without a label is the same speaker's.

    Args:
        clean: the text after the reader's edits.
        voices: its voices, with offsets of the raw text; nothing is done where none has a speaker.
        known: labels that the study knows.

    Returns:
        The voices in order; and by where a voice begins in the raw text, where the label before it does.
    """
    voices = sorted(voices, key=lambda voice: (voice.start, voice.end))
    named = {label_key(voice.speaker): voice.speaker for voice in voices if voice.speaker}
    if not named:
        return list(voices), {}
    begins = _runs(clean, voices)
    heads = [head for number, voice in enumerate(voices) for head in _heads(clean, number, voice, begins[number])]
    heads = [head for head in heads if not known.is_nobody(head.key)]
    likely = [head for head in heads if head.first and not head.loose and not is_phrase(head.key)]
    as_a_rule = 2 * len(likely) >= sum(begins) and len(likely) > 1
    by_rule = {head.key for head in likely if head.spelling[0].isupper()} if as_a_rule else set()
    taken = [
        head
        for head in heads
        if head.key in named or known.holds(head.key, head.spelling) or (not head.loose and head.key in by_rule)
    ]
    return _parted(clean, voices, begins, taken, named)


def _runs(clean: MappedText, voices: Sequence[Voice]) -> list[bool]:
    """Which voices begin anew: another speaker's, or one that the reader found a label or mark before."""
    begins = []
    before: tuple[str, str, int] | None = None
    for voice in voices:
        here = voice.speaker, voice.heading, voice.block
        start = clean.to_clean(voice.start, voice.start)[0]
        line = max(clean.text.rfind(end, max(0, start - _LONGEST_OPENING), start) for end in "\r\n\v\f\t") + 1
        line = max(line, start - _LONGEST_OPENING, 0)
        begins.append(here != before or bool(clean.text[line:start].strip()))
        before = here
    return begins


def _heads(clean: MappedText, number: int, voice: Voice, begins: bool) -> list[_Head]:
    """What opens like a label at the heads of a voice's lines."""
    start, end = clean.to_clean(voice.start, voice.end)
    found = []
    for line in _LINE.finditer(clean.text, start, end):
        limit = min(line.end(), line.start() + _LONGEST_OPENING)
        match = LABEL_SHAPE.match(clean.text, line.start(), limit)
        loose = match is None
        for pattern in (KNOWN_SHAPE, _BRACKETED):
            match = match or pattern.match(clean.text, line.start(), limit)
        if match is None or _has_digit(clean.text, match):
            continue
        rest = match.end()
        while rest < end and clean.text[rest].isspace():
            rest += 1
        spelling = " ".join(match["label"].split())
        first = begins and line.start() == start
        aside = match.span("aside") if match.re is KNOWN_SHAPE and match["aside"] else None
        found.append(_Head(number, line.start(), rest, spelling, label_key(spelling), loose, first, aside))
    return found


def _has_digit(text: str, match: re.Match[str]) -> bool:
    """Whether a time stands beside a label; then both stay, for the voice has times of its own."""
    start, end = match.span("label")
    return any(character.isdecimal() for character in text[match.start() : start] + text[end : match.end()])


def _parted(
    clean: MappedText,
    voices: Sequence[Voice],
    begins: Sequence[bool],
    taken: Sequence[_Head],
    named: Mapping[str, str],
) -> tuple[list[Voice], dict[int, int]]:
    heads: dict[int, list[_Head]] = {}
    of_speaker: dict[str, Counter[str]] = {}
    for head in taken:
        heads.setdefault(head.voice, []).append(head)
        if head.first:
            of_speaker.setdefault(voices[head.voice].speaker, Counter())[named.get(head.key, head.spelling)] += 1
    # A speaker whose spans all begin with one name has it also where none stands.
    called = {speaker: next(iter(names)) for speaker, names in of_speaker.items() if len(names) == 1}
    result: list[Voice] = []
    labels: dict[int, int] = {}
    speaker = ""
    for number, voice in enumerate(voices):
        if begins[number]:
            speaker = called.get(voice.speaker, voice.speaker)
        here = voice.start
        for head in heads.get(number, ()):
            label_start = clean.to_raw(head.start, head.start + 1)[0]
            if label_start > here:
                result.append(replace(voice, start=here, end=label_start, speaker=speaker))
            speaker = named.get(head.key, head.spelling)
            rest = clean.to_raw(head.rest, head.rest + 1)[0] if head.rest < len(clean.text) else voice.end
            here = min(rest, voice.end)
            if head.aside:
                beside, end = clean.to_raw(*head.aside)
                result.append(replace(voice, start=beside, end=end, speaker=speaker))
                labels[beside] = label_start
            else:
                labels[here] = label_start
        if here < voice.end:
            result.append(replace(voice, start=here, speaker=speaker))
    return result, labels
