"""How much one source may hold, whatever its format.

Everything after the reader works in time and memory proportional to a source's text, its edits and its parts. With
these bounds that is some seconds and some hundred megabytes, also for a file that is made to be the worst of its kind.
"""

from __future__ import annotations

from benang.core.problems import Problem, StudyError
from benang.sources.document import Document

MOST_CHARACTERS = 4_000_000
"""Of text. An hour of talk has fifty thousand."""
MOST_EDITS = 150_000
"""Tags, references, escapes and the like. An hour of captions with a tag at every word has thirty thousand."""
MOST_PARTS = 60_000
"""Spans with a speaker or a time (cues, rows, utterances); lines, where a source has none. An hour of talk has a
thousand."""


def check_bounds(document: Document, shown_name: str) -> None:
    """Refuse a document that holds more than one source may.

    Raises:
        StudyError: it does (``source-too-long``, ``source-too-much-markup``, ``source-too-many-parts``).
    """
    if len(document.edits) + len(document.joins) > MOST_EDITS:
        raise _error("source-too-much-markup", shown_name, MOST_EDITS)
    edits = document.edits
    taken_out = sum(edit.end - edit.start - len(edit.replacement) for edit in edits)
    if len(document.raw) - taken_out > MOST_CHARACTERS:
        raise _error("source-too-long", shown_name, MOST_CHARACTERS)
    if (len(document.voices) or _lines(document)) > MOST_PARTS:
        raise _error("source-too-many-parts", shown_name, MOST_PARTS)


def _lines(document: Document) -> int:
    """The lines of the text that are not empty; 0 where there can be no more than there may be."""
    raw, edits = document.raw, document.edits
    if raw.count("\n") + raw.count("\r") + len(edits) <= MOST_PARTS:
        return 0
    pieces: list[str] = []
    here = 0
    for edit in edits:
        pieces += (raw[here : edit.start], edit.replacement)
        here = edit.end
    return sum(line != "" and not line.isspace() for line in "".join([*pieces, raw[here:]]).splitlines())


def _error(kind: str, shown_name: str, limit: int) -> StudyError:
    return StudyError([Problem(kind, shown_name, values={"limit": limit})])
