"""The evidence profile of a claim: who speaks for it, against it, both, or not at all - and what its word rests on.

A profile says on which sides evidence stands. It is no verdict: heads are not weighed against each other, and whether a
claim holds is the researcher's judgement (``status`` in claims.yaml), which is checked for one thing only: that every
passage which speaks against it is answered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from benang.coding.codebook.code_tree import negative_codes
from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import Gathering, as_table
from benang.coding.passages.pieces import Piece, Utterance
from benang.coding.passages.questions import AskedTurns
from benang.coding.sides import CONTRARY, DISPUTED, IN_FAVOUR, OPPOSING
from benang.conclusions.answers import Addresses
from benang.conclusions.claim_passages import ClaimPassages
from benang.conclusions.claims import Claim
from benang.conclusions.needs import need_rows
from benang.conclusions.needs.need import Evidence, group_of
from benang.core.model import TABLES
from benang.mapping.matrices import case_states, heard, observed

ONE_SIDE, BOTH_SIDES, AGAINST, NO_EVIDENCE, NOT_ASSESSABLE = (
    "one_side",
    "both_sides",
    "against",
    "none",
    "not_assessable",
)

PROFILES = (ONE_SIDE, BOTH_SIDES, AGAINST, NO_EVIDENCE, NOT_ASSESSABLE)

STATES = ("for", "both", "against", "disputed", "spoken", "observed", "not_asked", "silent", "not_heard")
"""Columns ``informants_<state>`` of the profile: every case of the study is in one of them."""

CLAIM_COLUMNS = TABLES["claims"].columns
STATE_COLUMNS = TABLES["claim_states"].columns
NEED_COLUMNS = TABLES["claim_needs"].columns
WITHOUT_COLUMNS = TABLES["claim_counts_without"].columns
DECISIVE_COLUMNS = TABLES["claim_decisive"].columns
EVIDENCE_COLUMNS = TABLES["claim_evidence"].columns


def profiles(
    claims: Iterable[Claim],
    gathering: Gathering,
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    passages: pd.DataFrame | None = None,
    codings: pd.DataFrame | None = None,
    asked: AskedTurns | None = None,
    left_out: LeftOut | None = None,
) -> dict[str, pd.DataFrame]:
    """The evidence profiles of claims.

    The word of a profile goes by what informants said (passages of voice ``said``): evidence on *one side* (for), on
    *both sides*, *against*, or *none*; *not assessable* where no informant was heard or where all that was said is
    disputed or on no side, or where all who were heard were never asked and nobody said anything (``reason``:
    no_informants, not_asked, disputed, no_side; for ``none``: not_coded, observed_only, undecided - what was coded is
    left out).

    Args:
        claims: their order is kept.
        gathering: the codings that count (``coding.passages.passages.Gathering``).
        codes, cases, sources, turns: the tables of those names; groups are the column ``attribute:group``.
        passages: table ``passages``, for answers that name one of its ids.
        codings: table ``codings``, for answers that name a coding that is not counted.
        asked: which turns asked about what; without it nobody is ``not_asked``.
        left_out: what the way of counting leaves out of ``gathering``; None where it is nothing.

    Returns:
        ``claims``: a row a claim (``CLAIM_COLUMNS``, ``text:`` and ``reason:<language>``); informants by state;
        ``observed_for`` and ``observed_against`` of ``observed_base`` cases; numbers of said passages, and how many are
        ``undecided`` (of these, and of those left out); ``opposing`` passages (against, both or disputed, said or
        observed) and how many of them are ``unanswered``; ``flags``: cannot_be_contradicted (no code of the claim could
        speak against it).
        ``claim_states``: each case with its group, state and undecided passages. ``claim_needs``: what each claim asks
        for, what is there, and ``cannot_fail`` where any evidence at all would meet it. ``claim_decisive``: what can be
        taken away (``without`` informant, coder, code or coding, its name) so that the word changes, and to which. A
        coder is one of several who count together: the consensus, and a coder who counts alone, are all that is
        counted, and nothing would be left of any claim without them.
        ``claim_counts_without``: each code (and coder, of several who count together) whose codings taken away change
        how many informants are for, on both sides or against, with these numbers afterwards.
        ``claim_evidence``: the passages, opposing ones as the claim answers them (``how``, ``answer``).
    """
    claims = list(claims)
    gatherer = ClaimPassages(gathering, codes)
    beside = ClaimPassages(left_out, codes) if left_out else None
    listed = [str(case) for case in cases.sort_values(["order", "case_id"], kind="stable")["case_id"]]
    groups = group_of(cases)
    said_by, observed_in = heard(turns), observed(turns)
    addresses = Addresses(passages, codings)
    code_of = {piece.coding_id: piece.code_id for _, pieces in gathering.coded for piece in pieces}
    languages = list(dict.fromkeys(one for claim in claims for one in (*claim.text, *claim.status_reason)))
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for claim in claims:
        found = as_table(gatherer.rows(claim))
        states = case_states(found, listed, turns, asked, _codes_of(gatherer, claim))
        heard_states = [state for state in states.values() if state != "not_heard"]
        nobody = "no_informants" if listed and not said_by else ""
        if heard_states and all(state == "not_asked" for state in heard_states):
            nobody = "not_asked"
        undecided = _undecided(found, beside.rows(claim) if beside else ())
        word, reason = _word(found, nobody)
        if reason == "not_coded" and undecided:
            reason = "undecided"
        decisive = list(_decisive(claim, gatherer, gathering, found, word, nobody))
        evidence = _evidence(claim, found, decisive, addresses, code_of)
        opposing = [row for row in evidence if row["side"] in OPPOSING]
        said = found[found["voice"] == "said"]
        seen = found[found["voice"] == "observed"]
        tables["claims"].append(
            {
                "claim_id": claim.claim_id,
                **{f"text:{language}": claim.text.get(language, "") for language in languages},
                "type": claim.type,
                "written": claim.written,
                "profile": word,
                "reason": reason,
                **{f"informants_{state}": sum(own == state for own in states.values()) for state in STATES},
                "informants_base": sum(case in said_by for case in listed),
                "observed_for": _n_cases(seen, IN_FAVOUR),
                "observed_against": _n_cases(seen, CONTRARY),
                "observed_base": sum(case in observed_in for case in listed),
                "for_references": int(said["side"].isin(IN_FAVOUR).sum()),
                "against_references": int(said["side"].isin(CONTRARY).sum()),
                "disputed_references": int(said["side"].eq(DISPUTED).sum()),
                "undecided": undecided.total(),
                "opposing": len(opposing),
                "unanswered": sum(not row["how"] for row in opposing),
                "status": claim.status,
                **{f"reason:{language}": claim.status_reason.get(language, "") for language in languages},
                "flags": [] if _can_be_contradicted(claim, gatherer, codes, found) else ["cannot_be_contradicted"],
            }
        )
        tables["claim_states"] += [
            {
                "claim_id": claim.claim_id,
                "case_id": case,
                "group": groups.get(case, ""),
                "state": state,
                "undecided": undecided[case],
            }
            for case, state in states.items()
        ]
        tables["claim_needs"] += need_rows(
            claim.claim_id, claim.needs, Evidence(found, states, said_by, cases, sources)
        )
        tables["claim_decisive"] += [{"claim_id": claim.claim_id, **row} for row in decisive]
        tables["claim_counts_without"] += _counts_without(claim, gatherer, gathering, listed, said_by)
        tables["claim_evidence"] += evidence
    texts = [f"text:{language}" for language in languages]
    columns = {
        "claims": [CLAIM_COLUMNS[0], *texts, *CLAIM_COLUMNS[1:], *(f"reason:{language}" for language in languages)],
        "claim_states": STATE_COLUMNS,
        "claim_needs": NEED_COLUMNS,
        "claim_decisive": DECISIVE_COLUMNS,
        "claim_counts_without": WITHOUT_COLUMNS,
        "claim_evidence": EVIDENCE_COLUMNS,
    }
    return {name: pd.DataFrame(tables[name], columns=wanted) for name, wanted in columns.items()}


def _word(found: pd.DataFrame, nobody: str) -> tuple[str, str]:
    """The word of a profile, and the reason where it needs one.

    Args:
        found: the claim's passages.
        nobody: why nobody could say anything of it: no_informants, not_asked; empty where somebody could.
    """
    if nobody == "no_informants":
        return NOT_ASSESSABLE, nobody
    said = Counter(found.loc[found["voice"] == "said", "side"])
    word = _word_of(said, nobody)
    if word == NOT_ASSESSABLE:
        return word, "disputed" if said["disputed"] else "no_side" if said["none"] else nobody
    if word == NO_EVIDENCE:
        return word, "observed_only" if len(found) else "not_coded"
    return word, ""


def _word_of(said: Mapping[str, int], nobody: str) -> str:
    """The word for so many said passages of each side."""
    in_favour = said.get("for", 0) + said.get("both", 0)
    against = said.get("against", 0) + said.get("both", 0)
    if in_favour and against:
        return BOTH_SIDES
    if in_favour or against:
        return ONE_SIDE if in_favour else AGAINST
    return NOT_ASSESSABLE if nobody or said.get("disputed", 0) or said.get("none", 0) else NO_EVIDENCE


def _decisive(
    claim: Claim, gatherer: ClaimPassages, gathering: Gathering, found: pd.DataFrame, word: str, nobody: str
) -> Iterable[dict[str, str]]:
    """What changes the word of the profile when it is taken away: one informant, coder, code or coding."""
    if nobody == "no_informants":
        return
    said = found[found["voice"] == "said"]
    total = Counter(said["side"])
    of_case: dict[str, Counter[str]] = defaultdict(Counter)
    for case, side in zip(said["case_id"].tolist(), said["side"].tolist(), strict=True):
        of_case[case][side] += 1
    for case in sorted(set(of_case) - {""}):
        without = _word_of(total - of_case[case], nobody)
        if without != word:
            yield {"without": "informant", "name": case, "profile": without}
    turned = gatherer.turned(claim)
    turns = [
        (turn, mine)
        for turn, pieces in gathering.coded
        if (mine := [piece for piece in pieces if piece.code_id in turned]) and turn.voice == "said"
    ]
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, pieces in turns:
        for piece in pieces:
            if gathering.several:
                groups["coder", piece.coder].add(piece.coding_id)
            groups["code", piece.code_id].add(piece.coding_id)
            groups["coding", piece.coding_id].add(piece.coding_id)
    in_turn = [Counter(str(row["side"]) for row in gatherer.rows_of(claim, turn, mine)) for turn, mine in turns]
    places: dict[str, set[int]] = defaultdict(set)
    for number, (_, pieces) in enumerate(turns):
        for piece in pieces:
            places[piece.coding_id].add(number)
    for (what, name), ids in sorted(groups.items()):
        left = Counter(total)
        # Without a coder there is nobody who left out what the others coded, also in turns that this one did not code.
        absent = name if what == "coder" else ""
        for number in range(len(turns)) if absent else sorted({place for one in ids for place in places[one]}):
            turn, mine = turns[number]
            left -= in_turn[number]
            left += Counter(str(row["side"]) for row in gatherer.rows_of(claim, turn, mine, frozenset(ids), absent))
        without = _word_of(left, nobody)
        if without != word:
            yield {"without": what, "name": name, "profile": without}


def _counts_without(
    claim: Claim, gatherer: ClaimPassages, gathering: Gathering, listed: Sequence[str], speaking: Collection[str]
) -> list[dict[str, Any]]:
    """How many informants are on which side without one code or coder, where that is not as many as with it.

    Args:
        claim, gatherer, gathering: the claim, and the codings that count.
        listed: ids of the cases.
        speaking: those of them whose own turns there are.
    """
    turned = gatherer.turned(claim)
    groups: dict[tuple[str, str], set[str]] = defaultdict(set)
    places: dict[tuple[str, str], set[int]] = defaultdict(set)
    turns: list[tuple[Utterance, list[Piece]]] = []
    for turn, pieces in gathering.coded:
        mine = [piece for piece in pieces if piece.code_id in turned] if turn.voice == "said" else []
        for piece in mine:
            for group in (("code", piece.code_id), *([("coder", piece.coder)] if gathering.several else [])):
                groups[group].add(piece.coding_id)
                places[group].add(len(turns))
        if mine:
            turns.append((turn, mine))
    in_turn = [_leaning(gatherer.rows_of(claim, turn, mine)) for turn, mine in turns]
    total: dict[str, Counter[str]] = defaultdict(Counter)
    for (turn, _), leaning in zip(turns, in_turn, strict=True):
        total[turn.case_id] += leaning
    cases = [case for case in listed if case in speaking]
    whole = _on_sides(total, cases)
    rows = []
    for (what, name), ids in sorted(groups.items()):
        absent = name if what == "coder" else ""
        left = {case: Counter(leaning) for case, leaning in total.items()}
        # Without a coder there is nobody who left out what the others coded, also in turns that this one did not code.
        for number in range(len(turns)) if absent else sorted(places[what, name]):
            turn, mine = turns[number]
            left[turn.case_id] -= in_turn[number]
            left[turn.case_id] += _leaning(gatherer.rows_of(claim, turn, mine, frozenset(ids), absent))
        counts = _on_sides(left, cases)
        if counts != whole:
            rows.append({"claim_id": claim.claim_id, "without": what, "name": name, **counts})
    return rows


def _leaning(rows: Iterable[Mapping[str, object]]) -> Counter[str]:
    """How many passages speak for a claim and how many against it; one on both sides does both."""
    sides = Counter(str(row["side"]) for row in rows)
    return Counter({"for": sides["for"] + sides["both"], "against": sides["against"] + sides["both"]})


def _on_sides(leaning: Mapping[str, Counter[str]], cases: Iterable[str]) -> dict[str, int]:
    """How many cases speak only for a claim, on both sides and only against it."""
    states: Counter[str] = Counter()
    for case in cases:
        counts = leaning.get(case, Counter())
        states["".join(side for side in ("for", "against") if counts[side])] += 1
    return {
        f"informants_{state}": states[sides]
        for state, sides in (("for", "for"), ("both", "foragainst"), ("against", "against"))
    }


def _evidence(
    claim: Claim,
    found: pd.DataFrame,
    decisive: Sequence[Mapping[str, str]],
    addresses: Addresses,
    code_of: Mapping[str, str],
) -> list[dict[str, Any]]:
    """The claim's passages, opposing ones with their answer; decisive ones first, then by source and place."""
    informants = {row["name"] for row in decisive if row["without"] == "informant"}
    codings = {row["name"] for row in decisive if row["without"] == "coding"}
    coders = {row["name"] for row in decisive if row["without"] == "coder"}
    codes = {row["name"] for row in decisive if row["without"] == "code"}
    rows: list[dict[str, Any]] = []
    for row in found.to_dict("records"):
        ids = [str(one) for one in row["coding_ids"]]
        opposing = row["side"] in OPPOSING
        given = addresses.answer(claim, row) if opposing else None
        rows.append(
            {
                **{str(name): row[name] for name in EVIDENCE_COLUMNS if name in row},
                "claim_id": claim.claim_id,
                "decisive": row["voice"] == "said"
                and (
                    row["case_id"] in informants
                    or not codings.isdisjoint(ids)
                    or coders.issuperset(row["coders"])
                    or not codes.isdisjoint(code_of.get(one, "") for one in ids)
                ),
                "how": given.how if given else "",
                "answer": given.answer_id if given else "",
            }
        )
    return sorted(rows, key=lambda row: (not row["decisive"], row["source_id"], row["start"], row["passage_id"]))


def _undecided(found: pd.DataFrame, left_out: Iterable[Mapping[str, object]]) -> Counter[str]:
    """Said passages on whose difference nobody decided, by case: those that are counted and those left out."""
    said = found[(found["voice"] == "said") & found["undecided"].astype(bool)]
    counted = Counter(map(str, said["case_id"]))
    return counted + Counter(str(row["case_id"]) for row in left_out if row["voice"] == "said")


def _can_be_contradicted(claim: Claim, gatherer: ClaimPassages, codes: pd.DataFrame, found: pd.DataFrame) -> bool:
    """Whether any code of the claim, or any side that a coder gave, could speak against it."""
    if claim.against or found["side"].isin(OPPOSING).any():
        return True
    negative = negative_codes(codes)
    return any(code in negative and not turn for code, turn in gatherer.turned(claim).items())


def _codes_of(gatherer: ClaimPassages, claim: Claim) -> list[str]:
    return sorted(gatherer.turned(claim))


def _n_cases(found: pd.DataFrame, sides: Sequence[str]) -> int:
    mine = found[found["side"].isin(list(sides)) & (found["case_id"] != "")]
    return int(mine["case_id"].nunique())
