"""What the readers of projects in SQLite databases have in common: texts by their number, the passages in them, the
people, and what is lost on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from benang.core.moments import moment
from benang.core.problems import Problem
from benang.exchange.placing import Passage, Placing
from benang.exchange.project import CaseRange, Project
from benang.exchange.refi.positions import Reading
from benang.exchange.sqlite_file import Cell, Database, text_of
from benang.text.text_key import Span

CODE_POINTS = Reading("codepoint", "stored", "exclusive", mark_counted=True)

_MARK = "\ufeff"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass(frozen=True)
class Text:
    """A text, without a byte order mark, and whether one stood before it; ``place`` finds it in the file."""

    text: str
    mark: bool
    place: str


class CaseParts(NamedTuple):
    """Identities of the texts of a case, and the ranges of those of which only parts are its own."""

    sources: tuple[str, ...] = ()
    ranges: tuple[CaseRange, ...] = ()


class DatabaseReading:
    """One database on its way into a project.

    Attributes:
        database: the database.
        texts: its texts by the number that the file gives them.
        lost: what is not taken over, by the file's own names, and how often.
    """

    def __init__(self, database: Database, shown_name: str) -> None:
        self.database = database
        self.texts: dict[int, Text] = {}
        self.lost: Counter[str] = Counter()
        self._shown_name = shown_name
        self._placing = Placing(shown_name)
        self._people: dict[str, None] = {}
        self._blank: dict[int, str] = {}
        self._in_blank: Counter[int] = Counter()
        self._without_code: list[str] = []

    @property
    def people(self) -> tuple[str, ...]:
        """The people met so far, in the order of meeting."""
        return tuple(self._people)

    def person(self, cell: Cell) -> str:
        """A person's name, noted."""
        name = text_of(cell).strip()
        if name:
            self._people.setdefault(name)
        return name

    def date(self, cell: Cell, column: str) -> str:
        """When something was coded; what is no date that can be read is lost."""
        when = moment(text_of(cell))
        self.lost[column] += when is None
        return when or ""

    def colour(self, cell: Cell) -> str:
        """A colour as ``#rrggbb``; one in another form is lost."""
        colour = text_of(cell).strip()
        if _COLOUR.fullmatch(colour):
            return colour.lower()
        self.lost["color"] += bool(colour)
        return ""

    def add_text(self, number: int, text: str, place: str) -> bool:
        """Note a text; whether there is anything in it."""
        bare = text.removeprefix(_MARK)
        if bare.strip():
            self.texts[number] = Text(bare, bare != text, place)
            return True
        self._blank[number] = place
        return False

    def knows(self, number: int) -> bool:
        """Whether there is a text of this number, blank or not."""
        return number in self.texts or number in self._blank

    def spans(self, passages: Sequence[tuple[int, Passage]], readings: Sequence[Reading]) -> list[Span | None]:
        """Where passages are, each given with the number of its text; None where it cannot be told."""
        of_text: dict[int, list[int]] = {}
        for order, (number, _) in enumerate(passages):
            of_text.setdefault(number, []).append(order)
        found: list[Span | None] = [None] * len(passages)
        for number, orders in of_text.items():
            if number in self._blank:
                self._in_blank[number] += len(orders)
            if number not in self.texts:
                continue
            text = self.texts[number]
            stated = [passages[order][1] for order in orders]
            spans = self._placing.spans(text.text, text.mark, stated, readings, text.place)
            for order, span in zip(orders, spans, strict=True):
                found[order] = span
        return found

    def case_parts(self, parts: Iterable[tuple[int, int, int | None, int | None]]) -> dict[int, CaseParts]:
        """The texts of each case, and the parts of them that are of the case where that is not all of a text.

        Args:
            parts: number of a case, number of a text, first and last position of a part.
        """
        whole_texts: dict[int, dict[str, None]] = {}
        ranges: dict[int, dict[CaseRange, None]] = {}
        sources: dict[int, dict[str, None]] = {}
        for case, number, first, last in parts:
            if number not in self.texts:
                continue
            text = self.texts[number]
            identity = f"source:{number}"
            sources.setdefault(case, {}).setdefault(identity)
            start, end = max(0, (first or 0) - text.mark), min((last or 0) - text.mark, len(text.text))
            # Programs give whole texts one character less or more.
            if len(text.text[:start].strip()) == 0 and len(text.text[end + 1 :].strip()) == 0:
                whole_texts.setdefault(case, {}).setdefault(identity)
            elif start < end:
                ranges.setdefault(case, {}).setdefault(CaseRange(identity, start, end))
        return {
            case: CaseParts(
                tuple(of_case),
                tuple(part for part in ranges.get(case, ()) if part.source not in whole_texts.get(case, ())),
            )
            for case, of_case in sources.items()
        }

    def without_code(self, place: str) -> None:
        """Note a coding whose code is not in the file."""
        self._without_code.append(place)

    def problems(self) -> list[Problem]:
        """All that was wrong or is lost."""
        found = [*self.database.problems(), *self._placing.problems()]
        for number, place in self._blank.items():
            values: dict[str, object] = {"part": place, "count": self._in_blank[number]}
            found.append(Problem("exchange-source-blank", self._shown_name, values=values))
        if self._without_code:
            values = {"count": len(self._without_code)}
            found.append(Problem("exchange-code-missing", self._shown_name, place=self._without_code[0], values=values))
        for what, count in sorted(self.lost.items()):
            if count:
                found.append(Problem("exchange-lost", self._shown_name, values={"what": what, "count": count}))
        return found


def read_database(
    data: bytes, shown_name: str, program: str, tables: Sequence[str], project: Callable[[DatabaseReading], Project]
) -> tuple[Project, list[Problem]]:
    """A project from a SQLite database, and what was wrong with it or could not be taken over.

    Args:
        data: the database.
        shown_name: how the study names the file.
        program: whose project it is.
        tables: without which it is none.
        project: makes the project.

    Raises:
        StudyError: it is broken (``exchange-broken``), of another program (``exchange-program-differs``), or too large.
    """
    with Database(data, shown_name, program) as database:
        database.require(*tables)
        reading = DatabaseReading(database, shown_name)
        return project(reading), reading.problems()
