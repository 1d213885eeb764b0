"""The evidence map that a publication prints beside the one that the codings arrive at."""

from __future__ import annotations

from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft


def reproduction(draft: Draft) -> str:
    """Agreed, only printed, only found: in words and as a table. Empty where the study gives no published map."""
    words, material = draft.words, draft.material
    compared = material.rows("evidence")
    if not compared:
        return ""
    printed = [row for row in compared if row["published"]]
    with_case = [row for row in printed if row["case_id"]]
    agreed_cases = [row for row in with_case if row["reproduced"]]
    literature = [row for row in printed if not row["case_id"]]
    agreed_literature = [row for row in literature if row["reproduced"]]
    missed = [row for row in printed if not row["reproduced"]]
    added = [row for row in compared if not row["published"]]
    sentences = []
    if with_case:
        sentences.append(words("reproduced_cases", n=words.of(len(agreed_cases), len(with_case), "piece")))
        sentences += [_assignments(draft, row) for row in material.rows("assignments")]
    if literature:
        sentences.append(words("reproduced_literature", n=words.of(len(agreed_literature), len(literature), "entry")))
    sentences.append(
        words("missed", n=words.count(len(missed), "piece"), which=words.listed([_named(draft, row) for row in missed]))
        if missed
        else words("nothing_missed")
    )
    if added:
        n_categories = len({row["category_id"] for row in added})
        sentences.append(
            words("added", n=words.count(len(added), "piece"), categories=words.count(n_categories, "category"))
        )
    header = [words(key) for key in ("category", "published", "reproduced", "agreed", "only_published", "only_here")]
    caption = words("reproduction_caption")
    table = draft.table("reproduction", caption, header, _rows(draft, compared), "llllll", [30, 13, 16, 13, 14, 14])
    read = words("reproduction_read")
    if any(row["undecided"] for row in compared):
        read += " " + words("reproduction_undecided")
    return md.paragraphs([md.bullets(sentences), table, read])


def without_power(draft: Draft) -> str:
    """That the comparison with the published map could not have failed, where it could not; else nothing."""
    rows = [row for row in draft.material.rows("assignments") if row["assignments"]]
    return _assignments(draft, rows[0]) if rows and all(row["as_well"] == row["assignments"] for row in rows) else ""


def _assignments(draft: Draft, row: dict[str, Any]) -> str:
    """Whether other informants in the places of those printed would be found as well."""
    words = draft.words
    n, as_well = row["assignments"], row["as_well"]
    key = "assignments_all" if row["all_tried"] else "assignments_drawn"
    share = words.percent(as_well / n)
    said = words(key, n=words.count(n, "assignment"), as_well=words.number(as_well), share=share)
    return f"{said} {words('assignments_no_power')}" if as_well == n else said


def _named(draft: Draft, row: dict[str, Any]) -> str:
    category = draft.label(row["category_id"] or row["theme_id"])
    return f"{category} ({_case(draft, row)})"


def _rows(draft: Draft, compared: list[dict[str, Any]]) -> list[list[str]]:
    order = {code: place for place, code in enumerate(draft.material.codes)}
    places = {case: place for place, case in enumerate(draft.material.case_ids)}
    by_category: dict[str, list[dict[str, Any]]] = {}
    for row in compared:
        by_category.setdefault(row["category_id"] or row["theme_id"], []).append(row)
    rows = []
    for category in sorted(by_category, key=lambda code: order.get(code, 0)):
        own = sorted(by_category[category], key=lambda row: places.get(row["case_id"], -1))
        columns = [
            [row for row in own if row["published"]],
            [row for row in own if row["reproduced"]],
            [row for row in own if row["published"] and row["reproduced"]],
            [row for row in own if row["published"] and not row["reproduced"]],
            [row for row in own if row["reproduced"] and not row["published"]],
        ]
        rows.append([draft.category_link(category), *(_cases(draft, column) for column in columns)])
    return rows


def _case(draft: Draft, row: dict[str, Any]) -> str:
    """An informant, with the passages on whose difference nobody decided; or the literature."""
    undecided = f"\u00a0({draft.words.number(row['undecided'])})" if row["undecided"] else ""
    return (md.escaped(row["case_id"]) or draft.words("literature")) + undecided


def _cases(draft: Draft, rows: list[dict[str, Any]]) -> str:
    names = [_case(draft, row) for row in rows]
    return ", ".join(names[:10]) + (f" … ({draft.words.number(len(names))})" if len(names) > 10 else "") or "–"
