"""Reading what a finished run has found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pandas as pd

from benang.coding.passages import Counting
from benang.coding.passages.counted import read_in_evidence
from benang.coding.people.sources_read import sources_read
from benang.conclusions.next_steps import Step
from benang.conclusions.report.material import Material
from benang.conclusions.report.outline import problem_tables, read_references
from benang.conclusions.report.pictures import read_pictures
from benang.core import model
from benang.core.source_texts import StoredTexts
from benang.core.tables import RECURRING, read_problems, read_table
from benang.mapping.figures import drawn_figures
from benang.writing.writing import read_kept_writing

ASKED = "coding/language_model.json"
"""What a language model was asked, below the results."""

WRITING = "writing/writing.json"
"""What the researchers wrote, below the results."""

STEPS = "next_steps.json"
"""What brings the study forward next, below the results."""

NOT_READ = ("export", "coded_copies", "coding_sheets", "summary_sheets")
"""Folders of the results of which the report reads nothing."""

_TABLES = {
    "works": "literature",
    "cases": "coding",
    "codes": "coding",
    "sources": "coding",
    "turns": "coding",
    "times": "coding",
    "cleaning": "coding",
    "codings": "coding",
    "passages": "coding",
    "literature_matrix": "literature",
    "suggestions": "coding",
    "agreement": "coding",
    "rule_quality": "coding",
    "disagreements": "coding",
    "count_ways": "coding",
    "case_category": "mapping",
    "kind_category": "mapping",
    "code_totals": "mapping",
    "cooccurrence": "mapping",
    "coverage": "mapping",
    "spread": "mapping",
    "triangulation": "mapping",
    "framework_theme": "mapping",
    "emergence": "mapping",
    "saturation": "mapping",
    "word_groups": "mapping",
    "keywords": "mapping",
    "novelty": "mapping",
    "evidence": "mapping",
    "assignments": "mapping",
    "claims": "conclusions",
    "claim_states": "conclusions",
    "claim_needs": "conclusions",
    "claim_decisive": "conclusions",
    "claim_counts_without": "conclusions",
    "claim_evidence": "conclusions",
    "claim_answers": "conclusions",
}


def read_material(results: Path, study: Mapping[str, Any], language: str) -> Material:
    """Read the tables of a finished run.

    Args:
        results: the folder of the results.
        study: what the study says of itself (``benang.study.plan.Plan.about``).
        language: of the report, for the figures.

    Article and supplement have the same material: it is read once for both, unless a file of the results has changed.
    """
    # The title, which only says which of the two it is, is no matter of the material.
    told = json.dumps({key: value for key, value in study.items() if key != "title"}, sort_keys=True, default=str)
    of = (str(results.resolve()), told, language, tuple(_marks(results)))
    if of not in _READ:
        _READ.clear()
        _READ[of] = _material(results, study, language)
    return _READ[of]


_READ: dict[tuple[Any, ...], Material] = {}
"""The material that was read last, by what it was read from."""


def _marks(results: Path) -> Iterator[tuple[str, int, int]]:
    """What shows that a file that the report may read is another than before.

    Projects and workbooks are none of these; they may be written at this moment.
    """
    for path in sorted(results.rglob("*")):
        if path.relative_to(results).parts[0] not in NOT_READ:
            with suppress(FileNotFoundError):  # taken away since it was listed
                state = path.stat()
                yield path.as_posix(), state.st_size, state.st_mtime_ns


def _material(results: Path, study: Mapping[str, Any], language: str) -> Material:
    tables = _TABLES | ({"word_use": "coding"} if study.get("first_look") else {})
    files = {name: results / folder / f"{name}.parquet" for name, folder in tables.items()}
    frames = {
        name: read_table(path, name, ("text",) if name == "sources" else (), recurring=RECURRING.get(name, ()))
        for name, path in files.items()
    }
    if study.get("guide"):
        frames |= {name: read_table(results / "coding" / f"{name}.parquet", name) for name in ("guide", "asked")}
    if study.get("literature_texts"):
        frames["work_passages"] = read_table(results / "literature" / "work_passages.parquet", "work_passages")
    # Claims name groups as the case file does; the report says them in its own language.
    groups = dict(zip(_groups(frames["cases"]), _groups(model.cases_in(frames["cases"], language)), strict=True))
    frames["cases"] = model.cases_in(frames["cases"], language)
    return Material(
        frames=frames,
        texts=StoredTexts(files["sources"]),
        in_evidence=read_in_evidence(files["passages"], results / "coding" / "left_out.parquet"),
        groups=groups,
        references=frozenset(read_references(results)),
        # What is not answered is known only after the claims' own step.
        problems=tuple(read_problems(problem_tables(results, study))),
        pictures=read_pictures(results / "figures" / language, study.get("figures", drawn_figures())),
        counting=Counting(**study["counting"]),
        read=sources_read(study.get("read", {}), frames["sources"])[0],
        steps=[Step.from_row(row) for row in json.loads((results / STEPS).read_text(encoding="utf-8"))],
        writing=read_kept_writing(results / WRITING if study.get("writing") else ""),
        asked=json.loads((results / ASKED).read_text(encoding="utf-8")) if study["language_model"] else None,
    )


def _groups(cases: pd.DataFrame) -> list[str]:
    return [str(group) for group in cases[model.GROUP_COLUMN]] if model.GROUP_COLUMN in cases else []
