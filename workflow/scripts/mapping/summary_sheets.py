"""Write the sheets in which researchers sum up what each case says of each theme, and of each category."""

from functools import partial

from benang.coding.codebook.code_tree import units
from benang.coding.passages import Counting
from benang.coding.people.sources_read import sources_read
from benang.core.reporting import reporting
from benang.core.tables import read_table
from benang.exchange.workbook import write_workbook
from benang.mapping.other_ways import other_ways
from benang.mapping.summaries import TABLE, read_summaries
from benang.mapping.summary_cells import summary_cells
from benang.mapping.summary_sheet import summary_sheet
from benang.writing.writing import read_kept_writing


def main(inputs, outputs, params) -> None:
    tables = {name: read_table(inputs[name], name) for name in ("passages", "codings", "turns", "sources")}
    codes, cases = read_table(inputs.codes, "codes"), read_table(inputs.cases, "cases")
    writing = read_kept_writing(inputs.get("written"))
    rows, file = writing.rows(TABLE), writing.files.get(TABLE, "")
    how = {"counting": Counting(**params.counting), "disagreements": read_table(inputs.disagreements, "disagreements")}
    read = sources_read(params.read, tables["sources"])[0]
    coded = {name: tables[name] for name in ("codings", "turns", "sources")} | {"codes": codes, "read": read}
    others = partial(other_ways, consensus=read_table(inputs.consensus, "codings"), **coded, **how)
    summaries, _ = read_summaries(rows, file, codes, cases, tables["passages"], others)  # the run tells what is wrong
    by = {one.case_id: (one.author, one.date) for one in summaries}
    how["language"] = params.languages[0]
    for level, path in (("theme", outputs.themes), ("category", outputs.categories)):
        cells = summary_cells(**tables, summaries=summaries, level=level, **how)
        sheet = summary_sheet(cells, cases, codes, units(codes, level), params.languages, by)
        write_workbook([sheet], path)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
