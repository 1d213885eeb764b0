"""How good and how fast suggestions are.

    .venv/bin/python benchmarks/suggestions.py [--study FOLDER] [--interviews 100]

Quality: on a study that its researcher coded (a folder with ``coded-segments.csv``, ``code-system.csv`` and the
interviews as PDF, as MAXQDA exports them; by default PDPilot, where it is at hand), leaving one interview out: how
often the researcher's code is the first, or one of the first three, that are suggested, beside always naming the most
frequent codes. Time: all suggestions for a synthetic study of so many interviews of 50 KB.
"""

import argparse
import random
import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "workflow"))

from benang.coding.codebook.codebook_file import read_codebook
from benang.coding.people.anchor import anchor
from benang.coding.people.coding_files import read_codings
from benang.coding.suggestions.candidate_passages import COLUMNS, passages
from benang.coding.suggestions.quality import leave_one_source_out
from benang.coding.suggestions.suggestion_table import suggest
from benang.core import model
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import tables_of
from benang.sources.readers.source_file import read_source
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

PDPILOT = Path(__file__).resolve().parents[2] / "shared" / "data" / "pdpilot"
SENTENCES = 600  # of an interview of 50 KB


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the suggestions.")
    parser.add_argument("--study", type=Path, default=PDPILOT)
    parser.add_argument("--interviews", type=int, default=100)
    arguments = parser.parse_args()
    if arguments.study.is_dir():
        measure_quality(arguments.study)
    else:
        print("no coded study is at hand; --study names its folder")
    measure_time(arguments.interviews)


def measure_quality(study: Path) -> None:
    files = sorted(study.glob("*.pdf"))
    rows = [SourceRow(file.stem, "interview", "en", "", file.name, file.name, (file.stem,), 0) for file in files]
    speakers = Speakers(interviewer=("Dan",), informant=("Participant",))
    documents = [(read_source(file, file.name), row) for file, row in zip(files, rows, strict=True)]
    frozen = tables_of([freeze(document, row, speakers, Pseudonyms()) for document, row in documents])
    columns = {"source": "Document name", "code": "Code", "quotation": "Segment"}
    segments = read_codings(study / "coded-segments.csv", "coded-segments.csv", "researcher", columns, " > ")[0]
    paths = segments["code"].unique().tolist()
    names = {"label": "Code", "definition": "Memo"}
    codes = read_codebook(study / "code-system.csv", "code-system.csv", names, " > ", paths).codes
    codings = anchor(segments, frozen.sources, frozen.turns, frozen.offset_map, codes)[0]
    found = passages(frozen.sources, frozen.turns, codings, ["informant"], "sentence")
    quality = leave_one_source_out(codings, frozen.sources, codes, found)
    print(f"{quality.n} coded passages of {len(files)} interviews, {codings['code_id'].nunique()} codes in use")
    print(f"{'':28} top 1   top 3")
    print(f"{'suggestions':28} {quality.top_1:5.1%}   {quality.top_3:5.1%}")
    print(f"{'most frequent codes':28} {quality.majority_1:5.1%}   {quality.majority_3:5.1%}")
    print(f"no example in another interview: {quality.unseen:.1%} of the passages")


def measure_time(interviews: int) -> None:
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioubdgjklmnprst" * 2, k=chance.randint(3, 10))) for _ in range(20_000)]
    weights = [1 / rank for rank in range(1, len(words) + 1)]
    rows = []
    for interview in range(interviews):
        for sentence in range(SENTENCES):
            quotation = " ".join(chance.choices(words, weights=weights, k=chance.randint(5, 20))) + "."
            rows.append(
                {"passage_id": f"{interview}.{sentence}", "source_id": f"s{interview}", "case_id": f"c{interview}"}
                | {"turn": sentence, "start": 0, "end": len(quotation), "quotation": quotation, "language": "en"}
                | {"coded": sentence % 6 == 0}
            )
    found = pd.DataFrame(rows, columns=COLUMNS)
    codes = [f"code-{number}" for number in range(50)]
    empty = {"int64": 0, "string": "", "bool": False}
    fields = {field.name: empty[str(field.type)] for field in model.TABLES["codes"].schema}
    book = model.from_rows("codes", [fields | {"code_id": code, "label:en": chance.choice(words)} for code in codes])
    coded = found[found["coded"]]
    codings = coded.assign(code_id=[chance.choice(codes) for _ in range(len(coded))], status="accepted")
    started = time.perf_counter()
    table, _ = suggest(found, codings, book, model.empty("cases"), "group")
    seconds = time.perf_counter() - started
    megabytes = sum(map(len, found["quotation"])) / 1e6
    print(f"{interviews} interviews, {megabytes:.1f} MB, {len(found)} sentences, {len(coded)} coded: {seconds:.1f} s")
    print(f"{len(table)} suggestions")


if __name__ == "__main__":
    main()
