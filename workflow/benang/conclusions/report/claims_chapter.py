"""Stage 4: each claim with the sides of its evidence, what that rests on, and the answers to what is against it.

The run gives no verdict. What a claim is worth is the researcher's judgement, shown as it was written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from benang.coding.sides import OPPOSING
from benang.conclusions.needs import need_called, need_sentence
from benang.conclusions.profiles import STATES
from benang.conclusions.report import front
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.core.wording import filled

MOST_LINKS = 40
MOST_EXAMPLES = 5
MOST_GROUPS = 6
MOST_CHANGES = 5
MOST_UNANSWERED = 50
"""Passages against a claim without an answer that are quoted; what an answer is given to is always quoted."""
ON_SIDES = ("for", "both", "against")
LEFT_OUT = "left_out"
"""Shown in the place of silence where somebody coded something that does not count, as nobody decided on it."""

Row = dict[str, Any]


def claims(draft: Draft) -> str:
    """Every claim."""
    words, found = draft.words, draft.material.rows("claims")
    if not found:
        return words("no_claims")
    if draft.reflexive:
        return md.paragraphs([_claim(draft, row) for row in found])
    rows = [
        [
            md.link(md.escaped(row["claim_id"]), md.anchor("claim", row["claim_id"])),
            text_of(draft, row, "text:"),
            draft.profile(row["profile"]),
            *sides_of(draft, row),
        ]
        for row in found
    ]
    keys = ("claim", "claim_text", "profile", *sides_heads(draft))
    sided = draft.material.sided
    caption = words(
        "claims_caption" if sided else "claims_caption_spoken",
        informants=words.count(len(draft.material.heard), "informant"),
    )
    widths = [8, 33, 15, 13, 11, 14, 12] if sided else [8, 50, 30, 18]
    return md.paragraphs(
        [
            f"{front.claims_in_short(draft)}.",
            draft.table("claims", caption, [words(key) for key in keys], rows, "lll" + "r" * (len(keys) - 3), widths),
            *(_claim(draft, row) for row in found),
        ]
    )


def sides_heads(draft: Draft) -> tuple[str, ...]:
    """The heads of what ``sides_of`` tells, as keys of words."""
    return ("only_for", "both_sides", "only_against", "answered") if draft.material.sided else ("spoken_head",)


def sides_of(draft: Draft, row: Row) -> list[str]:
    """Cells of a claim: informants by side and what is answered; where nobody judged a side, who speaks of it."""
    words = draft.words
    if not draft.material.sided:
        return [words.number(row["informants_for"])]
    answered = words.of(row["opposing"] - row["unanswered"], row["opposing"]) if row["opposing"] else "–"
    return [*(words.number(row[f"informants_{side}"]) for side in ON_SIDES), answered]


def text_of(draft: Draft, row: Row, prefix: str) -> str:
    """The text of a row, whose columns begin with ``prefix`` and end with its language."""
    texts = {key.removeprefix(prefix): str(text) for key, text in row.items() if key.startswith(prefix) and text}
    return draft.text(texts)


def _claim(draft: Draft, row: Row) -> str:
    claim = row["claim_id"]
    heading = f"{md.escaped(claim)}. {text_of(draft, row, 'text:')}"
    evidence = draft.material.evidence_of(claim)
    # In a reflexive analysis nobody's number carries a claim: its words for and against it stand alone.
    counted = [_profile, _states, lambda *_: md.bullets(_needs(draft, claim))] if not draft.reflexive else []
    return md.paragraphs(
        [
            draft.number.section("conclusions", heading, md.anchor("claim", claim)),
            " ".join(_facts(draft, row)),
            *(tell(draft, row) for tell in counted),
            "" if draft.reflexive else _decisive(draft, claim, evidence),
            *_against(draft, claim, evidence),
            *_in_favour(draft, claim),
        ]
    )


def _facts(draft: Draft, row: Row) -> Iterable[str]:
    """What the researcher says of the claim: its kind, when it was written, its status and why."""
    words = draft.words
    not_supplied = words("not_supplied")
    kind = draft.word("claim_type", row["type"]) if row["type"] else not_supplied
    yield words("claim_facts", type=kind, written=draft.word("written", row["written"]) or not_supplied)
    if not draft.reflexive:
        status = md.styled(draft.word("claim_status", row["status"]), "status") if row["status"] else not_supplied
        yield words("claim_status", status=status)
    reason = text_of(draft, row, "reason:")
    if reason:
        yield reason


def _profile(draft: Draft, row: Row) -> str:
    words = draft.words
    profile = md.styled(draft.profile(row["profile"]), "profile")
    parts = [words("profile_is", profile=profile)]
    if row["reason"]:
        parts.append(words(f"profile_reason_{row['reason']}"))
    if row["undecided"]:
        key, thing = ("claim_left_out", "passage") if draft.material.leaves_out else ("claim_undecided", "reference")
        parts.append(words(key, n=words.count(row["undecided"], thing), file=draft.file("coding/disagreements.csv")))
    parts += [words(f"flag_{flag}") for flag in row["flags"]]
    return " ".join(parts)


def _states(draft: Draft, row: Row) -> str:
    """Every case by its state, and the observations beside."""
    words, material = draft.words, draft.material
    if not material.case_ids:
        if not material.sided:
            return words("claim_references", n=row["for_references"])
        counts = [words(f"claim_{side}_references", n=row[f"{side}_references"]) for side in ("for", "against")]
        return " ".join(counts)
    mine = [one for one in material.rows("claim_states") if one["claim_id"] == row["claim_id"]]
    of_state: dict[str, list[str]] = {}
    for one in mine:
        of_state.setdefault(_shown_state(one), []).append(one["case_id"])
    items = []
    for state in (*STATES, LEFT_OUT):
        cases = of_state.get(state, [])
        if cases:
            heard_of = mine if state == "not_heard" else [one for one in mine if one["state"] != "not_heard"]
            base = len(material.case_ids) if state == "not_heard" else row["informants_base"]
            groups = _by_group(draft, cases, heard_of)
            said = state == "for" and not material.sided
            called = words("state_said") if said else draft.word("state", state)
            items.append(f"{called}: {draft.informants(cases, base)}{groups}")
    if row["observed_base"]:
        items.append(
            words(
                "claim_observed" if material.sided else "claim_observed_spoken",
                in_favour=words.of(row["observed_for"], row["observed_base"], "informant"),
                against=words.of(row["observed_against"], row["observed_base"], "informant"),
            )
        )
    return md.bullets(items)


def _shown_state(row: Row) -> str:
    """A case's state; what somebody coded of it and nobody decided is no silence."""
    return LEFT_OUT if row["state"] in ("silent", "not_asked") and row["undecided"] else str(row["state"])


