"""How much is counted under each way of counting; some sources at a time."""

from functools import partial

from benang.coding.passages import Counting
from benang.coding.passages.counted import read_people_codings
from benang.coding.passages.ways import COLUMNS, people_who_count, ways_of_part, ways_together
from benang.coding.people.sources_read import read_in, sources_read
from benang.core import model
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.table_parts import RowsOfSources, parts_by_source, with_texts
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
    coded = RowsOfSources(codings)
    consensus = RowsOfSources(read_table(inputs.consensus, "codings", without=("quotation", "why")))
    read = sources_read(params.read, read_table(inputs.sources, "sources", without=("text",)))[0]
    kept = KeptParts(params.kept, JobState.parse(params.code).digest, params.counting, codes, names)
    found = []
    texts = StoredTexts(inputs.sources)
    for part in parts_by_source({name: [inputs[name]] for name in ("sources", "turns")}, without=("text",)):
        part |= {"codings": coded.of(part), "consensus": consensus.of(part)}
        part["read"] = read_in(read, part["sources"])
        found.append(kept.table(part, partial(of_part, part, texts, codes, coders, names)))
    kept.discard_others()
    return ways_together(found, codes, coders, names)


def of_part(part, texts, codes, coders, names):
    """What some sources have."""
    part = with_texts(part, texts)
    codings, turns, sources = (part[name] for name in ("codings", "turns", "sources"))
    return ways_of_part(codings, turns, sources, codes, coders, names, consensus=part["consensus"], read=part["read"])


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
