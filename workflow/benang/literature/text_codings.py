"""Codings of the texts of works: by the codebook's rules, and by people. None of them is an informant's evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from benang.coding.people.anchor import anchor
from benang.coding.rules.exceptions import StemException
from benang.coding.rules.patterns import RuleSpec
from benang.coding.rules.rule_coder import code_by_rules
from benang.core import model
from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms

if TYPE_CHECKING:
    from benang.literature.attached_texts import AttachedTexts

IN_TEXT = "in its text"
CODED_BY = "coded by"
"""How ``why`` of the table ``work_codings`` begins where a work's text was coded, by rules and by a person."""
LONGEST = 400
"""Characters of a passage that are passed on: as much as may be quoted, and no text of a work put together again."""


def code_texts(
    texts: AttachedTexts,
    rows: pd.DataFrame,
    codes: pd.DataFrame,
    rules: Mapping[str, Sequence[RuleSpec]],
    pseudonyms: Pseudonyms,
    exceptions: Sequence[StemException] = (),
) -> tuple[pd.DataFrame, list[Problem]]:
    """Code the texts of works with the study's codebook.

    Args:
        texts: the texts.
        rows: what people coded in them (``coding.people.coding_files``); the source of a row is a work's key or file.
        codes: table ``codes``.
        rules: the codebook's rules by code; where one asks for a role, a speaker or a question it finds nothing.
        pseudonyms: names of informants, which no passage is to hold.
        exceptions: words whose stem is not what the stemmer says.

    Returns:
        The table ``work_passages``, sorted by work and place; and what of people's codings could not be placed.
    """
    used = {code: specs for code, specs in rules.items() if code in set(codes["code_id"])}
    empty = model.empty("offset_map")
    by_rules = code_by_rules(texts.sources, texts.turns, empty, used, (), exceptions=exceptions)
    by_people, problems = model.empty("codings"), list[Problem]()
    if len(rows):
        by_people, problems, _ = anchor(rows, texts.sources, texts.turns, empty, codes, pseudonyms)
    file_of = dict(zip(texts.sources["source_id"], texts.sources["file"], strict=True))
    found = []
    for method, codings in (("person", by_people), ("rule", by_rules)):
        for row in codings.to_dict("records"):
            work = str(row["source_id"])
            found.append(
                {
                    **{"work_id": work, "file": file_of[work], "page": texts.page(work, int(row["start"]))},
                    **{"start": row["start"], "end": row["end"], "code_id": row["code_id"], "coder": row["coder"]},
                    **{"method": method, "quotation": _quoted(pseudonyms.apply(str(row["quotation"])))},
                    "why": row["why"],
                }
            )
    found.sort(key=lambda row: (row["work_id"], row["start"], row["end"], row["code_id"], row["method"], row["coder"]))
    return model.from_rows("work_passages", found), problems


def as_work_codings(passages: pd.DataFrame) -> pd.DataFrame:
    """The table ``work_codings`` of passages: which work holds which code in its text, on which pages, and by whom."""
    pages: dict[tuple[str, str, str], list[str]] = {}
    for row in passages.to_dict("records"):
        said = IN_TEXT if row["method"] == "rule" else f"{CODED_BY} {row['coder']}"
        known = pages.setdefault((str(row["work_id"]), str(row["code_id"]), said), [])
        if row["page"] and row["page"] not in known:
            known.append(str(row["page"]))
    reasons: dict[tuple[str, str], list[str]] = {}
    for (work, code, said), found in sorted(pages.items()):
        reasons.setdefault((work, code), []).append(said + (f" (p. {', '.join(found)})" if found else ""))
    rows: list[dict[str, object]] = [
        {"work_id": work, "code_id": code, "why": "; ".join(whys)} for (work, code), whys in reasons.items()
    ]
    return model.from_rows("work_codings", rows)


def _quoted(text: str) -> str:
    """A passage on one line, cut where it is longer than is quoted."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0] + " […]"
