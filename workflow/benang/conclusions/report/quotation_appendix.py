"""Appendix: every counted quotation, under its theme, category and code."""

from __future__ import annotations

from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.conclusions.report.examples import Passage, passages
from benang.core.model import split_ids


def quotations(draft: Draft) -> str:
    """Every counted quotation with where it stands, who coded it and what the coder noted."""
    words, material = draft.words, draft.material
    if not material.counted:
        return ""
    if not draft.all_quoted:
        return words("too_many", n=words.count(len(material.counted), "coding"), file=draft.file("coding/codings.csv"))
    parts = [words("quotations_read", n=words.count(len(material.counted), "coding"))]
    written: set[str] = set()
    for theme in material.themes:
        codes = [code for code in material.codes if code in material.under[theme] and draft.code_passages.get(code)]
        if not codes:
            continue
        categories = list(dict.fromkeys(material.category_of.get(code, theme) for code in codes))
        if categories != [theme]:
            parts.append(md.heading(3, draft.label(theme), md.anchor("theme", theme)))
        for category in categories:
            own = [code for code in codes if material.category_of.get(code, theme) == category]
            parts += _category(draft, theme, category, own)
            written.update(own)
    return md.paragraphs(parts)


def _category(draft: Draft, theme: str, category: str, codes: list[str]) -> list[str]:
    parts: list[str] = []
    if category in draft.category_passages:
        level = 3 if category == theme else 4
        parts.append(md.heading(level, draft.label(category), md.anchor("category", category)))
        parts.append(_cells(draft, category))
    for code in codes:
        found = draft.code_passages[code]
        if codes != [category]:
            parts.append(_code_heading(draft, code, category))
        parts += [_passage(draft, passage) for passage in found]
    return parts


def _code_heading(draft: Draft, code: str, category: str) -> str:
    words, found = draft.words, draft.code_passages[code]
    shown = words("code_as_whole", label=draft.label(code)) if code == category else draft.label(code)
    cases = len({passage.case_id for passage in found} - {""})
    count = words.count(len(found), "reference")
    if draft.material.case_ids:
        count += f", {words.of(cases, len(draft.material.case_ids), 'informant')}"
    negative = f" · {words('negative_case')}" if code in draft.material.negative else ""
    return md.paragraphs([md.heading(5, shown, md.anchor("code", code)), md.block(f"{count}{negative}", "count")])


def _cells(draft: Draft, category: str) -> str:
    """Which quotations stand behind each number of the case-by-category matrix."""
    words, material = draft.words, draft.material
    items = []
    for case in material.case_ids:
        ids = split_ids(material.cells[case, category]["coding_ids"])
        if not ids:
            continue
        codings = [material.by_id[one] for one in ids if one in material.by_id]
        merged = passages(codings, lambda _: category)
        shown = "; ".join(" + ".join(draft.to_quotation(one["coding_id"]) for one in p.codings) for p in merged)
        items.append(
            f"{md.place(md.anchor('cell', case, category))}{md.escaped(case)}: "
            f"{words.count(len(merged), 'reference')}: {shown}"
        )
    return md.block(md.bullets(items), "cells") if items else ""


def _passage(draft: Draft, passage: Passage) -> str:
    """One reference: once where the coders marked the same words, else each coder's words after the other."""
    spans: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for coding in passage.codings:
        spans.setdefault((coding["start"], coding["end"]), []).append(coding)
    return md.paragraphs(_quotation(draft, same) for same in spans.values())


def _quotation(draft: Draft, same: list[dict[str, Any]]) -> str:
    words = draft.words
    first = same[0]
    ids = ", ".join(
        md.place(draft.quotation_place(one["coding_id"]))
        + md.styled(md.escaped(one["coding_id"]), "id")
        + f" {md.escaped(one['coder'])}"
        for one in same
    )
    nobody = [words("nobody")] if draft.material.case_ids else []
    who = [md.styled(md.escaped(first["case_id"]), "who")] if first["case_id"] else nobody
    parts = [*who, draft.where(first), ids]
    if first["anchor"] != "exact":
        parts.append(md.styled(draft.word("anchor", str(first["anchor"])), "flag"))
    memos = [words("memo", coder=md.escaped(one["coder"]), memo=md.escaped(one["why"])) for one in same if one["why"]]
    lines = [f"“{md.escaped(first['quotation'])}”", md.styled(" · ".join(parts), "source")]
    return md.block(md.quoted([*lines, *(md.styled(memo, "memo") for memo in memos)]), "quotation")
