"""WebVTT captions (.vtt), as Zoom, Teams, YouTube and many transcription services write them.

The raw text is the decoded file; each stretch of a cue's text is a voice with its speaker and times, and edits take
tags and character references out of it. Speakers come from ``<v Name>`` tags; in a file without them, from labels
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
from typing import NamedTuple

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
_HAS_TIME = re.compile(r"\d:\d")
_NUMBER = re.compile(r"[ \t]*\d+[ \t]*$")
# Wider than the standard by a comma and by missing zeros, which cannot be misread.
_TIME = re.compile(r"(?:(\d{1,6}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?$")
_TAG = re.compile(
    r"</?(?P<name>v|c|i|b|u|ruby|rt|lang|font|span|br|em|strong|p|div|s)(?P<rest>(?:[.\s/][^<>]*)?)>"
    r"|</?>|<(?:\d+:)?\d+:\d+(?:[.,]\d+)?>"
)
_REFERENCE = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_WRITTEN_TAG = re.compile(r"&lt;(/?)([ibu])&gt;")


class _Row(NamedTuple):
    start: int
    end: int
    text: str
    times: bool  # whether it is the line that opens a cue


@dataclass
class _Cue:
    line: int
    time_start: float | None = None
    time_end: float | None = None
    goes_on: bool = False  # cut off from the cue before it
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
    for cue in cues:
        speaker = voices[-1].speaker if cue.goes_on and voices else ""
        voices.extend(_voices(raw, cue, speaker, edits))
    if not any(voice.speaker for voice in voices):
        voices = _labelled(raw, _rolled_once(raw, cues))
    voices = [voice for voice in voices if _plain(raw, voice.start, voice.end).strip()]
    if not voices:
        raise StudyError([Problem("source-empty", shown_name)])
    return Document(raw, FORMAT, in_order(edits), voices=tuple(voices), encoding=name, problems=tuple(found))


def _cues(raw: str, shown_name: str, problems: list[Problem]) -> list[_Cue]:
    """The cues in order; blocks that are no cues (header, notes, styles, regions) are passed over."""
    rows = _rows(raw)
    cues: list[_Cue] = []
    number = 0
    if _HEADER.match(rows[0].text):
        # The header goes on to the first empty line or time line.
        number = _collect(rows, 0, _Cue(1))
    else:
        problems.append(Problem("vtt-header-missing", shown_name, 1))
    while number < len(rows):
        text = rows[number].text
        if rows[number].times:
            cues.append(_cue(text, number + 1, shown_name, problems))
            numbered = number > 0 and _NUMBER.match(rows[number - 1].text)
            number = _collect(rows, number + 1, cues[-1])
            # No empty line before the next cue: its number is not this cue's text.
            at_next = number < len(rows) and rows[number].times
            if numbered and at_next and cues[-1].lines and _NUMBER.match(rows[number - 1].text):
                cues[-1].lines.pop()
        elif _NO_CUE.match(text):
            number = _collect(rows, number, _Cue(number + 1))
        elif not text.strip() or _NUMBER.match(text) or (number + 1 < len(rows) and rows[number + 1].times):
            number += 1
        else:
            problems.append(Problem("vtt-text-outside", shown_name, number + 1))
            before = cues[-1] if cues else _Cue(number + 1)
            cues.append(_Cue(number + 1, before.time_start, before.time_end, goes_on=True))
            number = _collect(rows, number, cues[-1])
    return cues


def _rows(raw: str) -> list[_Row]:
    rows: list[_Row] = []
    for match in _LINE.finditer(raw):
        text = match.group(1)
        # An arrow may be spoken of; it parts times if there is a time beside it, or where a cue can begin.
        can_begin = not rows or not rows[-1].text.strip() or _NUMBER.match(rows[-1].text) is not None
        times = "-->" in text and (can_begin or _HAS_TIME.search(text) is not None)
        rows.append(_Row(match.start(1), match.end(1), text, times))
    return rows


def _collect(rows: list[_Row], number: int, cue: _Cue) -> int:
    """Add the lines from ``number`` up to the next empty line or time line to the cue; the number of that line."""
    while number < len(rows) and rows[number].text and not rows[number].times:
        cue.lines.append((rows[number].start, rows[number].end))
        number += 1
    return number


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


def _voices(raw: str, cue: _Cue, speaker: str, edits: list[Edit]) -> list[Voice]:
    """The stretches of a cue's text by speaker, ``speaker`` first; adds the edits for its tags and references."""
    if not cue.lines:
        return []
    begin, end = cue.lines[0][0], cue.lines[-1][1]
    if raw.find("&", begin, end) >= 0:
        edits.extend(_references(raw, begin, end))
    stretches: list[tuple[int, int, str]] = []
    here = begin
    for tag in _TAG.finditer(raw, begin, end):
        name = tag["name"]
        edits.append(Edit(tag.start(), tag.end(), " " if name in ("br", "p", "div") else ""))
        if name == "v":
            stretches.append((here, tag.start(), speaker))
            here = tag.end()
            opened = not tag.group().startswith("</")
            speaker = _annotation(tag["rest"]) if opened else ""
    stretches.append((here, end, speaker))
    return list(_spoken(raw, cue, stretches))


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


def _plain(raw: str, start: int, end: int) -> str:
    """A stretch as it is read: without tags, with references replaced."""
    return html.unescape(_TAG.sub("", raw[start:end]))


def _rolled_once(raw: str, cues: list[_Cue]) -> list[_Cue]:
    """The cues without the lines that only repeat what the cue before showed, where the file is written that way."""
    shown = [[_plain(raw, start, end).strip() for start, end in cue.lines] for cue in cues]
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


def _labelled(raw: str, cues: list[_Cue]) -> list[Voice]:
    """Voices with the speakers that labels at the head of lines name; without speakers where no label recurs."""
    spoken = [cue for cue in cues if cue.lines]
    heads = [[LABEL_SHAPE.match(raw[start:end]) for start, end in cue.lines] for cue in spoken]
    counts = Counter(_label(head) for cue_heads in heads for head in cue_heads if head)
    speakers = {label for label, count in counts.items() if count > 1}
    on_most = sum(1 for cue_heads in heads if any(cue_heads)) >= len(spoken) / 2
    if on_most and speakers:
        # Where cues have labels as a rule, one that occurs once is a speaker, too, if it is written like a name.
        speakers |= {label for label in counts if not any(word[0].islower() for word in label.split())}
    elif len(speakers) < 2:
        # A single word before a colon may recur without being a speaker.
        speakers = set()
    voices: list[Voice] = []
    speaker = ""
    for cue, cue_heads in zip(spoken, heads, strict=True):
        here = cue.lines[0][0]
        stretches = []
        for (start, _), head in zip(cue.lines, cue_heads, strict=True):
            if head and _label(head) in speakers:
                stretches.append((here, start, speaker))
                # A cue without a label goes on with the speaker of the cue before.
                speaker, here = _label(head), start + head.end()
        stretches.append((here, cue.lines[-1][1], speaker))
        voices.extend(_spoken(raw, cue, stretches))
    return voices


def _label(head: re.Match[str]) -> str:
    return " ".join(head["label"].split())


def _spoken(raw: str, cue: _Cue, stretches: list[tuple[int, int, str]]) -> Iterator[Voice]:
    """The stretches that hold more than white space, without the white space around them, as voices of the cue."""
    for start, end, speaker in stretches:
        text = raw[start:end]
        if text.strip():
            first, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
            yield Voice(first, last, speaker, cue.time_start, cue.time_end)
