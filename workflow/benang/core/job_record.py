"""What a job read and what it made, by content: written when the job is done, compared before the next run.

A file's time says nothing about its content: one that is restored, unzipped, synchronised or copied may have any time.
So each job leaves a record with the SHA-256 of every file it read, taken before it began, and of every file it made.
``benang.study.contents`` holds the records against the files that are there.

The records lie in ``.snakemake``, beside Snakemake's own.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, Protocol

from benang.core.files import UNFINISHED, write_text
from benang.core.job_cost import Costing, write_cost

RECORDS = Path(".snakemake") / "benang" / "jobs"
"""The folder of the records, in the study's folder."""


class Job(Protocol):
    """Of what Snakemake gives to a script, what is used here."""

    input: Any
    output: Any
    params: Any
    wildcards: Any
    log: Any
    config: Any


@dataclass(frozen=True)
class JobState:
    """What a job's parameter ``code`` holds: ``coding/clean.py 0123456789ab``, and a number once it was done again.

    Attributes:
        script: of the job, as below ``workflow/scripts``; behind a scope and a colon where there is one.
        digest: of the script's code.
        again: how often contents have asked for the job.
    """

    script: str
    digest: str
    again: int = 0

    def __str__(self) -> str:
        return " ".join([self.script, self.digest, *([str(self.again)] if self.again else [])])

    @staticmethod
    def parse(text: str) -> JobState:
        """The state that a text stands for.

        Raises:
            ValueError: it stands for none.
        """
        script, digest, *again = text.split(" ")
        return JobState(script, digest, int(again[0]) if again else 0)


@dataclass(frozen=True)
class Made:
    """A file as a job left it.

    Attributes:
        sha256: of its content, 64 hexadecimal digits.
        time: its modification time in nanoseconds.
    """

    sha256: str
    time: int


@dataclass(frozen=True)
class JobRecord:
    """One job that came to its end. Files are named relative to the study's folder.

    Attributes:
        code: the job's parameter ``code`` (``JobState``).
        wildcards: the job's.
        read: SHA-256 of its inputs by name, taken before it began.
        made: its outputs by name, and files it keeps beside them from run to run.
        kept: names of the latter; unlike an output, one that is missing is a change.
        searched: folders of which it reads every file.
        besides: files in them that do not count.
        found: digest of all that lay there (``folder_digest``), taken before it began; empty without folders.
        given: digest of each parameter but ``code`` by its name, and of what is within it (``parameter_digests``).
    """

    code: str
    wildcards: Mapping[str, str]
    read: Mapping[str, str]
    made: Mapping[str, Made]
    kept: Sequence[str] = ()
    searched: Sequence[str] = ()
    besides: Sequence[str] = ()
    found: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


def file_digest(path: str | os.PathLike[str]) -> str:
    """SHA-256 of a file, 64 hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def files_below(folders: Iterable[str], besides: Iterable[str] = (), root: Path = Path()) -> list[str]:
    """Names of all files and links below folders of a study's folder, sorted.

    Links are not followed. Hidden files are files like any other; what is still being written is left out, and so are
    the files named in ``besides``.
    """
    left_out = set(besides)
    found: set[str] = set()
    waiting = list(folders)
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError:
            continue  # not there yet
        for entry in entries:
            name = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(name)
            elif not entry.name.startswith(UNFINISHED) and name not in left_out:
                found.add(name)
    return sorted(found)


def folder_digest(digests: Mapping[str, str]) -> str:
    """One digest of files and their contents, from the digest of each by name."""
    whole = hashlib.sha256()
    for name in sorted(digests):
        whole.update(f"{name}\0{digests[name]}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def content_digest(path: str | os.PathLike[str]) -> str:
    """``file_digest``; empty where there is no file or it cannot be read."""
    try:
        return file_digest(path)
    except OSError:
        return ""


def entry_digest(path: Path) -> str:
    """Digest of a file in a folder that is searched; of a link where it leads to, since it is not followed."""
    if path.is_symlink():
        return f"-> {path.readlink()}"
    return content_digest(path)


_MANY_VALUES = 200


def parameter_digests(parameters: Mapping[str, Any]) -> dict[str, str]:
    """Digest of each parameter of a job by its name, and of the values within it by their way from there.

    Args:
        parameters: by name; ``code`` is passed over, for it has a place of its own.

    Returns:
        12 hexadecimal digits a value: ``{"study.width": ...}``. One digest for a parameter of more than 200 values.
    """
    found: dict[str, str] = {}
    for name, value in parameters.items():
        if name == "code":
            continue
        within = dict(_within(name, _plain(value)))
        found |= within if len(within) <= _MANY_VALUES else {name: _short_digest(_plain(value))}
    return found


def _parameters(given: Any) -> dict[str, Any]:
    """The parameters that have names; Snakemake's own list of them has methods among its attributes."""
    return dict(given.items() if hasattr(given, "items") else vars(given).items())


