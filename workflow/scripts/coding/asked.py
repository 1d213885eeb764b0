"""Which questions of the guide were asked where, as a person confirmed it; and proposals for that person."""

import pandas as pd

from benang.coding.guide import ASKED_COLUMNS, asked_turns, proposals, read_asked, read_guide
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.privacy.pseudonym_key import read_replacing
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    sources, turns = read_table(inputs.sources, "sources"), read_table(inputs.turns, "turns")
    names = withdrawal.names(
        read_replacing(inputs.get("pseudonyms"), inputs.key, params.kinds, params.language), params.language
    )
    guide, problems = read_guide(inputs.guide, params.guide, read_table(inputs.codes, "codes"), names)
    asked = pd.DataFrame({name: pd.Series(dtype="int64" if name == "turn" else "str") for name in ASKED_COLUMNS})
    for path in inputs.asked:
        asked, more = read_asked(path, params.asked, guide, sources, turns, names)
        problems += more
    write_table(asked_turns(guide, asked), outputs.asked, "asked")
    write_table(guide, outputs.guide, "guide")
    write_csv(proposals(guide, sources, turns), outputs.proposals, separator=params.separator)
    write_problems(withdrawal.reportable(problems), outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
