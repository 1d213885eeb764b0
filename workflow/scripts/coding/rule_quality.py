"""How well the rule coder finds what people coded, and every place where they differ; some sources at a time."""

from benang.coding.agreement.rule_quality import misses_of_parts, rule_misses, rule_quality
from benang.core.reporting import reporting
from benang.core.table_parts import RowsOfSources, parts_by_source
from benang.core.tables import read_only, read_table, write_csv, write_table

AT_ONCE = 400
"""Sources: few enough for their texts, and enough for parts to be few."""


def main(inputs, outputs, params) -> None:
    codings = read_table(inputs.codings, "codings", without=("quotation",))
    people = sorted(set(codings.loc[codings["method"] == "human", "coder"]))
    turns = read_only(inputs.turns, "source_id", "turn", "start", "end", "role", "case_id")
    quality = rule_quality(codings, turns, people, params.coder, params.roles)
    del turns
    by_source, found = RowsOfSources(codings), []
    for part in parts_by_source({name: [inputs[name]] for name in ("sources", "turns")}, AT_ONCE):
        here = (by_source.of(part), part["turns"], part["sources"])
        found.append(rule_misses(*here, people, params.coder, params.roles))
    write_csv(quality, outputs.quality)
    write_table(quality, outputs.quality_frame, "rule_quality")
    write_csv(misses_of_parts(found), outputs.misses)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
