"""WebVTT captions (.vtt), as Zoom, Teams, YouTube and many transcription services write them.

The raw text is the decoded file; each span of a cue's text is a voice with its speaker and times, and edits take
tags and character references out of it. Speakers come from ``<v Name>`` tags; in a file without them, from labels at
the head of lines. Captions that roll (every cue repeats the last lines of the one before) are read once. Text that the
standard would throw away (an unknown tag, lines cut off from their cue) is kept.

W3C, WebVTT: The Web Video Text Tracks Format (2019), sections 6.1 to 6.4.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from benang.core.encoding import decode
from benang.core.problems import Problem
from benang.sources.document import Document, Voice
from benang.sources.readers.caption_speakers import label_voices
from benang.sources.readers.caption_text import captions, markup, rolled_once, voices_of
from benang.sources.readers.captions import Assumed, Cue, Form, find_cues, rows_of
from benang.sources.readers.speaker_name import speaker_name
from benang.text.offsets import MappedText

FORMAT = "vtt"

_HEADER = re.compile(r"WEBVTT(?:[ \t]|$)")
_FORM = Form(re.compile(r"(?:NOTE(?:[ \t]|$)|(?:STYLE|REGION)[ \t]*+$)"), named=True, parted=True)
_TAG = re.compile(
    r"<(?=[/\da-z>])(?:/?(?P<name>v|c|i|b|u|ruby|rt|lang|font|span|br|em|strong|p|div|s)(?P<rest>(?:[.\s/][^<>]*)?)>"
    r"|/?>|(?:\d+:)?\d+:\d+(?:[.,]\d+)?>)"
)
_CLASSES = re.compile(r"^[.]\S*")


def recognises(data: bytes) -> bool:
    """The header line of WebVTT in an 8-bit encoding; other encodings are told by the suffix."""
    return re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|\Z)", data) is not None


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a WebVTT file.

    Raises:
        StudyError: its encoding cannot be told, or it holds no text (``source-empty``) or more than one source may
            (``source-too-many-parts``, ``source-too-much-markup``).
    """
    raw, name, problems = decode(data, encoding, shown_name)
    rows = rows_of(raw, shown_name)
    first = 0
    if rows and _HEADER.match(rows[0].text):
        # The header goes on to the first empty line or line of times.
        first = next((place for place, row in enumerate(rows) if place and (row.after_blank or row.times)), len(rows))
    else:
        problems = (*problems, Problem("vtt-header-missing", shown_name, 1))
    assumed = Assumed()
    cues = find_cues(rows, first, _FORM, assumed)
    edits = markup(raw, cues, _TAG, shown_name)
    clean = MappedText.identity(raw).edit(edits)
    voices = list(_going_on(raw, cues, assumed)) if edits else []
    if not any(voice.speaker for voice in voices):
        voices = label_voices(raw, rolled_once(cues, clean), clean, assumed, shown_name)
    document = Document(raw, FORMAT, edits, encoding=name, problems=problems)
    return captions(document, voices, clean, assumed, shown_name)


def _going_on(raw: str, cues: list[Cue], assumed: Assumed) -> Iterator[Voice]:
    """The spans of the cues by the speakers that tags name, those of cues without one as of the cue before.

    So only where tags stand at changes of speaker; elsewhere, a cue without one is nobody's. Both is told.
    """
    by_cue = list(_tagged(raw, cues))
    spoken = [next((voice.speaker for voice in reversed(voices) if voice.speaker), "") for voices in by_cue]
    above = _at_changes([named for named, cue in zip(spoken, cues, strict=True) if not cue.goes_on])
    speaker, any_named = "", any(spoken)
    for voices, named in zip(by_cue, spoken, strict=True):
        if not named and any_named and any(raw[voice.start : voice.end].strip() for voice in voices):
            assumed.add("cue-speaker-above" if above and speaker else "cue-speaker-none", voices[0].start)
            voices = [replace(voice, speaker=speaker) for voice in voices] if above else voices
        yield from voices
        speaker = named or speaker


def _at_changes(spoken: Sequence[str]) -> bool:
    """Whether several speak again and again, and no two cues that follow each other name the same."""
    recurring = [speaker for speaker, times in Counter(filter(None, spoken)).items() if times > 1]
    return len(recurring) > 1 and all(before != after or not after for before, after in pairwise(spoken))


def _tagged(raw: str, cues: list[Cue]) -> Iterator[list[Voice]]:
    """The spans of each cue by the speakers that tags name."""
    speaker = ""
    for cue in cues:
        speaker = speaker if cue.goes_on else ""
        here, end = cue.lines[0][0], cue.lines[-1][1]
        spans: list[tuple[int, int, str, int]] = []
        for tag in _TAG.finditer(raw, here, end):
            if tag["name"] == "v":
                spans.append((here, tag.start(), speaker, 0))
                here = tag.end()
                opens = not tag.group().startswith("</")
                speaker = speaker_name(html.unescape(_CLASSES.sub("", tag["rest"]))) if opens else ""
        spans.append((here, end, speaker, 0))
        yield list(voices_of(raw, cue, spans))
