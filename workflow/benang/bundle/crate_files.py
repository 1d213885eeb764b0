"""The files of a bundle as RO-Crate describes them: what each is, and its format.

Formats are named by media type and, where PRONOM (The National Archives) has an entry for just that, by its identifier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from benang.bundle.bundle_archive import MANIFEST, METADATA

_PRONOM = "https://www.nationalarchives.gov.uk/PRONOM/"
FORMATS: Mapping[str, tuple[str, str, str]] = {
    ".csv": ("text/csv", "x-fmt/18", "Comma Separated Values"),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "fmt/412", "Word document"),
    ".dot": ("text/vnd.graphviz", "", ""),
    ".html": ("text/html", "fmt/471", "Hypertext Markup Language 5"),
    ".ipynb": ("application/x-ipynb+json", "", ""),
    ".json": ("application/json", "fmt/817", "JSON Data Interchange Format"),
    ".jsonld": ("application/ld+json", "fmt/880", "JSON-LD"),
    ".lock": ("text/plain", "x-fmt/111", "Plain Text File"),
    ".md": ("text/markdown", "fmt/1149", "Markdown"),
    ".pdf": ("application/pdf", "", ""),
    ".png": ("image/png", "", ""),
    ".py": ("text/x-python", "fmt/938", "Python Script File"),
    ".qdpx": ("application/zip", "x-fmt/263", "ZIP Format"),
    ".smk": ("text/plain", "x-fmt/111", "Plain Text File"),
    ".svg": ("image/svg+xml", "fmt/92", "Scalable Vector Graphics 1.1"),
    ".txt": ("text/plain", "x-fmt/111", "Plain Text File"),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "fmt/214", "Excel workbook"),
    ".yaml": ("application/yaml", "fmt/818", "YAML"),
    ".zip": ("application/zip", "x-fmt/263", "ZIP Format"),
    "": ("text/plain", "x-fmt/111", "Plain Text File"),
}


def member_id(name: str) -> str:
    """The ``@id`` of a file in the bundle: its path as a relative URI."""
    return quote(name)


def file_entities(members: Mapping[str, bytes], about: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """An entity a file, but for the metadata themselves, and one for each format that is named.

    Args:
        members: the files.
        about: what each is, by the folder or the whole name; the longest that fits.
    """
    formats: dict[str, str] = {}
    for name in sorted(members):
        if name == METADATA:
            continue
        media, pronom, title = format_of(name)
        entity: dict[str, Any] = {
            "@id": member_id(name),
            "@type": "File",
            "name": PurePosixPath(name).name,
            "encodingFormat": [media, {"@id": f"{_PRONOM}{pronom}"}] if pronom else media,
            "contentSize": str(len(members[name])),
        }
        if name != MANIFEST:  # which tells the digest of the metadata
            entity["sha256"] = hashlib.sha256(members[name]).hexdigest()
        described = _described(name, about)
        if described:
            entity["description"] = described
        if pronom:
            formats[f"{_PRONOM}{pronom}"] = title
        yield entity
    for address, title in sorted(formats.items()):
        yield {"@id": address, "@type": "WebSite", "name": title}


def format_of(name: str) -> tuple[str, str, str]:
    """Media type, PRONOM identifier and name of a file's format."""
    suffix = PurePosixPath(name).suffix.lower()
    return FORMATS.get(suffix, ("application/octet-stream", "", ""))


def references(names: Iterable[str]) -> list[dict[str, str]] | dict[str, str]:
    """References to entities by their ids, each once, in order; one alone is no list (RO-Crate 1.1, JSON-LD)."""
    found = [{"@id": name} for name in dict.fromkeys(names)]
    return found[0] if len(found) == 1 else found


def _described(name: str, about: Mapping[str, str]) -> str:
    fitting = [key for key in about if name == key or (key.endswith("/") and name.startswith(key))]
    return about[max(fitting, key=len)] if fitting else ""
