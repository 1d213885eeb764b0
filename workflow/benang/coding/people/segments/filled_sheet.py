"""The sheet that a study gives its coders, filled in (``benang.exchange.coding_sheet``).

A row is a turn, with up to three codes, which are the whole turn's, or those of the words that the coder copied to the
column for a part. Rows without a code are turns that were not coded. Where a turn stands in the frozen text, hidden
columns tell; they hold as long as its text is as it was given.
"""

from __future__ import annotations

from benang.coding.people.segments.shape import AUTHORS, PLAIN, Shape
from benang.text.quotations import Searchable

CODING_SHEET = Shape(
    (frozenset(("source", "turn", "text", "code")), frozenset(("sumber", "giliran", "teks", "kode"))),
    {
        **PLAIN.columns,
        "quotation": ("text", "teks"),
        "start": ("start", "mulai"),
        "end": ("end", "akhir"),
        "part": ("part", "bagian"),
    },
    more_codes=("code 2", "code 3", "kode 2", "kode 3"),
    authors=AUTHORS,
    uncoded_rows=True,
)


def passage(text: str, part: str, start: int | None, end: int | None) -> tuple[str, int | None, int | None] | None:
    """The words that a row's codes belong to, and where they stand.

    Args:
        text: the turn's text as the cell has it.
        part: what the coder copied from it; empty for the whole turn.
        start, end: where the turn stands in the frozen text.

    Returns:
        The words and their offsets, these None where the text was changed; None where the text does not hold the part
        exactly once.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    untouched = start is not None and end is not None and len(text) == end - start
    if not part.strip():
        if start is None or end is None or not untouched:
            return text, None, None
        return text, start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())
    places = Searchable(text).find(part)
    if len(places) != 1:
        return None
    if start is None or not untouched:
        return part, None, None
    return text[places[0].start : places[0].end], start + places[0].start, start + places[0].end
