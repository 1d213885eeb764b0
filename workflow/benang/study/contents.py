"""Which jobs have to be done again, by the contents of the files they read and made.

Snakemake goes by modification times: of a file that was restored, unzipped, synchronised or copied with an old time it
sees nothing, and of one that was only touched it sees a change. Here contents decide. Each job left a record of what it
read and made (``benang.core.job_record``); these are compared with the files that are there:

- Where a file that a job read or made has another content, the job's parameter ``code`` gets another value, and
  Snakemake does the job again, and what depends on it.
- Where an output has its content and another time, as in a copied folder, it gets back the time it was made at, so that
  Snakemake's comparison of times finds what it was. The times of the study's own files are not compared; one that is
  dated in the future gets the present time, since Snakemake takes an output that is older than an input for a fault.
- Where there are no records, or Snakemake has lost its own, the file ``BEGINNING`` is written anew. The rules that no
  other rule feeds have it as an input, so that everything is made again.

A file is read only when its size, its times or its inode are not those it had when it was read last.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from benang.core.files import write_text
from benang.core.job_record import (
    RECORDS,
    JobRecord,
    JobState,
    Made,
    content_digest,
    entry_digest,
    files_below,
    folder_digest,
    read_records,
    record_name,
    write_record,
)
from benang.study.digest import script_digest

BEGINNING = RECORDS.parent / "beginning"
"""Written when records begin, and not changed while they last."""

DIGESTS = RECORDS.parent / "digests.json"
AGAIN = RECORDS.parent / "again.json"
SETTINGS = RECORDS.parent / "settings.sha256"
"""The settings with which a run was planned last."""
_SNAKEMAKE = Path(".snakemake")
_SETTLED = 2_000_000_000
"""Nanoseconds: a file that was changed later than this before it was read may change again within one tick of a clock
(two seconds on the coarsest file systems), and its times would not tell."""


@dataclass(frozen=True)
class Seen:
    """A file as it was looked at.

    Attributes:
        sha256: of its content; empty where it cannot be read.
        stamp: by what it is told without reading that it is still the same (``file_stamp``).
    """

    sha256: str
    stamp: tuple[int, ...]

    @property
    def time(self) -> int:
        """Modification time in nanoseconds."""
        return self.stamp[1]

    @property
    def change(self) -> int:
        """Change time in nanoseconds."""
        return self.stamp[2]


def file_stamp(path: Path) -> tuple[int, ...]:
    """Size, modification time, change time (both in nanoseconds) and inode of a file.

    No program sets a change time, so two equal stamps are of one content; except on Windows, where it is the time at
    which the file was created.

    Raises:
        OSError: there is no such file, or it cannot be looked at.
    """
    found = path.stat()
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


class Digests:
    """Digests of a study's files as they are now, kept from run to run."""

    def __init__(self, root: Path, *, trusted: bool = os.name != "nt") -> None:
        """Begin to look.

        Args:
            root: the study's folder.
            trusted: whether an unchanged stamp (``file_stamp``) shows an unchanged content.
        """
        self._root = root
        self._trusted = trusted
        self._now: dict[str, Seen | None] = {}

    @cached_property
    def _kept(self) -> dict[str, Seen]:
        """What was kept: of a large study a long file, read where somebody asks for a digest."""
        return _read_digests(self._root / DIGESTS) if self._trusted else {}

    def seen(self, name: str) -> Seen | None:
        """A file's digest and stamp; None where there is no such file."""
        if name not in self._now:
            self._now[name] = self._look(name)
        return self._now[name]

    def of(self, name: str) -> str:
        """A file's digest; empty where there is no such file."""
        seen = self.seen(name)
        return seen.sha256 if seen else ""

    def set_time(self, name: str, moment: int) -> None:
        """Give a file another modification time, in nanoseconds; its content stays what it was.

        Raises:
            OSError: it is another owner's.
        """
        seen = self.seen(name)
        os.utime(self._root / name, ns=(moment, moment))
        if seen:
            self._now[name] = Seen(seen.sha256, file_stamp(self._root / name))

    def write(self) -> None:
        """Keep what was found, but for what was changed a moment ago.

        Raises:
            OSError: nothing can be written there.
        """
        settled = time.time_ns() - _SETTLED
        kept = {
            name: seen
            for name, seen in sorted(self._now.items())
            if seen and (seen.change < settled or self._kept.get(name) == seen)
        }
        if self._trusted and kept != self._kept:
            rows = {name: [seen.sha256, *seen.stamp] for name, seen in kept.items()}
            write_text(json.dumps(rows, separators=(",", ":")) + "\n", self._root / DIGESTS)

    def _look(self, name: str) -> Seen | None:
        path = self._root / name
        try:
            stamp = file_stamp(path)
        except OSError:
            return None
        kept = self._kept.get(name)
        if kept and kept.stamp == stamp:
            return kept
        return Seen(content_digest(path), stamp)


