"""Typeset article and supplement: each as a self-contained web page, a Word document and a PDF."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benang.conclusions.document_names import supplement_of
from benang.conclusions.documents import MadeBefore, write_documents
from benang.conclusions.documents.reference_document import read_reference
from benang.conclusions.journals import docx_beside_profile, read_journal
from benang.core.job_record import JobState
from benang.core.places import WORKFLOW
from benang.core.reporting import reporting
from benang.literature.citation_style import read_style

TEMPLATES = WORKFLOW / "templates"


def main(inputs, outputs, params) -> None:
    references = Path(inputs.references)
    # What is wrong with it is told where the literature is read.
    style, _ = read_style(
        Path(inputs.style) if inputs.get("style") else None, inputs.get("style", ""), [params.language]
    )
    # What is wrong with it is told when the study is planned.
    beside = docx_beside_profile(read_journal(TEMPLATES, params.study["journal"]), TEMPLATES)
    looks = Path(inputs["reference_docx"]) if inputs.get("reference_docx") else beside
    reference, _ = read_reference(looks, looks.name, TEMPLATES / "reference.docx") if looks else (None, [])
    before = MadeBefore(params.kept, JobState.parse(params.code).digest)

    def write(name: str) -> None:
        article = name == "report"
        study = params.study if article else supplement_of(params.study, params.language)
        html, docx, pdf = (Path(outputs[f"{name}_{suffix}"]) for suffix in ("html", "docx", "pdf"))
        about = (study, params.language, TEMPLATES)
        text = Path(inputs[f"{name}_text"])
        journal = read_journal(TEMPLATES, params.study["journal"] if article else "plain")
        write_documents(text, references, *about, html, docx, pdf, before, journal.page, article, style, reference)

    # Both at once, for most of the time is spent in pandoc and typst, outside Python; the longer one first.
    with ThreadPoolExecutor() as pool:
        longer, shorter = pool.submit(write, "supplement"), pool.submit(write, "report")
        shorter.result()
        longer.result()
    before.write()


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
