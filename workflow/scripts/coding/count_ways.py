"""How much is counted under each way of counting."""

from benang.coding.passages import Counting
from benang.coding.passages.counted import read_people_codings
from benang.coding.passages.ways import count_ways
from benang.coding.people.sources_read import sources_read
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table


def main(inputs, outputs, counting: Counting, read: dict[str, list[str]]) -> None:
    codings = read_people_codings(inputs.codings)
    turns, sources, codes = (read_table(inputs[name], name) for name in ("turns", "sources", "codes"))
    ways = count_ways(
        codings,
        turns,
        sources,
        codes,
        counting.coders,
        consensus=read_table(inputs.consensus, "codings"),
        read=sources_read(read, sources)[0],
    )
    write_table(ways, outputs.ways, "count_ways")
    write_csv(ways, outputs.table)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.input, snakemake.output, Counting(**params.counting), params.read)
