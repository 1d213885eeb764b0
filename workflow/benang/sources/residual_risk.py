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
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from typing import NamedTuple

import pandas as pd

from benang.core.problems import Problem
from benang.core.records import read_records
from benang.core.source_texts import SourceTexts
from benang.core.texts import main_language
from benang.privacy.given_names import find_given_names, given_names
from benang.privacy.name_words import common_words, honorifics, no_names
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.case_id_names import case_ids_like_names
from benang.sources.speakers.label_names import looks_like_name
from benang.sources.speakers.role_words import ROLE_WORDS
from benang.sources.speakers.roles import Speakers
from benang.text.stemming import is_known
from benang.text.words import capitals

REASONS = ("case", "address", "given", "label", "run", "capital", "small", "accent", "opening")
LIKELY = ("case", "address", "given", "label", "run", "capital")
"""The reasons of words that are names more often than not."""
COLUMNS = ["word", "reason", "count", "sources", "contexts"]
NOUNS_WITH_CAPITALS = ("de", "lb")
MOST_CONTEXTS = 3
_AROUND = 40  # characters of context on either side
_LONGEST_ACRONYM = 5
_SHORTEST_OPENING = 3  # letters
_APOSTROPHE = re.compile("['\u2018\u2019\u02bc`]")
_ABBREVIATED = ("h", "hj", "dr", "drs", "prof", "ir", "sdr", "sdri", "mr", "mrs", "ms", "ust", "sr", "sra")
_NAMED = "\ue000"  # beside the place of a name that was replaced: no sentence begins behind it
_WORD_STARTS = re.compile(r"(?<![^ ])[^ ]")
_STANDS_IN = re.compile(r"\[[^\[\]\n]{1,80}\]")
_OPENS = re.compile(r"(?:^|[\n.!?…:;\"“”‘’'«»(\[|—–-])[\s\"“‘'«(]*$")


class _Address(NamedTuple):
    """What follows a form of address: the word and its place, and whether the form has a capital."""

    word: str
    start: int
    end: int
    with_capital: bool

    @classmethod
    def found_in(cls, text: str) -> array[int]:
        """Those of a text, for ``of``: they are looked for once, as theirs is the slowest of all patterns here, and are
        kept for all texts as three numbers each."""
        found = array("i")
        for match in _address().finditer(text):
            found.extend((*match.span(1), match[0][0].isupper()))
        return found

    @classmethod
    def of(cls, text: str, found: array[int]) -> Iterator[_Address]:
        """Those of a text that ``found_in`` found."""
        for start, end, with_capital in zip(found[::3], found[1::3], found[2::3], strict=True):
            yield cls(text[start:end], start, end, bool(with_capital))


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
) -> pd.DataFrame:
    """Words that may be names and are in no list. The texts are gone through twice, and none is held.

    Args:
        sources, turns, memos: the tables of those names, names replaced.
        pseudonyms: what was replaced.
        cleared: words that somebody has found to be no names.
        texts: the frozen texts by source id, where ``sources`` was read without them (``core.source_texts``).

    Returns:
        ``word``, ``reason`` (of ``REASONS``), ``count``, ``sources`` (joined with ``;``), ``contexts`` (at most three,
        joined with `` | ``); the riskiest reason first, then the most frequent. Holds names: keep it private.
    """
    searched = partial(searched_texts, sources, turns, memos, pseudonyms, texts)
    known = {word.casefold() for name in pseudonyms.names.values() for word in name.split()}
    stand_ins = tuple(pseudonyms.names.values())
    case_ids = sorted({case_id for cell in sources["case_ids"] for case_id in cell} - set(sources["source_id"]))
    as_names = set(case_ids_like_names(case_ids, stand_ins, cleared))
    known |= {word.casefold() for cell in sources["case_ids"] for word in cell if word not in as_names}
    known |= {word.casefold() for word in cleared}
    search = _Search((text for _, _, text in searched()), pseudonyms, known)
    for (source_id, language, text), addresses in zip(searched(), search.addresses, strict=True):
        search.look_through(source_id, language, text, addresses)
    cases_of: dict[str, list[str]] = {}
    for source_id, of_source in zip(sources["source_id"], sources["case_ids"], strict=True):
        cases_of[source_id] = [case_id for case_id in of_source if case_id not in as_names]
        for case_id in as_names.intersection(of_source):
            search.note("case", source_id, case_id, 0, len(case_id))
    # A label stands before every other turn of its source; what it looks like is found out once.
    labels = Counter(zip(turns["source_id"], turns["speaker"], strict=True))
    labels.update(zip(memos["source_id"], memos["author"], strict=True))
    for (source_id, label), times in labels.items():
        if label and looks_like_name(label, stand_ins, cases_of.get(source_id, []), Speakers()):
            for _ in range(times):
                search.note("label", source_id, label, 0, len(label))
    rows = sorted(search.found.items(), key=lambda item: (REASONS.index(item[1].reason), -item[1].count, item[0]))
    return pd.DataFrame(
        [[word, one.reason, one.count, ";".join(one.sources), " | ".join(one.contexts)] for word, one in rows],
        columns=COLUMNS,
    )


