"""Where every byte of the report comes from, and how to make it again."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import benang
from benang.conclusions.report import markdown as md
from benang.conclusions.report.draft import Draft

_PROJECT = Path(benang.__file__).parents[2]
_VERSION = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
MOST_ROWS = 200


def provenance(draft: Draft) -> str:
    """Versions, inputs with checksums, and the commands to rebuild and verify."""
    words, material = draft.words, draft.material
    version, lock = read_version(), read_lock_digest()
    items = [
        words("made_with", version=version) if version else "",
        words("locked", sha256=md.styled(lock, "hash")) if lock else "",
        words("rebuild", command=md.styled("make", "file"), verify=md.styled("make verify", "file")),
        words("same_bytes"),
    ]
    rows = [
        [md.styled(md.escaped(source["file"]), "file"), draft.kind(source["kind"]), md.styled(source["sha256"], "hash")]
        for source in list(material.sources.values())[:MOST_ROWS]
    ]
    caption = words("provenance_caption")
    if len(material.sources) > MOST_ROWS:
        caption += " " + words("rows_cut", n=words.number(MOST_ROWS), file=draft.file("coding/sources.csv"))
    header = [words("file"), words("kind"), "SHA-256"]
    return md.paragraphs(
        [
            md.bullets(item for item in items if item),
            draft.table("provenance", caption, header, rows, "lll", [40, 16, 44]),
        ]
    )


def read_version() -> str:
    """The version of this project; empty where it cannot be told."""
    file = _PROJECT / "pyproject.toml"
    match = _VERSION.search(file.read_text(encoding="utf-8")) if file.is_file() else None
    return match[1] if match else ""


def read_lock_digest() -> str:
    """SHA-256 of the lock file of the environment; empty where there is none."""
    file = _PROJECT / "requirements.lock"
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest() if file.is_file() else ""
