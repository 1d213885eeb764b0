"""What a language model is told: instructions and codebook, and apart from them a part of a transcript as data.

The transcript is JSON in a message of its own, so that no word in it can end the data and begin an instruction. A model
may obey it all the same; what keeps such an answer out is that it is checked (``answers``), not what the model is told.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.coding.language_model.json_text import canonical
from benang.coding.language_model.parts import Part
from benang.core.texts import main_language, read_texts

TEXT_FIELDS = ("label", "definition", "include", "exclude")
"""Columns of table ``codes`` that the model is told, of each the one in the study's language."""


def instructions(codes: pd.DataFrame, language: str) -> str:
    """The instructions in ``language`` (Indonesian, else English) with the codebook (table ``codes``) behind them."""
    known: Mapping[str, str] = read_texts("language_model.yaml")["instructions"]
    return f"{known.get(main_language(language), known['en'])}\n{codebook(codes, language)}"


def codebook(codes: pd.DataFrame, language: str) -> str:
    """The codebook as JSON, in its order; of a text in several languages the one in ``language``."""
    entries = [_entry(row, language) for row in codes.sort_values(["order", "code_id"]).to_dict("records")]
    return canonical(entries).decode("utf-8")


def transcript(part: Part) -> str:
    """A part of a transcript as JSON: number, speaker and text of each turn, and whether it is to be coded."""
    turns = [
        {"turn": span.turn, "speaker": span.speaker, "coded": span.coded, "text": span.text} for span in part.spans
    ]
    return canonical(turns).decode("utf-8")


def _entry(row: Mapping[object, object], language: str) -> dict[str, object]:
    """A code as the model is told it; what is empty is left out."""
    entry: dict[str, object] = {"id": row["code_id"], "parent": row["parent_id"], "example": row["example"]}
    entry |= {field: _in_language(row, field, language) for field in TEXT_FIELDS}
    entry["negative"] = bool(row["negative"])
    return {name: value for name, value in entry.items() if value}


def _in_language(row: Mapping[object, object], field: str, language: str) -> str:
    """The text of a field in ``language``; where there is none, in the codebook's first language that has one."""
    columns = [str(column) for column in row if str(column).startswith(f"{field}:")]
    columns.sort(key=lambda column: column != f"{field}:{language}")
    return next((str(row[column]) for column in columns if row[column]), "")
