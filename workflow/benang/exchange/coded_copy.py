"""What a coded copy of a source shows: its frozen text, and a remark for each coding.

A remark's first line is the code, as a person would write it; below it stands what the coder said. So a copy that comes
back (``benang.coding.people.segments``) has the same codings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from benang.coding.side_words import with_marks
from benang.exchange.coding_sheet import code_names


@dataclass(frozen=True)
class CodingRemark:
    """A coding as a remark on ``text[start:end]``.

    Attributes:
        coding_id: its id.
        start, end: code points of the frozen text, end exclusive.
        coder: whose it is.
        said: the remark.
        date: when it was coded (``benang.core.moments``); empty where nobody said.
    """

    coding_id: str
    start: int
    end: int
    coder: str
    said: str
    date: str = ""


@dataclass(frozen=True)
class CodedCopy:
    """One source with its codings, in the order of the text."""

    source_id: str
    text: str
    language: str
    remarks: tuple[CodingRemark, ...]


def coded_copies(sources: pd.DataFrame, codings: pd.DataFrame, codes: pd.DataFrame, language: str) -> list[CodedCopy]:
    """A copy of each source, by its id, with the codings that people made; of what they agree on none is made.

    Args:
        sources: table ``sources``, with the frozen texts.
        codings: table ``codings``.
        codes: table ``codes``.
        language: of the codes' labels.
    """
    names = code_names(codes, language)
    made = codings[(codings["status"] == "accepted") & (codings["method"] != "consensus")]
    made = made.sort_values(["source_id", "start", "end", "coding_id"])
    by_source = {str(source_id): rows.to_dict("records") for source_id, rows in made.groupby("source_id")}
    copies = []
    for source in sources.sort_values("source_id").to_dict("records"):
        name = str(source["source_id"])
        remarks = tuple(_remark(coding, names, language) for coding in by_source.get(name, ()))
        copies.append(CodedCopy(name, str(source["text"]), str(source["language"]), remarks))
    return copies


def _remark(coding: Mapping[Any, Any], names: Mapping[str, str], language: str) -> CodingRemark:
    code = str(coding["code_id"])
    memo = with_marks(str(coding["why"]), str(coding["side"]), str(coding["use"]), language)
    lines = [names.get(code, code), memo]
    start, end, when = int(coding["start"]), int(coding["end"]), str(coding.get("date", ""))
    said = "\n".join(filter(None, lines))
    return CodingRemark(str(coding["coding_id"]), start, end, str(coding["coder"]), said, when)
