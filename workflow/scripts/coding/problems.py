"""Gather everything that could not be read, anchored or coded."""

from benang.core.problems import Problem, in_order
from benang.core.reporting import reporting
from benang.core.tables import read_only, read_problems, write_problems
from benang.sources.speakers.case_labels import unsettled

TURNS = ("source_id", "role")
"""What is read of the turns."""


def main(inputs, intake: list[dict], problems: str) -> None:
    found = [Problem.from_row(row) for row in intake] + read_problems(inputs.problems)
    sources, turns = read_only(inputs.sources, "source_id", "file", "case_ids"), read_only(inputs.turns, *TURNS)
    write_problems(in_order(unsettled(found, sources, turns)), problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.params.intake, snakemake.output.problems)
