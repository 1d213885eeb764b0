"""Put people's codings back where the coder saw them, by their quotations."""

from pathlib import Path

import pandas as pd

from benang.coding.codebook.codebook_history import follow_codes, read_history
from benang.coding.people.about_withdrawn import read_rows_about, without_rows_at
from benang.coding.people.anchor import anchor
from benang.coding.people.coding_files import read_coding_files
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.privacy.pseudonym_key import read_replacing
from benang.sources.cleaning import cleaning_of
from benang.sources.document_store import read_documents
from benang.sources.frozen_sources import texts_before_turns
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    names = withdrawal.names(
        read_replacing(inputs.get("pseudonyms"), inputs.key, params.kinds, params.language), params.language
    )
    rows, problems = read_coding_files(params.codings, pseudonyms=names)
    if inputs.get("withdrawn_rows"):
        rows = without_rows_at(rows, read_rows_about(inputs.withdrawn_rows))
    if inputs.get("projects"):
        rows = pd.concat([rows, read_table(inputs.projects, "raw_codings")], ignore_index=True)
    codes = read_table(inputs.codes, "codes")
    if inputs.get("history"):
        history, found = read_history(Path(inputs.history), inputs.history, codes)
        rows, more = follow_codes(rows, history, names)
        problems += [*found, *more]
    cleaning = cleaning_of(params.cleaning)
    anchored, found, moves = anchor(
        rows,
        read_table(inputs.sources, "sources"),
        read_table(inputs.turns, "turns"),
        read_table(inputs.offset_map, "offset_map"),
        codes,
        names,
        cleaning,
        texts_before_turns(lambda: read_documents(inputs.documents), cleaning),
    )
    problems += found
    write_table(anchored, outputs.codings, "codings")
    write_csv(moves, outputs.moves)
    write_problems(withdrawal.reportable(problems), outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
