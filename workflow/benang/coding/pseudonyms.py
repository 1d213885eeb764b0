"""Replace people's names by pseudonyms, before anything else sees the text.

The researcher lists the names; nothing is guessed. What is replaced:

* whole words only, the longest name first, in one pass, so that a pseudonym is never replaced again;
* white space in a name may be any white space, a line break too; an apostrophe or hyphen may be any of its signs;
* a name of several words, or one behind a form of address (``bu ratna``), whatever its case; any other name of one word
  where it begins with a capital or is spelt as listed, since many are words of the language too (Mawar, Surya, Grace);
* with a clitic: ``Mukhlisnya`` becomes the pseudonym with ``nya``;
* a number (a telephone's) whatever signs stand between its digits.

A name that stands for itself in the list (a row ``budidaya,budidaya``) is no name: it stays wherever it stands.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from benang.coding.offsets import Edit
from benang.coding.records import read_records
from benang.coding.words import UNSPACED, find_words, marks
from benang.problems import Problem

ADDRESSES = (
    *("bu", "ibu", "pak", "bapak", "mas", "mbak", "mba", "kang", "akang", "teh", "teteh", "neng", "bang", "abang"),
    *("kak", "kakak", "dik", "adik", "om", "tante", "haji", "hajah", "h", "hj", "ust", "ustaz", "ustad", "kiai"),
    *("tuan", "nyonya", "saudara", "saudari", "sdr", "sdri", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir"),
)
"""Forms of address behind which a name of one word is known whatever its case."""

CLITICS = ("nya", "ku", "mu", "lah", "kah", "pun", "tah", "nyalah", "nyakah", "nyapun")
"""Endings that Indonesian and Malay write onto a name; they stay, behind the pseudonym."""

_SHORTEST_WITH_CLITIC = 3  # letters; a shorter name with a clitic is more often another word
_ADDRESSED = re.compile(rf"(?<![^\W_])(?:{'|'.join(ADDRESSES)})\.?\s+$", re.IGNORECASE)
_LONGEST_ADDRESS = max(map(len, ADDRESSES)) + 8
_NUMBER = re.compile(r"[\d\s().+/-]*")
_SHORTEST_INSIDE = 4  # letters of a name that is looked for within longer words
_CYRILLIC_ENDINGS = "аяйьоеыі"
_FIRST_LETTERS = 3
_BETWEEN_DIGITS = r"[\s().\-]{0,3}"
_HUMP = r"(?<=(?-i:[a-z0-9]))(?=(?-i:[A-Z]))"  # where "WawancaraMukhlis" parts


class _Name(NamedTuple):
    """A listed name in every spelling that differs by case or signs only."""

    spellings: frozenset[str]
    pseudonym: str
    one_word: bool
    kept: bool  # it stands for itself


@dataclass(frozen=True)
class Pseudonyms:
    """Names and what stands for them.

    Attributes:
        names: pseudonym by name; every variant is a name of its own.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.names)

    def edits(self, text: str, *, any_case: bool = False) -> list[Edit]:
        """What to replace in running text, in order; with ``any_case`` every name of one word in small letters too."""
        return self.search(text, any_case=any_case)[0]

    def search(self, text: str, *, any_case: bool = False) -> tuple[list[Edit], dict[str, tuple[int, int]]]:
        """What to replace in running text, and what was left although it may be a name.

        Returns:
            The edits in order; and the names of one word that stand there in small letters, which the list does not
            give in small letters: for each pseudonym how often, and where the first begins.
        """
        edits: list[Edit] = []
        unsure: dict[str, tuple[int, int]] = {}
        if not self.names:
            return edits, unsure
        for match in self._strict.finditer(text):
            assert match.lastindex is not None
            name = self._entries[match.lastindex - 1]
            if name.kept:
                continue
            found = match[0]
            sure = any_case or not name.one_word or not found[0].islower() or found in name.spellings
            if sure or _ADDRESSED.search(text, max(0, match.start() - _LONGEST_ADDRESS), match.start()):
                edits.append(Edit(match.start(), match.end(), name.pseudonym))
            else:
                count, first = unsure.get(name.pseudonym, (0, match.start()))
                unsure[name.pseudonym] = (count + 1, first)
        return edits, unsure

    def apply(self, text: str) -> str:
        """Running text, in NFC, with its names replaced."""
        text = unicodedata.normalize("NFC", text)
        return _applied(text, self.edits(text))

    def left(self, text: str) -> tuple[dict[str, tuple[int, int]], dict[str, tuple[int, int]]]:
        """Names that still stand in a text after its names were replaced, because they are part of a longer word.

        Looked for are names of at least four letters (as NFD counts them, so that two syllables of Hangul are enough)
        that begin or end a run of letters; whole words are ``search``'s to tell.

        Parameters:
            text: running text with its names replaced.

        Returns:
            Two mappings like the second of ``search``. The first holds what is a name: with a capital or in a script
            without capitals (``Müllers``, Russian cases, Arabic proclitics), beside a digit, ``_``, ``.`` or ``@``
            (``mukhlis_store``), or several words written together. The second holds what may be another word: the
            beginning of one in small letters (Budi in ``budidaya``).
        """
        sure: dict[str, tuple[int, int]] = {}
        unsure: dict[str, tuple[int, int]] = {}
        if not self._inside:
            return sure, unsure
        masked = [match.span() for match in self._masks.finditer(text)] if self._masks else []
        for match in self._inside.finditer(text):
            assert match.lastindex is not None
            name = self._inner[match.lastindex - 1][1]
            if any(start <= match.start() and match.end() <= end for start, end in masked):
                continue
            kind = self._stands_inside(text, match.start(), match.end(), name)
            if kind:
                found = sure if kind == "sure" else unsure
                count, first = found.get(name.pseudonym, (0, match.start()))
                found[name.pseudonym] = (count + 1, first)
        return sure, unsure

    def _stands_inside(self, text: str, start: int, end: int, name: _Name) -> str:
        """Whether ``text[start:end]`` is a name within a word: ``sure``, ``unsure``, or the empty string."""
        first, last = start, end  # of the run of letters
        while first > 0 and _is_letter(text[first - 1]):
            first -= 1
        while last < len(text) and _is_letter(text[last]):
            last += 1
        begins, ends = first == start, last == end
        hump = text[start].isupper() and start > 0 and text[start - 1].islower()
        if not (begins or ends or hump):
            return ""
        whole = self._strict.match(text, first)
        if whole and whole.lastindex and whole.end() >= end and self._entries[whole.lastindex - 1].kept:
            return ""
        if _beside(text, first, last, "@_") or (begins and ends and _beside(text, first, last, ".")):
            return "sure"
        small, caseless = text[start].islower(), not (text[start].islower() or text[start].isupper())
        if begins and ends and (text[first - 1 : first].isdigit() or text[last : last + 1].isdigit()):
            # mawar2 is how Indonesian writes "mawar-mawar".
            return "unsure" if small and re.match(r"2(?!\d)", text[last : last + 2]) else "sure"
        if not name.one_word and not all(map(_is_letter, text[start:end])):
            return "" if self._strict.match(text, start) else "sure"
        if small:
            return "unsure" if begins and not self._strict.match(text, start) else ""
        return "sure" if begins or hump or caseless else ""

    def rename(self, text: str) -> str:
        """A label, file name or other property, in NFC, with its names replaced.

        Looser than running text: whatever the case; ``-``, ``_`` or nothing between the words of a name; beside digits;
        and within ``WawancaraMukhlis``, where capitals tell the words apart.
        """
        text = unicodedata.normalize("NFC", text)
        if not self.names:
            return text
        edits = []
        for match in self._loose.finditer(text):
            assert match.lastindex is not None
            name = self._entries[match.lastindex - 1]
            if not name.kept:
                edits.append(Edit(match.start(), match.end(), name.pseudonym))
        return _applied(text, edits)

    @cached_property
    def _grouped(self) -> list[tuple[str, _Name]]:
        """One entry for the names that one pattern finds, in the pattern's order.

        Kinds stand apart, then names with the same first letters together, the longest of them first.
        """
        spellings: dict[str, list[str]] = {}
        for name in sorted(self.names):
            spellings.setdefault(_key(name), []).append(name)
        entries = [
            (
                key,
                _Name(frozenset(names), self.names[names[0]], _is_one_word(key), key == _key(self.names[names[0]])),
            )
            for key, names in spellings.items()
        ]
        return sorted(
            entries,
            key=lambda entry: (
                _left_kind(entry[0]),
                # "Alya" before "Al", for scripts without a sign between words.
                _first_letters(entry[0]).ljust(_FIRST_LETTERS, "\U0010ffff"),
                -len(entry[0]),
                entry[0],
            ),
        )

    @cached_property
    def _entries(self) -> list[_Name]:
        return [name for _, name in self._grouped]

    @cached_property
    def _strict(self) -> re.Pattern[str]:
        return _pattern([key for key, _ in self._grouped], loose=False)

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return _pattern([key for key, _ in self._grouped], loose=True)

    @cached_property
    def _inner(self) -> list[tuple[str, _Name]]:
        """The names that are looked for within words."""
        return [(key, name) for key, name in self._grouped if not name.kept and _letters(key) >= _SHORTEST_INSIDE]

    @cached_property
    def _inside(self) -> re.Pattern[str] | None:
        names = {key: f"({_body(key, inside=True)})" for key, _ in self._inner}
        if not names:
            return None
        heads = "".join(sorted({re.escape(key[0]) for key in names}))
        return re.compile(f"(?=[{heads}]){_branches(names, 0)}", re.IGNORECASE)

    @cached_property
    def _masks(self) -> re.Pattern[str] | None:
        """The pseudonyms that hold the letters of a name (Budiman for Budi): what stands there was put in."""
        pseudonyms = {name.pseudonym for _, name in self._grouped if not name.kept}
        holding = [each for each in pseudonyms if self._inside and self._inside.search(each)]
        return (
            re.compile("|".join(map(re.escape, sorted(holding, key=lambda each: (-len(each), each)))))
            if holding
            else None
        )


