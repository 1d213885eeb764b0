"""What jobs ask a cluster for: as much as they were measured to take, more when they are tried again."""

import re
from types import SimpleNamespace

import pytest
import yaml
from places import ROOT

PROFILE = yaml.safe_load((ROOT / "workflow" / "profiles" / "slurm" / "config.yaml").read_text(encoding="utf-8"))
MEASURED = {
    "matrices": (304, 1381),
    "claims": (304, 1431),
    "suggestions": (320, 1361),
    "rule_quality": (265, 994),
    "merge_codings": (251, 1065),
    "workbook": (91, 1008),
    "disagreements_page": (208, 827),
    "clean": (3, 283),
    "leaks": (3242, 2745 * 2),
    "answered": (2937, 188),
}
"""Megabytes of what steps read of 10,000 interviews, and what they took at most (the gate: in two processes)."""


def asked(rule: str, size_mb: float, attempt: int = 1) -> float:
    """Megabytes that a job asks for, as the profile says it."""
    default = dict(one.split("=", 1) for one in PROFILE["default-resources"])
    said = PROFILE["set-resources"].get(rule, default)["mem_mb"]
    return eval(said, {"input": SimpleNamespace(size_mb=size_mb), "attempt": attempt})


@pytest.mark.parametrize("rule", MEASURED)
def test_a_job_asks_for_what_it_takes_and_not_for_a_whole_cluster(rule: str) -> None:
    read, taken = MEASURED[rule]
    assert 1.3 * taken < asked(rule, read) < 8_000
    assert asked(rule, read, attempt=2) == 2 * asked(rule, read)


def test_rules_that_say_what_they_take_ask_for_more_when_they_are_tried_again() -> None:
    said = [
        line
        for path in sorted((ROOT / "workflow" / "rules").rglob("*.smk"))
        for line in re.findall(r"mem_mb=.*", path.read_text(encoding="utf-8"))
    ]
    assert said and all("* attempt" in line for line in said)


def test_the_guide_has_what_the_profile_has() -> None:
    guide = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    assert all(f"- {one}\n" in guide for one in PROFILE["default-resources"])
