"""How long a study takes: from scratch, with nothing to do, and with one transcript changed.

    .venv/bin/python benchmarks/pipeline.py [--cores 2] [--runs 3]

Runs a copy of the reference study in a scratch folder, in turn, and prints the median seconds of each case and its
ratio to the run from scratch, which is the alternative to re-running only what changed.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the reference study.")
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    times: dict[str, list[float]] = {"from scratch": [], "nothing to do": [], "one transcript changed": []}
    for number in range(options.runs):
        with tempfile.TemporaryDirectory() as folder:
            study = Path(folder)
            shutil.copy(HOUSE / "config.yaml", study)
            shutil.copytree(HOUSE / "data", study / "data")
            times["from scratch"].append(run(study, options.cores))
            times["nothing to do"].append(run(study, options.cores))
            transcript = study / "data" / "interviews" / "wawancara-informan-B.txt"
            transcript.write_text(transcript.read_text(encoding="utf-8") + f"\nP: Sudah.\nB: Iya {number}.\n")
            times["one transcript changed"].append(run(study, options.cores))
    scratch = statistics.median(times["from scratch"])
    print(f"{options.cores} cores, median of {options.runs} runs")
    for case, seconds in times.items():
        median = statistics.median(seconds)
        spread = f"{min(seconds):.1f} to {max(seconds):.1f}"
        print(f"{case:24} {median:6.1f} s   ({spread})   {median / scratch:5.2f} of a run from scratch")


def run(study: Path, cores: int) -> float:
    command = [sys.executable, str(HOUSE / "workflow" / "run.py"), "--study", str(study), "--cores", str(cores)]
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
