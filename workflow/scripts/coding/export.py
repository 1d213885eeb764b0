"""Write the study for other programs: a REFI-QDA project for each, and the codebook alone."""

from pathlib import Path

import pandas as pd
import pyarrow.compute as pc

from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.tables import read_only, read_table, read_tables, write_csv
from benang.core.texts import text_in
from benang.exchange.from_study import study_project
from benang.exchange.refi.write import write_qdpx
from benang.exchange.refi.write_codebook import write_qdc
from benang.exchange.taguette_write import write_taguette


def main(inputs, outputs, params) -> None:
    coders = list(params.coders) or None
    # What machines suggest is most of a large study's codings; what is quoted stands in the texts.
    wanted = pc.field("status") == "accepted"
    wanted = wanted if coders is None else wanted & pc.field("coder").isin(coders)
    study = {name: text_in(params.heading[name], params.language) for name in ("title", "question", "notice")}
    project = study_project(
        read_table(inputs.cases, "cases"),
        read_table(inputs.sources, "sources", without=("text",)),
        read_table(inputs.codes, "codes"),
        read_table(inputs.codings, "codings", without=("quotation",), where=wanted),
        read_tables(inputs.memos, "memos"),
        language=params.language,
        title=study["title"],
        description="\n\n".join(filter(None, (study["question"], study["notice"]))),
        coders=coders,
        relations=read_table(inputs.relations, "relations") if inputs.get("relations") else None,
        texts=StoredTexts(inputs.sources),
        coded=read_only(inputs.codings, "code_id")["code_id"].unique().tolist(),
    )
    kept = KeptParts(params.kept, JobState.parse(params.code).digest)
    for program, path in zip(params.programs, outputs.projects, strict=True):
        write_qdpx(project, path, program, kept)
    kept.discard_others()
    for path in outputs.codebook:
        write_qdc(project, path)
    lost = write_taguette(project, outputs.taguette)
    file = Path(outputs.taguette).name
    rows = [(file, problem.what(params.language), problem.remedy(params.language)) for problem in lost]
    write_csv(pd.DataFrame(rows, columns=["file", "lost", "remedy"]), outputs.lost)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
