"""Clean the sources of one batch, put in pseudonyms, and freeze their text."""

from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import write_problems, write_table
from benang.privacy.left_names import what_stops
from benang.privacy.pseudonym_key import read_replacing, write_replacements
from benang.sources.cleaning import cleaning_of
from benang.sources.document_store import read_documents
from benang.sources.frozen_sources import frozen_sources
from benang.sources.frozen_tables import FROZEN_TABLES
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import speakers_of
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    names = withdrawal.names(
        read_replacing(inputs.get("pseudonyms"), inputs.get("key"), params.kinds, params.language), params.language
    )
    labels = params.speakers
    rows = [SourceRow(**source) for source in params.sources]
    documents = read_documents([inputs.documents])
    tables = frozen_sources(
        documents, rows, speakers_of(labels), names, cleaning_of(params.cleaning), labels["cases"], labels["taken"]
    )
    stop_at_errors(what_stops(tables.problems, strict=params.strict))
    for name in FROZEN_TABLES:
        write_table(getattr(tables, name), outputs[name], name)
    write_problems(withdrawal.reportable(tables.problems), outputs.problems)
    write_replacements(withdrawal.logged(tables.replacements), outputs.replacements)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
