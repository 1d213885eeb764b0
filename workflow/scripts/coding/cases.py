"""The cases and their attributes as a table."""

from benang.core.reporting import reporting
from benang.core.tables import read_table, write_csv, write_table
from benang.sources.cases import Case, case_table, cases_of, joined


def main(rows: list[dict], sources: str, projects: str, cases: str, table: str) -> None:
    listed = [Case(row["case_id"], row["attributes"]) for row in rows]
    if projects:
        listed = joined([*listed, *cases_of(read_table(projects, "cases"))])
    if sources:
        known = {case.case_id for case in listed}
        found = {case for cell in read_table(sources, "sources")["case_ids"] for case in cell}
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
            **dict(snakemake.output.items()),
        )
