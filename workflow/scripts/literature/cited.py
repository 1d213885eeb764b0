"""The works that the study's published articles cite."""

from benang.core.reporting import reporting
from benang.core.tables import write_table
from benang.literature.cited_by_articles import cited_by
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.document_store import read_documents
from benang.sources.source_row import SourceRow


def main(articles: list[dict], documents: list[str], pseudonyms: str, works: str) -> None:
    rows = [SourceRow(**article) for article in articles]
    read = read_documents(documents, {row.source_id for row in rows})
    write_table(cited_by(read, rows, read_checked_pseudonyms(pseudonyms)), works, "works")


if __name__ == "__main__":
    with reporting(snakemake):
        inputs = snakemake.input
        main(snakemake.params.articles, inputs.documents, inputs.get("pseudonyms"), snakemake.output.works)
