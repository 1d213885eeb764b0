"""What a study costs by its size: seconds, memory, where they go, and how they grow.

    .venv/bin/python benchmarks/scale.py [--interviews 100 1000] [--cores 2] [--cases] [--keep FOLDER] [--besides]

Studies are generated (tests/material/corpus.py, always the same): interviews of 6,000 words, 30 codings each by two
coders, a codebook of 48 codes with rules, a list of names, works and claims. Each is run from scratch by the command
that ``make`` calls. Printed are, by size, wall and CPU seconds (of all processes of the run) and the most memory that
any process held at a time; the same by rule, from what each job leaves beside its record (``benang.core.job_cost``);
and, where there are several sizes, the exponent of growth: 1 is linear, more is worse. With ``--cases`` what a day's
work does to the study follows: nothing, one transcript changed, one coding changed, one option of figures changed.
``--besides`` counts the codebook's words with pandas and ``re`` on the same texts, in the same run, for a comparison.

CPU seconds bear a busy machine better than wall seconds. ``--keep`` keeps the studies with their results.
"""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import psutil

HOUSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOUSE / "workflow"), str(HOUSE / "tests" / "material")]

from corpus import Size, code_words, write_corpus  # noqa: E402

from benang.core.job_cost import COSTS, Cost, read_costs  # noqa: E402

BETWEEN = 0.2
"""Seconds between two looks at the memory of the run's processes."""
SHOWN = 20
"""Rules that are shown, those that cost most."""


