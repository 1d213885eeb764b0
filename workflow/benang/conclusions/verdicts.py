"""Put each claim to the test: what speaks for it, what against it, and whether its needs are met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from benang.coding.codebook.code_tree import below, negative_codes
from benang.conclusions.claims import Claim
from benang.core.model import join_ids
from benang.mapping.matrices import counted, merge_overlaps

VERDICTS = ("supported", "partly", "contradicted", "not supported")

CLAIM_COLUMNS = [
    "claim_id",
    "verdict",
    "informants_for",
    "informants_against",
    "informants_base",
    "references_for",
    "references_against",
    "cases_for",
    "cases_against",
    "groups_for",
    "kinds_for",
    "needs",
    "unmet",
]
EVIDENCE_COLUMNS = [
    "claim_id",
    "side",
    "coding_id",
    "code_id",
    "source_id",
    "case_id",
    "turn",
    "start",
    "end",
    "coder",
    "quotation",
]


def test_claims(
    claims: Iterable[Claim],
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    sources: pd.DataFrame,
    cases: pd.DataFrame,
    *,
    coders: Sequence[str] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Test claims against the counted codings.

    Evidence *for* a claim: accepted codings of the counted coders with a code of ``claim.codes`` or below it, except
    negative codes (unless one is named itself). Evidence *against*: codings with a code of ``claim.against`` or below
    it, or, where none is named, with a negative code below ``claim.codes``. An informant may stand on both sides.
    Looking for cases that speak against a claim and weighing them openly follows Lincoln and Guba (1985, negative case
    analysis) and Miles, Huberman and Saldana (2014, looking for negative evidence).

    The verdict is the first that holds:

    1. ``contradicted``: more informants against than for (or, where no side has an informant, more references);
    2. ``not supported``: no evidence for;
    3. ``partly``: evidence for, but as much against (as many informants on either side or, where no side has an
       informant, as many references), or a need of the claim is not met (``unmet`` lists which);
    4. ``supported``: more for than against, and every need is met.

    Equal sides are named in ``unmet`` as a claim's silent need to have more for it than against it: a negative case
    from each of its informants is no support.

    Args:
        claims: see ``conclusions.claims.Claim``; their order is kept.
        codings, codes, sources, cases: the tables of those names; groups are the column ``attribute:group``.
        coders: whose codings are counted; None for every person's.

    Returns:
        The claims table: ``claim_id``, one column ``text:<language>`` a language, ``verdict``, ``informants_for`` and
        ``informants_against`` of ``informants_base`` (all cases of the study), ``references_for`` and
        ``references_against`` (overlapping codings merged), ``cases_for`` and ``cases_against`` (ids), ``groups_for``
        (``group:for/base``, every group), ``kinds_for`` (``kind:sources for/sources``, every kind), ``needs`` (what the
        claim asks for: ``informants:number``, ``group:name``, ``kind:name``), ``unmet`` (what is not there:
        ``contested:against/for``, ``informants:has/needs``, ``group:name``, ``kind:name``).
        The evidence table: one row for each coding on a side (``for``, ``against``) of a claim.
    """
    claims = list(claims)
    usable = counted(codings, coders)
    usable = usable[usable["source_id"].isin(sources["source_id"])]
    under = below(codes)
    negatives = negative_codes(codes)
    languages = list(dict.fromkeys(language for claim in claims for language in claim.text))
    rows: list[dict[str, object]] = []
    evidence: list[pd.DataFrame] = []
    for claim in claims:
        codes_for, codes_against = _sides(claim, under, negatives)
        side_for = usable[usable["code_id"].isin(codes_for)]
        side_against = usable[usable["code_id"].isin(codes_against)]
        row: dict[str, object] = {"claim_id": claim.claim_id}
        row |= {f"text:{language}": claim.text.get(language, "") for language in languages}
        rows.append(row | _weigh(claim, side_for, side_against, sources, cases))
        for side, found in (("for", side_for), ("against", side_against)):
            part = found.sort_values(["source_id", "start", "end", "coding_id"], kind="stable")
            evidence.append(part.assign(claim_id=claim.claim_id, side=side)[EVIDENCE_COLUMNS])
    columns = ["claim_id", *(f"text:{language}" for language in languages), *CLAIM_COLUMNS[1:]]
    table = pd.DataFrame(rows, columns=columns)
    pieces = [part for part in evidence if len(part)]
    joined = pd.concat(pieces, ignore_index=True) if pieces else pd.DataFrame(columns=EVIDENCE_COLUMNS)
    return table, joined


