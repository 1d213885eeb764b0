"""The case-by-category matrix as a heat map: who speaks of what, and how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from benang.coding.codebook.code_tree import units
from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words, style

COLUMNS = [
    "by",
    "theme_id",
    "theme",
    "category_id",
    "category",
    "case_id",
    "group",
    "n_cases",
    "references",
    "against_references",
    "undecided",
    "held_by",
    "base",
]
"""``by`` is case, or kind in a study without cases: then ``case_id`` is a kind of source, ``n_cases`` how many there
are, and ``held_by`` of ``base`` counts sources; else informants."""

MAX_COLUMNS = 18
OTHERS = "..."
"""The ``case_id`` of the column that joins the cases beyond those drawn."""

_GAP = 0.04


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a cell, in the order drawn: category (with its theme), case (with its group), ``references``,
    ``against_references``, ``undecided`` (as in the matrix), and by how many informants of ``base`` the category is
    held (``held_by``).

    A study without cases is told by kinds of source, ``held_by`` sources.
    More than 18 cases are joined by group (``case_id`` is the group, ``n_cases`` its size); where there are no groups,
    or too many, the cases with the most references are kept and the others joined in one column.
    """
    codes = figure_words.table(tables, "codes")
    name = labels(codes, language)
    theme_of = codes.set_index("code_id")["theme_id"].to_dict()
    cases = figure_words.cases_in_order(tables)
    size: dict[str, int] = {}
    by_kind = figure_words.without_cases(tables)
    if by_kind:
        cells = figure_words.kind_cells(tables).rename(columns={"kind": "case_id"})
        size = figure_words.kinds_in_order(tables)
        column_of = {kind: (kind, "") for kind in size}
        held_by = cells.groupby("code_id")["sources"].sum().to_dict()
    else:
        cells = figure_words.table(tables, "case_category")
        column_of = _columns(cases, cells) if len(cells) else {}
        for column, _ in column_of.values():
            size[column] = size.get(column, 0) + 1
        # What is nobody's is in no column.
        cells = cells[cells["case_id"].isin(list(column_of))] if len(cells) else cells
        spoken = cells[cells["references"] > 0] if len(cells) else pd.DataFrame(columns=["code_id", "case_id"])
        held_by = spoken.groupby("code_id")["case_id"].nunique().to_dict()
    if not column_of or cells.empty:
        return pd.DataFrame(columns=COLUMNS)
    joined = cells.assign(column=cells["case_id"].map({case: column for case, (column, _) in column_of.items()}))
    counts = ["references", "against_references", "undecided"]
    sums = joined.groupby(["code_id", "column"])[counts].sum()
    references_of, negatives_of, undecided_of = (sums[name].to_dict() for name in counts)
    columns = list(dict.fromkeys(column_of.values()))
    rows = []
    for code in units(codes, "category"):
        theme = str(theme_of[code])
        for column, group in columns:
            references = int(references_of[code, column])
            negatives = int(negatives_of[code, column])
            rows.append(
                (
                    "kind" if by_kind else "case",
                    theme,
                    name[theme],
                    code,
                    name[code],
                    column,
                    group,
                    size[column],
                    references,
                    negatives,
                    int(undecided_of[code, column]),
                    int(held_by.get(code, 0)),
                    sum(size.values()),
                )
            )
    return pd.DataFrame(rows, columns=COLUMNS)


