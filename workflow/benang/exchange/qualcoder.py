"""Projects of QualCoder: a folder ``name.qda`` with a SQLite database ``data.qda`` in it; read from the database, or
from the folder packed as zip.

The tables are those of database versions 1 to 17, which differ in columns alone. Positions are Unicode code points from
0, ends exclusive; but what is marked by hand is counted by the text control: in UTF-16 code units, with one for a line
end, where the text has characters beyond U+FFFF or CR LF. The words stored with a coding tell which it was. Categories
are codes that only group others. Codings of pictures and recordings are lost.

Curtain, C. QualCoder, https://github.com/ccbogel/QualCoder: ``__main__.py`` (tables), ``code_text.py`` (positions).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from benang.core.package import Package, holds_part
from benang.core.problems import Problem, StudyError
from benang.exchange.database_reading import CODE_POINTS, CaseParts, DatabaseReading, read_database
from benang.exchange.placing import Passage
from benang.exchange.project import (
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    ProjectMemo,
    ProjectSource,
)
from benang.exchange.refi.positions import Reading
from benang.exchange.sqlite_file import Row, holds_tables, text_of, whole

PROGRAM = "QualCoder"

_DATABASE = "data.qda"
_TABLES = ("source", "code_name", "code_text")
_READINGS = (
    CODE_POINTS,
    Reading("utf16", "stored", "exclusive", mark_counted=True),
    Reading("codepoint", "one", "exclusive", mark_counted=True),
    Reading("utf16", "one", "exclusive", mark_counted=True),
)
# With these the text control parts paragraphs and lines.
_LINE_ENDS = str.maketrans({"\u2029": "\n", "\u2028": "\n"})
_NOT_TAKEN = ("code_image", "code_av", "graph", "ris")


def recognises(data: bytes) -> bool:
    """A database with QualCoder's tables, or a zip archive with a ``data.qda`` in it."""
    return holds_part(data, _DATABASE) or holds_tables(data, _TABLES)


def read_project(data: bytes, shown_name: str) -> tuple[Project, list[Problem]]:
    """Read a project of QualCoder.

    Args:
        data: the database ``data.qda``, or a zip archive of the project's folder.
        shown_name: how the study names the file.

    Returns:
        The project, and what was wrong with it or could not be taken over.

    Raises:
        StudyError: it is broken (``exchange-broken``, ``source-broken``), no project of QualCoder
            (``exchange-program-differs``), too large, or an archive of several (``exchange-projects-several``).
    """
    name, data = _database_in(data, shown_name)
    return read_database(data, shown_name, PROGRAM, _TABLES, lambda reading: _project(reading, name))


def _database_in(data: bytes, shown_name: str) -> tuple[str, bytes]:
    """The project's name, where the file tells it, and its database."""
    if not data.startswith(b"PK"):
        return "", data
    package = Package(data, shown_name, PROGRAM)
    parts = sorted(part for part in package.names if posixpath.basename(part) == _DATABASE)
    if len(parts) > 1:
        values = {"projects": ", ".join(posixpath.dirname(part) or part for part in parts)}
        raise StudyError([Problem("exchange-projects-several", shown_name, values=values)])
    database = package.read_part(parts[0]) if parts else None
    if database is None:
        raise package.broken(_DATABASE)
    return posixpath.basename(posixpath.dirname(parts[0])).removesuffix(".qda"), database


def _project(reading: DatabaseReading, name: str) -> Project:
    database = reading.database
    about: Row = next(database.rows("project", "about", "memo"), {})
    origin = text_of(about.get("about")).strip()
    for row in database.rows("coder_names", "name"):
        reading.person(row["name"])
    variables, attributes = _attributes(reading)
    sources = list(_sources(reading, attributes))
    codes = list(_codes(reading))
    codings = list(_codings(reading, {code.identity for code in codes}))
    memos = [*_annotations(reading), *_journal(reading)]
    cases = list(_cases(reading, attributes))
    for table in _NOT_TAKEN:
        reading.lost[table] += sum(1 for _ in database.rows(table))
    return Project(
        name=name,
        origin=origin if origin.startswith(PROGRAM) else PROGRAM,
        description=text_of(about.get("memo")),
        coders=reading.people,
        codes=tuple(codes),
        variables=variables,
        cases=tuple(cases),
        sources=tuple(sources),
        codings=tuple(codings),
        memos=tuple(memos),
    )


def _attributes(reading: DatabaseReading) -> tuple[dict[str, str], dict[tuple[str, int], dict[str, str]]]:
    """The variables with their kinds, and the values by what they are of (file, case) and its number."""
    variables: dict[str, str] = {}
    for row in reading.database.rows("attribute_type", "name", "valuetype"):
        variables[text_of(row["name"])] = "Float" if row["valuetype"] == "numeric" else "Text"
    values: dict[tuple[str, int], dict[str, str]] = {}
    for row in reading.database.rows("attribute", "name", "attr_type", "value", "id"):
        name, of, number, value = text_of(row["name"]), text_of(row["attr_type"]), whole(row["id"]), row["value"]
        if of not in ("file", "case"):
            reading.lost[f"attribute ({of})"] += 1
        elif number is not None and text_of(value).strip():
            variables.setdefault(name, "Text")
            values.setdefault((of, number), {})[name] = text_of(value)
    return variables, values


