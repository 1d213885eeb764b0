"""Works of the literature by categories: which work holds what, and which categories no work holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table, themed_rows

TEXTS = "figures.literature_map.yaml"
COLUMNS = ["theme_id", "theme", "category_id", "category", "work_id", "work", "held", "works"]
"""``held``: whether the work holds the category; ``works``: how many hold it."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a category and work that holds any; nothing where no work holds a category."""
    works = _names(figure_words.records(figure_words.table(tables, "works")))
    matrix = figure_words.table(tables, "literature_matrix")
    held = {(row["work_id"], row["category_id"]) for row in figure_words.records(matrix) if row["category_id"]}
    shown = [work for work in works if any(work == one for one, _ in held)]
    rows = []
    for theme, theme_label, categories in figure_words.themed(figure_words.table(tables, "codes"), language):
        for category, label in categories:
            n = sum((work, category) in held for work in shown)
            for work in shown:
                named = [theme, theme_label, category, label, work, works[work]]
                rows.append([*named, (work, category) in held, n])
    return pd.DataFrame(rows, columns=COLUMNS)


def _names(works: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """Author and year of each work by its id; where several have the same, with the letter that they have in a list of
    references, which is in the order of their titles."""
    named: dict[str, list[str]] = {}
    for row in sorted(works, key=lambda row: (str(row["title"]).casefold(), str(row["work_id"]))):
        name = f"{_authors(str(row['author'])) or row['work_id']} {row['year']}".strip()
        named.setdefault(name, []).append(str(row["work_id"]))
    lettered = {
        work: f"{name}{_letter(place)}" if len(same) > 1 else name
        for name, same in named.items()
        for place, work in enumerate(same)
    }
    return {str(row["work_id"]): lettered[str(row["work_id"])] for row in works}


def _letter(place: int) -> str:
    """a to z, then aa, ab and so on.

    >>> _letter(0), _letter(25), _letter(26)
    ('a', 'z', 'aa')
    """
    return (_letter(place // 26 - 1) if place > 25 else "") + chr(ord("a") + place % 26)


def _authors(listed: str) -> str:
    """Family names: of one, of two, or of the first and ``et al.``

    Args:
        listed: authors as in table ``works``, joined with ``;``: an organisation's name may hold an *and* of its own.

    >>> _authors("Chung; Austria"), _authors("Virgiawa; et al."), _authors("Kwok, L.; others")
    ('Chung & Austria', 'Virgiawa et al.', 'Kwok et al.')
    >>> _authors("Ministry of Health and Welfare; Yu, B.")
    'Ministry of Health and Welfare & Yu'
    """
    names = [name for name in (person.split(",")[0].strip() for person in listed.split(";")) if name]
    others = any(name.casefold().startswith("et al") or name.casefold() == "others" for name in names[1:])
    return f"{names[0]} et al." if others or len(names) > 2 else " & ".join(names)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as works and categories need."""
    held = {(row["category_id"], row["work_id"]) for row in figure_words.records(data[data["held"].astype(bool)])}
    columns = [
        Column(str(work), str(name))
        for work, name in data.drop_duplicates("work_id")[["work_id", "work"]].itertuples(index=False)
    ]

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        if (row.key, column.key) in held:
            canvas.box(x - 0.12, y - 0.12, 0.24, 0.24, fill=style.LITERATURE, edge=style.LITERATURE, line=0.3)
        else:
            canvas.circle(x, y, 0.03, fill=style.RULE)

    rows = themed_rows(data, lambda row: (texts.number(row["works"]),))
    return marks_table(rows, columns, cell, width=width, cell_width=0.42, notes=[texts["works"]])


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["no_works"]
    categories = data.drop_duplicates("category_id")
    none = categories.loc[categories["works"] == 0, "category"]
    return texts(
        "alt",
        works=texts.count(data["work_id"].nunique(), "work"),
        categories=texts.count(len(categories), "category"),
        none="; ".join(none) or "-",
    )


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["no_works"]
    categories = data.drop_duplicates("category_id")
    held = texts.of(int((categories["works"] > 0).sum()), len(categories), "category")
    return texts("caption", works=texts.count(data["work_id"].nunique(), "work"), held=held)
