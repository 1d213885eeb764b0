"""Rebuild the study in a scratch folder and compare every byte with the committed checksums.

Where the study has none, the comparison is with the results and reports that lie in its folder now.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benang.conclusions.checksums import checksums, compare, read_checksums
from benang.problems import Problem, StudyError
from benang.reporting import reporting


def main(params, cores: int) -> None:
    expected = read_checksums(Path(params.checksums)) if params.checksums else checksums(Path(), params.folders)
    if not expected:
        raise StudyError([Problem("nothing-to-verify")])
    with tempfile.TemporaryDirectory(prefix="benang-verify-") as scratch:
        shutil.copy(params.config_file, Path(scratch) / "config.yaml")
        for name in params.inputs:
            target = Path(scratch) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, target)
        command = [sys.executable, "-m", "snakemake", "--snakefile", params.snakefile, "--directory", scratch]
        built = subprocess.run(
            [*command, "--cores", str(cores)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        if built.returncode:
            raise StudyError([Problem("rebuild-failed", values={"output": built.stderr[-4000:].replace(scratch, "")})])
        problems = compare(expected, checksums(Path(scratch), params.folders))
    if problems:
        raise StudyError(problems)
    print(f"{len(expected)} files, every byte the same")


if __name__ == "__main__":
    with reporting(snakemake.log[0], snakemake.config["language"]):
        main(snakemake.params, snakemake.threads)
