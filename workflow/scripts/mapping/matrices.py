"""Count cases and kinds of source against themes, categories and codes, and codes that occur together."""

from pathlib import Path

from benang.coding.passages import Counting
from benang.coding.passages.asked_questions import read_asked_turns
from benang.coding.people.sources_read import sources_read
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_matrix
from benang.mapping.registered import MATRICES, make_matrix


def main(inputs, outputs, counting: Counting, read: dict[str, list[str]]) -> None:
    names = ("passages", "codings", "codes", "cases", "sources", "turns")
    tables = {name: read_table(inputs[name], name) for name in names}
    tables |= {"disagreements": read_table(inputs.disagreements, "disagreements"), "counting": counting}
    tables["left_out"] = read_table(inputs.left_out, "passages")
    tables["read"] = sources_read(read, tables["sources"])[0]
    tables["asked"] = read_asked_turns(inputs.asked, tables["codes"])
    for name in MATRICES:
        matrix = make_matrix(name, tables)
        write_csv(matrix, outputs[name])
        write_matrix(matrix, Path(outputs[name]).with_suffix(".parquet"), name)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.input, snakemake.output, Counting(**params.counting), params.read)
