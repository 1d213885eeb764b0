"""The evidence profile of a claim: who speaks for it, against it, both, or not at all - and what its word rests on.

A profile says on which sides evidence stands. It is no verdict: heads are not weighed against each other, and whether a
claim holds is the researcher's judgement (``status`` in claims.yaml), which is checked for one thing only: that every
passage which speaks against it is answered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd

from benang.coding.codebook.code_tree import negative_codes
from benang.coding.passages.asked_questions import AskedTurns
from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import Gathering
from benang.coding.sides import CONTRARY, DISPUTED, IN_FAVOUR, OPPOSING
from benang.conclusions.answers import Addresses
from benang.conclusions.claim_parts import ClaimParts
from benang.conclusions.claim_passages import turned
from benang.conclusions.claims import Claim
from benang.conclusions.decisive import counts_without, decisive_rows
from benang.conclusions.needs import need_rows
from benang.conclusions.needs.need import Evidence, group_of
from benang.conclusions.profile_words import never_asked, profile_word
from benang.core.model import TABLES
from benang.core.table_rows import TableRows
from benang.mapping.matrices import case_references, case_states, heard, observed

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
        ``claim_states``: each case with its group, its state, and its said passages: all, for, against (one on both
        sides counts as each), undecided. ``claim_needs``: what each claim asks for, what is there, and ``cannot_fail``
        where any evidence at all would meet it. ``claim_decisive``: what can be taken away (``without`` informant,
        coder, code or coding, its name) so that the word changes, and to which. A coder is one of several who count
        together: the consensus, and a coder who counts alone, are all that is counted, and nothing would be left of any
        claim without them.
        ``claim_counts_without``: each code (and coder, of several who count together) whose codings taken away change
        how many informants are for, on both sides or against, with these numbers afterwards.
        ``claim_evidence``: the passages, opposing ones as the claim answers them (``how``, ``answer``).
    """
    claims = list(claims)
    parts = ClaimParts.of(claims, gathering, codes, left_out)
    code_of = {piece.coding_id: piece.code_id for _, pieces in gathering.coded for piece in pieces}
    about = (codes, cases, sources, turns)
    return profiles_of_parts(claims, parts, code_of, *about, passages=passages, codings=codings, asked=asked)


def profiles_of_parts(
    claims: Sequence[Claim],
    parts: ClaimParts,
    code_of: Mapping[str, str],
    codes: pd.DataFrame,
    cases: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    *,
    passages: pd.DataFrame | None = None,
    codings: pd.DataFrame | None = None,
    asked: AskedTurns | None = None,
) -> dict[str, pd.DataFrame]:
    """What ``profiles`` gives, of what the claims rest on in parts of the study.

    Args:
        claims, codes, cases, sources, turns, passages, codings, asked: as for ``profiles``.
        parts: what the claims rest on.
        code_of: the code of each coding, by its id.
    """
    listed = [str(case) for case in cases.sort_values(["order", "case_id"], kind="stable")["case_id"]]
    groups = group_of(cases)
    said_by, observed_in = heard(turns), observed(turns)
    addresses = Addresses(passages, codings)
    languages = list(dict.fromkeys(one for claim in claims for one in (*claim.text, *claim.status_reason)))
    tables: dict[str, list[dict[str, Any]]] = defaultdict(list)
    found_of: list[pd.DataFrame] = []
    for claim in claims:
        found = parts.passages(claim)
        own_codes = turned(claim, codes)
        in_states = partial(case_states, cases=listed, turns=turns, asked=asked, codes=sorted(own_codes))
        states, references = in_states(found), case_references(found, listed)
        nobody = "no_informants" if listed and not said_by else never_asked(states)
        undecided = _undecided(found) + parts.left_out(claim)
        word, reason = profile_word(found, nobody)
        if reason == "not_coded" and undecided:
            reason = "undecided"
        decisive = list(decisive_rows(claim, parts, found, word, nobody, in_states))
        evidence = _evidence(claim, found, decisive, addresses, code_of)
        tables["claims"].append(
            {
                **_given(claim, languages),
                "profile": word,
                "reason": reason,
                **{f"informants_{state}": sum(own == state for own in states.values()) for state in STATES},
                "informants_base": sum(case in said_by for case in listed),
                "observed_base": sum(case in observed_in for case in listed),
                **_numbers(found, evidence),
                "undecided": undecided.total(),
                "flags": [] if _can_be_contradicted(claim, own_codes, codes, found) else ["cannot_be_contradicted"],
            }
        )
        tables["claim_states"] += [
            {
                "claim_id": claim.claim_id,
                "case_id": case,
                "group": groups.get(case, ""),
                "state": state,
                **references[case],
                "undecided": undecided[case],
            }
            for case, state in states.items()
        ]
        tables["claim_needs"] += need_rows(
            claim.claim_id, claim.needs, Evidence(found, states, said_by, cases, sources)
        )
        tables["claim_decisive"] += [{"claim_id": claim.claim_id, **row} for row in decisive]
        tables["claim_counts_without"] += counts_without(claim, parts, listed, said_by)
        if len(evidence):
            found_of.append(evidence)
    texts = [f"text:{language}" for language in languages]
    columns = {
        "claims": [CLAIM_COLUMNS[0], *texts, *CLAIM_COLUMNS[1:], *(f"reason:{language}" for language in languages)],
        "claim_states": STATE_COLUMNS,
        "claim_needs": NEED_COLUMNS,
        "claim_decisive": DECISIVE_COLUMNS,
        "claim_counts_without": WITHOUT_COLUMNS,
    }
    made = {name: pd.DataFrame(tables[name], columns=wanted) for name, wanted in columns.items()}
    evidence_of = pd.concat(found_of, ignore_index=True) if found_of else pd.DataFrame([], columns=EVIDENCE_COLUMNS)
    return made | {"claim_evidence": evidence_of}


