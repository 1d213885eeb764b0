"""Programs that others wrote, each in an environment of its own that goes with the session. They are never
dependencies; a test of one that cannot be installed (no network, no fitting Python) is skipped."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

UV = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
SECONDS = 120


def pytest_itemcollected(item):
    item.add_marker("interchange")
    item.add_marker("slow")


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    """``program("taguette==1.5.2")`` installs it, once a session, and gives the path of a Python that has it.

    Several requirements are parted by spaces. ``minor`` is the lowest Python 3 it runs on. The test that asks is
    skipped where it cannot be installed.
    """

    @cache
    def installed(requirement, minor):
        try:
            return install(requirement, minor, tmp_path_factory.mktemp("program") / "environment"), ""
        except NotInstallable as reason:
            return None, f"{requirement}: {reason}"

    def ask(requirement, minor=11):
        python, reason = installed(requirement, minor)
        if python is None:
            pytest.skip(reason)
        return python

    return ask


class NotInstallable(Exception):
    pass


def install(requirement, minor, folder):
    if UV is None:
        raise NotInstallable("uv is not here")
    run("venv", "--quiet", "--no-python-downloads", "--python", python_of(minor), folder)
    inside = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run("pip", "install", "--quiet", "--python", inside, *requirement.split())
    return inside


def run(*arguments):
    command = [str(UV), *map(str, arguments)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise NotInstallable(f"uv {arguments[0]} took over {SECONDS} seconds") from None
    if done.returncode:
        raise NotInstallable(done.stderr.strip()[-300:])


def python_of(minor):
    """A Python of version 3.``minor`` or later; those of pyenv stand where uv does not look."""
    if sys.version_info >= (3, minor):
        return sys.executable
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for number in range(minor, minor + 4):
        for found in (shutil.which(f"python3.{number}"), *sorted(pyenv.glob(f"3.{number}.*/bin/python3"))):
            if found and subprocess.run([found, "-c", ""], capture_output=True).returncode == 0:
                return found
    raise NotInstallable(f"needs Python 3.{minor}")
