"""The framework matrix as a figure: each informant's row, each theme's column, in words (Ritchie and Spencer 1994)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.core.model import labels
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import Block, lines_block, paged
from benang.mapping.figures.drawing.text import line_height, shortened, text_width, wrap

TEXTS = "figures.framework_matrix.yaml"
COLUMNS = ["case_id", "group", "theme_id", "theme", "state", "says", "words", "passages", "base", "observed", "author"]
"""``says`` as in ``framework_theme``; ``words``: the summary in the figure's language, else the first quotation, else
nothing; ``passages``: of the cell; ``base``: informants; ``observed``: how many of the passages were noted by
observers; ``author``: of the summary."""

_COLUMN = 4.0
"""Width of a column of words at least, cm; more where a word of a head needs it."""
_LINE = line_height(style.BODY)
_QUOTED_LINES = 8
"""A passage that stands for a summary is cut to so many lines; what a researcher wrote never is."""
_QUOTATION = re.compile(r"^“(.*)” \([^()]*\)$")
"""A quotation of a framework matrix, with the id of its passage."""
_MARK = {"summary": "", "chosen": "“{words}”", "telling": "“{words}”"}


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a cell, informants and themes in the order drawn."""
    codes, cells = figure_words.table(tables, "codes"), figure_words.table(tables, "framework_theme")
    name = labels(codes, language)
    heard = figure_words.cases_in_order(tables)
    judged = figure_words.sides_judged(tables)
    known = {(row["case_id"], row["code_id"]): row for row in figure_words.records(cells)}
    rows = []
    for case, group in heard:
        for theme in units(codes, "theme"):
            cell = known.get((case, theme))
            if cell is None:
                continue
            words = figure_words.in_language(cell, "summary", language)
            if not words and cell["quotations"]:
                words = _QUOTATION.sub(r"\1", str(cell["quotations"]).splitlines()[0])
            state = figure_words.shown_state(str(cell["state"]), judged)
            made = [case, group, theme, name[theme], state, cell["says"], words, int(cell["base"]), len(heard)]
            made += [int(cell.get("observed_references", 0)), str(cell.get("author", ""))]
            rows.append(made)
    spoken = any(row[6] for row in rows)
    return pd.DataFrame(rows if spoken else [], columns=COLUMNS)


