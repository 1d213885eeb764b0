"""Appendices: the codebook, the problems, and where the transcripts are."""

from __future__ import annotations

from collections import Counter
from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.conclusions.transcripts import transcript_files
from benang.core.problems import in_order
from benang.literature.references import aliases_of

MOST_PROBLEMS = 200

MOST_TRANSCRIPTS = 300

MOST_WAYS = 8
"""So many ways of counting fit across a page: the three common ones and five coders."""


def codebook(draft: Draft) -> str:
    """Every code with its definition, its borders, an example and its origin."""
    material = draft.material
    parts: list[str] = []
    for code, row in material.codes.items():
        level = {"theme": 3, "category": 4}.get(row["level"], 5)
        parts.append(md.heading(level, draft.label(code), md.anchor("codebook", code)))
        parts += [md.block(_about(draft, code, row), "code")]
    return md.paragraphs(parts)


def _about(draft: Draft, code: str, row: dict[str, Any]) -> str:
    words = draft.words
    works = draft.material.frames["works"]
    known, alias = set(works["work_id"]), aliases_of(works)
    keys = dict.fromkeys(alias.get(key, key) for key in row["cites"])
    cites = [f"@{{{key}}}" if key in known and not set(key) & set("{}\\ ") else md.escaped(key) for key in keys]
    facts = [
        md.styled(md.escaped(code), "id"),
        draft.word("level", row["level"]),
        draft.word("origin", row["origin"]) if row["origin"] else "",
        words("negative_case") if row["negative"] else "",
        words("topic_code") if draft.topic(code) else "",
    ]
    texts = [(words(f"code_{field}"), draft.of_code(code, field)) for field in ("definition", "include", "exclude")]
    said = [f"**{name}** {md.escaped(text)}" for name, text in texts if text]
    if row["example"]:
        said.append(f"**{words('code_example')}** “{md.escaped(row['example'])}”")
    if cites:
        said.append(f"**{words('code_cites')}** {', '.join(cites)}")
    return md.paragraphs([" · ".join(fact for fact in facts if fact), " ".join(said)])


def ways(draft: Draft) -> str:
    """References of each category under every way of counting; the study's own way is marked."""
    words, material = draft.words, draft.material
    cells: dict[str, dict[tuple[str, str], int]] = {}
    for row in material.rows("count_ways"):
        if row["level"] == "category":
            cells.setdefault(row["code_id"], {})[row["way"], row["coder"]] = row["references"]
    if not cells:
        return ""
    every = list(next(iter(cells.values())))
    shown = every[:MOST_WAYS]
    count = material.counting.count
    own = (count, "") if (count, "") in every else ("coder", count)
    # Decisions change what a study that counts any or agreed counts; the column is of codings before them.
    decided = material.counting.several and any(row["decision"] for row in material.rows("disagreements"))
    heads = []
    for way, coder in shown:
        head = words("way_coder", coder=md.escaped(coder)) if coder else words(f"way_{way}")
        heads.append(f"{head} {words('way_chosen')}" if (way, coder) == own and not decided else head)
    rows = [
        [draft.category_link(code), *(words.number(cells[code][one]) for one in shown)]
        for code in material.categories
        if any(cells[code].values())
    ]
    caption = words("ways_caption", file=draft.file("coding/count_ways.csv"))
    widths = [30, *([max(11, 70 // len(shown))] * len(shown))]
    table = draft.table("ways", caption, [words("category"), *heads], rows, "l" + "r" * len(shown), widths)
    note = words("ways_decided", way=words(f"way_{count}")) if decided else ""
    return md.paragraphs([words("ways_read"), note, table])


def problems(draft: Draft) -> str:
    """What could not be read, anchored or coded, errors first."""
    words, language = draft.words, draft.words.language
    found = in_order(draft.material.problems)
    rows = [
        [
            draft.word("severity", problem.severity),
            md.escaped(problem.where(language)) or "–",
            md.escaped(problem.what(language)),
            md.escaped(problem.remedy(language)) or "–",
        ]
        for problem in found[:MOST_PROBLEMS]
    ]
    caption = words("problems_caption", n=words.count(len(found), "problem"))
    if len(found) > MOST_PROBLEMS:
        caption += " " + words("rows_cut", n=words.number(MOST_PROBLEMS), file=draft.file("problems.csv"))
    header = [words("severity"), words("where"), words("what_is_wrong"), words("how_to_mend")]
    return draft.table("problems", caption, header, rows, "llll", [12, 24, 34, 30])


def transcripts(draft: Draft) -> str:
    """Where the transcripts stand: a web page a source, beside the documents; only where the study asks for it."""
    if not draft.transcripts:
        return ""
    words, material = draft.words, draft.material
    listed = transcript_files.list_file(draft.page_language)
    where = md.styled(f"[{md.escaped(listed)}]({transcript_files.address(listed)})", "file")
    parts = [words("transcripts_read", file=where)]
    n_turns = Counter(material.frames["turns"]["source_id"].tolist())
    n_codings = material.n_counted("source_id")
    rows = []
    for source_id in list(material.sources)[:MOST_TRANSCRIPTS]:
        page = transcript_files.page_file(source_id, draft.page_language)
        shown = f"[{md.escaped(source_id)}]({transcript_files.address(page)})"
        rows.append([shown, words.number(n_turns[source_id]), words.number(n_codings[source_id])])
    caption = words("transcripts_caption", sources=words.count(len(material.sources), "source"))
    if len(material.sources) > MOST_TRANSCRIPTS:
        caption += " " + words("rows_cut", n=words.number(MOST_TRANSCRIPTS), file=md.escaped(listed))
    header = [words("source"), words("turns_head"), words("n_codings")]
    return md.paragraphs([*parts, draft.table("transcripts", caption, header, rows, "lrr", [50, 15, 20])])
