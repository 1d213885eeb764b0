"""Where coders differ and what they agree on, some sources at a time, and kept for sources in which nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import combinations

import pandas as pd
import pyarrow as pa

from benang.coding.people.sources_read import SourcesRead, read_in
from benang.coding.together.consensus import ConsensusPart, consensus_of_part, consensus_of_parts
from benang.coding.together.disagreements import disagreements
from benang.core import model
from benang.core.counting import CONSENSUS
from benang.core.kept_parts import KeptParts, values_of, with_values
from benang.core.plain_values import from_plain, to_plain
from benang.core.problems import Problem
from benang.core.table_parts import RowsOfSources, with_texts

Part = Mapping[str, pd.DataFrame]
"""The tables of some sources (``core.table_parts``)."""


def differences(
    parts: Iterable[Part],
    codings: RowsOfSources,
    coders: Iterable[str],
    codes: pd.DataFrame,
    read: SourcesRead,
    texts: Mapping[str, str],
    kept: KeptParts,
) -> pd.DataFrame:
    """The differences of all sources between all pairs of coders (``disagreements``).

    Args:
        parts: ``sources``, whose texts are not needed, and ``turns``.
        codings: table ``codings``.
        coders: who is compared.
        codes: table ``codes``.
        read: what coders read.
        texts: the frozen texts by source id; those of parts that were kept are not read.
        kept: where those of a part are kept; it is about the coders and the codes.
    """
    pairs = list(combinations(coders, 2))
    found = []
    for part in parts:
        here = {**part, "codings": codings.of(part)}
        own = read_in(read, part["sources"])
        make = partial(_differences, here, texts, pairs, codes, own)
        found.append(kept.table({**here, "read": own}, make))
    together: list[pd.DataFrame] = [table.to_pandas() for table in found]
    return pd.concat(together, ignore_index=True)


def agreed_on(
    parts: Iterable[Part],
    codings: RowsOfSources,
    decided: pd.DataFrame,
    codes: pd.DataFrame,
    read: SourcesRead,
    texts: Mapping[str, str],
    kept: KeptParts,
) -> tuple[pd.DataFrame, list[Problem]]:
    """The consensus of all sources (``consensus``), and what is to be said of it.

    Args:
        parts: ``sources``, ``turns`` and ``offset_map``.
        codings, codes, read, texts: as of ``differences``.
        decided: the differences, with decisions.
        kept: where that of a part is kept; it is about the codes.
    """
    rows, found = RowsOfSources(decided), []
    for part in parts:
        here = {**part, "codings": codings.of(part), "decided": rows.of(part)}
        own = read_in(read, part["sources"])
        table = kept.table({**here, "read": own}, partial(_consensus, here, texts, codes, own))
        told = values_of(table)
        problems = [from_plain(Problem, one) for one in told["problems"]]
        found.append(ConsensusPart(table.to_pandas(), problems, told["once"]))
    return consensus_of_parts(found)


def _differences(
    here: Part, texts: Mapping[str, str], pairs: Iterable[tuple[str, str]], codes: pd.DataFrame, read: SourcesRead
) -> pa.Table:
    here = with_texts(here, texts)
    found = disagreements(here["codings"], here["turns"], here["sources"], pairs, codes, read)
    return _as_arrow(found, "disagreements")


def _consensus(here: Part, texts: Mapping[str, str], codes: pd.DataFrame, read: SourcesRead) -> pa.Table:
    here = with_texts(here, texts)
    codings, problems, once = consensus_of_part(
        here["codings"],
        here["decided"],
        here["sources"],
        here["turns"],
        here["offset_map"],
        CONSENSUS,
        codes,
        read,
    )
    return with_values(_as_arrow(codings, "codings"), problems=to_plain(problems), once=once)


def _as_arrow(frame: pd.DataFrame, name: str) -> pa.Table:
    table = pa.Table.from_pandas(frame, schema=model.arrow_schema(frame, name), preserve_index=False)
    return table.replace_schema_metadata(None)
