"""How far the coders agree, where they coded the same sources."""

import pandas as pd
import pyarrow.compute as pc

from benang.coding.agreement import agreement, category_agreement
from benang.coding.codebook.code_tree import counting_unit
from benang.coding.people.sources_read import sources_read
from benang.core.reporting import reporting
from benang.core.tables import read_only, read_table, write_csv, write_table

TURNS = ("source_id", "turn", "start", "end", "role", "case_id")
"""What is read of the turns."""


def main(inputs, outputs, read: dict[str, list[str]]) -> None:
    human = read_table(inputs.codings, "codings", without=("quotation",), where=pc.field("method") == "human")
    given, _ = sources_read(read, read_table(inputs.sources, "sources", without=("text",)))
    turns, coders = read_only(inputs.turns, *TURNS), sorted({*human["coder"], *given})
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
