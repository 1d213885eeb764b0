"""What bold type tells of who speaks: labels that stand in it, or the questions of an interviewer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benang.sources.speakers.labels import Line
from benang.sources.speakers.role_words import UNNAMED, in_language
from benang.sources.speakers.speeches import Speech
from benang.text.offsets import MappedText

_FEWEST_QUESTIONS = 3
_LONGEST_HEADING = 8  # words
_QUESTION_MARKS = ("?", "\u061f", "\uff1f", "\u037e", "\u055e")


def bold_spans(clean: MappedText, emphasis: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The bold spans of a cleaned text, those with nothing but white space between them made one.

    Args:
        clean: the text after the reader's edits.
        emphasis: the spans of raw text, sorted.
    """
    spans: list[tuple[int, int]] = []
    for raw_start, raw_end in emphasis:
        start, end = clean.to_clean(raw_start, raw_end)
        if spans and not clean.text[spans[-1][1] : start].strip():
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        elif start < end:
            spans.append((start, end))
    return spans


def bold_openings(text: str, lines: Sequence[Line], spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """The lines that begin in bold type: by their place, where that ends (white space at its end not counted).

    Args:
        text: the text.
        lines: its lines in order.
        spans: what is bold, sorted, not overlapping.
    """
    openings: dict[int, int] = {}
    if not spans:
        return openings
    index = 0
    for place, line in enumerate(lines):
        content = text[line.start : line.end]
        start = line.start + len(content) - len(content.lstrip())
        while index < len(spans) and spans[index][1] <= start:
            index += 1
        if index < len(spans) and spans[index][0] <= start < line.end:
            end = min(spans[index][1], line.end)
            openings[place] = start + len(text[start:end].rstrip())
    return openings


def bold_questions(text: str, lines: Sequence[Line], bold: Mapping[int, int], language: str) -> list[Speech]:
    """The speeches of an interview whose questions are bold paragraphs, and the answers plain ones.

    So it is read where bold and plain paragraphs alternate, three times at least, and most of the bold ones ask or are
    longer than a heading. What stands before the first of them is nobody's.

    Args:
        text: the text.
        lines: its paragraphs, one a line.
        bold: what ``bold_openings`` gives.
        language: of the source.

    Returns:
        The speeches in order; none where the text is not of that form.
    """
    if not bold:
        return []
    asking, answering = in_language(UNNAMED, language)
    runs: list[tuple[str, list[tuple[int, int]]]] = []
    for place, line in enumerate(lines):
        end = line.start + len(text[line.start : line.end].rstrip())
        if end == line.start:
            continue
        speaker = asking if bold.get(place) == end else answering
        if not runs or runs[-1][0] != speaker:
            runs.append((speaker, []))
        runs[-1][1].append((line.start, line.end))
    first = int(bool(runs) and runs[0][0] != asking)
    questions = [" ".join(text[slice(*span)] for span in spans) for speaker, spans in runs[first:] if speaker == asking]
    asked = sum(
        any(mark in question for mark in _QUESTION_MARKS) or len(question.split()) > _LONGEST_HEADING
        for question in questions
    )
    if len(questions) < _FEWEST_QUESTIONS or 2 * asked <= len(questions):
        return []
    return [
        Speech(speaker if place >= first else "", None, tuple(spans)) for place, (speaker, spans) in enumerate(runs)
    ]