# The name begins as pytest's tests do; it is none.
test_claims.__test__ = False  # type: ignore[attr-defined]


def _sides(claim: Claim, under: Mapping[str, tuple[str, ...]], negatives: frozenset[str]) -> tuple[set[str], set[str]]:
    """The codes that speak for the claim and those that speak against it."""
    everything = {code for named in claim.codes for code in under.get(named, ())}
    named_negative = {code for named in claim.codes if named in negatives for code in under.get(named, ())}
    if claim.against:
        against = {code for named in claim.against for code in under.get(named, ())}
    else:
        against = (everything & negatives) - named_negative
    return (everything - negatives | named_negative) - against, against


def _weigh(
    claim: Claim, side_for: pd.DataFrame, side_against: pd.DataFrame, sources: pd.DataFrame, cases: pd.DataFrame
) -> dict[str, object]:
    cases_for, cases_against = _cases_of(side_for, cases), _cases_of(side_against, cases)
    references_for, references_against = _references(side_for), _references(side_against)
    groups = _groups(cases, cases_for)
    kinds = _kinds(sources, side_for)
    no_informant = not cases_for and not cases_against
    against, in_favour = (references_against, references_for) if no_informant else (len(cases_against), len(cases_for))
    unmet = [f"contested:{against}/{in_favour}"] if against == in_favour > 0 else []
    if len(cases_for) < claim.informants:
        unmet.append(f"informants:{len(cases_for)}/{claim.informants}")
    unmet += [f"group:{group}" for group in claim.groups if groups.get(group, (0, 0))[0] == 0]
    unmet += [f"kind:{kind}" for kind in claim.kinds if kinds.get(kind, (0, 0))[0] == 0]
    if against > in_favour:
        verdict = "contradicted"
    elif side_for.empty:
        verdict = "not supported"
    else:
        verdict = "partly" if unmet else "supported"
    return {
        "verdict": verdict,
        "informants_for": len(cases_for),
        "informants_against": len(cases_against),
        "informants_base": len(cases),
        "references_for": references_for,
        "references_against": references_against,
        "cases_for": join_ids(cases_for),
        "cases_against": join_ids(cases_against),
        "groups_for": join_ids([f"{name}:{has}/{base}" for name, (has, base) in groups.items()]),
        "kinds_for": join_ids([f"{name}:{has}/{base}" for name, (has, base) in kinds.items()]),
        "needs": join_ids(
            [
                f"informants:{claim.informants}",
                *(f"group:{group}" for group in claim.groups),
                *(f"kind:{kind}" for kind in claim.kinds),
            ]
        ),
        "unmet": join_ids(unmet),
    }


def _references(side: pd.DataFrame) -> int:
    return len(merge_overlaps(side, []))


def _cases_of(side: pd.DataFrame, cases: pd.DataFrame) -> list[str]:
    """The informants of one side, in the order of the case file."""
    speaking = set(side["case_id"])
    ordered = cases.sort_values(["order", "case_id"], kind="stable")["case_id"]
    return [str(case) for case in ordered if case in speaking]


def _groups(cases: pd.DataFrame, cases_for: Sequence[str]) -> dict[str, tuple[int, int]]:
    if "attribute:group" not in cases.columns:
        return {}
    named = cases[cases["attribute:group"] != ""]
    return {
        str(group): (int(members["case_id"].isin(cases_for).sum()), len(members))
        for group, members in named.groupby("attribute:group", sort=True)
    }


def _kinds(sources: pd.DataFrame, side: pd.DataFrame) -> dict[str, tuple[int, int]]:
    speaking = set(side["source_id"])
    return {
        str(kind): (int(members["source_id"].isin(speaking).sum()), len(members))
        for kind, members in sources.groupby("kind", sort=True)
    }
