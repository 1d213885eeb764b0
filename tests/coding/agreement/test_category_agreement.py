"""Agreement at the level that findings speak of: which case speaks of which category."""

from collections.abc import Sequence

import pandas as pd

from benang.coding.agreement import ALL_CODES, category_agreement
from benang.coding.agreement.agreement_table import CATEGORY

CATEGORY_OF = {"trust": "trust", "answers": "trust", "scam": "trust", "price": "price"}


def compared(
    codings: Sequence[tuple[str, str, str, str]], read: dict[str, list[str]] | None = None
) -> dict[str, tuple[int, int, int, int]]:
    """The four counts by category, of codings as (source, coder, code, status); each source is one turn of its case."""
    kept = {"start": 0, "end": 10, "turn": 1, "last_turn": 1, "method": "human"}
    names = ("source_id", "coder", "code_id", "status")
    rows = [kept | {"coding_id": f"c{n}"} | dict(zip(names, row, strict=True)) for n, row in enumerate(codings)]
    turns = [
        {"source_id": source, "turn": 1, "start": 0, "end": 10, "role": "informant", "case_id": source}
        for source in sorted({row[0] for row in codings})
    ]
    table = category_agreement(
        pd.DataFrame(rows), pd.DataFrame(turns), ["ann", "ben"], CATEGORY_OF, resamples=0, read=read
    )
    mine = table[(table["unit"] == CATEGORY) & (table["coefficient"] == "percent") & (table["code_id"] != ALL_CODES)]
    counts = mine[["n_all", "n_only_first", "n_only_second", "n_none"]].astype(int).itertuples(index=False, name=None)
    return dict(zip(mine["code_id"], counts, strict=True))


def test_codes_of_one_category_agree_at_the_case() -> None:
    coded = [("P", "ann", "answers", "accepted"), ("P", "ben", "scam", "accepted"), ("P", "ben", "price", "accepted")]
    assert compared(coded) == {"price": (0, 0, 1, 0), "trust": (1, 0, 0, 0)}


def test_whoever_coded_a_source_with_a_theme_alone_worked_on_it() -> None:
    coded = [("P", "ann", "answers", "accepted"), ("P", "ben", "relations", "accepted")]
    assert compared(coded) == {"trust": (0, 1, 0, 0)}


def test_what_was_rejected_makes_nobody_a_coder_of_the_source() -> None:
    coded = [("P", "ann", "answers", "accepted"), ("P", "ben", "trust", "rejected")]
    both = [("Q", "ann", "price", "accepted"), ("Q", "ben", "price", "accepted")]
    assert compared([*coded, *both]) == {"price": (1, 0, 0, 0)}
    assert compared([*coded, *both], {"ben": ["P"]})["trust"] == (0, 1, 0, 1)
