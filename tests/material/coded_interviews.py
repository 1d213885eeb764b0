"""Tables of small interviews, and rules for them, for the tests of the rule coder."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from benang.coding.rules.parsing import parse_rule
from benang.coding.rules.patterns import RuleSpec
from benang.core import model

Turn = tuple[str, str]


def rules(**patterns: object) -> dict[str, list[RuleSpec]]:
    """Rules by code; an underscore in its name stands for a hyphen."""
    result: dict[str, list[RuleSpec]] = {}
    for code_id, values in patterns.items():
        parsed = [parse_rule(value, code_id) for value in (values if isinstance(values, list) else [values])]
        assert all(isinstance(rule, RuleSpec) for rule in parsed), parsed
        result[code_id.replace("_", "-")] = parsed  # type: ignore[assignment]
    return result


def study(sources: dict[str, Sequence[Turn]], language: str = "id") -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Tables of sources given as (role, utterance) turns."""
    texts, turns, spans = [], [], []
    for source_id, spoken in sources.items():
        paragraphs, position = [], 0
        for number, (role, utterance) in enumerate(spoken, 1):
            label = "B: " if role == "informant" else "P: "
            start, end = position + len(label), position + len(label) + len(utterance)
            turns.append(
                {"source_id": source_id, "turn": number, "start": start, "end": end, "speaker": label[0], "role": role}
                | {
                    "case_id": label[0],
                    "line": 2 * number,
                    "time_start": None,
                    "time_end": None,
                    "role_from": "",
                    "heading": "",
                    "n_words": 0,
                }
            )
            spans.append(
                {"source_id": source_id, "start": position, "end": end, "raw_start": position, "raw_end": end}
                | {"raw_line": 2 * number, "exact": True}
            )
            paragraphs.append(label + utterance)
            position = end + 1
        texts.append({"source_id": source_id, "language": language, "text": "\n".join(paragraphs)})
    frame = pd.DataFrame(texts, columns=["source_id", "language", "text"])
    return frame, model.from_rows("turns", turns), model.from_rows("offset_map", spans)