def read_pseudonyms(path: str | os.PathLike[str], shown_name: str = "") -> tuple[Pseudonyms, list[Problem]]:
    """Read a list of names: a CSV with the columns ``name``, ``pseudonym`` and, where wanted, ``variants``.

    ``variants`` are further names of the same person, joined with ``|``. Shops, telephone numbers and accounts are
    names like any other. A study without a list (an empty ``path``) has no names to replace.

    Returns:
        The pseudonyms and every problem found; a problem never quotes a name. Of two pseudonyms for one name the first
        is kept.
    """
    if not path:
        return Pseudonyms(), []
    shown_name = shown_name or Path(path).name
    _, records, problems = read_records(path, shown_name, ["name", "pseudonym"], ["variants"])
    names: dict[str, str] = {}
    first: dict[str, tuple[int, str]] = {}
    for record in records:
        cells = record.cells
        pseudonym = _single_spaced(cells["pseudonym"])
        listed = [_single_spaced(name) for name in (cells["name"], *cells.get("variants", "").split("|"))]
        if not listed[0] or not pseudonym:
            column = "pseudonym" if listed[0] else "name"
            problems.append(Problem("pseudonym-cell-empty", shown_name, record.line, values={"column": column}))
        if not pseudonym:
            continue
        for name in filter(None, listed):
            line, other = first.setdefault(_key(name), (record.line, pseudonym))
            if other != pseudonym:
                problems.append(Problem("pseudonym-two-for-one", shown_name, record.line, values={"first": line}))
            else:
                names[name] = pseudonym
    pseudonyms = Pseudonyms(names)
    for pseudonym, line in sorted({(pseudonym, line) for line, pseudonym in first.values()}):
        if pseudonyms.rename(pseudonym) != pseudonym:
            problems.append(Problem("pseudonym-holds-name", shown_name, line))
    return pseudonyms, problems


