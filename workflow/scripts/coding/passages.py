"""Gather the codings that count into passages, the unit of evidence; some sources at a time."""

import hashlib
from functools import partial
from pathlib import Path

from benang.coding.passages import Counting
from benang.coding.passages.asked_questions import read_asked_turns
from benang.coding.passages.coded_parts import CodedParts, gathered
from benang.coding.passages.counted import read_people_codings
from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import arrow_of_parts
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table


def main(inputs, outputs, params) -> None:
    counting, codes = Counting(**params.counting), read_table(inputs.codes, "codes")
    questions = [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in inputs.asked]
    tables = {"codings": read_people_codings(inputs.codings)}
    tables["disagreements"] = read_table(inputs.disagreements, "disagreements")
    coded = CodedParts(inputs.sources, inputs.turns, params.read, **tables)
    about = (JobState.parse(params.code).digest, params.counting, codes, questions)
    asked = read_asked_turns(inputs.asked, codes)
    kinds = {
        "passages": partial(gathered, counting=counting, asked=asked),
        "left_out": partial(gathered, counting=counting, kind=LeftOut),
    }
    kept = {name: KeptParts(f"{params.kept}/{name}", *about) for name in kinds}
    found = {name: [] for name in kinds}
    for part in coded:
        for name, gather in kinds.items():
            found[name].append(kept[name].table(part, partial(of_part, coded, part, gather, codes)))
    for name in kinds:
        kept[name].discard_others()
        table = arrow_of_parts(found.pop(name))
        write_table(table, outputs[name], "passages")
        write_csv(table, outputs["table" if name == "passages" else "left_out_table"])


def of_part(coded, part, gather, codes):
    """What was gathered in some sources."""
    return gather(coded.with_texts(part)).part(codes)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
