"""Where a source is printed: on which page, and at which line or paragraph as its margin counts.

A person who cites a transcript that was printed gives its pages and lines, and looks a citation up by them.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from benang.core.texts import main_language, read_texts
from benang.sources.document import PrintedPlace
from benang.sources.times import first_character
from benang.text.offsets import MappedText

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("page", "printed_line", "printed_paragraph")
"""Columns of the turns and codings of a study that has printed sources; as text, empty where nothing is printed."""


def printed_rows(
    frozen: MappedText, turns: Sequence[dict[str, object]], printed: Sequence[PrintedPlace]
) -> list[dict[str, object]]:
    """Rows of the table ``printed``: a row for each printed line of which words are left in an utterance.

    Args:
        frozen: the frozen text of a source.
        turns: its rows of the table ``turns``.
        printed: as its reader found them, in order of place.
    """
    starts, ends = ([int(str(turn[side])) for turn in turns] for side in ("start", "end"))
    places: dict[int, PrintedPlace] = {}
    for one in printed:
        start, end = frozen.to_clean(one.start, one.end)
        # Of a label on a line of its own and what is said below it, the words tell where they are printed.
        if start < end and (place := first_character(frozen.text, start, starts, ends)) is not None:
            places[place] = one
    return [
        {
            "source_id": turns[0]["source_id"],
            "start": place,
            "page": one.page,
            "unit": one.unit if one.number else "",
            "number": one.number,
        }
        for place, one in sorted(places.items())
    ]


def in_print(row: Mapping[Any, Any], language: str) -> list[str]:
    """Where a turn or coding begins in print, in words: ``["p. 12", "line 341"]``; empty where it is not printed.

    Args:
        row: of a table with some of ``COLUMNS``, or none.
        language: of the words.
    """
    texts = read_texts("printed.yaml")
    words = texts.get(main_language(language), texts["en"])
    return [words[column].format(n=row[column]) for column in COLUMNS if row.get(column)]


def printed_columns(turns: Iterable[str | os.PathLike[str]], printed: pd.DataFrame) -> tuple[str, ...]:
    """Those of ``COLUMNS`` that a study's turns have: the ones that hold anything anywhere.

    Args:
        turns: the files of the table ``turns``; only its places are read.
        printed: the table ``printed``.
    """
    import pandas as pd

    from benang.core.tables import read_only

    if printed.empty:
        return ()
    spans = pd.concat([read_only(path, "source_id", "start") for path in turns], ignore_index=True)
    return tuple(column for column in with_printed(spans, printed).columns if column in COLUMNS)


def with_printed(spans: pd.DataFrame, printed: pd.DataFrame, shown: Sequence[str] | None = None) -> pd.DataFrame:
    """Turns or codings with where they begin in print: those of ``COLUMNS`` that hold anything.

    Args:
        spans: a table with ``source_id`` and ``start`` (code points of the frozen text).
        printed: the table ``printed``.
        shown: which of ``COLUMNS`` are wanted, empty or not: those of the whole study, where ``spans`` are a part.
    """
    import pandas as pd

    if printed.empty or spans.empty:
        return spans.assign(**dict.fromkeys(shown, "")) if shown else spans
    places = pd.DataFrame({"source_id": spans["source_id"].to_numpy(), "start": spans["start"].to_numpy()})
    places = places.astype({"source_id": "str", "start": "int64"}).sort_values("start", kind="stable")
    known = printed.sort_values("start", kind="stable")
    found = pd.merge_asof(places, known, on="start", by="source_id").set_axis(places.index).sort_index()
    number = found["number"].fillna(0).astype("int64").astype("str")
    columns = {
        "page": found["page"].fillna("").astype("str"),
        "printed_line": number.where(found["unit"] == "line", ""),
        "printed_paragraph": number.where(found["unit"] == "paragraph", ""),
    }
    wanted = [name for name, column in columns.items() if (column != "").any()] if shown is None else shown
    return spans.assign(**{name: columns[name].to_numpy() for name in wanted})
