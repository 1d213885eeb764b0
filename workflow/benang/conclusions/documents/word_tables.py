"""Tables of a Word document on its pages: no row is torn, no head and no last row stands alone.

pandoc repeats a table's head on each page and does no more; what is missing is put into the document it wrote.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_W}}}"
DOCUMENT = "word/document.xml"
LONGEST_ROW = 2500
"""Letters of a row that may break: it could be higher than a page."""
SHORTEST_BROKEN = 800
MOST_ROWS = 12
"""A table of fewer letters and rows stays on one page."""


def keep_rows(path: Path, drawn: Mapping[bytes, Path] | None = None) -> None:
    """Have the rows of each table of a document stay whole and together.

    Args:
        path: a Word document, which is written anew; all else in it stays as it is, to the byte.
        drawn: files that go into the places of parts (``word_pictures.write_heads``).
    """
    drawn = drawn or {}
    made = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(made, "w") as after:
        for part in before.infolist():
            data = before.read(part)
            if data in drawn:
                data = drawn[data].read_bytes()
                part.compress_type = zipfile.ZIP_STORED  # a picture is packed already
            after.writestr(part, _kept(data) if part.filename == DOCUMENT else data)
    path.write_bytes(made.getvalue())


def _kept(document: bytes) -> bytes:
    tree = etree.fromstring(document)
    for table in tree.iter(f"{W}tbl"):
        _keep(table.findall(f"{W}tr"))
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _keep(rows: list[Any]) -> None:
    letters = [sum(len(text.text or "") for text in row.iter(f"{W}t")) for row in rows]
    for row, n in zip(rows, letters, strict=True):
        properties = _properties(row, "trPr")
        if n < LONGEST_ROW and properties.find(f"{W}cantSplit") is None:
            properties.append(etree.Element(f"{W}cantSplit"))
    whole = len(rows) <= MOST_ROWS and sum(letters) < SHORTEST_BROKEN
    for number, row in enumerate(rows[:-1]):
        # The head stays with two rows below it, a row that heads others with them, and the last row with the one above.
        if whole or number < 2 or number == len(rows) - 2 or _heads(row):
            for paragraph in row.iter(f"{W}p"):
                _keep_next(paragraph)


def _heads(row: Any) -> bool:
    """Whether all cells of a row but the first are empty."""
    first, *others = (any(text.text for text in cell.iter(f"{W}t")) for cell in row.findall(f"{W}tc"))
    return bool(others) and first and not any(others)


def _keep_next(paragraph: Any) -> None:
    properties = _properties(paragraph, "pPr")
    if properties.find(f"{W}keepNext") is None:
        place = 1 if properties.find(f"{W}pStyle") is not None else 0
        properties.insert(place, etree.Element(f"{W}keepNext"))


def _properties(parent: Any, name: str) -> Any:
    """The element of properties that stands first in ``parent``; made where there is none."""
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found
