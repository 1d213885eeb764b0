"""ATLAS.ti's list of quotations, exported as a table (.xlsx, .csv).

A row is a quotation; its cell ``Codes`` names all its codes, one a line, so that a row can be several codings.
``Created`` is when the quotation was marked; a code may have come later, so it is no date of its codings. ``Start`` and
``End``, where they are exported, count paragraphs or pages and are no offsets. Quotations without a code are in the
list too.

ATLAS.ti 22 manual for Windows: "Quotation Manager", "Creating reports".
"""

from __future__ import annotations

from benang.coding.people.segments.shape import AUTHORS, HEADERS, JUDGEMENTS, Shape

ATLASTI = Shape(
    (frozenset(("document", "quotation content", "codes")),),
    {
        "source": ("document",),
        "quotation": ("quotation content",),
        "code": ("codes",),
        "coder": ("coder",),
        "memo": ("comment",),
        "date": ("date", *HEADERS["date"]),
        **JUDGEMENTS,
    },
    authors=AUTHORS,
    losses=("quotation name", "document groups"),
    codes_in_lines=True,
    uncoded_rows=True,
)
