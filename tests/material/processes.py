"""Which tests one of several processes does together, so that a run that many of them read is made once."""

import re
from functools import cache

from places import ROOT
from xdist.scheduler import LoadScopeScheduling

WHOLE_RUNS = "tests/workflow/"
SHARED = {
    "small": r"\bsmall(_copy|_checksums)?\b",
    "reference": r"\b(reference(_checksums)?|elsewhere|other_study)\b",
}
"""Fixtures of whole runs that tests of several files read, and how they name them."""


@cache
def shared_by(file: str) -> str:
    """What the tests of a file share: a run that other files read too, the file's own fixtures, or nothing (empty)."""
    if not file.startswith(WHOLE_RUNS):
        return ""
    text = (ROOT / file).read_text(encoding="utf-8")
    for name in ("reference", "small"):
        if re.search(rf"^def \w+\([^)]*{SHARED[name]}", text, re.MULTILINE):
            return name
    return file if 'scope="module"' in text else ""


class ByRun(LoadScopeScheduling):
    """Gives tests that share something to one process, and every other test to the next that is free."""

    def _split_scope(self, nodeid: str) -> str:
        return shared_by(nodeid.partition("::")[0]) or nodeid
