"""The text of captions: character references, captions that roll, and the document they become."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from benang.core.problems import Problem, StudyError
from benang.sources.document import Document, Voice
from benang.sources.readers.bounds import MOST_EDITS
from benang.sources.readers.captions import Assumed, Cue, bounded
from benang.sources.readers.lines import in_order
from benang.text.offsets import Edit, MappedText

_REFERENCE = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
_WRITTEN_TAG = re.compile(r"&lt;(/?)([ibu])&gt;")
_NO_TEXT = re.compile("[\x00-\x1f\x7f\ufeff\ufffe\uffff]")
_PARTING = ("br", "p", "div")  # tags that part words
_MOST_ROLLING = 4  # lines that a screen of rolling captions shows


def markup(raw: str, cues: Iterable[Cue], tag: re.Pattern[str], shown_name: str) -> tuple[Edit, ...]:
    """The edits that take tags out of the cues and put characters in the place of character references, in order.

    Args:
        raw: the text of the file.
        cues: its cues.
        tag: a tag of the format, with its name in the group ``name``.
        shown_name: the file's name in messages.

    Raises:
        StudyError: there are more than one source may have (``source-too-much-markup``).
    """
    edits = (edit for cue in cues for edit in _of_cue(raw, cue, tag))
    return in_order(bounded(edits, MOST_EDITS, "source-too-much-markup", shown_name))


def _of_cue(raw: str, cue: Cue, tag: re.Pattern[str]) -> Iterator[Edit]:
    start, end = cue.lines[0][0], cue.lines[-1][1]
    yield from _references(raw, start, end)
    for match in tag.finditer(raw, start, end):
        yield Edit(match.start(), match.end(), " " if (match["name"] or "").lower() in _PARTING else "")


def _references(raw: str, start: int, end: int) -> Iterator[Edit]:
    """The edits that put characters in the place of character references, and take out formatting escaped in error."""
    if raw.find("&", start, end) < 0:
        return
    written = Counter(match.groups() for match in _WRITTEN_TAG.finditer(raw, start, end))
    for match in _WRITTEN_TAG.finditer(raw, start, end):
        if written["", match[2]] and written["/", match[2]]:  # only where it is opened and closed
            yield Edit(match.start(), match.end(), "")
    for match in _REFERENCE.finditer(raw, start, end):
        character = html.unescape(match.group())
        if character != match.group():
            yield Edit(match.start(), match.end(), _NO_TEXT.sub("", character))


def said(clean: MappedText, start: int, end: int) -> str:
    """A raw span as it is read: without mark-up, with references replaced."""
    if len(clean.runs) == 1 and clean.runs[0].exact:  # no mark-up anywhere
        return clean.text[start:end]
    return clean.text[slice(*clean.to_clean(start, end))]


def rolled_once(cues: Sequence[Cue], clean: MappedText) -> list[Cue]:
    """The cues without the lines that only repeat what the cue before showed, where the file is written that way."""
    shown = [[said(clean, start, end).strip() for start, end in cue.lines] for cue in cues]
    visible = [[text for text in texts if text] for texts in shown]
    repeats = [0] * len(cues)
    chances = rolls = 0
    before: list[str] = []
    for number, texts in enumerate(visible):
        repeats[number] = _repeated(before, texts)
        # Two equal captions may be two equal answers; a repeated line above a new (or an empty) one is rolling.
        if len(shown[number]) > 1 and texts and before:
            chances += 1
            rolls += bool(repeats[number])
        before = texts or before
    if rolls < 2 or rolls < chances / 2:
        return list(cues)
    kept = []
    for cue, texts, repeated in zip(cues, shown, repeats, strict=True):
        lines = [line for line, text in zip(cue.lines, texts, strict=True) if text][repeated:]
        if lines:
            kept.append(replace(cue, lines=lines))
    return kept


def _repeated(before: Sequence[str], texts: Sequence[str]) -> int:
    """With how many of its last lines the cue before goes on here."""
    for count in range(min(len(before), len(texts), _MOST_ROLLING), 0, -1):
        if list(before[-count:]) == list(texts[:count]):
            return count
    return 0


def voices_of(raw: str, cue: Cue, spans: Iterable[tuple[int, int, str, int]]) -> Iterator[Voice]:
    """The spans (start, end, speaker, block) that hold more than white space, without that around them."""
    for start, end, speaker, block in spans:
        text = raw[start:end]
        if text.strip():
            first, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
            yield Voice(first, last, speaker, cue.time_start, cue.time_end, block=block)


def captions(
    document: Document, voices: Iterable[Voice], clean: MappedText, assumed: Assumed, shown_name: str
) -> Document:
    """The document with the voices that say something, and with the problems of what had to be assumed.

    Labels that occur once are told where it is known which the study lists (``speakers.turns``).

    Raises:
        StudyError: nobody says anything (``source-empty``).
    """
    kept = tuple(voice for voice in voices if said(clean, voice.start, voice.end).strip())
    if not kept:
        raise StudyError([Problem("source-empty", shown_name)])
    edits = document.edits
    if all(voice.time_start is None for voice in kept):
        # Without a time, text between voices counts as somebody's words; here it is the frame of the file.
        edits = in_order((*edits, *_between(kept, len(document.raw))))
    once = assumed.take("cue-label-once")
    problems = (*document.problems, *assumed.problems(document.raw, shown_name))
    return replace(document, edits=edits, voices=kept, problems=problems, labels_once=once)


def _between(voices: Sequence[Voice], length: int) -> Iterator[Edit]:
    done = 0
    for voice in voices:
        yield Edit(done, voice.start, "\n" if done else "")
        done = voice.end
    yield Edit(done, length)
