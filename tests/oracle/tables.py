"""The tables that a run writes before anything is counted, read from their CSV files."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

import yaml

NUMBERS = {"turn", "last_turn", "start", "end", "order", "n_words", "words", "new_words", "question_turn"}
LISTS = {"coding_ids", "coding_ids_a", "coding_ids_b", "coders", "passage_ids", "codes"}
FORMULA = ("'=", "'+", "'-", "'@", "'\t")  # an apostrophe before what a spreadsheet would run


@dataclass
class Study:
    """What is counted: rows as dicts, numbers as int, lists of ids as lists, ``negative`` as bool.

    ``coders`` are the counted ones; ``count`` is how differences between them count; ``read`` says what a coder read
    (``all`` or a list of source ids); ``guide`` and ``asked`` are what a person confirmed about the questions.
    ``turns`` hold the words of each turn in ``text``.
    """

    codings: list
    turns: list
    sources: list
    codes: list
    cases: list
    disagreements: list = field(default_factory=list)
    coders: list = field(default_factory=list)
    count: str = "any"
    read: dict = field(default_factory=dict)
    guide: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    claims: list = field(default_factory=list)
    results: str = "results"


def read_rows(path):
    """The rows of a CSV that a run wrote."""
    before = csv.field_size_limit(1 << 30)  # a text may be longer than the module's limit, which others rely on
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            return [{column: _cell(column, cell) for column, cell in row.items()} for row in csv.DictReader(file)]
    finally:
        csv.field_size_limit(before)


def _cell(column, cell):
    if cell.startswith(FORMULA):
        cell = cell[1:]
    if column in NUMBERS or column.endswith("_references"):
        return int(cell) if cell else 0
    if column in LISTS:
        return [part for part in cell.split(";") if part]
    if cell in ("True", "False"):
        return cell == "True"
    return cell


def read_study(folder):
    """The study in ``folder``, from its config, its claims and the tables of its run."""
    folder = Path(folder)
    config = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    results = folder / config.get("results", "results") / "coding"
    codings = read_rows(results / "codings.csv")
    matrices = config.get("matrices") or {}
    people = sorted({row["coder"] for row in codings if row["method"] in ("human", "suggestion")})
    coders = matrices.get("coders") or people
    count = matrices.get("count", "any")
    if coders == ["consensus"]:
        coders, count = people, "consensus"
    guide, asked, claims = ([], [], [])
    if config.get("guide"):
        guide = read_rows(folder / config["guide"])
        rows = read_rows(folder / config["asked"]) if config.get("asked") else []
        asked = [row | {"source_id": Path(row["source"]).stem} for row in rows]
    if config.get("claims"):
        claims = yaml.safe_load((folder / config["claims"]).read_text(encoding="utf-8"))["claims"]
    return Study(
        codings=codings,
        turns=read_rows(results / "turns.csv"),
        sources=read_rows(results / "sources.csv"),
        codes=read_rows(results / "codes.csv"),
        cases=read_rows(results / "cases.csv") if (results / "cases.csv").is_file() else [],
        disagreements=read_rows(results / "disagreements.csv"),
        coders=coders,
        count=count,
        read=_read(config.get("read") or {}),
        guide=guide,
        asked=asked,
        claims=claims,
        results=config.get("results", "results"),
    )


def _read(said):
    """Who read what, by source id; a file stands for the source of its name."""
    return {coder: what if what == "all" else [Path(str(name)).stem for name in what] for coder, what in said.items()}
