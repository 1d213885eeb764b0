"""Read the supporting literature: BibTeX (.bib) and CSL JSON (.json) through pandoc, RIS (.ris) and EndNote's XML
(.xml) by readers of their own.

pandoc's readers know the formats' many dialects (LaTeX accents, name particles, string macros); it runs without access
to files or network (``--sandbox``), with bounded memory and time, since a reference list is foreign text. Titles stay
as they are written, whatever their language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from benang.core import model
from benang.core.problems import Problem
from benang.literature.bibtex_text import prepared, stated
from benang.literature.endnote import read_endnote
from benang.literature.references import Reference
from benang.literature.ris import is_refworks, read_ris, recognises
from benang.literature.works_table import ReadList, works_table
from benang.literature.works_text import (
    as_stated,
    broken_json,
    keys_with_lines,
    read_in_full,
    run_pandoc_on,
    unreadable,
)

FORMATS = {".bib": "bibtex", ".ris": "ris", ".json": "csljson", ".xml": "endnote"}
"""Each format, by suffix; those that pandoc reads are called as it calls them."""

MAX_BYTES = 32 * 1024 * 1024
_NO_ENTRY = re.compile(r"@[ \t]*(?:comment|string|preamble)\b", re.IGNORECASE)
"""What a reference manager writes into a list that holds no work yet."""
_COMMENT = re.compile(r"^[ \t]*%.*$", re.MULTILINE)
_PLACE = re.compile(r"\(line (\d+), column (\d+)\)")


def read_works(path: Path, shown_name: str) -> tuple[pd.DataFrame, list[Problem]]:
    """The works of one reference list and what is wrong with it: see ``read_literature``."""
    works, _, problems = read_literature(path, shown_name)
    return works, problems


def read_literature(path: Path, shown_name: str) -> tuple[pd.DataFrame, list[Reference], list[Problem]]:
    """Works, references and problems of one reference list: see ``read_list``."""
    read = read_list(path, shown_name)
    return read.works, read.references, read.problems


def read_list(path: Path, shown_name: str) -> ReadList:
    """Read one reference list.

    Args:
        path: a ``.bib``, ``.ris`` or ``.json`` (CSL JSON) file, in UTF-8, or EndNote's ``.xml``.
        shown_name: how the file is called in problems.

    Returns:
        The table ``works`` (authors as ``Family, Given`` joined with ``; ``; year as four digits or empty; keywords
        joined with ``, ``; ``read`` is ``full`` where a keyword ``read: full``, or in BibTeX the field ``read =
        {full}``, says that the whole work was read); each work as CSL JSON, for a list of references; and what is
        wrong: a file that cannot be read, with the line and no works; a key that occurs twice (the first entry is kept)
        or an entry that was lost, with its line; entries without author or year as warnings. A work without a title is
        nothing wrong.
    """
    form = FORMATS.get(path.suffix.casefold())
    if form is None:
        values = {"suffix": path.suffix, "known": ", ".join(FORMATS)}
        return _nothing(Problem("works-unknown-format", shown_name, values=values))
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        return _nothing(unreadable(shown_name, error.strerror or type(error).__name__))
    if size > MAX_BYTES:
        return _nothing(unreadable(shown_name, f"> {MAX_BYTES // 1024**2} MB"))
    if form == "endnote":
        return _endnote(data, shown_name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return _nothing(Problem("works-not-utf8", shown_name, line))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Comments keep their lines, so that what stands behind them is told with its own.
    written = _COMMENT.sub("", text) if form == "bibtex" else text
    if not written.strip():
        return _nothing()
    entries: list[Reference]
    if form == "csljson":
        problem = broken_json(text, shown_name)
        if problem is not None:
            return _nothing(problem)
    if form == "ris":
        return _ris(text, shown_name)
    answer = run_pandoc_on(prepared(text) if form == "bibtex" else text, form)
    if isinstance(answer, str):
        place = _PLACE.search(answer)
        reason = " ".join(answer[place.end() :].lstrip(" :\n").split("\n")[:1]) if place else answer.split("\n")[0]
        # pandoc finds the end of the file on a line of its own; a person looks at the last line there is.
        last = len(text.rstrip().split("\n"))
        line_no, column = (min(int(place[1]), last), place[2]) if place else (None, "")
        where = f"column {column}" if column else ""
        return _nothing(unreadable(shown_name, reason, line_no, where))
    entries = answer
    if not entries and form != "csljson" and not _NO_ENTRY.match(written.lstrip()):
        blank = len(written) - len(written.lstrip())
        return _nothing(Problem("works-none", shown_name, written.count("\n", 0, blank) + 1))
    whole = read_in_full(text) if form == "bibtex" else frozenset()
    if form == "bibtex":
        as_stated(entries, stated(text))
    return works_table(entries, keys_with_lines(text, form), form, shown_name, whole)


def _endnote(data: bytes, shown_name: str) -> ReadList:
    if not data.strip():
        return _nothing()
    entries, keys, records, problems = read_endnote(data, shown_name)
    read = works_table(entries, keys, "endnote", shown_name, records=records)
    return read._replace(problems=[*problems, *read.problems])


def _ris(text: str, shown_name: str) -> ReadList:
    if not recognises(text):
        blank = len(text) - len(text.lstrip())
        kind = "works-refworks" if is_refworks(text) else "works-none"
        return _nothing(Problem(kind, shown_name, text.count("\n", 0, blank) + 1))
    entries, keys, problems = read_ris(text, shown_name)
    read = works_table(entries, keys, "ris", shown_name)
    return read._replace(problems=[*problems, *read.problems])


def _nothing(*problems: Problem) -> ReadList:
    return ReadList(model.empty("works"), [], list(problems))


def without_own_article(
    works: pd.DataFrame, problems: Sequence[Problem], citation: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """The works that the study stands on: all but its own article, which a report cites and no literature map holds.

    Args:
        works, problems: what ``read_works`` gave.
        citation: key of the study's own article; empty where it has none.

    Returns:
        The other works, and the problems without warnings about that article (a reproduced one may lack its author).
    """
    others = works[works["work_id"] != citation].reset_index(drop=True)
    kept = [each for each in problems if each.severity == "error" or each.values.get("key") != citation]
    return others, kept
