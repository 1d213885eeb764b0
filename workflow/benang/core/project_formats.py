"""Which files are projects of other programs, told by their names alone: asked before any file is opened."""

from __future__ import annotations

from pathlib import PurePath

PROJECTS = (".qdpx", ".qda", ".rqda", ".sqlite3", ".sqlite", ".db")
"""Projects: REFI-QDA; QualCoder; RQDA; Taguette (three endings in use)."""

CODEBOOKS = (".qdc",)
"""Codebooks alone: REFI-QDA."""


def is_project(file: str) -> bool:
    """Whether a file of this name is a project of another program, with texts and codings in it."""
    return PurePath(file).suffix.lower() in PROJECTS


def holds_codes(file: str) -> bool:
    """Whether a file of this name brings a codebook in another program's form."""
    return PurePath(file).suffix.lower() in (*PROJECTS, *CODEBOOKS)
