"""A part of the tests, which everyone who asks for the same part gets."""

import hashlib
import subprocess

from places import ROOT


def in_sample(test: str, percent: int, seed: str) -> bool:
    """Whether a test is among the ``percent`` of a hundred that ``seed`` chooses; the same on every machine."""
    digest = hashlib.sha256(f"{seed} {test}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % 100 < percent


def tree() -> str:
    """The digest of the files of the last commit; empty where the project is no checkout."""
    try:
        asked = ["git", "rev-parse", "HEAD^{tree}"]
        return subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
