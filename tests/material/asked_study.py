"""Small studies that a language model is asked about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from benang.coding.language_model.replay import Answer
from benang.coding.language_model.requests import ModelRequest, RequestSettings, build_requests
from benang.core import model

SETTINGS = RequestSettings("example-model")
Turn = tuple[str, str]
"""Role and utterance."""


class Tables(NamedTuple):
    """The tables of a study as far as they are needed here."""

    sources: pd.DataFrame
    turns: pd.DataFrame
    offset_map: pd.DataFrame
    codes: pd.DataFrame

    def requests(self, settings: RequestSettings = SETTINGS) -> list[ModelRequest]:
        return build_requests(self.sources, self.turns, self.codes, settings)


def study(spoken: Mapping[str, Sequence[Turn]], codes: Sequence[str] = ("trust", "doubt")) -> Tables:
    """A study of sources given as turns."""
    sources, turns, spans = [], [], []
    for source_id, of_source in spoken.items():
        paragraphs, position = [], 0
        for number, (role, utterance) in enumerate(of_source, 1):
            speaker = "B" if role == "informant" else "P"
            start, end = position + len(f"{speaker}: "), position + len(f"{speaker}: {utterance}")
            turn = dict.fromkeys(model.TABLES["turns"].columns, "") | {"source_id": source_id, "turn": number}
            turn |= {"start": start, "end": end, "speaker": speaker, "role": role, "case_id": speaker}
            turn |= {"line": 2 * number, "time_start": None, "time_end": None, "n_words": 0}
            turns.append(turn)
            spans.append(
                {"source_id": source_id, "start": position, "end": end, "raw_start": position, "raw_end": end}
                | {"raw_line": 2 * number, "exact": True}
            )
            paragraphs.append(f"{speaker}: {utterance}")
            position = end + 1
        sources.append({"source_id": source_id, "language": "en", "text": "\n".join(paragraphs)})
    return Tables(
        pd.DataFrame(sources, columns=["source_id", "language", "text"]),
        model.from_rows("turns", turns),
        model.from_rows("offset_map", spans),
        codebook(codes),
    )


def codebook(code_ids: Sequence[str]) -> pd.DataFrame:
    rows = []
    for order, code_id in enumerate(code_ids):
        row = dict.fromkeys(model.TABLES["codes"].columns, "") | {"code_id": code_id, "level": "code", "cites": []}
        row |= {"negative": False, "order": order, "label:en": code_id.title(), "label:id": f"Kode {code_id}"}
        rows.append(row | {"definition:en": f"People speak of {code_id}.", "definition:id": ""})
    return model.from_rows("codes", rows)


def answer(*codings: object, **kept: str) -> Answer:
    """An answer of the form that is asked for."""
    return Answer(json.dumps({"codings": list(codings)}), **{"finish_reason": "stop", **kept})


def coding(turn: object, quotation: object, code: object = "trust") -> dict[str, object]:
    return {"turn": turn, "quotation": quotation, "code": code}
