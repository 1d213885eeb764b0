"""The printed evidence held against what the codings yield."""

import pandas as pd
import pytest
from coded_turns import Study

from benang.core import model
from benang.mapping.evidence import (
    ASSIGNMENT_COLUMNS,
    MOST_ASSIGNMENTS,
    PUBLISHED_COLUMNS,
    assignments,
    compare_evidence,
)
from benang.mapping.matrices import case_matrix

WORDS = "satu dua tiga empat lima enam"
STUDY = Study(
    {f"i{case}": [("informant", case, WORDS), ("interviewer", "", "apa itu")] for case in "XYZ"},
    {"T": "", "A": "T", "A1": "A", "An-": "A", "B": "T", "L": "T"},
)


def found(*rows):
    """Passages of (case, code, words, and perhaps coder and side)."""
    given = [(f"k{n}", f"i{case}", code, words, *more) for n, (case, code, words, *more) in enumerate(rows)]
    return STUDY.passages(STUDY.codings(*given) if given else model.empty("codings"))


def printed(*rows):
    return pd.DataFrame(rows, columns=PUBLISHED_COLUMNS)


def compared(published, *codings, literature=True):
    novelty = pd.DataFrame({"category_id": ["A", "B", "L"], "theme_id": ["T"] * 3, "n_works": [0, 0, 2]})
    table = compare_evidence(printed(*published), found(*codings), STUDY.codes, novelty if literature else None)
    return {
        (row["category_id"], row["case_id"]): (row["published"], row["reproduced"], row["references"])
        for row in table.to_dict("records")
    }


def test_agreed_missed_and_added():
    codings = [("X", "A1", "satu"), ("X", "A1", "tiga"), ("X", "A", "lima"), ("Y", "A1", "satu")]
    rows = compared([("T", "A", "X"), ("T", "B", "X")], *codings)
    assert rows == {("A", "X"): (True, True, 3), ("B", "X"): (True, False, 0), ("A", "Y"): (False, True, 1)}


@pytest.mark.parametrize(
    "side, reproduced", [("for", True), ("both", True), ("against", False), ("none", False), ("", True)]
)
def test_only_what_speaks_for_a_category_reproduces_it(side, reproduced):
    assert compared([("T", "A", "X")], ("X", "A", "satu", "ani", {"side": side}))["A", "X"][1] is reproduced


def test_a_negative_case_or_a_disputed_passage_does_not_reproduce():
    assert compared([("T", "A", "X")], ("X", "An", "satu"), ("X", "An", "tiga")) == {("A", "X"): (True, False, 0)}
    disputed = [("X", "A", "satu", "ani", {"side": "for"}), ("X", "A", "satu", "budi", {"side": "against"})]
    assert compared([("T", "A", "X")], *disputed) == {("A", "X"): (True, False, 0)}


def test_a_topic_is_found_for_whoever_speaks_of_it():
    codes = STUDY.codes.assign(side=["none" if code in ("B", "T") else "" for code in STUDY.codes["code_id"]])
    passages = STUDY.passages(STUDY.codings(("k1", "iX", "B", "satu", "ani", {"side": "none"})))
    rows = compare_evidence(printed(("T", "B", "X"), ("T", "A", "X"), ("T", "", "X")), passages, codes)
    assert [tuple(row) for row in rows[["category_id", "reproduced", "references"]].values] == [
        ("", True, 1),
        ("A", False, 0),
        ("B", True, 1),
    ]
    assert tuple(assignments(printed(("T", "B", "X")), passages, codes, STUDY.cases).iloc[0]) == (1, 1, 6, 2, True)


def test_a_topic_with_a_passage_against_it_alone_is_not_found():
    codes = STUDY.codes.assign(side=["none" if code == "B" else "" for code in STUDY.codes["code_id"]])
    passages = STUDY.passages(STUDY.codings(("k1", "iX", "B", "satu", "ani", {"side": "against"})))
    assert not compare_evidence(printed(("T", "B", "X")), passages, codes)["reproduced"].any()


