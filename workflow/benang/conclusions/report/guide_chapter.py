"""Stage 2: what the guide asks, where each question was asked, and of whom it is known that nobody asked."""

from __future__ import annotations

from collections.abc import Sequence

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import MOST_COLUMNS, Draft

MOST_ROWS = 200


def guide(draft: Draft) -> str:
    """The questions of the guide; nothing for a study without one."""
    words, material = draft.words, draft.material
    if not material.questions:
        return ""
    asking = sorted({source for source, _ in material.own_turns})
    known = [source for source in asking if source in material.asked_in]
    unknown = [source for source in asking if source not in known]
    sentences = [words("guide_read", known=words.of(len(known), len(asking), "source"))]
    if unknown:
        named = words.listed([md.escaped(source) for source in unknown[:MOST_COLUMNS]])
        more = " …" if len(unknown) > MOST_COLUMNS else ""
        sentences.append(words("guide_unknown", sources=named + more, file=draft.file("coding/asked_proposals.csv")))
    rows = [
        [
            md.escaped(row["question_id"]),
            draft.in_own(row["question"]),
            words.listed([draft.label(code) for code in row["code_ids"]]) or "–",
            words.of(sum(row["question_id"] in material.asked_in[source] for source in known), len(known)),
            *([_not_asked(draft, row["question_id"])] if material.case_ids else []),
        ]
        for row in material.questions[:MOST_ROWS]
    ]
    keys = ["question_number", "guide_question", "guide_codes", "guide_asked"]
    keys += ["guide_not_asked"] if material.case_ids else []
    caption = words("guide_caption", n=words.count(len(material.questions), "question"))
    if len(material.questions) > MOST_ROWS:
        caption += " " + words("rows_cut", n=words.number(MOST_ROWS), file=draft.file("coding/guide.parquet"))
    header = [words(key) for key in keys]
    return md.paragraphs(
        [
            draft.number.section("coding", words("guide"), "guide"),
            " ".join(sentences),
            draft.table("guide", caption, header, rows, "lll" + "r" + "l" * (len(keys) - 4), [8, 34, 26, 12, 20]),
        ]
    )


def _not_asked(draft: Draft, question: str) -> str:
    """The informants who were not asked a question, of those of whom all that was asked is known."""
    words, material = draft.words, draft.material
    known = [case for case in material.heard if material.asked_of(case) is not None]
    cases = [case for case in known if question not in (material.asked_of(case) or ())]
    return named(draft, cases, len(known)) if known else words("not_known")


def named(draft: Draft, cases: Sequence[str], base: int) -> str:
    """``1 of 5 (C)``: so many cases of a base, with their names where these are few."""
    phrase = draft.words.of(len(cases), base)
    return f"{phrase} ({', '.join(map(md.escaped, cases))})" if 0 < len(cases) <= MOST_COLUMNS else phrase


def asked_about(draft: Draft, category: str) -> str:
    """Of one category: who was not asked about it, and how much was said without being asked; empty where nobody
    confirmed what was asked."""
    words, material = draft.words, draft.material
    if not material.questions:
        return ""
    sentences = []
    not_asked = [case for case in material.heard if category in material.not_asked_about(case)]
    if not_asked:
        sentences.append(words("category_not_asked", informants=draft.informants(not_asked)))
    said = [one for one in draft.category_passages.get(category, ()) if one.voice == "said"]
    known = [one for one in said if one.row["prompted"]]
    alone = [one for one in known if one.row["prompted"] == "no"]
    if known:
        cases = list(dict.fromkeys(one.case_id for one in alone if one.case_id))
        who = f" ({', '.join(map(md.escaped, cases))})" if 0 < len(cases) <= MOST_COLUMNS else ""
        sentences.append(words("category_volunteered", n=words.of(len(alone), len(known), "reference") + who))
    return " ".join(sentences)