class JobStates:
    """Of each job of a study, how often contents have asked for it to be done again."""

    def __init__(
        self,
        again: Mapping[str, int],
        scope: str = "",
        digest_of: Callable[[str], str] = script_digest,
        *,
        expected: bool = False,
        likely: Iterable[str] | None = None,
    ) -> None:
        """Take the number of each job by the name of its record (``record_name``); other jobs have none.

        Args:
            again: the numbers.
            scope: what tells the jobs of one study from those of another in one folder; without white space.
            digest_of: of a script's code.
            expected: whether jobs will be done.
            likely: scripts of jobs that are likely to be done; None where that is not known.
        """
        self._again = again
        self._digest_of = digest_of
        self._scope = f"{scope}:" if scope else ""
        self.expected = expected
        """Whether it is known already that jobs will be done, for there are no records or contents have changed."""
        self._likely = None if likely is None else frozenset(likely)

    def is_likely(self, script: str) -> bool:
        """Whether a script (below ``workflow/scripts``) is likely to run: contents ask for it or for what it reads."""
        return self._likely is None or f"{self._scope}{script}" in self._likely

    def code(self, script: str, digest: str = "") -> Callable[[Mapping[str, str]], str]:
        """The parameter ``code`` of a rule: a function of its wildcards.

        Args:
            script: of the rule, as below ``workflow/scripts``.
            digest: of the script's code; by default what ``digest_of`` tells.
        """
        digest = digest or self._digest_of(script)

        def of_job(wildcards: Mapping[str, str]) -> str:
            known = f"{self._scope}{script}"
            name = record_name(known, {key: str(value) for key, value in wildcards.items()})
            return str(JobState(known, digest, self._again.get(name, 0)))

        return of_job


def read_job_states(
    root: Path,
    folders: Iterable[str],
    inputs: Iterable[str] = (),
    *,
    scope: str = "",
    first: bool = True,
    digest_of: Callable[[str], str] = script_digest,
    settings: str = "",
    read_by: Sequence[str] = (),
) -> JobStates:
    """Compare the records of a study's jobs with its files, and make the files' times tell the same.

    Args:
        root: the study's folder.
        folders: in which its jobs make files.
        inputs: files it is made from.
        scope: tells the study from another in the same folder.
        first: whether a run begins here; one of its jobs on another machine takes what was found when it began.
        digest_of: of a script's code.
        settings: the study's settings. Where they are others than when a run was planned last, jobs will be done;
            which, Snakemake finds out by their parameters.
        read_by: scripts of jobs that are then likely to be among them.
    """
    if not first:
        return JobStates(_read_again(root / AGAIN), scope, digest_of)
    records = _records_or_beginning(root, folders)
    digests = Digests(root)
    again = {}
    asked_for = []
    for record in records:
        state = JobState.parse(record.code)
        changed = _changed(record, digests, root)
        again[record_name(state.script, record.wildcards)] = state.again + changed
        asked_for += [record] if changed else []
    if settings and _set_otherwise(root, settings) and records:
        asked_for += [record for record in records if JobState.parse(record.code).script in read_by]
    likely = {JobState.parse(record.code).script for record in _and_behind(asked_for, records)} if records else None
    if not _at_work(root):
        _give_back_times(records, digests, root)
        _bring_to_present(inputs, digests)
        again = {name: number for name, number in again.items() if number}
        try:
            digests.write()
            if again != _read_again(root / AGAIN):
                write_text(json.dumps(again, sort_keys=True) + "\n", root / AGAIN)
        except OSError:
            pass  # what cannot be kept is found out again
    return JobStates(again, scope, digest_of, expected=bool(asked_for) or not records, likely=likely)