class Measured(NamedTuple):
    """What one run took: seconds, and bytes of its largest process at its largest."""

    wall: float
    cpu: float
    peak: int


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure studies of several sizes.")
    parser.add_argument("--interviews", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--batches", type=int, help="by default as many as the workflow takes")
    parser.add_argument("--cases", action="store_true", help="measure runs after a change, too")
    parser.add_argument("--besides", action="store_true", help="count words with pandas and re on the same texts")
    parser.add_argument("--keep", type=Path, help="folder for the studies; one that is there is not made again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="benang-scale-") as scratch:
        folder = options.keep or Path(scratch)
        by_size: dict[int, tuple[Measured, list[Cost]]] = {}
        for interviews in options.interviews:
            study = (folder / str(interviews)).resolve()
            shutil.rmtree(study, ignore_errors=True)
            write_corpus(study, Size(interviews), options.batches)
            by_size[interviews] = (measured(study, options.cores), read_costs(study))
            report(f"{interviews} interviews, from scratch", *by_size[interviews])
            if options.cases:
                report_cases(study, options.cores)
            if options.besides:
                report_besides(study)
        report_growth(by_size)


def measured(study: Path, cores: int) -> Measured:
    """Run a study and watch it."""
    command = [sys.executable, str(HOUSE / "workflow" / "run.py"), "--study", str(study), "--cores", str(cores)]
    shutil.rmtree(study / COSTS, ignore_errors=True)  # of the run before
    before, began = os.times(), time.perf_counter()
    peak = 0
    with (study / "run.log").open("w", encoding="utf-8") as log:
        run = subprocess.Popen(command, cwd=HOUSE, stdout=log, stderr=subprocess.STDOUT)
        while run.poll() is None:
            peak = max(peak, largest(run.pid))
            time.sleep(BETWEEN)
    if run.returncode:
        sys.exit((study / "run.log").read_text("utf-8")[-4000:])
    wall, after = time.perf_counter() - began, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(wall, cpu, max([peak, *(cost.peak for cost in read_costs(study))]))


def largest(root: int) -> int:
    """Resident bytes of the largest process below one."""
    most = 0
    try:
        for process in [psutil.Process(root), *psutil.Process(root).children(recursive=True)]:
            try:
                most = max(most, process.memory_info().rss)
            except psutil.Error:  # it has ended
                continue
    except psutil.Error:
        pass
    return most


def report(name: str, run: Measured, costs: Iterable[Cost]) -> None:
    """A run, then what its rules cost."""
    print(f"\n{name}: {shown(run)}", flush=True)
    by_script: dict[str, list[Cost]] = {}
    for cost in costs:
        by_script.setdefault(cost.script, []).append(cost)
    print(f"  {'rule':38} {'jobs':>4} {'wall s':>8} {'CPU s':>8} {'MB':>6}")
    ordered = sorted(by_script.items(), key=lambda item: (-cpu_of(item[1]), item[0]))
    for script, jobs in ordered[:SHOWN]:
        wall, peak = sum(job.wall for job in jobs), max(job.peak for job in jobs)
        print(f"  {script:38} {len(jobs):4} {wall:8.1f} {cpu_of(jobs):8.1f} {peak / 1e6:6.0f}")
    rest = [job for _, jobs in ordered[SHOWN:] for job in jobs]
    print(f"  {'others':38} {len(rest):4} {sum(job.wall for job in rest):8.1f} {cpu_of(rest):8.1f}", flush=True)


def cpu_of(jobs: Iterable[Cost]) -> float:
    """CPU seconds of jobs together."""
    return sum(job.cpu for job in jobs)


def shown(run: Measured) -> str:
    """A run in words."""
    return f"{run.wall:.1f} s wall, {run.cpu:.1f} s CPU, largest process {run.peak / 1e6:.0f} MB"


def report_cases(study: Path, cores: int) -> None:
    """What runs cost after a change."""
    cases: Sequence[tuple[str, Callable[[Path], None]]] = (
        ("nothing to do", lambda study: None),
        ("one transcript changed", change_transcript),
        ("one coding changed", change_coding),
        ("one option of figures changed", change_figures),
    )
    for name, change in cases:
        change(study)
        run = measured(study, cores)
        report(name, run, read_costs(study))


def change_transcript(study: Path) -> None:
    """Two more turns at the end."""
    path = min((study / "data" / "interviews").iterdir())
    path.write_text(path.read_text("utf-8") + "T: Sudah cukup?\nJ: Iya, terima kasih.\n", "utf-8")


def change_coding(study: Path) -> None:
    """A coder takes the last coding back."""
    path = study / "data" / "codings" / "ayu.csv"
    path.write_text("\n".join(path.read_text("utf-8").rstrip("\n").split("\n")[:-1]) + "\n", "utf-8")


def change_figures(study: Path) -> None:
    """Cases are called otherwise in figures."""
    path = study / "config.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("file: data/cases.csv", "file: data/cases.csv, name: Orang"), "utf-8")


def report_besides(study: Path) -> None:
    """The codebook's words counted by case and code with pandas and one regular expression for each code.

    That is a part of the work: no cleaning, names, stems, codings of people, figures or documents.
    """
    before, began = time.process_time(), time.perf_counter()
    patterns = {code: re.compile(rf"\b(?:{'|'.join(words)})\b", re.I) for code, words in code_words(1).items()}
    rows = [
        (path.stem, number, line[3:])
        for path in sorted((study / "data" / "interviews").iterdir())
        for number, line in enumerate(path.read_text("utf-8").split("\n"), start=1)
        if line.startswith("J: ")
    ]
    table = pd.DataFrame(rows, columns=["source", "line", "text"])
    counts = pd.DataFrame({code: table["text"].str.count(pattern) for code, pattern in patterns.items()})
    found = int(counts.groupby(table["source"]).sum().to_numpy().sum())
    wall, cpu = time.perf_counter() - began, time.process_time() - before
    print(f"  pandas and re, counting words alone: {wall:.1f} s wall, {cpu:.1f} s CPU, {found} found", flush=True)


def report_growth(by_size: dict[int, tuple[Measured, list[Cost]]]) -> None:
    """Ratios from each size to the next, and the exponent: the slope of the logarithms."""
    sizes = sorted(by_size)
    for small, large in pairwise(sizes):
        print(f"\nfrom {small} to {large} interviews ({large / small:g} times as many)")
        for measure in Measured._fields:
            ratio = getattr(by_size[large][0], measure) / getattr(by_size[small][0], measure)
            print(f"  {measure:5} {ratio:6.2f} times as much, exponent {math.log(ratio) / math.log(large / small):.2f}")


if __name__ == "__main__":
    main()
