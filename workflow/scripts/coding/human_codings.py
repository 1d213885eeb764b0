"""Put people's codings back where the coder saw them, by their quotations."""

from pathlib import Path

import pandas as pd

from benang import model
from benang.coding.anchor import MOVES, anchor
from benang.coding.cleaning import cleaning_of
from benang.coding.codebook_history import follow_codes, read_history
from benang.coding.human import read_codings
from benang.coding.names.pseudonym_key import read_replacing
from benang.problems import Problem
from benang.reporting import reporting
from benang.tables import read_frame, read_table, write_csv, write_problems, write_table


def main(inputs, outputs, params) -> None:
    frames: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for coding in params.codings:
        rows, found = read_codings(
            coding["file"],
            coding["file"],
            coding["coder"],
            coding["columns"],
            coding["code_path"] or None,
            coders=coding["coders"],
        )
        frames.append(rows)
        problems += found
    if inputs.get("projects"):
        frames.append(read_frame(inputs.projects))
    anchored, moves = model.empty("codings"), pd.DataFrame(columns=MOVES)
    if frames:
        codes = read_table(inputs.codes, "codes")
        names = read_replacing(inputs.get("pseudonyms"), inputs.key, params.kinds, params.language)
        rows = pd.concat(frames, ignore_index=True)
        if inputs.get("history"):
            history, found = read_history(Path(inputs.history), inputs.history, codes)
            rows, more = follow_codes(rows, history, names)
            problems += [*found, *more]
        anchored, found, moves = anchor(
            rows,
            read_table(inputs.sources, "sources"),
            read_table(inputs.turns, "turns"),
            read_table(inputs.offset_map, "offset_map"),
            codes,
            names,
            cleaning_of(params.cleaning),
        )
        problems += found
    write_table(anchored, outputs.codings, "codings")
    write_csv(moves, outputs.moves)
    write_problems(problems, outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output, snakemake.params)
