"""Stage 2: how far the coders agree: the plain counts, and coefficients where there is enough to compute them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benang.coding.agreement import ALL_CODES, reasons
from benang.coding.agreement.agreement_table import CATEGORY
from benang.coding.agreement.resampling import RESAMPLES
from benang.coding.people.not_taken import not_taken
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft

MOST_ROWS = 200

FEWEST_POSITIVE = 10
"""Of fewer units with the code no coefficient is shown: it would move by tenths with a single coding."""

FIGURES = {
    "percent_all": ("percent",),
    "percent_coded": ("percent_coded_only",),
    "kappa": ("cohen_kappa", "conger_kappa"),
    "pabak": ("brennan_prediger",),
    "ac1": ("gwet_ac1",),
    "alpha": ("krippendorff_alpha",),
    "alpha_u": ("krippendorff_alpha_u",),
}
"""Columns of the report's tables: word in its header -> coefficients that it shows."""

Row = dict[str, Any]
Coders = tuple[str, ...]
Cell = tuple[Coders, str, str]
"""Coders, unit and code: the row of a report's table to which coefficients belong."""


def agreement(draft: Draft) -> str:
    """How far each two coders, and all of them, agree over all codes, by each unit; code by code in the appendix."""
    words = draft.words
    found = _found(draft)
    if not found:
        return ""
    groups = list(dict.fromkeys(coders for coders, _, _ in found))
    defined = _defined(found)
    chosen = draft.text(draft.study.get("double_coding", {}))
    return md.paragraphs(
        [
            draft.number.section("coding", words("agreement"), "agreement"),
            words("double_coding", how=chosen or words("not_supplied")),
            " ".join([*(_sentence(draft, found, coders) for coders in groups), *_lost(draft)]),
            _overall(
                draft, {cell: rows for cell, rows in found.items() if cell[0] in defined}, several=len(groups) > 1
            ),
            *(_range(draft, found[coders, "turn", ALL_CODES]) for coders in defined),
            _about_intervals(draft, found[defined[-1], "turn", ALL_CODES]) if defined else "",
        ]
    )


def by_code(draft: Draft) -> str:
    """Appendix: agreement code by code, and category by category at the cases."""
    found = _found(draft)
    defined = _defined(found)
    if not defined:
        return ""
    # The last group holds the most coders.
    coders = defined[-1]
    return md.paragraphs([_by_code(draft, found, coders, "turn"), _by_code(draft, found, coders, CATEGORY)])


def _found(draft: Draft) -> dict[Cell, dict[str, Row]]:
    """The coefficients by coders, unit and code."""
    found: dict[Cell, dict[str, Row]] = {}
    for row in draft.material.rows("agreement"):
        if row["undefined"] != "one-coder":
            unit = row["unit"].removesuffix(" x code")
            found.setdefault((tuple(row["coders"]), unit, row["code_id"]), {})[row["coefficient"]] = row
    return found


def _key(unit: str) -> str:
    """A unit as part of a name."""
    return unit.replace(" ", "_")


def _defined(found: Mapping[Cell, Mapping[str, Row]]) -> list[Coders]:
    """The groups of coders who have anything to compare."""
    groups = dict.fromkeys(coders for coders, _, _ in found)
    return [coders for coders in groups if _base(found[coders, "turn", ALL_CODES])["n_units"]]


def _range(draft: Draft, rows: Mapping[str, Row]) -> str:
    """In which source coders agree least, and in which most: a plainer measure of spread than an interval."""
    words, row = draft.words, rows["percent_coded_only"]
    if row["lowest_source"] != row["lowest_source"]:  # not a number: one source only
        return ""
    low, high = words.percent(row["lowest_source"]), words.percent(row["highest_source"])
    return words("agreement_range", coders=_names(draft, row["coders"]), low=low, high=high)


def _lost(draft: Draft) -> list[str]:
    """How many codings of people could not be taken, since they count as not given."""
    lost = not_taken(draft.material.problems)
    return [draft.words("agreement_lost", n=draft.words.count(lost, "coding"))] if lost else []


def _base(rows: Mapping[str, Row]) -> Row:
    """What the coefficients of one cell share: the counts."""
    return rows["percent"]


