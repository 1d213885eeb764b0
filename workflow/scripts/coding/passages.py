"""Gather the codings that count into passages, the unit of evidence."""

from benang.coding.passages import Counting, left_out, passages
from benang.coding.passages.asked_questions import read_asked_turns
from benang.coding.people.sources_read import sources_read
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table


def main(inputs, outputs, counting: Counting, read: dict[str, list[str]]) -> None:
    codings, turns, sources, codes = (
        read_table(inputs[name], name) for name in ("codings", "turns", "sources", "codes")
    )
    about = (codings, turns, sources, codes, counting)
    disagreements, by_coder = read_table(inputs.disagreements, "disagreements"), sources_read(read, sources)[0]
    asked = read_asked_turns(inputs.asked, codes)
    found = passages(*about, disagreements=disagreements, read=by_coder, asked=asked)
    write_table(found, outputs.passages, "passages")
    write_csv(found, outputs.table)
    besides = left_out(*about, disagreements=disagreements, read=by_coder)
    write_table(besides, outputs.left_out, "passages")
    write_csv(besides, outputs.left_out_table)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.input, snakemake.output, Counting(**params.counting), params.read)
