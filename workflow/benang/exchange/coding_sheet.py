"""The workbook in which a coder codes: the frozen text turn by turn, with the codebook's codes to choose from.

``benang.coding.people.coding_files.read_codings`` reads it back when it is filled in. Nobody's codings are in it.
"""

from __future__ import annotations

import pandas as pd

from benang.coding.people.lookup import CodeNames
from benang.coding.people.raw_rows import code_path
from benang.coding.side_words import VALUES, Kind, meaning_of, word_for
from benang.core import model
from benang.core.texts import main_language, read_texts
from benang.exchange.workbook import Cell, Column, Sheet, split_for_cells
from benang.sources.printed import COLUMNS, in_print


def coding_sheet(
    sources: pd.DataFrame, turns: pd.DataFrame, codes: pd.DataFrame, language: str, notice: str = ""
) -> list[Sheet]:
    """The sheets of a workbook to code in.

    Args:
        sources: table ``sources`` with the frozen texts.
        turns: table ``turns``.
        codes: table ``codes``.
        language: of the headers and the codes' labels (``id``, ``en``).
        notice: the study's notice about its data; empty for none.

    Returns:
        How to fill it in; a row a turn with its source, number, place in print (where any source is printed), speaker
        and text, a cell for a part of the text, three for codes, one each for their side and use, all with a list to
        choose from, and one for a memo; the codes; and what the sides and uses mean. Two hidden columns hold where the
        turn stands in the frozen text, so that of many turns with the same words each keeps its own codes.
    """
    words = read_texts("workbook.yaml")[main_language(language)]
    names = code_names(codes, language)
    heads = words["coding"]
    printed = any(column in turns.columns for column in COLUMNS)
    columns = (
        Column(heads["source"], 20),
        Column(heads["turn"], 9),
        *([Column(heads["printed"], 18)] if printed else []),
        Column(heads["speaker"], 16),
        Column(heads["text"], 80),
        Column(heads["part"], 30),
        *(Column(heads[f"code_{number}"], 34, choices=words["codes_tab"]) for number in (1, 2, 3)),
        Column(heads["side"], 16, choices=words["sides_tab"]),
        Column(heads["use"], 16, choices=words["uses_tab"]),
        Column(heads["memo"], 40),
        Column(heads["start"], 9, hidden=True),
        Column(heads["end"], 9, hidden=True),
    )
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    rows: list[list[Cell]] = []
    for turn in turns.sort_values(["source_id", "turn"]).to_dict("records"):
        first, last = int(turn["start"]), int(turn["end"])
        text = str(texts.get(turn["source_id"], ""))[first:last]
        named: list[Cell] = [str(turn["source_id"]), int(turn["turn"])]
        named += [", ".join(in_print(turn, language)), str(turn["speaker"])] if printed else [str(turn["speaker"])]
        for start, end in split_for_cells(text) if text.strip() else ():
            rows.append([*named, text[start:end], *[""] * 7, first + start, first + end])
    guide: list[list[Cell]] = [[line] for line in (notice, *words["coding_guide"]) if line]
    return [
        Sheet(words["guide_tab"], (Column(words["guide_tab"], 100),), guide),
        Sheet(words["coding_tab"], columns, rows),
        Sheet(words["codes_tab"], _code_columns(words), _code_rows(codes, names, language)),
        _words_sheet("side", words["sides_tab"], words, language),
        _words_sheet("use", words["uses_tab"], words, language),
    ]


def code_names(codes: pd.DataFrame, language: str) -> dict[str, str]:
    """For each code what a person may write for it: the path of its labels in ``language``, or its id where that is
    another code's too.

    Args:
        codes: table ``codes``.
        language: of the labels.
    """
    labels = model.labels(codes, language)
    parents = dict(zip(codes["code_id"], codes["parent_id"], strict=True))
    found = CodeNames(codes)
    names: dict[str, str] = {}
    for code in codes["code_id"]:
        path: list[str] = []
        above = code
        while above in parents and len(path) <= len(parents):
            path.append(labels[above])
            above = parents[above]
        name = code_path(reversed(path))
        names[code] = name if found.find(name) == [code] else code
    return names


def in_language(row: dict[str, object], field: str, language: str) -> str:
    """A field that the codebook has in several languages, in ``language`` or else in the first that has it."""
    columns = sorted((key for key in row if key.startswith(f"{field}:")), key=lambda key: key != f"{field}:{language}")
    return next((str(row[column]) for column in columns if row[column]), "")


def _words_sheet(kind: Kind, tab: str, words: dict[str, dict[str, str]], language: str) -> Sheet:
    rows: list[list[Cell]] = [[word_for(kind, value, language), meaning_of(value, language)] for value in VALUES[kind]]
    return Sheet(tab, (Column(words["coding"][kind], 16), Column(words["fields"]["meaning"], 80)), rows)


def _code_columns(words: dict[str, dict[str, str]]) -> tuple[Column, ...]:
    heads = words["codebook"]
    widths = {"name": 44, "definition": 60, "include": 40, "exclude": 40, "example": 50}
    return tuple(Column(heads[field], width) for field, width in widths.items())


def _code_rows(codes: pd.DataFrame, names: dict[str, str], language: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for record in codes.sort_values(["order", "code_id"]).to_dict("records"):
        code = {str(key): value for key, value in record.items()}
        descriptions = [in_language(code, field, language) for field in ("definition", "include", "exclude")]
        rows.append([names[str(code["code_id"])], *descriptions, str(code["example"])])
    return rows
