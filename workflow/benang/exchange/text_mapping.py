"""The mapping from a text as a project of another program has it to the frozen text of a source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benang.exchange.same_text import Alignment, Letters
from benang.text.offsets import MappedText, Run


@dataclass(frozen=True)
class TextMapping:
    """The mapping from a project's text to the frozen text of a source."""

    source_id: str
    how: str
    one: Letters
    other: Letters
    frozen: MappedText | None = None  # where the project's text was cleaned first
    alignment: Alignment | None = None

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a span of the project's text is; None where nothing of it is left, or it cannot be told."""
        if self.frozen is not None:
            start, end = self.frozen.to_clean(start, end)
            if start == end:
                return None
        return (start, end) if self.one is self.other else self.one.span_in(self.other, start, end)


def mapped_text(text: str, offset_map: Sequence[Mapping[str, object]]) -> MappedText:
    """A frozen text with the way back to its raw text, from its rows of the table ``offset_map``."""
    runs: list[Run] = []
    for row in offset_map:
        start, end, raw_start, raw_end = (int(str(row[name])) for name in ("start", "end", "raw_start", "raw_end"))
        runs.append(Run(start, end, raw_start, raw_end, bool(row["exact"])))
    return MappedText(text, tuple(runs))
