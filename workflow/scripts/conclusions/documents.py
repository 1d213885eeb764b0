"""Typeset the report: a self-contained web page, a Word document and a PDF."""

from pathlib import Path

from benang.conclusions.documents import MadeBefore, write_documents
from benang.core.job_record import JobState
from benang.core.places import WORKFLOW
from benang.core.reporting import reporting

TEMPLATES = WORKFLOW / "templates"


def main(inputs, outputs, params) -> None:
    text, references = Path(inputs.text), Path(inputs.references)
    files = (Path(outputs.html), Path(outputs.docx), Path(outputs.pdf))
    before = MadeBefore(params.kept, JobState.parse(params.code).digest)
    write_documents(text, references, params.study, params.language, TEMPLATES, *files, before)
    before.write()


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
