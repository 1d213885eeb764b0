"""The last lines of a run."""

import pandas as pd
import pytest

from benang.conclusions.summary import summary_lines
from benang.core.problems import Problem


def lines(n: int, language: str, n_problems: int) -> list[str]:
    sources = pd.DataFrame({"source_id": [f"s{place}" for place in range(n)]})
    codings = pd.DataFrame({"method": ["human"] * n, "coder": ["ani"] * n, "status": ["accepted"] * n})
    problems = [Problem("strict-stop", "a.txt", 1, values={"n": 1})] * n_problems
    return summary_lines(sources, codings, problems, ["reports/report.html"], "results", [], language)


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
