"""A text with its codings and memos as an element ``TextSource`` of REFI-QDA.

Each coding has a selection of its own, created by its coder, and its memo is the selection's description: importers are
known that take only the first coding of a selection, look for the coder at the selection, and read a coding's memo
nowhere else (``docs/interchange.md``).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence

from lxml import etree  # type: ignore[import-untyped]

from benang.core.moments import as_date_time
from benang.exchange.project import ProjectCoding, ProjectMemo, ProjectSource
from benang.exchange.refi.write_codes import add, add_text, paragraphs
from benang.exchange.refi.write_guids import guid
from benang.exchange.refi.write_targets import PlainText, Target

LONGEST_NAME = 100
"""Characters of a selection's name, which is its quotation; ATLAS.ti cuts there, too."""

NO_DATE = "1970-01-01T00:00:00Z"
"""For programs that cannot do without a date: nobody will take it for a day on which somebody coded."""


class SourceElement:
    """One text on its way into a project's document.

    Args:
        element: ``TextSource``, with its attributes.
        source: the text.
        target: how positions are counted and memos are kept.
    """

    def __init__(self, element: etree._Element, source: ProjectSource, target: Target) -> None:
        self._element = element
        self._source = source
        self._target = target
        self._plain = PlainText(source.text, target)

    @property
    def data(self) -> bytes:
        """The plain text as a file."""
        return self._plain.data()

    def fill(
        self, codings: Sequence[ProjectCoding], memos: Sequence[ProjectMemo], code_guid: Callable[[str], str]
    ) -> None:
        """Add description, selections and notes, in the standard's order.

        Args:
            codings, memos: those of this source.
            code_guid: the GUID of a code, by identity.

        Raises:
            ValueError: a span lies outside the text, or ``code_guid`` does not know a code.
        """
        on_all = [memo for memo in memos if memo.start is None]
        described = [] if self._target.notes else [paragraphs(memo.title, memo.text) for memo in on_all]
        add_text(self._element, "Description", paragraphs(self._source.memo, *described))
        seen: Counter[str] = Counter()
        for coding in codings:
            words = self._source.text[coding.start : coding.end]
            said = json.dumps([self._source.identity, coding.code, coding.coder, words])
            seen[said] += 1
            # A name that outlasts a change elsewhere in the text, as the ids of codings do.
            identity = f"{said}\n{seen[said]}"
            selection = self._selection(identity, coding.start, coding.end, coding.coder, coding.date)
            add_text(selection, "Description", coding.memo)
            own = add(
                selection,
                "Coding",
                guid=guid("coding", identity),
                creatingUser=user(coding.coder),
                creationDateTime=as_date_time(coding.date) if coding.date else None,
            )
            add(own, "CodeRef", targetGUID=code_guid(coding.code))
        for memo in memos:
            if memo.start is not None:
                self._add_memo(memo, memo.start, memo.start if memo.end is None else memo.end)
        for memo in on_all if self._target.notes else ():
            add(self._element, "NoteRef", targetGUID=guid("memo", memo.identity))

    def _add_memo(self, memo: ProjectMemo, start: int, end: int) -> None:
        selection = self._selection(f"memo\n{memo.identity}", start, end, memo.author)
        if self._target.notes:
            add(selection, "NoteRef", targetGUID=guid("memo", memo.identity))
        else:
            add_text(selection, "Description", paragraphs(memo.title, memo.text))

    def _selection(self, identity: str, start: int, end: int, person: str, date: str = "") -> etree._Element:
        if not 0 <= start <= end <= len(self._source.text):
            raise ValueError(f"source {self._source.identity!r} has no span {start}:{end}")
        first, last = self._plain.span(start, end)
        undated = NO_DATE if self._target.dated else None
        return add(
            self._element,
            "PlainTextSelection",
            guid=guid("selection", identity),
            name=shortened(self._source.text[start:end]),
            startPosition=str(first),
            endPosition=str(last),
            creatingUser=user(person),
            creationDateTime=as_date_time(date) if date else undated,
        )


def user(person: str) -> str | None:
    """The GUID of a person; None where nobody is named."""
    return guid("user", person) if person else None


def shortened(words: str) -> str:
    """``words`` in one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 3]}..."
