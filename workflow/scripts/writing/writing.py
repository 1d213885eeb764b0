"""Read what the researchers wrote: method, interpretation, translations, journal; names replaced."""

from pathlib import Path

from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.core.tables import read_table, write_problems
from benang.privacy.pseudonyms import read_checked_pseudonyms
from benang.sources.withdrawal import withdrawal_of
from benang.writing.table_units import written_units
from benang.writing.writing import read_writing, write_writing


def main(inputs, outputs, params) -> None:
    codes = read_table(inputs.codes, "codes")
    units = written_units(codes) if len(codes) else None
    names = read_checked_pseudonyms(inputs.get("pseudonyms"))
    writing = read_writing(Path(), sorted(inputs.files), params.folder, params.languages, names, units)
    stop_at_errors(writing.problems)
    write_writing(writing, Path(outputs.writing))
    withdrawal = withdrawal_of(inputs.get("withdrawn"), params.withdrawn)
    write_problems(withdrawal.reportable(writing.problems), outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
