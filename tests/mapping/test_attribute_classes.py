"""Classes of numeric attributes: in crosstabs, and told where they are missing."""

import pandas as pd
import pytest

from benang.core.config import read_study
from benang.mapping.attribute_classes import class_of, needs_classes
from benang.mapping.crosstab import crosstab
from benang.sources.cases import Case
from benang.study.named import named_problems

CONFIG = "study: {title: T}\nlanguage: en\nsources: []\n"


@pytest.mark.parametrize(
    ("value", "shown"),
    [("24,9", "<25"), ("25", "25–<1000000"), ("999999", "25–<1000000"), ("1000000", "≥1000000"), ("x", "x"), ("", "")],
)
def test_a_class_reaches_up_to_the_next_one(value, shown):
    assert class_of(value, [25, 1000000])[1] == shown


def test_few_numbers_stand_as_they_are():
    assert not needs_classes(["1", "2", "3", ""])
    assert needs_classes(map(str, range(7)))
    assert not needs_classes([*map(str, range(7)), "many"])


def cells(n):
    return pd.DataFrame(
        {
            "case_id": [f"P{number:02}" for number in range(n)],
            "code_id": "trust",
            "state": "for",
            "references": [number % 2 for number in range(n)],
            "for_references": [number % 2 for number in range(n)],
            "against_references": 0,
        }
    )


def test_shares_are_of_twenty_or_more():
    cases = pd.DataFrame({"case_id": cells(45)["case_id"], "attribute:age": [str(20 + n) for n in range(45)]})
    rows = crosstab(cells(45), cells(0), cells(0), cases, {"age": [40]})
    assert rows[["value", "informants", "base", "share"]].to_numpy().tolist() == [
        ["<40", 10, 20, 0.5],
        ["≥40", 12, 25, 0.48],
    ]
    small = crosstab(cells(38), cells(0), cells(0), cases.head(38), {"age": [40]})
    assert small["share"].isna().tolist() == [False, True]
    assert len(crosstab(cells(45), cells(0), cells(0), cases)) == 0  # without classes ages make no groups


def test_ages_without_classes_and_classes_of_nothing_are_told(tmp_path):
    cases = [Case(f"P{n}", {"age": str(20 + n), "town": "S"}) for n in range(9)]
    for more, kinds in (
        ("", ["attribute-without-classes"]),
        ("matrices: {classes: {age: [25]}}\n", []),
        ("matrices: {classes: {agee: [25]}}\n", ["classes-no-attribute", "attribute-without-classes"]),
    ):
        path = tmp_path / "config.yaml"
        path.write_text(CONFIG + more, encoding="utf-8")
        study, _ = read_study(path)
        problems = [p for p in named_problems(study, cases, path, None) if p.kind != "group-no-attribute"]
        assert [problem.kind for problem in problems] == kinds
        assert all("{" not in problem.remedy(language) for problem in problems for language in ("id", "en"))
