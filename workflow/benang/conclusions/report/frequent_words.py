"""Stage 3: the words that informants say most often, and key words in context; in the supplement where asked for."""

from __future__ import annotations

from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft

MOST_WORDS = 20
"""Of all informants; those of groups and further ones are in the workbook."""
MOST_KEYWORDS = 5
MOST_PLACES = 5
"""Of each key word, the first of each source in turn."""


def frequent_words(draft: Draft) -> str:
    """A table of frequent words, and one of key words with the words around them."""
    words, material = draft.words, draft.material
    frequent = [row for row in material.rows("word_groups") if not row["group"]][:MOST_WORDS]
    if not draft.study.get("words_in_report") or not frequent:
        return ""
    head = [words("word_head"), words("word_times"), words("informants")]
    rows = [
        [md.escaped(row["term"]), words.number(row["count"]), words.of(row["informants"], row["base"])]
        for row in frequent
    ]
    files = {name: draft.file(f"mapping/{name}.csv") for name in ("word_groups", "keywords")}
    return md.paragraphs(
        [
            draft.number.section("mapping", words("words_said"), "words-said"),
            words("words_said_read", frequent=files["word_groups"], keywords=files["keywords"]),
            draft.table("words-said", words("words_said_caption"), head, rows, "lrr", [50, 25, 25]),
            _in_context(draft),
        ]
    )


def _in_context(draft: Draft) -> str:
    words = draft.words
    by_stem: dict[str, list[dict[str, Any]]] = {}
    for row in draft.material.rows("keywords"):
        by_stem.setdefault(str(row["stem"]), []).append(row)
    rows = [_place(draft, row) for found in list(by_stem.values())[:MOST_KEYWORDS] for row in _spread(found)]
    head = [words("word_source"), words("word_before"), words("word_head"), words("word_after")]
    return draft.table("keywords", words("keywords_caption"), head, rows, "lrll", [20, 34, 12, 34])


def _spread(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A few places of a word, from as many sources as there are, in the order of the table."""
    seen: dict[str, int] = {}
    ranked = []
    for order, row in enumerate(places):
        source = str(row["source_id"])
        seen[source] = seen.get(source, 0) + 1
        ranked.append((seen[source], order))
    return [places[order] for order in sorted(order for _, order in sorted(ranked)[:MOST_PLACES])]


def _place(draft: Draft, row: dict[str, Any]) -> list[str]:
    where = f"{row['source_id']}, {draft.words('word_turn', n=draft.words.number(row['turn']))}"
    before, term, after = (md.escaped(str(row[name]).strip()) for name in ("before", "term", "after"))
    return [md.escaped(where), before, f"**{term}**", after]