def _set_otherwise(root: Path, settings: str) -> bool:
    """Whether settings are others than when this was asked last."""
    digest = hashlib.sha256(settings.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        known = (root / SETTINGS).read_text("ascii").strip()
    except (OSError, ValueError):
        known = ""
    if known != digest:
        with suppress(OSError):
            write_text(f"{digest}\n", root / SETTINGS)
    return known not in ("", digest)


def _and_behind(jobs: Iterable[JobRecord], records: Iterable[JobRecord]) -> list[JobRecord]:
    """Jobs, and all that read what they make, and so on."""
    readers: dict[str, list[JobRecord]] = {}
    for record in records:
        for name in record.read:
            readers.setdefault(name, []).append(record)
    found = list(jobs)
    seen = set(map(id, found))
    for job in found:
        behind = (reader for name in job.made for reader in readers.get(name, ()))
        for one in behind:
            if id(one) not in seen:
                seen.add(id(one))
                found.append(one)
    return found


def _changed(record: JobRecord, digests: Digests, root: Path) -> bool:
    """Whether a file that a job read or made is there with another content.

    Files that are missing are Snakemake's to see: an output that is asked for is made, and of an input that another job
    makes it is known that the job would make the same again.
    """
    known = [*record.read.items(), *((name, made.sha256) for name, made in record.made.items())]
    changed = [name for name, digest in known if digests.of(name) not in ("", digest)]
    changed += [name for name in record.kept if not digests.of(name)]
    if record.searched:
        lying = files_below(record.searched, {*record.besides, *record.made}, root)
        links = {name for name in lying if (root / name).is_symlink()}
        entries = {name: entry_digest(root / name) if name in links else digests.of(name) for name in lying}
        if folder_digest(entries) != record.found:
            changed += record.searched
    return bool(changed)


def _records_or_beginning(root: Path, folders: Iterable[str]) -> list[JobRecord]:
    """The records; where there are none, one is damaged, or Snakemake's own are lost, they begin anew."""
    # Snakemake keeps its records as files in a folder, or in a database.
    kept = any(any((root / _SNAKEMAKE).glob(pattern)) for pattern in ("metadata/*", "metadata.db"))
    if (root / BEGINNING).is_file() and kept:
        # Of a damaged record, or one of an earlier form, it is not known what its job read.
        with suppress(ValueError):
            return read_records(root)
    if _at_work(root):
        return []  # the first run of a study, which has made nothing yet
    shutil.rmtree(root / RECORDS, ignore_errors=True)
    write_text(f"{uuid.uuid4()}\n", root / BEGINNING)
    # Newer than all that lies there, whatever times that has.
    began = (root / BEGINNING).stat().st_mtime_ns
    for name in files_below(folders, root=root):
        with suppress(OSError):
            if (root / name).stat().st_mtime_ns >= began:
                os.utime(root / name, ns=(began - _SETTLED, began - _SETTLED))
    return []


def _give_back_times(records: Iterable[JobRecord], digests: Digests, root: Path) -> None:
    """Give unchanged outputs the times at which they were made.

    One that was made while the clock was ahead keeps the time that it has now, by which later jobs went, and its record
    gets that one, too.
    """
    now = time.time_ns()
    for record in records:
        ahead: dict[str, Made] = {}
        for name, made in record.made.items():
            seen = digests.seen(name)
            if not seen or seen.sha256 != made.sha256 or seen.time == made.time:
                continue
            if made.time > now:
                ahead[name] = Made(made.sha256, seen.time)
                continue
            # Of another owner: Snakemake may do a job too many.
            with suppress(OSError):
                digests.set_time(name, made.time)
        if ahead:
            with suppress(OSError):
                write_record(replace(record, made={**record.made, **ahead}), root)


def _bring_to_present(inputs: Iterable[str], digests: Digests) -> None:
    """Give files that are dated in the future the present time: Snakemake stops at an output older than an input."""
    now = time.time_ns()
    for name in inputs:
        seen = digests.seen(name)
        if seen and seen.time > now:
            with suppress(OSError):
                digests.set_time(name, now)


def _at_work(root: Path) -> bool:
    """Whether a run is at work in the folder, whose files are changing."""
    return any((root / _SNAKEMAKE / "locks").glob("*"))


def _read_digests(path: Path) -> dict[str, Seen]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {name: Seen(digest, tuple(stamp)) for name, (digest, *stamp) in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _read_again(path: Path) -> dict[str, int]:
    try:
        return {str(name): int(number) for name, number in json.loads(path.read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
