"""All codings in one table; in a strict study the run ends here if anything was lost on the way."""

from benang.coding.merge import merge
from benang.core.problems import Problem, StudyError
from benang.core.reporting import reporting
from benang.core.source_texts import StoredTexts
from benang.core.tables import read_problems, read_table, write_csv, write_table
from benang.sources.printed import with_printed
from benang.text.context import with_context


def main(inputs, outputs, strict: bool) -> None:
    errors = [problem for problem in read_problems([inputs.problems]) if problem.severity == "error"]
    if strict and errors:
        raise StudyError([*errors, Problem("strict-stop", values={"n": len(errors)})])
    # A decision goes before the suggestion it decides on.
    parts = [path for path in (inputs.human, inputs.decided, inputs.consensus, inputs.machines) if path]
    codings = merge([read_table(path, "codings") for path in parts])
    codings = with_printed(codings, read_table(inputs.printed, "printed"))
    write_table(codings, outputs.codings, "codings")
    write_csv(with_context(codings, StoredTexts(inputs.sources)), outputs.table)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params.strict)
