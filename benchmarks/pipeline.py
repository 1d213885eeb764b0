"""How long the reference study takes, beside the release before it was looked at: wall and CPU seconds, and ratios.

    .venv/bin/python benchmarks/pipeline.py [--cores 2] [--runs 3] [--release b496dd0]

Both versions run in turn in one go, so that what else the machine does weighs on both alike. Each runs a copy of its
own reference study, with its own environment: the release's is installed from its lock file into a scratch folder first
(``--keep FOLDER`` keeps it for the next time). Cases follow on one another as a day's work does: from scratch, nothing
to do, one transcript changed, one coding changed, one claim's text changed. CPU seconds are those of all processes of a
run, and mind little what else a machine does; wall seconds want a quiet one. A case without effect on the report ends
the measurement, for then it measured nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
RELEASE = "b496dd0"


class Seconds(NamedTuple):
    """What one run took."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Version:
    """A version of the project, and the Python of its environment."""

    name: str
    house: Path
    python: Path


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the reference study beside a release.")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--release", default=RELEASE, help="commit to compare with")
    parser.add_argument("--keep", type=Path, help="folder for the release, made if it is not there, and kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benang-benchmark-") as scratch:
        here = Version("now", ROOT, Path(sys.executable))
        versions = [release(options.release, (options.keep or Path(scratch, "release")).resolve()), here]
        taken: dict[tuple[str, str], list[Seconds]] = {}
        for number in range(options.runs):
            for version in versions:
                study = Path(scratch, f"{version.name}-{number}")
                for case, seconds in day(version, study, options.cores):
                    taken.setdefault((case, version.name), []).append(seconds)
                    print(f"{version.name:8} {case:26} {seconds.wall:6.1f} s {seconds.cpu:6.1f} CPU s", flush=True)
                shutil.rmtree(study)
    report(taken, [version.name for version in versions], options)


def release(commit: str, house: Path) -> Version:
    """The release's files, without git's own records, and its environment."""
    if not house.exists():
        house.mkdir(parents=True)
        files = subprocess.run(["git", "archive", commit], cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x"], cwd=house, input=files, check=True)
    # It says itself what is wrong where it cannot be installed.
    subprocess.run([sys.executable, "bootstrap.py"], cwd=house, check=True, stdout=subprocess.DEVNULL)
    scripts = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    return Version(commit, house, house / ".venv" / scripts)


def day(version: Version, study: Path, cores: int) -> Iterator[tuple[str, Seconds]]:
    """The cases, one after the other, in a copy of the version's reference study."""
    study.mkdir()
    shutil.copy(version.house / "config.yaml", study)
    ignored = shutil.ignore_patterns("benang")  # the key and the memory of earlier runs
    shutil.copytree(version.house / "data", study / "data", ignore=ignored)
    cases: list[tuple[str, Callable[[Path], None]]] = [
        ("from scratch", lambda study: None),
        ("nothing to do", lambda study: None),
        ("one transcript changed", change_transcript),
        ("one coding changed", change_coding),
        ("one claim's text changed", change_claim),
    ]
    made = ""
    for case, change in cases:
        change(study)
        seconds = run(version, study, cores)
        now = digest(study)
        if (now == made) != (case == "nothing to do"):
            sys.exit(f"{version.name}: {case}: the report {'is the same' if now == made else 'differs'}")
        made = now
        yield case, seconds


def change_transcript(study: Path) -> None:
    """Two more turns at the end."""
    path = study / "data" / "interviews" / "wawancara-informan-B.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nP: Sudah cukup.\nB: Iya, terima kasih banyak.\n", "utf-8")


def change_coding(study: Path) -> None:
    """A coder takes the last coding back."""
    path = study / "data" / "codings" / "coder-2.csv"
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    path.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")


def change_claim(study: Path) -> None:
    """The first claim begins with another word, in the study's first language."""
    path = study / "data" / "claims.yaml"
    head, text, rest = path.read_text(encoding="utf-8").partition("    text:\n      id: ")
    path.write_text(f"{head}{text}Kini {rest}", encoding="utf-8")


def digest(study: Path) -> str:
    """Of the report's pages, which show what each case changes."""
    pages = sorted((study / "reports").glob("*.html"))
    return hashlib.sha256(b"".join(page.read_bytes() for page in pages)).hexdigest()


def run(version: Version, study: Path, cores: int) -> Seconds:
    """One run, by the command that ``make`` calls."""
    command = [str(version.python), str(version.house / "workflow" / "run.py")]
    before, started = os.times(), time.perf_counter()
    done = subprocess.run(
        [*command, "--study", str(study), "--cores", str(cores)],
        cwd=version.house,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    wall, after = time.perf_counter() - started, os.times()
    if done.returncode:
        sys.exit(f"{version.name}: {study.name}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    # Processes that were waited for count; on Windows there is no account of them.
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Seconds(wall, cpu)


def report(taken: dict[tuple[str, str], list[Seconds]], names: list[str], options: argparse.Namespace) -> None:
    """Medians (lowest to highest), and how many times as long the release took."""
    print(f"\n{options.cores} cores, median of {options.runs} runs (lowest to highest)")
    for case in dict.fromkeys(case for case, _ in taken):
        print(case)
        for measure in Seconds._fields:
            middle = {}
            for name in names:
                seconds = sorted(getattr(one, measure) for one in taken[case, name])
                middle[name] = statistics.median(seconds)
                spread = f"({seconds[0]:.1f} to {seconds[-1]:.1f})"
                print(f"  {measure:5} {name:8} {middle[name]:6.1f} s  {spread}")
            old, new = (middle[name] for name in names)
            print(f"  {measure:5} {old / new:6.2f} times as fast" if new else "")


if __name__ == "__main__":
    main()
