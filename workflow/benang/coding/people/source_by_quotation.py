"""The sources of coding rows whose table names none: the one in which a quotation stands."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pandas as pd

from benang.coding.people.raw_lookup import RawLookup, RawText
from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning, cleaned_text
from benang.sources.uncapitalised import KeptWords
from benang.text.quotations import Searchable, comparable
from benang.text.shown_quotations import on_one_line


def with_sources_found(
    rows: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    offset_map: pd.DataFrame,
    pseudonyms: Pseudonyms,
    cleaning: Cleaning,
    raw_text: RawText,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Coding rows, each with a source.

    Args:
        rows, sources, turns, offset_map, pseudonyms, cleaning, raw_text: as for ``benang.coding.people.anchor.anchor``.

    Returns:
        The rows whose source is named, or whose quotation stands in one source alone; a warning for each file that
        tells how many sources were found so, and an error for each row left out.
    """
    unnamed = rows["source"] == ""
    if not unnamed.any():
        return rows, []
    # White space is folded where quotations are looked for.
    cleaning = replace(cleaning, white_space=False)
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    languages = dict(zip(sources["source_id"], sources["language"], strict=True))
    turns_of = {str(source_id): of_source for source_id, of_source in turns.groupby("source_id")}
    raw = RawLookup(raw_text, offset_map)
    kept_words = KeptWords(texts, turns_of, languages, pseudonyms.stand_ins)
    prepared: dict[str, tuple[Searchable, list[tuple[int, int]]]] = {}
    for source_id, text in texts.items():
        of_turns = turns_of.get(source_id, turns.iloc[:0])
        utterances = sorted(zip(of_turns["start"].tolist(), of_turns["end"].tolist(), strict=True))
        prepared[source_id] = Searchable(text, utterances, of_turns["speaker"].tolist()), utterances

    def stands_in(source_id: str, quotation: str) -> bool:
        searchable, utterances = prepared[source_id]
        cleaned = cleaned_text(quotation, languages[source_id], cleaning) or quotation
        wanted = comparable(pseudonyms.apply(cleaned, partial(kept_words.of, source_id)))
        if searchable.find(wanted) or searchable.find_elided(wanted):
            return True
        return bool(pseudonyms and raw.find(source_id, texts[source_id], utterances, quotation))

    found: dict[str, list[str]] = {}
    problems: list[Problem] = []
    counts: dict[str, int] = {}
    named = rows["source"].tolist()
    kept = [True] * len(rows)
    for number in [index for index, missing in enumerate(unnamed) if missing]:
        row = rows.iloc[number]
        quotation = comparable(str(row["quotation"]))
        if quotation not in found:
            found[quotation] = sorted(source_id for source_id in texts if stands_in(source_id, quotation))
        where = found[quotation]
        if len(where) == 1:
            named[number] = where[0]
            counts[str(row["file"])] = counts.get(str(row["file"]), 0) + 1
            continue
        kept[number] = False
        values = {
            "quotation": on_one_line(comparable(pseudonyms.apply(quotation, kept_words.of_any))),
            "sources": ", ".join(where),
        }
        kind = "quotation-in-several" if where else "quotation-in-none"
        problems.append(Problem(kind, str(row["file"]), int(row["line"]) or None, str(row["place"]), values))
    reported = [
        Problem("coding-sources-found", file, values={"count": count}) for file, count in sorted(counts.items())
    ]
    return rows.assign(source=named)[kept].reset_index(drop=True), [*reported, *problems]
