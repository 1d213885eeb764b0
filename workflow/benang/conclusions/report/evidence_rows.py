"""Passages behind claims as the report shows passages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class EvidenceRow(Mapping[str, Any]):
    """A row of ``claim_evidence`` as one of ``passages``, as which it is shown.

    Its unit is the claim; the interviewer's turn before it is looked for when somebody asks for it.

    Args:
        row: the row.
        question_before: gives that turn's number, by source and turn.
    """

    __slots__ = ("_question_before", "_row")

    def __init__(self, row: Mapping[str, Any], question_before: Callable[[str, int], int]) -> None:
        self._row, self._question_before = row, question_before

    def __getitem__(self, column: str) -> Any:
        if column == "code_id":
            return self._row["claim_id"]
        if column == "question_turn":
            return self._question_before(self._row["source_id"], int(self._row["turn"]))
        return self._row[column]

    def __iter__(self) -> Iterator[str]:
        yield from (*self._row, "code_id", "question_turn")

    def __len__(self) -> int:
        return len(self._row) + 2
