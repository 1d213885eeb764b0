"""Where the project is, and the real studies that may lie beside it; tests find both here, wherever they stand."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
"""Studies of others, no part of the project: what is tested on them has a twin on the project's own material."""
