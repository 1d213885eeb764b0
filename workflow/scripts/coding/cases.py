"""The cases and their attributes as a table, and which of them are alone with theirs."""

from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_problems, write_table
from benang.sources.cases import Case, case_table, cases_of, joined
from benang.sources.small_cells import small_cell_problems


def main(inputs, outputs, params) -> None:
    listed = [Case(row["case_id"], row["attributes"]) for row in params.cases]
    if projects := inputs.get("projects"):
        listed = joined([*listed, *cases_of(read_table(projects, "cases"))])
    if sources := inputs.get("sources"):
        found = {case for cell in read_table(sources, "sources")["case_ids"] for case in cell}
        # What was made up for a source is no case beside those that a project says its parts are.
        turn_cases = inputs.get("turn_cases")
        gone = set(read_table(turn_cases, "turn_cases")["was"]) - found if turn_cases else set()
        listed = [case for case in listed if case.case_id not in gone]
        known = {case.case_id for case in listed}
        listed = joined([*listed, *(Case(case) for case in sorted(found - known))])
    frame = case_table(listed)
    write_table(frame, outputs.cases, "cases")
    write_csv(frame, outputs.table)
    file, lines = params.small_cells["file"], params.small_cells["lines"]
    # Without a case file the table that the run writes is what a line is in, below its header.
    lines = lines or {case.case_id: number for number, case in enumerate(listed, start=2)}
    write_problems(small_cell_problems(listed, file, lines) if file else [], outputs.problems)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.input, snakemake.output, snakemake.params)
