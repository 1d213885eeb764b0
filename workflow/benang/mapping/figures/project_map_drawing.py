"""How the project map is laid out and drawn: layers from left to right, links with an end of their own on each box."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path

from benang.core.wording import Words
from benang.mapping.figures import style

_THEME_X, _THEME_WIDTH = 0.55, 3.15
_CATEGORY_X, _CATEGORY_WIDTH = 4.2, 5.3
_INFORMANT_WIDTH = 2.5
_INFORMANT_X = style.WIDTH - style.MARGIN - _INFORMANT_WIDTH
_TRUNK_X = 0.32
_GAP, _THEME_GAP = 0.12, 0.32
_WIDEST = 4.6
"""Points: the link with the most references."""
_NEGATIVE = "#7a1f3d"
_ORIGINS = {
    "deductive": (style.BLUE, style.BLUE_TINT, 0.4),
    "inductive": (style.VERMILION, style.VERMILION_TINT, 0.8),
}
"""Edge, ground and strength of links of a category, by its origin in the codebook."""
_NOT_GIVEN = (style.MUTED, style.FAINT, 0.5)


@dataclass
class _Node:
    """A box on the map, with its lines of type and the ends of links at it (key -> height)."""

    key: str
    row: Mapping[str, object]
    lines: list[str]
    notes: list[str]
    height: float
    top: float = 0.0
    ends: dict[tuple[str, str], float] = field(default_factory=dict)

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def draw_map(data: pd.DataFrame, texts: Words) -> Figure:
    """Draw what ``project_map.data`` gives; to be called under ``style.styled``."""
    rows = [{str(key): value for key, value in row.items()} for row in data.to_dict("records")]
    parts = {part: [row for row in rows if row["part"] == part] for part in data["part"].unique()}
    if not parts.get("category"):
        return style.sentence(texts["nothing"])
    type_size = style.BODY if len(parts["category"]) <= 20 else style.SMALL
    question = _question_lines(parts)
    left_out = {str(row["parent_id"]): int(row["n"]) for row in parts.get("left_out", [])}
    start = style.MARGIN + (_question_height(question) + 0.35 if question else 0.0)
    themes, categories = _stacked(parts, left_out, texts, type_size, start, _GAP)
    bottom = max(node.top + node.height for node in [*themes, *categories])
    informants = _informant_nodes(parts, type_size, start, bottom)
    lowest = max([bottom, *(node.top + node.height for node in informants)])
    if lowest > bottom:
        # More informants than categories: the categories are spread over the height that the informants need.
        gap = _GAP + (lowest - bottom) / len(categories)
        themes, categories = _stacked(parts, left_out, texts, type_size, start, gap)
    bottom = max(lowest, *(node.top + node.height for node in [*themes, *categories]))
    links = parts.get("link", [])
    _place_ends(categories, informants, links)
    legend = _legend(rows, texts)
    figure, axes = style.canvas(bottom + 0.35 + legend.height() + style.MARGIN)
    _draw_tree(axes, question, themes, categories)
    _draw_links(axes, categories, informants, links)
    for node in categories:
        _draw_category(axes, node, type_size)
    for node in informants:
        _draw_informant(axes, node, type_size)
    legend.draw(axes, bottom + 0.35)
    return figure


def _question_lines(parts: Mapping[str, list[dict[str, object]]]) -> list[str]:
    label = str(parts["question"][0]["label"])
    return style.wrap(label, style.WIDTH - 2 * style.MARGIN - 0.6, style.STRONG, "bold") if label else []


def _question_height(question: Sequence[str]) -> float:
    return len(question) * style.line_height(style.STRONG) + 0.3 if question else 0.0


def _stacked(
    parts: Mapping[str, list[dict[str, object]]],
    left_out: Mapping[str, int],
    texts: Words,
    type_size: float,
    start: float,
    gap: float,
) -> tuple[list[_Node], list[_Node]]:
    """Themes and categories from top to bottom: a theme stands at the middle of its categories."""
    themes: list[_Node] = []
    categories: list[_Node] = []
    y = start
    theme_rows = {str(row["id"]): row for row in parts.get("theme", [])}
    order = list(dict.fromkeys(str(row["parent_id"]) for row in parts["category"]))
    for theme in order:
        own = [_category_node(row, texts, type_size) for row in parts["category"] if row["parent_id"] == theme]
        stack = sum(node.height for node in own) + gap * (len(own) - 1)
        block = stack
        if theme:
            label = str(theme_rows[theme]["label"])
            lines = style.wrap(label, _THEME_WIDTH - 0.36, type_size, "bold")
            notes = [texts("left_out", n=left_out[theme])] if theme in left_out else []
            height = _text_height(lines, notes, type_size) + 0.24
            block = max(stack, height)
            themes.append(_Node(theme, theme_rows[theme], lines, notes, height, y + (block - height) / 2))
        place = y + (block - stack) / 2
        for node in own:
            node.top = place
            place += node.height + gap
        categories += own
        y += block + gap + _THEME_GAP - _GAP
    return themes, categories


def _category_node(row: Mapping[str, object], texts: Words, type_size: float) -> _Node:
    lines = style.wrap(str(row["label"]), _CATEGORY_WIDTH - 0.36, type_size)
    notes: list[str] = []
    if row["status"] == "literature only":
        works = texts.count(int(str(row["works"])), "work")
        notes = style.wrap(texts("in_literature_only", works=works), _CATEGORY_WIDTH - 0.36, style.TINY)
    elif row["status"] == "neither":
        notes = [texts["in_neither"]]
    elif not row["n"]:
        sources = texts.count(int(str(row["sources"])), "source")
        notes = style.wrap(texts("in_field", sources=sources), _CATEGORY_WIDTH - 0.36, style.TINY)
    height = _text_height(lines, [] if _beside(lines, notes, type_size) else notes, type_size)
    return _Node(str(row["id"]), row, lines, notes, height + 0.16)


def _beside(lines: Sequence[str], notes: Sequence[str], type_size: float) -> bool:
    """Whether a short label leaves room for its note on the same line."""
    if len(lines) != 1 or len(notes) != 1:
        return False
    needed = style.text_width(lines[0], type_size) + 0.3 + style.text_width(notes[0], style.TINY, "italic")
    return needed <= _CATEGORY_WIDTH - 0.36


def _text_height(lines: Sequence[str], notes: Sequence[str], type_size: float) -> float:
    return len(lines) * style.line_height(type_size) + len(notes) * style.line_height(style.TINY)


def _informant_nodes(
    parts: Mapping[str, list[dict[str, object]]], type_size: float, top: float, bottom: float
) -> list[_Node]:
    """Informants from top to bottom, evenly spread beside the categories, taller the more links they have."""
    rows = parts.get("informant", []) or parts.get("kind", [])
    nodes = []
    for row in rows:
        lines = style.wrap(str(row["label"]), _INFORMANT_WIDTH - 0.3, type_size, "bold")
        notes = style.wrap(str(row["group"]), _INFORMANT_WIDTH - 0.3, style.SMALL) if row["group"] else []
        needed = len(lines) * style.line_height(type_size) + len(notes) * style.line_height(style.SMALL) + 0.24
        n_links = sum(1 for link in parts.get("link", []) if link["parent_id"] == row["id"])
        nodes.append(_Node(str(row["id"]), row, lines, notes, max(needed, 0.12 * n_links + 0.2)))
    needed = sum(node.height for node in nodes) + 0.25 * (len(nodes) - 1)
    space = max(bottom - top - needed, 0.0)
    # From the first category to the last; one alone stands in the middle.
    y = top if len(nodes) > 1 else top + space / 2
    space /= max(len(nodes) - 1, 1)
    for node in nodes:
        node.top = y
        y += node.height + 0.25 + space
    return nodes


def _place_ends(
    categories: Sequence[_Node], informants: Sequence[_Node], links: Sequence[Mapping[str, object]]
) -> None:
    """Give every link its own place on both boxes, in the order of the boxes it leads to, so that links from one box
    never cross each other."""
    keys = [(str(link["id"]), str(link["parent_id"])) for link in links]
    orders = {node.key: n for n, node in enumerate(informants)}, {node.key: n for n, node in enumerate(categories)}
    for nodes, own, other in ((categories, 0, 1), (informants, 1, 0)):
        for node in nodes:
            mine = sorted((key for key in keys if key[own] == node.key), key=lambda key: orders[own][key[other]])
            room = node.height - 0.16
            for n, key in enumerate(mine):
                node.ends[key] = node.top + 0.08 + room * (n + 0.5) / len(mine)


def _draw_tree(axes: Axes, question: Sequence[str], themes: Sequence[_Node], categories: Sequence[_Node]) -> None:
    height = _question_height(question)
    roots = [*themes, *(node for node in categories if not node.row["parent_id"])]
    if question:
        wide = style.WIDTH - 2 * style.MARGIN
        style.box(axes, style.MARGIN, style.MARGIN, wide, height, fill=style.FAINT, edge=style.SLATE, line=1.0, above=3)
        style.write(
            axes, style.WIDTH / 2, style.MARGIN + 0.15, question, size=style.STRONG, face="bold", align="center"
        )
        deepest = max(node.middle for node in roots)
        style.rule(axes, [_TRUNK_X, _TRUNK_X], [style.MARGIN + height, deepest], colour=style.SLATE)
        for node in roots:
            x = _THEME_X if node in themes else _CATEGORY_X
            style.rule(axes, [_TRUNK_X, x], [node.middle, node.middle], colour=style.SLATE)
    for theme in themes:
        type_size = style.BODY if len(categories) <= 20 else style.SMALL
        style.box(
            axes,
            _THEME_X,
            theme.top,
            _THEME_WIDTH,
            theme.height,
            fill=style.SLATE,
            edge=style.SLATE,
            radius=0.08,
            above=3,
        )
        y = theme.top + (theme.height - _text_height(theme.lines, theme.notes, type_size)) / 2
        y = style.write(axes, _THEME_X + 0.18, y, theme.lines, size=type_size, face="bold", colour=style.PAPER)
        style.write(axes, _THEME_X + 0.18, y, theme.notes, size=style.TINY, colour=style.PAPER)
        own = [node for node in categories if node.row["parent_id"] == theme.key]
        joint = (_THEME_X + _THEME_WIDTH + _CATEGORY_X) / 2
        style.rule(axes, [_THEME_X + _THEME_WIDTH, joint], [theme.middle, theme.middle], colour=style.SLATE)
        ends = [theme.middle, *(node.middle for node in own)]
        style.rule(axes, [joint, joint], [min(ends), max(ends)], colour=style.SLATE)
        for node in own:
            style.rule(axes, [joint, _CATEGORY_X], [node.middle, node.middle], colour=style.SLATE)


def _draw_category(axes: Axes, node: _Node, type_size: float) -> None:
    inductive = node.row["origin"] == "inductive"
    spoken = node.row["status"] in ("both", "field only")
    colour, tint, _ = _ORIGINS.get(str(node.row["origin"]), _NOT_GIVEN)
    style.box(
        axes,
        _CATEGORY_X,
        node.top,
        _CATEGORY_WIDTH,
        node.height,
        fill=tint if spoken else style.PAPER,
        edge=colour if node.row["status"] != "neither" else style.RULE,
        line=1.0,
        dash="solid" if spoken else "dashed" if node.row["status"] == "literature only" else "dotted",
        radius=0.22 if inductive else 0.0,
        above=3,
    )
    ink = style.INK if spoken else style.MUTED
    if _beside(node.lines, node.notes, type_size):
        y = node.middle - style.line_height(type_size) / 2
        style.write(axes, _CATEGORY_X + 0.18, y, node.lines, size=type_size, colour=ink)
        right, y = _CATEGORY_X + _CATEGORY_WIDTH - 0.18, node.middle - style.line_height(style.TINY) / 2
        style.write(axes, right, y, node.notes, size=style.TINY, face="italic", colour=style.MUTED, align="right")
        return
    y = node.top + (node.height - _text_height(node.lines, node.notes, type_size)) / 2
    y = style.write(axes, _CATEGORY_X + 0.18, y, node.lines, size=type_size, colour=ink)
    style.write(axes, _CATEGORY_X + 0.18, y, node.notes, size=style.TINY, face="italic", colour=style.MUTED)


def _draw_informant(axes: Axes, node: _Node, type_size: float) -> None:
    style.box(
        axes,
        _INFORMANT_X,
        node.top,
        _INFORMANT_WIDTH,
        node.height,
        fill=style.FAINT,
        edge=style.INK,
        line=1.0,
        radius=0.3,
        above=3,
    )
    height = len(node.lines) * style.line_height(type_size) + len(node.notes) * style.line_height(style.SMALL)
    x = _INFORMANT_X + _INFORMANT_WIDTH / 2
    y = style.write(axes, x, node.middle - height / 2, node.lines, size=type_size, face="bold", align="center")
    style.write(axes, x, y, node.notes, size=style.SMALL, colour=style.MUTED, align="center")


def _draw_links(
    axes: Axes, categories: Sequence[_Node], informants: Sequence[_Node], links: Sequence[Mapping[str, object]]
) -> None:
    category_of = {node.key: node for node in categories}
    informant_of = {node.key: node for node in informants}
    largest = max((int(str(link["references"])) for link in links), default=1)
    # What the study found itself lies above what it looked for, on a lighter ground; strong links above weak ones.
    ordered = sorted(
        links,
        key=lambda link: (category_of[str(link["id"])].row["origin"] == "inductive", int(str(link["references"]))),
    )
    for link in ordered:
        key = (str(link["id"]), str(link["parent_id"]))
        category, informant = category_of[key[0]], informant_of[key[1]]
        ends = category.ends[key], informant.ends[key]
        references, negatives = int(str(link["references"])), int(str(link["against_references"]))
        inductive = category.row["origin"] == "inductive"
        colour, _, strength = _ORIGINS.get(str(category.row["origin"]), _NOT_GIVEN)
        if references > negatives:
            line = _width(references, largest)
            if inductive:
                _curve(axes, *ends, style.PAPER, line + 1.4, strength=1.0)
            _curve(axes, *ends, colour, line, strength=strength)
        if negatives:
            _curve(axes, *ends, _NEGATIVE, 1.0, dash=(0, (3, 2)), strength=1.0)
    marks: dict[str, int] = {}
    for link in links:
        if int(str(link["against_references"])):
            category = category_of[str(link["id"])]
            y = category.ends[category.key, str(link["parent_id"])]
            # Two marks at neighbouring ends would lie on each other: they take turns.
            turn = marks[category.key] = marks.get(category.key, -1) + 1
            _minus(axes, _CATEGORY_X + _CATEGORY_WIDTH + 0.18 + 0.24 * (turn % 3), y)


def _width(references: int, largest: int) -> float:
    return max(0.7, _WIDEST * references / largest)


def _curve(
    axes: Axes,
    y_from: float,
    y_to: float,
    colour: str,
    line: float,
    dash: str | tuple[int, tuple[int, int]] = "solid",
    strength: float = 0.5,
) -> None:
    start, end = _CATEGORY_X + _CATEGORY_WIDTH, _INFORMANT_X
    third = (end - start) * 0.5
    points = [(start, y_from), (start + third, y_from), (end - third, y_to), (end, y_to)]
    path = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    axes.add_patch(
        PathPatch(
            path,
            facecolor="none",
            edgecolor=colour,
            linewidth=line,
            linestyle=dash,
            alpha=strength,
            capstyle="butt",
            zorder=2,
        )
    )


def _minus(axes: Axes, x: float, y: float) -> None:
    axes.add_patch(Circle((x, y), 0.1, facecolor=style.PAPER, edgecolor=_NEGATIVE, linewidth=0.8, zorder=4))
    style.rule(axes, [x - 0.055, x + 0.055], [y, y], colour=_NEGATIVE, line=0.9, above=5)


def _legend(rows: Sequence[Mapping[str, object]], texts: Words) -> style.Legend:
    legend = style.Legend()
    categories = [row for row in rows if row["part"] == "category"]
    links = [row for row in rows if row["part"] == "link"]

    def shape(colour: str, tint: str, radius: float, dash: str = "solid") -> Callable[[Axes, float, float], None]:
        def mark(axes: Axes, x: float, middle: float) -> None:
            style.box(axes, x, middle - 0.13, 0.55, 0.26, fill=tint, edge=colour, dash=dash, radius=radius)

        return mark

    origins = {str(row["origin"]) for row in categories}
    for origin, (colour, tint, _) in _ORIGINS.items():
        if origin in origins:
            legend.add(0.55, shape(colour, tint, 0.13 if origin == "inductive" else 0.0), texts[origin])
    if origins - set(_ORIGINS):
        # Where no category has an origin, there is nothing to tell apart.
        named = texts["origin_not_given"] if origins & set(_ORIGINS) else texts["category"]
        legend.add(0.55, shape(*_NOT_GIVEN[:2], 0.0), named)
    if any(row["status"] == "literature only" for row in categories):
        legend.add(0.55, shape(style.MUTED, style.PAPER, 0.0, "dashed"), texts["literature_only"])
    if any(row["status"] == "neither" for row in categories):
        legend.add(0.55, shape(style.RULE, style.PAPER, 0.0, "dotted"), texts["neither"])
    if links:
        largest = max(int(str(row["references"])) for row in links)
        values = sorted({1, max(1, round(largest / 2)), largest})
        steps = [0.75 + style.text_width(str(value), style.SMALL) + 0.2 for value in values]

        def samples(axes: Axes, x: float, middle: float) -> None:
            for value, step in zip(values, steps, strict=True):
                style.rule(axes, [x, x + 0.6], [middle, middle], colour=style.MUTED, line=_width(value, largest))
                top = middle - style.line_height(style.SMALL) / 2
                style.write(axes, x + 0.7, top, str(value), size=style.SMALL, colour=style.MUTED)
                x += step

        legend.add(sum(steps) - 0.1, samples, texts["link"])
    if any(int(str(row["against_references"])) for row in links):

        def negative(axes: Axes, x: float, middle: float) -> None:
            style.rule(axes, [x, x + 0.6], [middle, middle], colour=_NEGATIVE, line=1.0, dash=(0, (3, 2)))
            _minus(axes, x + 0.3, middle)

        legend.add(0.6, negative, texts["negative_link"])
    return legend
