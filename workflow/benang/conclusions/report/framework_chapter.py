"""Stage 3: on whom each theme rests, and what each informant says of it, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from benang.coding.sides import DISPUTED, NONE
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.core.model import GROUP_COLUMN
from benang.mapping.examples import Passage
from benang.mapping.framework import STATE, SUMMARY
from benang.text.typography import typographic

MOST_CELLS = 60
"""So many cells without summaries are printed; more are in the workbook."""
MOST_CASES = 60
MOST_NAMED = 15
MOST_IDS = 6


def spread(draft: Draft) -> str:
    """The themes with their informants, and the categories that one informant carries."""
    words, material = draft.words, draft.material
    found = {(row["level"], row["code_id"]): row for row in material.rows("spread")}
    if draft.reflexive or not material.counted or not material.heard or not found:
        return ""
    rows = []
    for theme in material.themes:
        row = found["theme", theme]
        largest = {"n": row["largest_references"], "base": row["references"], "case": md.escaped(row["largest_case"])}
        rows.append(
            [
                draft.label(theme),
                words.of(row["informants"], row["base"]),
                words.number(row["references"]),
                words("spread_largest_of", **largest) if row["references"] else "–",
                words.decimal(row["gini"], 2) if row["references"] else "–",
            ]
        )
    carried = [code for code in material.categories if found["category", code]["one_carries"]]
    sentences = [words("spread_read"), _carried(draft, carried, found)]
    files = {name: draft.file(f"mapping/{name}.csv") for name in ("spread", "crosstab")}
    sentences.append(words("spread_file", file=files["spread"], crosstab=files["crosstab"]))
    header = [words(key) for key in ("theme_head", "informants", "passages", "spread_largest", "spread_gini")]
    return md.paragraphs(
        [
            draft.number.section("mapping", words("spread"), "spread"),
            " ".join(sentences),
            draft.table("spread", words("spread_caption"), header, rows, "lrrlr", [40, 16, 12, 22, 10]),
        ]
    )


def _carried(draft: Draft, carried: list[str], found: dict[tuple[str, str], dict[str, Any]]) -> str:
    words = draft.words
    if not carried:
        return words("spread_none_carries")
    named = []
    for code in carried[:MOST_NAMED]:
        row = found["category", code]
        values = {"case": md.escaped(row["largest_case"]), "n": row["largest_references"], "base": row["references"]}
        named.append(words("carried", label=draft.category_link(code), **values))
    listed = words.listed(named) + (" …" if len(carried) > MOST_NAMED else "")
    n = words.of(len(carried), len(draft.material.categories), "category")
    return words("spread_one_carries", n=n, categories=listed)


def framework(draft: Draft) -> str:
    """The framework matrix, a table a theme."""
    words, material = draft.words, draft.material
    if not material.counted or not material.case_ids:
        return ""
    written = [theme for theme in material.themes if has_summary(draft, theme)]
    small = len(material.themes) * len(material.case_ids) <= MOST_CELLS
    shown = material.themes if small else written if len(material.case_ids) <= MOST_CASES else []
    heading = draft.number.section("mapping", words("framework"), "framework")
    file = draft.file("mapping/framework_theme.csv")
    if not shown:
        return md.paragraphs([heading, words("framework_none", file=file)])
    more = "" if len(shown) == len(material.themes) else words("framework_some", file=file)
    authors = sorted({str(row["author"]) for row in material.rows("framework_theme") if row["author"]})
    by = words("framework_by", author=words.listed(list(map(draft.person, authors)))) if authors else ""
    read = words("framework_read", shown=words.of(2, 7))
    sentences = " ".join(filter(None, [read, by, more]))
    return md.paragraphs([heading, sentences, *(theme_table(draft, theme) for theme in shown)])


def has_summary(draft: Draft, theme: str) -> bool:
    """Whether a researcher summed up what any case says of a theme."""
    return any(draft.material.framework[case, theme]["says"] == SUMMARY for case in draft.material.case_ids)


def theme_table(draft: Draft, theme: str) -> str:
    """What each informant says of one theme."""
    words, material = draft.words, draft.material
    rows = []
    for case in material.case_ids:
        cell = material.framework[case, theme]
        state = [] if draft.reflexive else [theme_state(draft, case, theme)]
        rows.append([informant_of_group(draft, case), *state, _says(draft, cell)])
    header = [words("Informant"), *([] if draft.reflexive else [words("framework_state")]), words("framework_says")]
    caption = words("framework_caption", theme=draft.label(theme))
    return draft.table(
        f"framework-{theme}", caption, header, rows, "l" * len(header), [18, *([] if draft.reflexive else [20]), 82]
    )


def informant_of_group(draft: Draft, case: str) -> str:
    """A case with its group beside it, where it has one: ``A (MSME owner)``."""
    group = next((row.get(GROUP_COLUMN) for row in draft.material.cases if row["case_id"] == case), None)
    if not group:
        return md.escaped(case)
    return draft.words("informant_of_group", informant=md.escaped(case), group=md.escaped_inline(group))


def theme_state(draft: Draft, case: str, theme: str) -> str:
    """On which side an informant speaks of a theme; how many of the passages are on which side."""
    words = draft.words
    state = str(draft.material.framework[case, theme]["state"])
    said = [one for one in draft.material.passages("theme", theme) if one.case_id == case and one.voice == "said"]
    sides = Counter(one.side for one in said)
    if not draft.material.sided and state == "for":
        return words("state_said")
    if state not in ("for", "against", "both"):
        return words(f"state_{state}")
    if not any(sides[side] for side in ("for", "against", "both")):
        return words(f"says_{state}")
    shown = [
        words(f"state_n_{side}", n=words.number(sides[side]))
        for side in ("for", "both", "against", NONE, DISPUTED)
        if sides[side]
    ]
    told = ", ".join(shown)
    return words("state_of_some", sides=told[:1].upper() + told[1:], n=words.count(len(said), "passage"))


def _says(draft: Draft, cell: dict[str, Any]) -> str:
    """The words of a cell, and how many of its passages they rest on."""
    words, material = draft.words, draft.material
    if cell["says"] == STATE:
        return "–"
    passages = [material.theme_passages[str(one)] for one in cell["passage_ids"]]
    of = words.of(int(cell["shown"]), int(cell["base"]), "passage")
    links = [draft.to_quotation(passage.shown[0]["coding_id"]) for passage in passages]
    if cell["says"] != SUMMARY:
        quotes = [f"{_quoted(draft, passage)} ({link})" for passage, link in zip(passages, links, strict=True)]
        return f"{' '.join(quotes)} {md.styled(of, 'source')}"
    named = ", ".join(links[:MOST_IDS])
    if len(links) > MOST_IDS:
        named += " " + words("more_ids", n=words.number(len(links) - MOST_IDS))
    stale = " " + md.styled(words("framework_stale"), "flag") if cell["stale"] else ""
    return f"{_summary(draft, cell)} {md.styled(f'{of}: {named}' if named else of, 'source')}{stale}"


def summary_of(draft: Draft, case: str, theme: str) -> str:
    """What a researcher wrote that a case says of a theme, marked where passages have changed since; a dash where
    nobody did."""
    cell = draft.material.framework[case, theme]
    if cell["says"] != SUMMARY:
        return "–"
    stale = " " + md.styled(draft.words("framework_stale"), "flag") if cell["stale"] else ""
    return _summary(draft, cell) + stale


def _summary(draft: Draft, cell: Mapping[str, Any]) -> str:
    """A summary in the report's language, else in another, marked as such."""
    texts = {name.partition(":")[2]: str(text) for name, text in cell.items() if name.startswith("summary:")}
    if texts.get(draft.language):
        return md.escaped(typographic(texts[draft.language]))
    language, text = next(((one, text) for one, text in texts.items() if text), ("", ""))
    return draft.spoken(md.escaped(typographic(text)), language)


def _quoted(draft: Draft, passage: Passage) -> str:
    """The words of a passage, marked with their language where the report speaks another."""
    quotation = f"“{md.escaped(passage.shown[1])}”"
    spoken = str(draft.material.sources[passage.row["source_id"]]["language"])
    return draft.spoken(quotation, spoken)
