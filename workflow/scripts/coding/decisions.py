"""Make codings of the suggestions that people took, and mark those of machines that they rejected."""

from benang.coding.merge import merge
from benang.coding.suggestions.candidate_passages import passages
from benang.coding.suggestions.decisions import accepted, read_decisions, rejected, without_rejected
from benang.core import model
from benang.core.problems import Problem
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_problems, write_table
from benang.privacy.pseudonym_key import read_replacing
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    codings = model.empty("codings")
    machines = merge(read_table(path, "codings") for path in inputs.machines)
    problems: list[Problem] = []
    for path in inputs.decisions:
        names = withdrawal.names(
            read_replacing(inputs.get("pseudonyms"), inputs.key, params.kinds, params.language), params.language
        )
        decisions, problems = read_decisions(path, params.decisions, names)
        sources, turns = read_table(inputs.sources, "sources"), read_table(inputs.turns, "turns")
        found = passages(sources, turns, codings, params.roles, params.unit)
        offset_map, codes = read_table(inputs.offset_map, "offset_map"), read_table(inputs.codes, "codes")
        codings, more = accepted(decisions, found, sources, turns, offset_map, codes, names, machines)
        problems += more
        machines = without_rejected(machines, rejected(decisions))
    write_table(codings, outputs.codings, "codings")
    write_table(machines, outputs.machines, "codings")
    write_problems(withdrawal.reportable(problems), outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
