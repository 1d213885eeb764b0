"""Where the tables and figures of a PDF stand: where the text has them, or at the head or foot of a page, so that none
leaves much of a page blank and none is past the section that it belongs to.

A typesetter that floats tables and figures knows nothing of sections, and one that does not leaves a page blank where
the next figure has no room. So the document is set to see how it comes out (typst tells where things stand, which
takes a fraction of making the PDF) and set again with what left a page blank afloat; what is then outside its section
goes back, a table broken over the pages, and a table within which a figure came to stand goes behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from benang.conclusions.documents.tree import attributes
from benang.conclusions.documents.typst_text import typst_string

MOST_BLANK = 70.0
"""Points at a page's foot that stay blank before a table or figure is moved or broken for it: a tenth of a page."""
MOST_BLANK_IN_ALL = 0.3
"""The share of a page that stays blank before a figure may stand further on than the next heading: below one of a lower
level, in the same section all the same."""
MOST_PASSES = 6
"""So often at most the document is set to see where things stand."""

Stood = tuple[str, str, int, float]
"""Part (``heading``, ``before``, ``top``, ``caption``, of a table ``end``), name, page from 1, and points below the
page's head."""


@dataclass(frozen=True)
class Placing:
    """What does not stand whole where the text has it.

    Attributes:
        floating: the tables and figures that go to the head or foot of a page.
        broken: the tables that are broken over pages although they are short.
    """

    floating: frozenset[str] = field(default_factory=frozenset)
    broken: frozenset[str] = field(default_factory=frozenset)

    def typst(self) -> str:
        """Both as typst has them."""
        return "".join(
            f"#let {name} = ({''.join(f'{typst_string(one)}, ' for one in sorted(found))})\n"
            for name, found in (("floating", self.floating), ("broken", self.broken))
        )


@dataclass(frozen=True)
class Placed:
    """A table or figure of the text.

    Attributes:
        name: its place.
        table: whether it is a table.
        heading: the heading above it; empty where there is none.
        following: the next heading; empty where there is none.
        behind: the next heading of the same level or a higher one.
    """

    name: str
    table: bool
    heading: str
    following: str
    behind: str


def placed(blocks: Sequence[Any]) -> list[Placed]:
    """The tables and figures that can be moved, with the section that each belongs to: those in no box.

    Args:
        blocks: of the document, in the tree of pandoc.
    """
    headings = [(place, *block["c"][:2]) for place, block in enumerate(blocks) if block["t"] == "Header"]
    found: list[Placed] = []
    for place, block in enumerate(blocks):
        name = str((attributes(block) or [""])[0]) if block["t"] in ("Figure", "Table") else ""
        if not name:
            continue
        level, above = next(((level, one[0]) for at, level, one in reversed(headings) if at < place), (0, ""))
        after = [(below, one[0]) for at, below, one in headings if at > place]
        following = after[0][1] if after else ""
        behind = next((one for below, one in after if below <= level), "")
        found.append(Placed(name, block["t"] == "Table", above, following, behind))
    return found


def in_series(blocks: Sequence[Any]) -> frozenset[str]:
    """The figures that stand directly behind one another: alone they would leave much of their pages blank."""
    figures = [str((attributes(block) or [""])[0]) if block["t"] == "Figure" else "" for block in blocks]
    found = {name for pair in pairwise(figures) if all(pair) for name in pair}
    return frozenset(found)


def ended(blocks: Sequence[Any], floating: Collection[str], end: Any) -> list[Any]:
    """The blocks with ``end``, which lets nothing float past it, before each heading that ends a section of what is
    ``floating``."""
    ending = {one.behind for one in placed(blocks) if one.name in floating and one.behind}
    heads = [block["t"] == "Header" and block["c"][1][0] in ending for block in blocks]
    return [one for block, head in zip(blocks, heads, strict=True) for one in ([end, block] if head else [block])]


def placing(things: Sequence[Placed], room: tuple[float, float], ask: Callable[[Placing], Iterable[Stood]]) -> Placing:
    """How the document is set.

    Args:
        things: its tables and figures.
        room: points from a page's head to where its text begins, and to where it ends.
        ask: sets the document and tells where its parts stood.
    """
    head, foot = room
    now, tried, loose = Placing(), set[str](), set[str]()
    for _ in range(MOST_PASSES if things else 0):
        places = {(part, name): (page, y) for part, name, page, y in ask(now)}
        strayed = {one.name for one in things if one.name in now.floating and not _in_section(one, places, loose)}
        if strayed:
            back = _together(things, strayed)
            tables = {one.name for one in things if one.table} & now.floating & back
            now = Placing(now.floating - back, now.broken | tables)
            continue
        blank = {one.name: _blank_before(one.name, places, foot) for one in things if one.name not in tried}
        moved = _together(things, {name for name, left in blank.items() if left > MOST_BLANK}, onwards=True) - tried
        if not moved:
            torn = {one.name for one in things if one.table and _is_torn(one.name, things, now, places)} - tried
            if not torn:
                return now
            # It goes behind what would stand within it, perhaps below a heading of a lower level.
            tried |= torn
            loose |= torn
            now = Placing(now.floating | torn, now.broken)
            continue
        tried |= moved
        large = {name for name, left in blank.items() if left > MOST_BLANK_IN_ALL * (foot - head)}
        loose |= _together(things, large)
        now = Placing(now.floating | moved, now.broken)
    # Nothing that stands where the text has it is outside its section.
    return Placing(broken=now.broken | {one.name for one in things if one.table and one.name in tried})


def _together(things: Sequence[Placed], names: Collection[str], *, onwards: bool = False) -> set[str]:
    """Those of ``names`` with the figures of the same sections (``onwards``: those behind the first of them), so that
    figures stand in the order in which they are numbered."""
    found, begun = set(names), set[str]()
    for one in things:
        if one.name in names and not one.table:
            begun.add(one.heading)
        if not one.table and one.heading in begun:
            found.add(one.name)
    if not onwards:
        found |= {one.name for one in things if not one.table and one.heading in begun}
    return found


def _in_section(one: Placed, places: Mapping[tuple[str, str], tuple[int, float]], loose: Collection[str]) -> bool:
    """Whether a table or figure stands below the heading before it and above the next one; of those that would leave
    much of a page blank (``loose``), above the next one of the same level."""
    at = places.get(("caption", one.name), (0, 0.0))
    ending = one.behind if one.name in loose else one.following
    begins, ends = (places.get(("heading", name)) for name in (one.heading, ending))
    return (begins is None or begins < at) and (ends is None or at < ends)


def _is_torn(
    name: str, things: Sequence[Placed], now: Placing, places: Mapping[tuple[str, str], tuple[int, float]]
) -> bool:
    """Whether a figure that floats stands between the first and the last row of a table that does not."""
    top, end = places.get(("top", name)), places.get(("end", name))
    figures = (places.get(("top", one.name)) for one in things if not one.table and one.name in now.floating)
    return name not in now.floating and any(top < at < end for at in figures if top and end and at)


def _blank_before(name: str, places: Mapping[tuple[str, str], tuple[int, float]], foot: float) -> float:
    """Points that a table or figure which had no room on a page left blank at its foot."""
    before, top = places.get(("before", name)), places.get(("top", name))
    return foot - before[1] if before and top and before[0] < top[0] else 0.0
