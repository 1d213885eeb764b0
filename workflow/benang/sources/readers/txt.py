"""Plain text: the raw text is the decoded file itself."""

from __future__ import annotations

from benang.core.encoding import decode
from benang.sources.document import Document

FORMAT = "txt"


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a plain text file.

    Raises:
        StudyError: its encoding cannot be told, or the declared one does not fit.
    """
    text, name, problems = decode(data, encoding, shown_name)
    return Document(text, FORMAT, encoding=name, problems=problems)
