"""How well a reading of positions fits a text: whether its spans begin and end where people begin and end.

A coder marks whole words. A span that begins within a word, or takes a space along at its edge, is rare in a true
reading and common in a false one: six letters in a row are one word and one space. Each edge scores

* 2 where a word or a symbol begins (or ends),
* 1 where white space is taken along, or, in scripts without spaces, between two characters of words,
* 0 within a word, before a combining mark, and where the span is not in the text.

The ``name`` of a selection scores only where it holds the span's words: as much as both edges where it is all of
them, less where white space at the edges differs or the name is cut. A name that a person gave scores in no reading.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from benang.exchange.refi.positions import Ints, MarkedText, Points
from benang.text.words import UNSPACED

_OTHER, _SPACE, _WORD, _UNSPACED_WORD, _CONTINUING = range(5)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_JOINER, _SKIN_TONES = 0x200D, range(0x1F3FB, 0x1F400)

NAME_POINTS = 4
_TRIMMED_POINTS = 2
_CUT_POINTS = 2
_SHORTEST_CUT = 12
"""A cut name is long; of a short one the beginning stands in many places."""
MOST_NAMES = 5_000
"""Names compared in one text, the first ones; more would prove nothing more."""

_SHORTEST_NAME = 20
"""A shorter name that stands in the text may be one that a person gave."""
_CUT_FROM = 95
"""ATLAS.ti cuts names near 100 characters, without a symbol."""

_WHITE = re.compile(r"\s+")
_CUT = re.compile(r"\s*(?:…|\.\.\.)\Z")


@dataclass(frozen=True)
class Fitness:
    """How well a reading fits.

    Attributes:
        points: in all.
        fitting: how many spans begin and end outside words, or are the words of their ``name``.
        named: how many are the words of their ``name``.
        count: how many spans there are.
    """

    points: int = 0
    fitting: int = 0
    named: int = 0
    count: int = 0

    def __add__(self, other: Fitness) -> Fitness:
        """Of two texts together."""
        return Fitness(
            self.points + other.points,
            self.fitting + other.fitting,
            self.named + other.named,
            self.count + other.count,
        )


def fitness_of(text: MarkedText, starts: Ints, ends: Ints) -> list[Fitness]:
    """How well several readings of one text fit.

    Args:
        starts, ends: a row for each reading, a column for each selection, as ``MarkedText.spans`` gives them.
    """
    first, last = _edges(np.append(text.points, np.uint32(0)), starts, ends)
    names = _name_points(text, starts, ends)
    fits = ((first > 0) & (last > 0)) | (names > 0)
    sums = ((first + last + names).sum(axis=1), fits.sum(axis=1), (names > 0).sum(axis=1))
    rows = zip(*(each.tolist() for each in sums), strict=True)
    return [Fitness(points, fitting, named, starts.shape[1]) for points, fitting, named in rows]


def _edges(points: Points, starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """The points of both edges of every span of a text, which ends with a zero."""
    before, first = _kind_at(points, starts - 1), _kind_at(points, starts)
    last, after = _kind_at(points, ends - 1), _kind_at(points, ends)
    begin = np.where(first == _SPACE, 1, _border(before, first))
    finish = np.where(last == _SPACE, np.minimum(1, _border(last, after)), _border(last, after))
    return np.where(starts >= 0, begin, 0), np.where(starts >= 0, finish, 0)


def _kind_at(points: Points, offsets: Ints) -> npt.NDArray[np.uint8]:
    """What stands at each offset; nothing of its own (``_OTHER``) outside the text."""
    inside = (offsets >= 0) & (offsets < len(points) - 1)
    met, which = np.unique(points[np.where(inside, offsets, 0)], return_inverse=True)
    kinds = np.array([_kind(int(point)) for point in met], dtype=np.uint8)
    return np.where(inside, kinds[which.reshape(offsets.shape)], _OTHER).astype(np.uint8)


def _border(left: npt.NDArray[np.uint8], right: npt.NDArray[np.uint8]) -> Ints:
    """The points of a border between two characters of these kinds."""
    word_left = (left == _WORD) | (left == _UNSPACED_WORD) | (left == _CONTINUING)
    word_right = (right == _WORD) | (right == _UNSPACED_WORD)
    unspaced = (left == _UNSPACED_WORD) | (right == _UNSPACED_WORD)
    within = np.where(unspaced, 1, 0)
    return np.where(right == _CONTINUING, 0, np.where(word_left & word_right, within, 2)).astype(np.int64)


@lru_cache(maxsize=4096)
def _kind(point: int) -> int:
    char = chr(point)
    category = unicodedata.category(char)
    if category.startswith("M") or point == _JOINER or point in _SKIN_TONES:
        return _CONTINUING
    if char.isspace():
        return _SPACE
    if _UNSPACED.match(char):
        return _UNSPACED_WORD
    return _WORD if category[0] in "LN" else _OTHER


def _name_points(text: MarkedText, starts: Ints, ends: Ints) -> Ints:
    """The points of every selection's name in every reading."""
    points = np.zeros(starts.shape, dtype=np.int64)
    named = [(index, _folded(one.name)) for index, one in enumerate(text.selections) if one.name.strip()]
    for index, name in named[:MOST_NAMES]:
        column = list(zip(starts[:, index].tolist(), ends[:, index].tolist(), strict=True))
        # Readings share most spans.
        known = {span: _compared(name, text.text, *span) if span[0] >= 0 else 0 for span in set(column)}
        points[:, index] = [known[span] for span in column]
    return points


def is_named_by(name: str, text: str, start: int, end: int) -> bool:
    """Whether a selection's name is the words of ``text[start:end]``, all of them, white space aside."""
    if not name.strip() or end - start > 2 * len(name) + 16:
        return False
    return _folded(name).strip() == _folded(text[start:end]).strip()


def place_by_name(name: str, text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a selection's words are, told by its name, where others stand at its position.

    None where the name's words stand there, or where it is no quotation: too short to tell, nowhere in the text, or in
    several places.
    """
    stem = _CUT.sub("", name).strip()
    if len(stem) < _SHORTEST_NAME or _folded(text[start:end]).strip().startswith(_folded(stem)):
        return None
    found = text.find(stem)
    if found < 0 or text.find(stem, found + 1) >= 0:
        return None
    is_cut = stem != name.strip() or len(name) >= _CUT_FROM
    length = max(len(stem), end - start) if is_cut else len(stem)
    return found, min(len(text), found + length)


def _compared(name: str, text: str, start: int, end: int) -> int:
    """How much of ``text[start:end]`` a name holds, in points."""
    first = text[start]
    if first != name[0] and not (first.isspace() or name[0].isspace()):
        return 0
    # White space is folded: of a span much longer than its name only the beginning can be in it.
    compared = min(end, start + 2 * len(name) + 16)
    words = _folded(text[start:compared])
    if compared == end and words == name:
        return NAME_POINTS
    if compared == end and words.strip() == name.strip():
        return _TRIMMED_POINTS
    stem = _CUT.sub("", name).strip()
    return _CUT_POINTS if len(stem) >= _SHORTEST_CUT and words.strip().startswith(stem) else 0


def _folded(text: str) -> str:
    return _WHITE.sub(" ", text)
