"""How long a matrix takes, and how much memory, beside a plain pandas groupby of the same codings.

    .venv/bin/python benchmarks/matrices.py [--sources 10000] [--codings 1000000] [--codes 60]

Each source is an interview of one case; each coding is a passage of its own. The groupby counts the same rows by case
and category and nothing else: no zeros, no sides, no states, no ids. Each runs in a process of its own, whose largest
memory is told, that of the table before it beside it.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "workflow"))

from benang.core import model
from benang.mapping.matrices import case_matrix

SEED = 20240501


def study(sources: int, codings: int, codes: int) -> dict[str, pd.DataFrame]:
    """The passages of one level and the tables beside them."""
    draw = np.random.default_rng(SEED)
    ids = np.array([f"i{number:06}" for number in range(sources)], dtype=object)
    categories = np.array([f"k{number:03}" for number in range(codes)], dtype=object)
    of = draw.integers(0, sources, codings)
    passages = pd.DataFrame(
        {
            "passage_id": [f"p{number:010x}" for number in range(codings)],
            "level": "category",
            "code_id": categories[draw.integers(0, codes, codings)],
            "source_id": ids[of],
            "case_id": ids[of],
            "voice": np.where(draw.random(codings) < 0.9, "said", "observed"),
            "side": np.array(["for", "against", "none", "both", "disputed"], dtype=object)[
                draw.integers(0, 5, codings)
            ],
            "new_words": draw.integers(1, 60, codings),
            "undecided": False,
        }
    )
    turns = pd.DataFrame({"source_id": ids, "role": "informant", "case_id": ids, "n_words": 4000})
    cases = pd.DataFrame({"case_id": ids, "order": range(1, sources + 1)})
    tree = [{"code_id": "T", "parent_id": "", "level": "theme", "theme_id": "T", "category_id": ""}]
    tree += [
        {"code_id": one, "parent_id": "T", "level": "category", "theme_id": "T", "category_id": one}
        for one in categories
    ]
    rows = [row | {"origin": "", "negative": False, "side": "", "order": n} for n, row in enumerate(tree)]
    more = {"cites": [], "example": "", "colour": ""}
    return {
        "passages": passages,
        "codes": model.from_rows("codes", [row | more for row in rows]),
        "cases": cases,
        "turns": turns,
    }


def by_groupby(tables: dict[str, pd.DataFrame]) -> int:
    """A plain count by case and category."""
    said = tables["passages"][tables["passages"]["voice"] == "said"]
    return len(said.groupby(["case_id", "code_id"]).agg(references=("passage_id", "size"), words=("new_words", "sum")))


def by_matrix(tables: dict[str, pd.DataFrame]) -> int:
    """The matrix, in the form in which a run writes it."""
    return len(model.conform(case_matrix(**tables, level="category"), "case_category"))


def _measured(name: str, size: tuple[int, int, int], told: multiprocessing.SimpleQueue) -> None:
    tables = study(*size)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, begun = time.perf_counter(), time.process_time()
    rows = {"groupby": by_groupby, "matrix": by_matrix}[name](tables)
    seconds = (time.perf_counter() - start, time.process_time() - begun)
    told.put((rows, seconds, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a matrix beside a groupby.")
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--codings", type=int, default=1_000_000)
    parser.add_argument("--codes", type=int, default=60)
    given = parser.parse_args()
    size = (given.sources, given.codings, given.codes)
    for name in ("groupby", "matrix"):
        context = multiprocessing.get_context("spawn")
        told: multiprocessing.SimpleQueue = context.SimpleQueue()
        process = context.Process(target=_measured, args=(name, size, told))
        process.start()
        rows, seconds, before, after = told.get()
        process.join()
        took = f"{seconds[0]:6.2f} s ({seconds[1]:.2f} s of CPU)"
        memory = f"{before / 1024:,.0f} MB before, {after / 1024:,.0f} MB at most"
        print(f"{name:8} {rows:9,} rows {took}   {memory}")


if __name__ == "__main__":
    main()
