"""The figures' words by language, and what they say about the study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from benang.coding.codebook.code_tree import units
from benang.core import model
from benang.core.texts import read_texts, text_in
from benang.core.wording import Words
from benang.mapping.matrices import NO_CASE
from benang.sources.source_row import texts_of

COMMON = "figures.yaml"


def texts(file: str, language: str) -> Words:
    """The words of one figure, in ``texts/<file>``, and those of all figures, in ``language`` (English where there are
    none)."""
    common, known = read_texts(COMMON), read_texts(file)
    chosen = language if language in known else "en"
    return Words({**common[chosen], **known[chosen]}, chosen)


def kind_name(kind: str, n: int, words: Words) -> str:
    """What ``n`` sources of a kind are called; a kind of the study's own by its name."""
    return words.noun(n, f"kind_{kind}") if f"kind_{kind}_one" in words else str(kind)


def study_table(
    question: Mapping[str, str],
    case_name: Mapping[str, str],
    coders: Sequence[str] | None,
    claims: int = 0,
    counts: bool = True,
) -> pd.DataFrame:
    """The table ``study`` that figures read: one row with ``question:<language>``, ``case_name:<language>``, ``coders``
    (the counted ones; none: every person), ``claims`` (how many the study makes) and ``counts`` (whether the analysis
    counts passages as evidence)."""
    row = {f"question:{language}": text for language, text in question.items()}
    row |= {f"case_name:{language}": text for language, text in case_name.items()}
    return pd.DataFrame([{**row, "coders": list(coders or []), "claims": claims, "counts": counts}])


def about_study(tables: Mapping[str, pd.DataFrame], name: str, language: str) -> str:
    """``question`` or ``case_name`` of the study in ``language``, else in English, else in any; empty if not given."""
    study = tables.get("study")
    if study is None or study.empty:
        return ""
    wanted = [f"{name}:{language}", f"{name}:en", *sorted(c for c in study.columns if c.startswith(f"{name}:"))]
    return next((str(study.iloc[0][column]) for column in wanted if column in study and study.iloc[0][column]), "")


def counted_coders(tables: Mapping[str, pd.DataFrame]) -> list[str] | None:
    """The coders who are counted; None for every person."""
    study = tables.get("study")
    if study is None or study.empty or not study.iloc[0]["coders"]:
        return None
    return list(study.iloc[0]["coders"])


def n_claims(tables: Mapping[str, pd.DataFrame]) -> int:
    """How many claims the study makes."""
    study = tables.get("study")
    return 0 if study is None or study.empty else int(study.iloc[0]["claims"])


