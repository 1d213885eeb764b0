"""Let Snakemake start the steps' Python from a folder of any name.

Snakemake hands the path of its Python to a shell as it is, so a space or an ampersand in it is taken for the shell's. A
bare name that the shell finds by itself has no such characters, on every system.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_PLAIN = re.compile(r"[A-Za-z0-9_./:\\-]+")
"""Paths that every shell, also that of Windows, reads as one word."""


def name_for_shells(executable: str, search_path: str) -> tuple[str, str]:
    """What a shell can call a program by, and where it has to look for it.

    Args:
        executable: path of a program, such as ``sys.executable``.
        search_path: folders in which a shell looks for programs, as ``PATH`` holds them.

    Returns:
        The path and the folders as they are where the path is plain; else the program's bare name, and the folders with
        its own at their head.
    """
    if _PLAIN.fullmatch(executable):
        return executable, search_path
    path = Path(executable)
    return path.name, os.pathsep.join([str(path.parent), *([search_path] if search_path else [])])


def use_name_for_shells() -> None:
    """Let this process call its own Python by what ``name_for_shells`` says, and so do the processes it starts."""
    sys.executable, os.environ["PATH"] = name_for_shells(sys.executable, os.environ.get("PATH", ""))
