"""Draw one figure in every language of the study, with its numbers and a description in words."""

from pathlib import Path

from benang.conclusions.claims_file import count_claims
from benang.core.files import write_text
from benang.core.job_record import JobState
from benang.core.model import cases_in
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv
from benang.mapping.figures import figure_module
from benang.mapping.figures.drawn import drawing_key, write_drawn_again, write_kept
from benang.mapping.figures.figure_words import study_table, texts
from benang.mapping.figures.save import write_figure


def main(name: str, inputs, folder: str, languages: list[str], about: dict, kept: str, code: str) -> None:
    named = ("works", "codings", "passages", "codes", "cases", "sources", "turns", "case_category", "novelty")
    tables = {table: read_table(inputs[table], table) for table in named}
    tables["left_out"] = read_table(inputs.left_out, "passages")
    tables["study"] = study_table(**about)
    module = figure_module(name)
    for language in languages:
        stem = Path(folder) / language / name
        data = module.data(tables | {"cases": cases_in(tables["cases"], language)}, language)
        caption, alt = module.caption(data, language), module.alt(data, language)
        words = texts(name, language)
        key, last = drawing_key(data, words, caption, alt, code), Path(kept) / f"{name}.{language}.zip"
        if not write_drawn_again(stem, key, last):
            write_figure(module.draw(data, words), stem, title=caption, alt=alt)
            write_kept(stem, key, last)
        write_csv(data, stem.with_suffix(".csv"))
        write_text(alt + "\n", stem.with_suffix(".txt"))
        write_text(caption + "\n", stem.with_suffix(".caption.txt"))


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        about = {"question": params.question, "case_name": params.case_name, "coders": params.coders}
        about["claims"] = count_claims(snakemake.input.get("claims"))
        figure, kept, code = snakemake.wildcards.figure, params.kept, JobState.parse(params.code).digest
        main(figure, snakemake.input, params.folder, params.languages, about, kept, code)
