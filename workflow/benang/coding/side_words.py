"""The words and symbols in which people write a side or a use, in tables and in the memos of other programs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple

from benang.coding.sides import DISPUTED, SIDES, USES, strictest
from benang.core.problems import Problem, nearest
from benang.core.texts import main_language, read_texts

Kind = Literal["side", "use"]

VALUES: dict[Kind, tuple[str, ...]] = {"side": SIDES, "use": USES}

_FILE = "sides.yaml"
# A word processor writes other symbols for a minus and a plus. A long dash (—) is none: many put it for "nothing here".
_SYMBOLS = str.maketrans(dict.fromkeys("−–‐‑﹣－", "-") | {"＋": "+", "﹢": "+"})
_APOSTROPHES = "'’‘`"
_SPACED = re.compile(r"\s*/\s*")


class Marked(NamedTuple):
    """What a memo says of side and use at its head, and the rest of it.

    Attributes:
        side, use: empty where it says nothing.
        memo: without these marks.
        unknown: ``side`` or ``use`` for each mark whose word is none of those known, with the word and the nearest
            that is known.
    """

    side: str
    use: str
    memo: str
    unknown: tuple[tuple[Kind, str, str], ...] = ()


def known_word(kind: Kind, written: str) -> str:
    """The value that a word or symbol stands for, in any language and any case; empty where it stands for none."""
    return _known()[kind].get(_folded(written), "")


def columns_not_read(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """The columns of codings that likely hold sides and could not be read: by their name, or by their words.

    Args:
        problems: all that a run told.

    Returns:
        Each column, as its table spells it, with its file, in order of files.
    """
    found = {
        (problem.file, str(problem.values["column"]))
        for problem in problems
        if problem.kind in ("codings-column-sides", "side-word")
        or (problem.kind == "table-column-perhaps" and problem.values.get("near") == "side")
    }
    return [(column, file) for file, column in sorted(found)]


def instead_of_unknown(kind: Kind) -> str:
    """The value of a coding whose word is unknown: no side, and of the uses the one that shows least.

    What somebody wished not to be printed must not be printed for a slip of the pen.
    """
    return "" if kind == "side" else strictest(USES)


def nearest_word(kind: Kind, written: str) -> str:
    """The word that was perhaps meant; empty where none is near."""
    return nearest(_folded(written)[:60], _known()[kind])


def word_for(kind: Kind, value: str, language: str) -> str:
    """The word that is shown for a value, in ``language`` or else in English; empty for the empty value."""
    if not value:
        return ""
    texts = read_texts(_FILE)
    if value == DISPUTED:
        return str(_in_language(texts["disputed"], language))
    return str(_in_language(texts[kind][value], language)[0])


def meaning_of(value: str, language: str) -> str:
    """A sentence that says what a value means, in ``language`` or else in English."""
    return str(_in_language(read_texts(_FILE)["meaning"], language)[value])


def with_marks(memo: str, side: str, use: str, language: str) -> str:
    """A memo with side and use at its head, as ``marks_of`` reads them: ``[side: against] [use: best] The memo``.

    Other programs have no place for either; a memo they keep and show. Brackets outlast a program that makes one line
    of a memo's lines.
    """
    names = read_texts(_FILE)["names"]
    given: list[tuple[Kind, str]] = [("side", side), ("use", use)]
    marks = [
        f"[{_in_language(names[kind], language)}: {word_for(kind, value, language)}]" for kind, value in given if value
    ]
    return " ".join([*marks, memo]).strip()


def marks_of(memo: str) -> Marked:
    """What stands at the head of a memo: marks as ``with_marks`` writes them, or lines such as ``Side: against``.

    A line whose word is not known is a line of the memo; a mark in brackets is told, since nobody writes it by chance.
    """
    found: dict[Kind, str] = {}
    unknown: list[tuple[Kind, str, str]] = []
    rest = memo
    while match := _head().match(rest):
        kind = _kinds()[match["name"].casefold() if match["name"] else match["line_name"].casefold()]
        written = match["word"] if match["name"] else match["line_word"]
        value = known_word(kind, written) or (DISPUTED if kind == "side" and _folded(written) in _disputed() else "")
        if not value and not match["name"]:
            break
        if not value:
            unknown.append((kind, written.strip(), nearest_word(kind, written)))
        found.setdefault(kind, value)
        rest = rest[match.end() :]
    return Marked(found.get("side", ""), found.get("use", ""), rest if found else memo, tuple(unknown))


def is_mark(written: str) -> bool:
    """Whether a text is one mark in brackets, ``[side: against]``, and nothing else."""
    found = marks_of(written)
    return written.strip().startswith("[") and bool(found.side or found.use) and not found.memo


def _folded(written: str) -> str:
    text = unicodedata.normalize("NFC", written).strip().lstrip(_APOSTROPHES).translate(_SYMBOLS)
    return _SPACED.sub("/", " ".join(text.casefold().split())).rstrip(".")


def _in_language(texts: Mapping[str, Any], language: str) -> Any:
    return texts.get(main_language(language), texts["en"])


@cache
def _known() -> dict[Kind, dict[str, str]]:
    """For each kind what may be written -> the value."""
    texts = read_texts(_FILE)
    return {
        kind: {_folded(word): value for value in values for words in texts[kind][value].values() for word in words}
        for kind, values in VALUES.items()
    }


@cache
def _disputed() -> frozenset[str]:
    return frozenset(map(_folded, read_texts(_FILE)["disputed"].values()))


@cache
def _kinds() -> dict[str, Kind]:
    """What a memo may call each kind -> the kind."""
    kinds: Iterable[Kind] = VALUES
    return {name.casefold(): kind for kind in kinds for name in read_texts(_FILE)["names"][kind].values()}


@cache
def _head() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_kinds())))
    return re.compile(
        rf"\s*(?:\[\s*(?P<name>{names})\s*[:=]\s*(?P<word>[^\]\n]{{1,60}})\]\s*"
        rf"|(?P<line_name>{names})\s*[:=][^\S\n]*(?P<line_word>[^\n]{{1,60}}?)[^\S\n]*(?:\n\s*|\Z))",
        re.IGNORECASE,
    )
