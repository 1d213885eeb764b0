"""Shapes of tables of coded segments: which header holds what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

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


HEADERS: dict[str, tuple[str, ...]] = {
    "source": ("document name", "document", "file", "source_id", "source name", "sumber", "dokumen", "case_id"),
    "quotation": ("segment", "quote", "content", "text", "quotation content", "kutipan", "segmen", "coded text"),
    "start": ("start position", "startposition", "start offset", "mulai"),
    "end": ("end position", "endposition", "end offset", "akhir"),
    "prefix": (),
    "suffix": (),
    "code": ("codes", "tag", "code_id", "code name", "kode"),
    "coder": ("koder", "pengode"),
    "memo": ("comment", "why", "note", "catatan", "komentar"),
    "side": ("sisi",),
    "use": ("pemakaian",),
}
"""Headers of a plain table, taken where it has none of our own name. Taguette's exports of highlights (``id``,
``document``, ``tag``, ``content``) are such tables."""

JUDGEMENTS = {name: (name, *HEADERS[name]) for name in ("side", "use")}
"""What no program has a column for: people add it to whatever table they have."""

AUTHORS = ("created by", "coded by", "author")

PLAIN = Shape((), {name: (name, *headers) for name, headers in HEADERS.items()}, authors=AUTHORS)
"""A table of whoever's making."""


def plain(name: str) -> str:
    """A header in the form it is compared in."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()
