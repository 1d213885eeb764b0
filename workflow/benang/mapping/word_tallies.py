"""How often informants say each word, of all and of each group of cases; counted by parts of a study.

Words are numbers while they are counted: a study of ten thousand interviews has millions of words by source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from benang.coding.suggestions.terms import stem_of, written_words
from benang.core.model import GROUP_COLUMN
from benang.core.source_texts import SourceTexts

MOST_WORDS = 300
"""Of each group; the most frequent."""
_STEM_BITS = 31
"""Of the number of a case and a stem, those of the stem."""
_COUNTED = pa.schema({"language": pa.string(), "case_id": pa.string(), "written": pa.string(), "times": pa.int64()})
_SPOKEN = ("source_id", "case_id", "start", "end")

Numbers = npt.NDArray[np.int64]


@dataclass
class Tally:
    """How often the informants of a group say what.

    Attributes:
        words: how many words, without stop words.
        counts: of each stem how often it is said.
        forms: of each of the most frequent stems how often each form of it is, in small letters.
        informants: of each stem how many say it.
    """

    words: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    forms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    informants: Mapping[str, int] = field(default_factory=dict)

    @property
    def most(self) -> list[str]:
        """The most frequent stems, of equal ones the first by letters."""
        return sorted(self.counts, key=lambda stem: (-self.counts[stem], stem))[:MOST_WORDS]


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
        counts: what ``word_counts`` gives of the parts of a study; one is in memory at a time.
        cases: the table of that name; groups are the values of the attribute ``group``.
    """
    counting = _Counting(groups_of(cases))
    for table in counts:
        counting.add(table)
    return counting.tallies()


def groups_of(cases: pd.DataFrame) -> dict[str, str]:
    """The group of each case; empty for none."""
    groups = cases.get(GROUP_COLUMN, pd.Series("", index=cases.index))
    return {str(case): str(group) for case, group in zip(cases["case_id"], groups, strict=True)}


class _Numbered(dict[str, int]):
    """Numbers for texts, in the order in which they come."""

    def __missing__(self, key: str) -> int:
        self[key] = len(self)
        return self[key]


class _Counting:
    """Adds up parts.

    Args:
        groups: of each case.
    """

    def __init__(self, groups: Mapping[str, str]) -> None:
        self._groups = groups
        self._names = sorted(set(groups.values()) - {""})
        self._stems, self._cases = _Numbered(), _Numbered()
        self._forms: dict[tuple[str, str], int] = {}  # by language and spelling
        self._stem: list[int] = []  # of each form; -1: it is not counted
        # How often each form is said, by anybody (0) and in each group.
        self._times: list[Numbers] = [np.zeros(0, dtype=np.int64) for _ in range(len(self._names) + 1)]
        # The stems that each case says, each once: who says what is most of what is held of a large study.
        self._said_by: dict[int, npt.NDArray[np.int32]] = {}

    def add(self, counts: pa.Table) -> None:
        """Add what ``word_counts`` gives of a part."""
        for language in counts.column("language").unique().to_pylist():
            mine = counts.filter(pc.equal(counts.column("language"), language))
            forms = self._numbers(mine, "written", partial(self._form, language))
            cases = self._numbers(mine, "case_id", self._cases.__getitem__)
            stems = np.array(self._stem, dtype=np.int64)[forms]
            told = stems >= 0
            self._add(forms[told], stems[told], cases[told], mine.column("times").to_numpy()[told])

    @staticmethod
    def _numbers(table: pa.Table, column: str, number: Callable[[str], int]) -> Numbers:
        """The cells of a column as numbers."""
        cells = table.column(column).combine_chunks().dictionary_encode()
        of_each = np.array([number(cell) for cell in cells.dictionary.to_pylist()], dtype=np.int64)
        numbers: Numbers = of_each[cells.indices.to_numpy()]
        return numbers

    def _form(self, language: str, written: str) -> int:
        """The number of a spelling; its stem is looked up once, however often it is said."""
        key = (language, written)
        if key not in self._forms:
            self._forms[key] = len(self._forms)
            stem = stem_of(written, language)
            self._stem.append(self._stems[stem] if stem else -1)
        return self._forms[key]

    def _add(self, forms: Numbers, stems: Numbers, cases: Numbers, times: Numbers) -> None:
        groups = self._group_of()[cases]
        for number, before in enumerate(self._times):
            mine = groups == number if number else slice(None)
            more = np.zeros(len(self._forms), dtype=np.int64)
            np.add.at(more, forms[mine], times[mine])
            more[: len(before)] += before
            self._times[number] = more
        named = cases != self._cases.get("", -1)
        said = np.unique(cases[named] << _STEM_BITS | stems[named])
        by_case = np.split(said, np.flatnonzero(np.diff(said >> _STEM_BITS)) + 1) if len(said) else []
        for mine in by_case:
            case, own = int(mine[0]) >> _STEM_BITS, (mine & ((1 << _STEM_BITS) - 1)).astype(np.int32)
            self._said_by[case] = np.union1d(self._said_by[case], own) if case in self._said_by else own

    def _group_of(self) -> npt.NDArray[np.int16]:
        """The number of each case's group; 0 for none."""
        number = {name: place for place, name in enumerate(["", *self._names])}
        return np.array([number[self._groups.get(case, "")] for case in self._cases], dtype=np.int16)

    def tallies(self) -> dict[str, Tally]:
        """The tallies of all that was added."""
        informants = np.zeros((len(self._times), len(self._stems)), dtype=np.int64)
        group_of = self._group_of()
        for case, stems in self._said_by.items():
            informants[0, stems] += 1
            if group := group_of[case]:
                informants[group, stems] += 1
        found: dict[str, Tally] = {}
        for group, (name, times) in enumerate(zip(["", *self._names], self._times, strict=True)):
            if times.any():
                found[name] = self._tally(times, informants[group])
        return found

    def _tally(self, times: Numbers, informants: Numbers) -> Tally:
        stem_of_form = np.array(self._stem, dtype=np.int64)
        said = np.flatnonzero(times)
        of_stem = np.zeros(len(self._stems), dtype=np.int64)
        np.add.at(of_stem, stem_of_form[said], times[said])
        names = [*self._stems]
        tally = Tally(int(of_stem.sum()))
        tally.counts.update({names[stem]: int(of_stem[stem]) for stem in np.flatnonzero(of_stem)})
        tally.informants = {names[stem]: int(informants[stem]) for stem in np.flatnonzero(informants)}
        most = np.zeros(len(names), dtype=bool)
        most[[self._stems[stem] for stem in tally.most]] = True
        spellings = [written for _, written in self._forms]
        for form in said[most[stem_of_form[said]]].tolist():
            tally.forms[names[stem_of_form[form]]][spellings[form].lower()] += int(times[form])
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
