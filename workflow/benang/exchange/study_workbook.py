"""The whole study as one workbook: codebook, quotations, coders, matrices, cases, problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from benang.coding.passages.counted import sides_judged
from benang.coding.side_words import VALUES, word_for
from benang.core import model
from benang.core.cells import join_ids
from benang.core.problems import Problem, in_order
from benang.core.table_rows import TableRows
from benang.core.texts import main_language, read_texts
from benang.core.wording import filled
from benang.exchange.coding_sheet import code_names, in_language
from benang.exchange.matrix_sheets import counts_cases, matrix_sheet, with_whole, without_sides
from benang.exchange.workbook import Cell, Column, Sheet
from benang.sources.printed import COLUMNS, in_print

_TEXTS = {
    "source": "source_id",
    "case": "case_id",
    "quotation": "quotation",
    "coder": "coder",
    "memo": "why",
    "code": "code_id",
    "coding_id": "coding_id",
}
_TABLES = {
    "codebook": "coding/codes.csv",
    "quotations": "coding/codings.csv",
    "coders": "coding/codings.csv",
    "problems": "problems.csv",
}
"""Where the tables lie that sheets show, below the results."""


def study_workbook(
    *,
    codes: pd.DataFrame,
    codings: pd.DataFrame,
    cases: pd.DataFrame,
    turns: pd.DataFrame,
    matrices: Mapping[str, pd.DataFrame],
    problems: Sequence[Problem],
    language: str,
    title: str = "",
    notice: str = "",
    approach: str = "",
) -> list[Sheet]:
    """The sheets of the study's workbook, in ``language``.

    Args:
        codes, codings, cases, turns: the tables of those names.
        matrices: by name (``matrix_sheets``).
        problems: what could not be read, anchored or coded.
        language: of headers, labels, attributes and messages (``id``, ``en``).
        title: the study's.
        notice: the study's about its data (that they are a reconstruction); it stands on the first sheet.
        approach: the study's, in words; it stands there, too.
    """
    words = read_texts("workbook.yaml")[main_language(language)]
    unjudged = not sides_judged(codings, codes)
    contents = [
        _codebook(codes, codings, words, language),
        # What machines suggest and nobody decided on is no quotation yet; it stands in suggestions.csv.
        _quotations(codes, codings[codings["status"] != "suggested"], turns, words, language),
        _coders(codings, words),
        *(
            matrix_sheet(without_sides(matrix) if unjudged else matrix, name, codes, cases, words, language)
            for name, matrix in matrices.items()
            if len(matrix)
        ),
        _cases(cases, words, language),
        _problems(problems, words, language),
    ]
    values: list[list[Cell]] = [
        [words["about"][key], text]
        for key, text in (("title", title), ("notice", notice), ("approach", approach))
        if text
    ]
    values += [[sheet.name, filled(words["rows"], {"count": len(sheet.rows)})] for sheet in contents]
    if any(matrix["undecided"].any() for matrix in matrices.values() if counts_cases(matrix) and "undecided" in matrix):
        values.append([words["about"]["brackets"], words["undecided"]])
    about = Sheet(words["about_tab"], (Column(words["about_tab"], 26), Column(words["about"]["content"], 90)), values)
    return [about, *contents]


def _codebook(codes: pd.DataFrame, codings: pd.DataFrame, words: Mapping[str, dict[str, str]], language: str) -> Sheet:
    fields = {"id": 24, "name": 44, "level": 12, "label": 30, "definition": 60, "include": 40, "exclude": 40}
    fields |= {"example": 50, "origin": 12, "negative": 10, "side": 12, "cites": 20, "colour": 10, "codings": 10}
    names = code_names(codes, language)
    labels = model.labels(codes, language)
    counted = codings[(codings["status"] == "accepted")]["code_id"].value_counts().to_dict()
    rows: list[list[Cell]] = []
    for record in codes.sort_values(["order", "code_id"]).to_dict("records"):
        code = {str(key): value for key, value in record.items()}
        identity = str(code["code_id"])
        values = {"id": identity, "name": names[identity], "label": labels[identity]}
        values |= {field: in_language(code, field, language) for field in ("definition", "include", "exclude")}
        values |= {field: str(code[field]) for field in ("example", "colour")}
        values["cites"] = join_ids(code["cites"])
        values |= {field: _word(words, str(code[field])) for field in ("level", "origin")}
        values["negative"] = _word(words, "yes") if code["negative"] else ""
        values["side"] = word_for("side", str(code["side"]), language)
        rows.append([*(values[field] for field in fields if field != "codings"), int(counted.get(identity, 0))])
    return _sheet(words, "codebook", fields, rows)


def _quotations(
    codes: pd.DataFrame, codings: pd.DataFrame, turns: pd.DataFrame, words: Mapping[str, dict[str, str]], language: str
) -> Sheet:
    fields = {"source": 20, "case": 12, "turn": 8}
    fields |= {"printed": 18} if any(column in codings.columns for column in COLUMNS) else {}
    fields |= {"speaker": 16, "quotation": 80, "name": 44, "coder": 14}
    fields |= {
        "side": 14,
        "use": 14,
        "memo": 40,
        "method": 12,
        "status": 12,
        "anchor": 12,
        "code": 24,
        "line": 8,
        "start": 9,
        "end": 9,
    }
    fields |= {"date": 20} if "date" in codings.columns else {}
    fields |= {"coding_id": 14}
    names = code_names(codes, language)
    coded = codings[["source_id", "turn"]].drop_duplicates().merge(turns[["source_id", "turn", "speaker"]])
    speakers = dict(zip(zip(coded["source_id"], coded["turn"], strict=True), coded["speaker"], strict=True))
    rows: list[list[Cell]] = []
    for record in TableRows(codings.sort_values(["source_id", "start", "end", "coding_id"])):
        values: dict[str, Cell] = {field: str(record[column]) for field, column in _TEXTS.items()}
        values |= {field: int(record[field]) for field in ("turn", "line", "start", "end")}
        values |= {field: _word(words, record[field]) for field in ("method", "status", "anchor")}
        values |= {kind: word_for(kind, str(record[kind]), language) for kind in VALUES}
        values["date"] = str(record.get("date", ""))
        values["printed"] = ", ".join(in_print(record, language))
        values["name"] = names.get(str(record["code_id"]), "")
        values["speaker"] = speakers.get((record["source_id"], record["turn"]), "")
        rows.append([values[field] for field in fields])
    return _sheet(words, "quotations", fields, rows)


def _coders(codings: pd.DataFrame, words: Mapping[str, dict[str, str]]) -> Sheet:
    fields = {"coder": 20, "method": 14, "status": 14, "codings": 12, "sources": 12, "codes": 12, "characters": 14}
    rows: list[list[Cell]] = []
    for (coder, method, status), of_coder in codings.groupby(["coder", "method", "status"], sort=True):
        counts = [len(of_coder), of_coder["source_id"].nunique(), of_coder["code_id"].nunique()]
        characters = int((of_coder["end"] - of_coder["start"]).sum())
        rows.append([str(coder), _word(words, method), _word(words, status), *map(int, counts), characters])
    return _sheet(words, "coders", fields, rows)


def _cases(cases: pd.DataFrame, words: Mapping[str, dict[str, str]], language: str) -> Sheet:
    shown = model.cases_in(cases, language).sort_values(["order", "case_id"])
    attributes = [column for column in shown.columns if column.startswith("attribute:")]
    columns = [Column(words["fields"]["case"], 14)]
    columns += [Column(attribute.removeprefix("attribute:"), 28) for attribute in attributes]
    rows: list[list[Cell]] = [list(map(str, row)) for row in shown[["case_id", *attributes]].itertuples(index=False)]
    return Sheet(words["tabs"]["cases"], tuple(columns), rows)


def _problems(problems: Sequence[Problem], words: Mapping[str, dict[str, str]], language: str) -> Sheet:
    fields = {"severity": 14, "file": 36, "line": 8, "place": 20, "what": 80, "remedy": 80}
    rows: list[list[Cell]] = [
        [
            *(_word(words, problem.severity), problem.file, problem.line, problem.place),
            *(problem.what(language), problem.remedy(language)),
        ]
        for problem in in_order(problems)
    ]
    return _sheet(words, "problems", fields, rows)


def _sheet(
    words: Mapping[str, dict[str, str]], tab: str, fields: Mapping[str, int], rows: Sequence[Sequence[Cell]]
) -> Sheet:
    headers = words["fields"] | words["codebook"]
    columns = tuple(Column(headers[field], width) for field, width in fields.items())
    return with_whole(Sheet(words["tabs"][tab], columns, rows), f"results/{_TABLES[tab]}", words)


def _word(words: Mapping[str, dict[str, str]], word: object) -> str:
    """A word of the tables in the sheet's language; itself where it has none."""
    return words["words"].get(str(word), str(word))
