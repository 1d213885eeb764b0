"""Read the files that people keep, and stop where one of them would stop the run at a later stage."""

from pathlib import Path

from benang.core.files import write_text
from benang.core.problems import stop_at_errors
from benang.core.reporting import reporting
from benang.study.check import what_stops_a_run


def main(config_file: str, overrides: dict, read: str) -> None:
    stop_at_errors(what_stops_a_run(Path(), config_file=Path(config_file), overrides=overrides))
    write_text("", read)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.params.config_file, snakemake.params.overrides, snakemake.output.read)
