"""What informants say how often, by group, and key words in context; by stems, without words that only join others.

Words that deny are no stop words (``coding.suggestions.terms``): without them "not trust" would count as trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from benang.coding.suggestions.terms import stems_of, telling_words
from benang.core.model import TABLES
from benang.core.source_texts import SourceTexts
from benang.mapping.word_tallies import Tally, groups_of, tallies_of, word_counts

GROUP_COLUMNS = TABLES["word_groups"].columns
PLACE_COLUMNS = TABLES["keywords"].columns

FEWEST = 2
MOST_KEYWORDS = 10
MOST_PLACES = 50
"""Of each key word; the first in order of source and place."""
_NO_CASES = pd.DataFrame({"case_id": []})
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


def word_groups(
    turns: pd.DataFrame, sources: pd.DataFrame, cases: pd.DataFrame, tallies: Mapping[str, Tally] | None = None
) -> pd.DataFrame:
    """The words that informants say most often, of all and of each group.

    Args:
        turns, sources, cases: the tables of those names. Groups are the values of the attribute ``group``.
        tallies: what ``tallies_of`` gives of them, where it is at hand.

    Returns:
        All informants first, then each group: its most frequent stems that are said at least twice, with the form in
        which each stands most often (of equals the first by letters), how often, by how many informants of the group,
        and how many words the group says without stop words.
    """
    groups = groups_of(cases)
    tallies = tallies or tallies_of([word_counts(turns, sources)], cases)
    own = turns[(turns["role"] == "informant") & (turns["case_id"] != "")]
    speaking = set(own["case_id"].unique().tolist())
    rows: list[dict[str, object]] = []
    for group in sorted(tallies):
        base = sum(1 for case in speaking if not group or groups.get(case) == group)
        rows += _most(group, tallies[group], base)
    return pd.DataFrame(rows, columns=GROUP_COLUMNS)


def keywords(
    turns: pd.DataFrame,
    sources: pd.DataFrame,
    wanted: Sequence[str] = (),
    language: str = "id",
    tallies: Mapping[str, Tally] | None = None,
    texts: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Key words with the words around them, in informants' own turns.

    Args:
        turns, sources: the tables of those names.
        wanted: the words, any form of each; none for the ten most frequent.
        language: of ``wanted``.
        tallies: as for ``word_groups``.
        texts: the frozen texts, where ``sources`` is without them.

    Returns:
        Each key word in the order given (the most frequent first): its places in order of source and place, at most
        fifty, with what stands before and after it in its turn.
    """
    if wanted:
        stems = list(dict.fromkeys(stem for word in wanted for stem in stems_of(word, language)))
    else:
        every = (tallies or tallies_of([word_counts(turns, sources)], _NO_CASES)).get("", Tally())
        stems = every.most[:MOST_KEYWORDS]
    texts = SourceTexts(sources) if texts is None else texts
    places: dict[str, list[_Word]] = {stem: [] for stem in stems}
    missing = set(stems)
    for word in _words(turns, sources, texts) if stems else ():
        if word.stem in missing:
            places[word.stem].append(word)
            if len(places[word.stem]) == MOST_PLACES:
                missing.remove(word.stem)
        if not missing:
            break
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
        for word in places[stem]
    ]
    return pd.DataFrame(rows, columns=PLACE_COLUMNS)


def _words(turns: pd.DataFrame, sources: pd.DataFrame, texts: Mapping[str, str]) -> Iterator[_Word]:
    """Every telling word of informants, in order of source and place."""
    languages = dict(zip(sources["source_id"], sources["language"], strict=True))
    own = turns[turns["role"] == "informant"].sort_values(["source_id", "start"], kind="stable")
    columns = (own[name].tolist() for name in ("source_id", "turn", "case_id", "start", "end"))
    for source, turn, case, start, end in zip(*columns, strict=True):
        said = texts[source][start:end]
        for stem, first, last in telling_words(said, str(languages[source])):
            place = (start + first, start + last)
            yield _Word(stem, said[first:last], source, int(turn), str(case), *place, (start, end))


def _most(group: str, tally: Tally, base: int) -> list[dict[str, object]]:
    counts = tally.counts
    return [
        {
            "group": group,
            "stem": stem,
            "term": min(tally.forms[stem], key=lambda form: (-tally.forms[stem][form], form)),
            "count": counts[stem],
            "informants": tally.informants.get(stem, 0),
            "base": base,
            "words": tally.words,
        }
        for stem in tally.most
        if counts[stem] >= FEWEST
    ]


def _before(text: str) -> str:
    """The last words of a text, cut at a space where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def _after(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"
