"""Run the report notebook over the results of this run: the notebook as it ran, and the report's text."""

import os
from pathlib import Path

from benang.conclusions.report.notebook import clean, execute, prepare, read_notebook
from benang.conclusions.report.notebook_text import for_readers, text_of
from benang.conclusions.report.outline import outline
from benang.core.files import write_text
from benang.core.places import WORKFLOW
from benang.core.reporting import reporting

NOTEBOOK = WORKFLOW / "notebooks" / "report.py"


def main(outputs, study: dict, language: str, results: str) -> None:
    import nbformat

    # Folders of the study are known by their place from where the documents lie.
    from_notebook = Path(os.path.relpath(results, Path(outputs.notebook).parent)).as_posix()
    from_text = Path(os.path.relpath(results, Path(outputs.text).parent)).as_posix()
    parameters = {"results": results, "language": language, "study": study, "pictures": from_notebook}
    notebook = prepare(read_notebook(NOTEBOOK), outline(Path(results), study), language, parameters)
    execute(notebook, Path())
    clean(notebook)
    write_text(text_of(notebook).replace(f"]({from_notebook}/figures/", f"]({from_text}/figures/"), outputs.text)
    for_readers(notebook)
    write_text(nbformat.writes(notebook), outputs.notebook)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.output, params.study, params.language, params.results)
