"""How well the rule coder finds what people coded, and every place where they differ."""

from benang.coding.agreement.rule_quality import rule_misses, rule_quality
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table


def main(inputs, outputs, params) -> None:
    codings, turns = read_table(inputs.codings, "codings"), read_table(inputs.turns, "turns")
    people = sorted(set(codings.loc[codings["method"] == "human", "coder"]))
    quality = rule_quality(codings, turns, people, params.coder, params.roles)
    misses = rule_misses(codings, turns, read_table(inputs.sources, "sources"), people, params.coder, params.roles)
    write_csv(quality, outputs.quality)
    write_table(quality, outputs.quality_frame, "rule_quality")
    write_csv(misses, outputs.misses)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
