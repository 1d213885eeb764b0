"""Let the rule coder suggest codings for one batch; list the word forms it found, and passages that may be coded."""

from benang.coding.rules.exceptions import read_exceptions
from benang.coding.rules.expansions import expansions
from benang.coding.rules.rule_coder import code_by_rules
from benang.coding.rules.rule_file import read_rules
from benang.coding.suggestions.candidate_passages import candidate_spans
from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_table
from benang.sources.speakers.case_labels import with_cases_by_label


def main(inputs, outputs, coder: str, roles: list[str], unit: str, nested_scope: str, exclusive: bool, cases) -> None:
    # Who is an informant by the label of a case, too; the sources of all batches are gathered later only.
    sources, turns = with_cases_by_label(
        read_table(inputs.sources, "sources"), read_table(inputs.turns, "turns"), cases
    )
    rules = read_rules(inputs.rules)
    exceptions, problems = read_exceptions(inputs.exceptions, inputs.exceptions) if inputs.exceptions else ((), [])
    stop_at_errors(problems)
    offset_map = read_table(inputs.offset_map, "offset_map")
    found = code_by_rules(
        sources, turns, offset_map, rules, roles, unit, coder, exceptions=exceptions, nested_scope=nested_scope
    )
    write_table(found, outputs.codings, "codings")
    forms = expansions(sources, turns, rules, roles, exceptions=exceptions, exclusive=exclusive)
    write_table(forms, outputs.expansions, "expansions")
    write_table(candidate_spans(sources, turns, roles, unit), outputs.candidates, "candidates")


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(
            snakemake.input,
            snakemake.output,
            params.coder,
            params.roles,
            params.unit,
            params.nested_scope,
            params.exclusive,
            params.cases,
        )
