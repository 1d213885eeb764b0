"""Small cells: combinations of attributes that one case alone has, by which whoever knows these finds the person.

A case is sought by what others may know of it: one, two or three attributes, or all of them together (the risk of
re-identification by k-anonymity, for k = 1: L. Sweeney, k-anonymity: a model for protecting privacy, International
Journal of Uncertainty, Fuzziness and Knowledge-Based Systems 10(5), 2002).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from benang.core.problems import Problem
from benang.sources.cases import NAME_ATTRIBUTES, Case

MOST_TOGETHER = 3
"""So many attributes that somebody may know of a person are looked at together; and all of them."""
FEWEST = 3
"""Cases; of two whatever tells them apart is each one's alone, and no coarser value would change that."""
MOST_TOLD = 5
"""So many combinations are told one by one."""
_MOST_LINES = 8
_MOST_LOOKED_UP = 2_000_000


@dataclass(frozen=True)
class SmallCell:
    """A combination of attributes by which cases can be told from all others.

    Attributes:
        attributes: their names, in the order of the case file.
        cases: the ids of the cases that have their values alone, and would not without one of the attributes.
    """

    attributes: tuple[str, ...]
    cases: tuple[str, ...]


def small_cells(cases: Sequence[Case]) -> list[SmallCell]:
    """The combinations of attributes that one case alone has; those of fewest attributes first, then of most cases.

    Of one person only the smallest combinations count: who is the only one from a village needs no age to be found.
    Values that differ in capitals or spaces are one; an empty one is known of nobody. What a case is called and
    attributes in further languages (``group:en`` beside ``group``) are passed over.

    Args:
        cases: all cases of the study.
    """
    if len(cases) < FEWEST:
        return []
    names = _attributes(cases)
    values = [{name: " ".join(case.attributes.get(name, "").split()).casefold() for name in names} for case in cases]
    found: list[SmallCell] = []
    alone: list[list[frozenset[str]]] = [[] for _ in cases]
    for together in _together(names, len(cases)):
        counts: dict[tuple[str, ...], list[int]] = {}
        for place, value in enumerate(values):
            key = tuple(value[name] for name in together)
            if all(key):
                counts.setdefault(key, []).append(place)
        asked = frozenset(together)
        ones = [places[0] for places in counts.values() if len(places) == 1]
        ones = sorted(place for place in ones if not any(known < asked for known in alone[place]))
        for place in ones:
            alone[place].append(asked)
        if ones:
            found.append(SmallCell(together, tuple(cases[place].case_id for place in ones)))
    return sorted(found, key=lambda one: (len(one.attributes), -len(one.cases), [*map(names.index, one.attributes)]))


def _together(names: Sequence[str], cases: int) -> Iterator[tuple[str, ...]]:
    """The combinations that are looked at, those of fewer attributes first; of a very large table not those of most."""
    most = 1
    while most < MOST_TOGETHER and comb(len(names), most + 1) * cases < _MOST_LOOKED_UP:
        most += 1
    for size in range(1, most + 1):
        yield from combinations(names, size)
    if len(names) > most:
        yield tuple(names)


def _attributes(cases: Sequence[Case]) -> list[str]:
    names = list(dict.fromkeys(name for case in cases for name in case.attributes))
    plain = set(names)
    return [
        name
        for name in names
        if name.casefold() not in NAME_ATTRIBUTES and not (":" in name and name.rpartition(":")[0] in plain)
    ]


def small_cell_problems(cases: Sequence[Case], shown_name: str, lines: Mapping[str, int]) -> list[Problem]:
    """A warning for each small cell, and one for those beyond the first ``MOST_TOLD``; values are not told.

    Args:
        cases: all cases of the study.
        shown_name: the case file, as problems name it.
        lines: of the cases in it.
    """
    found = small_cells(cases)
    problems = []
    for one in found[:MOST_TOLD]:
        at = sorted(lines.get(case, 0) for case in one.cases)
        shown = ", ".join(map(str, at[:_MOST_LINES])) + (", …" if len(at) > _MOST_LINES else "")
        values = {"attributes": " + ".join(one.attributes), "count": len(at), "all": len(cases), "lines": shown}
        problems.append(Problem("case-alone", shown_name, at[0] or None, values=values))
    rest = found[MOST_TOLD:]
    if rest:
        more = {"count": len(rest), "cases": len({case for one in rest for case in one.cases}), "all": len(cases)}
        problems.append(Problem("case-alone-more", shown_name, values=more))
    return problems
