"""What a run says while it works: a line a step, with its stage, its place among all steps, and what it does.

Snakemake's own messages (why a step is run, resources, when it ended) go to its log alone; the file is named at the
end. Errors and whatever else is more than information keep Snakemake's words (``run_messages`` decides on those).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from benang.core.texts import read_texts, text_in
from benang.core.wording import filled

TEXTS = "run_steps.yaml"
FIGURE = "figure"
"""The wildcard of the steps that draw figures; people know a figure by its title."""

SHORT = "BENANG_SHORT"
"""A variable of the environment, set where a run is to say no more than this: the folder it was called from."""

_LOGS = "Complete log(s):"
_NOTHING = "Nothing to be done"


class RunProgress:
    """Says the steps of a run as they are begun.

    Args:
        language: of the messages.
        results: the study's folder of results, which some name.
        called_from: the folder from which files are named.
        say: prints a line at once.
    """

    def __init__(self, language: str, results: str, called_from: Path, say: Callable[[str], None]) -> None:
        texts = read_texts(TEXTS)
        self._language = language
        self._words = {name: text_in(said, language) for name, said in texts["words"].items()}
        stages = [part for name, part in texts.items() if name != "words"]
        self._steps = {step: (part["stage"], said) for part in stages for step, said in part["steps"].items()}
        self._results = results
        self._called_from = called_from
        self._say = say
        self._begun = 0
        self._total = 0
        self._names: set[str] = set()

    def told(self, record: logging.LogRecord) -> bool:
        """Say in one line what a message of Snakemake's tells a person, if anything.

        Returns:
            Whether the message itself is to be held back; False for all that is more than information.
        """
        if record.levelno >= logging.WARNING:
            return False
        said, event = record.getMessage(), getattr(record, "event", None)
        kind = str(getattr(event, "value", event) or "").casefold()
        if kind == "run_info":
            if stats := getattr(record, "stats", None):
                self._total = int(stats["total"])
                self._tell("begun", n=self._total)
        elif kind == "job_info":
            self._step(record)
        elif said.startswith(_NOTHING):
            self._tell("nothing")
        elif said.startswith(_LOGS):
            file = Path(said.removeprefix(_LOGS).strip())
            near = file.is_relative_to(self._called_from)
            self._tell("log", file=(file.relative_to(self._called_from) if near else file).as_posix())
        return True

    def _step(self, record: logging.LogRecord) -> None:
        self._begun += 1
        name = str(getattr(record, "rule_name", ""))
        if name not in self._steps:
            return
        stage, said = self._steps[name]
        wildcards: Mapping[str, object] = getattr(record, "wildcards", None) or {}
        values = {**wildcards, "results": self._results}
        if FIGURE in values:
            values[FIGURE] = self._title(str(values[FIGURE]))
        words = filled(text_in(said, self._language), values)
        self._tell("step", n=self._begun, total=self._total, stage=text_in(stage, self._language), said=words)

    def _title(self, figure: str) -> str:
        """What a figure is called in the run's language; its name where nothing says so."""
        try:
            texts = read_texts(f"figures.{figure}.yaml")
        except FileNotFoundError:
            return figure
        return str((texts.get(self._language) or texts["en"]).get("name", figure))

    def _tell(self, name: str, **values: object) -> None:
        self._say(filled(self._words[name], values))
