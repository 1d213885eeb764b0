"""Stage 1: what the literature holds, and what the field adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benang.conclusions.phrases import same_words
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.literature.literature_matrix import CITED
from benang.literature.references import READ_FULL
from benang.literature.text_codings import CODED_BY, IN_TEXT

MOST_WORKS = 200
MOST_OF_A_WORK = 3
"""Passages of a work's text that are printed for a code: a quotation each, and no text put together again."""
STATUSES = ("both", "field only", "literature only", "neither")


def literature(draft: Draft) -> str:
    """One sentence: how many works, or that there are none."""
    words, works = draft.words, draft.material.rows("works")
    if not works:
        return words("no_literature")
    held = {row["work_id"] for row in draft.material.rows("literature_matrix") if row["category_id"]}
    full = sum(work["read"] == READ_FULL for work in works)
    text = words(
        "works_read" if full == len(works) else "works_listed",
        read=words(_what_was_read(works)),
        works=words.count(len(works), "work"),
        held=words.of(len(held), len(works), "work"),
        full=words.number(full),
    )
    if len(held) < len(works):
        text += " " + words("works_without_brief" if draft.brief else "works_without")
    if draft.brief and draft.number.has("references"):
        text += " " + words("works_cited_brief")
    if passages := _passages(draft):
        texts = len({row["work_id"] for row in passages})
        text += " " + words("works_texts", n=words.count(len(passages), "passage"), works=words.count(texts, "work"))
    return text


def _what_was_read(works: Sequence[Mapping[str, Any]]) -> str:
    """Which words say what is known of works that nobody read in full: titles, notes on them, both or neither."""
    titles = any(work["title"] for work in works)
    notes = any(work["note"] or work["abstract"] for work in works)
    told = "_title" * titles + "_note" * notes
    return f"works_read{told or '_nothing'}"


def works(draft: Draft) -> str:
    """Works by categories, a work a row."""
    words, material = draft.words, draft.material
    held: dict[str, list[dict[str, Any]]] = {}
    for row in material.rows("literature_matrix"):
        if row["category_id"]:
            held.setdefault(row["work_id"], []).append(row)
    order = {code: place for place, code in enumerate(material.codes)}
    rows = []
    for work in material.rows("works")[:MOST_WORKS]:
        cells = sorted(held.get(work["work_id"], []), key=lambda cell: order.get(cell["category_id"], 0))
        found = "; ".join(f"{draft.label(cell['category_id'])} ({_reasons(draft, cell)})" for cell in cells)
        rows.append([cited(work), _about(draft, work), found or words("none")])
    caption = words("works_caption", cited=words("cited_short"))
    if len(material.rows("works")) > MOST_WORKS:
        caption += " " + words(
            "works_cut", n=words.number(MOST_WORKS), file=draft.file("literature/literature_matrix.csv")
        )
    header = [words("work"), words("work_about"), words("work_categories")]
    table = draft.table("works", caption, header, rows, "lll", [18, 34, 48])
    return md.paragraphs([table, in_texts(draft)])


def _about(draft: Draft, work: dict[str, Any]) -> str:
    """What a work is about: its title; without one what the researchers noted, in the document's language where it was
    translated; else its abstract."""
    if work["title"] or not work["note"]:
        return md.escaped(_short(work["title"] or work["abstract"]))
    own = draft.material.phrases.get((same_words(work["note"]), draft.language))
    shown = md.escaped(_short(own or work["note"]))
    return shown if own else draft.spoken(shown, str(draft.study.get("language", "")))


def in_texts(draft: Draft) -> str:
    """What was coded in the texts of works: quoted passages with their pages, a few of each work and category."""
    words, material = draft.words, draft.material
    passages = _passages(draft)
    if not passages:
        return ""
    work_of = {str(work["work_id"]): work for work in material.rows("works")}
    order = {code: place for place, code in enumerate(material.codes)}
    shown: dict[tuple[str, str], int] = {}
    rows: list[list[str]] = []
    for row in sorted(passages, key=lambda row: (row["work_id"], order.get(row["code_id"], 0), row["start"])):
        place = (str(row["work_id"]), str(row["code_id"]))
        shown[place] = shown.get(place, 0) + 1
        if shown[place] > MOST_OF_A_WORK or len(rows) == MOST_WORKS or place[0] not in work_of:
            continue
        who = words("work_by_rules") if row["method"] == "rule" else md.escaped(row["coder"])
        page = words("work_on_page", page=md.escaped(row["page"])) if row["page"] else ""
        rows.append([cited(work_of[place[0]]), draft.label(place[1]), f"“{md.escaped(row['quotation'])}” {page}", who])
    caption = words(
        "in_texts_caption",
        n=words.of(len(rows), len(passages), "passage"),
        file=draft.file("literature/work_passages.csv"),
    )
    header = [words(name) for name in ("work", "category", "work_passage", "work_coder")]
    return draft.table("work-passages", caption, header, rows, "llll", [16, 20, 50, 14])


