"""The last lines of a run."""

from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from benang.coding.passages import Counting
from benang.conclusions.summary import summary_lines
from benang.core.problems import Problem


def lines(n: int, language: str, n_problems: int, **more: Any) -> list[str]:
    sources = pd.DataFrame({"source_id": [f"s{place}" for place in range(n)]})
    codings = pd.DataFrame({"coding_id": [f"c{place}" for place in range(n)]})
    codings = codings.assign(method="human", coder="ani", status="accepted")
    problems = [Problem("strict-stop", "a.txt", 1, values={"n": 1})] * n_problems
    return summary_lines(sources, codings, problems, ["reports/report.html"], "results", Counting(), language, **more)


@pytest.mark.parametrize(
    ("language", "n", "n_problems", "said"),
    [
        (
            "en",
            1,
            1,
            "1 source, 1 coding (1 counted, 0 suggested by rules), 1 problem (1 error) in {study}/results/problems.csv",
        ),
        ("en", 2, 0, "2 sources, 2 codings (2 counted, 0 suggested by rules), 0 problems"),
        ("id", 1, 0, "1 sumber, 1 pengodean (1 dihitung, 0 usulan aturan), 0 masalah"),
    ],
)
def test_numbers_have_the_nouns_that_fit_them(language: str, n: int, n_problems: int, said: str) -> None:
    assert lines(n, language, n_problems) == [said, "{study}/reports/report.html"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "passages against claims without an answer: 3"),
        ("id", "3 cuplikan yang menentang klaim belum dijawab"),
    ],
)
def test_what_is_not_answered_has_a_line(language: str, said: str) -> None:
    line = lines(1, language, 0, unanswered=3)[1]
    assert line == f"{said} ({{study}}/results/conclusions/claim_evidence.csv)"


def test_what_a_decision_drops_is_not_counted() -> None:
    dropped = pd.DataFrame(
        [{"coding_ids_a": ["c0"], "coding_ids_b": [], "decision": "b", "side": "", "kind": "only_a"}]
    )
    assert "2 codings (1 counted" in lines(2, "en", 0, disagreements=dropped)[0]


def test_codings_of_words_that_are_no_evidence_are_told() -> None:
    evidence = pa.array(["c0", "c2", "c7"])
    said = lines(3, "en", 0, in_evidence=evidence)[0]
    assert "3 codings (3 counted, of these 1 of words that are no evidence; 0 suggested by rules)" in said
    assert "(3 counted, 0" in lines(3, "en", 0, in_evidence=pa.array(["c0", "c1", "c2"]))[0]
