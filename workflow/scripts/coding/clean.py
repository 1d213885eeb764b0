"""Read the raw sources of one batch, clean them, put in pseudonyms, and freeze their text."""

from pathlib import Path

from benang.coding.clean import read_frozen
from benang.coding.cleaning import cleaning_of
from benang.coding.names.pseudonym_key import read_replacing, write_replacements
from benang.coding.source_row import SourceRow
from benang.coding.speakers.roles import Speakers
from benang.coding.speakers.speaker_table import SpeakerRow, SpeakerTable
from benang.problems import stop_at_errors
from benang.reporting import reporting
from benang.tables import write_problems, write_table

TABLES = ("sources", "turns", "offset_map", "memos", "times", "cleaning")


def main(inputs, outputs, params) -> None:
    names = read_replacing(inputs.get("pseudonyms"), inputs.get("key"), params.kinds, params.language)
    labels = params.speakers
    speakers = Speakers(
        tuple(labels["interviewer"]),
        tuple(labels["informant"]),
        labels["names"],
        SpeakerTable(tuple(SpeakerRow(*row) for row in labels["table"])),
    )
    rows = [SourceRow(**source) for source in params.sources]
    tables = read_frozen(Path(), rows, speakers, names, cleaning_of(params.cleaning), labels["cases"], labels["taken"])
    if params.strict:
        stop_at_errors(tables.problems)
    for name in TABLES:
        write_table(getattr(tables, name), outputs[name], name)
    write_problems(tables.problems, outputs.problems)
    write_replacements(tables.replacements, outputs.replacements)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output, snakemake.params)
