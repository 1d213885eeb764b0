"""Reporting checklists: where each item is answered, in article, supplement or not at all; never a score."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.article_places import KEY_PLACES, TITLE
from benang.conclusions.report.draft import Draft
from benang.core.texts import read_texts, text_in
from benang.writing.method import Method, method_keys

TEXTS = "checklists.yaml"

_TOLD_BY_FILES = {"dates": attrgetter("date"), "durations": attrgetter("length")}
"""Keys of ``method.yaml`` that the article answers by what the files tell, where nobody wrote them."""

REFLEXIVE = ("rtarg", "srqr", "jars", "gamer")
COUNTING = ("coreq", "srqr", "jars", "gamer")
OTHERS = ("coreq", "srqr", "jars", "rtarg", "gamer")
"""The checklists of an approach: COREQ asks for what a reflexive analysis does not do, RTARG for what a study of coding
reliability or a content analysis does not."""
OF_APPROACH = {"reflexive": REFLEXIVE, "coding-reliability": COUNTING, "content-analysis": COUNTING}


def checklists(draft: Draft) -> str:
    """Each checklist of the study's approach."""
    names = OF_APPROACH.get(str(draft.study.get("approach", "")), OTHERS)
    return md.paragraphs([draft.words("checklists_read"), *(_checklist(draft, name) for name in names)])


def _checklist(draft: Draft, name: str) -> str:
    words, known = draft.words, read_texts(TEXTS)[name]
    answering, facts = answers(name), _facts(draft)
    rows = []
    for item, about in known["items"].items():
        where = _places(draft, answering.get(str(item), []), about, facts)
        if about.get("lapses") and draft.material.writing.method.no_ai:
            where = [words("ai_lapses")]
        where = where or [md.styled(words("not_filled"), "zero")]
        if about.get("counted"):
            # All that a run proves; of texts, summaries and translations the researchers alone can say it.
            where.append(words("ai_codings", n=words.number(machine_codings(draft))))
        number = md.escaped(item if str(item).isdigit() else "–")
        rows.append([number, md.escaped(text_in(about, words.language)), "; ".join(where)])
    caption = words("checklist_caption", name=md.escaped(text_in(known["name"], words.language)))
    header = [words("checklist_item"), words("checklist_about"), words("checklist_where")]
    return draft.table(f"checklist-{name}", caption, header, rows, "lll", [8, 46, 46])


def answers(name: str) -> dict[str, list[str]]:
    """The keys of ``method.yaml`` that answer each item of a checklist; of what is said of each person of the team by
    the key and its part (``team.gender``)."""
    found: dict[str, list[str]] = {}
    for key, about in method_keys().items():
        parts = about.get("items", {}).get("properties", {}) if key == "team" else {}
        for path, of in ((key, about), *((f"{key}.{part}", said) for part, said in parts.items())):
            for item in of.get("x-answers", {}).get(name, ()):
                found.setdefault(str(item), []).append(path)
    return found


def _places(draft: Draft, keys: Iterable[str], about: Mapping[str, Any], facts: Mapping[str, bool]) -> list[str]:
    """Where an item is answered: places of the article, each with the keys that it prints, then of the supplement."""
    words, article = draft.words, draft.article
    told: dict[str, list[str]] = {}
    for path in keys:
        key = path.partition(".")[0]
        if supplied(draft, path) and article.has(KEY_PLACES[key]):
            told.setdefault(KEY_PLACES[key], []).append(words(f"key_{key}"))
    for place in _holding(about.get("article", ()), facts):
        at = ("introduction" if article.has("introduction") else TITLE) if place == "question" else place
        if article.has(at):
            told.setdefault(at, [])
    shown = [article.link(words, at) + (f" ({'; '.join(of)})" if of else "") for at, of in told.items()]
    for place in _holding(about.get("supplement", ()), facts):
        if draft.number.has(place):
            shown.append(words("in_supplement_place", place=draft.number.chapter(place)))
        elif draft.number.knows(place):
            shown.append(words("in_supplement_place", place=draft.number.ref(place)))
    return shown


def _holding(places: Iterable[str], facts: Mapping[str, bool]) -> list[str]:
    """The places whose condition holds."""
    parted = [place.partition(" if ") for place in places]
    return [place for place, _, fact in parted if not fact or facts[fact]]


def _facts(draft: Draft) -> dict[str, bool]:
    """What a place may depend on, besides that it is there."""
    material, study = draft.material, draft.study
    return {
        "approach": bool(study.get("approach")),
        "question": bool(study.get("question")),
        "counting": not draft.reflexive,
        "coded": bool(material.counted),
        "origins": any(row.get("origin") for row in material.codes.values() if row["level"] == "category"),
        "claims": bool(material.rows("claims")),
        "model": machine_codings(draft) > 0,
        "journal": bool(material.writing.journal),
        "feedback": bool(material.writing.feedback),
    }


def supplied(draft: Draft, path: str) -> bool:
    """Whether the article says something under a key of ``method.yaml``, or under a part of it."""
    method: Method = draft.material.writing.method
    key, _, part = path.partition(".")
    if key == "keywords":
        return bool(method.keywords.get(draft.language))
    if key == "team":
        return any(not part or part in person for person in method.team)
    if method.said(key) or key not in _TOLD_BY_FILES:
        return bool(method.said(key))
    return any(map(_TOLD_BY_FILES[key], draft.material.files))


def machine_codings(draft: Draft) -> int:
    """How many codings of a language model count."""
    return draft.material.n_counted("method")["llm"]
