"""What differs between the run in a bundle and what is here: code, versions, inputs, and results because of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benang.bundle.bundle_archive import CODE, INPUTS, RUN, SOFTWARE
from benang.bundle.bundle_check import Difference
from benang.bundle.public_inputs import FROZEN, REPLACED, UNTOLD, PublicInput
from benang.bundle.run_graph import RunGraph
from benang.core.job_record import content_digest

_OF = {REPLACED: "of_names", FROZEN: "of_frozen"}


@dataclass(frozen=True)
class Recorded:
    """What a bundle tells of its run."""

    graph: RunGraph
    inputs: Mapping[str, PublicInput]
    software: Mapping[str, Any]
    code: Mapping[str, str]

    @classmethod
    def of(cls, members: Mapping[str, bytes]) -> Recorded:
        """What is told in a bundle.

        Raises:
            ValueError: it is not told in it.
        """
        try:
            graph = RunGraph.of_values(json.loads(members[RUN]))
            inputs = [PublicInput(**one) for one in json.loads(members[INPUTS])["inputs"]]
            told = {one.name: one for one in inputs}
            return cls(graph, told, json.loads(members[SOFTWARE]), json.loads(members[CODE]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("run") from error


@dataclass(frozen=True)
class Here:
    """The same, of what is here.

    Attributes:
        software: as ``software_versions.versions`` tells it.
        code: the digest of every file of code.
        scripts: the digest of every script with all that it uses.
        script_files: the files of code that each script uses.
        inputs: the files of the study here; None where there is no study to compare with.
        results: the SHA-256 of the study's results by their names in a bundle.
    """

    software: Mapping[str, Any]
    code: Mapping[str, str]
    scripts: Mapping[str, str]
    script_files: Mapping[str, Iterable[str]]
    inputs: Mapping[str, PublicInput] | None = None
    results: Mapping[str, str] = field(default_factory=dict)


def version_differences(there: Recorded, here: Here) -> Iterator[Difference]:
    """Python, system, libraries and the lock file where they are not the same."""
    if there.software["lock_sha256"] != here.software["lock_sha256"]:
        yield Difference("lock", {})
    for what in ("benang", "python", "implementation", "system"):
        if there.software[what] != here.software[what]:
            yield _version(what, there.software[what], here.software[what])
    ours, theirs = here.software["packages"], there.software["packages"]
    for name in sorted(ours.keys() | theirs.keys()):
        if ours.get(name) != theirs.get(name):
            yield _version(name, theirs.get(name, ""), ours.get(name, ""))


def _version(what: str, there: str, here: str) -> Difference:
    return Difference("version", {"what": what, "there": there, "here": here})


def code_differences(there: Recorded, here: Here) -> Iterator[Difference]:
    """Files of code that are not the same, or only in one place."""
    for name in sorted(there.code.keys() | here.code.keys()):
        if name not in here.code:
            yield Difference("code_only_there", {"name": name})
        elif name not in there.code:
            yield Difference("code_only_here", {"name": name})
        elif there.code[name] != here.code[name]:
            yield Difference("code", {"name": name})


def changed_scripts(there: Recorded, here: Here) -> set[str]:
    """The scripts of the run whose code, or that of anything they use, is another here."""
    return {step.script for step in there.graph.steps if here.scripts.get(step.script) != step.code}


def input_differences(there: Recorded, here: Here) -> Iterator[Difference]:
    """Inputs that are not the same, are not here, or are new; and those that cannot be compared."""
    ours = here.inputs or {}
    for name, recorded in sorted(there.inputs.items()):
        if name not in ours:
            yield Difference("input_gone", {"name": name})
        elif _is_other(recorded, ours[name]):
            yield Difference("input_other", {"name": name, "of": _OF.get(recorded.of, "of_file")})
    for name in sorted(ours.keys() - there.inputs.keys()):
        yield Difference("input_new", {"name": name})


def untold(there: Recorded, here: Here) -> list[str]:
    """Inputs of which it is not known whether they are the same."""
    ours = here.inputs or {}
    return [name for name, one in sorted(there.inputs.items()) if name in ours and not _comparable(one, ours[name])]


def _comparable(one: PublicInput, other: PublicInput) -> bool:
    return one.of == other.of != UNTOLD or bool(one.frozen and other.frozen)


def _is_other(one: PublicInput, other: PublicInput) -> bool:
    if one.of == other.of != UNTOLD:
        return one.sha256 != other.sha256
    return bool(one.frozen and other.frozen) and one.frozen != other.frozen


@dataclass(frozen=True)
class Changed:
    """Results that differ for the same reasons.

    Attributes:
        files: their names in the bundle.
        missing: whether they are not here at all.
        causes: what differs behind them: inputs, files of code, versions; empty where nothing does.
    """

    files: tuple[str, ...]
    missing: bool
    causes: tuple[str, ...]


def changed_results(there: Recorded, here: Here, members: Iterable[str]) -> list[Changed]:
    """The bundle's results that are others here, by what made the difference.

    Args:
        there, here: the two runs.
        members: names of the bundle's files.
    """
    inputs = {str(one.values["name"]) for one in input_differences(there, here)}
    code = {str(one.values["name"]) for one in code_differences(there, here)}
    scripts = changed_scripts(there, here)
    versions = [_named(one) for one in version_differences(there, here)]
    groups: dict[tuple[bool, tuple[str, ...]], list[str]] = {}
    maker = there.graph.maker
    for name in sorted(set(members) & maker.keys()):
        if here.results.get(name) == there.graph.files[name]:
            continue
        steps, given = there.graph.behind(name)
        causes = sorted(inputs.intersection(given))
        used = {file for step in steps if step.script in scripts for file in here.script_files.get(step.script, ())}
        causes += sorted(code & used)
        causes += sorted(f"workflow/scripts/{step.script}" for step in steps if step.script not in here.scripts)
        key = (name not in here.results, (*causes, *versions))
        groups.setdefault(key, []).append(name)
    return [Changed(tuple(files), missing, causes) for (missing, causes), files in sorted(groups.items())]


def _named(difference: Difference) -> str:
    if difference.kind == "lock":
        return "requirements.lock"
    what, there, here = (difference.values[name] for name in ("what", "there", "here"))
    return f"{what} {there or '-'} → {here or '-'}"


def results_here(root: Path, names: Iterable[str], place: Mapping[str, str]) -> dict[str, str]:
    """SHA-256 of the results of a study by their names in a bundle; of those that are there.

    Args:
        root: the study's folder.
        names: in the bundle.
        place: folder in the study by folder in the bundle (``results``, ``reports``).
    """
    found = {}
    for name in names:
        folder, _, inside = name.partition("/")
        if folder in place and inside:
            found[name] = content_digest(root / place[folder] / inside)
    return {name: sha256 for name, sha256 in found.items() if sha256}
