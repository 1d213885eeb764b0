"""Tables of coded segments of every shape as raw rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from benang.coding.people.raw_rows import CELLS, Coders, Origin, code_path
from benang.coding.people.segments.atlasti import ATLASTI
from benang.coding.people.segments.delimited import Record
from benang.coding.people.segments.filled_sheet import CODING_SHEET, passage
from benang.coding.people.segments.maxqda import MAXQDA
from benang.coding.people.segments.shape import PLAIN, Shape, place_of, plain
from benang.coding.side_words import VALUES, instead_of_unknown, known_word, nearest_word
from benang.coding.sides import AGAINST, FOR
from benang.core.cells import FORMULA_STARTS
from benang.core.moments import moment
from benang.core.problems import Problem, nearest
from benang.core.records import nearly, unused_columns

SHAPES = (MAXQDA, ATLASTI, CODING_SHEET, PLAIN)
"""In the order in which a header is held against them; the last fits any."""

_KEYS = frozenset(("id", "no", "no.", "nr", "#", "coding_id"))  # what only numbers the rows
_SHOWN = 30  # characters of a header in a message
_TAKEN = frozenset(f"{kind}-word" for kind in VALUES)  # problems of a row that is taken all the same


@dataclass(frozen=True)
class Header:
    """What the columns of a table are.

    Attributes:
        shape: the table's shape.
        names: the headers, as ``plain`` gives them.
        place: which cell of a row holds which of our columns (and ``part``).
        codes: the cells with codes.
        author: the cell that tells who made a coding; None where there is none.
        missing: our columns that are needed and not there (for one that the study maps, its header).
        spelling: the headers as they are written.
    """

    shape: Shape
    names: Sequence[str]
    place: Mapping[str, int]
    codes: Sequence[int]
    author: int | None
    missing: Sequence[str]
    spelling: Sequence[str] = ()


def known_headers(columns: Mapping[str, str]) -> Collection[str]:
    """Every header that can name a column, those of the study's own map among them."""
    known = {plain(name) for name in columns.values()}
    for shape in SHAPES:
        known.update(name for names in shape.columns.values() for name in names)
        known.update(shape.more_codes, shape.authors, shape.losses)
    return known


def find_header(cells: Sequence[str], columns: Mapping[str, str], coders: Coders) -> Header:
    """What the cells of a header name.

    Args:
        cells: the header's row.
        columns: header in the file for each of our columns, where the study gives it.
        coders: whether a column with a coder is needed.
    """
    names = [plain(cell) for cell in cells]
    shape = next((shape for shape in SHAPES if shape.fits(names)), PLAIN)
    place: dict[str, int] = {}
    missing: list[str] = []
    mapped = {names.index(plain(name)) for name in columns.values() if plain(name) in names}
    for column in (*CELLS, "part", "group"):
        if column in columns:
            if plain(columns[column]) in names:
                place[column] = names.index(plain(columns[column]))
            else:
                missing.append(columns[column])
            continue
        for name in shape.columns.get(column, ()):
            found = place_of(names, name)
            if found is not None and found not in place.values() and found not in mapped:
                place[column] = found
                break
    if "start" not in place:
        place.pop("end", None)  # alone it may count anything, as paragraphs in MAXQDA
    author = next((names.index(name) for name in shape.authors if name in names), None)
    author = None if author in place.values() or not coders.need_author else author
    needed = ["code"]
    # A quotation tells its source where it stands in one alone; a header that is nearly one of ours is a slip.
    if ("start" in place and "end" in place) or any(nearly(name, ["source"]) for name in names if name):
        needed.append("source")
    if not coders.given and author is None:
        needed.append("coder")
    if not ("start" in place and "end" in place):
        needed.append("quotation")
    missing += [column for column in needed if column not in place and column not in columns]
    codes = [place["code"]] if "code" in place else []
    further = (place_of(names, name) for name in shape.more_codes)
    codes += [found for found in further if found is not None and found not in place.values()]
    return Header(shape, names, place, codes, author, missing, [cell.strip() for cell in cells])


def without_row_numbers(header: Header, records: Sequence[Record]) -> Header:
    """The header without a source in a column ``id`` that only numbers the rows (1, 2, 3 ...)."""
    index = header.place.get("source")
    if index is None or header.names[index] != "id" or header.shape is not PLAIN:
        return header
    cells = [record.cells[index].strip() for record in records if index < len(record.cells)]
    numbers = [int(cell) for cell in cells if cell.isascii() and cell.isdigit()]
    if len(numbers) < len(cells) or len(set(numbers)) < len(numbers) or len(numbers) < 2:
        return header
    return replace(header, place={column: at for column, at in header.place.items() if column != "source"})


