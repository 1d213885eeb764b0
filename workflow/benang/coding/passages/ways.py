"""How much is counted under each way of counting, beside the one that the study chose.

What a count rests on is a choice: what anybody coded, what all who read the source coded, what they agreed on in the
end, or what one of them coded. A reader should see what the choice does to the numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import pandas as pd

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
    people = codings[codings["method"].isin(BY_PEOPLE) & (codings["status"] == "accepted")]
    names = sorted(set(people["coder"]) - {CONSENSUS})
    if coders is not None:
        names = [name for name in names if name in coders]
    if len(names) < 2:
        return pd.DataFrame(columns=COLUMNS)
    every = pd.concat([codings[codings["coder"] != CONSENSUS], consensus], ignore_index=True)
    rows = []
    utterances = Utterances(turns, sources, keep=True)
    for way, coder, counting in _ways(coders, names):
        gathering = Gathering(every, turns, sources, counting, read=read, utterances=utterances)
        for level in LEVELS:
            found = gathering.rows(level, counting_unit(codes, level), Sides(codes, level).of)
            said = [(str(row["code_id"]), str(row["case_id"])) for row in found if row["voice"] == "said"]
            references = Counter(unit for unit, _ in said)
            cases = Counter(unit for unit, case in set(said) if case)
            rows += [(level, unit, way, coder, references[unit], cases[unit]) for unit in sorted(units(codes, level))]
    return pd.DataFrame(rows, columns=COLUMNS)


def _ways(coders: Sequence[str] | None, names: Sequence[str]) -> Iterator[tuple[str, str, Counting]]:
    yield ANY, "", Counting(coders, ANY)
    yield AGREED, "", Counting(coders, AGREED)
    yield CONSENSUS, "", Counting(coders, CONSENSUS)
    for name in names:
        yield ONE_CODER, name, Counting(coders, name)
