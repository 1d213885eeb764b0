"""The transcripts as web pages beside the documents; none, and an empty list of them, where the study shows none."""

import re
from pathlib import Path

import pandas as pd

from benang.conclusions.transcripts.old_pages import remove_old_pages
from benang.conclusions.transcripts.transcript_files import list_file, page_file
from benang.conclusions.transcripts.transcript_page import Edition, transcript_list, transcript_page
from benang.core import model
from benang.core.files import write_text
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv
from benang.core.texts import text_in

QUOTED = re.compile(r"\[\]\{#(q\.[A-Za-z0-9_.-]+)\}")


def main(inputs, output: str, params, beside: list[str]) -> None:
    remove_old_pages(params.reports)
    rows = []
    if params.shown:
        tables = {name: read_table(inputs[name], name) for name in ("sources", "turns", "printed", "codings", "codes")}
        tables["codings"] = tables["codings"][tables["codings"]["status"] == "accepted"]
        texts = dict(zip(params.editions, inputs.supplements, strict=True))
        for language, name in params.editions.items():
            quoted = frozenset(QUOTED.findall(Path(texts[language]).read_text(encoding="utf-8")))
            edition = edition_of(params, language, name, tables["codes"], quoted)
            rows += write_pages(tables, edition, Path(params.reports), beside)
    write_csv(pd.DataFrame(rows, columns=["source_id", "language", "file", "turns", "codings"]), output)


def edition_of(params, language: str, name: str, codes, quoted: frozenset[str]) -> Edition:
    title, notice = (text_in(params.heading[part], language) for part in ("title", "notice"))
    report, supplement = (f"{document}{name}.html" for document in ("report", "supplement"))
    labels = model.labels(codes, language)
    return Edition(language, title, notice, labels, report, supplement, quoted, params.names_listed)


def write_pages(tables: dict, edition: Edition, reports: Path, beside: list[str]) -> list[tuple]:
    """Write a page for each source, and the page that leads to them."""
    own = {
        name: {str(source): rows.to_dict("records") for source, rows in tables[name].groupby("source_id")}
        for name in ("turns", "printed", "codings")
    }
    listed = []
    for source in tables["sources"].sort_values("source_id").to_dict("records"):
        name = str(source["source_id"])
        turns, printed, codings = (own[table].get(name, []) for table in ("turns", "printed", "codings"))
        path = reports / page_file(name, edition.language)
        write_text(transcript_page(source, turns, printed, codings, edition), path)
        beside.append(path.as_posix())
        listed.append({"source_id": name, "turns": len(turns), "codings": len(codings)})
    path = reports / list_file(edition.language)
    write_text(transcript_list(listed, edition), path)
    beside.append(path.as_posix())
    file = [page_file(one["source_id"], edition.language) for one in listed]
    return [
        (one["source_id"], edition.language, name, one["turns"], one["codings"])
        for one, name in zip(listed, file, strict=True)
    ]


if __name__ == "__main__":
    with reporting(snakemake) as beside:
        main(snakemake.input, snakemake.output[0], snakemake.params, beside)
