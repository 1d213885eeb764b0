"""Stage 2: how much of what was said the coders read and coded."""

from __future__ import annotations

from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.mapping.coverage import ANYBODY, CASE, SOURCE, WHOLE

MOST_ROWS = 60
MOST_CODERS = 6
MOST_NAMED = 15


def coverage(draft: Draft) -> str:
    """The coverage card: the whole, each informant by coder, and the sources that nobody coded."""
    words, material = draft.words, draft.material
    rows = {(row["part"], row["name"], row["voice"], row["coder"]): row for row in material.rows("coverage")}
    if not material.counted or not rows:
        return ""
    sentences = [words("coverage_read")]
    said, seen = (rows.get((WHOLE, "", voice, ANYBODY)) for voice in ("said", "observed"))
    if said:
        read, coded = (_part(draft, said, name) for name in ("read", "coded"))
        sentences.append(words("coverage_whole", words=words.number(said["words"]), read=read, coded=coded))
    if seen:
        coded = _part(draft, seen, "coded")
        sentences.append(words("coverage_observed", words=words.number(seen["words"]), coded=coded))
    silent = sorted({name for part, name, *_ in rows if part == SOURCE} - _coded_sources(rows))
    if silent:
        named = words.listed([md.escaped(source) for source in silent[:MOST_NAMED]])
        named += " …" if len(silent) > MOST_NAMED else ""
        sentences.append(words("coverage_uncoded", n=words.count(len(silent), "source"), sources=named))
    table = _table(draft, rows)
    if not table and material.case_ids:
        sentences.append(words("coverage_many", file=draft.file("mapping/coverage.csv")))
    heading = draft.number.section("coding", words("coverage"), "coverage")
    return md.paragraphs([heading, " ".join(sentences), table])


def _part(draft: Draft, row: dict[str, Any], name: str) -> str:
    """So many words, and their share."""
    share = draft.words.percent(row[f"{name}_word_share"])
    return f"{draft.words.number(row[f'{name}_words'])} ({share})"


def _coded_sources(rows: dict[tuple[str, str, str, str], dict[str, Any]]) -> set[str]:
    return {name for (part, name, _, _), row in rows.items() if part == SOURCE and row["coded_turns"]}


def _table(draft: Draft, rows: dict[tuple[str, str, str, str], dict[str, Any]]) -> str:
    words, material = draft.words, draft.material
    coders = sorted({coder for *_, coder in rows} - {ANYBODY})
    spoken = [case for case in material.case_ids if (CASE, case, "said", ANYBODY) in rows]
    if len(spoken) > MOST_ROWS or len(coders) > MOST_CODERS:
        return ""
    shown: list[list[str]] = []
    for case in [*spoken, *([""] if (CASE, "", "said", ANYBODY) in rows else [])]:
        of_case = [rows[CASE, case, "said", coder] for coder in (ANYBODY, *coders)]
        name = md.escaped(case) if case else words("nobodys_words")
        counts = [words.number(of_case[0]["turns"]), words.number(of_case[0]["words"])]
        shares = [
            words.percent(row["coded_word_share"]) if row["read_turns"] or row["coded_turns"] else "–"
            for row in of_case
        ]
        shown.append([name, *counts, *shares])
    header = [words("Informant"), words("turns_head"), words("words"), words("coverage_anybody")]
    header += [md.escaped(coder) for coder in coders]
    widths = [20, 12, 12, 16, *([16] * len(coders))]
    return draft.table("coverage", words("coverage_caption"), header, shown, "l" + "r" * (len(header) - 1), widths)
