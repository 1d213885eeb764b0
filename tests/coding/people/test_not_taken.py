"""How many codings could not be taken."""

import pytest

from benang.coding.people.not_taken import ONE_EACH, SEVERAL, not_taken
from benang.core.problems import Problem, vocabulary
from benang.core.texts import read_texts

NO_CODINGS = {
    "quotations-uncoded",  # passages without a code
    "exchange-text-left-out",  # the study left them out itself
    "exchange-identity-twice",  # any element of a project
}


def test_every_kind_that_says_of_codings_that_they_were_not_taken_is_counted():
    kinds = {
        kind
        for file in ("codings", "exchange", "projects")
        for kind, entry in read_texts(f"problems.{file}.yaml").items()
        if any(said in entry["what"]["en"] for said in ("not taken", "cannot be read")) and entry["severity"] == "error"
    }
    assert kinds - NO_CODINGS <= ONE_EACH | SEVERAL
    assert set(vocabulary()) >= ONE_EACH | SEVERAL
    for kind in SEVERAL:
        assert "{count" in vocabulary()[kind]["what"]["en"], kind


def test_rows_of_any_kind_are_counted_once_each():
    problems = [
        Problem("coding-source-unknown", "a.csv", 2, values={"source": "X"}),
        Problem("coding-code-unknown", "a.csv", 2, values={"code": "x"}),  # the same row
        Problem("csv-cells-wrong", "a.csv", 3, values={"found": 3, "expected": 4}),
        Problem("offset-not-a-number", "a.csv", 4, values={"column": "start"}),
        Problem("quotation-in-none", "a.csv", 5, values={"quotation": "y"}),
        Problem("coding-code-unknown", "a.csv", 6, values={"code": "x"}),  # a row with two codes
        Problem("coding-code-unknown", "a.csv", 6, values={"code": "y"}),
        Problem("side-word", "a.csv", 7, values={"column": "side", "word": "?"}),  # was taken
        Problem("coding-twice", "a.csv", 8, values={"coder": "a", "code": "x", "quotation": "y"}),
    ]
    assert not_taken(problems) == 6


@pytest.mark.parametrize(
    ("kind", "values", "number"),
    [
        ("exchange-no-coder", {"count": 7}, 7),
        ("exchange-passages-unfound", {"count": "3"}, 3),
        ("nvivo-references-missing", {"announced": 5, "count": 3}, 2),
        ("quotation-similar", {"quotation": "x", "similarity": "97", "found": "y"}, 0),
    ],
)
def test_what_a_problem_counts_is_counted(kind, values, number):
    told = Problem(kind, "p.qdpx", values=values)
    assert not_taken([told]) == not_taken([Problem.from_row(told.row())]) == number