def name_problems(text: str, pseudonyms: Pseudonyms, file: str, line: int | None, place: str = "") -> list[Problem]:
    """What of a text with its names replaced may still be a name; no problem quotes it.

    Parameters:
        text: running text, after ``Pseudonyms.apply``.
        pseudonyms: the list.
        file, line, place: where the text stands.
    """
    sure, unsure = pseudonyms.left(text)
    kinds = (
        ("name-in-small-letters", pseudonyms.search(text)[1]),
        ("name-inside-word", sure),
        ("name-begins-word", unsure),
    )
    return [
        Problem(kind, file, line, place, {"pseudonym": pseudonym, "count": count})
        for kind, found in kinds
        for pseudonym, (count, _) in sorted(found.items())
    ]


def _pattern(keys: Iterable[str], *, loose: bool) -> re.Pattern[str]:
    """One pattern for all names, a group each, in the order given; names of one kind at their left stand together."""
    kinds: dict[str, list[str]] = {}
    for key in keys:
        kinds.setdefault(_left_kind(key), []).append(key)
    parts: list[str] = []
    for kind, names in kinds.items():
        # Nearly every place in a text fails at its first sign or its border, before names are tried.
        heads = "+0-9" if kind == "number" else "".join(sorted({re.escape(name[0]) for name in names}))
        alternatives = {name: f"({_name_pattern(name, kind, loose=loose)})" for name in names}
        depth = _FIRST_LETTERS if kind == "number" else 0
        parts.append(f"(?=[{heads}]){_left_border(kind, loose=loose)}{_branches(alternatives, depth)}")
    return re.compile("|".join(parts), re.IGNORECASE)


