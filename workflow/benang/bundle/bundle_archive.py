"""The bundle as one file: the same bytes for the same content, and read again within bounds."""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benang.core.files import write_whole

METADATA = "ro-crate-metadata.json"
MANIFEST = "manifest-sha256.txt"
RUN, SOFTWARE, INPUTS, CODE = "run/graph.json", "run/software.json", "run/inputs.json", "run/code.json"
GRAPH = "run/graph.dot"
LARGEST = 2**31
"""Bytes of all members together that are read."""

_DATE = (1980, 1, 1, 0, 0, 0)
_PACKED = frozenset((".png", ".docx", ".pdf", ".xlsx", ".qdpx", ".parquet"))


def json_bytes(value: Any) -> bytes:
    """A value as JSON for people and machines: sorted keys, one space deep, UTF-8."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def manifest(members: Mapping[str, bytes]) -> bytes:
    """SHA-256 of every member, as ``sha256sum --check`` reads it."""
    lines = (f"{hashlib.sha256(members[name]).hexdigest()}  {name}\n" for name in sorted(members))
    return "".join(lines).encode("utf-8")


def write_bundle(members: Mapping[str, bytes], path: str | os.PathLike[str]) -> None:
    """Write members as a zip archive, its metadata first, without the time of day."""
    names = sorted(members, key=lambda name: (name != METADATA, name))

    def write(target: Path) -> None:
        with zipfile.ZipFile(target, "w") as archive:
            for name in names:
                entry = zipfile.ZipInfo(name, _DATE)
                entry.create_system = 3  # the same on every system
                entry.external_attr = 0o644 << 16
                packed = Path(name).suffix in _PACKED
                entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
                archive.writestr(entry, members[name])

    write_whole(path, write)


def read_bundle(path: str | os.PathLike[str]) -> dict[str, bytes]:
    """The members of a bundle by name.

    Raises:
        ValueError: it is no zip archive, or holds too much.
        OSError: it cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(Path(path).read_bytes())) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise ValueError("large")
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise ValueError("broken") from error


def read_manifest(data: bytes) -> dict[str, str]:
    """Digest by name, from ``manifest``."""
    lines = (line.partition("  ") for line in data.decode("utf-8", "replace").splitlines())
    return {name: sha256 for sha256, _, name in lines}
