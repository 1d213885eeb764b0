"""What the run made, in a few lines."""

import json
from pathlib import Path

from benang.coding.passages import Counting
from benang.coding.passages.counted import read_in_evidence
from benang.coding.suggestions.left_to_decide import to_decide
from benang.conclusions.answers import unanswered
from benang.conclusions.next_steps import Step
from benang.conclusions.results_readme import results_readme
from benang.conclusions.summary import summary_lines
from benang.core.approaches import approach_said
from benang.core.files import write_text
from benang.core.reporting import reporting
from benang.core.tables import RECURRING, read_only, read_problems, read_table


def main(inputs, summary: str, params, counting: Counting, approach: str) -> None:
    problems = read_problems(inputs.problems)
    lines = summary_lines(
        read_table(inputs.sources, "sources", without=("text",)),
        read_table(inputs.codings, "codings", without=("quotation", "why"), recurring=RECURRING["codings"]),
        problems,
        list(params.documents),
        params.results,
        counting,
        params.language,
        disagreements=read_table(inputs.disagreements, "disagreements"),
        unanswered=len(unanswered(problems)),
        left=to_decide(read_only(inputs.suggestions, "kind"), read_table(inputs.codes, "codes")),
        in_evidence=read_in_evidence(inputs.passages, inputs.left_out),
        steps=[Step.from_row(row) for row in json.loads(Path(inputs.next_steps).read_text(encoding="utf-8"))],
    )
    write_text(json.dumps({"approach": approach, "lines": lines}, ensure_ascii=False, indent=1) + "\n", summary)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        counting = Counting(**params.counting)
        approach = approach_said(params.approach[0], params.approach[1:], params.language)
        main(snakemake.input, snakemake.output.summary, params, counting, approach)
        readme = results_readme(params.heading, params.approach[0], params.approach[1:], params.languages)
        write_text(readme, snakemake.output.readme)
