"""Count cases and kinds of source against themes, categories and codes, and codes that occur together."""

from pathlib import Path

from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_frame
from benang.mapping.cooccurrence import cooccurrence
from benang.mapping.matrices import case_matrix, code_totals, kind_matrix


def main(inputs, outputs, coders: list[str]) -> None:
    codings, codes, cases, sources, turns = (
        read_table(inputs[name], name) for name in ("codings", "codes", "cases", "sources", "turns")
    )
    counted = coders or None
    matrices = {
        f"case_{level}": case_matrix(codings, codes, cases, sources, turns, level=level, coders=counted)
        for level in ("theme", "category", "code")
    }
    matrices["kind_category"] = kind_matrix(codings, codes, sources, coders=counted)
    matrices["code_totals"] = code_totals(codings, codes, sources, coders=counted)
    matrices["cooccurrence"] = cooccurrence(codings, counted)
    for name, matrix in matrices.items():
        write_csv(matrix, outputs[name])
        write_frame(matrix, Path(outputs[name]).with_suffix(".parquet"))


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output, snakemake.params.coders)
