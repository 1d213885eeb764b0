"""What the study cannot show."""

from __future__ import annotations

from collections import Counter

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report import reproduction
from benang.conclusions.report.coding_chapter import adjudicated, coded_once
from benang.conclusions.report.draft import Draft
from benang.core.counting import CONSENSUS
from benang.core.model import GROUP_COLUMN
from benang.core.problems import in_order

MOST_PROBLEMS = 3
"""So many problems are named; the others are in their appendix."""
SMALL = 20
"""Below so many cases a share says little about anyone else."""


def limits(draft: Draft) -> str:
    """The limits that hold for this study, each with its numbers."""
    words, material = draft.words, draft.material
    n = len(material.case_ids)
    informants, sources = words.count(n, "informant"), words.count(len(material.sources), "source")
    base = "limit_no_cases" if not n else "limit_small" if n < SMALL else "limit_sample"
    items = [words(base, informants=informants, sources=sources)]
    # Of saturation, weights and second coders a reflexive analysis says nothing: they are none of its measures.
    counting = not draft.reflexive
    items += [words("limit_saturation")] if counting else []
    items += _who(draft)
    items += [words("limit_counts")] if counting else []
    coders = material.n_counted("coder")
    if counting and len(coders) == 1 and not material.n_counted("method")[CONSENSUS]:
        items.append(words("limit_one_coder", coder=md.escaped(next(iter(coders)))))
    once = " ".join(part for part in (coded_once(draft), adjudicated(draft)) if part and counting)
    items += [once] if once else []
    items += [words("limit_not_coded")] if n and material.counted else []
    items += [words("limit_places")] if material.sources else []
    anchors = material.n_counted("anchor")
    total = len(material.counted)
    if total:
        inexact = {anchor: anchors[anchor] for anchor in ("moved", "fuzzy", "cut")}
        if any(inexact.values()):
            items.append(words("limit_anchor", n=words.count(total, "coding"), **inexact))
        elif not draft.brief:  # no limit; the supplement says so all the same
            items.append(words("limit_anchor_none"))
        nobody = material.n_counted("case_id")[""]
        if nobody and n:
            items.append(words("limit_unattributed", n=words.of(nobody, total, "coding")))
    if counting and (untested := reproduction.without_power(draft)):
        items.append(words("limit_reproduction", said=untested))
    # Which sources one coder read alone is told above, and no shortcoming of a reflexive analysis.
    told = {"consensus-one-coder"} if draft.reflexive or (draft.brief and once) else set[str]()
    # What is wrong with a text, its own place says.
    others = [one for one in material.problems if not (one.kind in told or one.kind.startswith("written-"))]
    if others:
        first = in_order(others)[:MOST_PROBLEMS]
        named = "; ".join(_sentence(md.escaped(problem.what(draft.language))) for problem in first)
        named += " …" if len(others) > len(first) else ""
        count = words.count(len(others), "problem")
        items.append(words("limit_problems", n=count, named=named, appendix=draft.number.chapter("problems")))
    return md.bullets(items)


def _sentence(told: str) -> str:
    return told.rstrip().rstrip(".")


def _who(draft: Draft) -> list[str]:
    """Who speaks in the study, and whose voices are therefore not heard; cases without a turn of their own."""
    words, material = draft.words, draft.material
    spoke = set(material.heard)
    speaking = [case for case in material.cases if case["case_id"] in spoke]
    groups = Counter(case[GROUP_COLUMN] for case in speaking if case.get(GROUP_COLUMN))
    items = []
    if groups and len(groups) <= 12:
        named = words.listed([f"“{md.escaped(group)}” ({n})" for group, n in sorted(groups.items())])
        items.append(words("limit_who", groups=named))
    if material.silent:
        items.append(words("limit_silent", informants=draft.informants(material.silent, len(material.case_ids))))
    return items
