"""List everything that could not be read, anchored or coded, in the study's language."""

import pandas as pd

from benang.core.problems import Problem, in_order
from benang.core.reporting import reporting
from benang.core.tables import read_problems, write_csv, write_problems


def main(files: list[str], intake: list[dict], table: str, problems: str, language: str) -> None:
    found = in_order([Problem.from_row(row) for row in intake] + read_problems(files))
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
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(
            snakemake.input.problems,
            snakemake.params.intake,
            snakemake.output.table,
            snakemake.output.problems,
            snakemake.params.language,
        )
