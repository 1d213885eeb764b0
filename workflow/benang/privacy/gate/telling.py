"""Tell each leak once: where it comes from, what stands around it, which files it got into, what governs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from benang.core.problems import Problem
from benang.privacy.gate.findings import FileFindings, Finding
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.gate.source_places import Place, Places

MOST_REPORTED = 50
"""Leaks of one pseudonym that are told one by one; the rest is counted."""

ON_REQUEST = {"coding_sheets": "coding-sheets", "summary_sheets": "summary-sheets", "coded_copies": "coded-copies"}
"""Targets by the folder in which they leave files that no plain run makes again."""
_BUNDLE = "export/study.zip"
_FILES_SHOWN = 3
_SAME = 12  # letters on a side by which two findings are known to be one
_FEWEST = 8  # letters on both sides, where fewer are shown
_COMPARED = 4 * MOST_REPORTED


@dataclass
class _Leak:
    """One leak, in every file that it got into."""

    finding: Finding
    place: Place | None
    files: dict[str, int] = field(default_factory=dict)
    parts: dict[str, None] = field(default_factory=dict)
    line: int = 0


def leak_problems(
    files: Iterable[tuple[str, FileFindings]], terms: SensitiveTerms, places: Places | None = None
) -> list[Problem]:
    """Every leak once, and what could not be searched.

    Args:
        files: each file's name, fit to be shown, and what was found in it.
        terms: what was looked for.
        places: the study's sources.
    """
    leaks = _Leaks(terms, places)
    unsearched: list[Problem] = []
    for name, found in files:
        for finding in found.findings:
            leaks.add(name, finding)
        unsearched += [Problem(f"leak-unsearched-{each.why}", name, place=each.part) for each in found.unsearched]
    problems = []
    for replacement in sorted(leaks.reported):
        ours = leaks.reported[replacement]
        problems += [_problem(leak) for leak in ours[:MOST_REPORTED]]
        if len(ours) > MOST_REPORTED:
            values = {"pseudonym": replacement, "count": len(ours) - MOST_REPORTED}
            problems.append(Problem("leak-more", values=values))
    return problems + unsearched


class _Leaks:
    """The leaks, each once: by its place in a source, or by the letters around it."""

    def __init__(self, terms: SensitiveTerms, places: Places | None) -> None:
        self._terms = terms
        self._places = places
        self._known: dict[tuple[object, ...], _Leak] = {}
        self.reported: dict[str, list[_Leak]] = {}

    def add(self, file: str, finding: Finding) -> None:
        """Add what was found in a file."""
        place = self._places.find(finding, self._terms) if self._places else None
        before, after = finding.around
        key = (finding.replacement, place.file, place.start) if place else (finding.replacement, before, after)
        ours = self.reported.setdefault(finding.replacement, [])
        leak = self._known.get(key)
        if leak is None and place is None:
            leak = next(
                (each for each in ours[:_COMPARED] if each.place is None and _is_one(each.finding, finding)), None
            )
        if leak is None:
            leak = _Leak(finding, place)
            ours.append(leak)
        self._known[key] = leak
        leak.files[file] = leak.files.get(file, 0) + 1
        if len(leak.files) == 1:
            leak.parts[finding.part] = None
            leak.line = leak.line or finding.line


def _is_one(one: Finding, other: Finding) -> bool:
    """Whether the same letters stand around two findings, as far as both show them."""
    (before, after), (left, right) = one.around, other.around
    low, high = min(len(before), len(left), _SAME), min(len(after), len(right), _SAME)
    return (
        low + high >= _FEWEST
        and before[len(before) - low :] == left[len(left) - low :]
        and after[:high] == right[:high]
    )


def _problem(leak: _Leak) -> Problem:
    names = list(leak.files)
    values: dict[str, object] = {
        "pseudonym": leak.finding.replacement,
        "words": leak.finding.words,
        "count": sum(leak.files.values()),
        "files": _listed(names),
        "kind": leak.finding.kind,
    }
    what = "identifier" if leak.finding.kind else "name"
    if leak.place is not None:
        values["turn"] = leak.place.turn
        return Problem(f"leak-{what}-in-source", leak.place.file, leak.place.line, f"turn {leak.place.turn}", values)
    place = _listed([part for part in leak.parts if part])
    targets = sorted({_target(name) for name in names})
    if "" in targets:
        return Problem(f"leak-{what}", names[0], leak.line or None, place, values)
    values["commands"] = ", ".join(f"make {target}" for target in targets)
    return Problem("leak-made-before", names[0], leak.line or None, place, values)


def _target(file: str) -> str:
    """The target that makes a file again; empty where every run does."""
    path = PurePosixPath(file)
    return "bundle" if path.as_posix().endswith(_BUNDLE) else ON_REQUEST.get(path.parent.name, "")


def _listed(names: Sequence[str]) -> str:
    more = ["\u2026"] if len(names) > _FILES_SHOWN else []
    return "; ".join([*names[:_FILES_SHOWN], *more])
