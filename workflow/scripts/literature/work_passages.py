"""Code the texts of works of the literature, apart from the study's own sources."""

from pathlib import Path

from benang.coding.people.coding_files import read_coding_files
from benang.coding.rules.exceptions import read_exceptions
from benang.coding.rules.rule_file import read_rules
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.literature.attached_texts import read_attached_texts
from benang.literature.reference_lists import read_reference_lists
from benang.literature.references import keys_of
from benang.literature.text_codings import code_texts
from benang.privacy.pseudonyms import read_checked_pseudonyms


def main(inputs, outputs, params) -> None:
    works, codes = read_table(inputs.works, "works"), read_table(inputs.codes, "codes")
    keys = keys_of(works)
    attached = read_reference_lists(Path(), params.lists, params.citation).attached
    texts = read_attached_texts(Path(), params.texts, keys, params.language, attached, params.folder)
    names = read_checked_pseudonyms(inputs.get("pseudonyms"))
    # What is wrong with the exceptions is told where the sources are coded.
    exceptions = read_exceptions(inputs.exceptions, inputs.exceptions)[0] if inputs.get("exceptions") else ()
    plain = {"columns": {}, "code_path": "", "coders": {}}
    listed = [plain | {"file": file, "coder": coder} for file, coder in params.codings]
    rows, problems = read_coding_files(listed, Path(), names)
    rows = rows.assign(source=[keys.get(source, source) for source in rows["source"]])
    passages, found = code_texts(texts, rows, codes, read_rules(inputs.rules), names, exceptions)
    write_table(passages, outputs.passages, "work_passages")
    write_csv(passages, outputs.table)
    about = ["source_id", "file", "format", "language", "sha256", "n_characters", "n_words"]
    write_csv(texts.sources[about].rename(columns={"source_id": "work_id"}), outputs.texts)
    write_problems([*texts.problems, *problems, *found], outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
