"""Gather everything that could not be read, anchored or coded."""

from benang.core.problems import Problem, in_order
from benang.core.reporting import reporting
from benang.core.tables import read_problems, read_table, write_problems
from benang.sources.speakers.case_labels import unsettled


def main(inputs, intake: list[dict], problems: str) -> None:
    found = [Problem.from_row(row) for row in intake] + read_problems(inputs.problems)
    found = in_order(unsettled(found, read_table(inputs.sources, "sources"), read_table(inputs.turns, "turns")))
    write_problems(found, problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.params.intake, snakemake.output.problems)
