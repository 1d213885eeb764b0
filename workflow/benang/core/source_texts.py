"""What was said in each source, one text at a time: as Python holds them all they would fill the memory."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import accumulate

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq


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
            self._last = (source_id, self._text(self._rows[source_id]))
        return self._last[1]

    def _text(self, row: int) -> str:
        return str(self._texts[row])

    def __contains__(self, source_id: object) -> bool:
        return source_id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


_HELD = 1 << 26
"""Bytes of texts that stay in memory: all of a study of some hundred interviews."""


class StoredTexts(SourceTexts):
    """The frozen texts of the file of a table ``sources``: a group of its rows is read when one of them is asked for.

    The groups that were asked for last are held, up to some tens of megabytes.

    Args:
        path: the file, as ``tables.write_table`` writes it.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        super().__init__(pq.read_table(path, columns=["source_id"]).to_pandas().assign(text=""))
        self._path = path
        self._described = pq.read_metadata(path)  # once: it is as long as the table has groups
        sizes = (self._described.row_group(number).num_rows for number in range(self._described.num_row_groups))
        self._begins = list(accumulate(sizes, initial=0))
        self._groups: dict[int, pa.ChunkedArray] = {}  # that was asked for last stands last
        self._size = 0

    def _text(self, row: int) -> str:
        group = bisect_right(self._begins, row) - 1
        said = self._groups.pop(group, None)
        if said is None:
            with pq.ParquetFile(self._path, metadata=self._described) as file:
                said = file.read_row_group(group, columns=["text"]).column(0)
            self._size += said.nbytes
        self._groups[group] = said
        while self._size > _HELD and len(self._groups) > 1:
            self._size -= self._groups.pop(next(iter(self._groups))).nbytes
        return str(said[row - self._begins[group]].as_py())
