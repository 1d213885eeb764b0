"""Count the matrices: cases, kinds of source and questions against codes, in numbers and in words."""

from functools import partial
from pathlib import Path
from typing import Any

from benang.coding.passages import Counting
from benang.coding.passages.asked_questions import read_asked_turns
from benang.coding.passages.counted import read_people_codings
from benang.coding.passages.pieces import Utterances
from benang.coding.people.sources_read import sources_read
from benang.core import model
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.table_parts import parts_by_source
from benang.core.tables import RECURRING, read_table, write_csv, write_matrix, write_problems
from benang.mapping.code_emergence import dated, emergence_problems
from benang.mapping.other_ways import other_ways
from benang.mapping.registered import make_matrices
from benang.mapping.word_tallies import tallies_of, word_counts
from benang.mapping.written import read_written
from benang.sources.withdrawal import withdrawal_of
from benang.text.kept_stems import kept_stems
from benang.writing.writing import read_kept_writing


def main(inputs, outputs, params) -> None:
    folder, stemming = params.stems
    with kept_stems(folder, stemming, "matrices"):
        count(inputs, outputs, params)


def count(inputs, outputs, params) -> None:
    """Make and write the matrices."""
    # First of all, as nothing else is in memory yet.
    tallies = tallies_of(said_by_part(inputs, params), read_table(inputs.cases, "cases"))
    names = ("passages", "codes", "codebook_history", "cases", "sources", "turns", "disagreements")
    names += ("literature_matrix",)
    tables: dict[str, Any] = {"tallies": tallies, "texts": StoredTexts(inputs.sources)}
    for name in names:
        without = ("text",) if name == "sources" else ()
        tables[name] = read_table(inputs[name], name, without, recurring=RECURRING.get(name, ()))
    tables["codings"] = read_people_codings(inputs.codings, RECURRING["codings"])
    tables["left_out"] = read_table(inputs.left_out, "passages")
    tables["counting"] = Counting(**params.counting)
    tables["read"] = sources_read(params.read, tables["sources"])[0]
    tables["asked"] = read_asked_turns(inputs.asked, tables["codes"])
    for name, table in (("asked_turns", "asked"), ("guide", "guide")):
        found = [path for path in inputs.asked if Path(path).stem == table]
        tables[name] = read_table(found[0], table) if found else model.empty(table)
    tables |= {"within": params.near, "classes": params.classes}
    tables["utterances"] = Utterances(tables["turns"], tables["sources"], keep=True, texts=tables["texts"])
    tables |= {"wanted": params.wanted, "language": params.language}
    tables |= {"count_emergence": params.emergence, "saturation_chosen": params.saturation}
    consensus = read_table(inputs.consensus, "codings", without=("quotation", "why"))
    coded = ("turns", "sources", "codes", "counting", "disagreements", "read", "utterances")
    others = partial(other_ways, tables["codings"], consensus, *(tables[name] for name in coded))
    written, problems = read_written(read_kept_writing(inputs.get("written")), tables, others)
    for name, matrix in make_matrices(tables | written):
        if name == "emergence" and params.emergence:
            known = dated(tables["codings"], tables["sources"], tables["counting"])
            problems += emergence_problems(matrix, known, params.config)
        write_csv(matrix, outputs[name])
        write_matrix(matrix, Path(outputs[name]).with_suffix(".parquet"), name)
    write_problems(withdrawal_of(inputs.get("withdrawn"), params.withdrawn).reportable(problems), outputs.problems)


def said_by_part(inputs, params):
    """How often each informant says each word, by parts of the study; of those that have changed it is counted anew."""
    kept = KeptParts(params.kept, JobState.parse(params.code).digest)
    for part in parts_by_source({name: [inputs[name]] for name in ("sources", "turns")}):
        yield kept.table(part, partial(word_counts, part["turns"], part["sources"]))
    kept.discard_others()


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
