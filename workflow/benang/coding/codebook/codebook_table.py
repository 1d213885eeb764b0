"""From the entries of a codebook, in whatever file it stood, to the table of codes: ids, hierarchy, levels.

Mistakes never stop the work: of two codes with one id the first stays, an unknown parent is left away, a circle of
parents is opened at its first code; each is reported.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from benang.coding.codebook.colours import colour_of
from benang.core import model
from benang.core.problems import Problem, nearest

TEXT_FIELDS = ("label", "definition", "include", "exclude")
"""What a code says in each language."""

LEVELS = ("theme", "category", "code")
_LONGEST_ID = 100
_LONGEST_SLUG = 60


@dataclass
class CodeEntry:
    """One code as its file gives it.

    Attributes:
        line, place: where it stands.
        code_id: its id; empty where it is to be made of the label.
        parent: the code above it, by id or label; empty for a theme.
        texts: field of ``TEXT_FIELDS`` -> language -> text.
        side: ``none`` for a topic, whose passages are on no side; else empty.
        path: labels from the theme down, where the file gave the code as a path.
        above: the entry of the code above it, where its row or its indent tells it.
        was_made: whether it has no row of its own.
        origin: deductive or inductive; empty where the file does not say it.
        rules: its patterns, as written, each with its line and place.
    """

    line: int | None = None
    place: str = ""
    code_id: str = ""
    parent: str = ""
    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    above: CodeEntry | None = None
    was_made: bool = False
    origin: str = ""
    negative: bool = False
    side: str = ""
    cites: tuple[str, ...] = ()
    example: str = ""
    colour: str = ""
    rules: list[tuple[object, int | None, str]] = field(default_factory=list)

    @property
    def labels(self) -> list[str]:
        """Its labels in all languages."""
        return list(self.texts.get("label", {}).values())


def clean(text: object) -> str:
    """Text of a codebook: NFC, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", str(text)).split())


def is_id(text: str) -> bool:
    """Whether ``text`` can be a code's id: at most 100 letters and digits of any script, ``-``, ``_``, ``.``."""
    return (
        0 < len(text) <= _LONGEST_ID
        and text[0].isalnum()
        and all(_is_letter(character) or character in "-_." for character in text)
    )


def give_ids(entries: Sequence[CodeEntry], shown_name: str) -> tuple[list[CodeEntry], list[Problem]]:
    """Give every entry without an id one made of its label, and drop entries whose id is taken or impossible.

    Returns:
        The entries that stay (changed in place), and the problems.
    """
    problems: list[Problem] = []
    first: dict[str, CodeEntry] = {}
    kept: list[CodeEntry] = []
    for entry in entries:
        if entry.code_id and not is_id(entry.code_id):
            values = {"code": entry.code_id[:100]}
            problems.append(Problem("code-id-form", shown_name, entry.line, entry.place, values))
        elif entry.code_id in first:
            values = {"code": entry.code_id, "first": str(first[entry.code_id].line or "")}
            problems.append(Problem("code-id-twice", shown_name, entry.line, entry.place, values))
        elif not entry.code_id and not entry.labels:
            problems.append(Problem("code-without-label", shown_name, entry.line, entry.place))
        else:
            kept.append(entry)
            if entry.code_id:
                first[entry.code_id] = entry
    taken = set(first)
    for entry in kept:
        if not entry.code_id:
            entry.code_id = free_name(slug(entry.labels[0]), taken)
            taken.add(entry.code_id)
    return kept, problems


