"""All batches as one table of sources, of turns and of memos."""

import pandas as pd

from benang.reporting import reporting
from benang.tables import read_tables, write_csv, write_table


def main(inputs, outputs) -> None:
    sources = read_tables(inputs.sources, "sources")
    turns = read_tables(inputs.turns, "turns")
    write_table(sources, outputs.sources, "sources")
    write_table(turns, outputs.turns, "turns")
    write_table(read_tables(inputs.offset_map, "offset_map"), outputs.offset_map, "offset_map")
    write_csv(sources.drop(columns="text"), outputs.sources_table)
    write_csv(with_words(turns, sources), outputs.turns_table)
    write_csv(read_tables(inputs.memos, "memos"), outputs.memos_table)


def with_words(turns: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The turns with what was said: the transcript as the coders' quotations refer to it."""
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    spans = zip(turns["source_id"], turns["start"], turns["end"], strict=True)
    return turns.assign(text=[texts[source][start:end] for source, start, end in spans])


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output)
