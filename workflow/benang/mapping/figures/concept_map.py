"""The map that researchers draw between codes (``relations.csv``): what causes or contradicts what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import pandas as pd

from benang.core.link_layout import Link, LinkLayout, joined, laid_out, outward
from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.concept_map_drawing import (
    LEVELS,
    LINE,
    LINKS,
    LinkLook,
    cross,
    head,
    link_line,
    map_block,
)
from benang.mapping.figures.concept_map_widths import Row, note_width
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, Legend, gap, lines_block, paged
from benang.mapping.figures.drawing.text import shortened, wrap

TEXTS = "figures.concept_map.yaml"
COLUMNS = [
    "number",
    "from_id",
    "from",
    "from_level",
    "to_id",
    "to",
    "to_level",
    "kind",
    "words",
    "passages",
    "named_ids",
    "named",
    "from_parent",
    "to_parent",
    "author",
]
"""``number``: of the link, in the picture; ``level``: theme, category or code; ``kind`` as in table ``relations``;
``words``: at the link; ``passages``: how many are named for it, ``named_ids`` which, and ``named`` the informant and
turn of each; ``from_parent``, ``to_parent``: the category of a code, or the theme of a category; ``author``: of the
link."""

_UNDIRECTED = ("contradicts", "related")
_THREE_COLUMNS = 14.0
"""Width of a page from which on a map may have three columns of codes, cm."""
_PARENT_LINES, _MOST_PARENT_LINES = 2, 12
"""Lines that the category below a code may take: where maps are shared out to pages, and where it has room."""
_MOST_NAMED = 6
"""So many passages of a link are listed in the picture; the figure's table has all."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a link: those that hang together one after the other, else in the researcher's order."""
    codes = figure_words.table(tables, "codes")
    name, level = labels(codes, language), dict(zip(codes["code_id"], codes["level"], strict=True))
    relations = figure_words.records(figure_words.table(tables, "relations"))
    links = [_link(row) for row in relations]
    parent = {
        code: name.get(str(above), "")
        for code, above in zip(codes["code_id"], codes["parent_id"], strict=True)
        if above
    }
    known = _places(tables, figure_words.texts(TEXTS, language))
    rows: list[list[object]] = []
    for row in (relations[place] for numbers in joined(links) for place in numbers):
        ends = [
            value for end in (str(row["from_id"]), str(row["to_id"])) for value in (end, name.get(end, end), level[end])
        ]
        words = figure_words.in_language(row, "label", language)
        named = [str(one) for one in row["named_ids"]]
        places = [known.get(one, one) for one in named]
        parents = [parent.get(str(row[end]), "") for end in ("from_id", "to_id")]
        made = [len(rows) + 1, *ends, row["kind"], words, len(named), named, places, *parents, str(row["author"])]
        rows.append(made)
    return pd.DataFrame(rows, columns=COLUMNS)


def _places(tables: Mapping[str, pd.DataFrame], texts: Words) -> dict[str, str]:
    """By the id of a passage or a coding, whose words it is and in which turn; what is no interview has its kind
    before it."""
    kinds = figure_words.table(tables, "sources")
    kind_of = dict(zip(kinds["source_id"], kinds["kind"], strict=True))
    places: dict[str, str] = {}
    for row in figure_words.records(figure_words.table(tables, "passages")):
        who = str(row["case_id"] or row["source_id"])
        kind = str(kind_of.get(row["source_id"], "interview"))
        before = "" if kind == "interview" else f"{figure_words.kind_name(kind, 1, texts)} "
        for one in (row["passage_id"], *row["coding_ids"]):
            places.setdefault(str(one), f"{before}{who}\u00a0{texts.number(int(row['turn']))}")
    return places


def _link(row: Row) -> Link:
    return Link(str(row["from_id"]), str(row["to_id"]), row["kind"] not in _UNDIRECTED)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: a map for all links that hang together, with its passages below it; a map that is too large for
    a page in parts, in which a code can stand again."""
    rows = figure_words.records(data)
    legend = _legend(rows, texts, width)
    room = style.TALLEST - 2 * style.MARGIN - legend.height - 0.4
    parts = _parts(rows, texts, width, room)
    there = defaultdict(list)
    for part, layout in enumerate(parts, 1):
        for code in _codes(layout):
            there[code].append(part)
    several = any(len(found) > 1 for found in there.values())
    blocks: list[Block] = []
    for part, layout in enumerate(parts, 1):
        elsewhere = {code: [other for other in there[code] if other != part] for code in _codes(layout)}
        wide = note_width(len(layout.columns), rows, texts, width)
        notes = _parents(layout, rows, texts, width, _parent_lines(layout, rows, texts, width, room))
        for code, others in elsewhere.items():
            if others:
                said = texts("also_in", parts=", ".join(map(texts.number, others)))
                notes[code] = [*notes.get(code, []), *shortened(said, wide, 1, style.BODY)[0]]
        if several:
            title = wrap(texts("part", part=texts.number(part)), width - 2 * style.MARGIN, style.STRONG, "bold")
            blocks.append(lines_block(title, size=style.STRONG, face="bold", after=0.1, keep=True))
        one = map_block(layout, rows, notes, texts, width)
        blocks += [one._replace(keep=True), _passages(layout, rows, texts, width), gap(0.35)]
    return paged(blocks[:-1], width, legend=legend)


def _codes(layout: LinkLayout) -> list[str]:
    return [item for column in layout.columns for item in column if isinstance(item, str)]


