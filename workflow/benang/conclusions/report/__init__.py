"""The report: every chapter written from the tables of a run, in the language asked for.

A chapter is a module with functions that take the ``Draft`` and give pandoc's Markdown. ``Report`` writes them all, so
that references between them are right, and hands them out one by one to the notebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benang.conclusions.report.book import PANDOC, Report, Text, write_report
from benang.conclusions.report.material import read_material
from benang.conclusions.report.outline import outline

__all__ = ["PANDOC", "Report", "Text", "open_report"]


def open_report(results: str, study: Mapping[str, Any], language: str, pictures: str = "") -> Report:
    """Write the report on the results of a run.

    Args:
        results: folder of the results, as the study names it.
        study: what the study says of itself (``benang.plan.Plan.about``).
        language: of the report.
        pictures: the same folder as seen from where the report will lie; the folder itself if not given.
    """
    folder = Path(results)
    return write_report(
        read_material(folder, study, language), study, language, outline(folder, study), results, pictures or results
    )
