"""The evidence profile of the claims: where each informant stands towards each claim, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.core.model import GROUP_COLUMN
from benang.core.wording import Words
from benang.mapping.figures import figure_words
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.marks import MARKS, RADIUS, state_legend
from benang.mapping.figures.drawing.marks_numbers import MarkNumbers, Place, mark_numbers
from benang.mapping.figures.drawing.marks_table import Column, Row, beside_each_other, marks_table, stretches
from benang.mapping.figures.drawing.style import styled

TEXTS = "figures.claims_profile.yaml"
COLUMNS = ["claim_id", "claim", "profile", "case_id", "group", "state", "n_for", "n_both", "n_against", "base"]
COLUMNS += ["references", "for_references", "against_references", "unanswered", "judged"]
"""``profile`` as in table ``claims``; ``n_for``, ``n_both`` and ``n_against``: informants (of ``base``) on that side
alone, or on both; ``references``, ``for_references`` and ``against_references``: the informant's passages, as in table
``claim_states``; ``unanswered``: passages against the claim that the researcher does not answer; ``judged``: whether
anybody judged on which side something stands, else ``n_for`` are those who speak of the claim."""

_WIDE = 12.0
"""Of a page, cm."""
_MARKED, _MARKED_NARROW = 0.55, 0.46
"""Width of a cell at least, cm; on a narrow page the claims have the room, else they would be high columns of words."""
_LABELS = 0.33
"""Of the width of a page that numbers on one line leave to the claims."""
_NAMED = 12
"""So many informants at most are named in words, each with the passages."""
_PASSAGES = ("references", "for_references", "against_references")
_SIDED = ("for", "both", "against")
"""States whose passages are told by side, each number with its sign."""


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
            told = [*counts[:-1], *(int(str(row[name])) for name in _PASSAGES), counts[-1]]
            rows.append([*known, case, str(groups.get(case, "")), state, *told, judged])
    return pd.DataFrame(rows, columns=COLUMNS)


@styled
def draw(data: pd.DataFrame, texts: Words, width: float) -> list[Canvas]:
    """Draw the figure; as many pages as claims and informants need."""
    cells = {(row["claim_id"], row["case_id"]): row for row in figure_words.records(data)}
    numbers = _numbers(data, texts, width)

    def cell(canvas: Canvas, row: Row, column: Column, x: float, y: float) -> None:
        shown = cells.get((row.key, column.key))
        if shown is not None:
            said = _passages(shown, texts)
            MARKS[str(shown["state"])](canvas, *numbers.middle(said, x, y))
            numbers.write(canvas, said, x, y)

    legend = state_legend(set(data["state"]), texts, width)
    if numbers.place is not Place.NONE:
        legend.add(0.0, None, texts["legend_passages" if data["judged"].all() else "legend_spoken"])
        if _has_unsigned(data, texts):
            legend.add(0.0, None, texts["legend_unsigned"])
    return marks_table(
        _rows(data, texts),
        _columns(data),
        cell,
        width=width,
        cell_width=_cell_width(numbers, width),
        row_height=0.6,
        needed=numbers.height,
        notes=_heads(data, texts),
        legend=legend,
    )


def _columns(data: pd.DataFrame) -> list[Column]:
    groups = {group: place for place, group in enumerate(dict.fromkeys(data["group"]))}
    pairs = data.drop_duplicates("case_id")[["case_id", "group"]].itertuples(index=False, name=None)
    # Of a claim some informants may be missing, and they come in between with the next.
    together = sorted(pairs, key=lambda pair: groups[pair[1]])
    return [Column(str(case), str(case), str(group)) for case, group in together]


def _rows(data: pd.DataFrame, texts: Words) -> list[Row]:
    judged, same = bool(data["judged"].all()), _one_profile(data)
    rows = []
    for row in figure_words.records(data.drop_duplicates("claim_id")):
        informants = tuple(texts.number(row[f"n_{side}"]) for side in ("for", "both", "against"))
        informants += () if same else (texts[f"profile_{row['profile']}"],)
        spoken = (f"{texts.number(row['n_for'])}/{texts.number(row['base'])}",)
        rows.append(Row(row["claim_id"], _label(row, texts), informants if judged else spoken))
    return rows


def _heads(data: pd.DataFrame, texts: Words) -> list[str]:
    sided = ("for", "both", "against") if _one_profile(data) else ("for", "both", "against", "profile")
    return [texts[f"head_{name}"] for name in (sided if data["judged"].all() else ("informants",))]


def _passages(cell: Mapping[str, object], texts: Words) -> tuple[str, ...]:
    """The numbers at a mark: the informant's passages on either side; where the mark shows none, all of them."""
    references, n_for, n_against = (int(str(cell[name])) for name in _PASSAGES)
    if cell["state"] in _SIDED:
        return figure_words.by_side(n_for, n_against, texts)
    return (texts.number(references),) if references and cell["state"] != "not_heard" else ()


