"""Check what the configuration says that coders read, before a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benang.core.config_checks import ALL_SOURCES
from benang.core.lined_yaml import read_lined_yaml
from benang.core.problems import Problem
from benang.core.project_formats import is_project
from benang.core.settings import Study
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.source_row import SourceRow


def unknown_read(
    config_file: Path, study: Study, sources: Sequence[SourceRow], pseudonyms: Pseudonyms
) -> list[Problem]:
    """A problem for each source that ``read`` names and that is none of the study's, or several.

    Where projects of other programs bring sources, that is known only when they are read.
    """
    listed = {coder: names for coder, names in study.read.items() if names != ALL_SOURCES}
    if not listed or any(is_project(coding.file) for coding in study.codings):
        return []
    # Slow to load, and seldom needed when a run is planned.
    import pandas as pd

    from benang.coding.people.sources_read import sources_read

    rows = [(row.source_id, row.file, row.case_ids) for row in sources]
    table = pd.DataFrame(rows, columns=["source_id", "file", "case_ids"])
    document = read_lined_yaml(config_file, config_file.name)
    lines = {
        (coder, number): document.line(("read", coder, number))
        for coder, names in listed.items()
        for number in range(len(names))
    }
    return sources_read(listed, table, lines, config_file.name, pseudonyms)[1]
