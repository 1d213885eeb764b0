"""Places, occupations and values of attributes that stand in the frozen texts: by what somebody may be recognised.

A modest heuristic over what the search for names looks at (``searched_texts``), for a person to look through:

* ``place``: words with capitals behind a word for a place (``desa Cikole``), before one (``Mill Lane``), or behind a
  preposition of place, where they are nobody's service or month (``di Pandeglang``, ``in Leeds``);
* ``occupation``: a word for what somebody is by their work, out of a list in Indonesian and English;
* ``attribute``: a value of the case file, whole, or one of its words that is written with a capital.

Nothing else is seen: no place in small letters, no workplace, no event, no kinship, nothing in other languages but
values of attributes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

import pandas as pd

from benang.core.problems import Problem
from benang.core.texts import read_texts
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.searched_texts import MOST_CONTEXTS, SearchedTexts, capital_runs, context_of, is_nobody

KINDS = ("place", "occupation", "attribute")
COLUMNS = ["word", "kind", "count", "sources", "contexts"]
_SHORTEST = 4  # letters of a value of an attribute


def recognisable(
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    memos: pd.DataFrame,
    pseudonyms: Pseudonyms,
    values: Iterable[str],
    texts: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """What stands in the texts by which somebody may be recognised.

    Args:
        sources, turns, memos: the tables of those names, names replaced.
        pseudonyms: what was replaced.
        values: of the cases' attributes.
        texts: the frozen texts by source id, where ``sources`` was read without them (``core.source_texts``).

    Returns:
        ``word``, ``kind`` (of ``KINDS``), ``count``, ``sources`` (joined with ``;``), ``contexts`` (joined with
        `` | ``); by kind, then the most frequent. Keep it private.
    """
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    known = sorted(_worth_seeking(values), key=lambda one: (-len(one), one))
    sought = _any_of(known) if known else None
    stand_ins = {name.casefold() for name in pseudonyms.names.values()}
    for (source_id, _), text in SearchedTexts(sources, turns, memos, pseudonyms, texts):
        for kind, start, end in _places(text, stand_ins, sought):
            at, contexts = found.setdefault((kind, text[start:end]), ([], []))
            at.append(source_id)
            if len(contexts) < MOST_CONTEXTS:
                contexts.append(context_of(text, start, end))
    rows = [
        (word, kind, len(at), ";".join(dict.fromkeys(at)), " | ".join(contexts))
        for (kind, word), (at, contexts) in found.items()
    ]
    rows.sort(key=lambda row: (KINDS.index(row[1]), -row[2], row[0]))
    return pd.DataFrame(rows, columns=COLUMNS)


def recognisable_problems(table: pd.DataFrame, shown_path: str) -> list[Problem]:
    """One warning with how much was found, and no word of it; none where there is nothing."""
    if table.empty:
        return []
    counts = {kind: int((table["kind"] == kind).sum()) for kind in KINDS}
    sources = {source for cell in table["sources"] for source in cell.split(";")}
    values = {"places": counts["place"], "work": counts["occupation"], "known": counts["attribute"]}
    return [Problem("text-recognisable", values={**values, "sources": len(sources), "file": shown_path})]


def _places(text: str, stand_ins: Collection[str], sought: re.Pattern[str] | None) -> Iterator[tuple[str, int, int]]:
    """The kind, start and end of each find in one text; no place is found twice."""
    taken: set[int] = set()
    for match in sought.finditer(text) if sought else ():
        taken.add(match.start())
        yield "attribute", match.start(), match.end()
    for run in capital_runs().finditer(text):
        word = run[0]
        behind, before, preposition = _around(text, run.start(), run.end())
        first, _, rest = word.partition(" ")
        named = first.casefold() in _words("places") and bool(rest)  # "Kota Serang"
        beside = behind or before or (word.rpartition(" ")[2].casefold() in _words("behind_places") and " " in word)
        loose = preposition and not all(is_nobody(one) for one in word.casefold().split()) and not word.isupper()
        if (named or beside or loose) and word.casefold() not in stand_ins and run.start() not in taken:
            taken.add(run.start())
            yield "place", run.start(), run.end()
    for match in _occupations().finditer(text):
        if match.start() not in taken:
            yield "occupation", match.start(), match.end()


def _around(text: str, start: int, end: int) -> tuple[bool, bool, bool]:
    """Whether a word for a place stands before a run, or behind it, and whether a preposition of place is before it."""
    before = text[max(0, start - 20) : start].casefold()
    after = text[end : end + 20].casefold()
    return (
        bool(_ends_with("places").search(before)),
        bool(_begins_with("behind_places").match(after)),
        bool(_ends_with("before_places").search(before)),
    )


def _worth_seeking(values: Iterable[str]) -> set[str]:
    """Values as they are, and of those of several words each that is written with a capital and is none for a place."""
    known: set[str] = set()
    for value in values:
        words = value.split()
        parts = [word for word in words if word[0].isupper() and word.casefold() not in _words("places")]
        known |= {one for one in (" ".join(words), *(parts if len(words) > 1 else ())) if _letters(one) >= _SHORTEST}
    return {one for one in known if not is_nobody(one.casefold())}


def _letters(text: str) -> int:
    return sum(character.isalpha() for character in text)


@cache
def _texts() -> Mapping[str, Mapping[str, list[str]]]:
    texts: Mapping[str, Mapping[str, list[str]]] = read_texts("recognisable.yaml")
    return texts


@cache
def _words(subject: str) -> frozenset[str]:
    return frozenset(word for words in _texts()[subject].values() for word in words)


@cache
def _ends_with(subject: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(map(re.escape, _words(subject))))}) $")


@cache
def _begins_with(subject: str) -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(sorted(map(re.escape, _words(subject))))})(?!\w)")


@cache
def _occupations() -> re.Pattern[str]:
    return _any_of(sorted(_words("occupations"), key=lambda one: (-len(one), one)))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
