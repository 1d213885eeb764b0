"""Read the projects of other programs, each once, and look for numbers and addresses in them that lead to a person."""

from pathlib import Path

from benang.core.reporting import reporting
from benang.exchange.project_files import project_files, read_projects
from benang.exchange.project_identifiers import identifiers_in
from benang.exchange.raw_projects import write_projects
from benang.exchange.withdrawn_texts import Withdrawing
from benang.privacy.pseudonym_key import gathered, read_replacing, write_found
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.cleaning import cleaning_of
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import speakers_of
from benang.sources.taken_out import read_shared
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params, language: str) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    listed = [*params.projects, *params.codebooks]
    speakers = speakers_of(params.speakers)
    withdrawing = None
    if withdrawal:
        known = read_checked_pseudonyms(inputs.get("pseudonyms"))
        files = (params.case_file, params.speaker_file)
        shared = read_shared(Path(), withdrawal, speakers, known, *files, [SourceRow(**one) for one in params.sources])
        withdrawing = Withdrawing(shared, withdrawal.their_names(known, language))
    write_projects(Path(), listed, params.reader, params.kept, outputs.documents, withdrawing)
    # What cannot be read is told where the projects are brought in.
    projects, _ = project_files(params.projects, read_projects(outputs.documents))
    names = withdrawal.names(read_replacing(inputs.get("pseudonyms"), "", params.kinds, language), language)
    found = identifiers_in(projects, names, speakers, cleaning_of(params.cleaning))
    write_found(gathered(found) if params.kinds else [], outputs.found)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params, snakemake.config["language"])
