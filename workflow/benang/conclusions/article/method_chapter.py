"""How the study was done: what the researchers say of it, and what the run counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from benang.coding.agreement import ALL_CODES
from benang.conclusions.article.article_draft import ArticleDraft
from benang.conclusions.article.written_text import chapter_text
from benang.conclusions.report import front, literature_chapter
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.article_places import SECTIONS
from benang.conclusions.report.sides_told import sides_told
from benang.core.counting import ANY, CONSENSUS
from benang.core.model import GROUP_COLUMN

MOST_CASES = 15
"""So many cases stand in a table of the article; more are told by group."""
MOST_ATTRIBUTES = 4
OF_AGREEMENT = ("coding-reliability", "content-analysis")
"""Approaches whose article states a coefficient of agreement, too, with its interval."""
SHORT = 240
"""What is said in fewer characters shares a paragraph with what is said as briefly before it."""


def method(draft: ArticleDraft) -> str:
    """The chapter."""
    found = {
        "design": _design(draft),
        "researchers": _team(draft),
        "participants": _participants(draft),
        "data": _data(draft),
        "analysis": _analysis(draft),
    }
    parts = [chapter_text(draft, "method")]
    for name, keys in SECTIONS.items():
        told = _from_files(draft) if name == "data" else ""
        held = md.paragraphs([found[name], *_joined([_said(draft, key) for key in keys]), told])
        if held:
            parts += [draft.number.section("method", draft.words(f"method_{name}"), f"method-{name}"), held]
    return md.paragraphs(parts)


def _said(draft: ArticleDraft, key: str) -> str:
    """What the researchers say under a key of ``method.yaml``."""
    said = draft.said(draft.material.writing.method.said(key))
    return f"**{draft.words(f'key_{key}')}.** {said}" if said else ""


def _joined(said: Sequence[str]) -> list[str]:
    """Texts of a few words that follow each other as one paragraph."""
    joined: list[str] = []
    short = False
    for text in filter(None, said):
        if short and len(text) < SHORT:
            joined[-1] += f" {text}"
        else:
            joined.append(text)
        short = len(text) < SHORT
    return joined


def _design(draft: ArticleDraft) -> str:
    literature = literature_chapter.literature(draft) if draft.material.rows("works") else ""
    figure = draft.picture("research_design")
    place = "fig-research_design"
    shown = draft.words("design_shown", figure=draft.number.ref(place)) if draft.number.knows(place) else ""
    place = "tab-participants"
    people = draft.words("participants_shown", table=draft.number.ref(place)) if draft.number.knows(place) else ""
    return md.paragraphs([front.approach(draft), " ".join(filter(None, [literature, shown, people])), figure])


def _team(draft: ArticleDraft) -> str:
    """Each person of the team in a line."""
    lines = []
    for person in draft.material.writing.method.team:
        said = {key: draft.said(texts) for key, texts in person.items()}
        who = said.pop("who", "")
        rest = "; ".join(text for text in said.values() if text)
        lines.append(f"**{who}.** {rest}" if who else rest)
    return md.bullets(line for line in lines if line)


def _participants(draft: ArticleDraft) -> str:
    """The cases in a table, where they are few; else how many of each group."""
    words, material = draft.words, draft.material
    if not material.cases:
        return ""
    n = words.count(len(material.case_ids), "informant")
    attributes = [name for name in material.cases[0] if str(name).startswith("attribute:")]
    shown = [name for name in attributes if any(case.get(name) for case in material.cases)][:MOST_ATTRIBUTES]
    if len(material.cases) > MOST_CASES or not shown:
        groups = Counter(str(case.get(GROUP_COLUMN) or "") for case in material.cases)
        named = [f"{md.escaped(group)} ({words.number(k)})" for group, k in sorted(groups.items()) if group]
        listed = f" ({', '.join(named)})" if named and len(named) <= MOST_CASES else ""
        return words("participants_are", n=n + listed)
    header = [words("Informant"), *(draft.word("attribute", name.removeprefix("attribute:")) for name in shown)]
    rows = [
        [md.escaped(case["case_id"]), *(md.escaped(case.get(name) or "–") for name in shown)] for case in material.cases
    ]
    widths = [12, *([88 // len(shown)] * len(shown))]
    caption = words("participants_caption", informants=n)
    return draft.table("participants", caption, header, rows, "l" * len(header), widths)


def _data(draft: ArticleDraft) -> str:
    words, material = draft.words, draft.material
    texts = {material.text_of[row["source_id"]]: row["kind"] for row in material.sources.values()}
    kinds = Counter(texts.values())
    of_kind = [f"{words.number(kinds[kind])} {draft.kind(kind, kinds[kind])}" for kind in material.kinds]
    if not of_kind:
        return ""
    n_words = sum(int(row["n_words"]) for row in material.sources.values())
    names = words("names_listed" if draft.study.get("pseudonyms") else "names_kept")
    source_words = words("data_are", kinds=words.listed(of_kind), words=words.count(n_words, "word"), names=names)
    return " ".join([source_words, words("details_in_supplement", supplement=_supplement(draft, "coding"))])


def _from_files(draft: ArticleDraft) -> str:
    """What the files tell of each kind of source: words, and the dates and durations that researchers leave to them;
    what they write of these stands above it."""
    words, material, said = draft.words, draft.material, draft.material.writing.method.said
    told = []
    for kind in material.kinds:
        mine = [one for one in material.files if one.kind == kind]
        facts = []
        dated, lasting = [one for one in mine if one.date], [one for one in mine if one.length]
        if dated and not said("dates"):
            dates = sorted({one.date for one in dated})
            shown = _range(draft, words.date(dates[0]), words.date(dates[-1]))
            facts.append(words("from_files_dates", dates=shown, n=words.of(len(dated), len(mine), "source")))
        if lasting and not said("durations"):
            lengths = sorted(one.length for one in lasting)
            shown = _range(draft, words.number(lengths[0]), words.number(lengths[-1]))
            shown = words("minutes" if shown != words.number(1) else "minute", n=shown)
            facts.append(words("from_files_lengths", lengths=shown, n=words.of(len(lasting), len(mine), "source")))
        counted = sorted(one.words for one in mine)
        if counted:
            shown = _range(draft, words.number(counted[0]), words.number(counted[-1]))
            facts.append(words("from_files_words", words=shown))
            told.append(words("from_files_kind", kind=draft.kind(kind, len(mine)), facts=", ".join(facts)))
    return words("from_files", kinds="; ".join(told)) if told else ""


def _range(draft: ArticleDraft, first: str, last: str) -> str:
    return first if first == last else draft.words("from_to", first=first, last=last)


def _analysis(draft: ArticleDraft) -> str:
    words, material = draft.words, draft.material
    sentences = []
    levels = Counter(str(row["level"]) for row in material.codes.values())
    parts = [words.count(levels[level], level) for level in ("theme", "category", "code") if levels[level]]
    if parts:
        origins = Counter(str(row.get("origin") or "") for row in material.codes.values() if row["level"] == "category")
        by_origin = [f"{words.number(n)} {draft.word('origin', one)}" for one, n in sorted(origins.items()) if one]
        sentences.append(words("codebook_is", levels=words.listed(parts)))
        if by_origin:
            sentences.append(words("origins_are", origins=words.listed(by_origin)))
    if material.counted:
        people = _people(draft)
        n = words.count(len(material.counted), "coding")
        named = _coders(draft, people)
        sentences.append(words("coded_by", coders=words.count(len(people), "coder"), named=named, n=n))
        if not draft.reflexive:
            sentences.append(words(f"counted_by_{material.counting.count or ANY}"))
    sentences += [] if draft.reflexive else list(_agreement(draft))
    if material.counted and not draft.reflexive:
        sentences += [words("units_are"), sides_told(draft)]
        if material.heads_are_turns:
            sentences.append(words("turns_numbered", file=draft.file("coding/turns.csv")))
    if material.rows("evidence") and not draft.reflexive:
        compared = draft.in_supplement(words("the_supplement"), "tab-reproduction")
        sentences.append(words("compared_with_map", supplement=compared))
    if sentences:
        sentences.append(words("details_in_supplement", supplement=_supplement(draft, "coding")))
    if version := draft.study.get("version"):
        sentences.append(words("software_here", version=md.escaped_inline(version)))
    return " ".join(sentences)


def _coders(draft: ArticleDraft, names: Sequence[str]) -> str:
    """Who they are: people and language models by name."""
    words = draft.words
    models = {str(coder) for coder, method in draft.material.n_counted("coder", "method") if method == "llm"}
    of = {"people": [name for name in names if name not in models], "llm": [one for one in names if one in models]}
    shown = {key: words.listed(list(map(md.escaped, found))) for key, found in of.items() if found}
    return "; ".join(words(f"coders_of_{key}", names=found) for key, found in shown.items())


def _people(draft: ArticleDraft) -> list[str]:
    """Who coded what counts; of a consensus those who gave its words the code."""
    material = draft.material
    found = {str(coder) for coder, method in material.n_counted("coder", "method") if method != CONSENSUS}
    if material.n_counted("method")[CONSENSUS]:
        agreed = (row for row in material.counted if row["method"] == CONSENSUS)
        found |= {str(one["coder"]) for row in agreed for one in material.coded_beneath(row)}
    return sorted(found)


def _agreement(draft: ArticleDraft) -> list[str]:
    """How far most coders agree on all codes, by turns, in a sentence; nothing where nobody can be compared."""
    words = draft.words
    row = _coefficient(draft, "percent_coded_only")
    if row is None:
        return []
    sources = words.of(int(row["n_sources"]), len(draft.material.sources), "source")
    named = words.listed(list(map(md.escaped, row["coders"])))
    said = [words("agreement_short", coders=named, sources=sources, share=words.percent(row["value"]))]
    alpha = _coefficient(draft, "krippendorff_alpha")
    if draft.study.get("approach") in OF_AGREEMENT and alpha is not None and not alpha["no_interval"]:
        shown = {name: words.decimal(alpha[name], 2) for name in ("value", "low", "high")}
        said.append(words("agreement_alpha", **shown))
    elif alpha is not None:
        said.append(words("agreement_corrected", value=words.decimal(alpha["value"], 2)))
    return said


def _coefficient(draft: ArticleDraft, name: str) -> Mapping[str, Any] | None:
    """A coefficient of the most coders for all codes, by turns; None where it is not there or not defined."""
    rows = [
        row
        for row in draft.material.rows("agreement")
        if row["unit"] == "turn x code"
        and row["code_id"] == ALL_CODES
        and row["coefficient"] == name
        and not row["undefined"]
    ]
    return rows[-1] if rows else None


def _supplement(draft: ArticleDraft, place: str) -> str:
    return draft.in_supplement(draft.words("the_supplement"), place)
