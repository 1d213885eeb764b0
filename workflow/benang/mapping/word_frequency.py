"""What informants say how often, by group, and key words in context; by stems, without words that only join others.

Words that deny are no stop words (``coding.suggestions.terms``): without them "not trust" would count as trust.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from benang.coding.suggestions.terms import stem_of, stems_of, telling_words, written_words
from benang.core.model import GROUP_COLUMN, TABLES
from benang.core.source_texts import SourceTexts

GROUP_COLUMNS = TABLES["word_groups"].columns
PLACE_COLUMNS = TABLES["keywords"].columns

MOST_WORDS = 300
"""Of each group; the most frequent."""
FEWEST = 2
MOST_KEYWORDS = 10
MOST_PLACES = 50
"""Of each key word; the first in order of source and place."""
_NO_CASES = pd.DataFrame({"case_id": []})
_COUNTED = pa.schema({"language": pa.string(), "case_id": pa.string(), "written": pa.string(), "times": pa.int64()})
_SPOKEN = ("source_id", "case_id", "start", "end")
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


@dataclass
class Tally:
    """How often the informants of a group say what.

    Attributes:
        words: how many words, without stop words.
        counts: of each stem how often it is said.
        forms: of each stem how often each form of it is, in small letters.
        informants: of each stem how many say it.
    """

    words: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    forms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    informants: Mapping[str, int] = field(default_factory=dict)

    def add(self, written: str, stem: str, times: int) -> None:
        """What is said ``times``."""
        self.words += times
        self.counts[stem] += times
        self.forms[stem][written.lower()] += times


def word_counts(turns: pd.DataFrame, sources: pd.DataFrame) -> pa.Table:
    """How often each informant says each word in each source, for ``tallies_of``; of a study or of a part of it.

    Args:
        turns, sources: the tables of those names.

    Returns:
        A row for each source, case and word as it is written: ``language``, ``case_id``, ``written``, ``times``.
    """
    columns: dict[str, list[object]] = {name: [] for name in ("language", "case_id", "written", "times")}
    for language, case, said in _said(turns, sources):
        columns["language"] += [language] * len(said)
        columns["case_id"] += [case] * len(said)
        columns["written"] += said
        columns["times"] += said.values()
    return pa.table(columns, schema=_COUNTED)


def tallies_of(counts: Iterable[pa.Table], cases: pd.DataFrame) -> dict[str, Tally]:
    """What informants say how often: of all (the empty name) and of each group that says anything.

    Args:
        counts: what ``word_counts`` gives of the parts of a study.
        cases: the table of that name; groups are the values of the attribute ``group``.
    """
    every = pa.concat_tables([_COUNTED.empty_table(), *counts])
    groups = _groups(cases)
    group = [groups.get(case, "") for case in every.column("case_id").to_pylist()]
    # A word has its stem looked up once, however often it is said.
    words = every.group_by(["language", "written"]).aggregate([])
    pairs = zip(words.column("language").to_pylist(), words.column("written").to_pylist(), strict=True)
    words = words.append_column("stem", pa.array([stem_of(word, language) for language, word in pairs], pa.string()))
    every = every.append_column("group", pa.array(group, pa.string())).join(words, ["language", "written"])
    every = every.filter(pc.not_equal(every.column("stem"), ""))
    tallies: dict[str, Tally] = {}
    for name in ["", *sorted(set(groups.values()) - {""})]:
        mine = every.filter(pc.equal(every.column("group"), name)) if name else every
        if len(mine):
            tallies[name] = _tally(mine)
    return tallies


def _tally(counts: pa.Table) -> Tally:
    found = counts.group_by(["stem", "written"]).aggregate([("times", "sum")]).sort_by([("written", "ascending")])
    named = counts.filter(pc.not_equal(counts.column("case_id"), ""))
    who = named.group_by("stem").aggregate([("case_id", "count_distinct")])
    tally = Tally(informants=dict(zip(*(who.column(name).to_pylist() for name in who.column_names), strict=True)))
    columns = (found.column(name).to_pylist() for name in ("written", "stem", "times_sum"))
    for written, stem, times in zip(*columns, strict=True):
        tally.add(written, stem, times)
    return tally


def _said(turns: pd.DataFrame, sources: pd.DataFrame) -> Iterator[tuple[str, str, Counter[str]]]:
    """What each informant says in each source: the language, the case, and each word as it is written."""
    texts, languages = SourceTexts(sources), dict(zip(sources["source_id"], sources["language"], strict=True))
    own = turns[turns["role"] == "informant"].sort_values(["source_id", "start"], kind="stable")
    spans: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for source, case, *span in zip(*(own[name].tolist() for name in _SPOKEN), strict=True):
        spans[source, case].append((span[0], span[1]))
    for (source, case), mine in sorted(spans.items()):
        text = texts[source]
        said = Counter(word for start, end in mine for word in written_words(text[start:end]))
        yield str(languages[source]), str(case), said


def _groups(cases: pd.DataFrame) -> dict[str, str]:
    groups = cases.get(GROUP_COLUMN, pd.Series("", index=cases.index))
    return {str(case): str(group) for case, group in zip(cases["case_id"], groups, strict=True)}


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
    groups = _groups(cases)
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
) -> pd.DataFrame:
    """Key words with the words around them, in informants' own turns.

    Args:
        turns, sources: the tables of those names.
        wanted: the words, any form of each; none for the ten most frequent.
        language: of ``wanted``.
        tallies: as for ``word_groups``.

    Returns:
        Each key word in the order given (the most frequent first): its places in order of source and place, at most
        fifty, with what stands before and after it in its turn.
    """
    if wanted:
        stems = list(dict.fromkeys(stem for word in wanted for stem in stems_of(word, language)))
    else:
        every = (tallies or tallies_of([word_counts(turns, sources)], _NO_CASES)).get("", Tally())
        stems = sorted(every.counts, key=lambda stem: (-every.counts[stem], stem))[:MOST_KEYWORDS]
    texts = SourceTexts(sources)
    places: dict[str, list[_Word]] = {stem: [] for stem in stems}
    missing = set(stems)
    for word in _words(turns, sources) if stems else ():
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


def _words(turns: pd.DataFrame, sources: pd.DataFrame) -> Iterator[_Word]:
    """Every telling word of informants, in order of source and place."""
    texts, languages = SourceTexts(sources), dict(zip(sources["source_id"], sources["language"], strict=True))
    own = turns[turns["role"] == "informant"].sort_values(["source_id", "start"], kind="stable")
    columns = (own[name].tolist() for name in ("source_id", "turn", "case_id", "start", "end"))
    for source, turn, case, start, end in zip(*columns, strict=True):
        said = texts[source][start:end]
        for stem, first, last in telling_words(said, str(languages[source])):
            place = (start + first, start + last)
            yield _Word(stem, said[first:last], source, int(turn), str(case), *place, (start, end))


def _most(group: str, tally: Tally, base: int) -> list[dict[str, object]]:
    counts = tally.counts
    order = sorted((stem for stem in counts if counts[stem] >= FEWEST), key=lambda stem: (-counts[stem], stem))
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
        for stem in order[:MOST_WORDS]
    ]


def _before(text: str) -> str:
    """The last words of a text, cut at a space where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= AROUND else "… " + text[-AROUND:].partition(" ")[2]


def _after(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= AROUND else text[:AROUND].rpartition(" ")[0] + " …"
