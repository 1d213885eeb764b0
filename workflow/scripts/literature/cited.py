"""The works that the study's published articles cite."""

from pathlib import Path

import pandas as pd

from benang import model
from benang.coding.articles import running_text
from benang.coding.pseudonyms import read_pseudonyms
from benang.coding.sources import read_source
from benang.literature.cited import cited_in, merge_works
from benang.problems import StudyError
from benang.reporting import reporting
from benang.tables import write_table


def main(articles: list[dict], pseudonyms: str, works: str) -> None:
    names = read_pseudonyms(pseudonyms)[0]
    found = model.empty("works")
    for article in articles:
        try:
            document = read_source(Path(article["path"]), article["file"], article["encoding"] or None)
        except StudyError:
            continue  # told where the sources are cleaned
        found = merge_works(found, cited_in(running_text(document), article["language"]))
    write_table(found.assign(note=pd.Series(map(names.apply, found["note"]), dtype="str")), works, "works")


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.params.articles, snakemake.input.get("pseudonyms"), snakemake.output.works)
