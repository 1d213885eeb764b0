"""Suggest codes for passages without one, key terms, and what may be new categories."""

from functools import partial
from importlib.metadata import version
from pathlib import Path

from benang.coding.merge import merge
from benang.coding.suggestions.candidate_passages import quoted, read_drawn
from benang.coding.suggestions.decisions import read_decisions, rejected
from benang.coding.suggestions.suggestion_table import suggest
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.model import cases_in
from benang.core.reporting import reporting
from benang.core.tables import RECURRING, read_cells, read_table, write_csv, write_problems, write_table
from benang.text.kept_stems import kept_stems

LIBRARIES = ("numpy", "scipy", "scikit-learn")
"""By which topics are looked for."""


def main(inputs, outputs, params) -> None:
    codings = merge(read_table(path, "codings") for path in (inputs.human, inputs.decided))
    decisions = [one for path in inputs.decisions for one in read_decisions(path, params.decisions)[0]]
    spans, problems = read_drawn(inputs.candidates)
    found = quoted(spans, read_cells(inputs.sources, "source_id", "text"), codings)
    cases = cases_in(read_table(inputs.cases, "cases"), params.language)
    codes = read_table(inputs.codes, "codes")
    machines = partial(read_table, inputs.machines, "codings", recurring=RECURRING["codings"])
    folder, stemming = params.stems
    kept = KeptParts(params.topics, JobState.parse(params.code).digest, [version(name) for name in LIBRARIES])
    with kept_stems(folder, stemming, "suggestions"):
        table, more = suggest(found, codings, codes, cases, params.attribute, rejected(decisions), machines, kept)
    kept.discard_others()
    # Also where there was no need for any: the next run loads nothing ahead that looks for topics.
    Path(params.topics).mkdir(parents=True, exist_ok=True)
    write_csv(table, outputs.table, separator=params.separator)
    write_table(table, outputs.suggestions, "suggestions")
    write_problems([*problems, *more], outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