def _within(way: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _within(f"{way}.{name}", inner)
    else:
        yield way, _short_digest(value)


def _plain(value: Any) -> Any:
    """A value as JSON has it, whatever it is made of."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Sequence):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, int | float | bool | None) else repr(value)


def _short_digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:12]


class Recording:
    """What a job that begins now finds; ``write`` when it is done."""

    def __init__(self, job: Job, kept: Iterable[str], searched: Iterable[str], besides: Iterable[str]) -> None:
        """Read what the job is going to read.

        Args:
            job: Snakemake's.
            kept, searched: as in ``JobRecord``.
            besides: files in the searched folders that do not count.
        """
        self._costing = Costing()
        self._job = job
        self._kept = sorted(kept)
        self._searched = sorted(searched)
        self._besides = sorted(besides)
        self._inputs = [str(name) for name in job.input]
        self._read = {name: content_digest(name) for name in self._inputs}
        not_counted = {*map(str, job.output), *self._besides}
        lying = {name: entry_digest(Path(name)) for name in files_below(self._searched, not_counted)}
        self._found = folder_digest(lying) if self._searched else ""

    def write(self, beside: Iterable[str] = ()) -> None:
        """Write the record of the job, which has made its outputs, and files ``beside`` them."""
        _bring_to_present(self._inputs)
        kept = sorted({*self._kept, *beside})
        files = [path for path in map(Path, [*self._job.output, *kept]) if path.is_file()]
        made = {path.as_posix(): Made(file_digest(path), path.stat().st_mtime_ns) for path in files}
        record = JobRecord(
            code=str(self._job.params.code),
            wildcards={name: str(value) for name, value in self._job.wildcards.items()},
            read=self._read,
            made=made,
            kept=kept,
            searched=self._searched,
            besides=self._besides,
            found=self._found,
            given=parameter_digests(_parameters(self._job.params)),
        )
        write_record(record)
        script = JobState.parse(record.code).script
        write_cost(self._costing.so_far(script), record_name(script, record.wildcards))


def _bring_to_present(inputs: Iterable[str]) -> None:
    """Give files the present time that were written while the clock was ahead, before it was put right.

    Snakemake looks at them when a job has ended, and ends the run where an output is older than an input.
    """
    now = time.time_ns()
    for name in inputs:
        with suppress(OSError):  # missing, or another owner's
            if Path(name).stat().st_mtime_ns > now:
                os.utime(name, ns=(now, now))


def record_name(script: str, wildcards: Mapping[str, str]) -> str:
    """Name of the file of a job's record: a job is known by its script and its wildcards."""
    known = json.dumps([script, sorted(wildcards.items())], ensure_ascii=True)
    return f"{Path(script).stem}-{hashlib.sha256(known.encode()).hexdigest()[:16]}.json"


def write_record(record: JobRecord, root: Path = Path()) -> None:
    """Write a record into a study's folder, in the place of the one of the job's last run."""
    script = record.code.partition(" ")[0]
    text = json.dumps(asdict(record), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    write_text(text + "\n", root / RECORDS / record_name(script, record.wildcards))


def read_records(root: Path) -> list[JobRecord]:
    """All records in a study's folder.

    Raises:
        ValueError: a file there is no record.
    """
    return [read_record(path) for path in sorted((root / RECORDS).glob("*.json"))]


def read_record(path: Path) -> JobRecord:
    """One record.

    Raises:
        ValueError: it is none.
    """
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        values["made"] = {name: Made(**made) for name, made in values["made"].items()}
        record = JobRecord(**values)
    except (OSError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path}: no record") from error
    JobState.parse(record.code)
    return record
