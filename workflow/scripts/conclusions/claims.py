"""Put each claim to the test against the quotations for and against it."""

from pathlib import Path

from benang.conclusions.claims import Claim, read_claims
from benang.conclusions.verdicts import test_claims
from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_frame
from benang.privacy.pseudonyms import read_pseudonyms


def main(inputs, outputs, claims_file: str, languages: list[str], coders: list[str], pseudonyms: str) -> None:
    codings, codes, cases, sources = (
        read_table(inputs[name], name) for name in ("codings", "codes", "cases", "sources")
    )
    claims: list[Claim] = []
    if claims_file:
        kinds = sorted(set(sources["kind"]))
        claims, problems = read_claims(
            Path(claims_file),
            claims_file,
            codes,
            cases=cases,
            kinds=kinds,
            languages=languages,
            pseudonyms=read_pseudonyms(pseudonyms)[0],
        )
        stop_at_errors(problems)
    table, evidence = test_claims(claims, codings, codes, sources, cases, coders=coders or None)
    write_frame(table, outputs.claims)
    write_csv(table, outputs.table)
    write_frame(evidence, outputs.evidence)
    write_csv(evidence, outputs.evidence_table)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        inputs, params = snakemake.input, snakemake.params
        names = inputs.get("pseudonyms")
        main(inputs, snakemake.output, inputs.get("claims"), params.languages, params.coders, names)