def _parents(
    layout: LinkLayout, rows: Sequence[Row], texts: Words, width: float, most: int = _PARENT_LINES
) -> dict[str, list[str]]:
    """Below each code the category that it belongs to (of a category: its theme), where that has room on so many
    lines."""
    wide = note_width(len(layout.columns), rows, texts, width)
    parent = {str(row[f"{end}_id"]): str(row[f"{end}_parent"]) for row in rows for end in ("from", "to")}
    lines = {code: wrap(parent[code], wide, style.BODY, "italic") for code in _codes(layout) if parent[code]}
    return {code: own for code, own in lines.items() if len(own) <= most}


def _parent_lines(layout: LinkLayout, rows: Sequence[Row], texts: Words, width: float, room: float) -> int:
    """On how many lines a category below a code may stand, so that the map stays on its page: on all where it can."""
    lines = {len(own) for own in _parents(layout, rows, texts, width, _MOST_PARENT_LINES).values()}

    def fits(most: int) -> bool:
        return _height(layout, rows, texts, width, noted=True, most=most) <= room

    return next((most for most in sorted(lines, reverse=True) if most > _PARENT_LINES and fits(most)), _PARENT_LINES)


def _numbers(layout: LinkLayout) -> list[int]:
    return sorted({number for lane in layout.lanes for number in lane})


def _parts(rows: Sequence[Row], texts: Words, width: float, room: float) -> list[LinkLayout]:
    """The layouts of all maps, none higher than a page."""
    links = [_link(row) for row in rows]
    columns = 3 if width >= _THREE_COLUMNS else 2
    waiting, found = joined(links), []
    parted: set[int] = set()
    while waiting:
        numbers = waiting.pop(0)
        whole = laid_out(links, numbers, columns)
        if whole.same_column or _height(whole, rows, texts, width, noted=numbers[0] in parted) > room:
            order = outward(links, numbers)
            fewest, most = 1, len(order)
            # The most links, from the one with the most on, whose map a page holds.
            while fewest < most:
                middle = (fewest + most + 1) // 2
                fits = _height(laid_out(links, order[:middle], columns), rows, texts, width, noted=True) <= room
                fewest, most = (middle, most) if fits else (fewest, middle - 1)
            whole = laid_out(links, order[:fewest], columns)
            left = sorted(set(numbers) - set(_numbers(whole)))
            parted.update(left)
            rest = joined([links[number] for number in left])
            waiting = [[left[place] for place in part] for part in rest] + waiting
        found.append(whole)
    return found


def _height(
    layout: LinkLayout, rows: Sequence[Row], texts: Words, width: float, *, noted: bool, most: int = _PARENT_LINES
) -> float:
    parents = _parents(layout, rows, texts, width, most)
    notes = {code: parents.get(code, []) + ([" "] if noted else []) for code in _codes(layout)}
    head_and_gap = 2 * LINE + 0.1
    return (
        map_block(layout, rows, notes, texts, width).height
        + _passages(layout, rows, texts, width).height
        + (head_and_gap if noted else 0.0)
    )


def _passages(layout: LinkLayout, rows: Sequence[Row], texts: Words, width: float) -> Block:
    """Which passages the links of a map name, by their numbers."""
    said = []
    for row in (rows[number] for number in _numbers(layout)):
        named = list(dict.fromkeys(row["named"]))
        shown = ", ".join(named[:_MOST_NAMED]) if named else texts["none_named"]
        if len(named) > _MOST_NAMED:
            shown += " " + texts("more_named", n=texts.number(len(named) - _MOST_NAMED))
        said.append(f"({texts.number(int(row['number']))})\u00a0{shown}")
    lines = wrap(texts("passages", list="; ".join(said)), width - 2 * style.MARGIN, style.BODY)
    return lines_block(lines, colour=style.MUTED, before=0.18)


def _legend(rows: Sequence[Row], texts: Words, width: float) -> Legend:
    legend = Legend(width)
    levels = {str(row[f"{end}_level"]) for row in rows for end in ("from", "to")}
    for level, look in LEVELS.items():
        if level in levels and len(levels) > 1:

            def box(canvas: Canvas, x: float, y: float, look: dict[str, object] = look) -> None:
                canvas.box(x, y - 0.13, 0.55, 0.26, **look)  # type: ignore[arg-type]

            legend.add(0.55, box, texts[f"level_{level}"])
    kinds = {str(row["kind"]) for row in rows}
    for kind, of_kind in LINKS.items():
        if kind in kinds:

            def sample(canvas: Canvas, x: float, y: float, look: LinkLook = of_kind) -> None:
                end = x + 1.0 - (0.15 if look.head != "none" else 0.0)
                link_line(canvas, (x, end), (y, y), look)
                if look.head != "none":
                    head(canvas, x + 1.0, y, 1, look)
                if look.crossed:
                    cross(canvas, x + 0.25, y, look)
                    cross(canvas, x + 0.75, y, look)

            legend.add(1.0, sample, texts[f"kind_{kind}"])
    return legend


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_links"]
    rows = figure_words.records(data)
    lines = [" – ".join((row["from"], texts[f"kind_{row['kind']}"], row["to"])) for row in rows]
    return texts("alt", links=texts.count(len(lines), "link"), lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the number of links."""
    if data.empty:
        return texts["no_links"]
    named = int((data["passages"] > 0).sum())
    levels = [level for level in LEVELS if (data[["from_level", "to_level"]] == level).to_numpy().any()]
    between = texts.listed([texts[f"levels_{level}"] for level in levels])
    said = [texts("caption", links=texts.count(len(data), "link"), between=between, named=texts.of(named, len(data)))]
    undirected = data["kind"].isin(_UNDIRECTED)
    if data["kind"].nunique() > 1:
        said.append(texts["line"])
    if not undirected.all():
        said.append(texts["directed"])
    if undirected.any():
        said.append(texts["undirected"])
    if (data["kind"] == "contradicts").any():
        said.append(texts["crosses"])
    return " ".join([*said, *figure_words.written_by(data["author"], texts)])