def _by_group(draft: Draft, cases: list[str], rows: list[Row]) -> str:
    """How many of each group the cases are; empty in a study without groups.

    Args:
        cases: those to tell.
        rows: of ``claim_states``, the cases that could be among them.
    """
    words = draft.words
    base = Counter(row["group"] for row in rows)
    if len(base) < 2:
        return ""
    among = set(cases)
    having = Counter(row["group"] for row in rows if row["case_id"] in among)
    # Where there are many groups, those without one of the cases go without saying.
    shown = [group for group in sorted(base) if having[group] or len(base) <= MOST_GROUPS]
    group_counts = [f"{_group(draft, group)} {words.of(having[group], base[group])}" for group in shown]
    return f" – {'; '.join(group_counts)}"


def _group(draft: Draft, group: str) -> str:
    return md.escaped(draft.material.groups.get(group, group)) if group else draft.words("no_group")


def _needs(draft: Draft, claim: str) -> Iterable[str]:
    """Each need of a claim and whether it is met."""
    words = draft.words
    for row in draft.material.rows("claim_needs"):
        if row["claim_id"] != claim:
            continue
        need = need_called(row["need"])
        values = {
            "n": words.count(row["wanted"], need.counted),
            "name": _need_name(draft, need.named, row["name"]),
            "has": words.of(row["has"], row["base"], need.counted),
        }
        spoken = f"need_{need.called}_spoken"
        if not draft.material.sided and spoken in words:
            said = words(spoken, **values)
        else:
            said = filled(need_sentence(need.called, words.language), values)
        met = md.styled(words("need_met" if row["met"] else "need_unmet"), "met" if row["met"] else "unmet")
        yield f"{said}: {met}." + (f" {words('need_cannot_fail')}" if row["cannot_fail"] else "")


def _need_name(draft: Draft, named: str, name: str) -> str:
    if named == "kind":
        return draft.kind(name)
    if named == "code":
        return draft.label(name)
    return md.escaped(draft.material.groups.get(name, name) if named == "group" else name)


def _decisive(draft: Draft, claim: str, evidence: list[Row]) -> str:
    """What changes the word of the profile when it is taken away."""
    words = draft.words
    items = []
    for row in draft.material.rows("claim_decisive"):
        if row["claim_id"] == claim:
            name = md.escaped(row["name"])
            if row["without"] == "code":
                name = draft.label(row["name"])
            elif row["without"] == "coding":
                name = draft.to_quotation(row["name"])
            what = words(f"without_{row['without']}", name=name)
            items.append(words("decisive", what=what, profile=draft.profile(row["profile"])))
    changes = _counts_without(draft, claim)
    if items:
        return md.paragraphs([f"**{words('decisive_head')}**", md.bullets(items), *changes])
    if not evidence:
        return ""
    key = "nothing_decisive" if draft.material.counting.several else "nothing_decisive_alone"
    row = next(row for row in draft.material.rows("claims") if row["claim_id"] == claim)
    return md.paragraphs([words(key, profile=draft.profile(row["profile"])), *changes])


