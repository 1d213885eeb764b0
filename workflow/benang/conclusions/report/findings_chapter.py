"""The findings, theme by theme and category by category: how many speak of it, on which side, in which words."""

from __future__ import annotations

from collections.abc import Sequence

from benang.coding.sides import NONE, OPPOSING
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.conclusions.report.guide_chapter import asked_about
from benang.conclusions.report.sides_told import sides_told
from benang.mapping.examples import Passage, chosen

MOST_EXAMPLES = 5
"""Of so many cases one passage is shown for a category, and of as many one against it."""


def findings(draft: Draft) -> str:
    """Every theme with its categories."""
    words, material = draft.words, draft.material
    if not material.counted:
        return ""
    read = "findings_read" if material.case_ids else "findings_read_no_cases"
    parts = [
        draft.number.section("mapping", words("findings"), "findings"),
        words(read if material.sided else f"{read}_spoken", most=words.number(MOST_EXAMPLES)),
        "" if draft.reflexive else sides_told(draft),
    ]
    silent: list[str] = []
    for theme in material.themes:
        categories = [code for code in material.categories if material.codes[code]["theme_id"] == theme]
        spoken = [code for code in categories if draft.category_passages.get(code)]
        silent += [code for code in categories if code not in spoken]
        alone = categories == [theme]
        itself = [] if alone else draft.code_passages.get(theme, [])
        if (spoken or itself) and not alone:
            parts.append(md.heading(4, draft.label(theme), md.anchor("finding", theme)))
        if itself:
            parts += _itself(draft, itself)
        for category in spoken:
            parts += _category(draft, category, 4 if alone else 5)
    if silent:
        parts.append(words("silent", categories=words.listed([_silent(draft, code) for code in silent])))
    return md.paragraphs(parts)


def _silent(draft: Draft, category: str) -> str:
    """A category without a passage; where somebody coded one that is left out, how many, since that is no silence."""
    left_out = _left_out(draft, category).strip()
    asked = asked_about(draft, category)
    more = " ".join(part for part in (left_out, asked) if part)
    return draft.label(category) + (f" ({more.rstrip('.')})" if more else "")


def _itself(draft: Draft, found: Sequence[Passage]) -> list[str]:
    """What is coded with a theme and with none of its categories."""
    words = draft.words
    said, seen = _said(found), _seen(found)
    counted = words.count(len(said), "reference")
    beside = f" ({words('observed_beside', n=words.number(len(seen)))})" if seen else ""
    return [
        md.block(words("of_theme_itself", n=counted + beside), "lead"),
        *_examples(draft, said),
        *_examples(draft, seen),
        draft.printed(found),
    ]


def _category(draft: Draft, category: str, level: int) -> list[str]:
    words, material = draft.words, draft.material
    found = draft.category_passages[category]
    said, seen = _said(found), _seen(found)
    if draft.reflexive:  # words, without how many say them
        head = md.heading(level, draft.label(category), md.anchor("finding", category))
        return [head, _definition(draft, category), *_examples(draft, said), *_examples(draft, seen)]
    positive, opposing = _by_side(said)
    against = words("against_theme") + " " if category in material.negative else ""
    it = words("it_definition" if draft.definition(category) else "it_category")
    parts = [
        md.heading(level, draft.label(category), md.anchor("finding", category)),
        _definition(draft, category),
        md.block(against + _count(draft, category, said), "lead"),
        asked_about(draft, category),
        _doubted(draft, said),
        *_examples(draft, positive),
    ]
    if opposing:
        lead = md.block(_opposing(draft, opposing, it), "lead")
        parts.append(md.block(md.paragraphs([lead, *_examples(draft, opposing)]), "negative"))
    elif draft.topic(category) and all(passage.side == NONE for passage in found):
        parts.append(words("topic_category"))
    elif material.sided and said and not any(passage.side in OPPOSING for passage in seen):
        parts.append(words("no_negative", it=it))
    if seen:
        cases = _cases(draft, seen)
        n = words.count(len(seen), "passage")
        key = "observed_count" if material.described else "observed_count_no_cases"
        parts.append(md.block(words(key, n=n, informants=draft.informants(cases, len(material.described))), "lead"))
        positive, opposing = _by_side(seen)
        parts += _examples(draft, positive)
        if opposing:
            observed = f"**{words('observed_opposing', n=words.count(len(opposing), 'passage'), it=it)}**"
            parts.append(md.block(md.paragraphs([observed, *_examples(draft, opposing)]), "negative"))
    parts.append(draft.printed(found))
    return parts


