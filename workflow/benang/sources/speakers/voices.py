"""Speeches of a source whose format gives spans of text to speakers or to times."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from benang.sources.document import Voice
from benang.sources.speakers.labels import Line
from benang.sources.speakers.speeches import Speech
from benang.sources.speakers.unlabelled import blocks, line_spans
from benang.text.offsets import MappedText
from benang.text.words import DIRECTION_MARKS

_NONE: Mapping[int, int] = MappingProxyType({})
_DIRECTION = re.compile(f"[{DIRECTION_MARKS}]+")


class _Open:
    """A speech that may go on."""

    def __init__(
        self,
        speaker: str,
        spans: Iterable[tuple[int, int]],
        times: tuple[float | None, float | None],
        heading: str = "",
        block: int = 0,
    ) -> None:
        self.speaker = speaker
        self.spans = list(spans)
        self.time_start, self.time_end = times
        self.heading = heading
        self.block = block

    def add(self, spans: Iterable[tuple[int, int]], times: tuple[float | None, float | None]) -> None:
        self.spans += spans
        self.time_start = self.time_start if self.time_start is not None else times[0]
        self.time_end = times[1] if times[1] is not None else self.time_end

    def closed(self) -> Speech:
        times = self.time_start, self.time_end
        return Speech(self.speaker, None, tuple(self.spans), *times, self.heading, self.block)


def voice_speeches(clean: MappedText, voices: Sequence[Voice], labels: Mapping[int, int] = _NONE) -> list[Speech]:
    """The spans that the format gives to speakers, one after another of one speaker and block made one.

    Text outside them is kept as speech of nobody, unless they have times: then it is the frame of a recording's format.

    Args:
        clean: the text after the reader's edits.
        voices: its voices, with offsets of the raw text.
        labels: by where a voice begins in the raw text, where a label before it does, which is no speech.
    """
    voices = sorted(voices, key=lambda voice: (voice.start, voice.end))
    timed = any(voice.time_start is not None for voice in voices)
    speeches: list[_Open] = []
    block: tuple[str, int] | None = None  # of the last speech, where it may go on
    done = 0
    for voice in voices:
        start, end = clean.to_clean(voice.start, voice.end)
        start = max(start, done)
        label = labels.get(voice.start, voice.start)
        if not timed and (between := list(blocks(clean.text, done, clean.to_clean(label, label)[0]))):
            speeches += [_Open("", [span], (None, None)) for span in between]
            block = None
        if start < end and clean.text[start:end].strip():
            speaker = " ".join(_DIRECTION.sub("", unicodedata.normalize("NFC", voice.speaker)).split())
            times = voice.time_start, voice.time_end
            if speaker and block == (voice.heading, voice.block) and speeches[-1].speaker == speaker:
                speeches[-1].add([(start, end)], times)
            else:
                speeches.append(_Open(speaker, [(start, end)], times, voice.heading, voice.block))
                block = voice.heading, voice.block
        done = max(done, end)
    if voices and not timed:
        speeches += [_Open("", [span], (None, None)) for span in blocks(clean.text, done, len(clean.text))]
    return [speech.closed() for speech in speeches]


def voice_lines(text: str, speeches: Iterable[Speech]) -> Iterator[Line]:
    """The lines within speeches, with the times of these."""
    for speech in speeches:
        for start, end in speech.spans:
            for low, high in line_spans(text, start, end):
                yield Line(low, high, speech.time_start, speech.time_end)
