"""What may still be a name, for a person to look at; and each replacement that was made. Both stay private."""

from pathlib import Path

from benang.core.reporting import reporting
from benang.core.tables import read_table, read_tables, write_csv, write_problems
from benang.privacy.pseudonym_key import read_replacements, write_replacements
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.residual_risk import names_to_list, read_cleared, residual_problems, residual_risk
from benang.sources.withdrawal import withdrawal_of


def main(inputs, outputs, params) -> None:
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    cleared = inputs.get("cleared") or ""
    words, problems = read_cleared(cleared, cleared)
    table = residual_risk(
        read_table(inputs.sources, "sources"),
        read_table(inputs.turns, "turns"),
        read_tables(inputs.memos, "memos"),
        withdrawal.names(read_checked_pseudonyms(inputs.get("pseudonyms")), params.language),
        words,
    )
    write_csv(table, outputs.table, private=True, separator=params.separator)
    write_csv(names_to_list(table), outputs.to_list, private=True, separator=params.separator)
    write_replacements((row for path in inputs.replacements for row in read_replacements(path)), outputs.replacements)
    write_problems([*problems, *residual_problems(table, Path(outputs.table).as_posix())], outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
