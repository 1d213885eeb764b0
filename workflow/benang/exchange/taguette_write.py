"""Write a project as a database of Taguette, which opens it (``taguette --database``) or imports it.

The tables are those that Taguette 1.5 makes, with the schema number that it expects. A code's path is a tag
(``Theme.Category.Code``); all codes that one coder gave to one span are the tags of one highlight. Every coder is a
user, and a command of the log says who gave the tags; when a project is imported, Taguette makes all of them the
importing user's. A highlight has no memo, so the side and use of its codings are further tags (``[side: against]``);
codes that differ in them have highlights of their own.

Rampin, R. and Rampin, V. Taguette, https://www.taguette.org: ``database/models.py`` (tables), ``database/copy.py`` and
``validate.py`` (what an import accepts).
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

from benang.coding.side_words import marks_of
from benang.core.files import write_whole
from benang.core.moments import as_date_time
from benang.core.problems import Problem
from benang.exchange.project import Project, ProjectSource
from benang.exchange.taguette import PROGRAM, SEPARATORS
from benang.exchange.taguette_text import as_html, storable

_SCHEMA = """
CREATE TABLE users (
    login VARCHAR(30) NOT NULL, created DATETIME NOT NULL, hashed_password VARCHAR(192), disabled BOOLEAN NOT NULL,
    password_set_date DATETIME, language VARCHAR(10), email VARCHAR(256), email_sent DATETIME,
    CONSTRAINT pk_users PRIMARY KEY (login));
CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE TABLE projects (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
    created DATETIME NOT NULL);
CREATE TABLE project_members (
    project_id INTEGER NOT NULL, user_login VARCHAR(30) NOT NULL, privileges VARCHAR(11) NOT NULL,
    CONSTRAINT pk_project_members PRIMARY KEY (project_id, user_login),
    CONSTRAINT fk_project_members_project_id_projects FOREIGN KEY (project_id)
        REFERENCES projects (id) ON DELETE CASCADE,
    CONSTRAINT fk_project_members_user_login_users FOREIGN KEY (user_login)
        REFERENCES users (login) ON DELETE CASCADE ON UPDATE CASCADE);
CREATE INDEX ix_project_members_project_id ON project_members (project_id);
CREATE INDEX ix_project_members_user_login ON project_members (user_login);
CREATE TABLE documents (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name VARCHAR(200) NOT NULL, description TEXT NOT NULL,
    filename VARCHAR(200) NOT NULL, created DATETIME NOT NULL, project_id INTEGER NOT NULL,
    text_direction VARCHAR(13) NOT NULL, contents TEXT NOT NULL,
    CONSTRAINT fk_documents_project_id_projects FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE);
CREATE INDEX ix_documents_project_id ON documents (project_id);
CREATE TABLE commands (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, date DATETIME NOT NULL, user_login VARCHAR(30) NOT NULL,
    project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL,
    CONSTRAINT fk_commands_user_login_users FOREIGN KEY (user_login) REFERENCES users (login) ON UPDATE CASCADE,
    CONSTRAINT fk_commands_project_id_projects FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE);
CREATE INDEX ix_commands_date ON commands (date);
CREATE INDEX ix_commands_user_login ON commands (user_login);
CREATE INDEX ix_commands_project_id ON commands (project_id);
CREATE INDEX ix_commands_document_id ON commands (document_id);
CREATE INDEX idx_project_document ON commands (project_id, document_id);
CREATE INDEX idx_project_id ON commands (project_id, id);
CREATE TABLE tags (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, project_id INTEGER NOT NULL, path VARCHAR(200) NOT NULL,
    description TEXT NOT NULL,
    CONSTRAINT uq_tags_project_id UNIQUE (project_id, path),
    CONSTRAINT fk_tags_project_id_projects FOREIGN KEY (project_id) REFERENCES projects (id) ON DELETE CASCADE);
CREATE INDEX ix_tags_project_id ON tags (project_id);
CREATE INDEX ix_tags_path ON tags (path);
CREATE TABLE highlights (
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL, snippet TEXT NOT NULL,
    CONSTRAINT fk_highlights_document_id_documents FOREIGN KEY (document_id)
        REFERENCES documents (id) ON DELETE CASCADE);
CREATE INDEX ix_highlights_document_id ON highlights (document_id);
CREATE TABLE highlight_tags (
    highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL,
    CONSTRAINT pk_highlight_tags PRIMARY KEY (highlight_id, tag_id),
    CONSTRAINT fk_highlight_tags_highlight_id_highlights FOREIGN KEY (highlight_id)
        REFERENCES highlights (id) ON DELETE CASCADE,
    CONSTRAINT fk_highlight_tags_tag_id_tags FOREIGN KEY (tag_id) REFERENCES tags (id) ON DELETE CASCADE);
