"""Where coders differ, as a page."""

from benang.coding.together.disagreement_page import disagreements_page
from benang.core.files import write_text
from benang.core.reporting import reporting
from benang.core.tables import read_table
from benang.core.texts import text_in


def main(inputs, page: str, heading: dict, language: str) -> None:
    title, notice = (text_in(heading[name], language) for name in ("title", "notice"))
    codes, sources = read_table(inputs.codes, "codes"), read_table(inputs.sources, "sources")
    decided = read_table(inputs.disagreements, "disagreements")
    shown = disagreements_page(decided, sources, codes, language, title, notice, read_table(inputs.printed, "printed"))
    write_text(shown, page)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.input, snakemake.output.page, params.heading, params.language)
