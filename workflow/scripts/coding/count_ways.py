"""How much is counted under each way of counting; some sources at a time."""

from functools import partial

from benang.coding.passages import Counting
from benang.coding.passages.coded_parts import CodedParts
from benang.coding.passages.counted import read_people_codings
from benang.coding.passages.ways import COLUMNS, people_who_count, ways_of_part, ways_together
from benang.core import model
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table


def main(inputs, outputs, params) -> None:
    codings, codes = read_people_codings(inputs.codings), read_table(inputs.codes, "codes")
    coders = Counting(**params.counting).coders
    names = people_who_count(codings, coders)
    ways = counted(inputs, params, codings, codes, coders, names) if len(names) > 1 else model.empty("count_ways")
    write_table(ways[COLUMNS], outputs.ways, "count_ways")
    write_csv(ways[COLUMNS], outputs.table)


def counted(inputs, params, codings, codes, coders, names):
    """What parts of the study come to together."""
    consensus = read_table(inputs.consensus, "codings", without=("quotation", "why"))
    coded = CodedParts(inputs.sources, inputs.turns, params.read, codings=codings, consensus=consensus)
    kept = KeptParts(params.kept, JobState.parse(params.code).digest, params.counting, codes, names)
    found = [kept.table(part, partial(of_part, coded, part, codes, coders, names)) for part in coded]
    kept.discard_others()
    return ways_together(found, codes, coders, names)


def of_part(coded, part, codes, coders, names):
    """What some sources have."""
    part = coded.with_texts(part)
    codings, turns, sources = (part[name] for name in ("codings", "turns", "sources"))
    return ways_of_part(codings, turns, sources, codes, coders, names, consensus=part["consensus"], read=part["read"])


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
