"""What informants say how often, by group, and key words in context; by stems, without words that only join others.

Words that deny are no stop words (``coding.suggestions.terms``): without them "not trust" would count as trust.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from benang.coding.suggestions.terms import stems_of, telling_words
from benang.core.model import GROUP_COLUMN, TABLES

GROUP_COLUMNS = TABLES["word_groups"].columns
PLACE_COLUMNS = TABLES["keywords"].columns

MOST_WORDS = 300
"""Of each group; the most frequent."""
FEWEST = 2
MOST_KEYWORDS = 10
MOST_PLACES = 50
"""Of each key word; the first in order of source and place."""
AROUND = 60
"""Code points before a key word and after it, to the next border of a word."""


class _Word(NamedTuple):
    stem: str
    written: str
    source: str
    turn: int
    case: str
    start: int
    end: int
    span: tuple[int, int]


def word_groups(turns: pd.DataFrame, sources: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """The words that informants say most often, of all and of each group.

    Args:
        turns, sources, cases: the tables of those names. Groups are the values of the attribute ``group``.

    Returns:
        All informants first, then each group: its most frequent stems that are said at least twice, with the form in
        which each stands most often (of equals the first by letters), how often, by how many informants of the group,
        and how many words the group says without stop words.
    """
    groups = dict(zip(cases["case_id"], cases.get(GROUP_COLUMN, pd.Series("", index=cases.index)), strict=True))
    words = list(_words(turns, sources))
    of: defaultdict[str, list[_Word]] = defaultdict(list)
    for word in words:
        of[""].append(word)
        if groups.get(word.case):
            of[str(groups[word.case])].append(word)
    own = turns[(turns["role"] == "informant") & (turns["case_id"] != "")]
    speaking = {str(case) for case in own["case_id"]}
    rows: list[dict[str, object]] = []
    for group in sorted(of):
        base = sum(1 for case in speaking if not group or str(groups.get(case)) == group)
        rows += _most(group, of[group], base)
    return pd.DataFrame(rows, columns=GROUP_COLUMNS)


def keywords(
    turns: pd.DataFrame, sources: pd.DataFrame, wanted: Sequence[str] = (), language: str = "id"
) -> pd.DataFrame:
    """Key words with the words around them, in informants' own turns.

    Args:
        turns, sources: the tables of those names.
        wanted: the words, any form of each; none for the ten most frequent.
        language: of ``wanted``.

    Returns:
        Each key word in the order given (the most frequent first): its places in order of source and place, at most
        fifty, with what stands before and after it in its turn.
    """
    words = list(_words(turns, sources))
    if wanted:
        stems = list(dict.fromkeys(stem for word in wanted for stem in stems_of(word, language)))
    else:
        counts = Counter(word.stem for word in words)
        stems = sorted(counts, key=lambda stem: (-counts[stem], stem))[:MOST_KEYWORDS]
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    places: defaultdict[str, list[_Word]] = defaultdict(list)
    for word in words:
        if len(places[word.stem]) < MOST_PLACES:
            places[word.stem].append(word)
    rows = [
        {
            "stem": stem,
            "source_id": word.source,
            "turn": word.turn,
            "case_id": word.case,
            "start": word.start,
            "before": _before(texts[word.source][word.span[0] : word.start]),
            "term": word.written,
            "after": _after(texts[word.source][word.end : word.span[1]]),
        }
        for stem in stems
        for word in places.get(stem, ())
    ]
    return pd.DataFrame(rows, columns=PLACE_COLUMNS)


def _words(turns: pd.DataFrame, sources: pd.DataFrame) -> Iterator[_Word]:
    """Every telling word of informants, in order of source and place."""
    about = {row["source_id"]: (str(row["text"]), str(row["language"])) for row in sources.to_dict("records")}
    own = turns[turns["role"] == "informant"].sort_values(["source_id", "start"], kind="stable")
    columns = (own[name].tolist() for name in ("source_id", "turn", "case_id", "start", "end"))
    for source, turn, case, start, end in zip(*columns, strict=True):
        text, language = about[source]
        said = text[start:end]
        for stem, first, last in telling_words(said, language):
            place = (start + first, start + last)
            yield _Word(stem, said[first:last], source, int(turn), str(case), *place, (start, end))


def _most(group: str, words: Sequence[_Word], base: int) -> list[dict[str, object]]:
    counts = Counter(word.stem for word in words)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    who: defaultdict[str, set[str]] = defaultdict(set)
    for word in words:
        forms[word.stem][word.written.lower()] += 1
        who[word.stem].update({word.case} - {""})
    order = sorted((stem for stem in counts if counts[stem] >= FEWEST), key=lambda stem: (-counts[stem], stem))
    return [
        {
            "group": group,
            "stem": stem,
            "term": min(forms[stem], key=lambda form: (-forms[stem][form], form)),
            "count": counts[stem],
            "informants": len(who[stem]),
            "base": base,
            "words": len(words),
        }
        for stem in order[:MOST_WORDS]
    ]


def _before(text: str) -> str:
    """The last words of a text, cut at a space where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def _after(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"
