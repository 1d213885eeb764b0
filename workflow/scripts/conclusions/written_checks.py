"""Check what the researchers wrote against what the run found: references, numbers, translations, limits."""

import pandas as pd

from benang.conclusions.document_names import COUNTED_FIGURES, COUNTED_TABLES, TABLES
from benang.conclusions.from_files import differences, file_facts
from benang.conclusions.journals import read_journal
from benang.conclusions.phrases import authors, known_phrases, phrase_problems
from benang.conclusions.written_checks import (
    journal_problems,
    left_out_problems,
    method_problems,
    reference_problems,
    translation_problems,
)
from benang.conclusions.written_counts import Findings
from benang.core.places import WORKFLOW
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_problems
from benang.literature.references import keys_of
from benang.mapping.figures import FIGURES
from benang.sources.withdrawal import withdrawal_of
from benang.writing.writing import read_kept_writing

NOT_REFLEXIVE = {"figure": COUNTED_FIGURES, "table": COUNTED_TABLES}
FRAMES = ("passages", "codes", "cases", "sources", "turns", "claims")


def main(inputs, outputs, params) -> None:
    writing = read_kept_writing(inputs.writing)
    frames = {name: read_table(inputs[name], name) for name in FRAMES}
    evidence = next(file for file in inputs.claim_tables if file.endswith("/claim_evidence.parquet"))
    frames["claim_evidence"] = read_table(evidence, "claim_evidence")
    codings = read_table(inputs.codings, "codings")
    consensus = read_table(inputs.consensus, "codings")
    known = pd.concat([codings, consensus]).drop_duplicates("coding_id")
    works = read_table(inputs.works, "works")
    found = Findings(frames | {"codings": known}, keys_of(works))
    words = dict(zip(known["coding_id"], known["quotation"], strict=True))
    others = {*authors(writing, ("summaries", "triangulation")), *works["note"]}
    phrases = known_phrases(known, frames["turns"], frames["sources"], others)
    study = params.study
    of_machine = codings[(codings["status"] == "accepted") & (codings["method"] == "llm")]
    journal = read_journal(WORKFLOW / "templates", study["journal"])
    problems = [
        *reference_problems(writing, found, {"figure": list(FIGURES), "table": TABLES}),
        *(left_out_problems(writing, NOT_REFLEXIVE) if study["approach"] == "reflexive" else []),
        *translation_problems(writing, found, words),
        *phrase_problems(writing, phrases),
        *method_problems(writing, len(of_machine)),
        *differences(writing, file_facts(frames["sources"], frames["turns"], frames["cases"])),
        *journal_problems(writing, journal, study["title"], params.languages, study["config_file"]),
    ]
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    write_problems(withdrawal.reportable(problems), outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
