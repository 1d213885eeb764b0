"""Which parts the report of a study has: what a study has none of is left out, and chapters are numbered without it.

Looks at how many rows the tables have, and loads nothing slow.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from benang.conclusions.report.uncoded_quotations import uncoded_turns

STAGES = ("literature", "coding", "mapping", "conclusions")
"""The chapters of the four stages of the research; one that the study has nothing for is left out."""


def outline(results: Path, study: Mapping[str, object]) -> dict[str, str]:
    """The parts of a study's report, in order, each with the number of its chapter (empty where it has none).

    A part named ``chapter.detail`` belongs to a chapter and is there only if the study has the detail.

    Args:
        results: folder with the tables of a finished run.
        study: what the study says of itself (``benang.study.plan.Plan.about``).
    """
    works = _rows(results / "literature" / "works.parquet")
    evidence = _rows(results / "mapping" / "evidence.parquet")
    claims = _rows(results / "conclusions" / "claims.parquet")
    problems = sum(map(_rows, problem_tables(results, study)))
    ways = _rows(results / "coding" / "count_ways.parquet")
    codes = _rows(results / "coding" / "codes.parquet")
    accepted = _count(results / "coding" / "codings.parquet", "status", "accepted")
    undefined = _column(results / "coding" / "agreement.parquet", "undefined")
    # A reflexive study counts no agreement, no rules and no other ways of counting.
    counting = study.get("approach") != "reflexive"
    compared = len(undefined) - undefined.count("one-coder") if counting else 0

    stages = {"literature": works, "coding": True, "mapping": accepted, "conclusions": claims}
    chapters = [stage for stage in STAGES if stages[stage]]
    if study.get("first_look"):
        chapters.insert(chapters.index("coding") + 1, "first_look")
    chapters += [*(["reproduction"] if evidence else []), "limits", "provenance"]
    appendices = [
        *(["codebook"] if codes else []),
        *(["agreement_by_code"] if compared else []),
        *(["quotations"] if accepted else []),
        *(["article_quotations"] if _article_quotations(results / "coding") else []),
        *(["ways"] if ways and accepted and counting else []),
        "checklists",
        *(["audit_trail"] if study.get("writing") else []),
        *(["problems"] if problems else []),
        *(["transcripts"] if study.get("transcripts") else []),
    ]
    details = {
        "literature.works": works,
        "coding.guide": int(bool(study.get("guide"))),
        "coding.agreement": compared,
        "coding.rules": _rows(results / "coding" / "rule_quality.parquet") if counting else 0,
        "mapping.codings": accepted,
        "conclusions.claims": claims,
    }
    parts: dict[str, str] = {"front": ""}
    for number, chapter in enumerate(chapters, start=1):
        parts[chapter] = str(number)
        own = [name for name, n in details.items() if n and name.startswith(f"{chapter}.")]
        parts |= dict.fromkeys(own, "")
    if read_references(results):
        parts["references"] = ""
    parts |= {name: chr(ord("A") + place) for place, name in enumerate(appendices)}
    return parts


def problem_tables(results: Path, study: Mapping[str, object]) -> list[Path]:
    """The files of all that a run told, as a study has them."""
    names = ("all", "claims", "matrices", *(("writing", "written") if study.get("writing") else ()))
    return [results / "problems" / f"{name}.parquet" for name in names]


def read_references(results: Path) -> list[str]:
    """Keys of the works in the list of references."""
    listed = json.loads((results / "literature" / "references.json").read_text(encoding="utf-8"))
    return [str(work["id"]) for work in listed]


def _rows(path: Path) -> int:
    return int(pq.read_metadata(path).num_rows)


def _count(path: Path, name: str, value: str) -> int:
    """In how many rows of a table a column has a value; codings may be a million."""
    return int(pc.sum(pc.equal(pq.read_table(path, columns=[name]).column(name), value)).as_py() or 0)


def _column(path: Path, name: str) -> list[str]:
    return [str(value) for value in pq.read_table(path, columns=[name]).column(name).to_pylist()]


def _article_quotations(coding: Path) -> bool:
    """Whether articles quote informants with what nobody coded."""
    sources = _columns(coding / "sources.parquet", ["source_id", "kind", "file"])
    if all(row["kind"] != "article" for row in sources):
        return False
    turns = _columns(coding / "turns.parquet", ["source_id", "turn", "start", "end", "line"])
    codings = _columns(coding / "codings.parquet", ["source_id", "start", "end", "status"])
    return bool(uncoded_turns(sources, turns, codings))


def _columns(path: Path, names: list[str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(path, columns=names).to_pylist()
    return rows
