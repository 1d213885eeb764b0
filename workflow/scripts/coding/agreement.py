"""How far the coders agree, where they coded the same sources."""

from benang.coding.agreement import agreement
from benang.coding.people.sources_read import sources_read
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_frame


def main(inputs, outputs, read: dict[str, list[str]]) -> None:
    codings = read_table(inputs.codings, "codings")
    human = codings[codings["method"] == "human"]
    given, _ = sources_read(read, read_table(inputs.sources, "sources"))
    coders = sorted({*human["coder"], *given})
    compared = agreement(human, read_table(inputs.turns, "turns"), coders, read=given)
    write_frame(compared, outputs.agreement)
    write_csv(compared, outputs.table)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.input, snakemake.output, snakemake.params.read)
