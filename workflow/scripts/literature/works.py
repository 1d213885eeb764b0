"""Read the works that the study stands on: its reference list, and what its articles cite."""

from pathlib import Path

from benang.core.files import write_text
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.literature.citation_style import read_style
from benang.literature.cited import merge_works
from benang.literature.reference_lists import read_reference_lists
from benang.literature.references import as_references, references_text
from benang.literature.works import without_own_article


def main(inputs, citation: str, languages: list[str], works: str, table: str, references: str, problems: str) -> None:
    literature, cited = inputs.get("literature"), inputs.get("cited")
    lists = [literature] if isinstance(literature, str) else literature or []
    read = read_reference_lists(Path(), lists, citation)
    frame, listed, found = read.works, read.references, read.problems
    if cited:
        known = set(frame["work_id"])
        frame = merge_works(frame, read_table(cited, "works"))
        listed = [*listed, *as_references(frame[~frame["work_id"].isin(known)])]
    # The list of references has the study's own article, which the report cites.
    write_text(references_text(listed), references)
    frame, found = without_own_article(frame, found, citation)
    write_table(frame, works, "works")
    write_csv(frame, table)
    # Checked here, once for all documents, which are made without a style that cannot be used.
    style = inputs.get("style")
    found += read_style(Path(style) if style else None, style or "", languages)[1]
    write_problems(found, problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.params.citation, snakemake.params.languages, **dict(snakemake.output.items()))