class _Search:
    """Looks for words that may be names, by how all texts of the study write them.

    Attributes:
        addresses: where forms of address stand in each text (``_Address.found_in``).
        found: what was found, by word.
    """

    def __init__(self, texts: Iterable[str], pseudonyms: Pseudonyms, known: Collection[str]) -> None:
        self._pseudonyms, self._known = pseudonyms, known
        self._given = given_names(pseudonyms.names)
        words: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._addressed: Counter[str] = Counter()
        self.addresses: list[array[int]] = []
        for text in texts:
            addresses = _Address.found_in(text)
            self.addresses.append(addresses)
            self._addressed.update(one.word for one in _Address.of(text, addresses))
            words.update(_words().findall(text))
            self._capital.update(word for match in _inside(text) for word in match[0].split())
        self._small = Counter({word: count for word, count in words.items() if word[0].islower()})
        self.found: dict[str, _Seen] = {}

    def note(self, reason: str, source_id: str, text: str, start: int, end: int) -> None:
        """That ``text[start:end]`` may be a name; nothing of what is known to be none, or to be replaced."""
        word = text[start:end]
        known = self._known
        if word.casefold() in known or all(one in known or is_nobody(one) for one in word.casefold().split()):
            return
        seen = self.found.setdefault(word, _Seen(reason))
        seen.reason = min(seen.reason, reason, key=REASONS.index)
        seen.count += 1
        seen.sources[source_id] = None
        if len(seen.contexts) < MOST_CONTEXTS:
            seen.contexts.append(context_of(text, start, end))

    def look_through(self, source_id: str, language: str, text: str, addresses: array[int]) -> None:
        """Note what of one text may be a name; ``addresses``: those of it."""
        taken: set[int] = set()
        for start, end in find_given_names(text, self._given):
            self.note("given", source_id, text, start, end)
        for start, end in self._behind_address(text, addresses):
            taken.update(start + word.start() for word in _WORD_STARTS.finditer(text[start:end]))
            self.note("address", source_id, text, start, end)
        for start, end, _ in self._pseudonyms.doubtful(text):
            self.note("small", source_id, text, start, end)
        for start, end, _ in self._pseudonyms.risks(text):
            taken.add(start)
            self.note("accent", source_id, text, start, end)
        for start, end in _openings(text) if language not in NOUNS_WITH_CAPITALS else ():
            if start not in taken and self._opens_as_name(text[start:end], language):
                self.note("opening", source_id, text, start, end)
        for start, end in _capitals(text, self._capital):
            start, end = self._without_known_ends(text, *self._without_common_ends(text, start, end))
            if start >= end or start in taken:
                continue
            if " " in text[start:end]:
                self.note("run", source_id, text, start, end)
            elif language not in NOUNS_WITH_CAPITALS and not _is_acronym(text[start:end]):
                self.note("capital", source_id, text, start, end)

    def _behind_address(self, text: str, addresses: array[int]) -> Iterator[tuple[int, int]]:
        for one in _Address.of(text, addresses):
            word, start, end = one.word, one.start, one.end
            # "Ibu" with a capital is also how the other is spoken to: "yang Ibu harapkan".
            if word[0].islower() and (one.with_capital or self._small[word] > self._addressed[word]):
                continue
            if run := capital_runs().match(text, start):
                end = run.end()
                while " " in text[start:end] and self._is_common(text[start:end].rpartition(" ")[2]):
                    end = text.rindex(" ", start, end)
                start, end = self._without_known_ends(text, start, end)
            word = text[start:end]
            if " " not in word and word[0].isupper() and self._small[word.lower()] > self._capital[word]:
                continue
            yield start, end

    def _opens_as_name(self, word: str, language: str) -> bool:
        plain = word.casefold()
        if self._capital[word] or self._small[plain]:
            return False
        if len(plain.partition("-")[0]) < _SHORTEST_OPENING or plain in common_words():
            return False
        return not (is_known(_APOSTROPHE.sub("", plain), language) or _is_acronym(word) or is_nobody(plain))

    def _without_common_ends(self, text: str, start: int, end: int) -> tuple[int, int]:
        """A run of words with capitals without those at its ends that are mostly written small: a capital by chance."""
        parts = text[start:end].split(" ")
        while parts and self._is_common(parts[-1]):
            end -= len(parts.pop()) + (1 if parts else 0)
        while parts and self._is_common(parts[0]):
            start += len(parts.pop(0)) + 1
        return start, end

    def _without_known_ends(self, text: str, start: int, end: int) -> tuple[int, int]:
        """A run of words with capitals without what is known at its ends, as the pseudonym of a first name; all known:
        the last word."""
        while " " in text[start:end] and text[start:end].partition(" ")[0].casefold() in self._known:
            start = text.index(" ", start) + 1
        while " " in text[start:end] and text[start:end].rpartition(" ")[2].casefold() in self._known:
            end = text.rindex(" ", start, end)
        return start, end

    def _is_common(self, word: str) -> bool:
        return self._small[word.lower()] > self._capital[word] or is_nobody(word.casefold())


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


