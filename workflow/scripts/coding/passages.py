"""Gather the codings that count into passages, the unit of evidence; some sources at a time."""

import hashlib
from functools import partial
from pathlib import Path

from benang.coding.passages import Counting
from benang.coding.passages.asked_questions import read_asked_turns
from benang.coding.passages.counted import read_people_codings
from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import Gathering, arrow_of_parts
from benang.coding.people.sources_read import read_in, sources_read
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.table_parts import RowsOfSources, parts_by_source, with_texts
from benang.core.tables import read_table, write_csv, write_table


def main(inputs, outputs, params) -> None:
    counting, codes = Counting(**params.counting), read_table(inputs.codes, "codes")
    asked = read_asked_turns(inputs.asked, codes)
    questions = [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in inputs.asked]
    codings = RowsOfSources(read_people_codings(inputs.codings))
    differences = RowsOfSources(read_table(inputs.disagreements, "disagreements"))
    read = sources_read(params.read, read_table(inputs.sources, "sources", without=("text",)))[0]
    about = (JobState.parse(params.code).digest, params.counting, codes, questions)
    kinds = {"passages": partial(Gathering, asked=asked), "left_out": LeftOut}
    kept = {name: KeptParts(f"{params.kept}/{name}", *about) for name in kinds}
    found = {name: [] for name in kinds}
    texts = StoredTexts(inputs.sources)
    for part in parts_by_source({name: [inputs[name]] for name in ("sources", "turns")}, without=("text",)):
        part |= {"codings": codings.of(part), "disagreements": differences.of(part)}
        part["read"] = read_in(read, part["sources"])
        for name, kind in kinds.items():
            found[name].append(kept[name].table(part, partial(gathered, kind, part, texts, counting, codes)))
    for name in kinds:
        kept[name].discard_others()
        table = arrow_of_parts(found.pop(name))
        write_table(table, outputs[name], "passages")
        write_csv(table, outputs["table" if name == "passages" else "left_out_table"])


def gathered(kind, part, texts, counting, codes):
    """The passages of some sources."""
    part = with_texts(part, texts)
    tables = (part[name] for name in ("codings", "turns", "sources"))
    return kind(*tables, counting, disagreements=part["disagreements"], read=part["read"]).part(codes)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
