"""The version of a study that git keeps, as a folder: what is compared with what is now."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

BASE = "BENANG_BASE"
"""The variable that names what ``verify`` compares with, a folder or a git ref."""

_GIT = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")


@dataclass(frozen=True)
class BaseCopy:
    """A version of a study in a folder of its own.

    Attributes:
        study: its folder.
        snakefile: of the workflow to build it with: its own where the repository holds the workflow, else that of now.
        project: the copy of the project that the workflow is of.
    """

    study: Path
    snakefile: Path
    project: Path


def read_commit(study: Path, ref: str) -> str:
    """The commit that a git ref means in the repository around a study; empty where there is none."""
    # A name with a hyphen at its head would be an option of git.
    if ref.startswith("-"):
        return ""
    try:
        found = _git(study, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return found.decode().strip()


def write_base_copy(study: Path, commit: str, snakefile: Path, inputs: Iterable[str], folder: Path) -> BaseCopy:
    """Put a version of a study into a folder, ready to be built.

    Files that git is told to ignore (the key of the pseudonyms, lists of names) are no part of any version: they are
    taken as they are now.

    Args:
        study: the study's folder as it is now.
        commit: the version.
        snakefile: the workflow that is at work now.
        inputs: the study's own files as they are now, relative to its folder.
        folder: an empty one.

    Raises:
        OSError, subprocess.CalledProcessError, tarfile.TarError: git does not give it.
    """
    top = Path(os.fsdecode(_git(study, "rev-parse", "--show-toplevel")).strip()).resolve()
    with tarfile.open(fileobj=io.BytesIO(_git(top, "archive", "--format=tar", commit))) as archive:
        archive.extractall(folder, filter="data")
    within = study.resolve().relative_to(top)
    copy = folder / within
    copy.mkdir(parents=True, exist_ok=True)
    names = sorted(set(inputs))
    for name in _ignored(study, names):
        target = copy / name
        if (study / name).is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(study / name, target)
    own = snakefile.resolve()
    if own.is_relative_to(top) and (folder / own.relative_to(top)).is_file():
        own = folder / own.relative_to(top)
    return BaseCopy(copy, own, own.parent)


def _ignored(study: Path, names: list[str]) -> list[str]:
    """Of these files those that git ignores."""
    given = "\0".join(names).encode("utf-8", "surrogateescape")
    command = ["git", "-C", str(study), "check-ignore", "-z", "--stdin"]
    found = subprocess.run(command, input=given, capture_output=True, env=_environment(), check=False)
    if found.returncode > 1:  # 1: none of them
        found.check_returncode()
    return [name for name in found.stdout.decode("utf-8", "surrogateescape").split("\0") if name]


def _git(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, check=True, env=_environment()).stdout


def _environment() -> dict[str, str]:
    """Without what a hook of git leaves there: it would point at another repository."""
    return {name: value for name, value in os.environ.items() if name not in _GIT}
