"""Where in texts there may be names, as far as each text tells by itself; and how the texts write their words.

Whether a word is a name is decided by how all texts of the study write it (``residual_risk``). What is gathered here is
all that has to be known of a text for that, so that a text which is the same is not looked through again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

import pyarrow as pa

from benang.privacy.given_names import find_given_names, given_names
from benang.privacy.name_words import honorifics
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.searched_texts import MOST_CONTEXTS, NAMED, Place, capital_runs
from benang.text.words import capitals

SMALL_WORD, CAPITAL_WORD, ADDRESSED_WORD, GIVEN, ADDRESS, SMALL, ACCENT, RUN = range(8)
"""Kinds of rows. Of the first three, which count words of all texts: words in small letters, words with a capital
within a sentence, and what follows a form of address. The others are places of one text, in this order: given names,
what follows a form of address, names in small letters, without their accents, and words with capitals."""

COUNTS = (SMALL_WORD, CAPITAL_WORD, ADDRESSED_WORD)

SCHEMA = pa.schema(
    [
        ("source_id", pa.string()),  # which text (``searched_texts.Place``); nothing for a count
        ("memo", pa.int32()),
        ("kind", pa.int8()),
        ("word", pa.string()),
        ("behind", pa.string()),  # of what follows a form of address: the words with capitals from there on
        # The form of address has a capital; with the words a sentence begins.
        ("flag", pa.bool_()),
        # The words may be those that follow a form of address, or begin as a name without its accents does.
        ("near", pa.bool_()),
        ("starts", pa.list_(pa.int32())),  # where in the text they stand, at most ``MOST_CONTEXTS`` places
        ("count", pa.int64()),
    ]
)
"""Rows of ``name_places``."""

_ABBREVIATED = ("h", "hj", "dr", "drs", "prof", "ir", "sdr", "sdri", "mr", "mrs", "ms", "ust", "sr", "sra")
_WORD_STARTS = re.compile(r"(?<![^ ])[^ ]")
_OPENS = re.compile(r"(?:^|[\n.!?…:;\"“”‘’'«»(\[|—–-])[\s\"“‘'«(]*$")


def name_places(texts: Iterable[tuple[Place, str]], pseudonyms: Pseudonyms) -> pa.Table:
    """What of some texts has to be known to tell names by how all texts write their words.

    Args:
        texts: as ``searched_texts.SearchedTexts`` gives them.
        pseudonyms: what was replaced in them.

    Returns:
        Rows of ``SCHEMA``: first the counts of words, then the places, text by text, in each by kind. What stands in
        one text several times, and cannot be decided otherwise at one of its places, is one row.
    """
    counts: dict[int, Counter[str]] = {kind: Counter() for kind in COUNTS}
    found = _Rows()
    given = given_names(pseudonyms.names)
    for place, text in texts:
        counts[SMALL_WORD].update(word for word in _words().findall(text) if word[0].islower())
        found.begin(place)
        for start, end in find_given_names(text, given):
            found.add(GIVEN, text[start:end], start)
        near = _addresses(text, found, counts[ADDRESSED_WORD])
        for start, end, _ in pseudonyms.doubtful(text):
            found.add(SMALL, text[start:end], start)
        for start, end, _ in pseudonyms.risks(text):
            near.add(start)
            found.add(ACCENT, text[start:end], start, near=True)
        for match in capital_runs().finditer(text):
            opens = _opens(text, match.start())
            within = match
            if opens:
                first = match[0].find(" ")
                rest = capital_runs().match(text, match.start() + first + 1) if first >= 0 else None
                within = rest or match
            if not opens or within is not match:
                counts[CAPITAL_WORD].update(within[0].split())
            beside = not near.isdisjoint(range(*match.span())) if near else False
            found.add(RUN, match[0], match.start(), flag=opens, near=beside)
    return found.table(counts)


def word_starts(words: str) -> Iterator[int]:
    """Where each of several words begins."""
    return (match.start() for match in _WORD_STARTS.finditer(words))


def _addresses(text: str, found: _Rows, addressed: Counter[str]) -> set[int]:
    """Take up what follows forms of address, and give all places where a word of it begins."""
    near: set[int] = set()
    for match in _address().finditer(text):
        start = match.start(1)
        addressed[match[1]] += 1
        run = capital_runs().match(text, start)
        behind = run[0] if run else ""
        near.update(start + first for first in word_starts(behind or match[1]))
        found.add(ADDRESS, match[1], start, behind=behind, flag=match[0][0].isupper(), near=True)
    return near


_RowCells = tuple[str, int, int, str, str, bool, bool, list[int], int]


class _Rows:
    """The places of texts, gathered into rows."""

    def __init__(self) -> None:
        self._rows: list[_RowCells] = []
        self._place = Place("")
        self._starts: dict[tuple[int, str, bool], list[int]] = {}
        self._counts: Counter[tuple[int, str, bool]] = Counter()
        self._single: list[tuple[int, str, str, bool, list[int]]] = []

    def begin(self, place: Place) -> None:
        """Go on with another text."""
        self._close()
        self._place = place

    def add(
        self, kind: int, word: str, start: int, *, behind: str = "", flag: bool = False, near: bool = False
    ) -> None:
        """Take up a place of the text; ``near``: it stays a row of its own."""
        if near:
            self._single.append((kind, word, behind, flag, [start]))
            return
        key = (kind, word, flag)
        self._counts[key] += 1
        starts = self._starts.setdefault(key, [])
        if len(starts) < MOST_CONTEXTS:
            starts.append(start)

    def table(self, counts: dict[int, Counter[str]]) -> pa.Table:
        """All rows, those of ``counts`` first."""
        self._close()
        counted: list[_RowCells] = [
            ("", -1, kind, word, "", False, False, [], count) for kind in COUNTS for word, count in counts[kind].items()
        ]
        rows = counted + self._rows
        return pa.table(list(zip(*rows, strict=True)), schema=SCHEMA) if rows else SCHEMA.empty_table()

    def _close(self) -> None:
        rows = [
            (kind, word, "", flag, False, self._starts[kind, word, flag], count)
            for (kind, word, flag), count in self._counts.items()
        ]
        rows += [(kind, word, behind, flag, True, starts, 1) for kind, word, behind, flag, starts in self._single]
        self._rows += [(*self._place, *row) for row in sorted(rows, key=lambda row: (row[0], row[5][0]))]
        self._starts, self._counts, self._single = {}, Counter(), []


def _opens(text: str, place: int) -> bool:
    """Whether a sentence begins at a place."""
    return bool(_OPENS.search(text[max(0, place - 6) : place])) if place else True


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[^\W\d_][\w'’]*")


@cache
def _address() -> re.Pattern[str]:
    titles = "|".join(sorted(map(re.escape, honorifics()), key=lambda one: (-len(one), one)))
    heads = "".join(sorted({re.escape(character) for one in honorifics() for character in (one[0], one[0].upper())}))
    # A full stop behind a word ("Makasih, Bu. Nanti") ends a sentence; behind an abbreviation it does not.
    # Between both a first name that was replaced, or initials.
    first = rf"(?:{NAMED} *{NAMED}[ \t]|[{capitals()}]\.?[ \t]){{0,3}}"
    address = rf"(?:(?i:{titles})|(?i:{'|'.join(_ABBREVIATED)})\.)[ \t]"
    return re.compile(rf"(?=[{heads}])(?<!\w){address}{first}([^\W\d_][\w'’\-]+)")
