"""Projects of Taguette: a SQLite database, its own or one exported for a project, of any version; and its table of
highlights.

Positions are UTF-8 bytes of the document's text without mark-up, ends exclusive. A highlight with several tags is a
coding for each; who gave a tag stands in the log of commands. Tags are a flat list: one stands under another only where
its name is the other's name and more, parted by a full stop, a slash or a backslash. A tag such as ``[side: against]``
is no code: it goes to the memos of the highlight's codings, where ``benang.coding.side_words`` reads it.

Rampin, R. and Rampin, V. Taguette, https://www.taguette.org: ``database/models.py``, ``extract.py``, ``export.py``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benang.coding.side_words import is_mark
from benang.core.problems import Problem, StudyError, nearest
from benang.exchange.database_reading import DatabaseReading
from benang.exchange.placing import Passage
from benang.exchange.project import Project, ProjectCode, ProjectCoding, ProjectSource
from benang.exchange.refi.positions import Reading
from benang.exchange.sqlite_file import Database, Row, holds_tables, text_of, whole
from benang.exchange.taguette_text import DocumentText, plain_text

PROGRAM = "Taguette"

SEPARATORS = "./\\"
"""What parts the names in a tag's path; the first is the one that is written."""

_TABLES = ("projects", "documents", "tags", "highlights", "highlight_tags")
_READINGS = (Reading("utf8", "stored", "exclusive", mark_counted=True),)
_LONGEST_PATH = 1_000


def recognises(data: bytes) -> bool:
    """A database with Taguette's tables."""
    return holds_tables(data, _TABLES)


def read_project(data: bytes, shown_name: str, project: str = "") -> tuple[Project, list[Problem]]:
    """Read a project of Taguette.

    Args:
        data: the database.
        shown_name: how the study names the file.
        project: the name of the project, where the database holds several.

    Returns:
        The project, and what was wrong with it or could not be taken over.

    Raises:
        StudyError: it is broken (``exchange-broken``), no database of Taguette (``exchange-program-differs``), too
            large, or holds several projects (``exchange-projects-several``) or not this one
            (``exchange-project-unknown``).
    """
    with Database(data, shown_name, PROGRAM) as database:
        database.require(*_TABLES)
        chosen = _chosen(list(database.rows("projects", "id", "name", "description")), project, shown_name)
        reading = _TaguetteReading(database, shown_name, whole(chosen["id"]))
        return reading.project(chosen), reading.base.problems()


def _chosen(projects: list[Row], wanted: str, shown_name: str) -> Row:
    names = [text_of(row["name"]) for row in projects]
    found = [row for row, name in zip(projects, names, strict=True) if not wanted or name == wanted]
    if len(found) == 1:
        return found[0]
    values: dict[str, object] = {"projects": ", ".join(f'"{name}"' for name in names)}
    if found:
        raise StudyError([Problem("exchange-projects-several", shown_name, values=values)])
    values |= {"project": wanted, "near": nearest(wanted, names)}
    raise StudyError([Problem("exchange-project-unknown", shown_name, values=values)])


@dataclass(frozen=True)
class _Highlight:
    """A highlight: its number, its document's, and its passage."""

    number: int
    document: int
    passage: Passage


