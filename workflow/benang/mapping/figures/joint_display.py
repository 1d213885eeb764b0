"""The joint display: from the question to each theme with its numbers, and beside them what informants say of it
(Guetterman, Fetters and Creswell 2015)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing import style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.openings import Opening
from benang.mapping.figures.drawing.pages import Block, gap, lines_block, paged
from benang.mapping.figures.drawing.text import line_height, wrap

TEXTS = "figures.joint_display.yaml"
COLUMNS = [
    *("question", "theme_id", "theme", "informants", "base", "categories", "case_id", "category", "voice", "quotation")
]
"""One row a quotation; a theme without one has a row with an empty ``quotation``. ``informants`` of ``base`` speak of
the theme; ``categories``: how many it has; ``voice``: said, or observed where an observer noted it of the case."""

MOST_QUOTATIONS = 3
"""Of each theme."""
_LONGEST = 7
"""Lines of a quotation; what is cut ends with an ellipsis."""
_LINE = line_height(style.BODY)
_PAD = 0.15
_PARTS = re.compile(r"^“(?P<words>.*)” \((?P<id>[^()]*)\)$")
"""A quotation, with the id of its passage."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a quotation, in the codebook's order; nothing where no theme has one."""
    question = figure_words.about_study(tables, "question", language)
    heard = [case for case, _ in figure_words.cases_in_order(tables)]
    cells = figure_words.table(tables, "case_category")
    cells = cells[(cells["references"] > 0) & cells["case_id"].isin(heard)]
    voice = _voices(figure_words.table(tables, "passages"))
    said = {
        (str(row["code_id"]), str(row["case_id"])): [
            (line, _voice(line, voice)) for line in row["quotations"].splitlines()
        ]
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
        rows += [[*known, *quotation] for quotation in chosen] or [[*known, "", "", "", ""]]
    return pd.DataFrame(rows if any(row[-1] for row in rows) else [], columns=COLUMNS)


def _voices(passages: pd.DataFrame) -> dict[str, str]:
    own = passages[passages["level"] == "category"]
    return dict(zip(own["passage_id"].astype(str), own["voice"].astype(str), strict=True))


def _voice(quotation: str, voices: Mapping[str, str]) -> str:
    found = _PARTS.match(quotation)
    return voices.get(found["id"], "said") if found else "said"


def _chosen(
    quoted: Mapping[tuple[str, str], list[tuple[str, str]]], categories: list[tuple[str, str]], times: dict[str, int]
) -> list[tuple[str, str, str, str]]:
    """Quotations as (case, category, voice, words): category after category, each of whoever was quoted least so far,
    which is counted in ``times``; what observers noted only where nobody said anything."""
    found: list[tuple[str, str, str, str]] = []
    for category, label in categories:
        own = {case: quoted[category, case] for case in times if quoted.get((category, case))}
        said = {case: [one for one in lines if one[1] == "said"] for case, lines in own.items()}
        spoken = {case: lines for case, lines in said.items() if lines} or own
        if spoken and len(found) < MOST_QUOTATIONS:
            case = min(spoken, key=lambda one: times[one])
            times[case] += 1
            words, voice = spoken[case][0]
            found.append((case, label, voice, words))
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
        shown = [row for row in rows if row["quotation"]]
        blocks += [_quotation(row, texts, width, keep=n < len(shown)) for n, row in enumerate(shown, 1)]
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


def _quotation(row: Mapping[str, object], texts: Words, width: float, keep: bool) -> Block:
    wide = width - 2 * style.MARGIN
    left = 0.3 * wide
    named = wrap(str(row["category"]), left - 2 * _PAD, style.BODY)
    case = str(row["case_id"])
    who = wrap(texts("noted", case=case) if row["voice"] != "said" else case, left - 2 * _PAD, style.BODY, "bold")
    parts = _PARTS.match(str(row["quotation"]))
    words, closing = (f"“{parts['words']}", f"” ({parts['id']})") if parts else (str(row["quotation"]), "")
    lines = Opening(words, wide - left - 2 * _PAD, style.BODY, texts.language, closing).lines(_LONGEST)
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
