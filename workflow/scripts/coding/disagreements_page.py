"""Where coders differ, as a page in each language."""

from collections.abc import Sequence

from benang.coding.together.disagreement_page import disagreements_page
from benang.core.files import write_text
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.tables import read_table
from benang.core.texts import text_in


def main(inputs, pages: Sequence[str], heading: dict, languages: Sequence[str]) -> None:
    codes, texts = read_table(inputs.codes, "codes"), StoredTexts(inputs.sources)
    sources = read_table(inputs.sources, "sources", without=("text",))
    decided, printed = read_table(inputs.disagreements, "disagreements"), read_table(inputs.printed, "printed")
    for page, language in zip(pages, languages, strict=True):
        title, notice = (text_in(heading[name], language) for name in ("title", "notice"))
        shown = disagreements_page(decided, sources, codes, language, title, notice, printed, languages[0], texts)
        write_text(shown, page)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.input, snakemake.output.pages, params.heading, params.languages)
