"""Where coders differ, what was decided about it, and what they agree on; some sources at a time."""

from benang.coding.merge import merge
from benang.coding.people.absent_coders import absent_coders
from benang.coding.people.sources_read import sources_read
from benang.coding.together.adjudication import read_adjudication, with_decisions
from benang.coding.together.by_part import agreed_on, differences
from benang.core import model
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
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
    about = (JobState.parse(params.code).digest, codes, coders)
    kept = {name: KeptParts(f"{params.kept}/{name}", *about) for name in ("differences", "consensus")}
    texts = StoredTexts(inputs.sources)
    found = differences(parts_of(inputs), by_source, coders, codes, read, texts, kept["differences"])
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
        parts = parts_of(inputs, "offset_map")
        agreed, more = agreed_on(parts, by_source, decided, codes, read, texts, kept["consensus"])
        # What it lacks is a problem of a study that counts it.
        problems += more if params.counts_consensus else []
    for one in kept.values():
        one.discard_others()
    write_csv(decided, outputs.table, separator=params.separator)
    write_table(decided, outputs.disagreements, "disagreements")
    write_table(agreed, outputs.consensus, "codings")
    write_problems(withdrawal.reportable(problems), outputs.problems)


def parts_of(inputs, *names):
    """These tables, some sources at a time."""
    return parts_by_source({name: [inputs[name]] for name in ("sources", "turns", *names)}, without=("text",))


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
