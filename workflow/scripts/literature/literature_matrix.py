"""Code the works against the codebook: by the keys it cites, and by its rules over their notes."""

from benang.coding.rules.exceptions import read_exceptions
from benang.coding.rules.rule_file import read_rules
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.literature.literature_matrix import code_works, for_people, literature_matrix, merge_work_codings
from benang.literature.text_codings import as_work_codings


def main(inputs, outputs, codebook: str, language: str) -> None:
    works, codes = read_table(inputs.works, "works"), read_table(inputs.codes, "codes")
    # What is wrong with the exceptions is told where the sources are coded.
    exceptions = read_exceptions(inputs.exceptions, inputs.exceptions)[0] if inputs.exceptions else ()
    work_codings, found = code_works(works, codes, read_rules(inputs.rules), language, codebook, exceptions)
    if passages := inputs.get("passages"):
        in_texts = as_work_codings(read_table(passages, "work_passages"))
        work_codings = merge_work_codings(work_codings, in_texts)
    matrix = literature_matrix(work_codings, works, codes)
    write_csv(work_codings, outputs.work_codings)
    write_table(matrix, outputs.matrix, "literature_matrix")
    write_csv(for_people(matrix), outputs.table)
    # Without literature a citation in the codebook is no mistake.
    write_problems(found if len(works) else [], outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params.codebook, snakemake.params.language)
