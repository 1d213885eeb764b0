"""End the run while what speaks against a claim has no answer, where the claims ask for that."""

import json
from pathlib import Path

from benang.conclusions.answers import unanswered
from benang.conclusions.claims_file import must_answer
from benang.core.files import write_text
from benang.core.problems import Problem, StudyError, format_problems
from benang.core.reporting import reporting, say_at_end
from benang.core.tables import read_problems
from benang.study.currency import mark_current


def main(inputs, output: str, reports: str, language: str) -> None:
    still_open = unanswered(read_problems([inputs.problems]))
    if still_open and must_answer(inputs.claims):
        # The reports are complete and of this study, whatever status the run ends with.
        mark_current(Path(reports))
        say_at_end(format_problems(still_open, language))
        raise StudyError([Problem("claims-must-answer", inputs.claims, values={"n": len(still_open)})])
    write_text(json.dumps({"unanswered": len(still_open)}, indent=1) + "\n", output)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output[0], snakemake.params.reports, snakemake.config["language"])