def slug(label: str) -> str:
    """An id made of a label: small letters and digits of any script with hyphens, no accents on Latin letters."""
    text = unicodedata.normalize("NFKD", label.casefold())
    text = unicodedata.normalize("NFC", re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", text))
    words = "".join(character if _is_letter(character) else " " for character in text).split()
    # A mark without a letter before it is no word.
    words = [word for word in words if word[0].isalnum()]
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "code"


def _is_letter(character: str) -> bool:
    """A letter, a digit, or a mark on one: vowel signs of Indic scripts are no letters to Python."""
    return character.isalnum() or unicodedata.category(character).startswith("M")


def codes_table(
    entries: Sequence[CodeEntry], languages: Sequence[str], shown_name: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """The table ``codes`` of entries that have their ids.

    Args:
        entries: in the codebook's order.
        languages: languages whose columns come first, the main one at the head.
        shown_name: what problems call the codebook.
    """
    parents, problems = _parents(entries, shown_name)
    problems += _open_circles(entries, parents, shown_name)
    problems += _labels_twice(entries, parents, shown_name)
    colours, unknown = _colours(entries, shown_name)
    problems += unknown
    used = {language for entry in entries for texts in entry.texts.values() for language in texts}
    ordered = [*(language for language in languages[:1]), *(each for each in languages[1:] if each in used)]
    ordered += sorted(used.difference(ordered))
    rows: list[dict[str, object]] = []
    for order, entry in enumerate(entries, start=1):
        line = _upwards(entry.code_id, parents)
        row: dict[str, object] = {
            "code_id": entry.code_id,
            "parent_id": parents[entry.code_id],
            "level": LEVELS[min(len(line), len(LEVELS)) - 1],
            "theme_id": line[-1],
            "category_id": line[-2] if len(line) > 1 else "",
            "origin": entry.origin,
            "negative": entry.negative,
            "side": entry.side,
            "cites": list(entry.cites),
            "example": entry.example,
            "colour": colours.get(entry.colour, ""),
            "order": order,
        }
        for name in TEXT_FIELDS:
            row |= {f"{name}:{language}": entry.texts.get(name, {}).get(language, "") for language in ordered}
        if entry.negative and not parents[entry.code_id]:
            values = {"code": entry.code_id}
            problems.append(Problem("negative-without-parent", shown_name, entry.line, entry.place, values))
        rows.append(row)
    return model.from_rows("codes", rows), problems


def _colours(entries: Sequence[CodeEntry], shown_name: str) -> tuple[dict[str, str], list[Problem]]:
    """The colours that are written, as ``#rrggbb``, and a warning for those that nobody knows: they stop nothing."""
    found = {entry.colour: colour_of(entry.colour) for entry in entries if entry.colour}
    strange = [entry for entry in entries if entry.colour and not found[entry.colour]]
    if not strange:
        return found, []
    values: dict[str, object] = {
        "colours": ", ".join(dict.fromkeys(entry.colour[:60] for entry in strange)),
        "count": len(strange),
    }
    return found, [Problem("codebook-colour", shown_name, strange[0].line, values=values)]


def _labels_twice(entries: Sequence[CodeEntry], parents: Mapping[str, str], shown_name: str) -> list[Problem]:
    """Codes that have a label of another code beside them, at the top or below the same parent: no table or figure and
    no coder who names them by label tells them apart."""
    first: dict[tuple[str, str, str], CodeEntry] = {}
    problems: list[Problem] = []
    for entry in entries:
        same: dict[str, tuple[str, CodeEntry]] = {}
        for language, label in entry.texts.get("label", {}).items():
            other = first.setdefault((parents[entry.code_id], language, clean(label).casefold()), entry)
            if other is not entry:
                same.setdefault(other.code_id, (label, other))
        for label, other in same.values():
            values = {"code": entry.code_id, "label": label, "other": other.code_id}
            problems.append(Problem("code-label-twice", shown_name, entry.line, entry.place, values))
    return problems


def free_name(name: str, taken: Container[str], fold: Callable[[str], str] = str) -> str:
    """``name``, or with the first number behind it that is not taken.

    Args:
        name: the wanted name.
        taken: names that are given already, folded.
        fold: what two names have in common that count as one; by default only equal names do.
    """
    number, free = 2, name
    while fold(free) in taken:
        free = f"{name}-{number}"
        number += 1
    return free


def _parents(entries: Sequence[CodeEntry], shown_name: str) -> tuple[dict[str, str], list[Problem]]:
    """The parent's id of every code; a label does where it is that of one code only."""
    ids = {entry.code_id for entry in entries}
    by_label: dict[str, set[str]] = {}
    for entry in entries:
        for label in entry.labels:
            by_label.setdefault(label.casefold(), set()).add(entry.code_id)
    parents: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in entries:
        parent = entry.parent
        if parent and parent not in ids:
            named = by_label.get(parent.casefold(), set())
            if len(named) == 1:
                parent = next(iter(named))
            else:
                values = {"code": entry.code_id, "parent": parent, "near": nearest(parent, ids | set(by_label))}
                problems.append(Problem("unknown-parent", shown_name, entry.line, _below(entry.place), values))
                parent = ""
        parents[entry.code_id] = parent
    return parents, problems


def _open_circles(entries: Sequence[CodeEntry], parents: dict[str, str], shown_name: str) -> list[Problem]:
    """Report every circle of parents and take the parent from its first code."""
    problems: list[Problem] = []
    sound: set[str] = {""}
    for entry in entries:
        walk: list[str] = []
        code = entry.code_id
        while code not in sound and code not in walk:
            walk.append(code)
            code = parents[code]
        if code in walk:
            circle = walk[walk.index(code) :]
            first = next(each for each in entries if each.code_id in circle)
            start = circle.index(first.code_id)
            shown = " > ".join([*circle[start:], *circle[:start], first.code_id])
            problems.append(
                Problem("parent-circle", shown_name, first.line, _below(first.place), values={"circle": shown})
            )
            parents[first.code_id] = ""
        sound.update(walk)
    return problems


def _upwards(code: str, parents: Mapping[str, str]) -> list[str]:
    """The code, its parent, and so on up to the theme."""
    line = [code]
    while parents[line[-1]]:
        line.append(parents[line[-1]])
    return line


def _below(place: str) -> str:
    return f"{place}.parent" if place else ""
