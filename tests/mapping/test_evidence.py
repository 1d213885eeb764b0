"""The printed evidence held against what the codings yield."""

import pandas as pd

from benang import model
from benang.mapping.evidence import compare_evidence


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


def compared(published: list[tuple[str, str, str]], found: dict[tuple[str, str], int], literature: bool = True) -> dict:
    case_code = pd.DataFrame(
        [(case, code, found.get((case, code), 0)) for case in "XYZ" for code in ("T", "A", "A1", "An", "B", "L")],
        columns=["case_id", "code_id", "references"],
    )
    novelty = pd.DataFrame({"category_id": ["A", "B", "L"], "theme_id": ["T"] * 3, "n_works": [0, 0, 2]})
    table = compare_evidence(
        pd.DataFrame(published, columns=["theme", "category", "case_id"]),
        case_code,
        codes_table(),
        novelty if literature else None,
    )
    return {
        (row["category_id"], row["case_id"]): (row["published"], row["reproduced"], row["references"])
        for row in table.to_dict("records")
    }


def test_agreed_missed_and_added() -> None:
    rows = compared([("T", "A", "X"), ("T", "B", "X")], {("X", "A1"): 2, ("X", "A"): 1, ("Y", "A1"): 1})
    assert rows == {("A", "X"): (True, True, 3), ("B", "X"): (True, False, 0), ("A", "Y"): (False, True, 1)}


def test_a_negative_case_does_not_reproduce() -> None:
    assert compared([("T", "A", "X")], {("X", "An"): 4}) == {("A", "X"): (True, False, 0)}


def test_literature_only_is_reproduced_by_the_literature() -> None:
    published = [("T", "L", ""), ("T", "B", ""), ("T", "", "")]
    rows = compared(published, {})
    assert rows == {("L", ""): (True, True, 0), ("B", ""): (True, False, 0), ("", ""): (True, True, 0)}
    assert not any(reproduced for _, reproduced, _ in compared(published, {}, literature=False).values())


def test_a_theme_as_a_whole() -> None:
    rows = compared([("T", "", "X")], {("X", "A1"): 2, ("X", "B"): 1})
    assert rows[("", "X")] == (True, True, 3)
