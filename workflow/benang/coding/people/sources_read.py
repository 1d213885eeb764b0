"""What coders read, as a study says it: so that one who coded nothing in a source has decided so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from benang.coding.people.lookup import SourceNames
from benang.core.config_checks import ALL_SOURCES
from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms

SourcesRead = Mapping[str, frozenset[str]]
"""By coder the ids of the sources that the coder read."""


def sources_read(
    given: Mapping[str, Sequence[str]],
    sources: pd.DataFrame,
    lines: Mapping[tuple[str, int], int | None] | None = None,
    file: str = "",
    pseudonyms: Pseudonyms | None = None,
) -> tuple[SourcesRead, list[Problem]]:
    """The sources that each coder read.

    Args:
        given: ``read`` of the configuration: for each coder names of sources, or ``("*",)`` for all.
        sources: columns ``source_id``, ``file``, ``case_ids`` of the study's sources.
        lines: by coder and place in the list (from 0) the line of the configuration.
        file: the configuration, as problems name it.
        pseudonyms: names that are replaced in what a problem quotes.

    Returns:
        The sources by coder, and a problem for each name that is no source's, or several's.
    """
    names = SourceNames(sources if given else sources.iloc[:0])
    read: dict[str, frozenset[str]] = {}
    problems: list[Problem] = []
    for coder, listed in given.items():
        if tuple(listed) == ALL_SOURCES:
            read[coder] = frozenset(map(str, sources["source_id"]))
            continue
        found: set[str] = set()
        for number, name in enumerate(listed):
            shown = pseudonyms.rename(name) if pseudonyms else name
            meant = names.find(name) or names.find(shown)
            if len(meant) == 1:
                found.update(meant)
                continue
            kind, values = "read-source-unknown", {"source": shown, "near": names.nearest(shown)}
            if meant:
                kind, values = "read-source-ambiguous", {"source": shown, "sources": ", ".join(meant)}
            line = (lines or {}).get((coder, number))
            problems.append(Problem(kind, file, line, f"read.{coder}[{number + 1}]", values))
        read[coder] = frozenset(found)
    return read, problems


def read_in(read: SourcesRead, sources: pd.DataFrame) -> SourcesRead:
    """Of what coders read the sources of a table ``sources``, which may be some of the study's."""
    ids = frozenset(sources["source_id"])
    return {coder: ids & theirs for coder, theirs in read.items()}


def sources_worked_on(codings: pd.DataFrame, read: SourcesRead | None = None) -> dict[str, frozenset[str]]:
    """By coder the sources that the coder worked on: those with a coding made by hand, and those read.

    Whoever took a suggestion in a source has not coded it for that.

    Args:
        codings: table ``codings``.
        read: as ``sources_read`` gives it.
    """
    by_hand = codings.loc[codings["method"] == "human", ["source_id", "coder"]].drop_duplicates()
    worked: dict[str, set[str]] = {coder: set(sources) for coder, sources in (read or {}).items()}
    for coder, source in zip(by_hand["coder"], by_hand["source_id"], strict=True):
        worked.setdefault(str(coder), set()).add(str(source))
    return {coder: frozenset(sources) for coder, sources in sorted(worked.items())}