def _counts_without(draft: Draft, claim: str) -> list[str]:
    """The numbers of informants without a code or coder that changes them, those that change most first."""
    words = draft.words
    whole = next(row for row in draft.material.rows("claims") if row["claim_id"] == claim)

    def changed(row: Row) -> int:
        return sum(abs(int(row[f"informants_{state}"]) - int(whole[f"informants_{state}"])) for state in ON_SIDES)

    found = [row for row in draft.material.rows("claim_counts_without") if row["claim_id"] == claim]
    found.sort(key=lambda row: (-changed(row), row["without"], row["name"]))
    items = []
    spoken = "" if draft.material.sided else "_spoken"
    for row in found[:MOST_CHANGES] if draft.material.case_ids else ():
        name = draft.label(row["name"]) if row["without"] == "code" else md.escaped(row["name"])
        counts = {state: words.number(int(row[f"informants_{state}"])) for state in ON_SIDES}
        what = words(f"without_{row['without']}", name=name)
        items.append(
            words(
                "counts_without" + spoken, what=what, only=counts["for"], both=counts["both"], against=counts["against"]
            )
        )
    if not items:
        return []
    cut = len(found) - len(items)
    more = words("counts_without_more", n=cut, file=draft.file("conclusions/claim_counts_without.csv")) if cut else ""
    before = {state: words.number(int(whole[f"informants_{state}"])) for state in ON_SIDES}
    head = words(f"counts_without_head{spoken}", only=before["for"], both=before["both"], against=before["against"])
    return [head, md.bullets([*items, *([more] if more else [])])]


def _against(draft: Draft, claim: str, evidence: list[Row]) -> Iterable[str]:
    """Every passage against the claim, on both sides or disputed, with its answer."""
    words, material = draft.words, draft.material
    opposing = [row for row in evidence if row["side"] in OPPOSING]
    if not opposing:
        return
    yield md.block(f"**{words('quotations_against')}**", "lead")
    answers = {row["answer_id"]: row for row in material.rows("claim_answers") if row["claim_id"] == claim}
    unanswered = [row for row in opposing if not row["how"]]
    for answer in answers.values():
        mine = [row for row in opposing if row["answer"] == answer["answer_id"]]
        if not mine:
            continue
        yield from _quoted(draft, mine)
        text = text_of(draft, answer, "text:")
        yield md.block(words("answer", how=draft.word("how", answer["how"]), text=text), "answer")
    if unanswered:
        yield md.block(words("unanswered", n=words.count(len(unanswered), "passage")), "unanswered")
        yield from _quoted(draft, unanswered[:MOST_UNANSWERED])
        if (more := len(unanswered) - MOST_UNANSWERED) > 0:
            yield words("unanswered_more", n=words.number(more), file=draft.file("conclusions/claim_evidence.csv"))


def _quoted(draft: Draft, rows: list[Row]) -> Iterable[str]:
    found = [draft.material.passage_behind(row) for row in rows]
    yield from (draft.quote(passage) for passage in found if not passage.hidden)
    yield draft.printed(found)


def _in_favour(draft: Draft, claim: str) -> Iterable[str]:
    words = draft.words
    found = draft.material.passages_for(claim)
    if not found:
        return
    said = [passage for passage in found if passage.voice == "said"]
    yield md.block(f"**{words('quotations_for' if draft.material.sided else 'quotations_of')}**", "lead")
    yield from (draft.quote(passage) for passage in draft.examples(said or found, MOST_EXAMPLES))
    every = (str(one["coding_id"]) for passage in found for one in passage.codings)
    ids = list(islice(_each_once(every), MOST_LINKS + 1))
    linked = ", ".join(draft.to_quotation(one) for one in ids[:MOST_LINKS])
    more = "" if len(ids) <= MOST_LINKS else f" … ({draft.file('conclusions/claim_evidence.csv')})"
    yield md.block(words("all_for" if draft.material.sided else "all_of", codings=f"{linked}{more}"), "ids")
    yield draft.printed(found)


def _each_once(ids: Iterable[str]) -> Iterator[str]:
    known: set[str] = set()
    for one in ids:
        if one not in known:
            known.add(one)
            yield one
