"""What brings the study forward next, told from where it stands."""

import json

from benang.conclusions.answers import unanswered
from benang.conclusions.next_steps import next_steps
from benang.conclusions.standing import standing_of
from benang.core.files import write_text
from benang.core.reporting import reporting
from benang.core.table_parts import parts_by_source
from benang.core.tables import read_only, read_problems, read_table
from benang.privacy.pseudonyms.name_list import read_names_to_list
from benang.sources.speakers.role_proposals import RolesRead
from benang.writing.writing import read_kept_writing

TABLES = ("sources", "codes", "codings", "disagreements", "suggestions", "claims")
SAID = {"sources": ("text",), "codings": ("quotation",), "suggestions": ("quotation",)}


def main(inputs, output: str, named: dict) -> None:
    roles = RolesRead()
    for part in parts_by_source({name: [inputs[name]] for name in ("sources", "turns")}):
        roles.add(part["sources"], part["turns"])
    frames = {name: read_table(inputs[name], name, SAID.get(name, ())) for name in TABLES}
    frames["turns"] = read_only(inputs.turns, "source_id", "speaker")
    problems = read_problems(inputs.problems)
    left = len(read_names_to_list(inputs.names_to_list))
    writing = read_kept_writing(inputs.get("writing"))
    named = {**named, "method_keys": len(writing.method.texts), "interpreted": len(writing.texts)}
    open_answers = len(unanswered(read_problems([inputs.answers])))
    at = standing_of(frames, open_answers, named, problems, left, roles=roles.proposals())
    steps = [step.row() for step in next_steps(at)]
    write_text(json.dumps(steps, ensure_ascii=False, indent=1) + "\n", output)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output[0], snakemake.params.named)
