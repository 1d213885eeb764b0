"""List everything that the run told - of the data, and of what claims leave unanswered - in the study's language."""

import pandas as pd

from benang.core.problems import in_order
from benang.core.reporting import reporting
from benang.core.tables import read_problems, write_csv


def main(inputs, table: str, language: str) -> None:
    rows = [
        {
            "severity": problem.severity,
            "file": problem.file,
            "line": "" if problem.line is None else str(problem.line),
            "place": problem.place,
            "what": problem.what(language),
            "how_to_mend": problem.remedy(language),
            "kind": problem.kind,
        }
        for problem in in_order(read_problems(inputs.problems))
    ]
    columns = ["severity", "file", "line", "place", "what", "how_to_mend", "kind"]
    write_csv(pd.DataFrame(rows, columns=columns).drop_duplicates(), table)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output.table, snakemake.params.language)
