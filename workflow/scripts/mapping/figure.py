"""Draw one figure in every language of the study, with its numbers and a description in words."""

from pathlib import Path

from benang.core.approaches import approach_said
from benang.core.files import write_text
from benang.core.job_record import JobState
from benang.core.model import cases_in
from benang.core.reporting import reporting
from benang.core.tables import read_columns, write_csv
from benang.mapping.figures import FIGURES, LONG_TEXTS, figure_module
from benang.mapping.figures.drawing.drawn import drawing_key, drawn_pages, write_drawn_again, write_kept
from benang.mapping.figures.drawing.figure_fonts import keep_fonts_in, prepare_letters
from benang.mapping.figures.drawing.pages import sentence
from benang.mapping.figures.drawing.save import write_figure
from benang.mapping.figures.figure_contents import caption_file, contents
from benang.mapping.figures.figure_words import study_table, texts
from benang.mapping.figures.numbered_letters import key as letter_key
from benang.mapping.figures.numbered_letters import numbered


def main(name: str, inputs, params, code: str) -> list[str]:
    """The files of second and later pages."""
    named = [table for table in FIGURES[name].tables if table != "study"]
    tables = {table: read_columns(inputs[table], LONG_TEXTS.get(table, ())) for table in named}
    if params.about:
        tables["study"] = study_table(**params.about)
    kept = Path(params.kept)
    keep_fonts_in(kept)
    module = figure_module(name)
    further: list[Path] = []
    for language in params.languages:
        stem = Path(params.folder) / language / name
        words = texts(module.TEXTS, language)
        shown = tables | ({"cases": cases_in(tables["cases"], language)} if "cases" in tables else {})
        data, caption, alt = contents(name, shown, language, words, params.width)
        shown_data, numbers = numbered(data)
        if numbers:
            short, whole = letter_key(numbers, words, f"{name}.txt")
            caption, alt = f"{caption} {short}", f"{alt} {whole}"
        made_by = f"{code} {params.width} {params.fonts}"
        key, last = drawing_key(shown_data, words, caption, alt, made_by), kept / f"{name}.{language}.zip"
        drawn = write_drawn_again(stem, key, last)
        if drawn is None:
            prepare_letters(shown_data.to_json(force_ascii=False))
            pages = sentence(caption, params.width) if data.empty else module.draw(shown_data, words, params.width)
            before = drawn_pages(last, made_by)
            drawn = write_figure([page.figure for page in pages], stem, title=caption, alt=alt, before=before)
            write_kept(stem, key, last, before)
        further += drawn
        write_csv(data, stem.with_suffix(".csv"))
        write_text(alt + "\n", stem.with_suffix(".txt"))
        said = approach_said(params.approach[0], params.approach[1:], language)
        write_text(caption_file(name, caption, drawn, said, words), stem.with_suffix(".caption.txt"))
    return [file.as_posix() for file in further]


if __name__ == "__main__":
    with reporting(snakemake) as beside:
        code = f"{JobState.parse(snakemake.params.code).digest} {snakemake.params.drawing}"
        beside += main(snakemake.wildcards.figure, snakemake.input, snakemake.params, code)