CREATE INDEX ix_highlight_tags_highlight_id ON highlight_tags (highlight_id);
CREATE INDEX ix_highlight_tags_tag_id ON highlight_tags (tag_id);
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
"""
_VERSION = "db5e31a0233d"  # the last migration of Taguette 1.5
_SETTINGS = ("page_size = 4096", "auto_vacuum = FULL", "journal_mode = MEMORY", "application_id = 0x54677474")
# In the file's head: the version of the SQLite that wrote it last, for people alone.
_LIBRARY_VERSION, _LIBRARY = 96, (3_040_001).to_bytes(4, "big")

_DATE = "1980-01-01 00:00:00.000000"
_OWNER = "admin"  # whom Taguette on one's own computer takes everybody for
_PROJECT = 1
_LONGEST_NAME, _LONGEST_PATH, _LONGEST_DESCRIPTION, _LONGEST_LOGIN = 50, 200, 102_400, 20
_MARK = re.compile(r"\[[^\]]*\]")
_NOT_IN_LOGIN = re.compile(r"[^a-z0-9._-]+")
_UNNAMED = "Benang"


def write_taguette(project: Project, path: str | os.PathLike[str]) -> list[Problem]:
    """Write a project as a database of Taguette (``.sqlite3``).

    The same project gives the same bytes. A document's text, as Taguette counts it, is the source's text.

    Args:
        project: the project.
        path: the file to write.

    Returns:
        What Taguette has no place for.
    """
    writing = _Writing(project)
    write_whole(path, writing.write)
    return writing.problems(Path(path).name)


class _Writing:
    """One project on its way into a database."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._shortened = 0
        self._empty = 0

    def write(self, path: Path) -> None:
        self._shortened = self._empty = 0
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}")
            connection.executescript(f"BEGIN;{_SCHEMA}")
            self._fill(connection)
            connection.execute("COMMIT")
        with path.open("r+b") as file:
            file.seek(_LIBRARY_VERSION)
            file.write(_LIBRARY)

    def problems(self, shown_name: str) -> list[Problem]:
        found = []
        for indonesian, english, count in self._not_written():
            values: dict[str, object] = {
                "program": PROGRAM,
                "what_id": indonesian,
                "what_en": english,
                "count": count,
            }
            if count:
                found.append(Problem("exchange-not-written", shown_name, values=values))
        if self._shortened:
            values = {"program": PROGRAM, "count": self._shortened}
            found.append(Problem("exchange-names-shortened", shown_name, values=values))
        replaced = sum(
            before != after
            for source in self._project.sources
            if (stored := storable(source.text)) != source.text
            for before, after in zip(source.text, stored, strict=True)
        )
        if replaced:
            values = {"program": PROGRAM, "count": replaced}
            found.append(Problem("exchange-signs-replaced", shown_name, values=values))
        return found

    def _not_written(self) -> Iterator[tuple[str, str, int]]:
        project = self._project
        yield "kasus", "cases", len(project.cases)
        yield "atribut teks", "attributes of texts", sum(bool(source.attributes) for source in project.sources)
        yield "memo kode", "memos of codes", sum(bool(code.memo) for code in project.codes)
        yield "warna kode", "colours of codes", sum(bool(code.colour) for code in project.codes)
        yield "memo kutipan", "memos of codings", sum(bool(marks_of(coding.memo).memo) for coding in project.codings)
        yield "memo", "memos", len(project.memos)
        yield "himpunan", "sets", len(project.sets)
        yield "peta", "maps", len(project.graphs)
        yield "kutipan kosong", "empty passages", self._empty
        known = {*(source.identity for source in project.sources), *(code.identity for code in project.codes)}
        loose = sum(not known.issuperset((coding.source, coding.code)) for coding in project.codings)
        yield "kutipan tanpa teks atau kode", "codings without a text or a code", loose

    def _fill(self, connection: sqlite3.Connection) -> None:
        def add(table: str, rows: Iterable[tuple[object, ...]]) -> None:
            for row in rows:
                connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)

        project = self._project
        logins = self._logins()
        add("alembic_version", [(_VERSION,)])
        users = dict.fromkeys([_OWNER, *logins.values()])
        add("users", ((login, _DATE, None, 0, None, None, None, None) for login in users))
        title = self._short(" ".join(project.name.split()) or _UNNAMED, _LONGEST_NAME)
        add("projects", [(_PROJECT, title, self._described(project.description), _DATE)])
        add("project_members", ((_PROJECT, login, "ADMIN" if login == _OWNER else "TAG") for login in users))
        names: set[str] = set()
        for number, source in enumerate(project.sources, start=1):
            add("documents", [self._document(number, source, names)])
        paths = project.code_paths()
        taken: set[str] = set()
        for number, code in enumerate(project.codes, start=1):
            path = self._distinct(SEPARATORS[0].join(paths[code.identity]), _LONGEST_PATH, taken)
            add("tags", [(number, _PROJECT, path, self._described(code.definition))])
        add("tags", ((number, _PROJECT, mark, "") for mark, number in self._mark_tags().items()))
        for number, (document, start, end, coder, snippet, tags) in enumerate(self._highlights(), start=1):
            add("highlights", [(number, document, start, end, snippet)])
            add("highlight_tags", ((number, tag) for tag in tags))
            # A command tells all tags that the highlight has since; each new one is of its date.
            for date in sorted(set(tags.values())) if coder else ():
                command = {
                    "type": "highlight_add",
                    "highlight_id": number,
                    "start_offset": start,
                    "end_offset": end,
                    "tags": sorted(tag for tag, given in tags.items() if given <= date),
                }
                payload = json.dumps(command, sort_keys=True)
                add("commands", [(None, _stored(date), logins[coder], _PROJECT, document, payload)])

    def _document(self, number: int, source: ProjectSource, names: set[str]) -> tuple[object, ...]:
        name = self._distinct(source.name.strip() or str(number), _LONGEST_NAME, names)
        described = self._described(source.memo)
        direction = _direction(source.text)
        return number, name, described, f"{number}.txt", _DATE, _PROJECT, direction, as_html(source.text)

    def _highlights(self) -> Iterator[tuple[int, int, int, str, str, dict[int, str]]]:
        """The highlights in the order of the texts: document, start, end (bytes), coder, snippet, tags and their dates.

        Where all of a highlight's tags have one date or none, one command gives them.
        """
        codes = {code.identity: number for number, code in enumerate(self._project.codes, start=1)}
        tag_of = self._mark_tags()
        marked: dict[str, dict[tuple[int, int, str, tuple[int, ...]], dict[int, str]]] = {}
        for coding in self._project.codings:
            if coding.code in codes:
                marks = tuple(sorted(tag_of[mark] for mark in _marks(coding.memo)))
                spans = marked.setdefault(coding.source, {})
                key = (coding.start, coding.end, coding.coder, marks)
                tags = spans.setdefault(key, {})
                for tag in (codes[coding.code], *marks):
                    tags[tag] = min(tags.get(tag, coding.date), coding.date)
        for document, source in enumerate(self._project.sources, start=1):
            borders = _byte_borders(storable(source.text))
            for (start, end, coder, _), tags in sorted(marked.get(source.identity, {}).items()):
                if start == end:
                    self._empty += 1
                    continue
                snippet = as_html(source.text[start:end], whole=False)
                yield document, int(borders[start]), int(borders[end]), coder, snippet, dict(sorted(tags.items()))

    def _mark_tags(self) -> dict[str, int]:
        """The numbers of the tags for marks, behind those of the codes."""
        marks = sorted({mark for coding in self._project.codings for mark in _marks(coding.memo)})
        return {mark: number for number, mark in enumerate(marks, start=len(self._project.codes) + 1)}

    def _logins(self) -> dict[str, str]:
        """A login for each coder: Taguette's are short and of few characters."""
        taken: set[str] = set()
        logins = {}
        for coder in dict.fromkeys([*self._project.coders, *(coding.coder for coding in self._project.codings)]):
            if coder:
                plain = unicodedata.normalize("NFKD", coder).encode("ascii", "ignore").decode().lower()
                wanted = _NOT_IN_LOGIN.sub("-", plain).strip("-") or "coder"
                logins[coder] = self._distinct(wanted, _LONGEST_LOGIN, taken)
        return logins

    def _distinct(self, name: str, longest: int, taken: set[str]) -> str:
        """The name, shortened and numbered where it must be, and noted as taken."""
        name = self._short(" ".join(name.split()), longest)
        number, free = 2, name
        while free in taken:
            ending = f"-{number}"
            free, number = name[: longest - len(ending)] + ending, number + 1
        self._shortened += free != name
        taken.add(free)
        return free

    def _short(self, text: str, longest: int) -> str:
        text = storable(text)
        if len(text) <= longest:
            return text
        self._shortened += 1
        return text[: longest - 1] + "…"

    def _described(self, text: str) -> str:
        return self._short(text, _LONGEST_DESCRIPTION)


def _marks(memo: str) -> list[str]:
    """The marks of side and use at the head of a memo, as it has them."""
    return _MARK.findall(memo.removesuffix(marks_of(memo).memo))


def _stored(date: str) -> str:
    """A date as Taguette keeps dates, in UTC."""
    return f"{as_date_time(date).rstrip('Z').replace('T', ' ')}.000000" if date else _DATE


def _direction(text: str) -> str:
    """The direction of the first letter that has one (Unicode Bidirectional Algorithm, rule P2)."""
    first = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return "LEFT_TO_RIGHT" if first == "L" else "RIGHT_TO_LEFT"


def _byte_borders(text: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The UTF-8 byte at which each code point begins, and at which the text ends."""
    points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    widths = 1 + (points > 0x7F).astype(np.int64) + (points > 0x7FF) + (points > 0xFFFF)
    return np.concatenate(([0], np.cumsum(widths)))
