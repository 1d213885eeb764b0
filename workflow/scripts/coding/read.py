"""Read the raw files of one batch, each once, and look for numbers and addresses in them that lead to a person."""

from pathlib import Path

from benang.core.reporting import reporting
from benang.privacy.pseudonym_key import gathered, read_replacing, write_found
from benang.sources.cleaning import cleaning_of
from benang.sources.document_store import read_documents
from benang.sources.frozen_sources import identifiers_in_sources
from benang.sources.raw_files import write_documents
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import speakers_of
from benang.sources.taken_out import read_shared
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params, language: str) -> None:
    rows = [SourceRow(**source) for source in params.sources]
    labels = params.speakers
    listed = read_replacing(inputs.get("pseudonyms"), "", params.kinds, language)
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    taken_out = None
    if withdrawal:
        files = (params.case_file, params.speaker_file)
        taken_out = read_shared(Path(), withdrawal, speakers_of(labels), listed, *files, rows).without_their_turns
    # The kept file is the memory of runs: read and written here alone, and no output, which would be removed before the
    # job.
    write_documents(Path(), rows, params.reader, params.kept, outputs.documents, taken_out)
    names = withdrawal.names(listed, language)
    documents = read_documents([outputs.documents]) if params.kinds else {}
    found = identifiers_in_sources(
        documents, rows, speakers_of(labels), names, cleaning_of(params.cleaning), labels["cases"], labels["taken"]
    )
    write_found(gathered(found), outputs.found)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params, snakemake.config["language"])
