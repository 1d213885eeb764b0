"""Put people's codings back where the coder saw them, by their quotations."""

import pandas as pd

from benang import model
from benang.coding.anchor import anchor
from benang.coding.cleaning import cleaning_of
from benang.coding.human import read_codings
from benang.coding.names.pseudonym_key import read_replacing
from benang.problems import Problem
from benang.reporting import reporting
from benang.tables import read_table, write_problems, write_table


def main(inputs, outputs, params) -> None:
    frames: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for coding in params.codings:
        rows, found = read_codings(
            coding["file"], coding["file"], coding["coder"], coding["columns"], coding["code_path"] or None
        )
        frames.append(rows)
        problems += found
    anchored = model.empty("codings")
    if frames:
        names = read_replacing(inputs.get("pseudonyms"), inputs.key, params.kinds, params.language)
        anchored, found = anchor(
            pd.concat(frames, ignore_index=True),
            read_table(inputs.sources, "sources"),
            read_table(inputs.turns, "turns"),
            read_table(inputs.offset_map, "offset_map"),
            read_table(inputs.codes, "codes"),
            names,
            cleaning_of(params.cleaning),
        )
        problems += found
    write_table(anchored, outputs.codings, "codings")
    write_problems(problems, outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output, snakemake.params)
