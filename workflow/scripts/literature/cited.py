"""The works that the study's published articles cite."""

from pathlib import Path

from benang.core.reporting import reporting
from benang.core.tables import write_table
from benang.literature.cited import read_cited
from benang.privacy.pseudonyms import read_pseudonyms
from benang.sources.source_row import SourceRow


def main(articles: list[dict], pseudonyms: str, works: str) -> None:
    rows = [SourceRow(**article) for article in articles]
    write_table(read_cited(Path(), rows, read_pseudonyms(pseudonyms)[0]), works, "works")


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.params.articles, snakemake.input.get("pseudonyms"), snakemake.output.works)
