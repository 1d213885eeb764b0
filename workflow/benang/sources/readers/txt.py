"""Plain text: the raw text is the decoded file itself."""

from __future__ import annotations

from benang.core.encoding import decode
from benang.sources.document import Document

FORMAT = "txt"
SUFFIXES = (".txt", ".text")


def recognises(data: bytes) -> bool:
    """Plain text has no mark of its own."""
    return False


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a plain text file.

    Raises:
        StudyError: its encoding cannot be told, or the declared one does not fit.
    """
    text, name, problems = decode(data, encoding, shown_name)
    return Document(text, FORMAT, encoding=name, problems=problems)
