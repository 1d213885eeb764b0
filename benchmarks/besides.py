"""The codebook's words counted by interview and code in other ways, on a study of ``benchmarks/scale.py``.

    .venv/bin/python benchmarks/besides.py STUDY [--python OTHER/bin/python] [--jobs 10 20]

That is a part of what the rule coder does (which also finds stems, heeds conditions, and makes codings with their
places). Measured are, in CPU seconds of all processes:

* pandas and one regular expression for each code, in one process;
* a Snakemake rule for each transcript, as workflows are often written: for few of them, and from the slope for all
  (what is extrapolated is said so);
* spaCy's PhraseMatcher, where ``--python`` names the interpreter of an environment that has it.

All have to find the same number of words.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

HOUSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOUSE / "workflow"), str(HOUSE / "tests" / "material")]

from corpus import code_words  # noqa: E402

COUNT = """
import csv, json, re, sys
codes = json.load(open(sys.argv[1]))
patterns = {code: re.compile(r"\\b(?:" + "|".join(words) + r")\\b", re.I) for code, words in codes.items()}
said = [line[3:] for line in open(sys.argv[2], encoding="utf-8") if line.startswith("J: ")]
rows = [(sys.argv[2], code, sum(len(one.findall(line)) for line in said)) for code, one in patterns.items()]
with open(sys.argv[3], "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows(rows)
"""

SNAKEFILE = """
rule all:
    input: "counts.csv"

{rules}
rule gather:
    input: {tables}
    output: "counts.csv"
    shell: "cat {{input}} > {{output}}"
"""

RULE = """
rule count_{number}:
    input: "{path}"
    output: "{number}.csv"
    shell: "{python} count.py words.json {{input}} {{output}}"
"""

SPACY = """
import json, sys
import spacy
from spacy.matcher import PhraseMatcher
codes = json.load(open(sys.argv[1]))
nlp = spacy.blank("id")
matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
for code, words in codes.items():
    matcher.add(code, [nlp.make_doc(word) for word in words])
found = 0
for path in sys.argv[2:]:
    for line in open(path, encoding="utf-8"):
        if line.startswith("J: "):
            found += len(matcher(nlp.make_doc(line[3:].rstrip())))
print(json.dumps([found, spacy.__version__]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Count a codebook's words in other ways.")
    parser.add_argument("study", type=Path)
    parser.add_argument("--python", help="interpreter of an environment with spaCy")
    parser.add_argument("--jobs", type=int, nargs=2, default=[10, 20], help="transcripts with a rule each, twice")
    options = parser.parse_args()
    paths = sorted((options.study.resolve() / "data" / "interviews").iterdir())
    with tempfile.TemporaryDirectory(prefix="benang-besides-") as scratch:
        folder = Path(scratch)
        (folder / "words.json").write_text(json.dumps(code_words(1)), "utf-8")
        for name, script in (("count.py", COUNT), ("phrases.py", SPACY)):
            (folder / name).write_text(script, "utf-8")
        report("pandas and re", len(paths), *by_pandas(paths))
        few, more = (by_rules(folder / str(jobs), folder, paths[:jobs]) for jobs in options.jobs)
        each = (more[0] - few[0]) / (options.jobs[1] - options.jobs[0])
        for jobs, (cpu, found) in zip(options.jobs, (few, more), strict=True):
            report("a rule for each transcript", jobs, cpu, found)
        print(f"  extrapolated to {len(paths)}: {few[0] + each * (len(paths) - options.jobs[0]):.0f} CPU s")
        if options.python:
            cpu, said = spent([options.python, "phrases.py", "words.json", *map(str, paths)], folder)
            found, version = json.loads(said)
            report(f"spaCy {version}, PhraseMatcher", len(paths), cpu, found)


def report(what: str, interviews: int, cpu: float, found: int) -> None:
    """One line."""
    print(f"{what}, {interviews} interviews: {cpu:.1f} CPU s, {found} words found", flush=True)


def by_pandas(paths: Sequence[Path]) -> tuple[float, int]:
    """CPU seconds, and how many words were found."""
    began = time.process_time()
    patterns = {code: re.compile(rf"\b(?:{'|'.join(words)})\b", re.I) for code, words in code_words(1).items()}
    rows = [
        (path.stem, line[3:]) for path in paths for line in path.read_text("utf-8").split("\n") if line[:3] == "J: "
    ]
    table = pd.DataFrame(rows, columns=["source", "text"])
    counts = pd.DataFrame({code: table["text"].str.count(pattern) for code, pattern in patterns.items()})
    found = int(counts.groupby(table["source"]).sum().to_numpy().sum())
    return time.process_time() - began, found


def by_rules(folder: Path, scripts: Path, paths: Sequence[Path]) -> tuple[float, int]:
    """CPU seconds of a workflow with a rule for each transcript, and how many words it found."""
    folder.mkdir()
    for name in ("count.py", "words.json"):
        (folder / name).write_bytes((scripts / name).read_bytes())
    rules = "".join(RULE.format(number=n, path=path, python=sys.executable) for n, path in enumerate(paths))
    tables = ", ".join(f'"{number}.csv"' for number in range(len(paths)))
    (folder / "Snakefile").write_text(SNAKEFILE.format(rules=rules, tables=tables), "utf-8")
    cpu, _ = spent([sys.executable, "-m", "snakemake", "--cores", "2", "--quiet", "all"], folder)
    table = pd.read_csv(folder / "counts.csv", header=None)
    return cpu, int(table[2].sum())


def spent(command: Sequence[str], folder: Path) -> tuple[float, str]:
    """CPU seconds of a command and all that it started, and its last line."""
    before = os.times()
    said = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return cpu, said.strip().rpartition("\n")[2]


if __name__ == "__main__":
    main()
