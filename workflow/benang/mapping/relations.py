"""The map that researchers draw between codes (``relations.csv``), each link with its passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from benang.core.model import TABLES
from benang.core.problems import Problem, nearest
from benang.mapping.named_passages import NamedPassages, OtherWays
from benang.writing.written_tables import WrittenRow, named_ids

TABLE = "relations"
COLUMNS = TABLES["relations"].columns

KINDS = ("causes", "leads_to", "contradicts", "supports", "part_of", "related")
"""What a link says; ``related`` where nothing is said. All but ``contradicts`` and ``related`` have a direction."""


class Relation(NamedTuple):
    """One link.

    Attributes:
        start, end: ids of codes, of any level.
        kind: one of ``KINDS``.
        labels: the words at the link, by language.
        names: ids of passages or codings, as written.
    """

    start: str
    end: str
    kind: str
    labels: Mapping[str, str]
    names: tuple[str, ...] = ()
    author: str = ""


def read_relations(
    rows: Sequence[WrittenRow],
    shown_name: str,
    codes: pd.DataFrame,
    passages: pd.DataFrame,
    others: OtherWays = list,
) -> tuple[list[Relation], list[Problem]]:
    """The links, in the file's order, and what is wrong with them.

    Args:
        rows: of the table ``relations``.
        shown_name: its file.
        codes, passages: the tables of those names.
        others: the passages as other ways of counting have them.

    Returns:
        The links between two known codes, each once; a problem for every other row, for each kind that is not known,
        each passage that is not there (any more), and each link without one.
    """
    known = [str(code) for code in codes["code_id"]]
    named = NamedPassages(passages, others)
    found: dict[tuple[str, str, str], Relation] = {}
    problems: list[Problem] = []
    for row in rows:
        start, end = row.cells["from"], row.cells["to"]
        place = f"{start} → {end}"

        def report(kind: str, line: int = row.line, place: str = place, /, **values: object) -> None:
            problems.append(Problem(kind, shown_name, line, place, values))

        unknown = [code for code in (start, end) if code not in known]
        kind = "_".join(row.cells.get("kind", "").casefold().replace("-", " ").split()) or "related"
        if unknown:
            report("relation-code-unknown", code=unknown[0], near=nearest(unknown[0], known))
        elif start == end:
            report("relation-to-itself", code=start)
        elif kind not in KINDS:
            report("relation-kind-unknown", given=kind, known=", ".join(KINDS), near=nearest(kind, KINDS))
        elif (start, end, kind) in found:
            report("relation-twice")
        else:
            ids, gone = named.known(named_ids(row.cells.get("passages", "")))
            if gone:
                report("relation-passage-gone", passages=", ".join(gone), count=len(gone))
            elif not ids:
                report("relation-without-passage")
            labels = dict(row.texts.get("label", {}))
            found[start, end, kind] = Relation(start, end, kind, labels, ids, row.cells.get("author", ""))
    return list(found.values()), problems


def relation_table(relations: Sequence[Relation]) -> pd.DataFrame:
    """The links as table ``relations``, in the order in which they were written.

    Args:
        relations: of ``read_relations``.
    """
    languages = sorted({language for one in relations for language in one.labels})
    rows = [
        {
            "from_id": one.start,
            "to_id": one.end,
            "kind": one.kind,
            "named_ids": list(one.names),
            "author": one.author,
            **{f"label:{language}": one.labels.get(language, "") for language in languages},
        }
        for one in relations
    ]
    return pd.DataFrame(rows, columns=[*COLUMNS, *(f"label:{language}" for language in languages)])
