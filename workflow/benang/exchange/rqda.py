"""Projects of RQDA: one SQLite database ``name.rqda``.

What was deleted stays in the database with another ``status`` than 1 and is not read. Positions are Unicode code points
from 0, ends exclusive, in texts whose line ends are LF; numbers are written as real numbers. A second table of codings
(``coding2``) holds those of a second round; they come as another coder, ``name (coding2)``. A code may be in several
categories: it stands under the first, and a category that has such codes is also a set. File categories are sets.

Huang, R. RQDA: R-based Qualitative Data Analysis, https://github.com/Ronggui/RQDA: ``ProjectFun.R`` (tables),
``FilesFun.R``, ``Coding_Buttons.R`` (texts, positions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from benang.core.problems import Problem
from benang.exchange.database_reading import CODE_POINTS, CaseParts, DatabaseReading, read_database
from benang.exchange.placing import Passage
from benang.exchange.project import (
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    ProjectMemo,
    ProjectSet,
    ProjectSource,
)
from benang.exchange.sqlite_file import Cell, Row, holds_tables, text_of, whole

PROGRAM = "RQDA"

_TABLES = ("source", "freecode", "coding")
_READINGS = (CODE_POINTS,)
# R's missing value, once for each memo that was joined.
_MISSING = re.compile("(NA)*")


def recognises(data: bytes) -> bool:
    """A database with RQDA's tables."""
    return holds_tables(data, _TABLES)


def read_project(data: bytes, shown_name: str) -> tuple[Project, list[Problem]]:
    """Read a project of RQDA.

    Args:
        data: the database.
        shown_name: how the study names the file.

    Returns:
        The project, and what was wrong with it or could not be taken over.

    Raises:
        StudyError: it is broken (``exchange-broken``), no project of RQDA (``exchange-program-differs``), or too large.
    """
    return read_database(data, shown_name, PROGRAM, _TABLES, _project)


def _project(reading: DatabaseReading) -> Project:
    about: Row = next(reading.database.rows("project", "databaseversion", "memo"), {})
    variables = {
        text_of(row["name"]): "Float" if row["class"] == "numeric" else "Text"
        for row in _live(reading, "attributes", "name", "class")
    }
    sources = list(_sources(reading, _values(reading, "fileattr", "fileid", variables)))
    codes, code_sets = _codes(reading)
    identities = {code.identity for code in codes}
    codings = [
        *_codings(reading, "coding", "", identities),
        *_codings(reading, "coding2", " (coding2)", identities),
    ]
    memos = [*_annotations(reading), *_journal(reading)]
    cases = list(_cases(reading, _values(reading, "caseattr", "caseid", variables)))
    reading.lost["imagecoding"] += sum(1 for _ in _live(reading, "imagecoding"))
    return Project(
        origin=f"{PROGRAM} {text_of(about.get('databaseversion'))}".strip(),
        description=_memo(about.get("memo")),
        coders=reading.people,
        codes=tuple(codes),
        variables=variables,
        cases=tuple(cases),
        sources=tuple(sources),
        codings=tuple(codings),
        memos=tuple(memos),
        sets=(*code_sets, *_file_sets(reading)),
    )


def _live(reading: DatabaseReading, table: str, *columns: str) -> Iterator[Row]:
    """The rows of a table that were not deleted; all where the table knows no deleting yet."""
    knows = reading.database.has(table, "status")
    for row in reading.database.rows(table, *columns, "status"):
        if not knows or whole(row["status"]) == 1:
            yield row


def _memo(cell: Cell) -> str:
    memo = text_of(cell)
    return "" if _MISSING.fullmatch(memo) else memo


def _values(
    reading: DatabaseReading, table: str, column: str, variables: dict[str, str]
) -> dict[int | None, dict[str, str]]:
    """The values of attributes by the number of their file or case."""
    values: dict[int | None, dict[str, str]] = {}
    for row in _live(reading, table, "variable", "value", column):
        name, value = text_of(row["variable"]), text_of(row["value"])
        if value.strip() and value != "NA":
            variables.setdefault(name, "Text")
            values.setdefault(whole(row[column]), {})[name] = value
    return values


def _sources(reading: DatabaseReading, attributes: dict[int | None, dict[str, str]]) -> Iterator[ProjectSource]:
    for row in _live(reading, "source", "id", "name", "file", "memo"):
        number = whole(row["id"])
        if number is not None and reading.add_text(number, text_of(row["file"]), f"source {number}"):
            yield ProjectSource(
                identity=f"source:{number}",
                name=text_of(row["name"]),
                text=reading.texts[number].text,
                memo=_memo(row["memo"]),
                attributes=attributes.get(number, {}),
                place=f"source {number}",
            )


