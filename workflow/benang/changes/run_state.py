"""What is known of one run of a study: its steps, their files by content, its configuration, the code of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from benang.bundle.run_graph import RunGraph, Step, run_graph
from benang.bundle.software_versions import LOCK
from benang.changes.table_changes import flattened
from benang.core.job_record import JobRecord, content_digest, read_records

CODE_FOLDER = "workflow"
_COMPILED = "__pycache__"


@dataclass(frozen=True)
class RunState:
    """One run, as far as it is known.

    Attributes:
        graph: its steps, and the SHA-256 of all that they read and made; no steps where the run left no records.
        given: by step the digest of each parameter that the rule gave it, by the parameter's name.
        inputs: SHA-256 of the files that no step made.
        config: the values of the configuration by their keys (``figures.width``).
        code: SHA-256 of every file of library and workflow by its name in the project; empty where it is not there.
    """

    graph: RunGraph = field(default_factory=RunGraph)
    given: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    config: Mapping[str, str] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> dict[str, Step]:
        """The steps by name."""
        return {step.name: step for step in self.graph.steps}


def run_state(
    records: Iterable[JobRecord], config: Mapping[str, str], code: Mapping[str, str], scope: str = ""
) -> RunState:
    """What the records of a run tell.

    Args:
        records: of its jobs.
        config: as ``RunState.config``.
        code: as ``RunState.code``.
        scope: of the study's jobs, where its folder has others' too.
    """
    kept = list(records)
    made = {file: one.sha256 for record in kept for file, one in record.made.items()}
    read = {file: sha256 for record in kept for file, sha256 in record.read.items()}
    # Digests as the steps found them: the files may be gone or others by now.
    known = {**read, **made}
    # Snakemake's own folder tells nothing of a study.
    graph = run_graph(kept, made, lambda file: "" if file.startswith(".snakemake/") else file, known.__getitem__, scope)
    ours = set(graph.maker)
    given = {_step_name(record, scope): dict(record.given) for record in kept}
    inputs = {file: sha256 for file, sha256 in graph.files.items() if file not in ours}
    return RunState(graph, given, inputs, dict(config), dict(code))


def read_run_state(root: Path, config_file: str, project: Path | None, files: Iterable[str] = ()) -> RunState:
    """What a study's folder tells of its last run.

    Args:
        root: the folder.
        config_file: its configuration, relative to it; passed over where there is none.
        project: the copy of the project that the run was made with; None where it is not known.
        files: the study's own files, whose digests are taken where the run left no records.
    """
    try:
        records = read_records(root)
    except ValueError:  # of another version
        records = []
    config = root / config_file
    values = read_values(config) if config.is_file() else {}
    state = run_state(records, values, read_code(project) if project else {})
    lying = {name: content_digest(root / name) for name in files if (root / name).is_file()}
    return RunState(state.graph, state.given, {**lying, **state.inputs}, state.config, state.code)


def read_values(config: Path) -> dict[str, str]:
    """The values of a configuration by their keys; none where it is no YAML."""
    try:
        return flattened(yaml.safe_load(config.read_text(encoding="utf-8")) or {})
    except (yaml.YAMLError, UnicodeDecodeError):
        return {}


def read_code(project: Path) -> dict[str, str]:
    """SHA-256 of the lock and of all files of library and workflow in a copy of the project; line ends do not count."""
    found = {}
    for path in [*sorted((project / CODE_FOLDER).rglob("*")), project / LOCK]:
        if path.is_file() and _COMPILED not in path.parts:
            plain = path.read_bytes().replace(b"\r\n", b"\n")
            found[path.relative_to(project).as_posix()] = hashlib.sha256(plain).hexdigest()
    return found


def _step_name(record: JobRecord, scope: str) -> str:
    script = record.code.partition(" ")[0].removeprefix(f"{scope}:")
    return " ".join([script, *(f"{key}={value}" for key, value in sorted(record.wildcards.items()))])


ScriptFiles = Callable[[str], Iterable[str]]
"""The files of code that a script depends on, by their names in the project."""
