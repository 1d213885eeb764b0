"""What each job of a study's last runs cost, for ``benchmarks/scale.py`` and for whoever wonders where time goes.

The numbers lie in ``.snakemake``, beside the records of jobs, and are no part of any result.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from benang.core.files import write_text

COSTS = Path(".snakemake") / "benang" / "costs"
"""The folder of the costs, in the study's folder."""


@dataclass(frozen=True)
class Cost:
    """What one job cost.

    Attributes:
        script: of the job, as below ``workflow/scripts``.
        wall: seconds.
        cpu: seconds of the job's process and of those that it started and waited for.
        peak: the most memory that one of these processes held at a time, in bytes (resident).
    """

    script: str
    wall: float
    cpu: float
    peak: int


class Costing:
    """Counts from when it is made."""

    def __init__(self) -> None:
        self._begun = time.perf_counter()
        self._spent = _processor_seconds()

    def so_far(self, script: str) -> Cost:
        """What ``script`` has cost."""
        return Cost(script, time.perf_counter() - self._begun, _processor_seconds() - self._spent, _peak())


def write_cost(cost: Cost, name: str) -> None:
    """Keep the cost of a job under the name of its record, in the place of that of its last run."""
    write_text(json.dumps(asdict(cost), sort_keys=True) + "\n", COSTS / name)


def read_costs(root: Path) -> list[Cost]:
    """The costs that jobs of a study left, in the order of their names."""
    return [Cost(**json.loads(path.read_text("utf-8"))) for path in sorted((root / COSTS).glob("*.json"))]


def _processor_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _peak() -> int:
    if sys.platform == "win32":
        return 0
    import resource  # not on Windows

    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) * unit
