"""Put people's codings back where the coder saw them, by their quotations."""

import hashlib
from functools import partial
from pathlib import Path

import pandas as pd

from benang.coding.codebook.codebook_history import follow_codes, read_history
from benang.coding.people.about_withdrawn import read_rows_about, without_rows_at
from benang.coding.people.anchor import anchor_by_part
from benang.coding.people.coding_files import read_coding_files
from benang.coding.people.source_by_quotation import with_sources_found
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.table_parts import parts_by_source
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.exchange.project_files import documents_of_sources, project_files, read_projects
from benang.privacy.pseudonym_key import read_replacing
from benang.sources.cleaning import cleaning_of
from benang.sources.document import ReadSource
from benang.sources.document_store import read_document_sums, read_documents
from benang.sources.frozen_sources import texts_before_turns
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    names = withdrawal.names(
        read_replacing(inputs.get("pseudonyms"), inputs.key, params.kinds, params.language), params.language
    )
    rows, problems = read_coding_files(params.codings, pseudonyms=names)
    if inputs.get("withdrawn_rows"):
        rows = without_rows_at(rows, read_rows_about(inputs.withdrawn_rows))
    if inputs.get("projects"):
        rows = pd.concat([rows, read_table(inputs.projects, "raw_codings")], ignore_index=True)
    codes = read_table(inputs.codes, "codes")
    if inputs.get("history"):
        history, found = read_history(Path(inputs.history), inputs.history, codes)
        rows, more = follow_codes(rows, history, names)
        problems += [*found, *more]
    cleaning = cleaning_of(params.cleaning)
    sources = read_table(inputs.sources, "sources", without=("text",))
    # Whom an article quotes is a source of its own, and read in the article.
    articles = {article["file"]: article["source_id"] for article in params.articles}
    read_in = {
        source: articles[file]
        for source, kind, file in zip(sources["source_id"], sources["kind"], sources["file"], strict=True)
        if kind == "article" and file in articles
    }
    raw_text = texts_before_turns(partial(documents_read, inputs, params), cleaning, read_in)
    tables = ("sources", "turns", "offset_map")
    if (rows["source"] == "").any():
        whole, turns, offset_map = (read_table(inputs[name], name) for name in tables)
        rows, found = with_sources_found(rows, whole, turns, offset_map, names, cleaning, raw_text)
        problems += found
    parts = parts_by_source({name: [inputs[name]] for name in tables}, without=("text",))
    texts = StoredTexts(inputs.sources)
    kept = KeptParts(params.kept, JobState.parse(params.code).digest, *about(inputs, params, names))
    known = read_document_sums(inputs.documents)
    sums = {source_id: known.get(read_in.get(source_id, source_id), "") for source_id in sources["source_id"].tolist()}
    searched = (codes, names, cleaning, raw_text)
    anchored, found, moves = anchor_by_part(rows, sources, parts, *searched, kept, sums, texts)
    kept.discard_others()
    problems += found
    write_table(anchored, outputs.codings, "codings")
    write_csv(moves, outputs.moves)
    write_problems(withdrawal.reportable(problems), outputs.problems)


def about(inputs, params, names):
    """What quotations are looked for with, the same for all sources."""
    projects = inputs.get("origins") and [inputs.project_documents, inputs.origins]
    digests = [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in projects or []]
    return names.names, names.identifiers, names.kinds, names.language, params.cleaning, digests


def documents_read(inputs, params) -> dict[str, ReadSource]:
    """What was read of all sources, of the study's files and of projects."""
    documents = read_documents(inputs.documents)
    if inputs.get("origins"):
        projects, _ = project_files(params.projects, read_projects(inputs.project_documents))
        origins = read_table(inputs.origins, "project_sources")
        columns = (origins[name].tolist() for name in ("source_id", "project", "identity"))
        documents |= documents_of_sources(projects, zip(*columns, strict=True))
    return documents


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
