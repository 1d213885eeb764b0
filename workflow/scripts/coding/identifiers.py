"""Look through the raw sources of one batch for numbers and addresses that lead to a person."""

from dataclasses import replace
from pathlib import Path

from benang.coding.clean import read_identifiers
from benang.coding.intake import SourceRow
from benang.coding.pseudonym_key import gathered, write_found
from benang.coding.pseudonyms import read_pseudonyms
from benang.reporting import reporting


def main(sources: list[dict], kinds: list[str], pseudonyms: str, found: str) -> None:
    rows = [SourceRow(**source) for source in sources]
    names = replace(read_pseudonyms(pseudonyms)[0], kinds=tuple(kinds))
    write_found(gathered(read_identifiers(Path(), rows, names)), found)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        params = snakemake.params
        main(params.sources, params.kinds, snakemake.input.get("pseudonyms"), snakemake.output.found)
