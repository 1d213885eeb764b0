"""Tables of the PDF: rows stay whole, rows that head others are never alone, and each table tells where it stands."""

from __future__ import annotations

import math
import re
from typing import Any

from benang.conclusions.documents.tree import Node, plain
from benang.conclusions.documents.typst_text import typst_raw, typst_string

TALLEST_ROW = 190
"""How high a row may be that stays on one page, and a table that goes to the head or foot of one, in millimetres."""
LETTERS, LINE, ROW = 115, 3.5, 0.6
"""Of a table as wide as a page the letters in a line, the height of a line, and what a row has beyond its lines, in
millimetres."""
_HEADING_ROW = re.compile(r"^(?P<before> +)(?P<cell>\[#strong\[.*\]\]), (?P<others>(?:\[\], )*\[\]),$", re.MULTILINE)
"""In what pandoc writes a row of a table whose cells are empty but for the first, which is bold."""


def printed_table(node: Node) -> Any:
    """A table that tells where it stands and whose rows stay whole, where none could be higher than a page."""
    if node["t"] != "Table":
        return None
    attribute, (short, caption), *rest = node["c"]
    name = typst_string(str(attribute[0]))
    rules = [f"#set figure(placement: b-placement({name}))", f"#show table: it => b-table({name}, it)"]
    rules += ["#set table.cell(breakable: false)"] if max(_heights(node)) < TALLEST_ROW else []
    if caption:
        stands = typst_raw("RawInline", f'#b-stands("top", {name})#b-stands("caption", {name})')
        first = caption[0] | {"c": [stands, *caption[0]["c"]]}
        node = node | {"c": [attribute, [short, [first, *caption[1:]]], *rest]}
    return [
        typst_raw("RawBlock", f"#b-before({name})\n\n#[{'; '.join(rules)}"),
        node,
        typst_raw("RawBlock", f"]\n\n#b-after({name})"),
    ]


def with_heading_rows(written: str) -> str:
    """What pandoc wrote, with rows of one bold cell as heads of those below them: they have the width of the table, and
    stand at no foot of a page."""
    return _HEADING_ROW.sub(_headed, written)


def _headed(row: re.Match[str]) -> str:
    columns = 1 + row["others"].count("[]")
    return f"{row['before']}table.header(level: 2, repeat: false, table.cell(colspan: {columns}){row['cell']}),"


def tall_tables(blocks: list[Any]) -> set[str]:
    """The tables that no page may have room for."""
    tables = [block for block in blocks if block["t"] == "Table"]
    return {str(table["c"][0][0]) for table in tables if sum(_heights(table)) > TALLEST_ROW}


def _heights(table: Node) -> list[float]:
    """How high a table's caption and rows will be at most, in millimetres, by how many lines they take."""
    _, caption, columns, (_, head), bodies, _ = table["c"]
    shares = [width["c"] if width["t"] == "ColWidth" else 1 / len(columns) for _, width in columns]
    rows = [*head, *(row for body in bodies for row in (*body[2], *body[3]))]
    heights = [LINE * math.ceil(len(plain(caption)) / LETTERS) + 4]
    for _, cells in rows:
        both = zip(cells, shares, strict=False)
        lines = (len(plain(cell[4])) / max(4, LETTERS * share * 0.9) for cell, share in both)
        heights.append(LINE * max(map(math.ceil, lines), default=1) + ROW)
    return heights
