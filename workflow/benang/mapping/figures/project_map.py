"""The project map of the findings: an overview of themes by informants below the research question, then a page a theme
with its categories and the informants who speak of them (in a study without cases: the kinds of source that hold them).

The counterpart of the project map that QDA programs draw: a line only where there is a passage, and everything in it
can be counted again from ``case_category.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.style import styled
from benang.mapping.figures.project_map_drawing import draw_map, links_drawn
from benang.mapping.figures.project_map_order import reordered

TEXTS = "figures.project_map.yaml"
COLUMNS = [
    "part",
    "id",
    "parent_id",
    "label",
    "group",
    "origin",
    "status",
    "works",
    "sources",
    "references",
    "for_references",
    "against_references",
    "n",
    "base",
]
"""``part`` is question, theme (``n`` categories), category (``n`` informants of ``base``), informant (or kind, of
source: ``n`` how many; then the categories' ``n`` and ``base`` count sources), link (``id`` the category, ``parent_id``
the informant or kind), or not_drawn (``n`` informants)."""

_NAMED = 3
"""So many themes at most are named in which categories do not stand in the codebook's order."""
_COUNTED = ("references", "for_references", "against_references")
MAX_INFORMANTS = 12
"""More are joined by group, or those with the most references are drawn."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """What is drawn, one row a part (see ``COLUMNS``), in the codebook's and the case file's order."""
    codes = figure_words.table(tables, "codes")
    by_kind = figure_words.without_cases(tables)
    kinds = figure_words.kind_cells(tables)
    cells = kinds.rename(columns={"kind": "case_id"}) if by_kind else figure_words.table(tables, "case_category")
    sources = kinds.groupby("code_id")["sources"].sum().to_dict()
    novelty = figure_words.table(tables, "novelty")
    works = dict(zip(novelty["category_id"], novelty["n_works"], strict=True)) if len(novelty) else {}
    origin = dict(zip(codes["code_id"], codes["origin"], strict=True))
    cases = figure_words.cases_in_order(tables)
    spoken = cells[cells["references"] > 0]
    of_informants = spoken[spoken["case_id"].isin([case for case, _ in cases])]
    held_by = sources if by_kind else of_informants.groupby("code_id")["case_id"].nunique().to_dict()
    base = sum(figure_words.kinds_in_order(tables).values()) if by_kind else len(cases)
    total = spoken.groupby("code_id")["references"].sum().to_dict()
    rows: list[dict[str, object]] = []

    def add(part: str, **values: object) -> None:
        numbers = ("works", "sources", *_COUNTED, "n")
        blank: dict[str, object] = {**dict.fromkeys(numbers, 0), "base": base}
        rows.append({column: values.get(column, blank.get(column, "")) for column in COLUMNS} | {"part": part})

    themes = figure_words.themed(codes, language)
    if themes:
        add("question", label=figure_words.about_study(tables, "question", language))
    for theme, theme_label, own in themes:
        flat = [category for category, _ in own] == [theme]
        if not flat:
            add("theme", id=theme, label=theme_label, n=len(own))
        for category, label in own:
            n_works, n_sources = int(works.get(category, 0)), int(sources.get(category, 0))
            add(
                "category",
                id=category,
                parent_id="" if flat else theme,
                label=label,
                origin=origin[category],
                status=_status(n_works, n_sources),
                works=n_works,
                sources=n_sources,
                references=int(total.get(category, 0)),
                n=int(held_by.get(category, 0)),
            )
    if not themes:
        return pd.DataFrame(rows, columns=COLUMNS)
    node_of, nodes, not_drawn = _kinds(language, tables) if by_kind else _informants(cases, cells, language, tables)
    for node, label, group, size in nodes:
        add("kind" if by_kind else "informant", id=node, label=label, group=group, n=size)
    if not_drawn:
        add("not_drawn", n=not_drawn)
    for category, node, counts in _links(spoken, node_of, [one for *_, own in themes for one, _ in own]):
        add("link", id=category, parent_id=node, **counts)
    return pd.DataFrame(rows, columns=COLUMNS)


def _status(n_works: int, n_sources: int) -> str:
    if n_sources:
        return "both" if n_works else "field only"
    return "literature only" if n_works else "neither"


def _kinds(
    language: str, tables: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, str], list[tuple[str, str, str, int]], int]:
    """As ``_informants``, for a study without cases: a node for each kind of source."""
    words = figure_words.texts(TEXTS, language)
    nodes = []
    for kind, n in figure_words.kinds_in_order(tables).items():
        name = figure_words.kind_name(kind, n, words)
        nodes.append((kind, words("group", group=name[:1].upper() + name[1:], n=words.number(n)), "", n))
    return {kind: kind for kind, *_ in nodes}, nodes, 0


def _informants(
    cases: Sequence[tuple[str, str]], cells: pd.DataFrame, language: str, tables: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, str], list[tuple[str, str, str, int]], int]:
    """The node of each case; the nodes as (id, label, group, number of cases); and how many cases have none."""
    words = figure_words.texts(TEXTS, language)
    called = figure_words.about_study(tables, "case_name", language) or words.noun(1, "informant").capitalize()
    if len(cases) <= MAX_INFORMANTS:
        return {case: case for case, _ in cases}, [(case, f"{called} {case}", group, 1) for case, group in cases], 0
    groups = list(dict.fromkeys(group for _, group in cases))
    if 2 <= len(groups) <= MAX_INFORMANTS and "" not in groups:
        members = {group: sum(1 for _, other in cases if other == group) for group in groups}
        nodes = [(group, words("group", group=group, n=members[group]), "", members[group]) for group in groups]
        return dict(cases), nodes, 0
    total = cells.groupby("case_id")["references"].sum().to_dict()
    ranked = sorted((case for case, _ in cases), key=lambda case: (-int(total.get(case, 0)), case))
    kept = set(ranked[:MAX_INFORMANTS])
    nodes = [(case, f"{called} {case}", group, 1) for case, group in cases if case in kept]
    return {case: case for case in kept}, nodes, len(cases) - len(kept)


def _links(
    spoken: pd.DataFrame, node_of: Mapping[str, str], categories: Sequence[str]
) -> list[tuple[str, str, dict[str, int]]]:
    """The links as (category, node, passages on either side), by the order of both."""
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for row in figure_words.records(spoken):
        node = node_of.get(str(row["case_id"]))
        if node is not None:
            counts = sums.setdefault((str(row["code_id"]), node), dict.fromkeys(_COUNTED, 0))
            for name in _COUNTED:
                counts[name] += int(row[name])
    place = {code: n for n, code in enumerate(categories)}
    nodes = {node: n for n, node in enumerate(dict.fromkeys(node_of.values()))}
    ordered = sorted((key for key in sums if key[0] in place), key=lambda key: (place[key[0]], nodes[key[1]]))
    return [(code, node, sums[code, node]) for code, node in ordered]


@styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: the overview, then the themes, as many on a page as it has room for."""
    return draw_map(figure_words.records(data), texts, width)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    categories = data[data["part"] == "category"]
    if categories.empty:
        return texts["nothing"]
    links = data[data["part"] == "link"]
    base = int(data["base"].iloc[0])
    by_kind = bool((data["part"] == "kind").any())
    named = by_kind or (data.loc[data["part"] == "informant", "n"].le(1).all() and base <= MAX_INFORMANTS)
    lines = []
    for row in figure_words.records(categories.head(40)):
        spoken = int(row["n"])
        who = texts.of(spoken, base)
        if spoken and named:
            own = links[links["id"] == row["id"]]
            numbers = [texts.number(int(n)) for n in own["references"]]
            who += f" ({', '.join(f'{one} {n}' for one, n in zip(own['parent_id'], numbers, strict=True))})"
        elif not spoken and row["sources"]:
            who = texts("in_field", sources=texts.count(int(row["sources"]), "source"))
        elif not spoken:
            nobody = texts["alt_no_source" if by_kind else "alt_nobody"]
            who = texts["alt_literature"] if row["works"] else nobody
        lines.append(texts("alt_line", category=row["label"], who=who))
    said = "; ".join(lines) + "."
    if len(categories) > len(lines):
        said += " " + texts["alt_more"]
    if named and len(links):
        said += " " + texts["alt_numbers"]
    return texts(
        "alt",
        themes=texts.count(int((data["part"] == "theme").sum()), "theme"),
        categories=texts.count(len(categories), "category"),
        base=texts.count(base, "source" if by_kind else "informant"),
        lines=said,
    )


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base and what was left out or joined."""
    categories = data[data["part"] == "category"]
    if categories.empty:
        return texts["nothing"]
    base = int(data["base"].iloc[0])
    not_drawn = int(data.loc[data["part"] == "not_drawn", "n"].sum())
    by_kind = bool((data["part"] == "kind").any())
    among = texts.count(base, "source" if by_kind else "informant")
    held = texts.count(int((categories["n"] > 0).sum()), "category")
    parts = [texts("caption_kinds" if by_kind else "caption", held=held, base=among)]
    overview = bool((data["part"] == "theme").any())
    parts.append(texts["small" if overview else "small_links"])
    links = data[data["part"] == "link"]
    if overview and links["against_references"].any():
        parts.append(texts["minus"])
    parts.append(_order_said(data, texts))
    if not_drawn:
        parts.append(texts("cut_informants", n=base - not_drawn, base=base))
    if data.loc[data["part"] == "informant", "n"].gt(1).any():
        parts.append(texts["grouped"])
    return " ".join(parts)


def caption_at_width(data: pd.DataFrame, texts: Words, width: float) -> str:
    """What numbers without brackets are, or where the sides stand that have no room."""
    rows = figure_words.records(data)
    links = [row for row in rows if row["part"] == "link"]
    counts = ([int(row[name]) for name in _COUNTED] for row in links)
    if all(len(figure_words.passages_by_side(own, n_for, n_against, texts)) < 2 for own, n_for, n_against in counts):
        return ""
    drawn = styled(links_drawn)(links, [row for row in rows if row["part"] in ("informant", "kind")], texts, width)
    return texts["sides" if any("(" in link.words for link in drawn) else "sides_elsewhere"]


def _order_said(data: pd.DataFrame, texts: Words) -> str:
    """In which order categories stand."""
    rows = figure_words.records(data)
    own = [row for row in rows if row["part"] == "category"]
    named = {row["id"]: row["label"] for row in rows if row["part"] == "theme"}
    themes = list(dict.fromkeys(str(row["parent_id"]) for row in own))
    moved = [theme for theme in themes if reordered([row for row in own if row["parent_id"] == theme], rows)]
    if not moved:
        return texts["order"]
    if len(moved) > _NAMED or "" in moved:
        return texts("order_many", n=texts.of(len(moved), len(themes), "theme"))
    return texts("order_but", themes=texts.listed([str(named[theme]) for theme in moved]))
