"""What coders need: the frozen texts and the codebook as a page, a workbook and a project, with nobody's codings."""

from benang.coding.together.coding_sheets import coding_page
from benang.core import model
from benang.core.files import write_text
from benang.core.reporting import reporting
from benang.core.tables import read_table
from benang.core.texts import text_in
from benang.exchange.coding_sheet import coding_sheet
from benang.exchange.from_study import study_project
from benang.exchange.refi.write import write_qdpx
from benang.exchange.workbook import write_workbook


def main(inputs, outputs, params) -> None:
    language = params.language
    title, notice = (text_in(params.heading[name], language) for name in ("title", "notice"))
    cases, sources = read_table(inputs.cases, "cases"), read_table(inputs.sources, "sources")
    turns, codes = read_table(inputs.turns, "turns"), read_table(inputs.codes, "codes")
    none = model.empty("codings"), model.empty("memos")
    page = coding_page(sources, turns, codes, language, title, notice)
    sheets = coding_sheet(sources, turns, codes, language, notice)
    project = study_project(cases, sources, codes, *none, language=language, title=title, description=notice, coders=())
    for path in outputs.pages:
        write_text(page, path)
    for path in outputs.workbooks:
        write_workbook(sheets, path)
    for path in outputs.projects:
        write_qdpx(project, path, params.program)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
