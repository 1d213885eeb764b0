"""Write the whole study as one workbook."""

import sys
from pathlib import Path

from benang.core.approaches import approach_said
from benang.core.problems import format_problems
from benang.core.reporting import reporting
from benang.core.tables import read_matrix, read_only, read_problems, read_table
from benang.core.texts import text_in
from benang.exchange.study_workbook import study_workbook
from benang.exchange.workbook import write_workbook


def main(inputs, outputs, params) -> None:
    sheets = study_workbook(
        **{name: read_table(inputs[name], name) for name in ("codes", "codings", "cases")},
        turns=read_only(inputs.turns, "source_id", "turn", "speaker"),
        matrices={Path(path).stem: read_matrix(path) for path in inputs.matrices},
        problems=read_problems(inputs.problems),
        language=params.language,
        title=text_in(params.heading["title"], params.language),
        notice=text_in(params.heading["notice"], params.language),
        approach=approach_said(params.approach[0], params.approach[1:], params.language),
    )
    cut = write_workbook(sheets, outputs.workbook)
    print(format_problems(cut, params.language), file=sys.stderr)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
