"""Read a text of the researchers: paragraphs, and in them references to the study and numbers that can be checked.

The form is small on purpose. Blocks are paragraphs, headings (``### ...``), lists (``- ...``) and quotations
(``> ...``), parted by blank lines. In them ``*so*`` and ``**so**`` are emphasis, and these are marks:

- ``[@passage:c123]``: a coding or passage, on ``[@passage:c123 against]`` a side; alone in its paragraph it is quoted;
- ``[@claim:C1]``, ``[@figure:state_map]``, ``[@table:claims]``: what it names, as a link;
- ``[@key]`` or ``[@key; @other]``: works of the literature;
- ``{{informants trust = 4 of 5}}``: a number that the run counts too.

Everything else is text, whatever characters it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

KINDS = ("passage", "claim", "figure", "table")
SIDES = ("for", "against", "both", "none", "disputed")
MEASURES = ("informants", "passages", "observed", "sources")
"""What can be counted: informants who say it, passages they say, passages of observers' notes, sources that hold it."""

_MARK = re.compile(r"\{\{(?P<number>[^{}]*)\}\}|\[@(?P<reference>[^\[\]]*)\]", re.DOTALL)
_NUMBER = re.compile(
    r"(?P<measure>\w+)\s+(?P<unit>[^\s=]+)(?:\s+(?P<side>[a-z]+))?\s*=\s*(?P<n>\d+)(?:\s+(?:of|dari)\s+(?P<base>\d+))?"
)
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_ITEM = re.compile(r"[-*][ \t]+")


@dataclass(frozen=True)
class Mark:
    """One reference or number.

    Attributes:
        kind: one of ``KINDS``, ``cite`` or ``number``; ``wrong`` where it has no known form.
        names: what it names: one id, or the keys of several works; of a number, the unit.
        line: of the file.
        written: as it is written, without its brackets.
        side: of a passage or a number, where one is named.
        measure, n, base: of a number; base is None where none is written.
    """

    kind: str
    names: tuple[str, ...]
    line: int
    written: str
    side: str = ""
    measure: str = ""
    n: int = 0
    base: int | None = None


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list or quotation.

    Attributes:
        kind: ``paragraph``, ``heading``, ``list`` or ``quotation``.
        line: on which it begins.
        items: of a list its items, else one; each a sequence of texts and marks.
    """

    kind: str
    line: int
    items: tuple[tuple[str | Mark, ...], ...]

    @property
    def alone(self) -> Mark | None:
        """The mark that is all of a paragraph; None where there is more, or none."""
        if self.kind != "paragraph":
            return None
        held = [one for one in self.items[0] if not isinstance(one, str) or one.strip()]
        return held[0] if len(held) == 1 and isinstance(held[0], Mark) else None


def read_blocks(text: str) -> list[Block]:
    """The blocks of a text; a line's number is its place in ``text``, from 1.

    >>> read_blocks("Two of them ({{informants trust = 2 of 5}}).")[0].items[0][1].base
    5
    """
    blocks: list[Block] = []
    for line, lines in _paragraphs(text):
        heading = _HEADING.fullmatch(lines[0])
        if heading:
            blocks.append(Block("heading", line, (tuple(_inline(heading[2], line)),)))
            lines, line = lines[1:], line + 1
            if not lines:
                continue
        if _ITEM.match(lines[0]):
            blocks.append(Block("list", line, tuple(_items(lines, line))))
        elif all(one.startswith(">") for one in lines):
            said = "\n".join(one[1:].lstrip() for one in lines)
            blocks.append(Block("quotation", line, (tuple(_inline(said, line)),)))
        else:
            blocks.append(Block("paragraph", line, (tuple(_inline("\n".join(lines), line)),)))
    return blocks


def marks(blocks: Sequence[Block]) -> Iterator[Mark]:
    """Every mark, in order."""
    for block in blocks:
        for item in block.items:
            yield from (one for one in item if isinstance(one, Mark))


def _paragraphs(text: str) -> Iterator[tuple[int, list[str]]]:
    held: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip():
            held.append(line.strip())
        elif held:
            yield number - len(held), held
            held = []


def _items(lines: Sequence[str], first: int) -> Iterator[tuple[str | Mark, ...]]:
    held: list[str] = []
    begun = first
    for number, line in enumerate(lines, start=first):
        found = _ITEM.match(line)
        if found and held:
            yield tuple(_inline("\n".join(held), begun))
            held = []
        if found:
            begun = number
        held.append(line[found.end() :] if found else line)
    yield tuple(_inline("\n".join(held), begun))


def _inline(text: str, line: int) -> Iterator[str | Mark]:
    place = 0
    for found in _MARK.finditer(text):
        if text[place : found.start()]:
            yield text[place : found.start()]
        here = line + text.count("\n", 0, found.start())
        number = found["number"]
        yield _number(number, here) if number is not None else _reference(found["reference"], here)
        place = found.end()
    if text[place:]:
        yield text[place:]


def _number(written: str, line: int) -> Mark:
    written = " ".join(written.split())
    found = _NUMBER.fullmatch(written)
    side = (found["side"] or "") if found else ""
    if found is None or found["measure"] not in MEASURES or (side and side not in SIDES):
        return Mark("wrong", (), line, written)
    base = int(found["base"]) if found["base"] else None
    return Mark("number", (found["unit"],), line, written, side, found["measure"], int(found["n"]), base)


def _reference(written: str, line: int) -> Mark:
    written = " ".join(written.split())
    kind, colon, name = written.partition(":")
    if colon and kind in KINDS:
        named = name.split()
        side = named[1] if len(named) == 2 and kind == "passage" and named[1] in SIDES else ""
        if len(named) != (2 if side else 1):
            return Mark("wrong", (), line, written)
        return Mark(kind, (named[0],), line, written, side)
    keys = tuple(key.strip().removeprefix("@") for key in written.split(";"))
    return Mark("cite", keys, line, written) if all(keys) else Mark("wrong", (), line, written)
