"""The archive of a REFI-QDA project: its document and the plain texts beside it, read within bounds."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

from benang.core.encoding import decode_as_written
from benang.core.package import LARGEST_PART, Package, parse_xml
from benang.core.problems import Problem, StudyError
from benang.exchange.refi.elements import shown_guid
from benang.sources.readers.source_file import read_bytes
from benang.text.offsets import MappedText

PROJECT_PART = "project.qde"

LARGEST_TEXTS = 4 * LARGEST_PART
"""Bytes of all texts of a project together, one that two sources share counted twice: five thousand interviews."""

MOST_FORMATTED = 500
"""Formatted documents that are read for want of a plain text; the standard asks for a plain text of each."""

_SOURCES = "sources/"
_MARKS = (
    codecs.BOM_UTF8,
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)
_DRIVE = re.compile(r"[A-Za-z]:")
_EXCHANGE_KINDS = {
    "source-broken": "exchange-broken",
    "source-unpacks-too-large": "exchange-too-large",
    "source-too-much-markup": "exchange-too-large",
}


class OutsideError(Exception):
    """A path leads out of the archive."""


@dataclass(frozen=True)
class PlainText:
    """The text of a source.

    Attributes:
        text: without a byte order mark.
        mark: whether a byte order mark stood before it.
        guessed: the encoding, where it is not told by the bytes.
    """

    text: str
    mark: bool = False
    guessed: str = ""


class Archive:
    """A project's archive.

    Args:
        data: the file.
        shown_name: its name in messages.

    Raises:
        StudyError: it is no whole zip archive, or has no project in it (``exchange-broken``), or holds too much
            (``exchange-too-large``); so do the methods.
    """

    def __init__(self, data: bytes, shown_name: str) -> None:
        self._shown_name = shown_name
        try:
            self._package = Package(data, shown_name, "qdpx")
        except StudyError as error:
            raise _exchanged(error, "zip") from None
        # Programs write "Sources" and "sources", and some of Windows a backslash.
        self._parts = {_folded(name): name for name in sorted(self._package.names, reverse=True)}
        documents = [name for name in self._parts if name.endswith(".qde")]
        if not documents:
            raise StudyError([_broken(shown_name, PROJECT_PART)])
        document = min(documents, key=lambda name: (name.count("/"), not name.endswith(PROJECT_PART), name))
        self._document = self._parts[document]
        self._folder = document.rpartition("/")[0]
        self._read = 0
        self._rich: dict[str | None, str | None] = {}

    def project(self) -> Any:
        """The root element of the project's document."""
        try:
            return self._package.read_xml(self._document)
        except StudyError as error:
            raise _exchanged(error, PROJECT_PART) from None

    def rich_text(self, path: str) -> str | None:
        """The text of a formatted document; None where there is no such part, or none that can be read.

        Raises:
            OutsideError, StudyError: as ``data``.
        """
        part = self._part(path)
        if part in self._rich or len(self._rich) == MOST_FORMATTED:
            return self._rich.get(part)
        data = self.data(path)
        text = None
        if data is not None:
            try:
                document = read_bytes(data, path, self._shown_name)
                text = MappedText.identity(document.raw).edit(document.edits).text
            except StudyError:
                pass
        self._rich[part] = text
        return text

    def data(self, path: str) -> bytes | None:
        """The bytes at a path of the document; None where there is no such part.

        Raises:
            OutsideError: the path leads out of the archive.
            StudyError: the part is broken (``exchange-broken``) or too large (``exchange-too-large``), or all texts
                together are (``exchange-texts-too-large``).
        """
        part = self._part(path)
        if part is None:
            return None
        try:
            data = self._package.read_part(part)
        except StudyError as error:
            raise _exchanged(error, shown_part(path)) from None
        self._read += len(data or b"")
        if self._read > LARGEST_TEXTS:
            values = {"megabytes": LARGEST_TEXTS // 2**20}
            raise StudyError([Problem("exchange-texts-too-large", self._shown_name, values=values)])
        return data

    def _part(self, path: str) -> str | None:
        scheme, separator, rest = path.strip().replace("\\", "/").rpartition("://")
        scheme = scheme.lower()
        below = [step for step in rest.split("/") if step not in ("", ".")]
        absolute = (not separator and rest.startswith("/")) or _DRIVE.match(rest) is not None
        if absolute or ".." in below or scheme not in ("", "internal", "relative"):
            raise OutsideError(path)
        name = "/".join(below)
        for place in (_SOURCES + name, name):
            part = self._parts.get(_folded(f"{self._folder}/{place}" if self._folder else place))
            if part is not None:
                return part
        if scheme == "relative":
            raise OutsideError(path)  # to where the project lay on the computer it was made on
        return None


def read_document(data: bytes, shown_name: str, form: str, part: str) -> Any:
    """The root element of a document of its own, such as a codebook.

    Raises:
        StudyError: it is broken (``exchange-broken``) or too large (``exchange-too-large``).
    """
    try:
        return parse_xml(data, shown_name, form, part)
    except StudyError as error:
        raise _exchanged(error, part) from None


def shown_part(path: str) -> str:
    """What of a path may stand in a message: its last step where that is a GUID, else nothing, for it may be a name."""
    last = re.split(r"[/\\]", path)[-1]
    return last if shown_guid(last.rpartition(".")[0].strip("{}").lower()) else ""


def is_blank(text: str) -> bool:
    """Whether there is nothing to read in a text."""
    return not text.strip().strip("\0\ufeff")


def decoded(data: bytes) -> PlainText | None:
    """A plain text from its bytes; None where its encoding cannot be told."""
    try:
        text = decode_as_written(data)  # characters are mended once positions are known
    except StudyError:
        # A zero byte in UTF-8 is a character like any other here, as positions count it.
        try:
            return PlainText(data.decode("utf-8"))
        except UnicodeDecodeError:
            return None
    return PlainText(text.text, data.startswith(_MARKS), text.encoding if text.problems else "")


def _folded(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./").strip("/").casefold()


def _broken(shown_name: str, part: str) -> Problem:
    return Problem("exchange-broken", shown_name, values={"format": "qdpx", "part": part})


def _exchanged(error: StudyError, part: str) -> StudyError:
    """What is wrong with a package, in the words for projects: the remedy is another one."""
    return StudyError(
        Problem(_EXCHANGE_KINDS[one.kind], one.file, values={**one.values, "part": part}) for one in error.problems
    )