def _sources(reading: DatabaseReading, attributes: dict[tuple[str, int], dict[str, str]]) -> Iterator[ProjectSource]:
    for row in reading.database.rows("source", "id", "name", "fulltext", "mediapath", "memo"):
        number, media = whole(row["id"]), text_of(row["mediapath"]).lstrip("/")
        if number is None:
            continue
        text = text_of(row["fulltext"])
        if not text.strip() and media.startswith(("images", "audio", "video")):
            reading.lost["source.mediapath"] += 1
        elif reading.add_text(number, text, f"source {number}"):
            yield ProjectSource(
                identity=f"source:{number}",
                name=text_of(row["name"]),
                text=reading.texts[number].text,
                memo=text_of(row["memo"]),
                attributes=attributes.get(("file", number), {}),
                place=f"source {number}",
            )


def _codes(reading: DatabaseReading) -> Iterator[ProjectCode]:
    for row in reading.database.rows("code_cat", "catid", "name", "memo", "supercatid"):
        parent = whole(row["supercatid"])
        yield ProjectCode(
            identity=f"category:{whole(row['catid'])}",
            name=text_of(row["name"]),
            parent="" if parent is None else f"category:{parent}",
            codable=False,
            memo=text_of(row["memo"]),
        )
    for row in reading.database.rows("code_name", "cid", "name", "memo", "catid", "supercid", "color"):
        above, category = whole(row["supercid"]), whole(row["catid"])
        parent_code = "" if category is None else f"category:{category}"
        yield ProjectCode(
            identity=f"code:{whole(row['cid'])}",
            name=text_of(row["name"]),
            parent=parent_code if above is None else f"code:{above}",
            colour=reading.colour(row["color"]),
            memo=text_of(row["memo"]),
        )


def _codings(reading: DatabaseReading, codes: set[str]) -> Iterator[ProjectCoding]:
    columns = ("rowid", "cid", "fid", "seltext", "pos0", "pos1", "owner", "memo", "important", "date")
    coded = []
    for row in reading.database.rows("code_text", *columns):
        place = f"code_text {row['rowid']}"
        reading.lost["code_text.important"] += row["important"] == 1
        if f"code:{whole(row['cid'])}" not in codes:
            reading.without_code(place)
            continue
        if not reading.knows(_text_number(row)):
            reading.lost["code_text.fid"] += 1
            continue
        words = text_of(row["seltext"]).translate(_LINE_ENDS)
        coded.append((row, _text_number(row), Passage(whole(row["pos0"]), whole(row["pos1"]), words, place)))
    spans = reading.spans([(number, passage) for _, number, passage in coded], _READINGS)
    for (row, number, passage), span in zip(coded, spans, strict=True):
        if span is not None:
            yield ProjectCoding(
                source=f"source:{number}",
                start=span[0],
                end=span[1],
                code=f"code:{whole(row['cid'])}",
                coder=reading.person(row["owner"]),
                memo=text_of(row["memo"]),
                quotation=passage.words,
                place=passage.place,
                date=reading.date(row["date"], "code_text.date"),
            )


def _annotations(reading: DatabaseReading) -> Iterator[ProjectMemo]:
    noted = []
    for row in reading.database.rows("annotation", "rowid", "fid", "pos0", "pos1", "memo", "owner"):
        if not reading.knows(_text_number(row)):
            reading.lost["annotation.fid"] += 1
            continue
        passage = Passage(whole(row["pos0"]), whole(row["pos1"]), place=f"annotation {row['rowid']}")
        noted.append((row, _text_number(row), passage))
    spans = reading.spans([(number, passage) for _, number, passage in noted], _READINGS)
    for (row, number, passage), span in zip(noted, spans, strict=True):
        if span is not None:
            yield ProjectMemo(
                identity=passage.place.replace(" ", ":"),
                text=text_of(row["memo"]),
                author=reading.person(row["owner"]),
                source=f"source:{number}",
                start=span[0],
                end=span[1],
            )


def _journal(reading: DatabaseReading) -> Iterator[ProjectMemo]:
    for row in reading.database.rows("journal", "rowid", "name", "jentry", "owner"):
        yield ProjectMemo(
            identity=f"journal:{row['rowid']}",
            text=text_of(row["jentry"]),
            title=text_of(row["name"]),
            author=reading.person(row["owner"]),
        )


def _cases(reading: DatabaseReading, attributes: dict[tuple[str, int], dict[str, str]]) -> Iterator[ProjectCase]:
    found = reading.case_parts(
        (case, _text_number(row), whole(row["pos0"]), whole(row["pos1"]))
        for row in reading.database.rows("case_text", "caseid", "fid", "pos0", "pos1")
        if (case := whole(row["caseid"])) is not None
    )
    for row in reading.database.rows("cases", "caseid", "name", "memo"):
        case = whole(row["caseid"])
        if case is not None:
            yield ProjectCase(
                identity=f"case:{case}",
                name=text_of(row["name"]),
                attributes=attributes.get(("case", case), {}),
                sources=found.get(case, CaseParts()).sources,
                memo=text_of(row["memo"]),
                ranges=found.get(case, CaseParts()).ranges,
            )


def _text_number(row: Row) -> int:
    number = whole(row["fid"])
    return -1 if number is None else number
