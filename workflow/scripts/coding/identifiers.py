"""Look through the raw sources of one batch for numbers and addresses that lead to a person."""

from pathlib import Path

from benang.core.reporting import reporting
from benang.privacy.pseudonym_key import gathered, read_replacing, write_found
from benang.sources.read_frozen import read_identifiers
from benang.sources.source_row import SourceRow


def main(sources: list[dict], kinds: list[str], language: str, pseudonyms: str, found: str) -> None:
    rows = [SourceRow(**source) for source in sources]
    names = read_replacing(pseudonyms, "", kinds, language)
    write_found(gathered(read_identifiers(Path(), rows, names)), found)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        params = snakemake.params
        pseudonyms = snakemake.input.get("pseudonyms")
        main(params.sources, params.kinds, snakemake.config["language"], pseudonyms, snakemake.output.found)
