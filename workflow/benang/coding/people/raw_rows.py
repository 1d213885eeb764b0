"""Raw coding rows: what every file of coded segments becomes before its quotations are looked for in the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from benang.coding.people.lookup import PATH_SEPARATOR
from benang.core.model import TABLES
from benang.core.problems import Problem

COLUMNS = TABLES["raw_codings"].columns
"""Columns of the raw coding rows: text, but ``line`` (int; 0 where there are no lines), ``start`` and ``end`` (nullable
integers, code points). ``place`` finds a coding again within its file where its line does not; ``prefix`` and
``suffix`` are the words before and after the quotation; ``side`` and ``use`` hold the values of
``benang.coding.sides``, ``date`` is as ``benang.core.moments`` gives it. What a file does not say is the empty text."""

CELLS = ["source", "quotation", "start", "end", "prefix", "suffix", "code", "coder", "memo", "side", "use", "date"]
"""The columns a file of codings can have."""


_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Origin:
    """Where rows come from, for messages.

    Attributes:
        file: how the study names the file.
        place: the sheet of a workbook (``sheet 2``); empty where a line of the file says enough.
    """

    file: str
    place: str = ""

    def problem(self, kind: str, line: int | None = None, **values: object) -> Problem:
        """A problem of this file."""
        return Problem(kind, self.file, line, self.place, values)


def frame(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """The rows (mappings with keys of ``COLUMNS``; a text left out is empty) as a table."""
    blank = dict.fromkeys(COLUMNS, "")
    table = pd.DataFrame([blank | dict(row) for row in rows], columns=COLUMNS)
    whole = {"line": "int64", "start": "Int64", "end": "Int64"}
    return table.astype({name: whole.get(name, "str") for name in COLUMNS})


def lines_of(text: str) -> list[str]:
    """The lines of a text as an editor numbers them; other characters that Python ends a line at are part of a line."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def code_path(labels: Iterable[str]) -> str:
    """Labels from the top of the tree down, as one path."""
    return PATH_SEPARATOR.join(_SPACE.sub(" ", label).strip() for label in labels)


@dataclass
class Coders:
    """Whose codings a file's rows are.

    Args:
        given: the coder that the study gives for the file; empty for none.
        names: the study's coder for each name in the file. Case and white space make no difference.
    """

    given: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._known = {_folded(name): coder for name, coder in self.names.items()}
        self._unknown: set[str] = set()
        self._taken_over: set[str] = set()

    @property
    def need_author(self) -> bool:
        """Whether a column that tells the author is asked: it is not where the study gives one coder for the file."""
        return bool(self.names) or not self.given

    def knows(self, name: str) -> bool:
        """Whether the study says who is called so in the file."""
        return _folded(name) in self._known

    def named(self, name: str, author: str = "") -> str:
        """The coder of a row.

        Args:
            name: what a column ``coder`` holds; it wins where it is filled.
            author: what another column says of who made the coding (``Created by``).
        """
        name = _SPACE.sub(" ", name).strip()
        if not name and self.need_author:
            name = _SPACE.sub(" ", author).strip()
            if name and not self.names:
                self._taken_over.add(name)
        if not name:
            return self.given
        if self.names and _folded(name) not in self._known:
            self._unknown.add(name)
        return self._known.get(_folded(name), name)

    def problems(self, origin: Origin) -> list[Problem]:
        """What had to be assumed about the names in the file; no message shows one."""
        found = []
        if self._taken_over:
            found.append(origin.problem("coders-from-file", count=len(self._taken_over)))
        if self._unknown:
            found.append(origin.problem("coders-unmapped", count=len(self._unknown)))
        return found


def _folded(name: str) -> str:
    return _SPACE.sub(" ", name).strip().casefold()
