"""Write the checksums that the study is verified against."""

from pathlib import Path

from benang.conclusions.checksums import checksums, write_checksums
from benang.problems import Problem, StudyError
from benang.reporting import reporting


def main(folders: list[str], checksum_file: str) -> None:
    if not checksum_file:
        raise StudyError([Problem("no-checksum-file", "config.yaml")])
    write_checksums(checksums(Path(), folders), Path(checksum_file))


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.params.folders, snakemake.params.checksums)
