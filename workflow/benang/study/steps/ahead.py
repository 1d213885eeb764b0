"""Which modules a run's steps need, in the order in which steps follow one another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benang.study.digest import SCRIPTS

_STAGES = ("coding", "literature", "writing", "mapping", "conclusions")
_SUGGESTIONS = "coding/suggestions.py"
_TOPICS = Path(__file__).parents[2] / "coding" / "suggestions" / "topics.py"


def scripts_ahead(is_needed: Callable[[str], bool], private: str) -> list[Path]:
    """The files whose imports are loaded ahead of a run's steps.

    Args:
        is_needed: whether a script is, as below ``workflow/scripts``.
        private: the private folder of runs. Where no topics are kept in it they are looked for, by libraries that take
            longer to load than all others.

    Returns:
        Those scripts that are needed, those that come first at the head.
    """
    every = [SCRIPTS / "study" / "kept_files.py"]
    every += [script for stage in _STAGES for script in sorted((SCRIPTS / stage).glob("*.py"))]
    found: list[Path] = []
    for script in every:
        name = script.relative_to(SCRIPTS).as_posix()
        if is_needed(name):
            found.append(script)
            if name == _SUGGESTIONS and not Path(private, "parts", "topics").is_dir():
                found.append(_TOPICS)
    return found
