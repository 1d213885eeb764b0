"""Shapes of tables of coded segments: which header holds what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from benang.core.table_headers import header_key, header_words

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Shape:
    """One shape of table. Headers are as ``plain`` gives them.

    Attributes:
        signatures: the headers that tell the shape; one set a language of the program.
        columns: for each of our columns the headers it may have, the surest first; under ``part`` those of a column
            with the part of the quotation that is meant, under ``group`` one with the group that the document is in.
        more_codes: headers of columns with further codes for the same segment.
        authors: headers of the column that tells who made a coding, the surest first.
        losses: headers of columns whose content cannot come along.
        separator: what joins the labels of a code path.
        codes_in_lines: whether a cell may hold several codes, one a line.
        uncoded_rows: whether rows without a code belong to it; they are no codings.
    """

    signatures: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    more_codes: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    losses: tuple[str, ...] = ()
    separator: re.Pattern[str] | None = None
    codes_in_lines: bool = False
    uncoded_rows: bool = False

    def fits(self, names: Collection[str]) -> bool:
        """Whether a table with these headers has this shape."""
        return any(signature <= set(names) for signature in self.signatures)


def plain(name: str) -> str:
    """A header in the form it is compared in."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()


def place_of(names: Sequence[str], name: str) -> int | None:
    """The cell of a header that a name stands in; spaces, hyphens and accents count only where several are alike."""
    if name in names:
        return names.index(name)
    keys = [header_key(each) for each in names]
    key = header_key(name)
    return keys.index(key) if key and key in keys else None


def _words(*fields: str) -> tuple[str, ...]:
    return tuple(plain(word) for field in fields for word in header_words(field))


HEADERS: dict[str, tuple[str, ...]] = {
    "source": (*_words("source", "case"), "id"),
    "quotation": _words("quotation"),
    "start": ("start position", "startposition", "start offset", "mulai"),
    "end": ("end position", "endposition", "end offset", "akhir"),
    "prefix": (),
    "suffix": (),
    "code": _words("code", "theme"),
    "coder": _words("coder"),
    "memo": _words("memo"),
    "side": ("sisi", "stance", "sikap"),
    "use": ("pemakaian",),
    "date": ("tanggal", "coded on", "date coded", "coding date", "tanggal pengodean"),
}
"""Headers of a plain table, taken where it has none of our own name. Taguette's exports of highlights (``id``,
``document``, ``tag``, ``content``) are such tables. A participant is a source where no column names one; a column
``id`` may number the rows, which its cells tell."""

MORE_CODES = tuple(f"{word} {number}" for word in ("code", "kode", "código", "codice") for number in range(2, 10))

JUDGEMENTS = {name: (name, *HEADERS[name]) for name in ("side", "use")}
"""What no program has a column for: people add it to whatever table they have."""

AUTHORS = ("created by", "coded by", "author")

PLAIN = Shape((), {name: (name, *headers) for name, headers in HEADERS.items()}, MORE_CODES, AUTHORS)
"""A table of whoever's making."""
