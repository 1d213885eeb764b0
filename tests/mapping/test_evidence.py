"""The printed evidence held against what the codings yield."""

import pandas as pd

from benang.core import model
from benang.mapping.evidence import compare_evidence
from benang.mapping.matrices import case_matrix


def codes_table() -> pd.DataFrame:
    spec = [
        ("T", "", "theme", "T", "", False),
        ("A", "T", "category", "T", "A", False),
        ("A1", "A", "code", "T", "A", False),
        ("An", "A", "code", "T", "A", True),
        ("B", "T", "category", "T", "B", False),
        ("L", "T", "category", "T", "L", False),
    ]
    names = ("code_id", "parent_id", "level", "theme_id", "category_id", "negative")
    blank = {"origin": "inductive", "cites": "", "example": "", "colour": ""}
    return model.from_rows(
        "codes", [dict(zip(names, row, strict=True)) | blank | {"order": order} for order, row in enumerate(spec)]
    )


def cases_table() -> pd.DataFrame:
    return model.from_rows("cases", [{"case_id": case, "order": n} for n, case in enumerate("XYZ")])


def sources_table() -> pd.DataFrame:
    blank = {"kind": "interview", "file": "", "format": "txt", "language": "id", "encoding": "", "sha256": ""}
    sizes = {"n_characters": 0, "n_words": 0, "n_turns": 0, "text": ""}
    return model.from_rows("sources", [{"source_id": f"i{case}", "case_ids": case} | blank | sizes for case in "XYZ"])


def codings_table(*rows: tuple[str, str, int], coder: str = "c1") -> pd.DataFrame:
    """Rows as (case, code, start); a coding covers ten code points."""
    blank = {"turn": 1, "last_turn": 1, "line": 1, "why": "", "anchor": "exact", "quotation": "kata"}
    made = {"coder": coder, "method": "human", "status": "accepted"}
    return model.from_rows(
        "codings",
        [
            {"coding_id": f"k{n}", "source_id": f"i{case}", "case_id": case, "code_id": code}
            | {"start": start, "end": start + 10}
            | blank
            | made
            for n, (case, code, start) in enumerate(rows)
        ],
    )


def compared(
    published: list[tuple[str, str, str]], *codings: tuple[str, str, int], literature: bool = True, coders: str = "c1"
) -> dict:
    novelty = pd.DataFrame({"category_id": ["A", "B", "L"], "theme_id": ["T"] * 3, "n_works": [0, 0, 2]})
    table = compare_evidence(
        pd.DataFrame(published, columns=["theme", "category", "case_id"]),
        codings_table(*codings),
        codes_table(),
        cases_table(),
        sources_table(),
        model.empty("turns"),
        novelty if literature else None,
        coders=[coders],
    )
    return {
        (row["category_id"], row["case_id"]): (row["published"], row["reproduced"], row["references"])
        for row in table.to_dict("records")
    }


def test_agreed_missed_and_added() -> None:
    codings = [("X", "A1", 0), ("X", "A1", 20), ("X", "A", 40), ("Y", "A1", 0)]
    rows = compared([("T", "A", "X"), ("T", "B", "X")], *codings)
    assert rows == {("A", "X"): (True, True, 3), ("B", "X"): (True, False, 0), ("A", "Y"): (False, True, 1)}


def test_a_negative_case_does_not_reproduce() -> None:
    assert compared([("T", "A", "X")], ("X", "An", 0), ("X", "An", 20)) == {("A", "X"): (True, False, 0)}


def test_one_passage_with_two_codes_of_a_category_counts_once_as_in_the_matrix() -> None:
    codings = [("X", "A1", 0), ("X", "A", 5), ("X", "B", 8)]
    rows = compared([("T", "", "X")], *codings)
    assert rows == {("A", "X"): (False, True, 1), ("B", "X"): (False, True, 1), ("", "X"): (True, True, 1)}
    cells = case_matrix(
        codings_table(*codings),
        codes_table(),
        cases_table(),
        sources_table(),
        model.empty("turns"),
        level="category",
    ).set_index(["case_id", "code_id"])
    assert cells.loc[("X", "A"), "references"] == 1


def test_a_negative_code_joins_no_two_passages() -> None:
    codings = [("X", "A1", 0), ("X", "An", 5), ("X", "A1", 12)]
    assert compared([("T", "A", "X")], *codings) == {("A", "X"): (True, True, 2)}


def test_only_the_counted_coders_reproduce() -> None:
    assert compared([("T", "A", "X")], ("X", "A1", 0), coders="c2") == {("A", "X"): (True, False, 0)}


def test_literature_only_is_reproduced_by_the_literature() -> None:
    published = [("T", "L", ""), ("T", "B", ""), ("T", "", "")]
    rows = compared(published)
    assert rows == {("L", ""): (True, True, 0), ("B", ""): (True, False, 0), ("", ""): (True, True, 0)}
    assert not any(reproduced for _, reproduced, _ in compared(published, literature=False).values())


def test_a_theme_as_a_whole() -> None:
    rows = compared([("T", "", "X")], ("X", "A1", 0), ("X", "A1", 20), ("X", "B", 40))
    assert rows[("", "X")] == (True, True, 3)
