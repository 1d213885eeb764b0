"""The findings, theme by theme and category by category: how many speak of it, in which words, and who differs."""

from __future__ import annotations

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.conclusions.report.examples import chosen

MOST_EXAMPLES = 5
"""Of so many cases one passage is shown for a category, and of as many a negative case."""


def findings(draft: Draft) -> str:
    """Every theme with its categories."""
    words, material = draft.words, draft.material
    if not material.counted:
        return ""
    parts = [
        draft.number.section("mapping", words("findings"), "findings"),
        words("findings_read" if material.case_ids else "findings_read_no_cases", most=words.number(MOST_EXAMPLES)),
    ]
    silent: list[str] = []
    for theme in material.themes:
        categories = [code for code in material.categories if material.codes[code]["theme_id"] == theme]
        spoken = [code for code in categories if draft.category_passages.get(code)]
        silent += [code for code in categories if code not in spoken]
        alone = categories == [theme]
        itself = [] if alone else draft.code_passages.get(theme, [])
        if (spoken or itself) and not alone:
            parts.append(md.heading(4, draft.label(theme), md.anchor("finding", theme)))
        if itself:
            n = words.count(len(itself), "reference")
            parts.append(md.block(words("of_theme_itself", n=n), "lead"))
            parts += [draft.quote(passage) for passage in chosen(itself, material.case_ids, MOST_EXAMPLES)]
        for category in spoken:
            parts += _category(draft, category, 4 if alone else 5)
    if silent:
        parts.append(words("silent", categories=words.listed([draft.label(code) for code in silent])))
    return md.paragraphs(parts)


def _category(draft: Draft, category: str, level: int) -> list[str]:
    words, material = draft.words, draft.material
    codes = set(material.under[category])
    speaking = [p for code in material.codes if code in codes for p in draft.code_passages.get(code, [])]
    negative = [passage for passage in speaking if passage.unit in material.opposing]
    positive = [passage for passage in speaking if passage.unit not in material.opposing]
    heading = md.heading(level, draft.label(category), md.anchor("finding", category))
    against = words("against_theme") + " " if category in material.negative else ""
    parts = [heading, md.block(against + _count(draft, category), "lead")]
    parts += [draft.quote(passage) for passage in chosen(positive, material.case_ids, MOST_EXAMPLES)]
    if negative:
        cases = [case for case in material.case_ids if any(passage.case_id == case for passage in negative)]
        n = words.count(
            sum(material.kind_cells[kind, category]["negative_references"] for kind in material.kinds), "reference"
        )
        examples = chosen(negative, material.case_ids, MOST_EXAMPLES)
        key = "negative_count" if material.case_ids else "negative_count_no_cases"
        head = f"**{words('negative_cases')}** {words(key, n=n, informants=draft.informants(cases))}"
        parts.append(md.block(md.paragraphs([head, *(draft.quote(one) for one in examples)]), "negative"))
    else:
        parts.append(words("no_negative"))
    return parts


def _count(draft: Draft, category: str) -> str:
    """How much of the study speaks of a category, each number with its base."""
    words, material = draft.words, draft.material
    cells = [material.kind_cells[kind, category] for kind in material.kinds]
    held = [case for case in material.case_ids if material.cells[case, category]["references"]]
    linked = draft.number.has("quotations")
    count = words.count(sum(cell["references"] for cell in cells), "reference")
    sentence = words(
        "category_count" if material.case_ids else "category_count_no_cases",
        informants=draft.informants(held),
        references=md.link(count, md.anchor("category", category)) if linked else count,
        sources=words.of(sum(cell["sources"] for cell in cells), len(material.sources), "source"),
    )
    beside = sum(cell["rule_references"] for cell in cells)
    return sentence + (" " + words("category_beside", n=words.count(beside, "suggestion")) if beside else "")
