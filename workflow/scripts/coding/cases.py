"""The cases and their attributes as a table."""

from benang.coding.cases import Case, case_table
from benang.reporting import reporting
from benang.tables import write_csv, write_table


def main(rows: list[dict], cases: str, table: str) -> None:
    frame = case_table(Case(row["case_id"], row["attributes"]) for row in rows)
    write_table(frame, cases, "cases")
    write_csv(frame, table)


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.params.cases, **dict(snakemake.output.items()))
