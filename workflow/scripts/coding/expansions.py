"""Add up the word forms that the rule coder's patterns found in all batches."""

from benang.coding.rules.expansions import merge_expansions
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv


def main(inputs, table: str) -> None:
    write_csv(merge_expansions(read_table(path, "expansions") for path in inputs.expansions), table)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output.table)
