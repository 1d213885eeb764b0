"""What a run was made with: the code, file by file and script by script, Python, and the libraries."""

from __future__ import annotations

import hashlib
import platform
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benang.core.places import PACKAGE, ROOT, WORKFLOW
from benang.study.digest import SCRIPTS, code_files, script_digest

LOCK = "requirements.lock"
_LOCKED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)", re.MULTILINE)
_COMPILED = "__pycache__"


def code_digests() -> dict[str, str]:
    """SHA-256 of every file of library and workflow, by its name in a copy of the project; line ends do not count."""
    return {name: _digest(path) for name, path in sorted(_files())}


def script_digests() -> dict[str, str]:
    """Of every script the digest of it and of all that it uses of the library, as steps are given it."""
    return {name: script_digest(name) for name in script_names()}


def script_names() -> list[str]:
    """The scripts of the workflow, as below ``workflow/scripts``."""
    return sorted(path.relative_to(SCRIPTS).as_posix() for path in SCRIPTS.rglob("*.py"))


def files_of_script(name: str) -> list[str]:
    """The files of code that a script depends on, itself first, by their names in a copy of the project."""
    return [code_name(path) for path in (SCRIPTS / name, *code_files(SCRIPTS / name))]


def code_name(path: Path) -> str:
    """How a file of code is called in a copy of the project, also where the library is installed."""
    if PACKAGE.parent != WORKFLOW and path.is_relative_to(WORKFLOW):
        return f"workflow/{path.relative_to(WORKFLOW).as_posix()}"
    return f"workflow/{path.relative_to(PACKAGE.parent).as_posix()}"


def enclosed_code() -> dict[str, bytes]:
    """What a bundle holds of the code: rules and scripts, by their names in the project, and the lock file."""
    folders = [WORKFLOW / "rules", SCRIPTS]
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".smk", ".py")]
    paths.append(WORKFLOW / "Snakefile")
    return {**{code_name(path): _plain(path) for path in sorted(paths)}, f"run/{LOCK}": _plain(ROOT / LOCK)}


def made_with(about: str) -> str:
    """One digest of code and versions: another where a run may find something else."""
    known = repr((sorted(code_digests().items()), sorted(versions(about).items())))
    return hashlib.sha256(known.encode()).hexdigest()


def versions(about: str) -> dict[str, Any]:
    """Python, the system, and the version of every library of the lock file that is installed, with the lock's digest.

    Args:
        about: the version of Benang.
    """
    lock = _plain(ROOT / LOCK)
    return {
        "benang": about,
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": f"{platform.system()} {platform.machine()}",
        "lock_sha256": hashlib.sha256(lock).hexdigest(),
        "packages": dict(sorted(_installed(lock.decode("utf-8")))),
    }


def locked(lock: str) -> dict[str, str]:
    """The version of each library that a lock file names.

    >>> locked("numpy==2.4.1 \\\\\\n    --hash=sha256:00\\n")
    {'numpy': '2.4.1'}
    """
    return dict(_LOCKED.findall(lock))


def _installed(lock: str) -> Iterator[tuple[str, str]]:
    for name in locked(lock):
        try:
            yield name, version(name)
        except PackageNotFoundError:
            continue  # of another system


def _files() -> Iterator[tuple[str, Path]]:
    folders = [PACKAGE, *(WORKFLOW / name for name in ("rules", "scripts", "schemas", "notebooks", "templates"))]
    for folder in folders:
        for path in folder.rglob("*"):
            inside = path.relative_to(folder).parts
            # Of an installed library the workflow lies inside of it.
            if path.is_file() and _COMPILED not in inside and not (folder == PACKAGE and _is_beside(path)):
                yield code_name(path), path
    yield "workflow/Snakefile", WORKFLOW / "Snakefile"


def _is_beside(path: Path) -> bool:
    """Whether a file in the folder of an installed library is none of the library's own."""
    inside = path.relative_to(PACKAGE).parts
    return PACKAGE.parent != WORKFLOW and ((len(inside) == 1 and path.suffix != ".py") or inside[0] in _BESIDE)


_BESIDE = frozenset(("workflow", "envs", "profiles"))


def _plain(path: Path) -> bytes:
    """A file of code; line ends differ between checkouts of one version."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(_plain(path)).hexdigest()
