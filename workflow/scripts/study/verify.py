"""Rebuild the study in a scratch folder, and compare every byte with the recorded checksums, or record them.

Where the study has no file of checksums, the comparison is with the results and reports that lie in its folder now.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath

from benang.conclusions.checksums import checksums, compare, read_checksums, write_checksums
from benang.core.problems import Problem, StudyError
from benang.core.reporting import reporting, say
from benang.core.run_words import sentence
from benang.core.wording import filled


def main(params, cores: int, language: str) -> None:
    recorded = Path(params.checksums) if params.checksums else None
    if params.record and recorded is None:
        raise StudyError([Problem("no-checksum-file", "config.yaml")])
    expected = {}
    if not params.record:
        expected = read_checksums(recorded) if recorded else checksums(Path(), params.folders)
        if not expected:
            raise StudyError([Problem("nothing-to-verify")])
    found = rebuilt(params, cores)
    if params.record:
        write_checksums(found, recorded)
        return
    if not recorded:
        # What else lies in the folders, of an older run or a file manager, is no result.
        expected = {name: digest for name, digest in expected.items() if name in found}
    problems = compare(expected, found)
    if problems:
        raise StudyError(problems)
    say(filled(sentence("same", language), {"n": len(found)}))


def rebuilt(params, cores: int) -> dict[str, str]:
    """Checksums of all that a run of a copy of the study makes."""
    with tempfile.TemporaryDirectory(prefix="benang-verify-") as scratch:
        # A study may take files from the folders above it; they have to lie above the copy too.
        above = max((PurePosixPath(name).parts.count("..") for name in params.inputs), default=0)
        study = Path(scratch).resolve().joinpath(*["above"] * above, "study")
        study.mkdir(parents=True)
        shutil.copy(params.config_file, study / "config.yaml")
        for name in params.inputs:
            target = study / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(name, target)
        command = [sys.executable, "-m", "snakemake", "--snakefile", params.snakefile, "--directory", str(study)]
        built = subprocess.run(
            [*command, "--cores", str(cores)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        if built.returncode:
            output = built.stderr[-4000:].replace(scratch, "")
            raise StudyError([Problem("rebuild-failed", values={"output": output})])
        return checksums(study, params.folders)


if __name__ == "__main__":
    with reporting(snakemake):
        main(snakemake.params, snakemake.threads, snakemake.config["language"])
