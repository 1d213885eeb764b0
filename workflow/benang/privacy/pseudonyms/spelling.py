"""In which spellings a listed name is known: its key, and the pattern that finds it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from benang.privacy.name_words import clitics, honorifics
from benang.privacy.pseudonyms.folding import folded, written
from benang.text.words import UNSPACED, find_words, marks

HUMP = r"(?<=(?-i:[a-z0-9]))(?=(?-i:[A-Z]))"
"""Where ``WawancaraMukhlis`` parts."""

SHORTEST_INSIDE = 4
"""Letters of a name that is looked for within longer words."""

_SHORTEST_WITH_CLITIC = 3  # letters; a shorter name with a clitic is more often another word
_NUMBER = re.compile(r"[\d\s().+/-]*")
_CYRILLIC_ENDINGS = "аяйьоеыі"
_VIRAMAS = "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca"
_FIRST_LETTERS = 3
_SPACE = (
    r"(?:\s+|-)"  # a space of the list may be a hyphen in a text, and a hyphen stand at a line's end, or be a space
)
_HYPHEN = r"(?:-\s*|\s+)"
_BETWEEN_DIGITS = r"[\s().\-]{0,3}"

_ONE_LETTER = re.compile(r"[^\W\d_]'[^\W\d_]{3}")
_HANGUL_NAME = re.compile("[\uac00-\ud7a3]{3,4}")
_HAN = re.compile("[\u3400-\u9fff]")
_CYRILLIC_WORD = re.compile("[\u0430-\u044f\u0451\u0456\u0457\u0454]{3,}")

_TWO_LETTERS = str.maketrans(
    {"\u00e4": "ae", "\u00c4": "Ae", "\u00f6": "oe", "\u00d6": "Oe", "\u00fc": "ue", "\u00dc": "Ue"}
    | {"\u00e5": "aa", "\u00c5": "Aa", "\u00f8": "oe", "\u00d8": "Oe"}
)
_ONE_FOR_TWO = (("ae", "\u00e4"), ("oe", "\u00f6"), ("ue", "\u00fc"), ("aa", "\u00e5"), ("ss", "\u00df"))
_BETWEEN_WORDS = re.compile(r"[\s.'_\-]+")
_JOINT = re.compile(r"-\s*|\s+")
_MOST_WORDS = 5  # of a person's name
_NAME_WORD = re.compile(r"[^\W\d_](?:['.\-]?[^\W\d_])*\.?")


def in_two_letters(name: str) -> tuple[str, ...]:
    """A name with two letters for one where a keyboard has no umlauts (``Mueller``); none where nothing changes."""
    form = name.translate(_TWO_LETTERS)
    return (form,) if form != name else ()


def in_one_letter(name: str) -> tuple[str, ...]:
    """A name, in small letters, with the umlauts that its two letters may stand for (``müller``)."""
    form = name
    for two, one in _ONE_FOR_TWO:
        form = form.replace(two, one)
    return (form,) if form != name else ()


def other_orders(key: str) -> tuple[str, ...]:
    """A person's name with the last name first (``doe, jane``; ``doe jane``), or the first where it is listed so.

    A name that begins with a form of address (``Haji Mukhlis``), a number and a name of one word have one order.
    """
    first, comma, rest = key.partition(", ")
    if comma and _NAME_WORD.fullmatch(first) and all(map(_NAME_WORD.fullmatch, rest.split())) and "." not in rest:
        return (f"{rest} {first}", f"{first} {rest}")
    words = key.split()
    if not 2 <= len(words) <= _MOST_WORDS or not all(map(_NAME_WORD.fullmatch, words)):
        return ()
    if words[0].rstrip(".") in honorifics() or re.search(f"[{UNSPACED}]", key):
        return ()
    return tuple(
        f"{' '.join(words[at:])}{character} {' '.join(words[:at])}"
        for at in dict.fromkeys((len(words) - 1, max(1, len(words) - 2)))
        for character in (",", "")
    )


def single_spaced(text: str) -> str:
    """The text with every white space in it one space, and none at its ends."""
    return " ".join(text.split())


def key(name: str) -> str:
    """What is the same for all spellings of a name that are looked for as one (``folded``), in small letters."""
    name = single_spaced(folded(unicodedata.normalize("NFC", name))[0])
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in name)


def written_key(name: str) -> str:
    """What is the same for all spellings of a name that differ by case, white space or characters: not by accents."""
    return single_spaced(written(name))


def letters_of(spelt: str) -> str:
    """A spelling (``written_key``) without what stands between its words."""
    return _BETWEEN_WORDS.sub("", spelt)


def joints_of(spelt: str) -> list[str]:
    """What stands between the words of a spelling: spaces and hyphens, in order."""
    return [character[0] if character[0] == "-" else " " for character in _JOINT.findall(spelt)]


def is_number(key: str) -> bool:
    """Whether a listed name is a number of at least six digits, whatever characters stand between them."""
    return bool(_NUMBER.fullmatch(key)) and sum(character.isdigit() for character in key) >= 6


def is_one_word(key: str) -> bool:
    """Whether a name is a single word of letters, which may be a word of the language too."""
    return find_words(key) == [(0, len(key))] and not any(character.isdigit() for character in key)


def letters(key: str) -> int:
    """How many letters a name has, as NFD counts them (two syllables of Hangul: at least four), with Indic vowels."""
    return sum(
        character.isalpha() or "\u0900" <= character <= "\u0dff" for character in unicodedata.normalize("NFD", key)
    )


def shortest_inside(key: str) -> int:
    """How many letters a name has that is looked for within longer words; one fewer in scripts without capitals, where
    particles and endings are written onto names (ולאה) and nothing else would tell it."""
    caseless = not any(letter.lower() != letter.upper() for letter in key)
    return SHORTEST_INSIDE - 1 if caseless and not re.search(f"[{UNSPACED}]", key) else SHORTEST_INSIDE


def parted(key: str) -> tuple[str, ...]:
    """A name with a space where it may be written apart: O Neil, 김 민수; none where it may not."""
    if _ONE_LETTER.match(key):
        return (key.replace("'", " ", 1),)
    return (f"{key[0]} {key[1:]}",) if _HANGUL_NAME.fullmatch(key) else ()


def stems(word: str) -> tuple[str, ...]:
    """What a Cyrillic word, in small letters, begins with in every case; none for any other."""
    if not _CYRILLIC_WORD.fullmatch(word):
        return ()
    return (word[:-1],) if word[-1] in _CYRILLIC_ENDINGS else (word,)


def left_kind(key: str) -> str:
    """What has to stand before a name for it to begin there: kinds ``number``, ``word`` (a border) and ``any``."""
    if is_number(key):
        return "number"
    return "word" if key[0].isalnum() and not re.match(f"[{UNSPACED}]", key) else "any"


def order(key: str) -> tuple[str, str, int, str]:
    """Sorts names so that one pattern tries the longer of two that begin alike first (Alya before Al)."""
    return (left_kind(key), first_letters(key).ljust(_FIRST_LETTERS, "\U0010ffff"), -len(key), key)


def pattern(keys: list[str], *, loose: bool) -> re.Pattern[str] | None:
    """One pattern for names, a group each, in the order given; None for no names.

    Args:
        keys: names as ``key`` gives them, sorted by ``order``.
        loose: as in file names: ``-``, ``_`` or nothing between the words of a name, beside digits, and within
            ``WawancaraMukhlis``.
    """
    kinds: dict[str, list[str]] = {}
    for each in keys:
        kinds.setdefault(left_kind(each), []).append(each)
    parts: list[str] = []
    for kind, names in kinds.items():
        # Nearly every place in a text fails at its first character or its border, before names are tried.
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
        branches.setdefault(first_letters(name)[: depth + 1], {})[name] = alternative
    parts: list[str] = []
    for head, branch in branches.items():
        if depth < _FIRST_LETTERS and len(head) > depth and len(branch) > 1:
            parts.append(f"(?={re.escape(head)}){_branches(branch, depth + 1)}")
        else:
            parts += branch.values()
    return f"(?:{'|'.join(parts)})"


def first_letters(key: str) -> str:
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
    """Whether a border has to follow a name: not behind a character, nor in a script without spaces."""
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
    characters: list[str] = []
    for place, character in enumerate(key):
        if characters and _HAN.match(character) and _HAN.match(key[place - 1]):
            characters[-1] += r"\s?"  # full-width names are written with a space
        if inside and character in " -":
            characters.append(r"(?:\s+|[_.\-]?)")
        elif character == " ":
            characters.append(r"[\s_.\-]*" if loose else _SPACE)
        elif character == "'":
            characters.append("'?" if loose or inside else "'")
        elif character == "-":
            characters.append(r"[\s_.\-]*" if loose else _HYPHEN)
        elif character == ".":
            characters.append(r"\.?" if loose or inside else r"\.")
        else:
            characters.append(re.escape(character))
    if inside and " " in key:
        # Of a name of several words each has its ending: Анны Ивановой.
        for word in _CYRILLIC_WORD.finditer(key):
            if key[word.end() - 1] in _CYRILLIC_ENDINGS:
                characters[word.end() - 1] = "[\u0430-\u044f]{1,3}"
            else:
                characters[word.end() - 1] += "[\u0430-\u044f]{0,3}"
    elif inside and key[-1] in _CYRILLIC_ENDINGS and letters(key[:-1]) >= SHORTEST_INSIDE:
        # Марина is Марину and Мариной too: another ending stands in place of the last letter.
        characters[-1] = rf"(?:{characters[-1]}|(?=[\u0430-\u044f]{{1,3}}(?!\w)))"
    if inside and key[-1] in "\u0647\u0629":
        characters[-1] = f"(?:{characters[-1]}|(?=\u062a))"  # before an ending Arabic writes another letter for it
    if inside and key[-1] in _VIRAMAS and letters(key) > SHORTEST_INSIDE:
        # A vowel sign stands in place of the sign that silences the vowel.
        characters[-1] = rf"(?:{characters[-1]}|(?=[{marks()}]))"
    return "".join(characters).replace(rf"\.{_SPACE}", r"\.(?:\s*|-)").replace(r"\.\s+", r"\.\s*")
