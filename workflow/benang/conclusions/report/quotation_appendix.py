"""Appendix: every counted passage, under its theme, category and code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.mapping.examples import Passage


def quotations(draft: Draft) -> str:
    """Every passage with where it stands, on which side, who coded it and what the coder noted."""
    words, material = draft.words, draft.material
    if not material.counted:
        return ""
    if not draft.all_quoted:
        return words("too_many", n=words.count(len(material.counted), "coding"), file=draft.file("coding/passages.csv"))
    parts = [words("quotations_read", n=words.count(len(draft.quoted), "coding"))]
    placed: set[str] = set()
    for theme in material.themes:
        codes = [code for code in material.codes if code in material.under[theme] and draft.code_passages.get(code)]
        if not codes:
            continue
        categories = list(dict.fromkeys(material.category_of.get(code, theme) for code in codes))
        if categories != [theme]:
            parts.append(md.heading(3, draft.label(theme), md.anchor("theme", theme)))
        for category in categories:
            own = [code for code in codes if material.category_of.get(code, theme) == category]
            parts += _category(draft, theme, category, own, placed)
    return md.paragraphs(parts)


def _category(draft: Draft, theme: str, category: str, codes: list[str], placed: set[str]) -> list[str]:
    parts: list[str] = []
    if category in draft.category_passages:
        level = 3 if category == theme else 4
        parts.append(md.heading(level, draft.label(category), md.anchor("category", category)))
        parts.append(_cells(draft, category))
    for code in codes:
        found = draft.code_passages[code]
        if codes != [category]:
            parts.append(_code_heading(draft, code, category))
        parts += [_passage(draft, passage, placed) for passage in found if not passage.hidden]
        parts.append(draft.printed(found))
    return parts


def _code_heading(draft: Draft, code: str, category: str) -> str:
    words, found = draft.words, draft.code_passages[code]
    shown = words("code_as_whole", label=draft.label(code)) if code == category else draft.label(code)
    if draft.reflexive:
        return md.heading(5, shown, md.anchor("code", code))
    said = [passage for passage in found if passage.voice == "said"]
    cases = len({passage.case_id for passage in said} - {""})
    count = words.count(len(said), "reference")
    if draft.material.case_ids:
        count += f", {words.of(cases, len(draft.material.heard), 'informant')}"
    if len(said) < len(found):
        count += f" · {words('observed_beside', n=words.number(len(found) - len(said)))}"
    negative = f" · {words('negative_case')}" if code in draft.material.negative else ""
    return md.paragraphs([md.heading(5, shown, md.anchor("code", code)), md.block(f"{count}{negative}", "count")])


def _cells(draft: Draft, category: str) -> str:
    """Which quotations stand behind each cell of the case-by-category matrix."""
    words, material = draft.words, draft.material
    items = []
    for case in material.case_ids:
        mine = [passage for passage in draft.category_passages[category] if passage.case_id == case]
        if not mine:
            continue
        shown = "; ".join(
            " + ".join(draft.to_quotation(one["coding_id"]) for one in passage.codings) + _flag(draft, passage)
            for passage in mine
        )
        n_said = sum(passage.voice == "said" for passage in mine)
        n = words.count(n_said, "reference")
        if n_said < len(mine):
            n += f" · {words('observed_beside', n=words.number(len(mine) - n_said))}"
        items.append(f"{md.place(md.anchor('cell', case, category))}{md.escaped(case)}: {n}: {shown}")
    return md.block(md.bullets(items), "cells") if items else ""


def _flag(draft: Draft, passage: Passage) -> str:
    """What a passage is besides one that an informant said for a category."""
    flags = [side] if (side := draft.side(passage)) else []
    flags += [draft.words("observed_short")] if passage.voice == "observed" else []
    return f" ({', '.join(flags)})" if flags else ""


def _passage(draft: Draft, passage: Passage, placed: set[str]) -> str:
    """One passage: once where the coders marked the same words, else each coder's words after the other."""
    spans: dict[str, list[Mapping[str, Any]]] = {}
    for coding in passage.codings:
        spans.setdefault(passage.words_of(coding), []).append(coding)
    return md.paragraphs(_quotation(draft, passage, said, same, placed) for said, same in spans.items())


def _quotation(draft: Draft, passage: Passage, said: str, same: list[Mapping[str, Any]], placed: set[str]) -> str:
    words = draft.words
    first = same[0]
    ids = ", ".join(_named(draft, one, placed) for one in same)
    nobody = [words("nobody")] if draft.material.case_ids else []
    who = [draft.who(passage)] if passage.case_id else nobody
    parts = [*who, draft.where(first, passage), ids]
    if side := draft.side(passage):
        parts.append(md.styled(side, "flag"))
    if passage.row["undecided"]:
        parts.append(md.styled(words("undecided"), "flag"))
    if first["anchor"] != "exact":
        parts.append(md.styled(draft.word("anchor", str(first["anchor"])), "flag"))
    return draft.quotation(passage, said, " · ".join(parts), draft.memos(same))


def _named(draft: Draft, coding: Mapping[str, Any], placed: set[str]) -> str:
    # A coding over several turns, or over two passages, is quoted more than once; links lead to the first time.
    name = str(coding["coding_id"])
    place = "" if name in placed else md.place(draft.quotation_place(name))
    placed.add(name)
    return place + md.styled(md.escaped(name), "id") + f" {draft.coded_by([coding], [str(coding['coder'])])}"
