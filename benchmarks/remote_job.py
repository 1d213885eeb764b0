"""What each job on a cluster costs before its script begins: Snakemake is loaded and reads the Snakefile again.

    .venv/bin/python benchmarks/remote_job.py STUDY [--times 5] [--job clean:batch=0]

Calls Snakemake in a finished study as a job of the slurm executor does (one target job, only its rule allowed, mode
``remote``), as a dry run, and prints CPU and wall seconds for loading Snakemake, for reading the Snakefile with the
study's plan, for what comes then (the graph of jobs), and for the whole process: medians. An executor may call it twice
a job, as that for Slurm does (in the job, and in its step). Target: less than a second of reading.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from statistics import median

HOUSE = Path(__file__).resolve().parents[1]
PARTS = ("Snakemake is loaded", "the Snakefile is read", "the graph of jobs and the rest", "the whole process")
WATCHED = """
import json, os, sys, time
def now():
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system, time.perf_counter()
marks = [(0.0, time.perf_counter())]
from snakemake.cli import main
from snakemake import workflow
marks.append(now())
include, depth = workflow.Workflow.include, []
def watched(*given, **named):
    if not depth:
        marks.append(now())
    depth.append(1)
    try:
        return include(*given, **named)
    finally:
        depth.pop()
        if not depth:
            marks.append(now())
workflow.Workflow.include = watched
try:
    main(sys.argv[1:])
except SystemExit as ended:
    status = ended.code
marks.append(now())
print(json.dumps([status, marks[0], marks[1], marks[2], marks[-2], marks[-1]]), file=sys.__stderr__)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how a job on a cluster begins.")
    parser.add_argument("study", type=Path)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--job", default="clean:batch=0", help="rule and wildcards")
    options = parser.parse_args()
    runs = [begun(options.study.resolve(), options.job) for _ in range(options.times)]
    print(f"{'':32} {'CPU s':>6} {'wall s':>7}")
    for place, part in enumerate(PARTS):
        cpu, wall = (median(run[place][measure] for run in runs) for measure in (0, 1))
        print(f"{part:32} {cpu:6.2f} {wall:7.2f}")


def begun(study: Path, job: str) -> list[tuple[float, float]]:
    """CPU and wall seconds of each of the parts."""
    command = [sys.executable, "-c", WATCHED, "--snakefile", str(HOUSE / "Snakefile"), "--directory", str(study)]
    command += ["--target-jobs", job, "--allowed-rules", job.partition(":")[0], "--cores", "1", "--attempt", "1"]
    command += ["--force-use-threads", "--force", "--no-hooks", "--nolock", "--ignore-incomplete", "--nocolor"]
    command += ["--rerun-triggers", "mtime", "params", "input", "software-env", "--scheduler", "greedy"]
    command += ["--mode", "remote", "--dry-run", "--quiet", "all"]
    done = subprocess.run(command, cwd=study, capture_output=True, encoding="utf-8")
    lines = done.stderr.splitlines()
    if done.returncode or not lines or json.loads(lines[-1])[0]:
        sys.exit(done.stdout + done.stderr)
    _, start, loaded, reading, read, end = json.loads(lines[-1])
    between = ((start, loaded), (reading, read), (read, end), (start, end))
    return [(later[0] - earlier[0], later[1] - earlier[1]) for earlier, later in between]


if __name__ == "__main__":
    main()
