"""SQLite databases from strangers, read within bounds.

Nothing that a database brings with itself is run: only plain tables are read, never views or virtual tables, only
columns that are stored, never computed ones, and every table from first row to last without its indexes. What is read
of a table cannot be more than the file holds; where it is, pages of the file have been made to be read twice.

SQLite: Defense Against The Dark Arts (untrusted database files); Uniform Resource Identifiers (``immutable``).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType

from benang.core.files import UNFINISHED
from benang.core.problems import Problem, StudyError

LARGEST_DATABASE = 256 * 2**20
"""Bytes of a database. Of the programs read here none keeps pictures or recordings in it."""
LARGEST_CELL = 64 * 2**20
"""Bytes of one value; the longest are texts of sources."""
MOST_ROWS = 1_000_000
"""Of one table; twenty years of coding by hand."""

Cell = str | int | float | None
Row = dict[str, Cell]

_MOST_TABLES = 1_000
_MAGIC = b"SQLite format 3\0"
_SAFETY = ("trusted_schema = OFF", "cell_size_check = ON")


def holds_tables(data: bytes, names: Sequence[str]) -> bool:
    """Whether ``data`` is a SQLite database with these tables."""
    try:
        with Database(data, "", "SQLite") as database:
            return all(map(database.has, names))
    except StudyError:
        return False


class Database:
    """A SQLite database, read table by table; a context manager.

    Names of tables and columns are in lower case, whatever the file writes.

    Attributes:
        not_utf8: how many texts were not in UTF-8 so far; they were taken for Windows-1252.

    Raises:
        StudyError: ``data`` is no SQLite database or a broken one (``exchange-broken``), or too large
            (``exchange-too-large``).
    """

    def __init__(self, data: bytes, shown_name: str, program: str) -> None:
        self.not_utf8 = 0
        self._shown_name = shown_name
        self._program = program
        self._size = len(data)
        if not data.startswith(_MAGIC):
            raise self._broken("SQLite")
        if len(data) > LARGEST_DATABASE:
            raise self._too_large("SQLite")
        self._open = ExitStack()
        try:
            with self._errors("SQLite"):
                self._connection = self._connect(data)
                self._connection.text_factory = self._text
                self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_CELL)
                for setting in _SAFETY:
                    self._connection.execute(f"PRAGMA {setting}")
                self._columns = self._stored_columns()
        except StudyError:
            self._open.close()
            raise

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def has(self, table: str, column: str = "") -> bool:
        """Whether there is this table, and in it this column."""
        return table in self._columns and (not column or column in self._columns[table])

    def require(self, *tables: str) -> None:
        """See that tables are there.

        Raises:
            StudyError: one is not (``exchange-program-differs``).
        """
        for table in tables:
            if not self.has(table):
                values = {"program": self._program, "table": table}
                raise StudyError([Problem("exchange-program-differs", self._shown_name, values=values)])

    def rows(self, table: str, *columns: str) -> Iterator[Row]:
        """The rows of a table in the order they were written; none where there is no such table.

        A column that the table lacks is None; ``rowid`` is the number that SQLite gives a row.

        Raises:
            StudyError: the table is broken (``exchange-broken``) or has too many rows (``exchange-too-large``).
        """
        if not self.has(table):
            return
        there = [column for column in columns if column == "rowid" or self.has(table, column)]
        names = ", ".join(f'"{column}"' for column in there) or "NULL"
        characters = 0
        with self._errors(table):
            for number, cells in enumerate(self._connection.execute(f'SELECT {names} FROM "{table}" NOT INDEXED')):
                if number >= MOST_ROWS:
                    raise self._too_large(table)
                row: Row = dict.fromkeys(columns)
                for column, cell in zip(there, cells, strict=False):
                    row[column] = self._text(cell) if isinstance(cell, bytes) else cell
                    characters += len(cell) if isinstance(cell, str | bytes) else 0
                if characters > self._size:
                    raise self._broken(table)
                yield row

    def problems(self) -> list[Problem]:
        """What had to be assumed so far."""
        if not self.not_utf8:
            return []
        return [Problem("exchange-text-not-utf8", self._shown_name, values={"count": self.not_utf8})]

    def _connect(self, data: bytes) -> sqlite3.Connection:
        # Not every SQLite can open a database in memory; and one that keeps changes in a file beside it opens no other
        # way than as a file that nobody changes.
        path = Path(self._open.enter_context(TemporaryDirectory(prefix=UNFINISHED)), "database")
        path.write_bytes(data)
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        self._open.callback(connection.close)
        return connection

    def _stored_columns(self) -> dict[str, frozenset[str]]:
        # A view and a virtual table have no page of their own; a computed column is a hidden one.
        listing = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        columns = {}
        for (name,) in self._connection.execute(listing).fetchmany(_MOST_TABLES):
            described = self._connection.execute("SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0", (name,))
            columns[str(name).lower()] = frozenset(str(column).lower() for (column,) in described)
        return columns

    def _text(self, written: bytes) -> str:
        try:
            return written.decode("utf-8")
        except UnicodeDecodeError:
            self.not_utf8 += 1
            return written.decode("cp1252", "replace")

    @contextmanager
    def _errors(self, part: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.DataError:
            raise self._too_large(part) from None
        except (sqlite3.Error, OverflowError, ValueError):
            # ValueError: what SQLite says of a damaged schema quotes its bytes, which may be no text.
            raise self._broken(part) from None

    def _broken(self, part: str) -> StudyError:
        values = {"format": self._program, "part": part}
        return StudyError([Problem("exchange-broken", self._shown_name, values=values)])

    def _too_large(self, part: str) -> StudyError:
        return StudyError([Problem("exchange-too-large", self._shown_name, values={"part": part})])


def text_of(cell: Cell) -> str:
    """A cell as text; empty where nothing is in it, and without ``.0`` for a whole number."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def whole(cell: Cell) -> int | None:
    """A cell as a whole number, as which a position or an id may also be written (``12.0``); else None."""
    if isinstance(cell, str):
        return int(cell) if cell.isascii() and cell.isdecimal() and len(cell) < 16 else None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 2**53 else None
    return cell if cell is not None and abs(cell) < 2**53 else None
