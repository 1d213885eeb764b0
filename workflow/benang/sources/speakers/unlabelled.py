"""Lines and paragraphs of a source that names no speakers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import partial

from benang.sources.document import Document
from benang.sources.speakers.labels import Line
from benang.sources.speakers.roles import Role, names_case
from benang.sources.speakers.speeches import Speech
from benang.sources.speakers.timed_entries import is_title, timed_entries
from benang.text.offsets import MappedText, line_starts

_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINE = re.compile(r"(?:\r\n|[\n\r])[ \t\u00a0]*[\n\r]")
_MARKDOWN_START = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,3}[.)][ \t])")
_MARKDOWN_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]")
_LONGEST_START = 200


def line_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Where the lines of ``text[start:end]`` begin and end, their line ends left out."""
    end = len(text) if end is None else end
    for match in _LINE_END.finditer(text, start, end):
        yield start, match.start()
        start = match.end()
    yield start, end


def text_lines(text: str) -> Iterator[Line]:
    """The lines of a text; of blank lines in a row the first."""
    blank = False
    for start, end in line_spans(text):
        if start < end and not text[start:end].isspace():
            blank = False
        elif blank:
            continue
        else:
            blank = True
        yield Line(start, end)


def blocks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of ``text[start:end]`` between blank lines."""
    block: tuple[int, int] | None = None
    for low, high in line_spans(text, start, end):
        if text[low:high].strip():
            block = (block[0] if block else low, high)
        elif block:
            yield block
            block = None
    if block:
        yield block


def paragraphs(
    clean: MappedText, document: Document, lines: Sequence[Line], entries: Collection[int] = ()
) -> list[Speech]:
    """The paragraphs of lines without speakers.

    Paragraphs part at blank lines; where a format, or a text without blank lines, has a paragraph a line, at every
    line; in markdown also before and after a heading and before an item of a list.

    Args:
        clean: the text after the reader's edits.
        document: the source as its reader found it.
        lines: the lines of the text that are meant.
        entries: where lines begin that are each the first of a paragraph.
    """
    text = clean.text
    each = document.paragraph_a_line
    if document.format in ("txt", "md") and not document.voices:
        each = not _BLANK_LINE.search(text.strip())
    is_markdown = document.format == "md"
    raw_line = partial(_raw_line, document.raw, line_starts(document.raw) if is_markdown else [0])
    found: list[Speech] = []
    spans: list[tuple[int, int]] = []
    first = last = None
    alone = True

    def close() -> None:
        if spans and first and last:
            found.append(Speech("", None, tuple(spans), first.time_start, last.time_end))
            spans.clear()

    for line in lines:
        if not text[line.start : line.end].strip():
            alone = True
            continue
        heading = False
        if is_markdown:
            opening = raw_line(clean.to_raw(line.start, line.start + 1)[0])
            heading = bool(_MARKDOWN_HEADING.match(opening))
            alone = alone or bool(_MARKDOWN_START.match(opening))
        if alone or each or line.start in entries:
            close()
        if not spans:
            first = line
        spans.append((line.start, line.end))
        last, alone = line, heading
    close()
    return found


def heading_lines(clean: MappedText, document: Document, lines: Sequence[Line]) -> frozenset[int]:
    """The places of lines that markdown marks as headings.

    Args:
        clean: the text after the reader's edits.
        document: the source as its reader found it.
        lines: the lines of the text.
    """
    if document.format != "md":
        return frozenset()
    raw_line = partial(_raw_line, document.raw, line_starts(document.raw))
    return frozenset(
        place
        for place, line in enumerate(lines)
        if line.start < line.end and _MARKDOWN_HEADING.match(raw_line(clean.to_raw(line.start, line.start + 1)[0]))
    )


def observed(
    clean: MappedText, document: Document, lines: Sequence[Line], case_ids: Sequence[str]
) -> list[tuple[Speech, Role]]:
    """The paragraphs of an observation.

    Of several cases, a paragraph is of the case that the markdown heading above it names, unless it speaks of another
    case too. A heading of markdown is nobody's, as is the title above entries that begin with a clock time, which are
    paragraphs of their own.
    """
    found: list[tuple[Speech, Role]] = []
    entries = timed_entries(clean.text, lines)
    only = case_ids[0] if len(case_ids) == 1 else ""
    raw_line = partial(_raw_line, document.raw, line_starts(document.raw))
    under = ""
    for speech in paragraphs(clean, document, lines, entries):
        case_id = only
        opening = raw_line(clean.to_raw(speech.spans[0][0], speech.spans[0][0] + 1)[0])
        heading = document.format == "md" and bool(_MARKDOWN_HEADING.match(opening))
        if len(case_ids) > 1:
            named = names_case(" ".join(clean.text[start:end] for start, end in speech.spans), case_ids)
            if heading:
                under = named[0] if len(named) == 1 else ""
            case_id = under if set(named) <= {under} else ""
        nobodys = heading or (not found and is_title(clean.text, speech.spans, entries))
        found.append((speech, Role("other", case_id, "") if nobodys else Role("observer", case_id, "kind")))
    return found


def _raw_line(raw: str, starts: list[int], place: int) -> str:
    """The beginning of the line of raw text that ``place`` is on."""
    start = starts[bisect_right(starts, place) - 1]
    return raw[start : start + _LONGEST_START]
