"""What was said and coded in a study, some sources at a time: for what is kept by parts (``core.kept_parts``)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from benang.coding.passages.asked_questions import AskedTurns
from benang.coding.passages.counted import Counting
from benang.coding.passages.passages import Gathering
from benang.coding.people.sources_read import read_in, sources_read
from benang.core.source_texts import StoredTexts
from benang.core.table_parts import RowsOfSources, parts_by_source, with_texts
from benang.core.tables import read_table

Part = Mapping[str, Any]
"""Tables of some sources by name, and under ``read`` which of these each coder read."""


class CodedParts:
    """The parts of a study, in the order of ``source_id``.

    Each holds the tables ``sources`` (without what was said, which is read only where a part is worked on), ``turns``
    and those that are given, and ``read``.

    Args:
        sources, turns: files of the tables of these names.
        read: ``read`` of the configuration.
        tables: tables by name, such as ``codings``, of which a part has the rows that belong to its sources.
    """

    def __init__(
        self,
        sources: str | os.PathLike[str],
        turns: str | os.PathLike[str],
        read: Mapping[str, Sequence[str]],
        **tables: pd.DataFrame,
    ) -> None:
        self._files = {"sources": [sources], "turns": [turns]}
        self._read = sources_read(read, read_table(sources, "sources", without=("text",)))[0]
        self._rows = {name: RowsOfSources(table) for name, table in tables.items()}
        self._texts = StoredTexts(sources)

    def __iter__(self) -> Iterator[Part]:
        for part in parts_by_source(self._files, without=("text",)):
            own = {name: rows.of(part) for name, rows in self._rows.items()}
            yield part | own | {"read": read_in(self._read, part["sources"])}

    def with_texts(self, part: Part) -> dict[str, Any]:
        """A part with what was said in its sources."""
        return with_texts(part, self._texts)


def gathered(
    part: Part, counting: Counting, asked: AskedTurns | None = None, kind: type[Gathering] = Gathering
) -> Gathering:
    """What counts of the codings of a part, or what the way of counting leaves out of them.

    Args:
        part: of ``CodedParts`` with tables ``codings`` and ``disagreements``, and with its texts.
        counting: whose codings count, and how.
        asked: what was asked; None where nobody confirmed it.
        kind: ``Gathering``, or ``LeftOut`` for what is left out.
    """
    codings, turns, sources = (part[name] for name in ("codings", "turns", "sources"))
    return kind(codings, turns, sources, counting, disagreements=part["disagreements"], read=part["read"], asked=asked)
