"""Read the codebook: its codes, their hierarchy, and the patterns of the rule coder."""

from pathlib import Path

from benang.coding.codebook.codebook_file import Codebook
from benang.coding.codebook.codebook_history import History, history_table, read_history
from benang.coding.people.coding_files import read_coding_files
from benang.coding.people.lookup import CodeNames
from benang.coding.rules.rule_file import write_rules
from benang.core import model
from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import write_csv, write_problems, write_table
from benang.exchange.codebooks import read_codebook
from benang.exchange.project_files import read_projects
from benang.privacy.pseudonyms import read_checked_pseudonyms


def main(inputs, outputs, codebook: dict, codings: list[dict], languages: list[str]) -> None:
    read = Codebook(model.empty("codes"), {}, ())
    if codebook:
        projects = read_projects(inputs.projects) if codebook["read"] else []
        read = read_codebook(
            Path(codebook["file"]),
            codebook["file"],
            codebook["columns"],
            codebook["paths"] or None,
            sorted(set(read_coding_files(codings)[0]["code"])) if codebook["paths"] else (),
            languages=languages,
            pseudonyms=read_checked_pseudonyms(inputs.get("pseudonyms")),
            projects=[projects[number] for number in codebook["read"]],
        )
    stop_at_errors(read.problems)
    write_table(read.codes, outputs.codes, "codes")
    write_csv(read.codes, outputs.table)
    write_rules(read.rules, outputs.rules)
    history = History((), CodeNames(read.codes))
    if inputs.get("history"):
        # What is wrong with it is told where codings follow it.
        history, _ = read_history(Path(inputs.history), inputs.history, read.codes)
    versions = history_table(history, read_checked_pseudonyms(inputs.get("pseudonyms")))
    write_table(versions, outputs.history, "codebook_history")
    write_csv(versions, outputs.history_table)
    write_problems(read.problems, outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        params = snakemake.params
        main(snakemake.input, snakemake.output, params.codebook, params.codings, params.languages)
