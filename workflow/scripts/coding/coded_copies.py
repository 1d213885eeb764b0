"""Copies of the frozen texts with people's codings in them: Word documents with comments, PDFs with highlights."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pandas as pd

from benang.core.problems import format_problems
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv
from benang.exchange.coded_copy import coded_copies
from benang.exchange.coded_docx import write_coded_docx
from benang.exchange.coded_pdf import write_coded_pdf


def fonts() -> list[str]:
    """The fonts that come with matplotlib: they have letters of many scripts."""
    found = importlib.util.find_spec("matplotlib")
    return [str(Path(found.origin).parent / "mpl-data/fonts/ttf")] if found and found.origin else []


def main(inputs, output: str, language: str, beside: list[str]) -> None:
    folder = Path(output).parent
    shutil.rmtree(folder, ignore_errors=True)
    sources, codings, codes = (read_table(inputs[name], name) for name in ("sources", "codings", "codes"))
    rows = []
    for copy in coded_copies(sources, codings, codes, language):
        word, page = folder / f"{copy.source_id}.docx", folder / f"{copy.source_id}.pdf"
        write_coded_docx(copy, word)
        problems = write_coded_pdf(copy, page, fonts())
        print(format_problems(problems, language), file=sys.stderr)
        beside += [word.as_posix(), page.as_posix()]
        rows += [(copy.source_id, word.name, len(copy.remarks))]
        rows += [(copy.source_id, page.name, 0 if problems else len(copy.remarks))]
    write_csv(pd.DataFrame(rows, columns=["source_id", "file", "codings"]), output)


if __name__ == "__main__":
    with reporting(snakemake) as beside:
        main(snakemake.input, snakemake.output[0], snakemake.params.language, beside)
