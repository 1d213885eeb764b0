"""How much is counted under each way of counting, beside the one that the study chose.

What a count rests on is a choice: what anybody coded, what all who read the source coded, what they agreed on in the
end, or what one of them coded. A reader should see what the choice does to the numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd
import pyarrow as pa

from benang.coding.codebook.code_tree import counting_unit, units
from benang.coding.passages.counted import BY_PEOPLE, Counting
from benang.coding.passages.passages import Gathering
from benang.coding.passages.pieces import Utterances
from benang.coding.passages.unit_sides import Sides
from benang.core.counting import AGREED, ANY, CONSENSUS
from benang.core.model import TABLES

COLUMNS = TABLES["count_ways"].columns

LEVELS = ("category", "code")

ONE_CODER = "coder"


def count_ways(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    codes: pd.DataFrame,
    coders: Sequence[str] | None = None,
    *,
    consensus: pd.DataFrame,
    read: Mapping[str, Collection[str]] | None = None,
) -> pd.DataFrame:
    """References of each category and code under every way of counting.

    Args:
        codings, turns, sources, codes: the tables of those names.
        coders: those who count (``matrices.coders``); every person by default.
        consensus: codings of the consensus, counted or not.
        read: as for ``benang.coding.passages.passages``.

    Decisions on differences are in the consensus alone. The other ways count people's own codings as they made them, so
    that *any* is never below what one of them coded, nor *agreed* above *any*.

    Returns:
        One row for each unit and way, units sorted within their level: ``way`` (any, agreed, consensus, or coder, with
        the name in ``coder``), ``references`` (said passages of any side) and ``cases`` (that these are of). No rows
        where fewer than two people coded: there is one way only.
    """
    names = people_who_count(codings, coders)
    if len(names) < 2:
        return pd.DataFrame(columns=COLUMNS)
    part = ways_of_part(codings, turns, sources, codes, coders, names, consensus=consensus, read=read)
    return ways_together([part], codes, coders, names)


def people_who_count(codings: pd.DataFrame, coders: Sequence[str] | None) -> list[str]:
    """The people who coded and count, sorted; fewer than two have one way of counting only.

    Args:
        codings, coders: as for ``count_ways``, of the whole study.
    """
    people = codings[codings["method"].isin(BY_PEOPLE) & (codings["status"] == "accepted")]
    names = sorted(set(people["coder"]) - {CONSENSUS})
    return names if coders is None else [name for name in names if name in coders]


def ways_of_part(
    codings: pd.DataFrame,
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    codes: pd.DataFrame,
    coders: Sequence[str] | None,
    names: Sequence[str],
    *,
    consensus: pd.DataFrame,
    read: Mapping[str, Collection[str]] | None = None,
) -> pa.Table:
    """What ``ways_together`` adds up, of some sources of a study.

    Args:
        codings, turns, sources, codes, coders, consensus, read: as for ``count_ways``.
        names: ``people_who_count`` of the whole study.

    Returns:
        ``level``, ``code_id``, ``way``, ``coder``, ``case_id``, and how many ``references`` there are.
    """
    every = pd.concat([codings[codings["coder"] != CONSENSUS], consensus], ignore_index=True)
    utterances = Utterances(turns, sources, keep=True)
    found: Counter[tuple[str, ...]] = Counter()
    for way, coder, counting in _ways(coders, names):
        gathering = Gathering(every, turns, sources, counting, read=read, utterances=utterances)
        for level in LEVELS:
            for row in gathering.rows(level, counting_unit(codes, level), Sides(codes, level).of):
                if row["voice"] == "said":
                    found[level, str(row["code_id"]), way, coder, str(row["case_id"])] += 1
    columns: list[list[object]] = [[key[place] for key in sorted(found)] for place in range(5)]
    return pa.table([*columns, [found[key] for key in sorted(found)]], schema=_PART)


_PART = pa.schema(
    [(name, pa.string()) for name in ("level", "code_id", "way", "coder", "case_id")] + [("references", pa.int64())]
)


def ways_together(
    parts: Sequence[pa.Table], codes: pd.DataFrame, coders: Sequence[str] | None, names: Sequence[str]
) -> pd.DataFrame:
    """What ``count_ways`` gives, from what ``ways_of_part`` found in the parts of a study."""
    references: Counter[tuple[str, ...]] = Counter()
    cases: dict[tuple[str, ...], set[str]] = {}
    for part in parts:
        for *key, case, n in zip(*(column.to_pylist() for column in part.columns), strict=True):
            references[tuple(key)] += n
            cases.setdefault(tuple(key), set()).update({case} - {""})
    keys = [
        (level, unit, way, coder)
        for way, coder, _ in _ways(coders, names)
        for level in LEVELS
        for unit in sorted(units(codes, level))
    ]
    return pd.DataFrame([(*key, references[key], len(cases.get(key, ()))) for key in keys], columns=COLUMNS)


def _ways(coders: Sequence[str] | None, names: Sequence[str]) -> Iterator[tuple[str, str, Counting]]:
    yield ANY, "", Counting(coders, ANY)
    yield AGREED, "", Counting(coders, AGREED)
    yield CONSENSUS, "", Counting(coders, CONSENSUS)
    for name in names:
        yield ONE_CODER, name, Counting(coders, name)
