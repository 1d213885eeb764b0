"""Whether the reports in the folder are those of the study as it is now.

A run that stops half-way leaves the reports of an earlier one in place. Nobody should take them for current, least of
all when the run stopped after names had been added to the list: so a note lies beside them until a run has come to its
end.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path

from benang.core.config import guess_study
from benang.core.files import write_text
from benang.core.run_words import message_language, sentence

NOTE = "OUT-OF-DATE.txt"

MAKING = "BENANG_MAKES_REPORTS"
"""A variable of the environment, set where the call is to bring the reports up to date: before Snakemake has read the
rules, nothing else tells."""


def makes_reports(targets: Collection[str]) -> bool:
    """Whether a call with these targets is to bring the reports up to date; without a target it is."""
    return not targets or not {"all", "report"}.isdisjoint(targets)


def mark_out_of_date(reports: Path, language: str) -> None:
    """Put the note beside reports that are there already; a folder without any gets none."""
    if reports.is_dir() and any(file.name != NOTE for file in reports.iterdir()):
        write_text(sentence("out_of_date", language), reports / NOTE)


def mark_stopped(root: Path, config_file: Path, overrides: Mapping[str, object]) -> None:
    """The same for a run that ends before there is a plan, as far as the configuration tells where its reports are."""
    study = guess_study(config_file, overrides)
    # Whatever is wrong with the folder is what stopped the run, and is told.
    with suppress(OSError):
        mark_out_of_date(root / (study.reports if study else "reports"), message_language(config_file))


def mark_current(reports: Path) -> None:
    """Take the note away."""
    (reports / NOTE).unlink(missing_ok=True)
