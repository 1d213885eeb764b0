"""When codes first came up: interview by interview, by the dates of codings, or version by version of the codebook.

What is counted is the work as it went. The interviews stand in the order in which their coding was begun; a code counts
for the interview that was begun last when somebody first gave it, though it may have been in an earlier one, to which a
coder went back. Without a date at every coding nothing of this is known, and nothing is said: the order of files is not
the order of work.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

import pandas as pd

from benang.coding.passages import Counting
from benang.coding.passages.counted import BY_PEOPLE
from benang.core.counting import CONSENSUS
from benang.core.model import TABLES
from benang.core.problems import Problem

COLUMNS = TABLES["emergence"].columns

CODINGS, VERSIONS = "codings", "versions"
"""What an emergence rests on."""

INTERVIEW = "interview"
"""Kind of the sources that are counted one by one."""

_DAY = len("2024-03-01")


class Dated(NamedTuple):
    """How far codings say when they were made.

    Attributes:
        dated: codings of interviews that have a date.
        codings: all of them.
        interviews: interviews that have any.
        without: interviews that have none.
    """

    dated: int
    codings: int
    interviews: int
    without: int

    @property
    def holds(self) -> bool:
        """Whether it is known when each code first came up."""
        return 0 < self.dated == self.codings


def dated(codings: pd.DataFrame, sources: pd.DataFrame, counting: Counting | None = None) -> Dated:
    """How many of the codings that people made in interviews say when.

    Args:
        codings, sources: the tables of those names.
        counting: whose codings count; only its coders matter here.
    """
    mine = _of_interviews(codings, sources, counting)
    there = int((sources["kind"] == INTERVIEW).sum())
    of = int(mine["source_id"].nunique())
    return Dated(int((_dates(mine) != "").sum()), len(mine), of, there - of)


def emergence(
    codings: pd.DataFrame,
    sources: pd.DataFrame,
    codebook_history: pd.DataFrame | None = None,
    counting: Counting | None = None,
    count_emergence: bool = False,
) -> pd.DataFrame:
    """The codes that came up, step by step.

    Args:
        codings, sources, codebook_history: the tables of those names.
        counting: whose codings count, of people; only its coders matter here.
        count_emergence: whether the study asks for it; else nothing is counted.

    Returns:
        By ``basis``, then ``step``. Of codings, where all of interviews have a date: ``names`` are the interviews whose
        coding was begun at ``date`` (several where their dates do not tell which was first), ``code_ids`` the codes
        that were given for the first time before the next step, ``returned`` how many of these in interviews of
        earlier steps alone. Of versions, where all have a date: ``names`` is the version, ``code_ids`` the names of the
        codes that are new in it; what was renamed, merged or split is none. ``new`` and ``cumulative`` count the codes.
    """
    if not count_emergence:
        return pd.DataFrame([], columns=COLUMNS)
    rows = [*_by_codings(codings, sources, counting), *_by_versions(codebook_history)]
    return pd.DataFrame(rows, columns=COLUMNS)


def emergence_problems(counted: pd.DataFrame, known: Dated, config: str) -> list[Problem]:
    """What a study is told that asks when codes came up, where nothing tells.

    Args:
        counted: the matrix ``emergence``.
        known: how far codings are dated.
        config: how problems name the configuration, which asks.
    """
    if not counted.empty or not known.codings:
        return []
    values: dict[str, object] = {"dated": known.dated, "codings": known.codings}
    return [Problem("emergence-undated", config, place="matrices", values=values)]


def _of_interviews(codings: pd.DataFrame, sources: pd.DataFrame, counting: Counting | None) -> pd.DataFrame:
    """What people coded in interviews, before any decision."""
    interviews = sources.loc[sources["kind"] == INTERVIEW, "source_id"]
    chosen = (codings["status"] == "accepted") & codings["method"].isin(BY_PEOPLE)
    chosen &= codings["source_id"].isin(list(interviews)) & (codings["coder"] != CONSENSUS)
    coders = (counting or Counting()).coders
    return codings[chosen & codings["coder"].isin(list(coders))] if coders is not None else codings[chosen]


def _dates(codings: pd.DataFrame) -> pd.Series[str]:
    if "date" not in codings.columns:
        return pd.Series("", index=codings.index)
    return codings["date"].fillna("").astype(str)


def _by_codings(codings: pd.DataFrame, sources: pd.DataFrame, counting: Counting | None) -> list[dict[str, object]]:
    if not dated(codings, sources, counting).holds:
        return []
    mine = _of_interviews(codings, sources, counting)
    when = _comparable(_dates(mine).tolist())
    given = sorted(zip(when, mine["source_id"].astype(str), mine["code_id"].astype(str), strict=True))
    begun: dict[str, str] = {}
    first: dict[str, tuple[str, set[str]]] = {}
    for date, source, code in given:
        begun.setdefault(source, date)
        if first.setdefault(code, (date, set()))[0] == date:
            first[code][1].add(source)
    steps = sorted(set(begun.values()))
    step_of = {source: steps.index(date) for source, date in begun.items()}
    rows: list[dict[str, object]] = []
    cumulative = 0
    for number, date in enumerate(steps):
        new = {code: at for code, at in first.items() if bisect_right(steps, at[0]) - 1 == number}
        cumulative += len(new)
        rows.append(
            {
                "basis": CODINGS,
                "step": number + 1,
                "names": sorted(source for source, place in step_of.items() if place == number),
                "date": date,
                "new": len(new),
                "returned": sum(all(step_of[source] < number for source in at[1]) for at in new.values()),
                "cumulative": cumulative,
                "code_ids": sorted(new),
            }
        )
    return rows


def _comparable(dates: list[str]) -> list[str]:
    """Dates that can be ordered: to the second where all have a time, in UTC or all of them not; else to the day."""
    timed = all(len(date) > _DAY for date in dates)
    zoned = {date.endswith("Z") for date in dates}
    return [date.rstrip("Z") if timed and len(zoned) == 1 else date[:_DAY] for date in dates]


def _by_versions(history: pd.DataFrame | None) -> list[dict[str, object]]:
    if history is None or history.empty or (history["date"] == "").any():
        return []
    rows: list[dict[str, object]] = []
    cumulative = 0
    for step, (_, version) in enumerate(history.groupby("number", sort=True), 1):
        new = sorted(code for codes in version.loc[version["change"] == "added", "new"] for code in codes)
        cumulative += len(new)
        rows.append(
            {
                "basis": VERSIONS,
                "step": step,
                "names": [str(version["version"].iloc[0])],
                "date": str(version["date"].iloc[0]),
                "new": len(new),
                "returned": 0,
                "cumulative": cumulative,
                "code_ids": new,
            }
        )
    return rows if cumulative else []
