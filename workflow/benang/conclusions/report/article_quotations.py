"""Appendix: what articles quote their informants with and nobody coded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.conclusions.report.uncoded_quotations import uncoded_turns

MOST = 1000
"""Quotations in the report; more are in the table of turns."""

Row = Mapping[str, Any]


def article_quotations(draft: Draft) -> str:
    """The quotations under their article, each with its informant and its place."""
    words, material = draft.words, draft.material
    articles = [row["source_id"] for row in material.rows("sources") if row["kind"] == "article"]
    turns, codings = (material.rows_of(name, articles) for name in ("turns", "codings"))
    found = uncoded_turns(material.rows("sources"), turns, codings)
    if not found:
        return ""
    by_article: dict[str, list[Row]] = defaultdict(list)
    for turn in found[:MOST]:
        by_article[material.text_of[turn["source_id"]]].append(turn)
    parts = [words("article_quotations_read", n=words.count(len(found), "article_quotation"))]
    if len(found) > MOST:
        parts.append(words("rows_cut", n=words.number(MOST), file=draft.file("coding/turns.csv")))
    for article, quoted in by_article.items():
        parts.append(md.heading(3, md.escaped(article), md.anchor("article", article)))
        parts += [_quoted(draft, turn) for turn in quoted]
    return md.paragraphs(parts)


def _quoted(draft: Draft, turn: Row) -> str:
    said = draft.material.quotable.said(turn)
    where = draft.where({**turn, "last_turn": turn["turn"], "coding_id": ""})
    who = md.styled(md.escaped(turn["speaker"] or turn["case_id"]), "who")
    heading = md.escaped(turn["heading"]) if turn["heading"] else ""
    source = " · ".join(part for part in (who, where, heading) if part)
    return md.block(md.quoted([f"“{md.escaped(said)}”", md.styled(source, "source")]), "quotation")