def _has_unsigned(data: pd.DataFrame, texts: Words) -> bool:
    """Whether numbers without a sign stand beside those with one."""
    unsigned = data[data["judged"].astype(bool) & ~data["state"].isin(_SIDED)]
    return any(_passages(row, texts) for row in figure_words.records(unsigned))


def _numbers(data: pd.DataFrame, texts: Words, width: float) -> MarkNumbers:
    rows, columns, heads = _rows(data, texts), _columns(data), _heads(data, texts)

    def on(numbers: MarkNumbers) -> int:
        return stretches(rows, columns, width, _cell_width(numbers, width), heads)

    def fits(tried: MarkNumbers) -> bool:
        if tried.place is Place.BESIDE:
            return beside_each_other(rows, columns, width, _cell_width(tried, width), heads, _LABELS * width)
        return on(tried) == bare

    bare = on(MarkNumbers(Place.NONE, 2 * RADIUS))
    said = [_passages(row, texts) for row in figure_words.records(data)]
    return mark_numbers(said, 2 * RADIUS, fits, (Place.BESIDE, Place.LINES, Place.BELOW))


def _cell_width(numbers: MarkNumbers, width: float) -> float:
    return max(numbers.cell_width, _MARKED if width >= _WIDE else _MARKED_NARROW)


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
        + _alt_passages(data[data["claim_id"] == row["claim_id"]], texts)
        for row in figure_words.records(data.drop_duplicates("claim_id"))
    ]
    return texts("alt", claims=texts.count(len(lines), "claim"), lines=" ".join(lines))


def _alt_passages(of_claim: pd.DataFrame, texts: Words) -> str:
    """In a sentence, how many passages each informant has on which side; nothing where they are too many to name."""
    spoken = [row for row in figure_words.records(of_claim) if _passages(row, texts)]
    if not spoken or of_claim["case_id"].nunique() > _NAMED:
        return ""
    said = []
    for row in spoken:
        sides = [(side, int(row[f"{side}_references"])) for side in ("for", "against")]
        sided = [texts(f"alt_{side}", n=texts.number(n)) for side, n in sides if n]
        # As at the mark: passages on no side are told by their number alone.
        said.append(f"{row['case_id']} {', '.join(sided if row['judged'] and sided else _passages(row, texts))}")
    return " " + texts("alt_passages", passages="; ".join(said))


def caption(data: pd.DataFrame, texts: Words) -> str:
    """The lines under the figure, with the base."""
    if data.empty:
        return texts["nothing_claimed"]
    said = texts(
        "caption" if data["judged"].all() else "caption_spoken",
        base=texts.count(int(data["base"].iloc[0]), "informant"),
    )
    if data["judged"].all() and _one_profile(data):
        said += " " + texts(f"same_profile_{data['profile'].iloc[0]}", claims=data["claim_id"].nunique())
    unanswered = int(data.drop_duplicates("claim_id")["unanswered"].sum())
    if unanswered:
        said += " " + texts("unanswered", passages=texts.count(unanswered, "passage"))
    return said


def caption_at_width(data: pd.DataFrame, texts: Words, width: float) -> str:
    """What the numbers at the marks are, or why there are none on pages so wide."""
    if not any(_passages(row, texts) for row in figure_words.records(data)):
        return ""
    if styled(_numbers)(data, texts, width).place is Place.NONE:
        return texts["no_passages"]
    said = texts["passages" if data["judged"].all() else "passages_spoken"]
    return f"{said} {texts['unsigned']}" if _has_unsigned(data, texts) else said
