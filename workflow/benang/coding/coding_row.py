"""A row of the table ``codings`` for a span of a source that is known to the character."""

from __future__ import annotations

from benang.text.spans import SpanIndex


def coding_row(
    text: str, index: SpanIndex, source_id: str, start: int, end: int, code_id: str, coder: str, **cells: str
) -> dict[str, object]:
    """The row, without ``coding_id`` (see ``benang.coding.coding_ids``).

    Args:
        text: frozen text of the source.
        index: turns and lines of the sources.
        source_id: the source.
        start, end: the span, in code points, end exclusive.
        code_id: the code.
        coder: who coded.
        cells: the other columns: ``case_id`` (by default the case of the first turn), ``method``, ``status``, ``why``,
            ``anchor``.
    """
    where = index.locate(source_id, start, end)
    return {
        "source_id": source_id,
        "case_id": where.case_id,
        "turn": where.turn,
        "last_turn": where.last_turn,
        "start": start,
        "end": end,
        "line": where.line,
        "code_id": code_id,
        "coder": coder,
        "quotation": text[start:end],
        **cells,
    }
