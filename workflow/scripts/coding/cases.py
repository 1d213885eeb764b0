"""The cases and their attributes as a table."""

from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table
from benang.sources.cases import Case, case_table, cases_of, joined


def main(rows: list[dict], sources: str, projects: str, turn_cases: str, cases: str, table: str) -> None:
    listed = [Case(row["case_id"], row["attributes"]) for row in rows]
    if projects:
        listed = joined([*listed, *cases_of(read_table(projects, "cases"))])
    if sources:
        found = {case for cell in read_table(sources, "sources")["case_ids"] for case in cell}
        # What was made up for a source is no case beside those that a project says its parts are.
        gone = set(read_table(turn_cases, "turn_cases")["was"]) - found if turn_cases else set()
        listed = [case for case in listed if case.case_id not in gone]
        known = {case.case_id for case in listed}
        listed = joined([*listed, *(Case(case) for case in sorted(found - known))])
    frame = case_table(listed)
    write_table(frame, cases, "cases")
    write_csv(frame, table)


if __name__ == "__main__":
    with reporting(snakemake):
        main(
            snakemake.params.cases,
            snakemake.input.get("sources"),
            snakemake.input.get("projects"),
            snakemake.input.get("turn_cases"),
            **dict(snakemake.output.items()),
        )
