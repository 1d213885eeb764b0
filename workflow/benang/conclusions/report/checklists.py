"""Reporting checklists: where each item is answered, in article, supplement or not at all; never a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.core.texts import read_texts, text_in
from benang.writing.method import method_keys

TEXTS = "checklists.yaml"

REFLEXIVE = ("rtarg", "srqr", "jars", "gamer")
OTHERS = ("coreq", "srqr", "jars", "gamer")
"""The checklists of an approach: COREQ asks for what a reflexive analysis does not do, and RTARG is made for one."""


def checklists(draft: Draft) -> str:
    """Each checklist of the study's approach."""
    names = REFLEXIVE if draft.study.get("approach") == "reflexive" else OTHERS
    return md.paragraphs([draft.words("checklists_read"), *(_checklist(draft, name) for name in names)])


def _checklist(draft: Draft, name: str) -> str:
    words, known = draft.words, read_texts(TEXTS)[name]
    answering = _answering(name)
    rows = []
    for item, about in known["items"].items():
        keys = answering.get(str(item), [])
        where = [*_of_run(draft, about.get("run", ())), *_of_method(draft, keys), *_of_texts(draft, about)]
        where = list(dict.fromkeys(where)) or [md.styled(words("not_filled"), "zero")]
        if about.get("counted"):
            # All that a run proves; of texts, summaries and translations the researchers alone can say it.
            where.append(words("ai_codings", n=words.number(machine_codings(draft))))
        shown = "; ".join(where)
        rows.append(
            [md.escaped(item if str(item).isdigit() else "–"), md.escaped(text_in(about, words.language)), shown]
        )
    caption = words("checklist_caption", name=md.escaped(text_in(known["name"], words.language)))
    header = [words("checklist_item"), words("checklist_about"), words("checklist_where")]
    return draft.table(f"checklist-{name}", caption, header, rows, "lll", [8, 46, 46])


def _answering(name: str) -> dict[str, list[str]]:
    """The keys of ``method.yaml`` that answer each item of a checklist."""
    found: dict[str, list[str]] = {}
    for key, about in method_keys().items():
        for item in about["x-answers"].get(name, ()):
            found.setdefault(str(item), []).append(key)
    return found


def _of_method(draft: Draft, keys: Iterable[str]) -> list[str]:
    """The keys that are supplied, by what the article calls them."""
    method, words = draft.material.writing.method, draft.words
    supplied = []
    for key in keys:
        there = bool(method.team) if key == "team" else bool(method.keywords) if key == "keywords" else method.said(key)
        if there:
            supplied.append(f"{words('in_article')}: {words(f'key_{key}')}")
    return supplied


def _of_run(draft: Draft, parts: Iterable[str]) -> list[str]:
    """The chapters of the supplement that answer an item, those that the study has."""
    return [draft.number.chapter(part.partition(".")[0]) for part in parts if draft.number.has(part)]


def _of_texts(draft: Draft, about: Mapping[str, Any]) -> list[str]:
    """What of the article the researchers wrote themselves that answers an item, and what the configuration says."""
    words, writing, study = draft.words, draft.material.writing, draft.study
    found = [
        f"{words('in_article')}: {words(f'chapter_{name}')}"
        for name in about.get("texts", ())
        if writing.text(name, draft.language) is not None
    ]
    held = {"title": study.get("title"), "question": study.get("question"), "authors": study.get("authors")}
    held |= {"double_coding": study.get("double_coding"), "approach": study.get("approach")}
    found += [f"{words('in_article')}: {words(f'config_{key}')}" for key in about.get("config", ()) if held[key]]
    return found


def machine_codings(draft: Draft) -> int:
    """How many codings of a language model count."""
    return sum(row["method"] == "llm" for row in draft.material.counted)
