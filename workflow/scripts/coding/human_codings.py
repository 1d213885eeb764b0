"""Put people's codings back where the coder saw them, by their quotations."""

import pandas as pd

from benang import model
from benang.coding.anchor import anchor
from benang.coding.human import read_codings
from benang.coding.pseudonyms import read_pseudonyms
from benang.problems import Problem
from benang.reporting import reporting
from benang.tables import read_table, write_problems, write_table


def main(inputs, outputs, codings: list[dict], pseudonyms: str) -> None:
    frames: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for coding in codings:
        rows, found = read_codings(
            coding["file"], coding["file"], coding["coder"], coding["columns"], coding["code_path"] or None
        )
        frames.append(rows)
        problems += found
    anchored = model.empty("codings")
    if frames:
        anchored, found = anchor(
            pd.concat(frames, ignore_index=True),
            read_table(inputs.sources, "sources"),
            read_table(inputs.turns, "turns"),
            read_table(inputs.offset_map, "offset_map"),
            read_table(inputs.codes, "codes"),
            read_pseudonyms(pseudonyms)[0],
        )
        problems += found
    write_table(anchored, outputs.codings, "codings")
    write_problems(problems, outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output, snakemake.params.codings, snakemake.input.get("pseudonyms"))