def missing_columns(header: Header, origin: Origin, line: int) -> list[Problem]:
    """A problem for each column that is needed and not there."""
    problems = []
    for column in header.missing:
        values: dict[str, object] = {
            "column": column,
            "columns": ", ".join(name[:_SHOWN] for name in header.names if name),
        }
        if near := _meant_for(column, header):
            values["near"] = near
        problems.append(origin.problem("codings-column-missing", line, **values))
    return problems


def _meant_for(column: str, header: Header) -> str:
    """The header, as it is written, that is nearly one of those that a missing column may have; empty for none."""
    used = {*header.place.values(), *header.codes, *([header.author] if header.author is not None else [])}
    free = {
        name: header.spelling[index]
        for index, name in enumerate(header.names)
        if name and index not in used and len(name) <= _SHOWN
    }
    words = [plain(column), *header.shape.columns.get(column, ())]
    slips = (name for name in free if nearly(name, words))
    return free.get(next(slips, nearest(plain(column), free)), "")


def doubtful_columns(header: Header, records: Sequence[Record], origin: Origin, line: int) -> list[Problem]:
    """A problem for each column that is read and there twice, and for each that is not read and perhaps ours.

    That is one whose name is nearly one of ours, and one whose cells all say for or against where no column does.

    A table of another program has columns of its own, so only a plain one is held against our names.
    """
    used = {*header.place.values(), *header.codes, *([header.author] if header.author is not None else [])}
    problems = [
        origin.problem("table-column-twice", line, column=header.spelling[index])
        for index in sorted(used)
        if header.names.count(header.names[index]) > 1
    ]
    if header.shape is PLAIN:
        absent = [column for column in CELLS if column not in header.place]
        others: list[str] = []
        for index, name in enumerate(header.names):
            near = "" if index in used or name in CELLS else nearly(name, absent)
            if near:
                problems.append(
                    origin.problem("table-column-perhaps", line, column=header.spelling[index][:_SHOWN], near=near)
                )
            elif name and index not in used and "side" not in header.place and _says_sides(records, index):
                problems.append(origin.problem("codings-column-sides", line, column=header.spelling[index][:_SHOWN]))
            elif name and index not in used and name not in _KEYS:
                others.append(header.spelling[index])
        problems += unused_columns(others, origin.file, line, origin.place)
    return problems


def _says_sides(records: Sequence[Record], index: int) -> bool:
    """Whether all cells of a column are words for sides, one at least for or against; signs alone may be anything."""
    written = [record.cells[index].strip() for record in records if index < len(record.cells)]
    cells = [cell for cell in written if cell]
    told = {known_word("side", cell) for cell in cells if any(map(str.isalpha, cell))}
    return all(known_word("side", cell) for cell in cells) and not told.isdisjoint((FOR, AGAINST))


def read_rows(
    header: Header,
    records: Iterable[Record],
    origin: Origin,
    row_file: str,
    coders: Coders,
    separator: str | None,
) -> tuple[list[dict[str, object]], list[Problem]]:
    """The raw rows of a table.

    Args:
        header: what its columns are.
        records: its rows below the header.
        origin: where they are, in messages.
        row_file: the file of the raw rows.
        coders: whose codings they are.
        separator: what joins the labels of a code path; None for what the shape uses.

    Returns:
        The rows, and what is wrong or cannot come along. A row with a problem is left out, except where only the word
        for its side or use is unknown: it is taken without a side, and with a use for which it is not printed.
    """
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    records = list(records)
    header = without_row_numbers(header, records)
    losses = {header.names.index(name): name for name in header.shape.losses if name in header.names}
    lost: dict[int, list[str]] = {index: [] for index in losses}
    uncoded = 0
    undated: list[tuple[int, str]] = []
    optional = ("memo", "group", "coder", "code", "part", "prefix", "suffix", "date", *VALUES)
    used = [index for name, index in header.place.items() if name not in optional]
    # A row of a sheet, and one that Excel wrote, leaves out cells that are empty to its end.
    needed = max([*used, *(header.codes[:1] if not header.shape.uncoded_rows else [])], default=0)
    for record in records:
        if record.problem:
            problems.append(record.problem)
            continue
        if not needed < len(record.cells) <= len(header.names):
            problems.append(
                origin.problem("csv-cells-wrong", record.line, found=len(record.cells), expected=len(header.names))
            )
            continue
        cells = [_cell(cell) for cell in record.cells] + [""] * (len(header.names) - len(record.cells))
        if header.shape is CODING_SHEET:  # its length tells whether it is as it was given
            cells[header.place["quotation"]] = record.cells[header.place["quotation"]]
        codes = _codes(header, cells)
        if not codes and header.shape.uncoded_rows:
            uncoded += 1
            if any(cells[header.place[kind]].strip() for kind in VALUES if kind in header.place):
                problems.append(origin.problem("coding-incomplete", record.line, missing="code"))
            continue
        for index in losses:
            lost[index].append(cells[index].strip())
        found = [_row(header, cells, code, record.line, origin, row_file, coders, separator) for code in codes or [""]]
        written = cells[header.place["date"]].strip() if "date" in header.place else ""
        if moment(written) is None:
            undated.append((record.line, written))
        wrong = found[0][1]  # the same whichever of its codes
        problems += wrong
        rows += [row for row, _ in found] if all(problem.kind in _TAKEN for problem in wrong) else []
    for index, contents in lost.items():
        # One value in all rows is what the program fills in by itself.
        if len(set(contents)) > 1:
            what = f'"{header.names[index]}"'
            problems.append(origin.problem("exchange-lost", what=what, count=sum(map(bool, contents))))
    if undated:
        line, word = undated[0]
        column = header.spelling[header.place["date"]] if header.spelling else "date"
        problems.append(origin.problem("coding-date", line, column=column, word=word[:60], count=len(undated)))
    if uncoded and header.shape is ATLASTI:
        problems.append(origin.problem("quotations-uncoded", count=uncoded))
    return rows, problems


