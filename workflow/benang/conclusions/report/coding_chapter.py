"""Stage 2: the sources and the coders."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from benang.coding.agreement import ALL_CODES
from benang.coding.language_model.account import account_sentence
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.core.counting import CONSENSUS

MOST_ROWS = 200
MOST_ATTRIBUTES = 4
MOST_NAMED = 15
STEPS = (
    "page_furniture",
    "line_breaks",
    "soft_hyphens",
    "nfc",
    "interviewer_turns",
    "timestamps",
    "non_verbal",
    "fillers",
    "repeated_words",
    "white_space",
    "names",
    "identifiers",
)
"""The steps of cleaning, in the order in which they work."""


def sources(draft: Draft) -> str:
    """The informants and the sources."""
    words = draft.words
    names = words("names_replaced" if draft.study.get("pseudonyms") else "names_not_replaced")
    return md.paragraphs(
        [
            draft.number.section("coding", words("sources"), "sources"),
            names,
            _informants(draft),
            _sources(draft),
            _cleaning(draft),
        ]
    )


def _informants(draft: Draft) -> str:
    words, material = draft.words, draft.material
    columns = [name for name in material.frames["cases"].columns if str(name).startswith("attribute:")]
    names = [str(name) for name in columns]
    parts = [names[start : start + MOST_ATTRIBUTES] for start in range(0, len(names), MOST_ATTRIBUTES)]
    tables = []
    for number, part in enumerate(parts, start=1):
        header = [words("Informant"), *(draft.word("attribute", name.partition(":")[2]) for name in part)]
        rows = [
            [md.escaped(case["case_id"]), *(md.escaped(case[column]) for column in part)]
            for case in material.cases[:MOST_ROWS]
        ]
        longest = [max(8, min(40, max(len(str(case[column])) for case in material.cases))) for column in part]
        caption = words("informants_caption", informants=words.count(len(material.cases), "informant"))
        if len(parts) > 1:
            caption += " " + words("informants_part", n=words.number(number), base=words.number(len(parts)))
        if len(material.cases) > MOST_ROWS:
            caption += " " + words("rows_cut", n=words.number(MOST_ROWS), file=draft.file("coding/cases.csv"))
        name = "informants" if number == 1 else f"informants-{number}"
        tables.append(draft.table(name, caption, header, rows, "l" * len(header), [14, *longest]))
    return md.paragraphs(tables)


def _sources(draft: Draft) -> str:
    words, material = draft.words, draft.material
    rows = [
        [
            md.escaped(source["source_id"]),
            draft.kind(source["kind"]),
            md.escaped(", ".join(source["case_ids"])) or "–",
            md.escaped(source["format"]),
            words.number(source["n_words"]),
            words.number(source["n_turns"]),
            md.styled(source["sha256"][:12], "id"),
        ]
        for source in list(material.sources.values())[:MOST_ROWS]
    ]
    caption = words("sources_caption", sources=words.count(len(material.sources), "source"))
    if len(material.sources) > MOST_ROWS:
        caption += " " + words("rows_cut", n=words.number(MOST_ROWS), file=draft.file("coding/sources.csv"))
    keys = ("source", "kind", "who", "format", "words", "turns_head", "fingerprint")
    return draft.table("sources", caption, [words(key) for key in keys], rows, "llllrrl", [30, 17, 12, 12, 10, 11, 18])


def _cleaning(draft: Draft) -> str:
    """Each step of cleaning: whether it was on, and what it did to how many sources."""
    words, material = draft.words, draft.material
    done: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in material.rows("cleaning"):
        done[row["step"]].append(row)
    if not done:
        return ""
    rows = []
    for step in STEPS:
        found = done.get(step, [])
        if not found and step == "page_furniture":
            continue
        touched = sum(row["changes"] > 0 for row in found)
        rows.append(
            [
                words(f"step_{step}"),
                words("step_on" if found else "step_off"),
                words.number(sum(row["changes"] for row in found)) if found else "–",
                words.number(sum(row["characters"] for row in found)) if found else "–",
                words.of(touched, len(found)) if found else "–",
            ]
        )
    header = [words(key) for key in ("step", "step_state", "step_changes", "step_characters", "step_sources")]
    return draft.table("cleaning", words("cleaning_caption"), header, rows, "llrrr", [46, 10, 14, 14, 16])


def coders(draft: Draft) -> str:
    """Who coded how much, and what of it counts."""
    words, material = draft.words, draft.material
    codings = material.frames["codings"]
    shown = ["coder", "method", "coding_id", "source_id", "code_id"]
    told = codings.loc[codings["method"] != "rule", shown]  # what rules suggest is told by itself
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, who in enumerate(zip(told["coder"].tolist(), told["method"].tolist(), strict=True)):
        groups[who].append(place)
    rows = []
    for (coder, method), places in sorted(groups.items(), key=lambda item: (item[0][1] != "human", item[0])):
        members = {name: told[name].iloc[places].tolist() for name in ("coding_id", "source_id", "code_id")}
        rows.append(
            [
                draft.coder(coder),
                draft.word("method", method),
                words.number(len(places)),
                words.number(sum(coding in material.by_id for coding in members["coding_id"])),
                words.number(len({material.text_of.get(source, "") for source in members["source_id"]})),
                words.number(len(set(members["code_id"]))),
            ]
        )
    keys = ("coder", "method", "codings", "counted", "sources_head", "codes_head")
    anchors = material.n_counted("anchor")
    not_exact, cut, nobody = anchors["fuzzy"], anchors["cut"], material.n_counted("case_id")[""]
    total = len(material.counted)
    notes = [
        words("anchored_all", n=words.count(total, "coding")) if total and not (not_exact or cut) else "",
        words("anchored_some", n=words.of(not_exact, total, "coding")) if not_exact else "",
        words("unattributed", n=words.of(nobody, total, "coding")) if nobody else "",
        coded_once(draft),
        adjudicated(draft),
        words("counted_consensus") if material.counting.count == CONSENSUS else "",
    ]
    return md.paragraphs(
        [
            draft.number.section("coding", words("coders"), "coders"),
            words("what_counts") if len(codings) else words("no_codings"),
            draft.table("coders", words("coders_caption"), [words(key) for key in keys], rows, "llrrrr", [25] * 6),
            " ".join(note for note in notes if note),
            md.escaped(account_sentence(material.asked, words.language)) if material.asked else "",
        ]
    )


def rules(draft: Draft) -> str:
    """The rule coder, by itself: how much of what it suggests people coded too, and what is left to decide."""
    words, material = draft.words, draft.material
    pooled = next((row for row in material.rows("rule_quality") if row["code_id"] == ALL_CODES), None)
    if pooled is None or not pooled["n_rules"]:
        return ""
    sentences = [words("rules_read", found=words.number(pooled["n_rules"]), people=words.number(pooled["n_people"]))]
    for name, base in (("precision", "n_rules"), ("recall", "n_people")):
        if not pooled[base]:
            continue
        share = words.of(pooled["n_both"], pooled[base])
        figures = [words.percent(pooled[column]) for column in (name, f"{name}_low", f"{name}_high")]
        interval = f" ({figures[1]}–{figures[2]})" if pooled[f"{name}_low"] == pooled[f"{name}_low"] else ""
        sentences.append(words(f"rules_{name}", share=share, value=figures[0] + interval))
    every = words.count(material.n_to_decide, "suggestion")
    left = words.number(material.n_suggested)
    sentences.append(words("rules_left", n=left, all=every, file=draft.file("coding/suggestions.csv")))
    return md.paragraphs([draft.number.section("coding", words("rules"), "rules"), " ".join(sentences)])


def coded_once(draft: Draft) -> str:
    """The sources that one coder alone read, where others had several; empty where it is the same for all."""
    words = draft.words
    read_by = draft.material.readers
    once = [source for source, coders in read_by.items() if len(coders) == 1]
    if not once or (len(once) == len(read_by) and len(set().union(*read_by.values())) == 1):
        return ""
    named = words.listed(list(map(md.escaped, once[:MOST_NAMED])))
    more = f" … ({draft.file('coding/sources.csv')})" if len(once) > MOST_NAMED else ""
    counted, of_source = draft.material.counted, draft.material.n_counted("source_id")
    there = sum(of_source[source] for source in once)
    values = {"n": words.of(len(once), len(read_by), "source"), "codings": words.of(there, len(counted), "coding")}
    if draft.brief:
        return words("coded_once_short", **values)
    return words("coded_once", sources=f"{named}{more}", **values)


def adjudicated(draft: Draft) -> str:
    """How many differences between coders were decided, and by whom; empty where coders do not differ."""
    words, found = draft.words, draft.material.frames["disagreements"]
    if found.empty:
        return ""
    decided = found[found["decision"] != ""]
    names = sorted({str(name) for name in decided["adjudicator"].unique() if name})
    who = words("adjudicated_by", names=words.listed(list(map(draft.person, names)))) if names else ""
    return words("adjudicated", n=words.of(len(decided), len(found), "difference")) + who + "."