def _branches(alternatives: Mapping[str, str], depth: int) -> str:
    """The alternatives as a tree over the first letters of their names, so that few are tried at any place."""
    branches: dict[str, dict[str, str]] = {}
    for name, pattern in alternatives.items():
        branches.setdefault(_first_letters(name)[: depth + 1], {})[name] = pattern
    parts: list[str] = []
    for letters, branch in branches.items():
        if depth < _FIRST_LETTERS and len(letters) > depth and len(branch) > 1:
            parts.append(f"(?={re.escape(letters)}){_branches(branch, depth + 1)}")
        else:
            parts += branch.values()
    return f"(?:{'|'.join(parts)})"


def _first_letters(key: str) -> str:
    """The letters and digits a name begins with, as many as the tree of names is deep."""
    length = 0
    while length < min(len(key), _FIRST_LETTERS) and key[length].isalnum():
        length += 1
    return key[:length]


def _left_kind(key: str) -> str:
    """What has to stand before a name for it to begin there."""
    if _is_number(key):
        return "number"
    return "word" if key[0].isalnum() and not re.match(f"[{UNSPACED}]", key) else "any"


def _left_border(kind: str, *, loose: bool) -> str:
    if kind == "number":
        return r"(?<!\d)"
    if kind == "any":
        return ""
    letter = r"[^\W\d_]" if loose else r"[^\W_]"
    border = f"(?<!{letter})(?<![{marks()}])"
    return f"(?:{border}|{_HUMP})" if loose else border


def _name_pattern(key: str, kind: str, *, loose: bool) -> str:
    if kind == "number":
        digits = re.findall(r"\d", key)
        # A number listed with its leading 0 is also known by the country code that can stand for it.
        first = rf"(?:0|\+\d{{1,3}}{_BETWEEN_DIGITS})" if digits[0] == "0" else rf"\+?{digits[0]}"
        return first + "".join(f"{_BETWEEN_DIGITS}{digit}" for digit in digits[1:]) + r"(?!\d)"
    body = _body(key, loose=loose)
    if not key[-1].isalnum() and not re.search(f"[{marks()}]$", key):
        return body
    if re.search(f"[{UNSPACED}]$", key):
        return body
    letter = r"[^\W\d_]" if loose else r"[^\W_]"
    clitic = f"(?:{'|'.join(CLITICS)})?" if len(key) >= _SHORTEST_WITH_CLITIC and key[-1].isalpha() else ""
    border = f"(?={clitic}(?!{letter}|[{marks()}]))"
    return f"{body}(?:{border}|{_HUMP})" if loose else body + border


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
    if inside and key[-1] in _CYRILLIC_ENDINGS and _letters(key[:-1]) >= _SHORTEST_INSIDE:
        # Марина is Марину and Мариной too: another ending stands in place of the last letter.
        signs[-1] = rf"(?:{signs[-1]}|(?=[\u0430-\u044f]{{1,3}}(?!\w)))"
    return "".join(signs).replace(r"\.\s+", r"\.\s*")


def _letters(key: str) -> int:
    return sum(map(str.isalpha, unicodedata.normalize("NFD", key)))


def _is_letter(sign: str) -> bool:
    return sign.isalpha() or unicodedata.category(sign).startswith("M")


def _beside(text: str, start: int, end: int, signs: str) -> bool:
    """Whether ``text[start:end]`` is joined by one of the signs to a letter or digit (``@`` needs none before it)."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if "@" in signs and before.endswith("@"):
        return True
    return (before[-1:] in signs and len(before) == 2 and before[0].isalnum()) or (
        after[:1] in signs and len(after) == 2 and after[1].isalnum()
    )


def _is_number(key: str) -> bool:
    return bool(_NUMBER.fullmatch(key)) and sum(sign.isdigit() for sign in key) >= 6


def _is_one_word(key: str) -> bool:
    return find_words(key) == [(0, len(key))] and not any(sign.isdigit() for sign in key)


def _key(name: str) -> str:
    """What is the same for all spellings of a name that differ only by case, white space or the sign used."""
    name = _single_spaced(unicodedata.normalize("NFC", name))
    # A letter whose small form is two code points (the Turkish dotted I) is left to the pattern's own sense of case.
    name = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in name)
    name = re.sub("[\u2018\u2019\u02bc\u0060]", "'", name)
    return re.sub("[\u2010\u2011]", "-", name)


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def _applied(text: str, edits: Iterable[Edit]) -> str:
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.replacement)
        done = edit.end
    return "".join((*parts, text[done:]))
