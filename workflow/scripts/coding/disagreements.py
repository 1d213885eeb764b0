"""Where coders differ, what was decided about it, and what they agree on; some sources at a time."""

from itertools import combinations

import pandas as pd

from benang.coding.merge import merge
from benang.coding.people.absent_coders import absent_coders
from benang.coding.people.sources_read import read_in, sources_read
from benang.coding.together.adjudication import read_adjudication, with_decisions
from benang.coding.together.consensus import consensus_of_part, consensus_of_parts
from benang.coding.together.disagreements import disagreements
from benang.core import model
from benang.core.counting import CONSENSUS
from benang.core.reporting import reporting
from benang.core.table_parts import RowsOfSources, parts_by_source
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.privacy.pseudonym_key import read_replacing
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    codings = merge(read_table(path, "codings") for path in (inputs.human, inputs.decided))
    codes = read_table(inputs.codes, "codes")
    read, problems = sources_read(params.read, read_table(inputs.sources, "sources", without=("text",)))
    coders, by_source = sorted({*codings["coder"], *read}), RowsOfSources(codings)
    found = differences(inputs, by_source, coders, codes, read)
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
    if len(coders) > 1 or params.counts_consensus:
        agreed, more = agreed_on(inputs, by_source, decided, codes, read)
        # What it lacks is a problem of a study that counts it.
        problems += more if params.counts_consensus else []
    write_csv(decided, outputs.table, separator=params.separator)
    write_table(decided, outputs.disagreements, "disagreements")
    write_table(agreed, outputs.consensus, "codings")
    write_problems(withdrawal.reportable(problems), outputs.problems)


def differences(inputs, codings, coders, codes, read):
    """The differences of all sources."""
    pairs, found = list(combinations(coders, 2)), []
    for part in parts_by_source({name: [inputs[name]] for name in ("sources", "turns")}):
        sources = part["sources"]
        found.append(disagreements(codings.of(part), part["turns"], sources, pairs, codes, read_in(read, sources)))
    return pd.concat(found, ignore_index=True)


def agreed_on(inputs, codings, decided, codes, read):
    """The consensus of all sources."""
    rows, found = RowsOfSources(decided), []
    for part in parts_by_source({name: [inputs[name]] for name in ("sources", "turns", "offset_map")}):
        sources, turns, offset_map = part["sources"], part["turns"], part["offset_map"]
        coded, here = (codings.of(part), rows.of(part)), read_in(read, sources)
        found.append(consensus_of_part(*coded, sources, turns, offset_map, CONSENSUS, codes, here))
    return consensus_of_parts(found)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
