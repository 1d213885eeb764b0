"""Read the works that the study stands on."""

from pathlib import Path

from benang import model
from benang.literature.works import read_works, without_own_article
from benang.reporting import reporting
from benang.tables import write_csv, write_problems, write_table


def main(literature: str, citation: str, works: str, table: str, problems: str) -> None:
    frame, found = read_works(Path(literature), literature) if literature else (model.empty("works"), [])
    frame, found = without_own_article(frame, found, citation)
    write_table(frame, works, "works")
    write_csv(frame, table)
    write_problems(found, problems)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input.get("literature"), snakemake.params.citation, **dict(snakemake.output.items()))
