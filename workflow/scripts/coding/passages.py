"""Gather the codings that count into passages, the unit of evidence."""

from benang.coding.passages import Counting, passages
from benang.coding.passages.questions import read_asked_turns
from benang.coding.people.sources_read import sources_read
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table


def main(inputs, outputs, counting: Counting, read: dict[str, list[str]]) -> None:
    codings, turns, sources, codes = (
        read_table(inputs[name], name) for name in ("codings", "turns", "sources", "codes")
    )
    found = passages(
        codings,
        turns,
        sources,
        codes,
        counting,
        disagreements=read_table(inputs.disagreements, "disagreements"),
        read=sources_read(read, sources)[0],
        asked=read_asked_turns(inputs.asked, codes),
    )
    write_table(found, outputs.passages, "passages")
    write_csv(found, outputs.table)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.input, snakemake.output, Counting(**params.counting), params.read)
