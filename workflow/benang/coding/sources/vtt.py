"""WebVTT captions (.vtt), as Zoom, Teams, YouTube and many transcription services write them.

The raw text is the decoded file; each stretch of a cue's text is a voice with its speaker and times, and edits take tags
and character references out of it. Speakers come from ``<v Name>`` tags; in a file without them, from labels
(``Name: text``) at the head of cues, where they recur. Captions that roll (every cue repeats the last line of the one
before) are read once. Text that the standard would throw away (an unknown tag, lines cut off from their cue) is kept.

W3C, WebVTT: The Web Video Text Tracks Format (2019), sections 6.1 to 6.4.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from benang.coding.encoding import decode
from benang.coding.offsets import Edit
from benang.coding.sources.document import Document, Voice
from benang.coding.sources.lines import LABEL_SHAPE, in_order
from benang.problems import Problem, StudyError

FORMAT = "vtt"
SUFFIXES = (".vtt",)

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_HEADER = re.compile(r"WEBVTT(?:[ \t]|$)")
_NO_CUE = re.compile(r"(?:NOTE(?:[ \t]|$)|(?:STYLE|REGION)[ \t]*$)")
_NUMBER = re.compile(r"[ \t]*\d+[ \t]*$")
# Wider than the standard by a comma and by missing zeros, which cannot be misread.
_TIME = re.compile(r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$")
_TAG = re.compile(
    r"</?(?P<name>v|c|i|b|u|ruby|rt|lang|font|span|br|em|strong|p|div|s)?(?P<rest>(?:[.\s/][^<>]*)?)>"
    r"|<(?:\d+:)?\d+:\d+(?:[.,]\d+)?>"
)
_REFERENCE = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_WRITTEN_TAG = re.compile(r"&lt;(/?)([ibu])&gt;")


@dataclass
class _Cue:
    line: int
    time_start: float | None = None
    time_end: float | None = None
    lines: list[tuple[int, int]] = field(default_factory=list)  # start and end of each line of its text


def recognises(data: bytes) -> bool:
    """The header line of WebVTT in an 8-bit encoding; other encodings are told by the suffix."""
    return re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|\Z)", data) is not None


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a WebVTT file.

    Raises:
        StudyError: its encoding cannot be told, or it holds no text (``source-empty``).
    """
    raw, name, problems = decode(data, encoding, shown_name)
    found = list(problems)
    cues = _cues(raw, shown_name, found)
    edits: list[Edit] = []
    voices: list[Voice] = []
    spoken = [_voices(raw, cue, edits) for cue in cues]
    if any(voice.speaker for cue_voices in spoken for voice in cue_voices):
        voices = [voice for cue_voices in spoken for voice in cue_voices]
    else:
        voices = _labelled(raw, _rolled_once(raw, cues, edits), edits)
    voices = [voice for voice in voices if _plain(raw, voice.start, voice.end, edits).strip()]
    if not voices:
        raise StudyError([Problem("source-empty", shown_name)])
    return Document(raw, FORMAT, in_order(edits), tuple(voices), encoding=name, problems=tuple(found))


def _cues(raw: str, shown_name: str, problems: list[Problem]) -> list[_Cue]:
    """The cues in order; blocks that are no cues (header, notes, styles, regions) are passed over."""
    lines = [(match.start(1), match.end(1), match.group(1)) for match in _LINE.finditer(raw)]
    cues: list[_Cue] = []
    number = 0
    if lines and _HEADER.match(lines[0][2]):
        # The header goes on to the first empty line or time line.
        while number < len(lines) and lines[number][2] and "-->" not in lines[number][2]:
            number += 1
    else:
        problems.append(Problem("vtt-header-missing", shown_name, 1))
    while number < len(lines):
        start, end, text = lines[number]
        if "-->" in text:
            cues.append(_cue(text, number + 1, shown_name, problems))
            number += 1
            while number < len(lines) and lines[number][2] and "-->" not in lines[number][2]:
                cues[-1].lines.append(lines[number][:2])
                number += 1
            # No empty line before the next cue: its number is not this cue's text.
            at_next = number < len(lines) and "-->" in lines[number][2]
            if at_next and cues[-1].lines and _NUMBER.match(lines[number - 1][2]):
                cues[-1].lines.pop()
        elif _NO_CUE.match(text):
            while number < len(lines) and lines[number][2] and "-->" not in lines[number][2]:
                number += 1
        elif not text.strip() or _NUMBER.match(text) or (number + 1 < len(lines) and "-->" in lines[number + 1][2]):
            number += 1
        else:
            problems.append(Problem("vtt-text-outside", shown_name, number + 1))
            if not cues:
                cues.append(_Cue(number + 1))
            while number < len(lines) and lines[number][2] and "-->" not in lines[number][2]:
                cues[-1].lines.append(lines[number][:2])
                number += 1
    return cues


def _cue(text: str, line: int, shown_name: str, problems: list[Problem]) -> _Cue:
    before, _, after = text.partition("-->")
    written = (before.strip(), (after.split() or [""])[0])
    times = [_seconds(part) for part in written]
    for part, seconds in zip(written, times, strict=True):
        if seconds is None:
            problems.append(Problem("vtt-time-unreadable", shown_name, line, values={"time": part[:40]}))
    start, end = times
    if start is not None and end is not None and end < start:
        problems.append(Problem("vtt-time-backwards", shown_name, line))
        end = None
    return _Cue(line, start, end)


