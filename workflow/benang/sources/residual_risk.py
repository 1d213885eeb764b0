"""What may still be a name after the listed ones were replaced, for a person to look at once.

Nothing is decided here: a word is listed with how often it stands where, and somebody either puts it on the list of
names or clears it. Listed are, the greatest risk first:

* ``case``: the id of a case that looks like a name, which tables, figures and documents print;
* ``address``: what follows a form of address (``Pak Joko``, ``Mr Tom Brannigan``), all its words with capitals, or what
  is left of them where the first name is replaced; in small letters one word, only where it occurs nowhere else;
* ``given``: the given name of somebody who is listed, by itself, in a script without capitals (민수 of 김민수);
* ``label``: a speaker's label, or the author of a comment, that looks like a name;
* ``run``: several words with capitals one after another (``Toko Sinar Jaya``);
* ``capital``: a word with a capital within a sentence that is seldom written small in the same texts;
* ``small``: a word in small letters that is spelt like a name of the list (``bunga``);
* ``accent``: a common word that is spelt like a name of the list but for its accents (``The`` for Thế);
* ``opening``: a word that only begins sentences, is written small nowhere in the same texts, joins no others, and
  stands in no dictionary that there is.

What begins a sentence has its capital from there. In languages that
write every noun with a capital (German) single words are listed behind forms of address alone; in scripts without
capitals there are only labels and what follows a form of address.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from benang.core.problems import Problem
from benang.core.records import read_records
from benang.privacy.name_words import common_words
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources import name_places as found_in
from benang.sources.case_id_names import case_ids_like_names
from benang.sources.name_places import name_places, word_starts
from benang.sources.searched_texts import MOST_CONTEXTS, Place, SearchedTexts, context_of, is_nobody
from benang.sources.speakers.label_names import looks_like_name
from benang.sources.speakers.roles import Speakers
from benang.text.stemming import is_known

REASONS = ("case", "address", "given", "label", "run", "capital", "small", "accent", "opening")
LIKELY = ("case", "address", "given", "label", "run", "capital")
"""The reasons of words that are names more often than not."""
COLUMNS = ["word", "reason", "count", "sources", "contexts"]
NOUNS_WITH_CAPITALS = ("de", "lb")
_LONGEST_ACRONYM = 5
_SHORTEST_OPENING = 3  # letters
_AT_ONCE = 20_000  # rows as Python holds them
_APOSTROPHE = re.compile("['\u2018\u2019\u02bc`]")


_Decided = tuple[str, int, str]
"""Why a word may be a name, how far behind the places of a row (``name_places``) it begins, and the word."""


@dataclass
class _Seen:
    """One word: how often, in which sources, and where first."""

    reason: str
    count: int = 0
    sources: dict[str, None] = field(default_factory=dict)
    contexts: list[str] = field(default_factory=list)


def residual_risk(
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    memos: pd.DataFrame,
    pseudonyms: Pseudonyms,
    cleared: Collection[str] = (),
    texts: Mapping[str, str] | None = None,
    parts: Iterable[pa.Table] | None = None,
) -> pd.DataFrame:
    """Words that may be names and are in no list.

    Args:
        sources, turns, memos: the tables of those names, names replaced.
        pseudonyms: what was replaced.
        cleared: words that somebody has found to be no names.
        texts: the frozen texts by source id, where ``sources`` was read without them (``core.source_texts``).
        parts: what is known of all texts, some sources at a time (``name_places``), where it is known; no text is
            looked through then, and only those are read of which something is shown.

    Returns:
        ``word``, ``reason`` (of ``REASONS``), ``count``, ``sources`` (joined with ``;``), ``contexts`` (at most three,
        joined with `` | ``); the riskiest reason first, then the most frequent. Holds names: keep it private.
    """
    searched = SearchedTexts(sources, turns, memos, pseudonyms, texts)
    known = {word.casefold() for name in pseudonyms.names.values() for word in name.split()}
    stand_ins = tuple(pseudonyms.names.values())
    case_ids = sorted({case_id for cell in sources["case_ids"] for case_id in cell} - set(sources["source_id"]))
    as_names = set(case_ids_like_names(case_ids, stand_ins, cleared))
    known |= {word.casefold() for cell in sources["case_ids"] for word in cell if word not in as_names}
    known |= {word.casefold() for word in cleared}
    search = _Search([name_places(searched, pseudonyms)] if parts is None else list(parts), searched, known)
    search.look_through()
    cases_of: dict[str, list[str]] = {}
    for source_id, of_source in zip(sources["source_id"], sources["case_ids"], strict=True):
        cases_of[source_id] = [case_id for case_id in of_source if case_id not in as_names]
        for case_id in as_names.intersection(of_source):
            search.note_label("case", source_id, case_id)
    # A label stands before every other turn of its source; what it looks like is found out once.
    labels = Counter(zip(turns["source_id"], turns["speaker"], strict=True))
    labels.update(zip(memos["source_id"], memos["author"], strict=True))
    for (source_id, label), times in labels.items():
        if label and looks_like_name(label, stand_ins, cases_of.get(source_id, []), Speakers()):
            search.note_label("label", source_id, label, times)
    rows = sorted(search.found.items(), key=lambda item: (REASONS.index(item[1].reason), -item[1].count, item[0]))
    return pd.DataFrame(
        [[word, one.reason, one.count, ";".join(one.sources), " | ".join(one.contexts)] for word, one in rows],
        columns=COLUMNS,
    )


class _Search:
    """Decides what may be a name, by how all texts of the study write their words.

    Args:
        parts: what is known of the texts (``name_places``).
        texts: the texts themselves, for what is shown of them.
        known: words, in small letters, that are no names.

    Attributes:
        found: what was found, by word.
    """

    def __init__(self, parts: Sequence[pa.Table], texts: SearchedTexts, known: Collection[str]) -> None:
        self._texts, self._known = texts, known
        whole = pa.concat_tables([found_in.SCHEMA.empty_table(), *parts])
        counts = whole.filter(pc.less(whole["kind"], found_in.GIVEN))
        self._small, self._capital, self._addressed = (
            _counted(counts.filter(pc.equal(counts["kind"], kind))) for kind in found_in.COUNTS
        )
        self._places = whole.filter(pc.greater_equal(whole["kind"], found_in.GIVEN))
        self._may_be: dict[str, bool] = {}
        self._runs: dict[tuple[str, bool, str], list[_Decided]] = {}
        self.found: dict[str, _Seen] = {}

    def look_through(self) -> None:
        """Note what in all texts may be a name."""
        of_text: list[_Row] = []
        place = Place("")
        for source_id, memo, row in _in_order(self._places):
            if (source_id, memo) != place:
                self._look_at(place, of_text)
                place, of_text = Place(source_id, memo), []
            of_text.append(row)
        self._look_at(place, of_text)

    def note_label(self, reason: str, source_id: str, label: str, times: int = 1) -> None:
        """That what somebody is called may be a name."""
        if seen := self._noted(reason, source_id, label, times):
            seen.contexts += [context_of(label, 0, len(label))] * min(times, MOST_CONTEXTS - len(seen.contexts))

    def _look_at(self, place: Place, rows: Iterable[_Row]) -> None:
        """Note what of one text may be a name."""
        # By reason and word how often it was found, and where first.
        noted: dict[str, dict[str, tuple[list[int], list[int]]]] = {reason: {} for reason in _SHOWN}
        taken: set[int] = set()
        language = self._texts.language.get(place.source_id, "")
        for row in rows:
            for reason, first, word in self._decided(row, language):
                if row.kind == found_in.ADDRESS:
                    taken.update(row.starts[0] + first + begin for begin in word_starts(word))
                elif row.kind == found_in.RUN and row.near and row.starts[0] + first in taken:
                    continue
                counts, starts = noted[reason].setdefault(word, ([], []))
                counts.append(row.count)
                starts += [start + first for start in row.starts]
            if row.kind == found_in.ACCENT:
                taken.add(row.starts[0])
        for reason, words in noted.items():
            for word, (counts, starts) in words.items():
                self._note(reason, place, word, sum(counts), sorted(starts))

    def _note(self, reason: str, place: Place, word: str, times: int, starts: Sequence[int]) -> None:
        seen = self._noted(reason, place.source_id, word, times)
        if seen and len(seen.contexts) < MOST_CONTEXTS:
            text = self._texts.text(place)
            for start in starts[: MOST_CONTEXTS - len(seen.contexts)]:
                seen.contexts.append(context_of(text, start, start + len(word)))

    def _noted(self, reason: str, source_id: str, word: str, times: int) -> _Seen | None:
        """A word's entry, which is counted there; None for what is known to be no name, or to be replaced."""
        if word not in self._may_be:
            known, plain = self._known, word.casefold()
            self._may_be[word] = plain not in known and not all(one in known or is_nobody(one) for one in plain.split())
        if not self._may_be[word]:
            return None
        seen = self.found.setdefault(word, _Seen(reason))
        seen.reason = min(seen.reason, reason, key=REASONS.index)
        seen.count += times
        seen.sources[source_id] = None
        return seen

    def _decided(self, row: _Row, language: str) -> Sequence[_Decided]:
        """What may be a name at the places of a row."""
        if row.kind == found_in.RUN:
            key = (row.word, row.flag, language)
            decided = self._runs.get(key)
            if decided is None:
                decided = self._runs[key] = [*self._of_run(*key)]
            return decided
        if row.kind == found_in.ADDRESS:
            return [*self._behind_address(row)]
        return [(_REASON_OF[row.kind], 0, row.word)]

    def _behind_address(self, row: _Row) -> Iterator[_Decided]:
        word, start = row.word, 0
        # "Ibu" with a capital is also how the other is spoken to: "yang Ibu harapkan".
        if word[0].islower() and (row.flag or self._small[word] > self._addressed[word]):
            return
        if row.behind:
            word = row.behind
            while " " in word and self._is_common(word.rpartition(" ")[2]):
                word = word.rpartition(" ")[0]
            start, word = self._without_known_ends(start, word)
        if " " not in word and word[0].isupper() and self._small[word.lower()] > self._capital[word]:
            return
        yield "address", start, word

    def _of_run(self, run: str, opens: bool, language: str) -> Iterator[_Decided]:
        """What may be a name of words with capitals; not the word that begins a sentence, unless it has its capital
        elsewhere too."""
        one_by_one = language not in NOUNS_WITH_CAPITALS
        if one_by_one and opens and " " not in run and self._opens_as_name(run, language):
            yield "opening", 0, run
        start, word = 0, run
        first = run.split(" ", 1)[0]
        if opens and not self._capital[first]:
            start, word = len(first) + 1, run[len(first) + 1 :]
        start, word = self._without_common_ends(start, word)
        start, word = self._without_known_ends(start, word)
        if " " in word:
            yield "run", start, word
        elif word and one_by_one and not _is_acronym(word):
            yield "capital", start, word

    def _opens_as_name(self, word: str, language: str) -> bool:
        plain = word.casefold()
        if self._capital[word] or self._small[plain]:
            return False
        if len(plain.partition("-")[0]) < _SHORTEST_OPENING or plain in common_words():
            return False
        return not (is_known(_APOSTROPHE.sub("", plain), language) or _is_acronym(word) or is_nobody(plain))

    def _without_common_ends(self, start: int, run: str) -> tuple[int, str]:
        """A run of words with capitals without those at its ends that are mostly written small, a capital by chance:
        where it begins then, and what is left of it."""
        parts = run.split(" ") if run else []
        while parts and self._is_common(parts[-1]):
            parts.pop()
        while parts and self._is_common(parts[0]):
            start += len(parts.pop(0)) + 1
        return start, " ".join(parts)

    def _without_known_ends(self, start: int, run: str) -> tuple[int, str]:
        """A run of words with capitals without what is known at its ends, as the pseudonym of a first name; all known:
        the last word."""
        while " " in run and run.partition(" ")[0].casefold() in self._known:
            first, _, run = run.partition(" ")
            start += len(first) + 1
        while " " in run and run.rpartition(" ")[2].casefold() in self._known:
            run = run.rpartition(" ")[0]
        return start, run

    def _is_common(self, word: str) -> bool:
        return self._small[word.lower()] > self._capital[word] or is_nobody(word.casefold())


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of ``name_places`` about a place."""

    kind: int
    word: str
    behind: str
    flag: bool
    near: bool
    starts: list[int]
    count: int


_SHOWN = ("given", "address", "small", "accent", "opening", "run", "capital")
"""The reasons in the order in which the places of a text are shown."""
_REASON_OF = {found_in.GIVEN: "given", found_in.SMALL: "small", found_in.ACCENT: "accent"}


def _in_order(places: pa.Table) -> Iterator[tuple[str, int, _Row]]:
    """The rows of ``name_places`` with their source and comment: of all sources, and then of all comments."""
    of_memos = pc.greater_equal(places["memo"], 0)
    memos = places.filter(of_memos)
    # Also of sources that are none of the study's, which come in a part of their own.
    memos = memos.take(pc.sort_indices(memos, [("source_id", "ascending")]))
    for batch in pa.concat_tables([places.filter(pc.invert(of_memos)), memos]).to_batches(_AT_ONCE):
        columns = [column.to_pylist() for column in batch.columns]
        rows = map(_Row, *columns[2:])
        yield from zip(columns[0], columns[1], rows, strict=True)


def _counted(counts: pa.Table) -> Counter[str]:
    """How often each word was counted, in all parts together."""
    summed = counts.group_by("word").aggregate([("count", "sum")])
    return Counter(dict(zip(summed["word"].to_pylist(), summed["count_sum"].to_pylist(), strict=True)))


def _is_acronym(word: str) -> bool:
    word = word.partition("-")[0]
    return word.isupper() and len(word) <= _LONGEST_ACRONYM


def read_cleared(path: str | os.PathLike[str], shown_name: str) -> tuple[frozenset[str], list[Problem]]:
    """Read the words that somebody has cleared: a CSV with the column ``word``.

    Returns:
        The words, and every problem, with its line; none quotes a word.
    """
    if not path:
        return frozenset(), []
    _, records, problems = read_records(path, shown_name, ["word"], passed_over=COLUMNS, may_be_empty=True)
    return frozenset(record.cells["word"] for record in records if record.cells["word"]), problems


def read_may_be_names(path: str | os.PathLike[str]) -> list[str]:
    """The words of a table that ``residual_risk`` made and a run wrote as CSV, in its order."""
    _, records, _ = read_records(path, os.fspath(path), ["word"], passed_over=COLUMNS, may_be_empty=True)
    return [record.cells["word"] for record in records]


def names_to_list(table: pd.DataFrame) -> pd.DataFrame:
    """The words that are most likely names (``LIKELY``), in the form of a list of names that is to be filled in.

    Args:
        table: what ``residual_risk`` found.

    Returns:
        ``name``, ``pseudonym`` and ``variants`` (empty), and what the table says of each word.
    """
    likely = table[table["reason"].isin(LIKELY)].reset_index(drop=True)
    empty = [""] * len(likely)
    head = pd.DataFrame({"name": likely["word"], "pseudonym": empty, "variants": empty})
    return head.join(likely.drop(columns="word"))


def residual_problems(table: pd.DataFrame, shown_path: str) -> list[Problem]:
    """One warning with the number of words nobody has looked at; none where there are none."""
    if table.empty:
        return []
    return [Problem("names-left-to-clear", values={"count": len(table), "file": shown_path})]
