"""Read the raw sources of one batch, put in pseudonyms, and freeze their text."""

from pathlib import Path

from benang.coding.freeze import Frozen, freeze, tables_of
from benang.coding.intake import SourceRow
from benang.coding.left_names import left_names
from benang.coding.pseudonyms import Pseudonyms, read_pseudonyms
from benang.coding.roles import Speakers
from benang.coding.sources import read_source
from benang.problems import StudyError
from benang.reporting import reporting
from benang.tables import write_problems, write_table


def main(outputs, sources: list[dict], speakers: dict, pseudonyms: str) -> None:
    names = read_pseudonyms(pseudonyms, pseudonyms)[0] if pseudonyms else Pseudonyms()
    labels = Speakers(tuple(speakers["interviewer"]), tuple(speakers["informant"]), speakers["names"])
    rows = [SourceRow(**source) for source in sources]
    tables = tables_of([frozen(row, labels, names) for row in rows])
    write_table(tables.sources, outputs.sources, "sources")
    write_table(tables.turns, outputs.turns, "turns")
    write_table(tables.offset_map, outputs.offset_map, "offset_map")
    write_table(tables.memos, outputs.memos, "memos")
    left = left_names(tables.sources, tables.turns, tables.offset_map, tables.memos, names)
    write_problems([*tables.problems, *left], outputs.problems)


def frozen(row: SourceRow, speakers: Speakers, pseudonyms: Pseudonyms) -> Frozen:
    """One source; where its file cannot be read, the reason in its place."""
    try:
        document = read_source(Path(row.path), row.file, row.encoding or None)
    except StudyError as error:
        return Frozen(None, [], [], [], error.problems)
    return freeze(document, row, speakers, pseudonyms)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.output, snakemake.params.sources, snakemake.params.speakers, snakemake.input.get("pseudonyms"))
