"""Remarks that people attached to words as coding rows: comments in Word, highlights with a note in a PDF.

The first line of a remark is the code (id, label or path of labels; several with ``;`` between them), what follows is
the memo.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from benang.coding.people.raw_rows import Coders, Origin
from benang.core.moments import moment
from benang.core.problems import Problem
from benang.sources.document import Document, Remark
from benang.text.context import Context


def commented_rows(document: Document, origin: Origin, coders: Coders) -> tuple[list[dict[str, object]], list[Problem]]:
    """The comments of a Word document as raw rows; a line is a paragraph of it."""
    return remark_rows(document.raw, document.remarks, origin, coders)


def remark_rows(
    text: str, remarks: Iterable[Remark], origin: Origin, coders: Coders
) -> tuple[list[dict[str, object]], list[Problem]]:
    """Remarks on a text as raw rows.

    The quotation is what they are attached to, without white space around it. Its place in the document goes along: in
    a copy of a frozen text it is the place there, in any other it tells equal words apart.

    Args:
        text: of the document.
        remarks: on it; places are code points, end exclusive.
        origin: the file; its name without folder and suffix names the source.
        coders: whose codings they are; else the author of each.

    Returns:
        The rows in the order of the text, and a problem for each remark without words or without a code.
    """
    source = PurePosixPath(origin.file.replace("\\", "/")).stem
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    for remark in sorted(remarks, key=lambda one: (one.start, one.end, one.author, one.text)):
        marked = text[remark.start : remark.end]
        start = remark.start + len(marked) - len(marked.lstrip())
        end = start + len(marked.strip())
        code, _, memo = remark.text.strip().partition("\n")
        around = Context.of(text, start, end)
        row: dict[str, object] = {
            "file": origin.file,
            "line": text.count("\n", 0, start) + 1,
            "source": source,
            "quotation": text[start:end],
            "start": start,
            "end": end,
            "prefix": around.prefix,
            "suffix": around.suffix,
            "code": " ".join(code.split()),
            "coder": coders.named("", remark.author),
            "memo": memo.strip(),
            "date": moment(remark.date) or "",
        }
        lacking = [column for column in ("quotation", "code", "coder") if not row[column]]
        if lacking:
            problems.append(origin.problem("coding-incomplete", int(str(row["line"])), missing=", ".join(lacking)))
        else:
            rows.append(row)
    return rows, problems
