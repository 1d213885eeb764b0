"""Let the rule coder suggest codings for one batch."""

from benang.coding.rule_file import read_rules
from benang.coding.rules import code_by_rules
from benang.reporting import reporting
from benang.tables import read_table, write_table


def main(inputs, codings: str, coder: str, roles: list[str], unit: str) -> None:
    found = code_by_rules(
        read_table(inputs.sources, "sources"),
        read_table(inputs.turns, "turns"),
        read_table(inputs.offset_map, "offset_map"),
        read_rules(inputs.rules),
        roles,
        unit,
        coder,
    )
    write_table(found, codings, "codings")


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        params = snakemake.params
        main(snakemake.input, snakemake.output.codings, params.coder, params.roles, params.unit)
