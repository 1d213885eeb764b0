"""The joint display: from the question to each theme with its numbers, and beside them what informants say of it
(Guetterman, Fetters and Creswell 2015)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, gap, lines_block, paged
from benang.mapping.figures.drawing.text import line_height, shortened, wrap

TEXTS = "figures.joint_display.yaml"
COLUMNS = ["question", "theme_id", "theme", "informants", "base", "categories", "case_id", "category", "quotation"]
"""One row a quotation; a theme without one has a row with an empty ``quotation``. ``informants`` of ``base`` speak of
the theme; ``categories``: how many it has."""

MOST_QUOTATIONS = 3
"""Of each theme."""
_LONGEST = 7
"""Lines of a quotation; what is cut ends with an ellipsis."""
_LINE = line_height(style.BODY)
_PAD = 0.15


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a quotation, in the codebook's order; nothing where no theme has one."""
    question = figure_words.about_study(tables, "question", language)
    heard = [case for case, _ in figure_words.cases_in_order(tables)]
    cells = figure_words.table(tables, "case_category")
    cells = cells[(cells["references"] > 0) & cells["case_id"].isin(heard)]
    said = {
        (str(row["code_id"]), str(row["case_id"])): str(row["quotations"]).splitlines()
        for row in figure_words.records(figure_words.table(tables, "framework_category"))
        if row["quotations"]
    }
    rows = []
    times = dict.fromkeys(heard, 0)
    for theme, label, categories in figure_words.themed(figure_words.table(tables, "codes"), language):
        own = [category for category, _ in categories]
        n = cells.loc[cells["code_id"].isin(own), "case_id"].nunique()
        known = [question, theme, label, n, len(heard), len(own)]
        chosen = _chosen(said, categories, times)
        rows += [[*known, *quotation] for quotation in chosen] or [[*known, "", "", ""]]
    return pd.DataFrame(rows if any(row[-1] for row in rows) else [], columns=COLUMNS)


def _chosen(
    said: Mapping[tuple[str, str], list[str]], categories: list[tuple[str, str]], times: dict[str, int]
) -> list[tuple[str, str, str]]:
    """Quotations as (case, category, words): category after category, each of whoever was quoted least so far, which is
    counted in ``times``."""
    found: list[tuple[str, str, str]] = []
    for category, label in categories:
        speaking = [case for case in times if said.get((category, case))]
        if speaking and len(found) < MOST_QUOTATIONS:
            case = min(speaking, key=lambda one: times[one])
            times[case] += 1
            found.append((case, label, said[category, case][0]))
    return found


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: a band a theme, its numbers at the left and its quotations at the right."""
    wide = width - 2 * style.MARGIN
    question = wrap(str(data["question"].iloc[0]), wide, style.STRONG, "bold")
    head = [lines_block(question, size=style.STRONG, face="bold", after=0.2)] if question else []
    blocks: list[Block] = []
    for _, part in data.groupby("theme_id", sort=False):
        rows = figure_words.records(part)
        blocks += [_theme(rows[0], texts, width)]
        blocks += [_quotation(row, width, keep=n < len(rows)) for n, row in enumerate(rows, 1) if row["quotation"]]
        blocks.append(gap(0.2))
    return paged(blocks, width, head=head)


def _theme(row: Mapping[str, object], texts: Words, width: float) -> Block:
    """The band with a theme and its numbers; its first quotation stays with it."""
    wide = width - 2 * style.MARGIN
    base = texts.of(int(str(row["informants"])), int(str(row["base"])), "informant")
    numbers = f"{base} · {texts.count(int(str(row['categories'])), 'category')}"
    lines = wrap(str(row["theme"]), wide - 2 * _PAD, style.BODY, "bold")
    below = wrap(numbers, wide - 2 * _PAD, style.BODY)
    height = (len(lines) + len(below)) * _LINE + 0.2

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(style.MARGIN, top, wide, height, fill=style.SLATE, edge=style.SLATE)
        y = canvas.write(style.MARGIN + _PAD, top + 0.1, lines, face="bold", colour=style.PAPER)
        canvas.write(style.MARGIN + _PAD, y, below, colour=style.PAPER)

    return Block(height, draw, keep=bool(row["quotation"]))


def _quotation(row: Mapping[str, object], width: float, keep: bool) -> Block:
    wide = width - 2 * style.MARGIN
    left = 0.3 * wide
    named = wrap(str(row["category"]), left - 2 * _PAD, style.BODY)
    who = wrap(str(row["case_id"]), left - 2 * _PAD, style.BODY, "bold")
    lines = shortened(str(row["quotation"]), wide - left - 2 * _PAD, _LONGEST, style.BODY)[0]
    height = max(len(named) + len(who), len(lines)) * _LINE + 0.2

    def draw(canvas: Canvas, top: float) -> None:
        canvas.box(style.MARGIN, top, left, height, fill=style.FAINT, edge=style.RULE, line=0.6)
        canvas.box(style.MARGIN + left, top, wide - left, height, edge=style.RULE, line=0.6)
        y = canvas.write(style.MARGIN + _PAD, top + 0.1, named)
        canvas.write(style.MARGIN + _PAD, y, who, face="bold", colour=style.MUTED)
        canvas.write(style.MARGIN + left + _PAD, top + 0.1, lines)

    return Block(height, draw, keep=keep)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["nothing_quoted"]
    lines = [
        f"{row['theme']}: {texts.of(int(row['informants']), int(row['base']), 'informant')}"
        for row in figure_words.records(data.drop_duplicates("theme_id"))
    ]
    return texts("alt", quotations=texts.number(int((data["quotation"] != "").sum())), lines="; ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["nothing_quoted"]
    return texts("caption", base=texts.count(int(data["base"].iloc[0]), "informant"))