def counts(tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether the analysis counts passages as evidence; a reflexive one does not."""
    study = tables.get("study")
    return study is None or study.empty or bool(study.iloc[0]["counts"])


def table(tables: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """One table of the study; without rows where the study has none."""
    found = tables.get(name)
    if found is not None:
        return found
    return model.empty(name) if name in model.TABLES else pd.DataFrame()


def heard_cases(tables: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    """The cases with a turn of their own, as ``case_category`` tells: the base of every "n of m informants"."""
    cells = table(tables, "case_category")
    return frozenset(cells.loc[(cells["state"] != "not_heard") & (cells["case_id"] != NO_CASE), "case_id"])


def cases_in_order(tables: Mapping[str, pd.DataFrame]) -> list[tuple[str, str]]:
    """Each case that was heard with its group (empty where the case file has none), groups together, in the case file's
    order; where nobody was heard, every case."""
    cases = table(tables, "cases").sort_values(["order", "case_id"], kind="stable")
    speaking = cases["case_id"].isin(sorted(heard_cases(tables)))
    cases = cases[speaking] if speaking.any() else cases
    groups = cases[model.GROUP_COLUMN] if model.GROUP_COLUMN in cases else [""] * len(cases)
    pairs = [(str(case), str(group)) for case, group in zip(cases["case_id"], groups, strict=True)]
    first = {group: place for place, (_, group) in reversed(list(enumerate(pairs)))}
    return sorted(pairs, key=lambda pair: first[pair[1]])


def groups_in_order(cases: pd.DataFrame) -> dict[str, int]:
    """The place of each group, by the first case of it in the case file; nothing where cases have no group."""
    if model.GROUP_COLUMN not in cases:
        return {}
    named = cases.sort_values(["order", "case_id"], kind="stable")[model.GROUP_COLUMN]
    return {group: place for place, group in enumerate(dict.fromkeys(map(str, named)))}


def values_in_language(cases: pd.DataFrame, crosstab: pd.DataFrame) -> dict[tuple[str, str], str]:
    """What a value of an attribute is called in the language of the cases: as an informant with it is described.

    Args:
        cases: with their attributes in one language.
        crosstab: the matrix of that name, which has values as the case file has them.
    """
    known = {str(row["case_id"]): row for row in records(cases)}
    named: dict[tuple[str, str], set[str]] = {}
    for row in records(crosstab):
        for case in row["case_ids"]:
            shown = known.get(str(case), {}).get(f"attribute:{row['attribute']}", row["value"])
            named.setdefault((str(row["attribute"]), str(row["value"])), set()).add(str(shown))
    return {key: next(iter(values)) for key, values in named.items() if len(values) == 1}


def without_cases(tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether the study has sources and no case to tell them by: figures then tell them by kind."""
    return table(tables, "cases").empty and not table(tables, "sources").empty


def kinds_in_order(tables: Mapping[str, pd.DataFrame]) -> dict[str, int]:
    """Each kind of source with its number of sources, interviews first."""
    sources = table(tables, "sources").to_dict("records")
    texts = texts_of(sources)
    sizes = Counter({texts[str(row["source_id"])]: str(row["kind"]) for row in sources}.values())
    return {str(kind): int(sizes[kind]) for kind in sorted(sizes, key=lambda kind: (kind != "interview", kind))}


def kind_cells(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The table ``kind_category`` with ``references`` of what was said or observed."""
    cells = table(tables, "kind_category")
    return cells.assign(references=cells["references"] + cells["observed_references"])


SIDED = frozenset(("for", "against", "both", "disputed"))
"""States that say on which side something stands."""


def sides_judged(tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether anybody judged on which side something stands (``coding.passages.sides_judged``), by the matrix
    ``sides``. Where nobody did, everything counts as ``for``, and figures say that it was spoken of."""
    given = tables.get("sides")
    if given is None or given.empty:
        return True
    return bool(given.loc[given["side"] != "", ["codings", "codes"]].to_numpy().any())


def shown_state(state: str, judged: bool) -> str:
    """The state that a figure shows of a cell."""
    return "spoken" if state == "for" and not judged else state


def state_word(state: str, states: Collection[str], words: Words) -> str:
    """The word for a state among those that a figure shows: that something has no side says something only where others
    have one."""
    return words["state_spoken_of" if state == "spoken" and not SIDED.intersection(states) else f"state_{state}"]


def by_side(n_for: int, n_against: int, words: Words) -> tuple[str, ...]:
    """How many passages are on either side, with their signs; nothing of a side without any.

    >>> by_side(7, 2, Words({}, "en"))
    ('7+', '2−')
    """
    sides = ((n_for, "+"), (n_against, "\u2212"))
    return tuple(f"{words.number(n)}{sign}" for n, sign in sides if n)


def passages_by_side(references: int, n_for: int, n_against: int, words: Words) -> tuple[str, ...]:
    """How many passages a cell has, and in brackets how many of them are on either side; nothing in brackets where all
    say so, or none takes a side. One on both sides counts on both, one on neither in the first number alone.

    >>> passages_by_side(9, 5, 2, Words({}, "en")), passages_by_side(4, 4, 0, Words({}, "en"))
    (('9', '(5+\xa02−)'), ('4',))
    """
    if not references:
        return ()
    sides = () if n_for == references and not n_against else by_side(n_for, n_against, words)
    return (words.number(references), *([f"({chr(160).join(sides)})"] if sides else []))


def opposite_among(n: int, words: Words) -> str:
    """On or in how many of what is counted something says the opposite, as it stands behind the count of all.

    >>> opposite_among(2, Words({}, "en"))
    '(2−)'
    """
    return f"({by_side(0, n, words)[0]})" if n else ""


def works_holding(tables: Mapping[str, pd.DataFrame]) -> int:
    """How many works hold a category at least."""
    held = table(tables, "literature_matrix")
    return 0 if held.empty else int(held.loc[held["category_id"] != "", "work_id"].nunique())


def written_by(authors: Collection[str], words: Words) -> list[str]:
    """In a sentence, who wrote what a figure shows, as the data name them; nothing where they name nobody."""
    named = list(dict.fromkeys(author for author in map(str, authors) if author))
    return [words("written_by", authors=words.listed(named), n=len(named))] if named else []


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as plain values."""
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def themed(codes: pd.DataFrame, language: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The themes in the codebook's order, each with its label and its categories (id and label); a theme that stands
    for itself among the categories is its only one."""
    name = model.labels(codes, language)
    theme_of = dict(zip(codes["code_id"], codes["theme_id"], strict=True))
    found: dict[str, list[tuple[str, str]]] = {}
    for code in units(codes, "category"):
        found.setdefault(str(theme_of[code]), []).append((code, name[code]))
    return [(theme, name.get(theme, theme), own) for theme, own in found.items()]


def in_language(row: Mapping[str, Any], column: str, language: str) -> str:
    """A text of a row that has one a language (``text:id``, ``text:en``), as ``core.texts.text_in`` chooses it."""
    prefix = f"{column}:"
    return text_in({key[len(prefix) :]: str(row[key]) for key in row if key.startswith(prefix)}, language)