def _codes(reading: DatabaseReading) -> tuple[list[ProjectCode], list[ProjectSet]]:
    categories = {f"category:{whole(row['catid'])}": row for row in _live(reading, "codecat", "catid", "name", "memo")}
    codes = {f"code:{whole(row['id'])}": row for row in _live(reading, "freecode", "id", "name", "memo", "color")}
    members: dict[str, list[str]] = {}
    parents: dict[str, str] = {}
    several: set[str] = set()
    for row in _live(reading, "treecode", "cid", "catid"):
        code, category = f"code:{whole(row['cid'])}", f"category:{whole(row['catid'])}"
        if code in codes and category in categories and code not in members.setdefault(category, []):
            members[category].append(code)
            if parents.setdefault(code, category) != category:
                several.add(category)
    tree = [
        ProjectCode(identity, text_of(row["name"]), codable=False, memo=_memo(row["memo"]))
        for identity, row in categories.items()
    ]
    tree += [
        ProjectCode(
            identity=identity,
            name=text_of(row["name"]),
            parent=parents.get(identity, ""),
            colour=reading.colour(row["color"]),
            memo=_memo(row["memo"]),
        )
        for identity, row in codes.items()
    ]
    sets = [
        ProjectSet(f"set:{category}", text_of(row["name"]), codes=tuple(members[category]))
        for category, row in categories.items()
        if category in several
    ]
    return tree, sets


def _file_sets(reading: DatabaseReading) -> Iterator[ProjectSet]:
    members: dict[int | None, dict[str, None]] = {}
    for row in _live(reading, "treefile", "fid", "catid"):
        if whole(row["fid"]) in reading.texts:
            members.setdefault(whole(row["catid"]), {}).setdefault(f"source:{whole(row['fid'])}")
    for row in _live(reading, "filecat", "catid", "name", "memo"):
        category = whole(row["catid"])
        yield ProjectSet(
            identity=f"set:filecat:{category}",
            name=text_of(row["name"]),
            sources=tuple(members.get(category, ())),
            definition=_memo(row["memo"]),
        )


def _codings(reading: DatabaseReading, table: str, round_name: str, codes: set[str]) -> Iterator[ProjectCoding]:
    columns = ("rowid", "cid", "fid", "seltext", "selfirst", "selend", "owner", "memo", "date")
    coded = []
    for row in _live(reading, table, *columns):
        number = whole(row["fid"])
        # The codings of a deleted code or file stay behind; RQDA does not show them.
        if f"code:{whole(row['cid'])}" in codes and number is not None and reading.knows(number):
            place = f"{table} {row['rowid']}"
            words = text_of(row["seltext"])
            coded.append((row, number, Passage(whole(row["selfirst"]), whole(row["selend"]), words, place)))
    spans = reading.spans([(number, passage) for _, number, passage in coded], _READINGS)
    for (row, number, passage), span in zip(coded, spans, strict=True):
        if span is not None:
            yield ProjectCoding(
                source=f"source:{number}",
                start=span[0],
                end=span[1],
                code=f"code:{whole(row['cid'])}",
                coder=reading.person(text_of(row["owner"]) + round_name),
                memo=_memo(row["memo"]),
                quotation=passage.words,
                place=passage.place,
                date=reading.date(row["date"], f"{table}.date"),
            )


def _annotations(reading: DatabaseReading) -> Iterator[ProjectMemo]:
    for row in _live(reading, "annotation", "rowid", "fid", "position", "annotation", "owner"):
        number, position = whole(row["fid"]), whole(row["position"])
        if number is None or number not in reading.texts or not _memo(row["annotation"]):
            continue
        text = reading.texts[number]
        point = None if position is None else min(max(0, position - text.mark), len(text.text))
        yield ProjectMemo(
            identity=f"annotation:{row['rowid']}",
            text=text_of(row["annotation"]),
            author=reading.person(row["owner"]),
            source=f"source:{number}",
            start=point,
            end=point,
        )


def _journal(reading: DatabaseReading) -> Iterator[ProjectMemo]:
    for row in _live(reading, "journal", "rowid", "name", "journal", "owner"):
        yield ProjectMemo(
            identity=f"journal:{row['rowid']}",
            text=text_of(row["journal"]),
            title=text_of(row["name"]),
            author=reading.person(row["owner"]),
        )


def _cases(reading: DatabaseReading, attributes: dict[int | None, dict[str, str]]) -> Iterator[ProjectCase]:
    found = reading.case_parts(
        (case, number, whole(row["selfirst"]), whole(row["selend"]))
        for row in _live(reading, "caselinkage", "caseid", "fid", "selfirst", "selend")
        if (case := whole(row["caseid"])) is not None and (number := whole(row["fid"])) is not None
    )
    for row in _live(reading, "cases", "id", "name", "memo"):
        case = whole(row["id"])
        parts = found.get(case, CaseParts()) if case is not None else CaseParts()
        yield ProjectCase(
            identity=f"case:{case}",
            name=text_of(row["name"]),
            attributes=attributes.get(case, {}),
            sources=parts.sources,
            memo=_memo(row["memo"]),
            ranges=parts.ranges,
        )