def _passages(draft: Draft) -> list[dict[str, Any]]:
    """What was coded in texts of works; nothing in a study without any."""
    return draft.material.rows("work_passages") if "work_passages" in draft.material.frames else []


def novelty(draft: Draft) -> str:
    """Which categories the literature holds, which the field adds."""
    words, material = draft.words, draft.material
    found = {row["category_id"]: row for row in material.rows("novelty")}
    if not found or not material.rows("works"):
        return ""
    known = [found[category] for category in material.categories if category in found]
    sentences = []
    for status in STATUSES:
        with_status = [row for row in known if row["status"] == status]
        if with_status:
            named = words.listed([draft.category_link(row["category_id"]) for row in with_status])
            counted = words.of(len(with_status), len(known), "category")
            said = _field_only(draft, counted) if status == "field only" else words(_key(status), n=counted)
            sentences.append(said + (f": {named}." if len(with_status) <= 12 else "."))
    columns = ["category", "origin", "works", "sources_head", *(["informants"] if material.case_ids else []), "status"]
    widths = {"category": 33, "origin": 13, "works": 9, "sources_head": 12, "informants": 14, "status": 19}
    rows = []
    for row in known:
        cells = {
            "category": draft.category_link(row["category_id"]),
            "origin": draft.word("origin", row["origin"] or "not given"),
            "works": words.number(row["n_works"]),
            "sources_head": words.of(row["n_sources"], len(material.sources)),
            "informants": words.of(row["n_informants"], row["base"]),
            "status": draft.word("status", row["status"]),
        }
        rows.append([cells[column] for column in columns])
    header = [words(column) for column in columns]
    caption = "novelty_caption" if material.case_ids else "novelty_caption_no_cases"
    align = "".join("l" if column in ("category", "origin", "status") else "r" for column in columns)
    return md.paragraphs(
        [
            draft.number.section("literature", words("novelty"), "novelty"),
            md.bullets(sentences),
            draft.table("novelty", words(caption), header, rows, align, [widths[one] for one in columns]),
        ]
    )


def _key(status: str) -> str:
    return f"novelty_{status.replace(' ', '_')}"


def _field_only(draft: Draft, counted: str) -> str:
    """What is not in the notes of the works; a gap in research only where all of them were read as a whole."""
    words, works = draft.words, draft.material.rows("works")
    n = words.count(len(works), "work")
    full = sum(work["read"] == READ_FULL for work in works)
    if full == len(works):
        return words("novelty_gap", n=counted, works=n)
    said = words("novelty_field_only", n=counted, works=n)
    return said + (f" ({words('novelty_read_full', n=words.of(full, len(works)))})" if full else "")


def references(draft: Draft) -> str:
    """The place where the documents put the list of references; it lists every work."""
    if not draft.material.references:
        return ""
    return md.paragraphs([md.heading(2, draft.words("references"), "references"), "::: {#refs}\n:::"])


def cited(work: dict[str, Any]) -> str:
    """A work as the list of references cites it."""
    key = str(work["work_id"])
    if not _citable(key):
        return md.escaped(key)
    # A work without author would be cited by its year alone.
    return f"@{{{key}}}" if work["author"] else f"{md.escaped(key)} {cited_aside(key)}"


def cited_aside(key: str) -> str:
    """A work in brackets, as the list of references cites it."""
    return f"[@{{{key}}}]" if _citable(key) else f"({md.escaped(key)})"


def _citable(key: str) -> bool:
    """Whether pandoc can read the key as one; any other is shown as it is."""
    return not set(key) & set("{}\\ ")


def _short(text: str, most: int = 160) -> str:
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(",;:") + " …"


def _reasons(draft: Draft, cell: dict[str, Any]) -> str:
    """Why a work holds a category: cited in the codebook (a sign), or the words of its note that were found."""
    named = False
    found: list[str] = []
    said: list[str] = []
    for reason in cell["why"]:
        for part in reason.split("; "):
            _, arrow, matched = part.rpartition(" → ")
            if part == CITED:
                named = True
            elif part.startswith(IN_TEXT):
                said.append(_with_pages(draft, part.replace(IN_TEXT, draft.words("in_text_short"), 1)))
            elif part.startswith(CODED_BY):
                said.append(_with_pages(draft, part.replace(CODED_BY, draft.words("coded_by_short"), 1)))
            elif arrow:
                found.append(draft.spoken(f"“{md.escaped(matched)}”", str(draft.study.get("language", ""))))
    shown = ([draft.words("cited_short")] if named else []) + list(dict.fromkeys([*found, *said]))
    return ", ".join(shown)


def _with_pages(draft: Draft, reason: str) -> str:
    """A reason with the pages behind it in the report's language."""
    said, opened, pages = reason.rpartition(" (p. ")
    if not opened:
        return md.escaped(reason)
    return f"{md.escaped(said)} {draft.words('work_on_page', page=md.escaped(pages.removesuffix(')')))}"