def searched_texts(
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    memos: pd.DataFrame,
    pseudonyms: Pseudonyms,
    texts: Mapping[str, str] | None = None,
) -> Iterator[tuple[str, str, str]]:
    """Source id, language and text of each source's utterances (a line each) and of each comment, without what stands
    in brackets: as many spaces stand in its place, between marks that say whether it stood for a name. Arguments as for
    ``residual_risk``."""
    names = frozenset(pseudonyms.names.values())

    def blank(match: re.Match[str]) -> str:
        mark = _NAMED if match[0] in names else "|"
        return mark + " " * (len(match[0]) - 2) + mark

    frozen = SourceTexts(sources) if texts is None else texts
    rows_of = turns.groupby("source_id", sort=False).indices
    starts, ends = turns["start"].to_numpy(), turns["end"].to_numpy()
    language_of: dict[str, str] = {}
    for source_id, language in sorted(zip(sources["source_id"], sources["language"], strict=True)):
        language_of[source_id] = main_language(str(language))
        text, own = frozen[source_id], rows_of.get(source_id, [])
        said = (text[start:end] for start, end in zip(starts[own], ends[own], strict=True))
        yield source_id, language_of[source_id], _STANDS_IN.sub(blank, "\n".join(said))
    for source_id, text in zip(memos["source_id"], memos["text"], strict=True):
        yield source_id, language_of.get(source_id, ""), _STANDS_IN.sub(blank, text)


def _capitals(text: str, elsewhere: Counter[str]) -> Iterator[tuple[int, int]]:
    """Runs of words with capitals; without the word that begins a sentence, unless it has its capital elsewhere too."""
    for match in capital_runs().finditer(text):
        start = match.start()
        first = match[0].split(" ", 1)[0]
        if _opens(text, start) and not elsewhere[first]:
            start += len(first) + 1
        if start < match.end():
            yield start, match.end()


def _openings(text: str) -> Iterator[tuple[int, int]]:
    """Words with a capital that begin a sentence, by themselves."""
    for match in capital_runs().finditer(text):
        if _opens(text, match.start()) and " " not in match[0]:
            yield match.span()


def _inside(text: str) -> Iterator[re.Match[str]]:
    """Words with capitals that begin no sentence."""
    for match in capital_runs().finditer(text):
        if not _opens(text, match.start()):
            yield match
        elif " " in match[0]:
            rest = capital_runs().match(text, match.start() + match[0].index(" ") + 1)
            if rest:
                yield rest


def _opens(text: str, place: int) -> bool:
    """Whether a sentence begins at a place."""
    return bool(_OPENS.search(text[max(0, place - 6) : place])) if place else True


def context_of(text: str, start: int, end: int) -> str:
    """A place of a text with what stands around it, on one line."""
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return " ".join(text[low:high].split())


def is_nobody(word: str) -> bool:
    """Whether a word in small letters is known to be no name: a day, a service, a form of address, what somebody is."""
    word = word.partition("-")[0]  # "HP-nya"
    return len(word) == 1 or word in no_names() or word in honorifics() or word in ROLE_WORDS


def _is_acronym(word: str) -> bool:
    word = word.partition("-")[0]
    return word.isupper() and len(word) <= _LONGEST_ACRONYM


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_][\w'’]*")


@cache
def capital_runs() -> re.Pattern[str]:
    """Words with capitals, up to six of them one after another."""
    word = rf"[{capitals()}][\w'’\-]*"
    # Nearly every place of a text is told by the short class in front; the long one takes its time.
    return re.compile(rf"(?=[^\W\d_a-z])(?<![\w'’\-]){word}(?: {word}){{0,5}}")


@cache
def _address() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, honorifics()), key=lambda one: (-len(one), one)))
    heads = "".join(sorted({re.escape(character) for one in honorifics() for character in (one[0], one[0].upper())}))
    # A full stop behind a word ("Makasih, Bu. Nanti") ends a sentence; behind an abbreviation it does not.
    # Between both a first name that was replaced, or initials.
    first = rf"(?:{_NAMED} *{_NAMED}[ \t]|[{capitals()}]\.?[ \t]){{0,3}}"
    address = rf"(?:(?i:{titles})|(?i:{'|'.join(_ABBREVIATED)})\.)[ \t]"
    return re.compile(rf"(?=[{heads}])(?<!\w){address}{first}([^\W\d_][\w'’\-]+)")
