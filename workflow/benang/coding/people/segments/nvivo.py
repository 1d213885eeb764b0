"""NVivo's text of a code: the references coded at it, source by source (.txt, .docx).

A heading names a source (``<Files\\\\Interview 1> - § 2 references coded  [ 3.45% Coverage]``; older programs say
``Internals``, and some exports leave the angle brackets out); below it stand its references, each under a line
``Reference 1 - 1.23% Coverage``. The text of one code does not name the code; the program calls the file by it. A
reference to a region of a page has its coordinates in place of words.

The forms are those that programs published by others read: S. Dreier, J. Hernandez and others, NIreland_NLP (2020).
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath

from benang.coding.people.raw_rows import Coders, Origin, lines_of
from benang.core.problems import Problem

_COUNT = re.compile(r"(\d{1,6}) references? coded \[ ?[\d.,]{1,10} ?% Coverage ?\]")
_REFERENCE = re.compile(r"Reference \d{1,6} - [\d.,]{1,10}\s*% Coverage")
_REGION = re.compile(r"Page \d{1,6}\s*: \(\d+,\s*\d+\) - \(\d+,\s*\d+\)")
_LONGEST_MARK = 100  # characters of a line that can be such a mark


def recognises(text: str) -> bool:
    """Whether a line of the text is the heading of a source."""
    return "% Coverage" in text and any(_heading(line) for line in lines_of(text))


def read_report(text: str, origin: Origin, coders: Coders) -> tuple[list[dict[str, object]], list[Problem]]:
    """The references of a report as raw rows.

    Args:
        text: the report.
        origin: the file; its name without folder and suffix is taken for the code, with a warning.
        coders: whose codings they are; the report does not tell.

    Returns:
        The rows, and what is wrong: references that are announced and not there, regions of pages, which have no words.
    """
    code = PurePath(origin.file.replace("\\", "/")).stem
    problems = [origin.problem("nvivo-code-from-file", code=code)]
    if not coders.named(""):
        return [], [origin.problem("codings-coder-missing")]
    rows: list[dict[str, object]] = []
    wordless = 0
    lines = lines_of(text)
    headings = [(index, heading) for index, line in enumerate(lines) if (heading := _heading(line))]
    ends = [index for index, _ in headings[1:]] + [len(lines)]
    for (first, (source, announced)), end in zip(headings, ends, strict=True):
        marks = [index for index in range(first + 1, end) if _match(_REFERENCE, lines[index])]
        for mark, after in zip(marks, [*marks[1:], end], strict=False):
            words = [line for line in lines[mark + 1 : after] if not _match(_REGION, line)]
            quotation = unicodedata.normalize("NFC", "\n".join(words)).strip()
            if not quotation:
                wordless += 1
                continue
            rows.append(
                {
                    "file": origin.file,
                    "line": mark + 1,
                    "source": source,
                    "quotation": quotation,
                    "start": None,
                    "end": None,
                    "code": code,
                    "coder": coders.named(""),
                    "memo": "",
                }
            )
        if len(marks) != announced:
            problems.append(
                origin.problem("nvivo-references-missing", first + 1, announced=announced, count=len(marks))
            )
    if wordless:
        problems.append(origin.problem("exchange-lost", what="references to regions of pages", count=wordless))
    return rows, problems


def _heading(line: str) -> tuple[str, int] | None:
    """The source that a line is the heading of, without its folders, and how many references it announces."""
    source, character, rest = " ".join(line.split()).rpartition(" - § ")
    count = _COUNT.fullmatch(rest) if character and len(rest) <= _LONGEST_MARK else None
    name = source.removeprefix("<").removesuffix(">").rpartition("\\")[2]
    return (name, int(count[1])) if count and name else None


def _match(pattern: re.Pattern[str], line: str) -> bool:
    line = " ".join(line.split()) if len(line) <= _LONGEST_MARK else line
    return pattern.fullmatch(line) is not None
