"""MAXQDA's overview of coded segments, exported as a table (.xlsx, .csv).

Its columns ``Beginning`` and ``End`` count paragraphs (or tell page, cell or time), so they are no offsets. A code's
path is joined by ``>`` or ``\\``, as in the tables of codes that the program imports. The headers are those of the
English and the German program; which of them an export has, its user chooses.

MAXQDA 24 manual: "Overview of coded segments"; "Import codes and code memos from an Excel spreadsheet".
"""

from __future__ import annotations

import re

from benang.coding.people.segments.shape import AUTHORS, HEADERS, JUDGEMENTS, Shape

MAXQDA = Shape(
    (frozenset(("document name", "code", "segment")), frozenset(("dokumentname", "code", "segment"))),
    {
        "source": ("document name", "dokumentname"),
        "group": ("document group", "dokumentgruppe"),
        "quotation": ("segment",),
        "start": ("start",),
        "end": ("end",),
        "code": ("code",),
        "coder": ("coder",),
        "memo": ("comment", "kommentar"),
        "date": ("date", *HEADERS["date"], "created", "created on", "erstellt", "erstellt am", "datum"),
        **JUDGEMENTS,
    },
    authors=(*AUTHORS, "erstellt von", "autor"),
    losses=(
        *("weight score", "weight", "gewicht"),
        *("color", "colour", "farbe"),
    ),
    separator=re.compile(r"\s+>\s+|\\"),
)
