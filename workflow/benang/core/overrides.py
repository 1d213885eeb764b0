"""A configuration with the values of the command line above those of its file."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from benang.core.lined_yaml import LinedDocument, YamlPath, place
from benang.core.problems import Problem

OVERRIDES_NAME = "--config"
"""What problems call values that were given on the command line."""


@dataclass(frozen=True)
class Configuration(LinedDocument):
    """A document in which the values at some paths came from the command line and have no line."""

    given: frozenset[YamlPath] = frozenset()

    def is_given(self, path: YamlPath) -> bool:
        """Whether the value at ``path`` came from the command line."""
        return any(path[:length] in self.given for length in range(1, len(path) + 1))

    def line_of_key(self, path: YamlPath) -> int | None:
        """Line of the key itself; None where it is not written in the file."""
        return self.key_lines.get(path)

    def line(self, path: YamlPath) -> int | None:
        """Line of the file; None for what came from the command line."""
        return None if self.is_given(path) else super().line(path)


def override(document: LinedDocument, overrides: Mapping[str, object]) -> Configuration:
    """The configuration with values of the command line above those of the file; mappings are merged."""
    given: set[YamlPath] = set()

    def merge(old: object, new: object, path: YamlPath) -> object:
        if isinstance(old, dict) and isinstance(new, Mapping):
            merged = dict(old)
            for key, value in new.items():
                merged[str(key)] = merge(old.get(str(key)), value, (*path, str(key)))
            return merged
        plain = _plain(new)
        if plain != old or isinstance(plain, bool) != isinstance(old, bool):
            given.add(path)
        return plain

    written = document.value if document.value is not None else {}
    value = merge(written, overrides, ()) if overrides else written
    return Configuration(value, document.key_lines, document.value_lines, document.problems, frozenset(given))


def _plain(value: object) -> object:
    """A value of the command line in the types that a study's file can hold."""
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    # Snakemake knows True and False alone and gives what a YAML file would write as a text.
    if value in ("true", "false"):
        return value == "true"
    return value.isoformat() if isinstance(value, datetime.date) else value


def as_given(problem: Problem, document: Configuration) -> Problem:
    """The problem with the command line as its place, where that is where the value came from."""
    places = {place(path) for path in document.given}
    inside = any(problem.place == at or problem.place.startswith((f"{at}.", f"{at}[")) for at in places)
    return Problem(problem.kind, OVERRIDES_NAME, None, problem.place, problem.values) if inside else problem
