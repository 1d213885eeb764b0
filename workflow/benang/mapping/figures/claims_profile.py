"""The evidence profile of the claims: where each informant stands towards each claim, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.core.model import GROUP_COLUMN
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks import MARKS, state_legend
from benang.mapping.figures.drawing.marks_table import Column, Row, marks_table
from benang.mapping.figures.drawing.style import styled

TEXTS = "figures.claims_profile.yaml"
COLUMNS = ["claim_id", "claim", "profile", "case_id", "group", "state", "n_for", "n_both", "n_against", "base"]
COLUMNS += ["unanswered", "judged"]
"""``profile`` as in table ``claims``; ``n_for``, ``n_both`` and ``n_against``: informants (of ``base``) on that side
alone, or on both; ``unanswered``: passages against the claim that the researcher does not answer; ``judged``: whether
anybody judged on which side something stands, else ``n_for`` are those who speak of the claim."""

_WIDE = 12.0
"""Of a page, cm."""


def data(tables: Mapping[str, pd.DataFrame], language: str) -> pd.DataFrame:
    """One row a claim and an informant, in the order drawn."""
    cases = figure_words.table(tables, "cases")
    groups = dict(zip(cases["case_id"], cases[GROUP_COLUMN], strict=True)) if GROUP_COLUMN in cases else {}
    order = {str(case): place for case, place in zip(cases["case_id"], cases["order"], strict=True)}
    first = {group: min(order[case] for case in groups if groups[case] == group) for group in set(groups.values())}
    states: dict[str, list[dict[str, object]]] = {}
    for row in figure_words.records(figure_words.table(tables, "claim_states")):
        states.setdefault(str(row["claim_id"]), []).append(row)
    # A claim may turn a code round: then something is against it, though nobody gave a side.
    opposed = any(row["state"] in ("against", "both", "disputed") for of_claim in states.values() for row in of_claim)
    judged = opposed or figure_words.sides_judged(tables)
    rows = []
    for claim in figure_words.records(figure_words.table(tables, "claims")):
        counts = [int(claim[f"informants_{side}"]) for side in ("for", "both", "against")]
        counts += [int(claim["informants_base"]), int(claim["unanswered"])]
        heard = [row for row in states.get(str(claim["claim_id"]), []) if row["state"] != "not_heard"]
        for row in sorted(
            heard, key=lambda row: (first.get(groups.get(row["case_id"]), 0), order.get(str(row["case_id"]), 0))
        ):
            case = str(row["case_id"])
            known = [claim["claim_id"], figure_words.in_language(claim, "text", language), claim["profile"]]
            state = figure_words.shown_state(str(row["state"]), judged)
            rows.append([*known, case, str(groups.get(case, "")), state, *counts, judged])
    return pd.DataFrame(rows, columns=COLUMNS)


@styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as claims and informants need."""
    states = {(row["claim_id"], row["case_id"]): str(row["state"]) for row in figure_words.records(data)}
    pairs = data.drop_duplicates("case_id")[["case_id", "group"]].itertuples(index=False)
    columns = [Column(str(case), str(case), str(group)) for case, group in pairs]
    judged = bool(data["judged"].all())
    same = _one_profile(data)
    rows = []
    for row in figure_words.records(data.drop_duplicates("claim_id")):
        numbers = tuple(texts.number(row[f"n_{side}"]) for side in ("for", "both", "against"))
        numbers += () if same else (texts[f"profile_{row['profile']}"],)
        spoken = (f"{texts.number(row['n_for'])}/{texts.number(row['base'])}",)
        rows.append(Row(row["claim_id"], _label(row, texts), numbers if judged else spoken))

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        if (row.key, column.key) in states:
            MARKS[states[row.key, column.key]](canvas, x, y)

    sided = ("for", "both", "against") if same else ("for", "both", "against", "profile")
    heads = [texts[f"head_{name}"] for name in (sided if judged else ("informants",))]
    legend = state_legend(set(data["state"]), texts, width)
    # On a narrow page the claims have the room, else they would be high columns of words.
    cell_width = 0.55 if width >= _WIDE else 0.46
    return marks_table(
        rows, columns, cell, width=width, cell_width=cell_width, row_height=0.6, notes=heads, legend=legend
    )


def _label(row: Mapping[str, object], texts: Words) -> str:
    """A claim by its id, with the word for it, as informants have letters, too."""
    return f"{texts.noun(1, 'claim').capitalize()} {row['claim_id']}: {row['claim']}"


def _one_profile(data: pd.DataFrame) -> bool:
    """Whether all claims have the same profile: a column of one word says it less well than the caption."""
    return data["profile"].nunique() == 1


def alt(data: pd.DataFrame, texts: Words) -> str:
    """What the figure shows, for readers who cannot see it."""
    if data.empty:
        return texts["nothing_claimed"]
    line = "alt_line" if data["judged"].all() else "alt_line_spoken"
    lines = [
        texts(
            line,
            claim=row["claim_id"],
            text=str(row["claim"]).rstrip("."),
            n_for=texts.number(row["n_for"]),
            n_both=texts.number(row["n_both"]),
            n_against=texts.number(row["n_against"]),
            base=texts.count(int(row["base"]), "informant"),
            profile=texts[f"profile_{row['profile']}"],
        )
        for row in figure_words.records(data.drop_duplicates("claim_id"))
    ]
    return texts("alt", claims=texts.count(len(lines), "claim"), lines=" ".join(lines))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["nothing_claimed"]
    said = texts(
        "caption" if data["judged"].all() else "caption_spoken",
        base=texts.count(int(data["base"].iloc[0]), "informant"),
    )
    if data["judged"].all() and _one_profile(data):
        said += " " + texts("same_profile", profile=texts[f"profile_{data['profile'].iloc[0]}"])
    unanswered = int(data.drop_duplicates("claim_id")["unanswered"].sum())
    if unanswered:
        said += " " + texts("unanswered", passages=texts.count(unanswered, "passage"))
    return said
