"""The graph of a run: which step made which file from which others, by the records that steps leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benang.core.job_record import JobRecord, JobState


@dataclass(frozen=True)
class Step:
    """One job of the run.

    Attributes:
        name: its script and its wildcards (``mapping/figure.py figure=state_map language=en``).
        script: as below ``workflow/scripts``.
        code: digest of the script and of all that it uses of the library.
        read, made: names of files, sorted.
    """

    name: str
    script: str
    code: str
    read: tuple[str, ...]
    made: tuple[str, ...]


@dataclass(frozen=True)
class RunGraph:
    """Steps, each after those whose files it read; and the SHA-256 of each file, empty where it is not told."""

    steps: tuple[Step, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def maker(self) -> dict[str, Step]:
        """The step that made each file."""
        return {name: step for step in self.steps for name in step.made}

    def as_values(self) -> dict[str, Any]:
        """The graph as plain values, for JSON."""
        steps = [
            {"name": step.name, "script": step.script, "code": step.code, "read": step.read, "made": step.made}
            for step in self.steps
        ]
        return {"steps": steps, "files": dict(sorted(self.files.items()))}

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> RunGraph:
        """The graph that ``as_values`` gave."""
        steps = (
            Step(one["name"], one["script"], one["code"], tuple(one["read"]), tuple(one["made"]))
            for one in values["steps"]
        )
        return cls(tuple(steps), dict(values["files"]))

    def behind(self, file: str) -> tuple[list[Step], list[str]]:
        """All steps that a file comes from, and all files that no step made among what they read."""
        maker = self.maker
        steps: dict[str, Step] = {}
        given: set[str] = set()
        waiting = [file]
        while waiting:
            name = waiting.pop()
            step = maker.get(name)
            if step is None:
                given.add(name)
            elif step.name not in steps:
                steps[step.name] = step
                waiting += step.read
        return [steps[name] for name in sorted(steps)], sorted(given)


def run_graph(
    records: Iterable[JobRecord],
    ends: Iterable[str],
    shown: Callable[[str], str],
    digest: Callable[[str], str],
    scope: str = "",
) -> RunGraph:
    """The part of the last runs' records that some files come from.

    Args:
        records: all records of a study's folder; those of jobs that led to none of the files are passed over.
        ends: the files.
        shown: how a file of the study is called before others; empty for one that is not spoken of (Snakemake's own).
        digest: SHA-256 of a file as others may know it; empty where they may not.
        scope: of the study's jobs, where its folder has others' too (``JobStates``).
    """
    asked = set(ends)
    made_by: dict[str, tuple[str, JobRecord]] = {}
    for record in records:
        state = JobState.parse(record.code)
        own, _, script = state.script.rpartition(":")
        if own != scope:
            continue
        name = " ".join([script, *(f"{key}={value}" for key, value in sorted(record.wildcards.items()))])
        for file in record.made:
            # What a job keeps for itself is no result of it, unless it is asked for: pages beside its outputs.
            if (file not in record.kept or file in asked) and (file not in made_by or made_by[file][0] > name):
                made_by[file] = (name, record)
    wanted = sorted(asked)
    found: dict[str, JobRecord] = {}
    files: set[str] = set()
    while wanted:
        file = wanted.pop()
        if file in files:
            continue
        files.add(file)
        if file in made_by and made_by[file][0] not in found:
            name, record = made_by[file]
            found[name] = record
            wanted += record.read
    steps = [_step(name, record, files, shown) for name, record in sorted(found.items())]
    named = {shown(file): digest(file) for file in sorted(files) if shown(file)}
    return RunGraph(tuple(_in_order(steps)), named)


def _step(name: str, record: JobRecord, files: set[str], shown: Callable[[str], str]) -> Step:
    state = JobState.parse(record.code)
    read = sorted({shown(file) for file in record.read} - {""})
    made = sorted({shown(file) for file in record.made if file in files} - {""})
    return Step(name, state.script.rpartition(":")[2], state.digest, tuple(read), tuple(made))


def _in_order(steps: Sequence[Step]) -> list[Step]:
    """Each step after those whose files it read; of several that may be next, the first by name."""
    maker = {file: step.name for step in steps for file in step.made}
    before = {step.name: {maker[file] for file in step.read if file in maker} - {step.name} for step in steps}
    left = {step.name: step for step in steps}
    order: list[Step] = []
    while left:
        ready = [name for name in sorted(left) if not before[name] & left.keys()]
        # A circle cannot be: a job reads what was made before it.
        order += [left.pop(name) for name in ready or sorted(left)]
    return order


def dot(graph: RunGraph) -> str:
    """The graph in the language of Graphviz: steps, by the stage they belong to, and which step's files each read."""
    maker = {file: step.name for step in graph.steps for file in step.made}
    lines = ["digraph run {", "  rankdir=LR;", "  node [shape=box];"]
    stages: dict[str, list[Step]] = {}
    for step in graph.steps:
        stages.setdefault(step.script.partition("/")[0], []).append(step)
    for stage, steps in sorted(stages.items()):
        lines += [f"  subgraph {_quoted(f'cluster_{stage}')} {{", f"    label={_quoted(stage)};"]
        lines += [f"    {_quoted(step.name)} [label={_quoted(step.name.partition('/')[2])}];" for step in steps]
        lines.append("  }")
    edges = {(maker[file], step.name) for step in graph.steps for file in step.read if file in maker}
    lines += [f"  {_quoted(one)} -> {_quoted(other)};" for one, other in sorted(edges)]
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