def test_undecided_passages_are_told_of_each_pair_among_the_references_or_beside_them():
    passages = found(("X", "A", "satu"), ("X", "A1", "tiga"), ("Y", "B", "satu")).assign(undecided=True)
    left_out = found(("X", "A", "lima"), ("Z", "B", "satu"))
    rows = compare_evidence(
        printed(("T", "A", "X"), ("T", "B", "Z"), ("T", "", "X"), ("T", "L", "")), passages, STUDY.codes, None, left_out
    )
    keys = rows[["category_id", "case_id", "references", "undecided"]]
    assert [tuple(row) for row in keys.values] == [
        ("", "X", 2, 3),
        ("A", "X", 2, 3),
        ("B", "Y", 1, 1),
        ("B", "Z", 0, 1),
        ("L", "", 0, 0),
    ]


def test_what_an_interviewer_asked_reproduces_nothing():
    assert compared([("T", "A", "X")], ("X", "A", "apa itu")) == {("A", "X"): (True, False, 0)}


def test_references_are_those_of_the_matrix():
    codings = [("X", "A1", "satu dua"), ("X", "A", "dua"), ("X", "B", "dua tiga")]
    rows = compared([("T", "", "X")], *codings)
    assert rows == {("A", "X"): (False, True, 1), ("B", "X"): (False, True, 1), ("", "X"): (True, True, 1)}
    cells = case_matrix(found(*codings), STUDY.codes, STUDY.cases, STUDY.turns, level="category")
    assert cells.set_index(["case_id", "code_id"]).loc[("X", "A"), "references"] == 1


def test_literature_only_is_reproduced_by_the_literature():
    published = [("T", "L", ""), ("T", "B", ""), ("T", "", "")]
    rows = compared(published)
    assert rows == {("L", ""): (True, True, 0), ("B", ""): (True, False, 0), ("", ""): (True, True, 0)}
    assert not any(reproduced for _, reproduced, _ in compared(published, literature=False).values())


def test_a_theme_as_a_whole():
    rows = compared([("T", "", "X")], ("X", "A1", "satu"), ("X", "A1", "tiga"), ("X", "B", "lima"))
    assert rows[("", "X")] == (True, True, 3)


def tried(published, *codings, cases=STUDY.cases, **more):
    (row,) = assignments(printed(*published), found(*codings), STUDY.codes, cases, **more).to_dict("records")
    return tuple(row[name] for name in ASSIGNMENT_COLUMNS)


def test_assignments_that_score_as_well_are_counted():
    # Printed: A for X, B for Y. Found: just that. Of the six assignments only the printed one hands both right; Z has
    # nothing, so that whoever swaps X or Y loses a pair.
    codings = [("X", "A", "satu"), ("Y", "B", "satu")]
    assert tried([("T", "A", "X"), ("T", "B", "Y")], *codings) == (2, 2, 6, 1, True)
    # One pair alone: X's is handed to X in two of six.
    assert tried([("T", "A", "X")], *codings) == (1, 1, 6, 2, True)


def test_where_everybody_says_everything_every_assignment_scores_as_well():
    codings = [(case, code, "satu") for case in "XYZ" for code in "AB"]
    assert tried([("T", "A", "X"), ("T", "B", "Y")], *codings) == (2, 2, 6, 6, True)


def test_where_nothing_is_reproduced_no_assignment_is_worse():
    assert tried([("T", "A", "X")]) == (1, 0, 6, 6, True)


def test_themes_and_what_rests_on_literature():
    codings = [("X", "A", "satu")]
    assert tried([("T", "", "X"), ("T", "L", "")], *codings) == (1, 1, 6, 2, True)
    assert assignments(printed(("T", "L", "")), found(), STUDY.codes, STUDY.cases).empty


def test_of_many_assignments_some_are_drawn_always_the_same_and_the_printed_one_among_them():
    cases = model.from_rows("cases", [{"case_id": case, "order": n} for n, case in enumerate("XYZabcdef")])
    given = ([("T", "A", "X")], ("X", "A", "satu"))
    first = tried(*given, cases=cases)
    assert first == tried(*given, cases=cases)
    pairs, reproduced, n, as_well, all_tried = first
    assert (pairs, reproduced, n, all_tried) == (1, 1, MOST_ASSIGNMENTS, False)
    assert as_well / n == pytest.approx(1 / 9, abs=0.02)
    assert tried(*given, cases=cases, most=1) == (1, 1, 1, 1, False)
