"""What caused that a file changed: an input, a key of the configuration, or a file of code, and the step it came in by.

From a changed file one goes back through the steps, along files that changed themselves; what is the same in both runs
hands nothing on. At each step on the way three things may have come in: a file of the study that is another one, code
that is another, and parameters that the rule took from the configuration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from benang.bundle.run_graph import Step
from benang.bundle.software_versions import LOCK
from benang.changes.run_state import RunState, ScriptFiles

INPUT, CONFIG, CODE = "input", "config", "code"
"""Kinds of causes."""

RULES = ("workflow/rules/", "workflow/Snakefile", LOCK)
"""Files that say which steps there are and what they are given; the versions of libraries are told to the report."""


@dataclass(frozen=True, order=True)
class Cause:
    """One thing that differs between the runs and came into a file.

    Attributes:
        kind: ``INPUT``, ``CONFIG`` or ``CODE``.
        name: the file, or the key.
        step: script of the step that it came in by (``coding/clean``).
        state: ``changed``, ``new`` or ``gone``.
    """

    kind: str
    name: str
    step: str
    state: str = "changed"


class Causes:
    """Finds causes in what differs between two runs.

    Args:
        before, after: the runs.
        script_files: the files of code that a script depends on.
    """

    def __init__(self, before: RunState, after: RunState, script_files: ScriptFiles) -> None:
        self._before, self._after = before, after
        self._script_files = script_files
        self.config = differing(before.config, after.config)
        self.inputs = differing(before.inputs, after.inputs)
        # Of code that is not there nothing is known; that is no difference.
        self.code = differing(before.code, after.code) if before.code and after.code else {}
        self._old, self._new = before.steps, after.steps
        self._made = {**before.graph.maker, **after.graph.maker}

    @property
    def has_history(self) -> bool:
        """Whether both runs left records of their steps."""
        return bool(self._old and self._new)

    def of(self, file: str) -> list[Cause]:
        """What caused that a file changed, sorted; nothing where nothing is known to differ."""
        if not self.has_history:
            # All that differs may have a part in it.
            return sorted({Cause(kind, name, "", state) for kind, name, state in self._all()})
        found: set[Cause] = set()
        seen = {file}
        waiting = [file]
        while waiting:
            step = self._made.get(waiting.pop())
            if step is None:
                continue
            read = self._changed_reads(step)
            found |= set(self._at(step, bool(read)))
            for name in read:
                if name in self._made:
                    waiting += [name] if name not in seen else []
                    seen.add(name)
                elif name in self.inputs:
                    found.add(Cause(INPUT, name, rule_of(step), self.inputs[name]))
        return sorted(found)

    def _all(self) -> Iterator[tuple[str, str, str]]:
        for kind, differences in ((INPUT, self.inputs), (CONFIG, self.config), (CODE, self.code)):
            yield from ((kind, name, state) for name, state in differences.items())

    def _changed_reads(self, step: Step) -> list[str]:
        """The files that the step read in one run alone, or with another content."""
        old, new = self._old.get(step.name), self._new.get(step.name)
        read = {*(old.read if old else ()), *(new.read if new else ())}
        was, now = self._before.graph.files, self._after.graph.files
        return sorted(
            name
            for name in read
            if (old and name in old.read) != (new and name in new.read) or was.get(name) != now.get(name)
        )

    def _at(self, step: Step, reads_changed: bool) -> Iterator[Cause]:
        """The causes that came in at one step, but for the files it read."""
        old, new = self._old.get(step.name), self._new.get(step.name)
        if old is None or new is None:
            # That there is a step, only configuration, rules or the study's files decide.
            yield from self._from_planning(step, [], reads_changed=reads_changed)
            return
        if old.code != new.code:
            used = [name for name in self._script_files(new.script) if name in self.code]
            script = f"workflow/scripts/{new.script}"
            yield from (Cause(CODE, name, rule_of(step), self.code.get(name, "changed")) for name in used or [script])
        was, now = self._before.given.get(step.name), self._after.given.get(step.name)
        if was and now:
            names = sorted(differing(was, now))
            if names or self._reads_others(old, new):
                yield from self._from_planning(step, names, reads_changed=reads_changed)
        elif not reads_changed and old.code == new.code:
            yield from self._from_planning(step, [], reads_changed=False)

    def _reads_others(self, old: Step, new: Step) -> bool:
        """Whether the rule gave the step other files to read, of those that there were in both runs."""
        both = self._before.graph.files.keys() & self._after.graph.files.keys()
        return bool(both.intersection(set(old.read) ^ set(new.read)))

    def _from_planning(self, step: Step, parameters: list[str], *, reads_changed: bool) -> Iterator[Cause]:
        """What changed of that which a rule gives to its step besides files."""
        rule = rule_of(step)
        keys = keys_of(parameters, self.config)
        # Where no key has the name of what changed, it may as well have come from the rules.
        named = bool(keys) and keys_of(parameters, self.config, by_name=True)
        rules = [] if named else [name for name in self.code if name.startswith(RULES)]
        yield from (Cause(CONFIG, key, rule, self.config[key]) for key in keys)
        yield from (Cause(CODE, name, rule, self.code[name]) for name in rules)
        if not keys and not rules and not reads_changed:
            # Rules take some of it from the study's files (who withdrew, which languages a codebook has).
            yield from (Cause(INPUT, name, rule, state) for name, state in self.inputs.items())


def keys_of(parameters: Iterable[str], config: Mapping[str, str], *, by_name: bool = False) -> list[str]:
    """The changed keys of the configuration that changed parameters were taken from.

    Args:
        parameters: names of parameters that changed, and of what is within them (``study.figures.width``).
        config: the keys that changed.
        by_name: whether only keys count that share a name with a parameter.

    Returns:
        The keys that share most names with a parameter; all where none does, or none ``by_name``.

    >>> keys_of(["cleaning.fillers"], {"cleaning.fillers": "changed", "title.en": "changed"})
    ['cleaning.fillers']
    """
    parts = {part for name in parameters for part in name.split(".")}
    shared = {key: sum(part in parts for part in key.split(".")) for key in config}
    # A language is a name that many keys share: the most shared names decide.
    most = max(shared.values(), default=0)
    if by_name and not most:
        return []
    return sorted(key for key, n in shared.items() if n == most)


def differing(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """What is ``changed``, ``new`` or ``gone`` from one mapping to the other, by name, sorted."""
    found = {}
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            found[name] = "new"
        elif name not in after:
            found[name] = "gone"
        elif before[name] != after[name]:
            found[name] = "changed"
    return found


def rule_of(step: Step) -> str:
    """How people call a step: its script without suffix."""
    return step.script.removesuffix(".py")
