"""What a reader of any format hands over: raw text, who speaks where, and remarks.

``raw`` is the text a person can look up in the file: the decoded file itself for txt, md, html, vtt and srt; for
other formats the text taken from it, one paragraph (docx, odt, rtf), printed line (pdf), row (csv, xlsx) or utterance
(json) a line. All offsets are code points into ``raw``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from benang.core.problems import Problem
from benang.text.offsets import Edit


@dataclass(frozen=True)
class Voice:
    """A span of raw text that the format itself gives to a speaker (a cue of a vtt).

    Attributes:
        start, end: the span.
        speaker: empty where the format names none.
        time_start, time_end: seconds from the start of the recording; None where the format gives none.
        heading: the heading it stands under (a quotation in an article).
        block: voices of one speaker with different blocks are never one turn.
    """

    start: int
    end: int
    speaker: str = ""
    time_start: float | None = None
    time_end: float | None = None
    heading: str = ""
    block: int = 0


@dataclass(frozen=True)
class Remark:
    """A comment somebody attached to a span of raw text."""

    start: int
    end: int
    author: str
    text: str
    date: str = ""  # as the file writes it


@dataclass(frozen=True)
class PrintedPlace:
    """A span of raw text on a printed page.

    Attributes:
        start, end: the span.
        page: as the page says; empty where it is not known.
        number: of its line or paragraph, as the margin counts; 0 where it does not.
        unit: what the margin counts: ``line`` or ``paragraph``.
    """

    start: int
    end: int
    page: str = ""
    number: int = 0
    unit: str = "line"


@dataclass(frozen=True)
class Document:
    """One source as its reader found it.

    Attributes:
        raw: the raw text.
        edits: what to take out of or replace in ``raw`` (mark-up, entities, deleted words, markdown signs), sorted, not
            overlapping.
        joins: what joins lines that only the page parts (a word divided at a line's end, a printed line's end), sorted;
            apart from ``edits``, because a study may switch them off.
        emphasis: spans in bold type, sorted, not overlapping: where a label has no colon they tell the speaker.
        voices: spans with a speaker; empty where the format has none, and labels in the text have to tell.
        remarks: comments.
        encoding: how the bytes were decoded; empty for packaged formats.
        problems: what the reader noticed.
        paragraph_a_line, cut_by_machine: as in the format's entry (``readers.formats.Reader``), which sets them.
        page_edits: those of ``edits`` that take out what only the page prints: running heads, page and line numbers.
        labels_once: where labels begin that a format (captions) has once and that were read as speakers' all the same.
        printed: where on its printed pages the text stands, in order of place; empty where there are none.
    """

    raw: str
    format: str
    edits: tuple[Edit, ...] = ()
    joins: tuple[Edit, ...] = ()
    emphasis: tuple[tuple[int, int], ...] = ()
    voices: tuple[Voice, ...] = ()
    remarks: tuple[Remark, ...] = ()
    encoding: str = ""
    problems: tuple[Problem, ...] = field(default=())
    paragraph_a_line: bool = False
    cut_by_machine: bool = False
    page_edits: tuple[Edit, ...] = ()
    printed: tuple[PrintedPlace, ...] = ()
    labels_once: tuple[int, ...] = ()


@dataclass(frozen=True)
class ReadSource:
    """A source that was read: its document, or None and what is wrong with it.

    The file has no name in the problems: how the study shows it has nothing to do with what is in it.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()

    def shown_as(self, name: str) -> ReadSource:
        """The same with the file's name in every problem."""
        document = self.document
        if document is not None and document.problems:
            document = replace(document, problems=_named(document.problems, name))
        return ReadSource(document, _named(self.problems, name))


def _named(problems: tuple[Problem, ...], name: str) -> tuple[Problem, ...]:
    return tuple(replace(problem, file=name) for problem in problems)
