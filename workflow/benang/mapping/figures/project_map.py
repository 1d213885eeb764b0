"""The project map of the findings: research question, themes, categories and the informants who speak of them (in a
study without cases: the kinds of source that hold them).

A layered drawing of the hierarchy and of the case-by-category matrix, the counterpart of the project map that QDA
programs draw: everything in it can be counted again from ``case_category.csv``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from benang.coding.codebook.code_tree import units
from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words, style
from benang.mapping.figures.project_map_drawing import draw_map
from benang.sources.source_row import texts_of

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
    "against_references",
    "n",
    "base",
]
"""``part`` is question, theme, category, informant (or kind, of source: ``n`` how many; then the categories' ``n`` and
``base`` count sources), link (``id`` the category, ``parent_id`` the informant or kind), or a note: left_out
(``parent_id`` the theme, ``n`` categories that are not drawn) and not_drawn (of informants)."""

MAX_CATEGORIES = 30
MAX_INFORMANTS = 12


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """What is drawn, one row a part (see ``COLUMNS``), in the order drawn.

    Every category of up to 30 is drawn; of more, those with the most informants and references, with a count of the
    others at each theme. More than 12 informants are joined by group; without groups those with the most references
    are drawn.
    """
    codes = figure_words.table(tables, "codes")
    by_kind = figure_words.without_cases(tables)
    kinds = figure_words.kind_cells(tables)
    cells = kinds.rename(columns={"kind": "case_id"}) if by_kind else figure_words.table(tables, "case_category")
    sources = kinds.groupby("code_id")["sources"].sum().to_dict()
    novelty = figure_words.table(tables, "novelty")
    works = dict(zip(novelty["category_id"], novelty["n_works"], strict=True)) if len(novelty) else {}
    name = labels(codes, language)
    about = codes.set_index("code_id")[["theme_id", "origin"]].to_dict("index")
    cases = figure_words.cases_in_order(tables)
    spoken = (
        cells[cells["references"] > 0] if len(cells) else pd.DataFrame(columns=["code_id", "case_id", "references"])
    )
    of_informants = spoken[spoken["case_id"].isin([case for case, _ in cases])]
    informants = sources if by_kind else of_informants.groupby("code_id")["case_id"].nunique().to_dict()
    sources_table = figure_words.table(tables, "sources").to_dict("records")
    base = len(set(texts_of(sources_table).values())) if by_kind else len(cases)
    total = spoken.groupby("code_id")["references"].sum().to_dict()
    categories = units(codes, "category")
    ranked = sorted(
        categories,
        key=lambda code: (-int(informants.get(code, 0)), -int(total.get(code, 0)), categories.index(code)),
    )
    # Each theme keeps its foremost category, so that no theme goes missing before a category does.
    first = {str(about[code]["theme_id"]): code for code in reversed(ranked)}
    foremost = [code for code in ranked if first[str(about[code]["theme_id"])] == code]
    drawn = set(list(dict.fromkeys([*foremost, *ranked]))[:MAX_CATEGORIES])
    rows: list[dict[str, object]] = []

    def add(part: str, **values: object) -> None:
        numbers = ("works", "sources", "references", "against_references", "n")
        blank: dict[str, object] = {**dict.fromkeys(numbers, 0), "base": base}
        rows.append({column: values.get(column, blank.get(column, "")) for column in COLUMNS} | {"part": part})

    add("question", label=figure_words.about_study(tables, "question", language))
    for theme in units(codes, "theme"):
        own = [code for code in categories if about[code]["theme_id"] == theme]
        if theme not in own and drawn & set(own):
            add("theme", id=theme, label=name[theme], n=len(own))
        for code in own:
            if code in drawn:
                n_works, n_sources = int(works.get(code, 0)), int(sources.get(code, 0))
                add(
                    "category",
                    id=code,
                    parent_id=theme if theme not in own else "",
                    label=name[code],
                    origin=about[code]["origin"],
                    status=_status(n_works, n_sources),
                    works=n_works,
                    sources=n_sources,
                    references=int(total.get(code, 0)),
                    n=int(informants.get(code, 0)),
                )
        if set(own) - drawn:
            add("left_out", parent_id=theme, n=len(set(own) - drawn))
    node_of, nodes, not_drawn = _kinds(language, tables) if by_kind else _informants(cases, cells, language, tables)
    for node, label, group, size in nodes:
        add("kind" if by_kind else "informant", id=node, label=label, group=group, n=size)
    if not_drawn:
        add("not_drawn", n=not_drawn)
    for code, node, references, negatives in _links(spoken, node_of, [c for c in categories if c in drawn]):
        add("link", id=code, parent_id=node, references=references, against_references=negatives)
    return pd.DataFrame(rows, columns=COLUMNS)


def _status(n_works: int, n_sources: int) -> str:
    if n_sources:
        return "both" if n_works else "field only"
    return "literature only" if n_works else "neither"


def _kinds(
    language: str, tables: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, str], list[tuple[str, str, str, int]], int]:
    """As ``_informants``, for a study without cases: a node for each kind of source."""
    words = figure_words.texts("project_map", language)
    nodes = []
    for kind, n in figure_words.kinds_in_order(tables).items():
        name = figure_words.kind_name(kind, n, words)
        nodes.append((kind, words("group", group=name[:1].upper() + name[1:], n=n), "", n))
    return {kind: kind for kind, *_ in nodes}, nodes, 0


def _informants(
    cases: Sequence[tuple[str, str]], cells: pd.DataFrame, language: str, tables: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, str], list[tuple[str, str, str, int]], int]:
    """The node of each case; the nodes as (id, label, group, number of cases); and how many cases have none."""
    words = figure_words.texts("project_map", language)
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
) -> list[tuple[str, str, int, int]]:
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for row in spoken.to_dict("records"):
        node = node_of.get(str(row["case_id"]))
        if node is not None:
            references, negatives = sums.get((str(row["code_id"]), node), (0, 0))
            more = int(row["references"]), int(row["against_references"])
            sums[str(row["code_id"]), node] = (references + more[0], negatives + more[1])
    place = {code: n for n, code in enumerate(categories)}
    nodes = {node: n for n, node in enumerate(dict.fromkeys(node_of.values()))}
    ordered = sorted((key for key in sums if key[0] in place), key=lambda key: (place[key[0]], nodes[key[1]]))
    return [(code, node, *sums[code, node]) for code, node in ordered]


@style.styled
def draw(data: pd.DataFrame, texts: Words) -> Figure:
    """Draw the figure; its height follows the number of categories and the length of their labels."""
    return draw_map(data, texts)


def alt(data: pd.DataFrame, language: str) -> str:
    """What the figure shows, for readers who cannot see it."""
    words = figure_words.texts("project_map", language)
    categories = data[data["part"] == "category"]
    if categories.empty:
        return words["nothing"]
    links = data[data["part"] == "link"]
    base = int(data["base"].iloc[0])
    by_kind = bool((data["part"] == "kind").any())
    named = by_kind or (data.loc[data["part"] == "informant", "n"].le(1).all() and base <= MAX_INFORMANTS)
    lines = []
    for row in categories.head(40).to_dict("records"):
        spoken = int(row["n"])
        who = words("of", n=spoken, base=base)
        if spoken and named:
            who += f" ({', '.join(links.loc[links['id'] == row['id'], 'parent_id'])})"
        elif not spoken and row["sources"]:
            who = words("in_field", sources=words.count(int(row["sources"]), "source"))
        elif not spoken:
            nobody = words["alt_no_source" if by_kind else "alt_nobody"]
            who = words["alt_literature"] if row["works"] else nobody
        lines.append(words("alt_line", category=row["label"], who=who))
    n_themes = int((data["part"] == "theme").sum())
    said = "; ".join(lines) + "."
    if (data["part"] == "left_out").any():
        said += " " + words["alt_more"]
    return words(
        "alt",
        themes=words.count(n_themes, "theme"),
        categories=words.count(len(categories), "category"),
        base=words.count(base, "source" if by_kind else "informant"),
        lines=said,
    )


def caption(data: pd.DataFrame, language: str) -> str:
    """The lines under the figure, with the base and what was left out or joined."""
    words = figure_words.texts("project_map", language)
    categories = data[data["part"] == "category"]
    if categories.empty:
        return words["nothing"]
    base = int(data["base"].iloc[0])
    left_out = int(data.loc[data["part"] == "left_out", "n"].sum())
    not_drawn = int(data.loc[data["part"] == "not_drawn", "n"].sum())
    by_kind = bool((data["part"] == "kind").any())
    among = words.count(base, "source" if by_kind else "informant")
    held = words.count(int((categories["n"] > 0).sum()), "category")
    parts = [words("caption_kinds" if by_kind else "caption", held=held, base=among)]
    if left_out:
        parts.append(words("cut_categories", n=len(categories), base=len(categories) + left_out))
    if not_drawn:
        parts.append(words("cut_informants", n=base - not_drawn, base=base))
    if data.loc[data["part"] == "informant", "n"].gt(1).any():
        parts.append(words["grouped"])
    return " ".join([*parts, words["small"]])
