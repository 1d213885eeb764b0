"""List everything that could not be read, anchored or coded, in the study's language."""

import pandas as pd

from benang.core.problems import Problem, in_order
from benang.core.reporting import reporting
from benang.core.tables import read_problems, read_table, write_csv, write_problems
from benang.sources.speakers.case_labels import unsettled


def main(inputs, intake: list[dict], table: str, problems: str, language: str) -> None:
    found = [Problem.from_row(row) for row in intake] + read_problems(inputs.problems)
    found = in_order(unsettled(found, read_table(inputs.sources, "sources"), read_table(inputs.turns, "turns")))
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
        for problem in found
    ]
    columns = ["severity", "file", "line", "place", "what", "how_to_mend", "kind"]
    write_csv(pd.DataFrame(rows, columns=columns).drop_duplicates(), table)
    write_problems(found, problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(
            snakemake.input,
            snakemake.params.intake,
            snakemake.output.table,
            snakemake.output.problems,
            snakemake.params.language,
        )