class _TaguetteReading:
    """One project of a database on its way."""

    def __init__(self, database: Database, shown_name: str, number: int | None) -> None:
        self.base = DatabaseReading(database, shown_name)
        self._number = number
        self._documents: dict[int, DocumentText] = {}
        self._marks: dict[int, str] = {}

    def project(self, row: Row) -> Project:
        sources = list(self._sources())
        codes = self._codes()
        codings = list(self._codings({code.identity for code in codes}))
        return Project(
            name=text_of(row["name"]),
            origin=PROGRAM,
            description=text_of(row["description"]),
            coders=self.base.people,
            codes=tuple(codes),
            sources=tuple(sources),
            codings=tuple(codings),
        )

    def _own(self, table: str, *columns: str) -> Iterator[Row]:
        """The rows of a table that belong to the project."""
        for row in self.base.database.rows(table, *columns, "project_id"):
            if whole(row["project_id"]) == self._number:
                yield row

    def _sources(self) -> Iterator[ProjectSource]:
        for row in self._own("documents", "id", "name", "description", "contents"):
            number = whole(row["id"])
            if number is None:
                continue
            document = DocumentText(text_of(row["contents"]))
            if self.base.add_text(number, document.counted, f"document {number}"):
                self._documents[number] = document
                yield ProjectSource(
                    identity=f"document:{number}",
                    name=text_of(row["name"]),
                    text=document.text.removeprefix("\ufeff"),
                    memo=text_of(row["description"]),
                    place=f"document {number}",
                )

    def _codes(self) -> list[ProjectCode]:
        tags = {whole(row["id"]): row for row in self._own("tags", "id", "path", "description")}
        self._marks = {
            number: path for number, row in tags.items() if number is not None and is_mark(path := text_of(row["path"]))
        }
        tags = {number: row for number, row in tags.items() if number not in self._marks}
        by_path = {text_of(row["path"]): f"tag:{number}" for number, row in tags.items()}
        codes = []
        for number, row in tags.items():
            parent, name = _above(text_of(row["path"]), by_path)
            codes.append(ProjectCode(f"tag:{number}", name, parent, definition=text_of(row["description"])))
        return codes

    def _codings(self, codes: set[str]) -> Iterator[ProjectCoding]:
        highlights = self._highlights()
        spans = self.base.spans([(each.document, each.passage) for each in highlights], _READINGS)
        tags = self._tags({each.number for each in highlights})
        people = self._people()
        for highlight, span in zip(highlights, spans, strict=True):
            of_highlight = tags.get(highlight.number, {})
            memo = " ".join(sorted(self._marks[tag] for tag in of_highlight if tag in self._marks))
            given = [tag for tag in of_highlight if tag not in self._marks]
            self.base.lost["highlights (0 highlight_tags)"] += not given
            if span is None:
                continue
            mark = self.base.texts[highlight.document].mark
            start, end = self._documents[highlight.document].span(span[0] + mark, span[1] + mark)
            for tag in given:
                if f"tag:{tag}" not in codes:
                    self.base.without_code(highlight.passage.place)
                    continue
                given_by = people.get((highlight.number, tag), ("", ""))
                yield ProjectCoding(
                    source=f"document:{highlight.document}",
                    start=start - mark,
                    end=end - mark,
                    code=f"tag:{tag}",
                    coder=self.base.person(given_by[0]),
                    memo=memo,
                    quotation=highlight.passage.words,
                    place=highlight.passage.place,
                    date=self.base.date(given_by[1] and f"{given_by[1]}Z", "commands.date"),
                )

    def _highlights(self) -> list[_Highlight]:
        found = []
        columns = ("id", "document_id", "start_offset", "end_offset", "snippet")
        for row in self.base.database.rows("highlights", *columns):
            number, document = whole(row["id"]), whole(row["document_id"])
            # The highlights of the other projects are in the same table.
            if number is not None and document is not None and self.base.knows(document):
                words = plain_text(text_of(row["snippet"]))
                start, end = whole(row["start_offset"]), whole(row["end_offset"])
                found.append(_Highlight(number, document, Passage(start, end, words, f"highlight {number}")))
        return found

    def _tags(self, highlights: set[int]) -> dict[int, dict[int, None]]:
        """The tags of each highlight."""
        tags: dict[int, dict[int, None]] = {}
        for row in self.base.database.rows("highlight_tags", "highlight_id", "tag_id"):
            highlight, tag = whole(row["highlight_id"]), whole(row["tag_id"])
            if highlight is not None and tag is not None and highlight in highlights:
                tags.setdefault(highlight, {}).setdefault(tag)
        return tags

    def _people(self) -> dict[tuple[int, int], tuple[str, str]]:
        """Who gave each highlight each of its tags, and when (UTC): whose command brought it, and none took it away."""
        people: dict[tuple[int, int], tuple[str, str]] = {}
        given: dict[int, set[int]] = {}
        for row in self._own("commands", "user_login", "payload", "date"):
            for highlight, tags in _tags_given(text_of(row["payload"])):
                for tag in tags - given.get(highlight, set()):
                    people[highlight, tag] = text_of(row["user_login"]), text_of(row["date"])
                given[highlight] = tags
        return people


def _tags_given(payload: str) -> Iterator[tuple[int, set[int]]]:
    """The highlight that a command made or changed, and the tags it has since."""
    try:
        command = json.loads(payload)
    except (ValueError, RecursionError):
        return
    if isinstance(command, dict) and command.get("type") == "highlight_add":
        # The number had a shorter name at first (migration bc8e0e0677e9).
        number, tags = command.get("highlight_id", command.get("id")), command.get("tags")
        if isinstance(number, int) and isinstance(tags, list):
            yield number, {tag for tag in tags if isinstance(tag, int)}


def _above(path: str, tags: Mapping[str, str]) -> tuple[str, str]:
    """The tag that a tag stands under (empty for none), and its name there.

    A tag stands under the longest other one whose name its own begins with, up to a separator.
    """
    for place in range(min(len(path), _LONGEST_PATH) - 2, 0, -1):
        above, name = path[:place], path[place + 1 :]
        if path[place] in SEPARATORS and above in tags and name == name.strip():
            return tags[above], name
    return "", path