def _doubted(draft: Draft, said: Sequence[Passage]) -> str:
    """The informants of whom no example stands here, since their coders doubt all that they say of it."""
    sure = {passage.case_id for passage in said if passage.use != "doubt"}
    cases = [case for case in _cases(draft, said) if case not in sure]
    return draft.words("only_doubted", informants=draft.words.listed(list(map(md.escaped, cases)))) if cases else ""


def _by_side(found: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
    """What can stand as an example, and what has to stand apart: against, on both sides, or disputed."""
    opposing = [passage for passage in found if passage.side in OPPOSING]
    return [passage for passage in found if passage.side in ("for", "none")], opposing


def _examples(draft: Draft, found: Sequence[Passage]) -> list[str]:
    return [draft.quote(passage) for passage in draft.examples(found, MOST_EXAMPLES)]


def _definition(draft: Draft, category: str) -> str:
    """What the category says, which its passages are for or against."""
    definition = draft.definition(category)
    shown = draft.words("finding_definition", definition=md.escaped(definition))
    return md.block(shown, "count") if definition else ""


def _opposing(draft: Draft, opposing: Sequence[Passage], it: str) -> str:
    """How much speaks against a category, on both sides, or is disputed; each with its informants."""
    words = draft.words
    sentences = []
    for side in OPPOSING:
        of_side = [passage for passage in opposing if passage.side == side]
        if of_side:
            n = words.count(len(of_side), "reference")
            key = f"count_{side}" if draft.material.heard else f"count_{side}_no_cases"
            sentences.append(words(key, n=n, informants=draft.informants(_cases(draft, of_side))))
    printed = len(chosen(opposing, draft.material.case_ids, MOST_EXAMPLES))
    if printed < len(opposing):
        sentences.append(words("opposing_shown", n=words.of(printed, len(opposing))))
    disputed = any(passage.side == "disputed" for passage in opposing)
    head = words("negative_disputed" if disputed else "negative_cases", it=it)
    return f"**{head}** {' '.join(sentences)}"


def _count(draft: Draft, category: str, said: Sequence[Passage]) -> str:
    """How much of the study speaks of a category, each number with its base."""
    words, material = draft.words, draft.material
    besides = _left_out(draft, category)
    if not said:
        return words("only_observed") + besides
    count = words.count(len(said), "reference")
    linked = draft.number.has("quotations")
    undecided = 0 if material.leaves_out else sum(bool(passage.row["undecided"]) for passage in said)
    texts = material.text_of
    held = {texts[passage.row["source_id"]] for passage in said}
    sentence = words(
        "category_count" if material.heard else "category_count_no_cases",
        informants=draft.informants(_cases(draft, said)),
        references=md.link(count, md.anchor("category", category)) if linked else count,
        sources=words.of(len(held), len(set(texts.values())), "source"),
    )
    return sentence + (" " + words("category_undecided", n=words.of(undecided, len(said))) if undecided else besides)


def _left_out(draft: Draft, category: str) -> str:
    """That something else was coded and is not counted, as nobody decided on it; empty where nothing is left out."""
    words, material = draft.words, draft.material
    n = material.undecided.get(category, 0) if material.leaves_out else 0
    return " " + words("category_left_out", n=words.count(n, "passage")) if n else ""


def _said(found: Sequence[Passage]) -> list[Passage]:
    return [passage for passage in found if passage.voice == "said"]


def _seen(found: Sequence[Passage]) -> list[Passage]:
    return [passage for passage in found if passage.voice == "observed"]


def _cases(draft: Draft, found: Sequence[Passage]) -> list[str]:
    speaking = {passage.case_id for passage in found}
    return [case for case in draft.material.case_ids if case in speaking]
