"""Read the works that the study stands on."""

from pathlib import Path

from benang.files import write_text
from benang.literature.works import read_literature, references_text, without_own_article
from benang.model import empty
from benang.reporting import reporting
from benang.tables import write_csv, write_problems, write_table


def main(literature: str, citation: str, works: str, table: str, references: str, problems: str) -> None:
    frame, listed, found = read_literature(Path(literature), literature) if literature else (empty("works"), [], [])
    # The list of references has the study's own article, which the report cites.
    write_text(references_text(listed), references)
    frame, found = without_own_article(frame, found, citation)
    write_table(frame, works, "works")
    write_csv(frame, table)
    write_problems(found, problems)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input.get("literature"), snakemake.params.citation, **dict(snakemake.output.items()))
