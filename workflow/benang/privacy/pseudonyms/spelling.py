"""In which spellings a listed name is known: its key, and the pattern that finds it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from benang.privacy.name_words import clitics
from benang.text.words import UNSPACED, find_words, marks

HUMP = r"(?<=(?-i:[a-z0-9]))(?=(?-i:[A-Z]))"
"""Where ``WawancaraMukhlis`` parts."""

SHORTEST_INSIDE = 4
"""Letters of a name that is looked for within longer words."""

_SHORTEST_WITH_CLITIC = 3  # letters; a shorter name with a clitic is more often another word
_NUMBER = re.compile(r"[\d\s().+/-]*")
_CYRILLIC_ENDINGS = "аяйьоеыі"
_FIRST_LETTERS = 3
_BETWEEN_DIGITS = r"[\s().\-]{0,3}"


def single_spaced(text: str) -> str:
    """The text with every white space in it one space, and none at its ends."""
    return " ".join(text.split())


def key(name: str) -> str:
    """What is the same for all spellings of a name that differ only by case, white space or the sign used."""
    name = single_spaced(unicodedata.normalize("NFC", name))
    # A letter whose small form is two code points (the Turkish dotted I) is left to the pattern's own sense of case.
    name = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in name)
    name = re.sub("[\u2018\u2019\u02bc\u0060]", "'", name)
    return re.sub("[\u2010\u2011]", "-", name)


def is_number(key: str) -> bool:
    """Whether a listed name is a number of at least six digits, whatever signs stand between them."""
    return bool(_NUMBER.fullmatch(key)) and sum(sign.isdigit() for sign in key) >= 6


def is_one_word(key: str) -> bool:
    """Whether a name is a single word of letters, which may be a word of the language too."""
    return find_words(key) == [(0, len(key))] and not any(sign.isdigit() for sign in key)


def letters(key: str) -> int:
    """How many letters a name has, as NFD counts them (two syllables of Hangul are at least four)."""
    return sum(map(str.isalpha, unicodedata.normalize("NFD", key)))


def left_kind(key: str) -> str:
    """What has to stand before a name for it to begin there: kinds ``number``, ``word`` (a border) and ``any``."""
    if is_number(key):
        return "number"
    return "word" if key[0].isalnum() and not re.match(f"[{UNSPACED}]", key) else "any"


def order(key: str) -> tuple[str, str, int, str]:
    """Sorts names so that one pattern tries the longer of two that begin alike first (Alya before Al)."""
    return (left_kind(key), _first_letters(key).ljust(_FIRST_LETTERS, "\U0010ffff"), -len(key), key)


def pattern(keys: list[str], *, loose: bool) -> re.Pattern[str] | None:
    """One pattern for names, a group each, in the order given; None for no names.

    Parameters:
        keys: names as ``key`` gives them, sorted by ``order``.
        loose: as in file names: ``-``, ``_`` or nothing between the words of a name, beside digits, and within
            ``WawancaraMukhlis``.
    """
    kinds: dict[str, list[str]] = {}
    for each in keys:
        kinds.setdefault(left_kind(each), []).append(each)
    parts: list[str] = []
    for kind, names in kinds.items():
        # Nearly every place in a text fails at its first sign or its border, before names are tried.
        heads = "+0-9" if kind == "number" else "".join(sorted({re.escape(name[0]) for name in names}))
        alternatives = {name: f"({_name_pattern(name, kind, loose=loose)})" for name in names}
        depth = _FIRST_LETTERS if kind == "number" else 0
        parts.append(f"(?=[{heads}]){_left_border(kind, loose=loose)}{_branches(alternatives, depth)}")
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def inside_pattern(keys: list[str]) -> re.Pattern[str] | None:
    """One pattern for names without borders, a group each, their words also written together; None for no names."""
    if not keys:
        return None
    heads = "".join(sorted({re.escape(each[0]) for each in keys}))
    names = {each: f"({_body(each, inside=True)})" for each in keys}
    return re.compile(f"(?=[{heads}]){_branches(names, 0)}", re.IGNORECASE)


def _branches(alternatives: Mapping[str, str], depth: int) -> str:
    """The alternatives as a tree over the first letters of their names, so that few are tried at any place."""
    branches: dict[str, dict[str, str]] = {}
    for name, alternative in alternatives.items():
        branches.setdefault(_first_letters(name)[: depth + 1], {})[name] = alternative
    parts: list[str] = []
    for head, branch in branches.items():
        if depth < _FIRST_LETTERS and len(head) > depth and len(branch) > 1:
            parts.append(f"(?={re.escape(head)}){_branches(branch, depth + 1)}")
        else:
            parts += branch.values()
    return f"(?:{'|'.join(parts)})"


def _first_letters(key: str) -> str:
    """The letters and digits a name begins with, as many as the tree of names is deep."""
    length = 0
    while length < min(len(key), _FIRST_LETTERS) and key[length].isalnum():
        length += 1
    return key[:length]


def _left_border(kind: str, *, loose: bool) -> str:
    if kind == "number":
        return r"(?<!\d)"
    if kind == "any":
        return ""
    letter = r"[^\W\d_]" if loose else r"[^\W_]"
    border = f"(?<!{letter})(?<![{marks()}])"
    return f"(?:{border}|{HUMP})" if loose else border


def _name_pattern(key: str, kind: str, *, loose: bool) -> str:
    if kind == "number":
        digits = re.findall(r"\d", key)
        # A number listed with its leading 0 is also known by the country code that can stand for it.
        first = rf"(?:0|\+\d{{1,3}}{_BETWEEN_DIGITS})" if digits[0] == "0" else rf"\+?{digits[0]}"
        return first + "".join(f"{_BETWEEN_DIGITS}{digit}" for digit in digits[1:]) + r"(?!\d)"
    body = _body(key, loose=loose)
    if not _ends_at_border(key):
        return body
    border = _right_border(takes_clitic(key), loose=loose)
    return f"{body}(?:{border}|{HUMP})" if loose else body + border


def whole_name(key: str) -> re.Pattern[str]:
    """The pattern of one name without its borders (``stands_whole`` tells those), as running text has it."""
    return re.compile(_body(key), re.IGNORECASE)


def stands_whole(text: str, start: int, end: int, key: str) -> bool:
    """Whether ``text[start:end]``, spelt like the name ``key``, is no part of a longer word."""
    before = text[start - 1 : start]
    if before.isalnum() or (before and unicodedata.category(before).startswith("M")):
        return False
    return not _ends_at_border(key) or bool(_border_after(takes_clitic(key)).match(text, end))


def _ends_at_border(key: str) -> bool:
    """Whether a border has to follow a name: not behind a sign, nor in a script without spaces."""
    return bool(key[-1].isalnum() or re.search(f"[{marks()}]$", key)) and not re.search(f"[{UNSPACED}]$", key)


def _right_border(with_clitic: bool, *, loose: bool) -> str:
    letter = r"[^\W\d_]" if loose else r"[^\W_]"
    clitic = f"(?:{'|'.join(clitics())})?" if with_clitic else ""
    return f"(?={clitic}(?!{letter}|[{marks()}]))"


@cache
def _border_after(with_clitic: bool) -> re.Pattern[str]:
    return re.compile(_right_border(with_clitic, loose=False), re.IGNORECASE)


def takes_clitic(key: str) -> bool:
    """Whether a clitic may be written onto a name."""
    return len(key) >= _SHORTEST_WITH_CLITIC and key[-1].isalpha()


def _body(key: str, *, loose: bool = False, inside: bool = False) -> str:
    """The pattern of a name without its borders; ``inside``: also with its words written together, but not parted."""
    signs = []
    for sign in key:
        if inside and sign in " -":
            signs.append(r"(?:\s+|[_.\-\u2010\u2011]?)")
        elif sign == " ":
            signs.append(r"[\s_.\-]*" if loose else r"\s+")
        elif sign == "'":
            signs.append("['\u2018\u2019\u02bc\u0060]?" if loose or inside else "['\u2018\u2019\u02bc\u0060]")
        elif sign == "-":
            signs.append(r"[\s_.\-]*" if loose else "[-\u2010\u2011]")
        elif sign == ".":
            signs.append(r"\.?" if loose or inside else r"\.")
        else:
            signs.append(re.escape(sign))
    if inside and key[-1] in _CYRILLIC_ENDINGS and letters(key[:-1]) >= SHORTEST_INSIDE:
        # Марина is Марину and Мариной too: another ending stands in place of the last letter.
        signs[-1] = rf"(?:{signs[-1]}|(?=[\u0430-\u044f]{{1,3}}(?!\w)))"
    return "".join(signs).replace(r"\.\s+", r"\.\s*")
