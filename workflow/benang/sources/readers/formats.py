"""Every format of sources: the one place where a reader is registered.

A new format is a module of this package with a function ``read`` (and ``recognises``, where the content alone tells the
format), and its entry in ``READERS``. What the entry says is all that the rest of the library knows of the format; the
module itself is loaded when a file is read (``source_file``), so that nothing but reading depends on it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reader:
    """A reader of one format.

    Attributes:
        module: the module of this package that reads it, with ``read(data, shown_name, encoding)``, which raises
            ``StudyError``, and, where ``recognised``, ``recognises(data)``.
        format: the format's name, as in the table ``sources``.
        suffixes: how names of such files end, in lower case; none where only the content tells.
        description: what such files are, in a few words.
        unit: what a line of the raw text is to a person who looks it up in the file: ``line``, ``paragraph``, ``row``
            or ``utterance`` (words of the report, ``texts/report.*.yaml``).
        paragraph_a_line: whether each line of the text, after the reader's edits, is a paragraph.
        cut_by_machine: whether its pieces are cut where a speech recogniser or a caption ends, within sentences.
        packaged: whether such a file is a container (zip, PDF); bytes of a container are never given to other readers.
        table: whether such files are tables, which often lie beside sources without being one.
        recognised: whether the content alone can tell the format.
    """

    module: str
    format: str
    suffixes: tuple[str, ...]
    description: str
    unit: str = "line"
    paragraph_a_line: bool = False
    cut_by_machine: bool = False
    packaged: bool = False
    table: bool = False
    recognised: bool = True


READERS: tuple[Reader, ...] = (
    Reader(
        "docx",
        "docx",
        (".docx", ".docm", ".dotx", ".dotm"),
        "documents of Word",
        unit="paragraph",
        paragraph_a_line=True,
        packaged=True,
    ),
    Reader(
        "odt",
        "odt",
        (".odt", ".ott", ".fodt"),
        "documents of LibreOffice",
        unit="paragraph",
        paragraph_a_line=True,
        packaged=True,
    ),
    Reader("rtf", "rtf", (".rtf",), "rich text", unit="paragraph", paragraph_a_line=True),
    Reader("webpage", "html", (".html", ".htm", ".xhtml"), "web pages", paragraph_a_line=True),
    Reader(
        "xlsx_turns", "xlsx", (".xlsx", ".xlsm"), "workbooks with a turn a row", unit="row", packaged=True, table=True
    ),
    Reader("pdf", "pdf", (".pdf",), "pages with a text layer", packaged=True),
    Reader("vtt", "vtt", (".vtt",), "captions (WebVTT)", cut_by_machine=True),
    Reader("srt", "srt", (".srt",), "captions (SubRip)", cut_by_machine=True),
    Reader("speech", "json", (".json",), "results of speech recognition", unit="utterance", cut_by_machine=True),
    Reader("whisper_table", "csv", (), "tables of Whisper", unit="row", table=True),
    Reader("markdown", "md", (".md", ".markdown"), "plain text with signs for headings and emphasis", recognised=False),
    Reader("csv_turns", "csv", (".csv", ".tsv"), "tables with a turn a row", unit="row", table=True, recognised=False),
    Reader("txt", "txt", (".txt", ".text"), "plain text", recognised=False),
)
"""The readers, in the order in which they are asked whether they recognise a file."""

BY_SUFFIX: dict[str, Reader] = {suffix: reader for reader in READERS for suffix in reader.suffixes}

UNITS: dict[str, str] = {reader.format: reader.unit for reader in READERS}
"""What a line of the raw text is, by format."""

SUPPORTED = ", ".join(sorted({f".{reader.format}" for reader in READERS}))
"""The formats, as messages list them."""

TEXT_SUFFIXES = tuple(sorted(suffix for reader in READERS if not reader.table for suffix in reader.suffixes))
"""Suffixes of files that are sources rather than tables about them."""
