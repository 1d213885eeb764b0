"""Keep a codebook's parsed rules in a file between two steps of the workflow."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from benang.coding.rules.patterns import Part, Pattern, RuleSpec
from benang.core.files import write_text

_PATTERNS = ("near", "then", "unless", "asked")


def write_rules(rules: Mapping[str, Sequence[RuleSpec]], path: str | os.PathLike[str]) -> None:
    """Write rules by code as JSON, in the codebook's order."""
    plain = {code_id: [asdict(rule) for rule in of_code] for code_id, of_code in rules.items()}
    write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", path)


def read_rules(path: str | os.PathLike[str]) -> dict[str, tuple[RuleSpec, ...]]:
    """Read what ``write_rules`` wrote."""
    plain = json.loads(Path(path).read_text(encoding="utf-8"))
    return {code_id: tuple(_rule(rule) for rule in of_code) for code_id, of_code in plain.items()}


def _rule(plain: Mapping[str, Any]) -> RuleSpec:
    patterns = {name: tuple(_pattern(pattern) for pattern in plain[name]) for name in _PATTERNS}
    return RuleSpec(
        match=_pattern(plain["match"]),
        within=plain["within"],
        negated=plain["negated"],
        roles=tuple(plain["roles"]),
        speakers=tuple(plain["speakers"]),
        **patterns,
    )


def _pattern(plain: Mapping[str, Any]) -> Pattern:
    parts = tuple(Part(part["kind"], part["text"]) for part in plain["parts"])
    return Pattern(plain["written"], parts, plain["regex"], plain["run"])
