"""Set each claim beside the passages for it and against it, and the answers the researcher gives."""

import hashlib
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from benang.coding.passages import Counting
from benang.coding.passages.asked_questions import read_asked_turns
from benang.coding.passages.coded_parts import CodedParts, gathered
from benang.coding.passages.counted import read_people_codings
from benang.coding.passages.left_out import LeftOut
from benang.coding.people.absent_coders import absent_coders
from benang.conclusions.answers import answer_problems, answers_table, codings_beside, named_in_answers, with_answers_to
from benang.conclusions.claim_parts import ClaimParts, part_of_claims
from benang.conclusions.claim_passages import ClaimPassages, turned
from benang.conclusions.claims import Claims, read_claims
from benang.conclusions.profiles import profiles_of_parts
from benang.core.job_record import JobState
from benang.core.kept_parts import KeptParts
from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import RECURRING, read_only, read_table, write_csv, write_problems, write_table
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.withdrawal import withdrawal_of

CODINGS = ("coding_id", "source_id", "code_id", "start", "end")
"""What is read of codings that answers name."""


def main(inputs, outputs, params) -> None:
    claims_file = inputs.get("claims")
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    codes, cases = (read_table(inputs[name], name) for name in ("codes", "cases"))
    turns = read_table(inputs.turns, "turns", recurring=RECURRING["turns"])
    codings = read_people_codings(inputs.codings, RECURRING["codings"])
    sources = read_table(inputs.sources, "sources", without=("text",))
    read = Claims()
    if claims_file:
        kinds = sorted(set(sources["kind"]))
        read = read_claims(
            Path(claims_file),
            claims_file,
            codes,
            cases=cases,
            kinds=kinds,
            languages=params.languages,
            pseudonyms=read_checked_pseudonyms(inputs.get("pseudonyms")),
        )
        stop_at_errors(read.problems)
    asked = read_asked_turns(inputs.asked, codes)
    passages, known = named_by(read.claims, inputs)
    parts = claim_parts(inputs, params, read.claims, codings, codes, asked)
    code_of = dict(zip(codings["coding_id"].tolist(), codings["code_id"].tolist(), strict=True))
    about = (codes, cases, sources, turns)
    answered = {"passages": passages, "codings": known}
    tables = profiles_of_parts(read.claims, parts, code_of, *about, **answered, asked=asked)
    claims = read.claims
    if withdrawal:  # an answer to what is gone may quote it
        claims = with_answers_to(claims, tables["claim_evidence"], passages, known)
    tables["claim_answers"] = answers_table(claims)
    for name, table in tables.items():
        path = Path(outputs.claims).with_name(f"{name}.parquet")
        write_table(table, path, name)
        write_csv(table, path.with_suffix(".csv"))
    absent = absent_coders(params.listed, read_only(inputs.codings, "coder"))
    problems = answer_problems(claims, tables["claim_evidence"], claims_file, passages, known, absent)
    write_problems(withdrawal.reportable([*read.problems, *problems]), outputs.problems)


def claim_parts(inputs, params, claims, codings, codes, asked):
    """What the claims rest on, some sources at a time; of those that have changed it is gathered anew."""
    questions = [hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in inputs.asked]
    rest_on = [(claim.claim_id, sorted(turned(claim, codes).items())) for claim in claims]
    kept = KeptParts(params.kept, JobState.parse(params.code).digest, params.counting, codes, questions, rest_on)
    differences = read_table(inputs.disagreements, "disagreements")
    coded = CodedParts(inputs.sources, inputs.turns, params.read, codings=codings, disagreements=differences)
    way = Counting(**params.counting)

    def of_part(part):
        part = coded.with_texts(part)
        return part_of_claims(claims, gathered(part, way, asked), codes, gathered(part, way, asked, LeftOut))

    def anew():
        return [ClaimPassages(gathered(coded.with_texts(part), way, asked), codes) for part in coded]

    # Without a claim nothing rests on anything, and what was kept belongs to none.
    found = [kept.table(part, partial(of_part, part)) for part in coded] if claims else []
    kept.discard_others()
    return ClaimParts(found, anew)


def named_by(claims, inputs):
    """Of passages and codings what answers name, and what it is compared with: also what is not counted, of coders or
    of their consensus."""
    named = named_in_answers(claims)
    passages = read_table(
        inputs.passages, "passages", where=pc.field("passage_id").isin(pa.array(sorted(named), pa.string()))
    )
    known = pd.concat([read_only(path, *CODINGS) for path in (inputs.codings, inputs.consensus)]) if named else None
    return passages, None if known is None else codings_beside(known, named).drop_duplicates("coding_id")


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
