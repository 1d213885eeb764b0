"""Where the files of the workflow lie: beside the library in a copy of the project, inside it where it is installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
"""The library."""

LIBRARY = PACKAGE.parent
"""The folder that Python finds the library in."""

WORKFLOW = PACKAGE / "workflow" if (PACKAGE / "workflow").is_dir() else LIBRARY
"""The folder of rules, scripts, notebooks, schemas and templates."""

ROOT = WORKFLOW.parent
"""The folder around it, which holds the lock file and the environments."""
