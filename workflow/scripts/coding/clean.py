"""Read the raw sources of one batch, put in pseudonyms, and freeze their text."""

from pathlib import Path

from benang.coding.clean import read_frozen
from benang.coding.intake import SourceRow
from benang.coding.pseudonyms import read_pseudonyms
from benang.coding.roles import Speakers
from benang.reporting import reporting
from benang.tables import write_problems, write_table


def main(outputs, sources: list[dict], speakers: dict, pseudonyms: str) -> None:
    names = read_pseudonyms(pseudonyms)[0]
    labels = Speakers(tuple(speakers["interviewer"]), tuple(speakers["informant"]), speakers["names"])
    tables = read_frozen(Path(), [SourceRow(**source) for source in sources], labels, names)
    write_table(tables.sources, outputs.sources, "sources")
    write_table(tables.turns, outputs.turns, "turns")
    write_table(tables.offset_map, outputs.offset_map, "offset_map")
    write_table(tables.memos, outputs.memos, "memos")
    write_problems(tables.problems, outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.output, snakemake.params.sources, snakemake.params.speakers, snakemake.input.get("pseudonyms"))
