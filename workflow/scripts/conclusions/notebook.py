"""Run the notebooks of the article and of its supplement: each as it ran, and its text."""

import os
from pathlib import Path

from benang.conclusions.article.article import article_outline
from benang.conclusions.document_names import supplement_of
from benang.conclusions.report.notebook import clean, execute, prepare, read_notebook
from benang.conclusions.report.notebook_text import for_readers, text_of
from benang.conclusions.report.outline import outline
from benang.core.files import write_text
from benang.core.places import WORKFLOW
from benang.core.reporting import reporting

NOTEBOOKS = WORKFLOW / "notebooks"


def main(outputs, study: dict, language: str, results: str) -> None:
    page = Path(outputs.supplement_notebook).with_suffix(".html").name
    parts = article_outline(Path(results), study, language)
    parameters = {"results": results, "language": language, "study": study, "supplement": page}
    write("report", parts, parameters, outputs.report_notebook, outputs.report_text)
    parts = outline(Path(results), study)
    page = Path(outputs.report_notebook).with_suffix(".html").name
    parameters = {"results": results, "language": language, "study": supplement_of(study, language), "article": page}
    write("supplement", parts, parameters, outputs.supplement_notebook, outputs.supplement_text)


def write(name: str, parts: dict, parameters: dict, notebook_file: str, text_file: str) -> None:
    import nbformat

    # Folders of the study are known by their place from where the documents lie.
    results = parameters["results"]
    from_notebook = Path(os.path.relpath(results, Path(notebook_file).parent)).as_posix()
    from_text = Path(os.path.relpath(results, Path(text_file).parent)).as_posix()
    parameters = parameters | {"pictures": from_notebook}
    notebook = prepare(read_notebook(NOTEBOOKS / f"{name}.py"), parts, parameters["language"], parameters)
    execute(notebook, Path())
    clean(notebook)
    write_text(text_of(notebook).replace(f"]({from_notebook}/figures/", f"]({from_text}/figures/"), text_file)
    for_readers(notebook)
    write_text(nbformat.writes(notebook), notebook_file)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.output, params.study, params.language, params.results)
