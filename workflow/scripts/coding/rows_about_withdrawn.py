"""Which rows of coders' tables quote what only people said who withdrew, in sources that they share with others."""

from pathlib import Path

from benang.coding.people.about_withdrawn import rows_about, write_rows_about
from benang.coding.people.coding_files import read_coding_files
from benang.core.reporting import reporting
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.raw_files import read_raw_files
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import speakers_of
from benang.sources.taken_out import read_shared
from benang.sources.withdrawal import withdrawal_of


def main(inputs, output: str, params) -> None:
    withdrawal = withdrawal_of(inputs.withdrawn, params.withdrawn)
    listed = read_checked_pseudonyms(inputs.get("pseudonyms"))
    names = withdrawal.names(listed, params.language)
    sources = [SourceRow(**source) for source in params.shared]
    files = (params.case_file, params.speaker_file)
    shared = read_shared(Path(), withdrawal, speakers_of(params.speakers), listed, *files, sources)
    rows, _ = read_coding_files(params.codings, pseudonyms=names)
    # What was said by those who withdrew is known in memory alone.
    everything = read_raw_files(Path(), sources)
    write_rows_about(rows_about(rows, shared, sources, everything, names), output)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output[0], snakemake.params)
