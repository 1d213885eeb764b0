"""Where a notebook finds the results: it also runs by itself, where somebody has put it down beside them."""

from __future__ import annotations

from pathlib import Path

from benang.core.problems import Problem, StudyError

_MARK = Path("coding", "sources.parquet")
"""What every run makes."""


def find_results(results: str, pictures: str = "") -> Path:
    """The folder of the results, from the folder in which the notebook runs.

    A run executes it in the study's folder; Jupyter where the notebook lies, in the folder of the reports, or, with the
    results alone, beside them.

    Args:
        results: the folder as the study names it.
        pictures: the same as seen from the folder of the reports.

    Raises:
        StudyError: there is none in any of these places.
    """
    places = [Path(one) for one in dict.fromkeys((results, pictures, Path(results).name)) if one]
    for place in places:
        if (place / _MARK).is_file():
            return place
    raise StudyError([Problem("notebook-no-results", values={"folder": results})])
