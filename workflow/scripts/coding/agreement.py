"""How far the coders agree, where they coded the same sources."""

from benang.coding.agreement import agreement
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_frame


def main(inputs, outputs) -> None:
    codings = read_table(inputs.codings, "codings")
    human = codings[codings["method"] == "human"]
    compared = agreement(human, read_table(inputs.turns, "turns"), sorted(set(human["coder"])))
    write_frame(compared, outputs.agreement)
    write_csv(compared, outputs.table)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output)
