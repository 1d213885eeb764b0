"""Gather the codings that count into passages, the unit of evidence."""

from benang.coding.passages import Counting, passages
from benang.core.reporting import reporting
from benang.core.tables import read_frame, read_table, write_csv, write_table


def main(inputs, outputs, counting: Counting) -> None:
    codings, turns, sources, codes = (
        read_table(inputs[name], name) for name in ("codings", "turns", "sources", "codes")
    )
    found = passages(codings, turns, sources, codes, counting, disagreements=read_frame(inputs.disagreements))
    write_table(found, outputs.passages, "passages")
    write_csv(found, outputs.table)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output, Counting(**snakemake.params.counting))
