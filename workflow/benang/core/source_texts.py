"""What was said in each source, one text at a time: as Python holds them all they would fill the memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd


class SourceTexts(Mapping[str, str]):
    """The frozen texts by source id, as ``dict(zip(sources["source_id"], sources["text"]))``.

    A text is made when it is asked for, and the last one is kept: ask for them source by source.

    Args:
        sources: table ``sources``, or its columns ``source_id`` and ``text``.

    >>> texts = SourceTexts(pd.DataFrame({"source_id": ["a", "b"], "text": ["Halo", "Hai"]}))
    >>> texts["b"], len(texts), "c" in texts
    ('Hai', 2, False)
    """

    def __init__(self, sources: pd.DataFrame) -> None:
        self._rows = {str(source): row for row, source in enumerate(sources["source_id"].tolist())}
        self._texts = sources["text"].array
        self._last: tuple[str, str] | None = None

    def __getitem__(self, source_id: str) -> str:
        if self._last is None or self._last[0] != source_id:
            self._last = (source_id, str(self._texts[self._rows[source_id]]))
        return self._last[1]

    def __contains__(self, source_id: object) -> bool:
        return source_id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)
