"""What the field adds to the literature, and the published evidence map beside the reproduced one."""

from pathlib import Path

from benang.core import model
from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import RECURRING, read_table, write_csv, write_table
from benang.literature.literature_matrix import novelty
from benang.mapping.evidence import assignments, compare_evidence, read_evidence
from benang.mapping.matrices import kind_matrix
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, published: str, withdrawn: dict) -> None:
    passages = read_table(inputs.passages, "passages", recurring=RECURRING["passages"])
    codes, cases = read_table(inputs.codes, "codes"), read_table(inputs.cases, "cases")
    sources = read_table(inputs.sources, "sources", without=("text",))
    left_out = read_table(inputs.left_out, "passages")
    matrix = read_table(inputs.matrix, "literature_matrix")
    case_category = read_table(inputs.case_category, "case_category")
    kind_category = kind_matrix(passages, codes, sources)
    added = novelty(matrix, case_category, kind_category, codes)
    compared, tried = model.empty("evidence"), model.empty("assignments")
    if published:
        printed, problems = read_evidence(Path(published), published, codes, cases)
        stop_at_errors(withdrawal_of(inputs.get("withdrawn"), withdrawn).reportable(problems))
        compared = compare_evidence(printed, passages, codes, added, left_out)
        tried = assignments(printed, passages, codes, cases)
    write_table(added, outputs.novelty, "novelty")
    write_csv(added, outputs.novelty_table)
    write_table(compared, outputs.evidence, "evidence")
    write_csv(compared, outputs.evidence_table)
    write_table(tried, outputs.assignments, "assignments")
    write_csv(tried, outputs.assignments_table)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.input.get("published"), snakemake.params.withdrawn)
