"""What claims rest on in parts of a study: their passages, and what of these is gone without a coder, code or coding.

All of it can be added up, so that it is kept for sources in which nothing changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import Gathering, arrow_of_parts, part_of_table, table_of_parts
from benang.conclusions.claim_passages import ClaimPassages
from benang.conclusions.claims import Claim
from benang.core.kept_parts import values_of, with_values

Group = tuple[str, str]
"""What is taken away (``coder``, ``code`` or ``coding``), and its name."""

Leaning = tuple[int, int]
"""How many passages speak for a claim, and how many against it; one on both sides does both."""


def part_of_claims(
    claims: Sequence[Claim], gathering: Gathering, codes: pd.DataFrame, left_out: LeftOut | None = None
) -> pa.Table:
    """What the claims rest on in some sources, for ``ClaimParts``.

    Args:
        claims: the claims.
        gathering: what counts of the codings of these sources.
        codes: table ``codes``.
        left_out: what the way of counting leaves out; None where it is nothing.
    """
    gatherer = ClaimPassages(gathering, codes)
    beside = ClaimPassages(left_out, codes) if left_out else None
    told = {claim.claim_id: _rests_on(claim, gatherer, beside) for claim in claims}
    return with_values(part_of_table(chain.from_iterable(map(gatherer.rows, claims))), claims=told)


def _rests_on(claim: Claim, gatherer: ClaimPassages, beside: ClaimPassages | None) -> dict[str, Any]:
    total: dict[str, Leaning] = {}
    present: dict[Group, None] = {}
    sides: dict[str, dict[str, Counter[str]]] = {"coder": {}, "code": {}, "coding": {}}
    cases: dict[str, dict[str, dict[str, Leaning]]] = {"coder": {}, "code": {}}
    for turn, pieces in gatherer.said(claim):
        before = gatherer.sides_of(claim, turn, pieces)
        case = turn.case_id
        total[case] = more(total.get(case, (0, 0)), leaning(before))
        for (what, name), ids in gatherer.groups(turn, pieces).items():
            after = gatherer.sides_of(claim, turn, pieces, ids, name if what == "coder" else "")
            if ids:
                present[what, name] = None
            gone = sides[what].setdefault(name, Counter())
            gone.update(after)
            gone.subtract(before)
            if what in cases:
                of_case = cases[what].setdefault(name, {})
                of_case[case] = more(of_case.get(case, (0, 0)), leaning(after), less=leaning(before))
    left_out = beside.rows(claim) if beside else ()
    return {
        "total": total,
        "groups": list(present),
        "sides": {what: {name: _changed(of_name) for name, of_name in found.items()} for what, found in sides.items()},
        "cases": cases,
        "left out": Counter(str(row["case_id"]) for row in left_out if row["voice"] == "said"),
    }


class ClaimParts:
    """What the claims of a study rest on, of all its parts.

    Args:
        parts: ``part_of_claims`` of each.
        anew: gives what gathers the passages of each part, for what is seldom asked.
    """

    def __init__(self, parts: Sequence[pa.Table], anew: Callable[[], Iterable[ClaimPassages]]) -> None:
        self._parts = parts
        self._told: list[Mapping[str, Any]] = [values_of(part)["claims"] for part in parts]
        self._anew = anew

    @classmethod
    def of(
        cls, claims: Sequence[Claim], gathering: Gathering, codes: pd.DataFrame, left_out: LeftOut | None = None
    ) -> ClaimParts:
        """Those of a study that is one part."""
        return cls([part_of_claims(claims, gathering, codes, left_out)], lambda: [ClaimPassages(gathering, codes)])

    def passages(self, claim: Claim) -> pd.DataFrame:
        """The claim's passages, as the table ``passages``."""
        if not self._parts:
            return table_of_parts([part_of_table([])])
        found: pd.DataFrame = arrow_of_parts(
            [part.filter(pc.equal(part["code_id"], claim.claim_id)) for part in self._parts]
        ).to_pandas()
        return found

    def left_out(self, claim: Claim) -> Counter[str]:
        """How many passages that informants said the way of counting leaves out, by case."""
        counts: Counter[str] = Counter()
        for told in self._told:
            counts.update(told[claim.claim_id]["left out"])
        return counts

    def sides_without(self, claim: Claim) -> dict[Group, Counter[str]]:
        """For all that can be taken away how many more passages of each side there are then; fewer: below zero."""
        found: dict[Group, Counter[str]] = {}
        for told in self._told:
            found |= {(what, name): Counter() for what, name in told[claim.claim_id]["groups"]}
        for told in self._told:
            for what, of_names in told[claim.claim_id]["sides"].items():
                for name, of_sides in of_names.items():
                    if of_sides and (what, name) in found:
                        found[what, name].update(of_sides)
        return dict(sorted(found.items()))

    def leanings(self, claim: Claim) -> dict[str, Leaning]:
        """How each case that said something leans."""
        total: dict[str, Leaning] = {}
        for told in self._told:
            for case, own in told[claim.claim_id]["total"].items():
                total[case] = more(total.get(case, (0, 0)), own)
        return total

    def leanings_without(self, claim: Claim) -> dict[Group, dict[str, Leaning]]:
        """For each code and coder how much more each case leans without it, of those that it may change."""
        found: dict[Group, dict[str, Leaning]] = {}
        for told in self._told:
            found |= {(what, name): {} for what, name in told[claim.claim_id]["groups"] if what != "coding"}
        for told in self._told:
            for what, of_names in told[claim.claim_id]["cases"].items():
                for name, of_cases in of_names.items():
                    if (what, name) not in found:
                        continue
                    here = found[what, name]
                    for case, own in of_cases.items():
                        here[case] = more(here.get(case, (0, 0)), own)
        return dict(sorted(found.items()))

    def passages_without(self, claim: Claim, what: str, name: str) -> pd.DataFrame:
        """The claim's passages without a coder, a code or a coding."""
        rows = (gatherer.rows_without(claim, what, name) for gatherer in self._gatherers)
        return table_of_parts([part_of_table(chain.from_iterable(rows))])

    @cached_property
    def _gatherers(self) -> list[ClaimPassages]:
        return list(self._anew())


def leaning(sides: Sequence[str]) -> Leaning:
    """How passages of these sides lean."""
    both = sides.count("both")
    return sides.count("for") + both, sides.count("against") + both


def more(one: Sequence[int], by: Sequence[int], less: Sequence[int] = (0, 0)) -> Leaning:
    """A leaning and another one, without a third."""
    return one[0] + by[0] - less[0], one[1] + by[1] - less[1]


def _changed(counts: Mapping[str, int]) -> dict[str, int]:
    return {side: count for side, count in counts.items() if count}
