"""Typeset the report: a self-contained web page, a Word document and a PDF."""

from pathlib import Path

from benang.conclusions.documents import write_documents
from benang.core.places import WORKFLOW
from benang.core.reporting import reporting

TEMPLATES = WORKFLOW / "templates"


def main(inputs, outputs, study: dict, language: str) -> None:
    text, references = Path(inputs.text), Path(inputs.references)
    files = (Path(outputs.html), Path(outputs.docx), Path(outputs.pdf))
    write_documents(text, references, study, language, TEMPLATES, *files)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params.study, snakemake.params.language)
