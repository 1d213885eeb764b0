"""Sources that hold the same words, as where a file was copied within its folder."""

from __future__ import annotations

import pandas as pd

from benang.core.problems import Problem


def copied_sources(sources: pd.DataFrame) -> list[Problem]:
    """A warning for each source that has the text of another before it: what is said there counts twice.

    Args:
        sources: table ``sources``; its texts are not looked at.
    """
    ordered = sources[sources["n_words"] > 0].sort_values(["file", "source_id"])
    first: dict[str, str] = {}
    problems = []
    for source, file, digest in zip(ordered["source_id"], ordered["file"], ordered["sha256"], strict=True):
        if digest in first:
            problems.append(Problem("source-copied", str(file), values={"source": source, "other": first[digest]}))
        first.setdefault(str(digest), str(source))
    return problems
