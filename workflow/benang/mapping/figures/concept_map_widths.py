"""How wide the codes and the words of links are in a concept map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benang.core.wording import Words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.text import text_width

Row = Mapping[str, Any]

PAD = 0.12
_CHANNEL, _NARROW_CHANNEL, _NARROW = 0.55, 0.42, 12.0
"""Between codes and words of links, where lines turn, cm; the latter on pages that are less wide than this."""


def words_of(row: Row, texts: Words) -> str:
    """Number, kind and the researcher's words of a link."""
    kind, words = texts[f"kind_{row['kind']}"], str(row["words"])
    said = f"{kind}: {words}" if words and words.casefold() != kind.casefold() else kind
    return f"({texts.number(int(row['number']))})\u00a0{said}"


def channel(width: float) -> float:
    """Width of a channel on a page, cm."""
    return _CHANNEL if width >= _NARROW else _NARROW_CHANNEL


def code_width(n_columns: int, rows: Sequence[Row], texts: Words, width: float) -> float:
    """Width of a code's box, cm: more than its share where a word of a name, or of the category below it, needs it, as
    far as the words of links can give way."""
    room = width - 2 * style.MARGIN - 2 * (n_columns - 1) * channel(width)
    share = 0.19 if n_columns > 2 else 0.31
    names = [str(row[end]) for row in rows for end in ("from", "to")]
    # A line may break after a hyphen; a category takes no more room than that asks for.
    parents = [str(row[f"{end}_parent"]).replace("-", "- ") for row in rows for end in ("from", "to")]
    longest = max(_longest(names, "bold"), _longest(parents, "italic")) + 2 * PAD + 0.02
    said = _longest([part for row in rows for part in words_of(row, texts).split("\u00a0")], "normal") + 0.12
    most = max((room - (n_columns - 1) * said) / n_columns, share * room)
    return min(max(share * room, longest), most)


def _longest(said: Sequence[str], face: str) -> float:
    """Width of the longest word, cm."""
    words = {word for one in said for word in one.split(" ")}
    return max((text_width(word, style.BODY, face) for word in words), default=0.0)


def words_width(n_columns: int, rows: Sequence[Row], texts: Words, width: float) -> float:
    """Width of the words of a link, cm."""
    room = width - 2 * style.MARGIN - 2 * (n_columns - 1) * channel(width)
    return (room - n_columns * code_width(n_columns, rows, texts, width)) / (n_columns - 1)


def note_width(n_columns: int, rows: Sequence[Row], texts: Words, width: float) -> float:
    """Width of what may stand below a code's name, cm."""
    return code_width(n_columns, rows, texts, width) - 2 * PAD
