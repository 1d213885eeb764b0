"""What texts of the researchers refer to, as the run found it: passages, claims, works and the numbers they name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from benang.coding.coding_ids import known_as
from benang.core.counting import EVIDENCE
from benang.mapping.matrices import heard
from benang.sources.source_row import texts_of
from benang.writing.text_marks import Mark

FOUND, GONE, DECIDED = "found", "gone", "decided"

Row = dict[str, Any]

_ON_SIDE = {"for": ("for", "both"), "against": ("against", "both"), "": None}


class Findings:
    """What a run found, looked up by what a text names.

    Args:
        frames: the tables ``passages``, ``codings`` (with those of the consensus), ``codes``, ``cases``, ``sources``,
            ``turns``, ``claims`` and ``claim_evidence``.
        works: keys of the literature; of each the one under which it counts.
    """

    def __init__(self, frames: Mapping[str, pd.DataFrame], works: Collection[str] | Mapping[str, str]) -> None:
        self.works = dict(works) if isinstance(works, Mapping) else {key: key for key in works}
        self.claims = _rows(frames["claims"])
        self.evidence = _rows(frames["claim_evidence"])
        self._passages = [row for row in _rows(frames["passages"]) if row["voice"] in EVIDENCE]
        self._codings = {str(row["coding_id"]): row for row in _rows(frames["codings"])}
        self.level = dict(zip(frames["codes"]["code_id"], frames["codes"]["level"], strict=True))
        self._text_of = texts_of(_rows(frames["sources"]))
        said = heard(frames["turns"])
        self.n_heard = sum(case in said for case in frames["cases"]["case_id"])
        self.n_texts = len(set(self._text_of.values()))
        self._by_name: dict[str, list[Row]] = {}
        for row in self._passages:
            for name in (row["passage_id"], *row["coding_ids"]):
                self._by_name.setdefault(str(name), []).append(row)

    def passage(self, name: str) -> tuple[str, Row | None]:
        """A passage by its id or that of a coding in it, of the lowest level.

        Returns:
            ``FOUND`` with the passage; ``DECIDED`` where its coding is known and counts no more; ``GONE``.
        """
        rows = self._by_name.get(name) or self._by_name.get(known_as(name)) or self._meeting(name)
        if rows:
            return FOUND, min(rows, key=lambda row: (_LEVELS.index(str(row["level"])), str(row["passage_id"])))
        return (DECIDED if self._coding(name) is not None else GONE), None

    def coding(self, name: str) -> str:
        """The id of the coding that ``name`` means; empty where there is none."""
        return name if name in self._codings else known_as(name) if known_as(name) in self._codings else ""

    def beside(self, name: str) -> tuple[str, ...]:
        """The counted codings of the passages that a coding is in, or that a counted one of its code shares with it."""
        rows = self._by_name.get(name) or self._meeting(name)
        return tuple(dict.fromkeys(str(one) for row in rows for one in row["coding_ids"]))

    def _coding(self, name: str) -> Row | None:
        return self._codings.get(name) or self._codings.get(known_as(name))

    def _meeting(self, name: str) -> list[Row]:
        """The passages with a coding of the same code that shares words with the one named."""
        coding = self._coding(name)
        if coding is None:
            return []
        return [
            row
            for row in self._passages
            if row["source_id"] == coding["source_id"]
            and row["level"] == "code"
            and row["code_id"] == coding["code_id"]
            and row["start"] < coding["end"]
            and coding["start"] < row["end"]
        ]

    def claim(self, name: str) -> Row | None:
        """A claim."""
        return next((row for row in self.claims if row["claim_id"] == name), None)

    def count(self, mark: Mark) -> tuple[int, int] | None:
        """What a number names, as it is now, with its base; None where its unit is not known.

        Informants have as their base those who were heard, sources all texts; passages all of the unit.
        """
        unit = mark.names[0]
        if self.claim(unit) is not None:
            every = [row for row in self.evidence if row["claim_id"] == unit]
        elif unit in self.level:
            level = str(self.level[unit])
            every = [row for row in self._passages if row["level"] == level and row["code_id"] == unit]
        else:
            return None
        voice = "observed" if mark.measure == "observed" else "said"
        of_voice = every if mark.measure == "sources" else [row for row in every if row["voice"] == voice]
        sides = _ON_SIDE.get(mark.side, (mark.side,))
        rows = [row for row in of_voice if sides is None or row["side"] in sides]
        if mark.measure == "informants":
            return len({row["case_id"] for row in rows if row["case_id"]}), self.n_heard
        if mark.measure == "sources":
            return len({self._text_of[row["source_id"]] for row in rows}), self.n_texts
        return len(rows), len(of_voice)


_LEVELS = ("code", "category", "theme")


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]
