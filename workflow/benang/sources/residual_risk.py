"""What may still be a name after the listed ones were replaced, for a person to look at once.

Nothing is decided here: a word is listed with how often it stands where, and somebody either puts it on the list of
names or clears it. Listed are, the greatest risk first:

* ``address``: what follows a form of address (``Pak Joko``); in small letters only where it occurs nowhere else;
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
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache

import pandas as pd

from benang.core.problems import Problem
from benang.core.records import read_records
from benang.core.texts import main_language
from benang.privacy.name_words import common_words, honorifics, no_names
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.speakers.label_names import looks_like_name
from benang.sources.speakers.role_words import ROLE_WORDS
from benang.sources.speakers.roles import Speakers
from benang.text.stemming import is_known
from benang.text.words import capitals

REASONS = ("address", "label", "run", "capital", "small", "accent", "opening")
LIKELY = ("address", "label", "run", "capital")
"""The reasons of words that are names more often than not."""
COLUMNS = ["word", "reason", "count", "sources", "contexts"]
NOUNS_WITH_CAPITALS = ("de", "lb")
MOST_CONTEXTS = 3
_AROUND = 40  # characters of context on either side
_LONGEST_ACRONYM = 5
_SHORTEST_OPENING = 3  # letters
_APOSTROPHE = re.compile("['\u2018\u2019\u02bc`]")
_ABBREVIATED = ("h", "hj", "dr", "drs", "prof", "ir", "sdr", "sdri", "mr", "mrs", "ms", "ust", "sr", "sra")
_STANDS_IN = re.compile(r"\[[^\[\]\n]{1,80}\]")
_OPENS = re.compile(r"(?:^|[\n.!?…:;\"“”‘’'«»(\[|—–-])[\s\"“‘'«(]*$")


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
) -> pd.DataFrame:
    """Words that may be names and are in no list.

    Args:
        sources, turns, memos: the tables of those names, names replaced.
        pseudonyms: what was replaced.
        cleared: words that somebody has found to be no names.

    Returns:
        ``word``, ``reason`` (of ``REASONS``), ``count``, ``sources`` (joined with ``;``), ``contexts`` (at most three,
        joined with `` | ``); the riskiest reason first, then the most frequent. Holds names: keep it private.
    """
    texts = list(_texts(sources, turns, memos))
    words: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for _, _, text in texts:
        words.update(_words().findall(text))
        capital.update(word for match in _inside(text) for word in match[0].split())
    small = Counter({word: count for word, count in words.items() if word[0].islower()})
    addressed: Counter[str] = Counter(match[1] for _, _, text in texts for match in _address().finditer(text))
    known = {word.casefold() for name in pseudonyms.names.values() for word in name.split()}
    known |= {word.casefold() for cell in sources["case_ids"] for word in cell}
    known |= {word.casefold() for word in cleared}
    found: dict[str, _Seen] = {}

    def note(word: str, reason: str, source_id: str, text: str, start: int, end: int) -> None:
        if word.casefold() in known or all(one in known or _is_nobody(one) for one in word.casefold().split()):
            return
        seen = found.setdefault(word, _Seen(reason))
        seen.reason = min(seen.reason, reason, key=REASONS.index)
        seen.count += 1
        seen.sources[source_id] = None
        if len(seen.contexts) < MOST_CONTEXTS:
            seen.contexts.append(_context(text, start, end))

    for source_id, language, text in texts:
        taken: set[int] = set()
        for match in _address().finditer(text):
            word = match[1]
            # "Ibu" with a capital is also how the other is spoken to: "yang Ibu harapkan".
            if word[0].islower() and (match[0][0].isupper() or small[word] > addressed[word]):
                continue
            if word[0].isupper() and small[word.lower()] > capital[word]:
                continue
            taken.add(match.start(1))
            note(word, "address", source_id, text, *match.span(1))
        for start, end, _ in pseudonyms.doubtful(text):
            note(text[start:end], "small", source_id, text, start, end)
        risks = [(start, end) for start, end, _ in pseudonyms.risks(text)]
        for start, end in risks:
            taken.add(start)
            note(text[start:end], "accent", source_id, text, start, end)
        for start, end in _openings(text) if language not in NOUNS_WITH_CAPITALS else ():
            word = text[start:end]
            plain = word.casefold()
            if capital[word] or small[plain] or start in taken:
                continue
            if len(plain.partition("-")[0]) < _SHORTEST_OPENING or plain in common_words():
                continue
            if is_known(_APOSTROPHE.sub("", plain), language):
                continue
            if not (_is_acronym(word) or _is_nobody(plain)):
                note(word, "opening", source_id, text, start, end)
        for start, end in _capitals(text, capital):
            parts = text[start:end].split(" ")
            # Words that are mostly written small have their capital by chance.
            while parts and (small[parts[-1].lower()] > capital[parts[-1]] or _is_nobody(parts[-1].casefold())):
                end -= len(parts.pop()) + (1 if parts else 0)
            while parts and (small[parts[0].lower()] > capital[parts[0]] or _is_nobody(parts[0].casefold())):
                start += len(parts.pop(0)) + 1
            run = text[start:end]
            if not parts or start in taken:
                continue
            if len(parts) > 1:
                note(run, "run", source_id, text, start, end)
            elif language not in NOUNS_WITH_CAPITALS and not _is_acronym(run):
                note(run, "capital", source_id, text, start, end)
    cases_of = dict(zip(sources["source_id"], map(list, sources["case_ids"]), strict=True))
    stand_ins = tuple(pseudonyms.names.values())
    labels = [*zip(turns["source_id"], turns["speaker"], strict=True)]
    labels += [*zip(memos["source_id"], memos["author"], strict=True)]
    for source_id, label in labels:
        if label and looks_like_name(label, stand_ins, cases_of.get(source_id, []), Speakers()):
            note(label, "label", source_id, label, 0, len(label))
    rows = sorted(found.items(), key=lambda item: (REASONS.index(item[1].reason), -item[1].count, item[0]))
    return pd.DataFrame(
        [[word, one.reason, one.count, ";".join(one.sources), " | ".join(one.contexts)] for word, one in rows],
        columns=COLUMNS,
    )


def read_cleared(path: str | os.PathLike[str], shown_name: str) -> tuple[frozenset[str], list[Problem]]:
    """Read the words that somebody has cleared: a CSV with the column ``word``.

    Returns:
        The words, and every problem, with its line; none quotes a word.
    """
    if not path:
        return frozenset(), []
    _, records, problems = read_records(path, shown_name, ["word"], passed_over=COLUMNS, may_be_empty=True)
    return frozenset(record.cells["word"] for record in records if record.cells["word"]), problems


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


def read_names_to_list(path: str | os.PathLike[str]) -> list[str]:
    """The words of the table that ``names_to_list`` made and a run wrote."""
    _, records, _ = read_records(path, os.fspath(path), ["name"], may_be_empty=True)
    return [record.cells["name"] for record in records]


def residual_problems(table: pd.DataFrame, shown_path: str) -> list[Problem]:
    """One warning with the number of words nobody has looked at; none where there are none."""
    if table.empty:
        return []
    return [Problem("names-left-to-clear", values={"count": len(table), "file": shown_path})]


def _texts(sources: pd.DataFrame, turns: pd.DataFrame, memos: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Source id, language and text of each source's utterances (a line each) and of each comment, without what stands
    for a name: as many spaces stand in its place."""
    spans = {str(source_id): own for source_id, own in turns.groupby("source_id", sort=True)}
    language_of: dict[str, str] = {}
    ordered = sources.sort_values("source_id")
    for source_id, language, text in zip(ordered["source_id"], ordered["language"], ordered["text"], strict=True):
        language_of[source_id] = main_language(str(language))
        own = spans.get(source_id, turns.iloc[:0])
        said = (text[start:end] for start, end in zip(own["start"], own["end"], strict=True))
        yield source_id, language_of[source_id], _without_stand_ins("\n".join(said))
    for source_id, text in zip(memos["source_id"], memos["text"], strict=True):
        yield source_id, language_of.get(source_id, ""), _without_stand_ins(text)


