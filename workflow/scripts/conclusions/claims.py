"""Set each claim beside the passages for it and against it, and the answers the researcher gives."""

from pathlib import Path

import pandas as pd

from benang.coding.passages import Counting
from benang.coding.passages.asked_questions import read_asked_turns
from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import Gathering
from benang.coding.passages.pieces import Utterances
from benang.coding.people.absent_coders import absent_coders
from benang.coding.people.sources_read import sources_read
from benang.conclusions.answers import answer_problems, answers_table, with_answers_to
from benang.conclusions.claims import Claims, read_claims
from benang.conclusions.profiles import profiles
from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    claims_file = inputs.get("claims")
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    codes, cases, turns, passages = (read_table(inputs[name], name) for name in ("codes", "cases", "turns", "passages"))
    codings = read_table(inputs.codings, "codings", without=("quotation", "why"))
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
    # What an answer may name: also what is not counted, of coders or of their consensus.
    known = pd.concat([codings, read_table(inputs.consensus, "codings", without=("quotation", "why"))]).drop_duplicates(
        "coding_id"
    )
    differences = read_table(inputs.disagreements, "disagreements")
    by_coder = sources_read(params.read, sources)[0]
    coded = (codings, turns, sources, Counting(**params.counting))
    more = {"disagreements": differences, "read": by_coder, "asked": asked}
    more["utterances"] = Utterances(turns, sources, texts=StoredTexts(inputs.sources))
    gathering, left_out = Gathering(*coded, **more), LeftOut(*coded, **more)
    about = (codes, cases, sources, turns)
    answered = {"passages": passages, "codings": known}
    tables = profiles(read.claims, gathering, *about, **answered, asked=asked, left_out=left_out)
    claims = read.claims
    if withdrawal:  # an answer to what is gone may quote it
        claims = with_answers_to(claims, tables["claim_evidence"], passages, known)
    tables["claim_answers"] = answers_table(claims)
    for name, table in tables.items():
        path = Path(outputs.claims).with_name(f"{name}.parquet")
        write_table(table, path, name)
        write_csv(table, path.with_suffix(".csv"))
    absent = absent_coders(params.listed, codings)
    problems = answer_problems(claims, tables["claim_evidence"], claims_file, passages, known, absent)
    write_problems(withdrawal.reportable([*read.problems, *problems]), outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
