"""Whether the reports in the folder are those of the study as it is now.

A run that stops half-way leaves the reports of an earlier one in place. Nobody should take them for current, least of
all when the run stopped after names had been added to the list: so a note lies beside them until a run has come to its
end.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from benang.core.files import write_text
from benang.core.run_words import sentence

NOTE = "OUT-OF-DATE.txt"


def makes_reports(targets: Collection[str]) -> bool:
    """Whether a call with these targets is to bring the reports up to date; without a target it is."""
    return not targets or not {"all", "report"}.isdisjoint(targets)


def mark_out_of_date(reports: Path, language: str) -> None:
    """Put the note beside reports that are there already; a folder without any gets none."""
    if reports.is_dir() and any(file.name != NOTE for file in reports.iterdir()):
        write_text(sentence("out_of_date", language), reports / NOTE)


def mark_current(reports: Path) -> None:
    """Take the note away."""
    (reports / NOTE).unlink(missing_ok=True)