def _codes(header: Header, cells: Sequence[str]) -> list[str]:
    """The codes of a row, each once."""
    written = [cells[index] for index in header.codes]
    if header.shape.codes_in_lines:
        written = [line for cell in written for line in cell.splitlines()]
    return list(dict.fromkeys(code.strip() for code in written if code.strip()))


def _row(
    header: Header,
    cells: Sequence[str],
    code: str,
    line: int,
    origin: Origin,
    row_file: str,
    coders: Coders,
    separator: str | None,
) -> tuple[dict[str, object], list[Problem]]:
    held = {name: cells[index].strip() for name, index in header.place.items()}
    problems: list[Problem] = []
    offsets: dict[str, int | None] = {}
    for column in ("start", "end"):
        written = held.get(column, "")
        # A spreadsheet writes 12 as 12.0 or 12,0.
        whole = re.fullmatch(r"(\d{1,12})(?:[.,]0+)?", written, re.ASCII)
        offsets[column] = int(whole[1]) if whole else None
        if written and not whole:
            # The cell is not shown: where a separator was forgotten it holds a person's words.
            problems.append(origin.problem("offset-not-a-number", line, column=column))
    if header.shape is CODING_SHEET and not problems:
        found = passage(cells[header.place["quotation"]], held.get("part", ""), offsets["start"], offsets["end"])
        if found is None:
            problems.append(origin.problem("coding-part-unclear", line))
        else:
            held["quotation"], offsets["start"], offsets["end"] = found
    judged: dict[str, object] = {}
    unknown: list[Problem] = []
    for kind in VALUES:
        given = held.get(kind, "")
        judged[kind] = known_word(kind, given)
        if given and not judged[kind]:
            judged[kind] = instead_of_unknown(kind)
            near = nearest_word(kind, given)
            unknown.append(origin.problem(f"{kind}-word", line, column=kind, word=given, near=near))
    author = cells[header.author] if header.author is not None else ""
    when = moment(held.get("date", ""))
    row: dict[str, object] = {
        "file": row_file,
        "line": line,
        # Documents of two groups may have one name.
        "source": "/".join(filter(None, (held.get("group", ""), held["source"]))) if held.get("source") else "",
        "quotation": held.get("quotation", "").strip(),
        "start": offsets["start"],
        "end": offsets["end"],
        "prefix": held.get("prefix", ""),
        "suffix": held.get("suffix", ""),
        "code": code_path(_labels(code, separator, header.shape)),
        "coder": coders.named(held.get("coder", ""), author),
        "memo": held.get("memo", ""),
        **judged,
        "date": when or "",
    }
    needed = ("source", "code", "coder") if "source" in header.place else ("code", "coder")
    lacking = [column for column in needed if not row[column]]
    if not row["quotation"] and (offsets["start"] is None or offsets["end"] is None) and not problems:
        lacking.append("quotation")
    if lacking:
        problems.append(origin.problem("coding-incomplete", line, missing=", ".join(lacking)))
    return row, problems + unknown


def _labels(code: str, separator: str | None, shape: Shape) -> list[str]:
    if separator:
        return code.split(separator.strip() or separator)
    return shape.separator.split(code) if shape.separator else [code]


def _cell(cell: str) -> str:
    """A cell's text; the apostrophe that keeps a spreadsheet from running a formula is not part of it."""
    cell = unicodedata.normalize("NFC", cell)
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
