"""How far the coders agree, where they coded the same sources."""

import pandas as pd

from benang.coding.agreement import agreement, category_agreement
from benang.coding.codebook.code_tree import counting_unit
from benang.coding.people.sources_read import sources_read
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table


def main(inputs, outputs, read: dict[str, list[str]]) -> None:
    codings = read_table(inputs.codings, "codings")
    human = codings[codings["method"] == "human"]
    given, _ = sources_read(read, read_table(inputs.sources, "sources"))
    turns, coders = read_table(inputs.turns, "turns"), sorted({*human["coder"], *given})
    category_of = counting_unit(read_table(inputs.codes, "codes"), "category")
    parts = [
        agreement(human, turns, coders, read=given),
        category_agreement(human, turns, coders, category_of, read=given),
    ]
    compared = pd.concat(parts, ignore_index=True)
    write_table(compared, outputs.agreement, "agreement")
    write_csv(compared, outputs.table)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params.read)
