"""What the literature holds and what the interviews add."""

import pandas as pd

from benang.coding.rules.parsing import parse_rule
from benang.coding.rules.patterns import RuleSpec
from benang.core import model
from benang.literature.literature_matrix import cited_works, code_works, for_people, literature_matrix, novelty


def codes_table() -> pd.DataFrame:
    spec = [
        ("T", "", "theme", "T", "", "deductive", ""),
        ("A", "T", "category", "T", "A", "deductive", "w1 w2"),
        ("A1", "A", "code", "T", "A", "deductive", "w1"),
        ("B", "T", "category", "T", "B", "inductive", ""),
        ("C", "T", "category", "T", "C", "inductive", ""),
        ("D", "T", "category", "T", "D", "deductive", "w2"),
        ("F", "", "theme", "F", "", "inductive", ""),
    ]
    blank = {"negative": False, "example": "", "colour": ""}
    names = ("code_id", "parent_id", "level", "theme_id", "category_id", "origin", "cites")
    return model.from_rows(
        "codes",
        [
            dict(zip(names, row, strict=True)) | blank | {"order": order, "cites": row[-1].split()}
            for order, row in enumerate(spec)
        ],
    )


def works_table(**notes: str) -> pd.DataFrame:
    blank = {"author": "A", "year": "2020", "title": "", "abstract": "", "keywords": ""}
    return model.from_rows("works", [{"work_id": key, "note": note, **blank} for key, note in notes.items()])


def test_citations_code_the_works_and_unknown_keys_are_named() -> None:
    coded, problems = cited_works(works_table(w1="", w3=""), codes_table(), "codebook.yaml")
    assert list(zip(coded["work_id"], coded["code_id"], strict=True)) == [("w1", "A"), ("w1", "A1")]
    assert [(problem.kind, problem.values["code"], problem.values["key"]) for problem in problems] == [
        ("unknown-work", "A", "w2"),
        ("unknown-work", "D", "w2"),
    ]


def test_a_misspelt_key_is_guessed() -> None:
    codes = codes_table()
    codes["cites"] = [["kompass2021"] if list(keys) == ["w1"] else [] for keys in codes["cites"]]
    _, problems = cited_works(works_table(kompas2021=""), codes, "codebook.yaml")
    assert [problem.values["near"] for problem in problems] == ["kompas2021"]


def test_rules_code_notes_and_say_why() -> None:
    rule = parse_rule("trust", "B")
    assert isinstance(rule, RuleSpec)
    works = works_table(w1="", w2="", w3="Of TRUST among buyers")
    coded, problems = code_works(works, codes_table(), {"B": [rule], "gone": [rule]}, "en", "codebook.yaml")
    assert problems == []
    why = coded.set_index(["work_id", "code_id"])["why"]
    assert "trust" in why["w3", "B"].lower()
    assert why["w1", "A"] == "cited in the codebook"
    assert set(coded["code_id"]) == {"A", "A1", "B", "D"}


def test_matrix_rolls_codes_up_and_shows_works_without_a_category() -> None:
    works = works_table(w1="", w2="", w9="")
    coded, _ = cited_works(works, codes_table(), "c")
    matrix = literature_matrix(coded, works, codes_table())
    assert list(zip(matrix["work_id"], matrix["category_id"], matrix["codes"], strict=True)) == [
        ("w1", "A", ["A", "A1"]),
        ("w2", "A", ["A"]),
        ("w2", "D", ["D"]),
        ("w9", "", []),
    ]


def test_people_read_why_a_work_holds_a_category_in_one_cell_code_by_code() -> None:
    works = works_table(w1="", w9="")
    rows = [("w1", "A", "cited | A1: twice"), ("w1", "A1", "noted")]
    coded = model.from_rows(
        "work_codings", [dict(zip(("work_id", "code_id", "why"), row, strict=True)) for row in rows]
    )
    shown = for_people(literature_matrix(coded, works, codes_table()))
    assert shown["why"].tolist() == ["A: cited | A1: twice | A1: noted", ""]


def test_novelty_tells_the_four_kinds_apart_with_their_base() -> None:
    works = works_table(w1="", w2="")
    coded, _ = cited_works(works, codes_table(), "c")
    # W is listed and was not heard; the row without a case holds what is nobody's.
    cells = [(case, code, "not_heard" if case == "W" else "silent") for case in ("", *"WXYZ") for code in "ABCDF"]
    references = {("X", "A"): 2, ("Y", "A"): 1, ("X", "B"): 1, ("", "A"): 4}
    case_category = pd.DataFrame(
        [(case, code, state, references.get((case, code), 0)) for case, code, state in cells],
        columns=["case_id", "code_id", "state", "references"],
    )
    kinds = [("interview", "A", 2), ("observation", "A", 1), ("interview", "B", 1), ("interview", "D", 0)]
    # Of F an observation speaks that belongs to no informant.
    kind_category = pd.DataFrame([*kinds, ("observation", "F", 1)], columns=["kind", "code_id", "sources"])
    matrix = literature_matrix(coded, works, codes_table())
    table = novelty(matrix, case_category, kind_category, codes_table())
    columns = ["n_works", "n_sources", "n_informants", "status"]
    rows = {row["category_id"]: tuple(row[column] for column in columns) for row in table.to_dict("records")}
    assert rows == {
        "A": (2, 3, 2, "both"),
        "B": (0, 1, 1, "field only"),
        "C": (0, 0, 0, "neither"),
        "D": (1, 0, 0, "literature only"),
        "F": (0, 1, 0, "field only"),  # a theme without categories stands for itself
    }
    assert set(table["base"]) == {3}