def _sentence(draft: Draft, found: Mapping[Cell, Mapping[str, Row]], coders: Coders) -> str:
    words = draft.words
    pooled = _base(found[coders, "turn", ALL_CODES])
    if not pooled["n_units"]:
        return words("agreement_none", coders=_names(draft, coders), reason=_reasons(draft, [pooled]))
    codes = [code for group, unit, code in found if (group, unit) == (coders, "turn") and code != ALL_CODES]
    return words(
        "agreement_of" if len(coders) == 2 else "agreement_of_more",
        coders=_names(draft, coders),
        turns=words.count(pooled["n_units"] // len(codes), "informant_turn"),
        sources=words.of(pooled["n_sources"], len(draft.material.sources), "source"),
        codes=words.count(len(codes), "codebook_entry"),
        decisions=words.number(pooled["n_units"]),
    )


def _overall(draft: Draft, found: Mapping[Cell, Mapping[str, Row]], *, several: bool) -> str:
    words = draft.words
    shown = []
    for (coders, unit, code), rows in found.items():
        if code == ALL_CODES:
            base = _base(rows)
            what = words(f"unit_{_key(unit)}") + _why(draft, rows)
            who = [_names(draft, coders)] if several else []
            prevalence = words.percent(base["prevalence"]) if base["n_units"] else "–"
            shown.append([*who, what, words.number(base["n_units"]), prevalence, *_figures(draft, rows, list(FIGURES))])
    keys = [*(["compared_coders"] if several else []), "unit_head", "units", "prevalence", *FIGURES]
    widths = [*([16] if several else []), 14, 15, 12, *[15] * len(FIGURES)]
    align = "l" * (1 + several) + "r" * (2 + len(FIGURES))
    header = [words(key) for key in keys]
    return draft.table("agreement", words("agreement_caption"), header, shown, align, widths)


def _by_code(draft: Draft, found: Mapping[Cell, Mapping[str, Row]], coders: Coders, unit: str) -> str:
    """A table of one unit, a code (or category) a row: the four counts, then what they are enough for."""
    words = draft.words
    order = {code: place for place, code in enumerate(draft.material.codes)}
    rows_of = {code: rows for (group, one, code), rows in found.items() if (group, one) == (coders, unit)}
    codes = sorted(rows_of.keys() - {ALL_CODES}, key=lambda code: (order.get(code, len(order)), code))
    if not codes:
        return ""
    columns = [key for key in FIGURES if key not in ("alpha_u", "percent_all")]
    # Where no row has enough for a coefficient, columns of them would only be empty.
    if all(_too_few(rows_of[code]) for code in codes[:MOST_ROWS]):
        columns = []
    two = len(coders) == 2
    shown = []
    for code in codes[:MOST_ROWS]:
        base = _base(rows_of[code])
        shown.append([draft.label(code), *_counts(draft, base, two=two), *_figures_of(draft, rows_of[code], columns)])
    caption = words(f"agreement_{_key(unit)}_caption", coders=_names(draft, coders))
    shown_from = f"agreement_{_key(unit)}_shown" if columns else "agreement_none_shown"
    caption += " " + words(shown_from, fewest=FEWEST_POSITIVE)
    if len(codes) > MOST_ROWS:
        caption += " " + words("rows_cut", n=words.number(MOST_ROWS), file=draft.file("coding/agreement.csv"))
    counts = [words("only_coder", coder=md.escaped(name)) for name in coders] if two else [words("given_by_some")]
    head = words("category" if unit == CATEGORY else "code_head")
    header = [head, words("given_by_all"), *counts, words("given_by_none"), *(words(key) for key in columns)]
    n_counts = len(counts) + 2
    widths = [24, *[10] * n_counts, *[15] * len(columns)]
    return draft.table(f"agreement-{_key(unit)}", caption, header, shown, "l" + "r" * (n_counts + len(columns)), widths)


def _counts(draft: Draft, base: Row, *, two: bool) -> list[str]:
    """How many units all coders gave the code, some of them (of two coders each alone), and none."""
    some = [base["n_only_first"], base["n_only_second"]] if two else [base["n_units"] - base["n_all"] - base["n_none"]]
    return [draft.words.number(int(n)) for n in (base["n_all"], *some, base["n_none"])]


def _figures_of(draft: Draft, rows: Mapping[str, Row], columns: list[str]) -> list[str]:
    """The coefficients; too few to say where fewer than ten units have the code."""
    if columns and _too_few(rows):
        return [md.styled(draft.words("too_few"), "zero"), *[""] * (len(columns) - 1)]
    return _figures(draft, rows, columns)


def _too_few(rows: Mapping[str, Row]) -> bool:
    """Whether fewer units have the code than a coefficient needs."""
    base = _base(rows)
    return bool(base["n_units"] - base["n_none"] < FEWEST_POSITIVE)


def _about_intervals(draft: Draft, pooled: Mapping[str, Row]) -> str:
    words = draft.words
    return words(
        "agreement_intervals",
        resamples=words.number(RESAMPLES),
        drawn=words(f"drawn_{_base(pooled)['drawn']}"),
        file=draft.file("coding/agreement.csv"),
    )


def _figures(draft: Draft, rows: Mapping[str, Row], columns: list[str]) -> list[str]:
    return [next((_figure(draft, rows[name]) for name in FIGURES[column] if name in rows), "–") for column in columns]


def _figure(draft: Draft, row: Row) -> str:
    """A figure with its interval: ``0.80 (0.72–0.86)``; ``–`` where it is undefined, ``(–)`` where the interval is."""
    words = draft.words
    if row["undefined"]:
        return "–"
    percent = row["coefficient"].startswith("percent")
    value = words.percent(row["value"]) if percent else words.decimal(row["value"], 2)
    if row["no_interval"]:
        return f"{value} (–)"
    scale, digits, unit = (100, 1, "%") if percent else (1, 2, "")
    low, high = (words.decimal(scale * row[end], digits) for end in ("low", "high"))
    # A line in a narrow column breaks before the bracket and not in it.
    interval = md.styled(f"({low}–{high}{unit})", "whole")
    return f"{value} {interval}"


def _why(draft: Draft, rows: Mapping[str, Row]) -> str:
    """In brackets why some of the shown figures are undefined; nothing where none is."""
    names = [name for coefficients in FIGURES.values() for name in coefficients]
    why = _reasons(draft, [row for name, row in rows.items() if name in names])
    return f" ({why})" if why else ""


def _reasons(draft: Draft, rows: list[Row]) -> str:
    said = reasons(draft.words.language)
    return draft.words.listed([said[key] for key in dict.fromkeys(row["undefined"] for row in rows) if key])


def _names(draft: Draft, coders: Coders) -> str:
    return draft.words.listed([md.escaped(name) for name in coders])