def _columns(cases: Sequence[tuple[str, str]], cells: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """The column (its id and group) of each case."""
    if len(cases) <= MAX_COLUMNS:
        return {case: (case, group) for case, group in cases}
    groups = {group for _, group in cases}
    if 2 <= len(groups) <= MAX_COLUMNS and "" not in groups:
        return {case: (group, "") for case, group in cases}
    total = cells.groupby("case_id")["references"].sum().to_dict()
    kept = sorted((case for case, _ in cases), key=lambda case: (-int(total.get(case, 0)), case))[: MAX_COLUMNS - 1]
    first = {case: (case, group) for case, group in cases if case in kept}
    return first | {case: (OTHERS, "") for case, _ in cases if case not in kept}


@dataclass(frozen=True)
class _Grid:
    left: float
    cell: float
    row: float
    total: float
    type: float
    upright: bool
    pad: float


@style.styled
def draw(data: pd.DataFrame, texts: Words) -> Figure:
    """Draw the figure; its height follows the number of categories."""
    if data.empty:
        return style.sentence(texts["nothing"])
    columns = data.drop_duplicates("case_id")[["case_id", "group", "n_cases", "by"]].to_dict("records")
    names = [_column_name({str(key): value for key, value in column.items()}, texts) for column in columns]
    n_rows = data["category_id"].nunique()
    type_size = style.BODY if n_rows <= 30 else style.SMALL if n_rows <= 55 else style.TINY
    grid = _grid(data, names, type_size)
    label_width = grid.left - style.MARGIN - 0.35
    wrapped = {
        str(code): style.wrap(str(label), label_width, type_size)
        for code, label in data.drop_duplicates("category_id")[["category_id", "category"]].itertuples(index=False)
    }
    themes = list(data.drop_duplicates("theme_id")[["theme_id", "theme"]].itertuples(index=False, name=None))
    # A theme that stands for itself needs no heading over itself.
    flat = set(data.loc[data["theme_id"] == data["category_id"], "theme_id"])
    heading = {
        str(theme): [] if theme in flat else style.wrap(str(label), style.WIDTH - 2 * style.MARGIN, type_size, "bold")
        for theme, label in themes
    }
    line = style.line_height(type_size)
    header = _header_height(columns, names, grid, type_size)
    height = style.MARGIN + header
    for theme, _ in themes:
        height += len(heading[str(theme)]) * line + (0.24 if heading[str(theme)] else 0.0)
        for code in data.loc[data["theme_id"] == theme, "category_id"].unique():
            height += max(grid.row, len(wrapped[str(code)]) * line + grid.pad) + _GAP
    legend = _legend(data, texts)
    figure, axes = style.canvas(height + 0.25 + legend.height() + style.MARGIN)
    _draw_header(axes, columns, names, grid, type_size, style.MARGIN, header, texts)
    largest = int(data["references"].max())
    y = style.MARGIN + header
    for theme, _ in themes:
        if heading[str(theme)]:
            y = style.write(axes, style.MARGIN, y + 0.17, heading[str(theme)], size=type_size, face="bold") + 0.07
        part = data[data["theme_id"] == theme]
        for code in part["category_id"].unique():
            row = part[part["category_id"] == code]
            tall = max(grid.row, len(wrapped[str(code)]) * line + grid.pad)
            _draw_row(axes, row, wrapped[str(code)], grid, y, tall, largest, indent=0.0 if theme in flat else 0.25)
            y += tall + _GAP
    legend.draw(axes, y + 0.25)
    return figure


def alt(data: pd.DataFrame, language: str) -> str:
    """What the figure shows, for readers who cannot see it."""
    words = figure_words.texts("heat_map", language)
    if data.empty:
        return words["nothing"]
    rows = data.groupby("category_id", sort=False).agg(
        category=("category", "first"), held_by=("held_by", "first"), references=("references", "sum")
    )
    by_kind = data["by"].iloc[0] == "kind"
    base = words.count(int(data["base"].iloc[0]), "source" if by_kind else "informant")
    ranked = rows[rows["references"] > 0].sort_values(["held_by", "references"], ascending=False, kind="stable")
    most = [
        words(
            "alt_most",
            category=row.category,
            n=row.held_by,
            base=base,
            references=words.count(int(str(row.references)), "reference"),
        )
        for row in ranked.head(3).itertuples()
    ]
    return words(
        "alt_kinds" if by_kind else "alt",
        categories=words.count(len(rows), "category"),
        base=base,
        most="; ".join(most) or "-",
        empty=words("alt_empty", n=int((rows["references"] == 0).sum())),
    )


def caption(data: pd.DataFrame, language: str) -> str:
    """The lines under the figure, with the base and what was joined."""
    words = figure_words.texts("heat_map", language)
    if data.empty:
        return words["nothing"]
    by_kind = data["by"].iloc[0] == "kind"
    base = words.count(int(data["base"].iloc[0]), "source" if by_kind else "informant")
    parts = [words("caption_kinds" if by_kind else "caption", base=base)]
    columns = data.drop_duplicates("case_id")
    others = columns[columns["case_id"] == OTHERS]
    if len(others):
        parts.append(words("cut", n=len(columns) - 1, rest=int(others["n_cases"].iloc[0])))
    elif (columns["n_cases"] > 1).any() and not by_kind:
        parts.append(words["grouped"])
    if _not_silent(data).any():
        parts.append(words["undecided"])
    return " ".join([*parts, words["small"]])


def _not_silent(data: pd.DataFrame) -> pd.Series:
    """The cells without a reference in which somebody coded what is left out, as nobody decided on it."""
    return (data["references"] == 0) & (data["undecided"] > 0)


def _column_name(column: Mapping[str, object], texts: Words) -> str:
    if column["case_id"] == OTHERS:
        return texts("others", n=column["n_cases"])
    if column["by"] == "kind":
        n = int(str(column["n_cases"]))
        kind = figure_words.kind_name(str(column["case_id"]), n, texts)
        return texts("group_n", group=kind, n=n)
    if int(str(column["n_cases"])) > 1:
        return texts("group_n", group=column["case_id"], n=column["n_cases"])
    return str(column["case_id"])


def _grid(data: pd.DataFrame, names: Sequence[str], type_size: float) -> _Grid:
    """Columns share what the labels leave; long column names stand upright rather than being cut."""
    n = len(names)
    total = 1.35
    room = style.WIDTH - 2 * style.MARGIN - total
    longest = max(style.text_width(str(label), type_size) for label in data["category"].unique())
    # Many rows: rather narrow cells than labels over two lines, which would make the figure higher than a page.
    labels_at_most, cell_at_least = (6.6, 0.5) if type_size > style.TINY else (9.4, 0.5)
    cell = min(1.5, max(cell_at_least, (room - min(longest + 0.65, labels_at_most)) / n))
    left = style.MARGIN + min(room - n * cell, max(longest + 0.65, 3.0))
    words = [word for name in names for word in name.split(" ")]
    widest = max(style.text_width(word, type_size, "bold") for word in words)
    if cell < widest + 0.1 <= 3.0 and n * (widest + 0.1) <= room - min(longest + 0.65, labels_at_most):
        cell = widest + 0.1
        left = style.MARGIN + min(room - n * cell, max(longest + 0.65, 3.0))
    upright = widest > cell - 0.08
    digits = style.text_width(str(int(data["references"].max())), type_size)
    row = max(style.line_height(type_size) + (0.17 if type_size > style.TINY else 0.02), 0.25)
    pad = 0.08 if type_size > style.TINY else 0.02
    return _Grid(left, max(cell, digits + 0.06), row, total, type_size, upright, pad)


def _header_height(
    columns: Sequence[Mapping[object, object]], names: Sequence[str], grid: _Grid, type_size: float
) -> float:
    tall = (
        max(style.text_width(name, type_size, "bold") for name in names) + 0.12
        if grid.upright
        else max(len(style.wrap(name, grid.cell - 0.06, type_size, "bold")) for name in names)
        * style.line_height(type_size)
        + 0.08
    )
    lines = max((len(wrapped) for *_, wrapped in _brackets(columns, grid, type_size)), default=0)
    return tall + (lines * style.line_height(style.SMALL) + 0.2 if lines else 0.0) + 0.05


def _brackets(
    columns: Sequence[Mapping[object, object]], grid: _Grid, type_size: float
) -> list[tuple[int, int, list[str]]]:
    """Groups over the columns: first column, how many, and the wrapped name."""
    groups: list[tuple[int, int, str]] = []
    for place, column in enumerate(columns):
        group = str(column["group"])
        if groups and groups[-1][2] == group:
            groups[-1] = (groups[-1][0], groups[-1][1] + 1, group)
        else:
            groups.append((place, 1, group))
    if not any(group for *_, group in groups):
        return []
    return [
        (first, n, style.wrap(group, n * grid.cell - 0.12, style.SMALL) if group else []) for first, n, group in groups
    ]


def _draw_header(
    axes: Axes,
    columns: Sequence[Mapping[object, object]],
    names: Sequence[str],
    grid: _Grid,
    type_size: float,
    top: float,
    height: float,
    texts: Words,
) -> None:
    brackets = _brackets(columns, grid, type_size)
    lines = max((len(wrapped) for *_, wrapped in brackets), default=0)
    under = top + lines * style.line_height(style.SMALL)
    for first, n, wrapped in brackets:
        if wrapped:
            x = grid.left + first * grid.cell
            start = under - len(wrapped) * style.line_height(style.SMALL)
            style.write(
                axes, x + n * grid.cell / 2, start, wrapped, size=style.SMALL, colour=style.MUTED, align="center"
            )
            style.rule(axes, [x + 0.08, x + n * grid.cell - 0.08], [under + 0.06, under + 0.06])
    bottom = top + height - 0.05
    for place, name in enumerate(names):
        x = grid.left + (place + 0.5) * grid.cell
        if grid.upright:
            axes.text(
                x,
                bottom - 0.06,
                name,
                rotation=90,
                fontsize=type_size,
                fontweight="bold",
                color=style.INK,
                ha="center",
                va="bottom",
            )
        else:
            wrapped = style.wrap(name, grid.cell - 0.06, type_size, "bold")
            start = bottom - len(wrapped) * style.line_height(type_size)
            style.write(axes, x, start, wrapped, size=type_size, face="bold", align="center")
    x = grid.left + len(names) * grid.cell + grid.total / 2
    wrapped = [texts["sources" if columns[0]["by"] == "kind" else "informants"]]
    start = (
        bottom - style.line_height(style.SMALL) - (style.line_height(type_size) - style.line_height(style.SMALL)) / 2
    )
    style.write(axes, x, start, wrapped, size=style.SMALL, colour=style.MUTED, align="center")


def _draw_row(
    axes: Axes, row: pd.DataFrame, label: Sequence[str], grid: _Grid, y: float, tall: float, largest: int, indent: float
) -> None:
    line = style.line_height(grid.type)
    style.write(axes, style.MARGIN + indent, y + (tall - len(label) * line) / 2, label, size=grid.type)
    counts = zip(row["references"], row["against_references"], row["undecided"], strict=True)
    for place, (references, negatives, undecided) in enumerate(counts):
        x = grid.left + place * grid.cell
        fill, ink = style.shade(references, largest)
        edge = style.FAINT if references == 0 else fill
        style.box(axes, x + _GAP / 2, y, grid.cell - _GAP, tall, fill=fill, edge=edge, line=0.6)
        style.write(
            axes,
            x + grid.cell / 2,
            y + (tall - line) / 2,
            f"{references} ({undecided})" if undecided and not references else str(references),
            size=grid.type,
            colour=style.ZERO if references == 0 else ink,
            align="center",
        )
        if negatives:
            _corner(axes, x + grid.cell - _GAP / 2, y)
    x = grid.left + len(row) * grid.cell + grid.total / 2
    words = f"{row['held_by'].iloc[0]}/{row['base'].iloc[0]}"
    style.write(axes, x, y + (tall - line) / 2, words, size=grid.type, colour=style.MUTED, align="center")


def _corner(axes: Axes, right: float, top: float, size: float = 0.17) -> None:
    points = [(right - size, top), (right, top), (right, top + size)]
    axes.add_patch(
        Polygon(points, closed=True, facecolor=style.VERMILION, edgecolor=style.PAPER, linewidth=0.4, zorder=4)
    )


def _legend(data: pd.DataFrame, texts: Words) -> style.Legend:
    legend = style.Legend()
    largest = int(data["references"].max())
    if largest:
        steps = sorted({1, max(1, round(largest / 2)), largest})

        def ramp(axes: Axes, x: float, middle: float) -> None:
            for place, value in enumerate(steps):
                fill, ink = style.shade(value, largest)
                left = x + place * 0.62
                style.box(axes, left, middle - 0.16, 0.58, 0.32, fill=fill, edge=fill, line=0.6)
                height = style.line_height(style.SMALL)
                style.write(
                    axes,
                    left + 0.29,
                    middle - height / 2,
                    str(value),
                    size=style.SMALL,
                    colour=ink,
                    align="center",
                )

        legend.add(len(steps) * 0.62, ramp, texts["references"])
    if data["against_references"].any():

        def corner(axes: Axes, x: float, middle: float) -> None:
            style.box(axes, x, middle - 0.16, 0.5, 0.32, edge=style.RULE, line=0.6)
            _corner(axes, x + 0.5, middle - 0.16)

        legend.add(0.5, corner, texts["negative"])
    return legend
