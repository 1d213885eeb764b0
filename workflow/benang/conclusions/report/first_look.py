"""What can be seen before anybody has coded: who speaks how much, words and phrases, what to read first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from benang.coding.suggestions.word_use import GROUP, SOURCE, WHOLE
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft

MOST_ROWS = 200
MOST_TERMS = 10
"""Words and phrases of one group or interview; more are in the table of the results."""

Row = Mapping[str, Any]


def speakers(draft: Draft) -> str:
    """Who speaks how much."""
    words, material = draft.words, draft.material
    if not draft.study.get("first_look"):
        return ""
    spoken: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    total: dict[str, int] = defaultdict(int)
    turns = material.frames["turns"]
    columns = (turns[name].tolist() for name in ("source_id", "speaker", "role", "n_words"))
    for source, speaker, role, n_words in zip(*columns, strict=True):
        spoken[source, speaker, role].append(n_words)
        total[source] += n_words
    rows = [
        [
            md.escaped(source),
            md.escaped(speaker) or "–",
            draft.word("role", role),
            words.number(len(of_turns)),
            words.number(sum(of_turns)),
            words.percent(sum(of_turns) / total[source], 0) if total[source] else "–",
        ]
        for (source, speaker, role), of_turns in sorted(spoken.items())
    ]
    keys = ("source", "speaker", "role", "turns_head", "words", "share_of_words")
    caption = words("speakers_caption", file=draft.file("coding/speakers.csv"))
    header = [words(key) for key in keys]
    return md.paragraphs(
        [
            draft.number.section("first_look", words("who_speaks"), "who-speaks"),
            draft.table("speakers", caption, header, rows[:MOST_ROWS], "lllrrr", [30, 24, 16, 10, 10, 10]),
        ]
    )


def word_use(draft: Draft) -> str:
    """Words and phrases of the whole study, of each group and of each interview."""
    words, material = draft.words, draft.material
    of_part: dict[str, list[Row]] = defaultdict(list)
    for row in material.rows("word_use") if draft.study.get("first_look") else ():
        of_part[row["part"]].append(row)
    if not of_part:
        return ""
    whole = [
        [
            md.escaped(row["term"]),
            words.number(row["count"]),
            words.of(row["n_sources"], row["of_sources"]),
        ]
        for row in of_part[WHOLE]
    ]
    header = [words("word_or_phrase"), words("how_often"), words("sources_head")]
    return md.paragraphs(
        [
            draft.number.section("first_look", words("word_use"), "word-use"),
            words("word_use_read", file=draft.file("coding/word_use.csv")),
            draft.table("words", words("words_caption"), header, whole, "lrr", [50, 20, 20]),
            _by_part(draft, "words-groups", words("words_groups_caption"), words("group"), of_part[GROUP]),
            _by_part(draft, "words-sources", words("words_sources_caption"), words("source"), of_part[SOURCE]),
        ]
    )


def _by_part(draft: Draft, name: str, caption: str, head: str, rows: Sequence[Row]) -> str:
    words = draft.words
    terms: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        shown = words(
            "term_here_and_there",
            term=md.escaped(row["term"]),
            n=words.number(row["count"]),
            others=words.number(row["other_count"]),
        )
        terms[row["name"]].append(shown)
    table = [[md.escaped(part), ", ".join(own[:MOST_TERMS])] for part, own in list(terms.items())[:MOST_ROWS]]
    return draft.table(name, caption, [head, words("words_more_here")], table, "ll", [24, 76])


def reading(draft: Draft) -> str:
    """The passages that a person should read first, by topic where topics are stable."""
    words = draft.words
    by_topic: dict[str, list[Row]] = defaultdict(list)
    for row in draft.material.rows("suggestions") if draft.study.get("first_look") else ():
        if row["kind"] == "category":
            by_topic[row["category"]].append(row)
    if not by_topic:
        return ""
    parts = [draft.number.section("first_look", words("read_first"), "read-first"), words("read_first_why")]
    parts += [words("no_topics")] if "" in by_topic else [words("topics_read")]
    for topic, rows in by_topic.items():
        if topic:
            stability = words.decimal(float(rows[0]["stability"]), 2)
            parts.append(words("topic", n=topic, terms=md.escaped(rows[0]["terms"]), stability=stability))
        parts += [_quoted(draft, row) for row in rows]
    return md.paragraphs(parts)


def _quoted(draft: Draft, row: Row) -> str:
    source, turn = str(row["source_id"]), int(row["turn"])
    where = draft.where({**draft.material.turns[source, turn], "last_turn": turn, "coding_id": ""})
    who = md.styled(md.escaped(row["case_id"]), "who") + " · " if row["case_id"] not in ("", source) else ""
    lines = [f"“{md.escaped(row['quotation'])}”", md.styled(who + where, "source")]
    return md.block(md.quoted(lines), "quotation")