def _seconds(text: str) -> float | None:
    match = _TIME.match(text)
    if match is None:
        return None
    hours, minutes, seconds, parts = match.groups(default="0")
    if int(minutes) > 59 or int(seconds) > 59:
        return None
    # Through whole milliseconds, so that one time is one number.
    return (int(hours) * 3_600_000 + int(minutes) * 60_000 + int(seconds) * 1000 + int(parts.ljust(3, "0"))) / 1000


def _voices(raw: str, cue: _Cue, edits: list[Edit]) -> list[Voice]:
    """The stretches of a cue's text by speaker; adds the edits for its tags and references."""
    if not cue.lines:
        return []
    begin, end = cue.lines[0][0], cue.lines[-1][1]
    edits.extend(_references(raw, begin, end))
    stretches: list[tuple[int, int, str]] = []
    speaker = ""
    here = begin
    for tag in _TAG.finditer(raw, begin, end):
        name = tag["name"]
        if name is None and tag.group().startswith(("<>", "</>", "<.", "<:")):
            name = ""
        edits.append(Edit(tag.start(), tag.end(), " " if name in ("br", "p", "div") else ""))
        if name == "v":
            stretches.append((here, tag.start(), speaker))
            here = tag.end()
            opened = not tag.group().startswith("</")
            speaker = _annotation(tag["rest"]) if opened else ""
    stretches.append((here, end, speaker))
    return [
        Voice(first, last, who, cue.time_start, cue.time_end) for first, last, who in stretches if raw[first:last].strip()
    ]


def _annotation(rest: str) -> str:
    """The name in ``<v.class Name>``."""
    return " ".join(html.unescape(re.sub(r"^[.][^\s]*", "", rest)).split())


def _references(raw: str, begin: int, end: int) -> Iterator[Edit]:
    written = Counter(match.groups() for match in _WRITTEN_TAG.finditer(raw, begin, end))
    for match in _WRITTEN_TAG.finditer(raw, begin, end):
        # Formatting that was escaped by mistake: only where it is opened and closed.
        if written["", match[2]] and written["/", match[2]]:
            yield Edit(match.start(), match.end(), "")
    for match in _REFERENCE.finditer(raw, begin, end):
        sign = html.unescape(match.group())
        if sign != match.group():
            yield Edit(match.start(), match.end(), re.sub("[\x00-\x1f\x7f\ufeff\ufffe\uffff]", "", sign))


def _plain(raw: str, start: int, end: int, edits: list[Edit]) -> str:
    """A line as it is read: without tags, with references replaced."""
    text = _TAG.sub("", raw[start:end])
    return html.unescape(text)


def _rolled_once(raw: str, cues: list[_Cue], edits: list[Edit]) -> list[_Cue]:
    """The cues without the lines that only repeat what the cue before showed, where the file is written that way."""
    shown = [[_plain(raw, start, end, edits).strip() for start, end in cue.lines] for cue in cues]
    last = ""
    repeats = [0] * len(cues)
    chances = 0
    for number, texts in enumerate(shown):
        visible = [text for text in texts if text]
        # Two equal captions may be two equal answers; a repeated line above a new (or an empty) one is rolling.
        if len(texts) > 1 and visible and last:
            chances += 1
            repeats[number] = int(visible[0] == last)
        last = visible[-1] if visible else last
    if sum(repeats) < 2 or sum(repeats) < chances / 2:
        return cues
    kept = []
    for cue, texts, repeated in zip(cues, shown, repeats, strict=True):
        first = next((place for place, text in enumerate(texts) if text), 0) + repeated
        kept.append(replace(cue, lines=cue.lines[first:]))
    return kept


def _labelled(raw: str, cues: list[_Cue], edits: list[Edit]) -> list[Voice]:
    """Voices with the speakers that labels at the head of lines name; without speakers where no label recurs."""
    heads = [(LABEL_SHAPE.match(raw[start:end]), start) for cue in cues for start, end in cue.lines]
    counts = Counter(" ".join(match["label"].split()) for match, _ in heads if match)
    speakers = {label for label, count in counts.items() if count > 1}
    # One word before a colon may recur without being a speaker; labels are trusted where most cues have one.
    labelled = sum(1 for cue in cues if any(LABEL_SHAPE.match(raw[start:end]) for start, end in cue.lines))
    if not speakers or labelled < len([cue for cue in cues if cue.lines]) / 2:
        return [
            Voice(cue.lines[0][0], cue.lines[-1][1], "", cue.time_start, cue.time_end) for cue in cues if cue.lines
        ]
    speakers |= {label for label in counts if not any(word[0].islower() for word in label.split())}
    voices = []
    speaker = ""
    for cue in cues:
        here = cue.lines[0][0] if cue.lines else 0
        stretches = []
        for start, end in cue.lines:
            match = LABEL_SHAPE.match(raw[start:end])
            label = " ".join(match["label"].split()) if match else ""
            if match and label in speakers:
                stretches.append((here, start, speaker))
                # A cue without a label goes on with the speaker of the cue before.
                speaker, here = label, start + match.end()
        if cue.lines:
            stretches.append((here, cue.lines[-1][1], speaker))
        voices.extend(
            Voice(first, last, who, cue.time_start, cue.time_end) for first, last, who in stretches if raw[first:last].strip()
        )
    return voices
