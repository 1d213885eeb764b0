"""What the pages of the transcripts are called, and the places in them that links lead to."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from benang.conclusions.report import markdown_text as md

FOLDER = "transcripts"
"""The folder of the pages, beside the documents."""

_LONGEST = 180
"""Bytes of a name; file systems end at 255, and a page's name goes on."""


def list_file(language: str) -> str:
    """The page that lists the transcripts, from where the documents lie."""
    return f"{FOLDER}.{language}.html"


def page_file(source_id: str, language: str) -> str:
    """The page of a source, from where the documents lie.

    >>> page_file("interview-A", "en")
    'transcripts/interview-A.en.html'
    """
    name = source_id.encode("utf-8")
    if len(name) > _LONGEST:
        digest = hashlib.sha256(name).hexdigest()[:12]
        return f"{FOLDER}/{name[:_LONGEST].decode('utf-8', 'ignore')}-{digest}.{language}.html"
    return f"{FOLDER}/{source_id}.{language}.html"


def coding_place(coding_id: str) -> str:
    """The place of a coding in its page."""
    return md.anchor("coding", coding_id)


def turn_place(turn: int) -> str:
    """The place of a turn in its page."""
    return md.anchor("turn", turn)


def address(file: str, place: str = "") -> str:
    """A file, and a place in it, as the address of a link."""
    return quote(file) + (f"#{place}" if place else "")
