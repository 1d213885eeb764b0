"""Which codings count: whose, and what a decision on a difference leaves of them."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benang.coding.sides import AGAINST, SIDES
from benang.coding.together.decided import keeps
from benang.core.counting import AGREED, ANY, CONSENSUS, EVIDENCE
from benang.core.tables import read_table

BY_PEOPLE = ("human", "suggestion")
"""Methods of codings that are a person's own: made by hand, or a suggestion that somebody took."""


@dataclass(frozen=True)
class Counting:
    """Whose codings count, and how (``matrices`` in config.yaml).

    Attributes:
        coders: names of the coders who count; None for every person.
        count: ``any``, ``agreed``, ``consensus``, or the name of one coder.
    """

    coders: Sequence[str] | None = None
    count: str = ANY

    def __post_init__(self) -> None:
        # coders: [consensus] is an older way to write count: consensus.
        if self.coders is not None and tuple(self.coders) == (CONSENSUS,):
            object.__setattr__(self, "coders", None)
            object.__setattr__(self, "count", CONSENSUS)

    @property
    def several(self) -> bool:
        """Whether several coders are counted together, so that their differences matter."""
        return self.count in (ANY, AGREED)


def counted(codings: pd.DataFrame, counting: Counting, disagreements: pd.DataFrame | None = None) -> pd.DataFrame:
    """The codings that count: accepted, by the coders who count, and not dropped by a decision.

    Args:
        codings: table ``codings``.
        counting: whose codings, and how they are counted. A machine's count only where it is named.
        disagreements: table of differences with their decisions; a coding that a decision drops does not count where
            several coders are counted together. One coder's own view is that coder's codings as they are.
    """
    accepted = codings["status"] == "accepted"
    if counting.count == CONSENSUS:
        return codings[accepted & (codings["coder"] == CONSENSUS)]
    if not counting.several:
        return codings[accepted & (codings["coder"] == counting.count)]
    if counting.coders is None:
        chosen = codings["method"].isin(BY_PEOPLE)
    else:
        chosen = codings["coder"].isin(list(counting.coders))
    _, dropped = decided_codings(disagreements)
    return codings[accepted & chosen & ~codings["coding_id"].isin(sorted(dropped))]


def read_in_evidence(*paths: str | os.PathLike[str]) -> pa.Array:
    """The ids of the codings that stand on words of a case: said by an informant, or an observer's about one.

    What is coded in an interviewer's or a third person's words, or in what is nobody's, is none of them.

    Args:
        paths: files of the form of the table ``passages``: what counts, and what a way of counting leaves out.
    """
    heard = [pq.read_table(path, columns=["coding_ids"], filters=pc.field("voice").isin(EVIDENCE)) for path in paths]
    return pc.unique(pc.list_flatten(pa.concat_tables(heard)["coding_ids"]))


def n_without_evidence(codings: pd.DataFrame, in_evidence: pa.Array | None) -> int:
    """How many codings are none of those that evidence rests on (``read_in_evidence``; None where all are)."""
    if in_evidence is None:
        return 0
    ids = pa.array(codings["coding_id"], pa.string())
    return len(ids) - int(pc.sum(pc.is_in(ids, pc.cast(in_evidence, pa.string()))).as_py() or 0)


def read_people_codings(path: str | os.PathLike[str], recurring: Collection[str] = ()) -> pd.DataFrame:
    """Of a file of the table ``codings`` what can be counted, or shows who read a source; without what was said.

    What machines suggest and nobody took is most of a large study, and counts nowhere.

    Args:
        path, recurring: as for ``tables.read_table``.
    """
    wanted = (pc.field("status") == "accepted") | (pc.field("method") == "human")
    return read_table(path, "codings", without=("quotation", "why"), where=wanted, recurring=recurring)


def sides_judged(codings: pd.DataFrame, codes: pd.DataFrame) -> bool:
    """Whether anybody judged on which side something stands: gave a coding a side, or a code (negative, a topic).

    Where nobody did, every passage is on the side ``for`` by default alone, and that none is against says nothing.

    Args:
        codings: table ``codings``; sides of the consensus are made by the run and are nobody's judgement.
        codes: table ``codes``.
    """
    given = sides_given(codings, codes)
    return bool(given.loc[given["side"] != "", ["codings", "codes"]].to_numpy().any())


def sides_given(codings: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """How often each side was given, as one of the matrices.

    Args:
        codings, codes: as for ``sides_judged``.

    Returns:
        A row a side (``SIDES``; empty: none was given): how many accepted ``codings`` of people have it, and how many
        ``codes`` of the codebook (a negative one has ``against``).
    """
    people = codings.loc[(codings["status"] == "accepted") & (codings["coder"] != CONSENSUS), "side"]
    own = codes["side"].mask(codes["negative"].astype(bool) & codes["side"].eq(""), AGAINST)
    rows = [[side, int(people.eq(side).sum()), int(own.eq(side).sum())] for side in ("", *SIDES)]
    return pd.DataFrame(rows, columns=["side", "codings", "codes"])


def decided_codings(disagreements: pd.DataFrame | None) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of the codings that decisions keep, and of those that they drop."""
    kept: set[str] = set()
    dropped: set[str] = set()
    if disagreements is not None and len(disagreements):
        for row in disagreements[disagreements["decision"] != ""].to_dict("records"):
            for coding, stays in keeps({str(k): v for k, v in row.items()}, row["decision"]).items():
                (kept if stays else dropped).add(coding)
    return frozenset(kept), frozenset(dropped - kept)


def decided_sides(disagreements: pd.DataFrame | None) -> dict[str, list[str]]:
    """The sides that decisions gave, by id of each coding they are about: of three coders one may differ from both."""
    sides: dict[str, list[str]] = {}
    if disagreements is not None and "side" in disagreements.columns:
        for row in disagreements[disagreements["side"] != ""].to_dict("records"):
            for coding in (*row["coding_ids_a"], *row["coding_ids_b"]):
                sides.setdefault(coding, []).append(str(row["side"]))
    return sides


def readers(
    codings: pd.DataFrame, counting: Counting, read: Mapping[str, Collection[str]] | None = None
) -> dict[str, frozenset[str]]:
    """Who read each source: the counted coders with a coding of their own making in it, or who say that they read it.

    Whoever only took a suggestion in a source has not read it for that.

    Args:
        codings: table ``codings``.
        counting: whose codings count. A single coder, and the consensus, have no second reader beside them.
        read: sources by coder, for those who read a source and coded nothing there.

    Returns:
        Coders by ``source_id``; sources that nobody read are left out.
    """
    if not counting.several:
        return {}
    by_hand = (codings["method"] == "human") & codings["coder"].ne(CONSENSUS)
    own = codings.loc[by_hand, ["source_id", "coder"]].drop_duplicates()
    found: dict[str, set[str]] = {}
    pairs = [*zip(own["source_id"], own["coder"], strict=True)]
    pairs += [(source, coder) for coder, sources in (read or {}).items() for source in sources]
    for source, coder in pairs:
        if counting.coders is None or coder in counting.coders:
            found.setdefault(str(source), set()).add(str(coder))
    return {source: frozenset(coders) for source, coders in sorted(found.items())}