def _given(claim: Claim, languages: Sequence[str]) -> dict[str, object]:
    """What the file of claims says of a claim: cells of ``claims``."""
    return {
        "claim_id": claim.claim_id,
        **{f"text:{language}": claim.text.get(language, "") for language in languages},
        "type": claim.type,
        "written": claim.written,
        "status": claim.status,
        **{f"reason:{language}": claim.status_reason.get(language, "") for language in languages},
    }


def _numbers(found: pd.DataFrame, evidence: pd.DataFrame) -> dict[str, int]:
    """Cells of ``claims``: how much is said and observed on which side, and how much of it is to be answered."""
    said, seen = (found[found["voice"] == voice] for voice in ("said", "observed"))
    opposing = evidence["side"].isin(OPPOSING)
    return {
        "observed_for": _n_cases(seen, IN_FAVOUR),
        "observed_against": _n_cases(seen, CONTRARY),
        "for_references": int(said["side"].isin(IN_FAVOUR).sum()),
        "against_references": int(said["side"].isin(CONTRARY).sum()),
        "disputed_references": int(said["side"].eq(DISPUTED).sum()),
        "opposing": int(opposing.sum()),
        "unanswered": int((opposing & (evidence["how"] == "")).sum()),
    }


def _evidence(
    claim: Claim,
    found: pd.DataFrame,
    decisive: Sequence[Mapping[str, str]],
    addresses: Addresses,
    code_of: Mapping[str, str],
) -> pd.DataFrame:
    """The claim's passages, opposing ones with their answer; decisive ones first, then by source and place."""
    informants = {row["name"] for row in decisive if row["without"] == "informant"}
    codings = {row["name"] for row in decisive if row["without"] == "coding"}
    coders = {row["name"] for row in decisive if row["without"] == "coder"}
    codes = {row["name"] for row in decisive if row["without"] == "code"}
    # As columns: a dictionary for each passage takes ten times their memory.
    made: dict[str, Any] = {"decisive": [], "how": [], "answer": []}
    for row in TableRows(found):
        ids = [str(one) for one in row["coding_ids"]]
        given = addresses.answer(claim, row) if row["side"] in OPPOSING else None
        made["decisive"].append(
            row["voice"] == "said"
            and (
                row["case_id"] in informants
                or not codings.isdisjoint(ids)
                or coders.issuperset(row["coders"])
                or not codes.isdisjoint(code_of.get(one, "") for one in ids)
            )
        )
        made["how"].append(given.how if given else "")
        made["answer"].append(given.answer_id if given else "")
    evidence = found.assign(claim_id=claim.claim_id, **made)[EVIDENCE_COLUMNS]
    order = ["decisive", "source_id", "start", "passage_id"]
    return evidence.sort_values(order, ascending=[False, True, True, True], ignore_index=True)


def _undecided(found: pd.DataFrame) -> Counter[str]:
    """Said passages that are counted though nobody decided their difference, by case."""
    said = found[(found["voice"] == "said") & found["undecided"].astype(bool)]
    return Counter(map(str, said["case_id"]))


def _can_be_contradicted(claim: Claim, own_codes: Mapping[str, bool], codes: pd.DataFrame, found: pd.DataFrame) -> bool:
    """Whether any code of the claim, or any side that a coder gave, could speak against it."""
    if claim.against or found["side"].isin(OPPOSING).any():
        return True
    negative = negative_codes(codes)
    return any(code in negative and not turn for code, turn in own_codes.items())


def _n_cases(found: pd.DataFrame, sides: Sequence[str]) -> int:
    mine = found[found["side"].isin(list(sides)) & (found["case_id"] != "")]
    return int(mine["case_id"].nunique())
