"""Read one file of any format of sources: which reader, and what no source may hold."""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_right
from importlib import import_module
from itertools import islice
from pathlib import Path, PurePath
from typing import Protocol

from benang.core.encoding import characters_mended
from benang.core.problems import Problem, StudyError
from benang.core.windows_characters import mended, windows_characters
from benang.sources.document import Document
from benang.sources.readers.bounds import MOST_EDITS, check_bounds
from benang.sources.readers.formats import BY_SUFFIX, READERS, SUPPORTED, Reader
from benang.sources.readers.lines import in_order
from benang.text.offsets import Edit

_MODULES = "benang.sources.readers.*"

LARGEST_MEGABYTES = 256
"""A larger file is not opened: a transcript of a hundred hours is some five megabytes."""


_WORD_97 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_FORMATS = (b"PK\x03\x04", b"{\\rtf", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")
# Characters that no later stage can write into XML or HTML, and stray byte order marks. \x1c-\x1f are white space to
# Python but not to people.
_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]|\r(?!\n)")


def read_source(path: Path, shown_name: str, encoding: str | None = None) -> Document:
    """Read one source.

    The content decides where it is unmistakable (a docx, pdf or vtt under another name is read as what it is, with a
    warning), the suffix otherwise.

    Args:
        path: the file.
        shown_name: its name in messages, without a person's name in it.
        encoding: the encoding the study declares for it (txt, md, vtt); None to find out.

    Raises:
        StudyError: the file cannot be read, or holds more than one source may (``bounds``).
    """
    return read_bytes(read_file_bytes(path, shown_name), path.name, shown_name, encoding)


def read_bytes(data: bytes, name: str, shown_name: str, encoding: str | None = None) -> Document:
    """Read one source from its bytes; ``name`` is the file's name, for its suffix. Otherwise as ``read_source``."""
    if not data:
        raise StudyError([Problem("source-empty", shown_name)])
    suffix = PurePath(name).suffix.lower()
    reader = _reader(data, suffix, shown_name)
    document = _module(reader).read(data, shown_name, encoding)
    document = dataclasses.replace(
        document,
        format=reader.format,
        paragraph_a_line=reader.paragraph_a_line,
        cut_by_machine=reader.cut_by_machine,
    )
    if not document.raw.strip():
        raise StudyError([Problem("source-empty", shown_name)])
    problems = document.problems
    if suffix in BY_SUFFIX and BY_SUFFIX[suffix].format != reader.format:
        values = {"suffix": suffix, "format": reader.format}
        problems = (Problem("source-format-differs", shown_name, values=values), *problems)
    if places := windows_characters(document.raw):
        # Decoding has mended what files hold as they are; these were written as entities or stand in a container.
        problems = (*problems, characters_mended(document.raw, places, shown_name))
        voices = tuple(dataclasses.replace(voice, speaker=mended(voice.speaker)) for voice in document.voices)
        document = dataclasses.replace(document, raw=mended(document.raw), voices=voices)
    check_bounds(document, shown_name)
    edits = _with_writable_characters(document)
    if edits is document.edits:
        return dataclasses.replace(document, problems=problems)
    document = dataclasses.replace(document, edits=edits, problems=problems)
    check_bounds(document, shown_name)
    return document


def read_file_bytes(path: Path, shown_name: str) -> bytes:
    """The bytes of one source.

    Raises:
        StudyError: there is no such file, or it cannot be read, or is larger than ``LARGEST_MEGABYTES``.
    """
    try:
        if not path.exists():
            raise StudyError([Problem("source-missing", shown_name)])
        if not path.is_file():
            raise StudyError([Problem("source-unreadable", shown_name)])
        with path.open("rb") as file:
            data = file.read(LARGEST_MEGABYTES * 2**20 + 1)
    except OSError:
        raise StudyError([Problem("source-unreadable", shown_name)]) from None
    if len(data) > LARGEST_MEGABYTES * 2**20:
        raise StudyError([Problem("source-too-large", shown_name, values={"limit": LARGEST_MEGABYTES})])
    return data


class _ReaderModule(Protocol):
    """What the module of a format offers."""

    def recognises(self, data: bytes) -> bool:
        """Whether the content alone tells this format."""

    def read(self, data: bytes, shown_name: str, encoding: str | None = None) -> Document:
        """Read the file's bytes; raises StudyError."""


def _module(reader: Reader) -> _ReaderModule:
    module: _ReaderModule = import_module(_MODULES.replace("*", reader.module))
    return module


def _reader(data: bytes, suffix: str, shown_name: str) -> Reader:
    for reader in READERS:
        if reader.recognised and _module(reader).recognises(data):
            return reader
    if data.startswith(_WORD_97):
        kind = "source-excel-97" if suffix.startswith(".xls") else "source-word-97"
        raise StudyError([Problem(kind, shown_name)])
    known = BY_SUFFIX.get(suffix)
    if known is None or (not known.packaged and data.startswith(_OTHER_FORMATS)):
        raise StudyError([Problem("source-format-unknown", shown_name, values={"supported": SUPPORTED})])
    return known


def _with_writable_characters(document: Document) -> tuple[Edit, ...]:
    """The document's edits, and those that take out control characters and make a lone carriage return a line end."""
    extra = [
        Edit(match.start(), match.end(), "\n" if match.group() == "\r" else "")
        for match in islice(_UNWRITABLE.finditer(document.raw), MOST_EDITS + 1)
    ]
    starts = [edit.start for edit in document.edits]
    free = []
    for edit in extra:
        before = bisect_right(starts, edit.start) - 1
        if before < 0 or document.edits[before].end <= edit.start:
            free.append(edit)
    return in_order((*document.edits, *free)) if free else document.edits