def _without_stand_ins(text: str) -> str:
    return _STANDS_IN.sub(lambda match: "|" + " " * (len(match[0]) - 2) + "|", text)


def _capitals(text: str, elsewhere: Counter[str]) -> Iterator[tuple[int, int]]:
    """Runs of words with capitals; without the word that begins a sentence, unless it has its capital elsewhere too."""
    for match in _runs().finditer(text):
        start = match.start()
        first = match[0].split(" ", 1)[0]
        if _opens(text, start) and not elsewhere[first]:
            start += len(first) + 1
        if start < match.end():
            yield start, match.end()


def _openings(text: str) -> Iterator[tuple[int, int]]:
    """Words with a capital that begin a sentence, by themselves."""
    for match in _runs().finditer(text):
        if _opens(text, match.start()) and " " not in match[0]:
            yield match.span()


def _inside(text: str) -> Iterator[re.Match[str]]:
    """Words with capitals that begin no sentence."""
    for match in _runs().finditer(text):
        if not _opens(text, match.start()):
            yield match
        elif " " in match[0]:
            rest = _runs().match(text, match.start() + match[0].index(" ") + 1)
            if rest:
                yield rest


def _opens(text: str, place: int) -> bool:
    """Whether a sentence begins at a place."""
    return bool(_OPENS.search(text[max(0, place - 6) : place])) if place else True


def _context(text: str, start: int, end: int) -> str:
    low, high = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return " ".join(text[low:high].split())


def _is_nobody(word: str) -> bool:
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
def _runs() -> re.Pattern[str]:
    word = rf"[{capitals()}][\w'’\-]*"
    # Nearly every place of a text is told by the short class in front; the long one takes its time.
    return re.compile(rf"(?=[^\W\d_a-z])(?<![\w'’\-]){word}(?: {word}){{0,5}}")


@cache
def _address() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, honorifics()), key=lambda one: (-len(one), one)))
    heads = "".join(sorted({re.escape(character) for one in honorifics() for character in (one[0], one[0].upper())}))
    # A full stop behind a word ("Makasih, Bu. Nanti") ends a sentence; behind an abbreviation it does not.
    return re.compile(rf"(?=[{heads}])(?<!\w)(?:(?i:{titles})|(?i:{'|'.join(_ABBREVIATED)})\.)[ \t]([^\W\d_][\w'’\-]+)")
