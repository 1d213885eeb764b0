"""Count cases and kinds of source against themes, categories and codes, and codes that occur together."""

from pathlib import Path

from benang.coding.passages import Counting
from benang.coding.passages.questions import read_asked_turns
from benang.core.reporting import reporting
from benang.core.tables import read_frame, read_table, write_csv, write_frame
from benang.mapping.cooccurrence import cooccurrence
from benang.mapping.matrices import case_matrix, code_totals, kind_matrix


def main(inputs, outputs, counting: Counting) -> None:
    passages, codings, codes, cases, sources, turns = (
        read_table(inputs[name], name) for name in ("passages", "codings", "codes", "cases", "sources", "turns")
    )
    asked = read_asked_turns(inputs.asked, codes)
    matrices = {
        f"case_{level}": case_matrix(passages, codes, cases, turns, level=level, asked=asked)
        for level in ("theme", "category", "code")
    }
    matrices["kind_category"] = kind_matrix(passages, codes, sources)
    matrices["code_totals"] = code_totals(passages, codes)
    differences = read_frame(inputs.disagreements)
    matrices["cooccurrence"] = cooccurrence(codings, turns, sources, counting, differences)
    for name, matrix in matrices.items():
        write_csv(matrix, outputs[name])
        write_frame(matrix, Path(outputs[name]).with_suffix(".parquet"))


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output, Counting(**snakemake.params.counting))
