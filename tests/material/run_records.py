"""Records of a small run, and the graph of it."""

from benang.bundle.run_graph import run_graph
from benang.core.job_record import JobRecord, Made


def record(script, read, made, code="0123456789ab", kept=(), **wildcards):
    return JobRecord(
        f"{script} {code}",
        wildcards,
        dict.fromkeys(read, "x"),
        {name: Made("y", 0) for name in [*made, *kept]},
        kept=kept,
    )


RECORDS = [
    record("mapping/count.py", ["r/codings", "raw/book"], ["r/matrix"], code="0123456789ab 3"),
    record("coding/code.py", ["p/texts", "raw/book"], ["r/codings"]),
    record("coding/read.py", ["raw/a", ".snakemake/beginning"], ["p/texts"], kept=["p/memory"], batch="1"),
    record("coding/sheets.py", ["p/texts"], ["r/sheets"]),
    record("other:coding/code.py", ["raw/z"], ["r/other"]),
]


def shown(name):
    return "" if name.startswith(".") else name


def graph_of(*ends, records=RECORDS, scope=""):
    return run_graph(records, ends, shown, lambda name: "" if name.startswith("p/") else f"digest of {name}", scope)
