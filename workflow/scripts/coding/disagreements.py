"""Where coders differ, what was decided about it, and what they agree on."""

from itertools import combinations

from benang.coding.merge import merge
from benang.coding.people.absent_coders import absent_coders
from benang.coding.people.sources_read import sources_read
from benang.coding.together.adjudication import read_adjudication, with_decisions
from benang.coding.together.consensus import consensus
from benang.coding.together.disagreements import disagreements
from benang.core import model
from benang.core.counting import CONSENSUS
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.privacy.pseudonym_key import read_replacing
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    codings = merge(read_table(path, "codings") for path in (inputs.human, inputs.decided))
    sources, turns = read_table(inputs.sources, "sources"), read_table(inputs.turns, "turns")
    codes = read_table(inputs.codes, "codes")
    read, problems = sources_read(params.read, sources)
    pairs = combinations(sorted({*codings["coder"], *read}), 2)
    found = disagreements(codings, turns, sources, pairs, codes, read)
    decisions = []
    for path in inputs.adjudication:
        names = withdrawal.names(
            read_replacing(inputs.get("pseudonyms"), inputs.key, params.kinds, params.language), params.language
        )
        decisions, more = read_adjudication(path, params.adjudication, names)
        problems += more
    decided, more = with_decisions(found, decisions, absent_coders(params.listed, codings))
    problems += more
    agreed = model.empty("codings")
    if len({*codings["coder"], *read}) > 1 or params.counts_consensus:
        offset_map = read_table(inputs.offset_map, "offset_map")
        agreed, more = consensus(codings, decided, sources, turns, offset_map, CONSENSUS, codes, read)
        # What it lacks is a problem of a study that counts it.
        problems += more if params.counts_consensus else []
    write_csv(decided, outputs.table, separator=params.separator)
    write_table(decided, outputs.disagreements, "disagreements")
    write_table(agreed, outputs.consensus, "codings")
    write_problems(withdrawal.reportable(problems), outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
