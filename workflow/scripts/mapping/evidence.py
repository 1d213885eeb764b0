"""What the field adds to the literature, and the published evidence map beside the reproduced one."""

from pathlib import Path

import pandas as pd

from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import read_frame, read_table, write_csv, write_frame
from benang.literature.literature_matrix import novelty
from benang.mapping.evidence import (
    ASSIGNMENT_COLUMNS,
    EVIDENCE_COLUMNS,
    assignments,
    compare_evidence,
    read_evidence,
)
from benang.mapping.matrices import kind_matrix


def main(inputs, outputs, published: str) -> None:
    passages, codes, cases, sources = (
        read_table(inputs[name], name) for name in ("passages", "codes", "cases", "sources")
    )
    kind_category = kind_matrix(passages, codes, sources)
    added = novelty(read_frame(inputs.matrix), read_frame(inputs.case_category), kind_category, codes)
    compared, tried = pd.DataFrame(columns=EVIDENCE_COLUMNS), pd.DataFrame(columns=ASSIGNMENT_COLUMNS)
    if published:
        printed, problems = read_evidence(Path(published), published, codes, cases)
        stop_at_errors(problems)
        compared = compare_evidence(printed, passages, codes, added)
        tried = assignments(printed, passages, cases)
    write_frame(added, outputs.novelty)
    write_csv(added, outputs.novelty_table)
    write_frame(compared, outputs.evidence)
    write_csv(compared, outputs.evidence_table)
    write_frame(tried, outputs.assignments)
    write_csv(tried, outputs.assignments_table)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.input.get("published"))