@style.styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure: as many themes a page as stand in readable columns, and as many pages as the words need."""
    cells = {(row["case_id"], row["theme_id"]): row for row in figure_words.records(data)}
    themes = list(data.drop_duplicates("theme_id")[["theme_id", "theme"]].itertuples(index=False, name=None))
    cases = list(data.drop_duplicates("case_id")[["case_id", "group"]].itertuples(index=False, name=None))
    left = min(max(_widest_word(f"{case} {group}") for case, group in cases) + 0.25, 0.3 * width)
    left = max(left, 1.2)
    room = width - 2 * style.MARGIN - left
    states = frozenset(data["state"])
    pages: list[Canvas] = []
    least = max(_COLUMN, *(_widest_word(str(label)) + 0.35 for _, label in themes))
    n_parts = -(-len(themes) // max(1, int(room / least)))
    per_page = -(-len(themes) // n_parts)
    for start in range(0, len(themes), per_page):
        part = themes[start : start + per_page]
        column = room / len(part)
        head = _head([str(label) for _, label in part], left, column)
        if len(part) < len(themes):
            place = {"first": texts.number(start + 1), "last": texts.number(start + len(part))}
            which = lines_block(
                wrap(texts("part", **place, all=texts.number(len(themes))), width - 2 * style.MARGIN, style.BODY),
                colour=style.MUTED,
                after=0.08,
            )
            heads = [which, head]
        else:
            heads = [head]
        most = int((style.TALLEST - 2 * style.MARGIN - sum(block.height for block in heads) - 0.24) / _LINE)
        rows = []
        for case, group in cases:
            words = [_lines(cells[case, theme], states, texts, column - 0.3) for theme, _ in part]
            rows += _rows(str(case), str(group), words, left, column, most)
        pages += paged(rows, width, head=heads)
    return pages


def _widest_word(text: str) -> float:
    return max((text_width(word, style.BODY, "bold") for word in text.split()), default=0.0)


def _lines(cell: Mapping[str, object], states: frozenset[str], texts: Words, width: float) -> list[str]:
    words = _words(cell, states, texts)
    return wrap(words, width, style.BODY) if cell["says"] == "summary" else _quoted(words, width)


def _quoted(words: str, width: float) -> list[str]:
    closing = "”" if words.startswith("“") else ""
    lines, cut = shortened(words, width - text_width(closing, style.BODY), _QUOTED_LINES, style.BODY)
    return [*lines[:-1], lines[-1] + closing] if cut else lines


def _words(cell: Mapping[str, object], states: frozenset[str], texts: Words) -> str:
    words = str(cell["words"])
    if not words:
        return figure_words.state_word(str(cell["state"]), states, texts)
    return _MARK[str(cell["says"])].replace("{words}", words) or words


def _head(themes: Sequence[str], left: float, column: float) -> Block:
    lines = [wrap(theme, column - 0.3, style.BODY, "bold") for theme in themes]
    height = max(len(one) for one in lines) * _LINE + 0.2

    def draw(canvas: Canvas, top: float) -> None:
        for n, one in enumerate(lines):
            x = style.MARGIN + left + n * column
            canvas.box(x, top, column, height, fill=style.SLATE, edge=style.PAPER, line=0.8)
            canvas.write(x + 0.15, top + 0.1, one, face="bold", colour=style.PAPER)

    return Block(height, draw)


def _rows(case: str, group: str, words: Sequence[list[str]], left: float, column: float, most: int) -> list[Block]:
    """The row of a case; in several where a page has no room for all of it."""
    longest = max(map(len, words))
    return [
        _row(case, group, [lines[start : start + most] for lines in words], left, column)
        for start in range(0, max(longest, 1), most)
    ]


def _row(case: str, group: str, cells: Sequence[list[str]], left: float, column: float) -> Block:
    name = wrap(case, left - 0.15, style.BODY, "bold")
    below = wrap(group, left - 0.15, style.BODY) if group else []
    height = max(len(name) + len(below), *(len(lines) for lines in cells)) * _LINE + 0.24

    def draw(canvas: Canvas, top: float) -> None:
        y = canvas.write(style.MARGIN, top + 0.12, name, face="bold")
        canvas.write(style.MARGIN, y, below, colour=style.MUTED)
        for n, lines in enumerate(cells):
            x = style.MARGIN + left + n * column
            canvas.box(x, top, column, height, edge=style.RULE, line=0.6)
            canvas.write(x + 0.15, top + 0.12, lines)

    return Block(height, draw)


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["nothing_said"]
    n_cells = len(data)
    by = data["says"].value_counts()
    return texts(
        "alt",
        informants=texts.count(data["case_id"].nunique(), "informant"),
        themes=texts.count(data["theme_id"].nunique(), "theme"),
        summaries=texts.of(int(by.get("summary", 0)), n_cells),
        quotations=texts.number(int(by.get("chosen", 0) + by.get("telling", 0))),
        states=texts.number(int(by.get("state", 0))),
    )


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["nothing_said"]
    summed_up = (data["says"] == "summary").any()
    said = texts("caption" if summed_up else "caption_quoted", base=texts.count(int(data["base"].iloc[0]), "informant"))
    if summed_up and data.loc[data["says"] == "summary", "observed"].any():
        said += " " + texts["observed"]
    if data["theme_id"].nunique() > 1:
        said += " " + texts["pages"]
    said = " ".join([said, *figure_words.written_by(data["author"], texts)])
    if (data["says"] == "summary").all():
        return said
    return f"{said} {texts['quoted']}"
