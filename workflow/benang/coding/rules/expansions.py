"""The expansion table: which words of the texts each pattern of the codebook really stands for.

A stem or a wildcard says little about what it finds. The table shows it, so that a stemmer's error (``~ikan``:
*berikan*) or a wildcard too wide (``promo*``: *promotor*) is seen, and mended in the exceptions file or the codebook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import pandas as pd

from benang.coding.rules.exceptions import StemException, stems_of
from benang.coding.rules.folded_text import FoldedText, Span
from benang.coding.rules.matching import Matcher, Voice
from benang.coding.rules.patterns import Pattern, RuleSpec, fold
from benang.coding.rules.utterances import ASKS, utterances
from benang.core.model import TABLES
from benang.text.words import find_words

KEY = list(TABLES["expansions"].key)
COLUMNS = TABLES["expansions"].columns

Row = tuple[str, str, str, str]
Places = Mapping[Pattern, Sequence[Span]]
Wanted = dict[Pattern, dict[tuple[str, str], None]]
"""Pattern -> the codes and parts that it is looked for as."""

_LONGEST_FORM = 100
"""Code points of a form that are shown; only a regular expression finds more."""


def expansions(
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    rules: Mapping[str, Sequence[RuleSpec]],
    roles: Collection[str] = ("informant",),
    *,
    exceptions: Sequence[StemException] = (),
    exclusive: bool = True,
) -> pd.DataFrame:
    """Every form in which a pattern stands in the turns it is looked for in, whatever its rule's conditions.

    Args:
        sources: table ``sources`` (source_id, language, text are used).
        turns: table ``turns`` of these sources.
        rules: code id -> its rules.
        roles: as for ``code_by_rules``.
        exceptions: words whose stem is not what the stemmer says.
        exclusive: whether only what patterns find is listed. Otherwise the words of the coded turns that no pattern
            finds are too, with an empty code, pattern and part, as quanteda's ``tokens_lookup`` keeps them.

    Returns:
        One row a code, pattern, part and form, sorted by the first three, the most frequent form first: ``code_id``,
        ``pattern`` as written, ``part`` of the rule that it is (match, near, then, unless, asked), ``form`` (the words
        found, in small letters), ``count`` (places) and ``sources`` (in how many it stands). Tables of different
        sources are added up by ``merge_expansions``.
    """
    counts: Counter[Row] = Counter()
    in_sources: Counter[Row] = Counter()
    for language, of_language in sources.groupby("language", sort=True):
        matcher = Matcher(rules, str(language), roles, stems_of(exceptions, str(language)))
        looked_for: dict[Voice, Wanted] = {}
        spoken = utterances(of_language, turns, matcher)
        for _, of_source in groupby(spoken, key=lambda utterance: utterance.source_id):
            here: Counter[Row] = Counter()
            for utterance in of_source:
                voice = utterance.voice
                if voice not in looked_for:
                    looked_for[voice] = _wanted(matcher, rules, voice)
                places = matcher.places(utterance.ready)
                text = utterance.ready.utterance
                here.update(_rows(places, looked_for[voice], text))
                if not exclusive and matcher.hears(voice):
                    here.update(_passed_by(places, looked_for[voice], text))
            counts.update(here)
            in_sources.update(here.keys())
    rows = [(*row, count, in_sources[row]) for row, count in counts.items()]
    return _in_order(pd.DataFrame(rows, columns=COLUMNS))


def merge_expansions(tables: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Expansion tables of different sources (the batches) as one, in the same order."""
    tables = [table for table in tables if len(table)]
    if not tables:
        return _in_order(pd.DataFrame(columns=COLUMNS))
    return _in_order(pd.concat(tables).groupby(KEY, as_index=False, sort=True)[["count", "sources"]].sum())


def _in_order(table: pd.DataFrame) -> pd.DataFrame:
    table = table.astype({**dict.fromkeys(KEY, "str"), "count": "int64", "sources": "int64"})
    order = [*KEY[:3], "count", "form"]
    return table.sort_values(order, ascending=[name != "count" for name in order]).reset_index(drop=True)


def _wanted(matcher: Matcher, rules: Mapping[str, Sequence[RuleSpec]], voice: Voice) -> Wanted:
    """The patterns that are looked for in turns of ``voice``, each with the codes and parts it is looked for as."""
    wanted: Wanted = {}
    for code_id, of_code in rules.items():
        for spec in of_code:
            parts = {"match": (spec.match,), "near": spec.near, "then": spec.then, "unless": spec.unless}
            if not matcher.is_for(spec, voice):
                parts = {}
            if voice.role == ASKS:
                parts["asked"] = spec.asked
            for part, patterns in parts.items():
                for pattern in patterns:
                    wanted.setdefault(pattern, {})[code_id, part] = None
    return wanted


def _rows(places: Places, wanted: Wanted, utterance: FoldedText) -> Iterator[Row]:
    """A row for every place of a pattern and everything it is looked for as."""
    for pattern, spans in places.items():
        for code_id, part in wanted.get(pattern, ()):
            for start, end in spans:
                yield code_id, pattern.written, part, _form(pattern, utterance.text[start:end])


def _passed_by(places: Places, wanted: Wanted, utterance: FoldedText) -> Iterator[Row]:
    """A row for every word that no pattern finds."""
    found: set[int] = set()
    for pattern in places:
        if pattern in wanted:
            for place in map(utterance.place, places[pattern]):
                found.update(range(place.first, place.last + 1))
    for position, (start, end) in enumerate(utterance.spans):
        if position not in found:
            yield "", "", "", fold(utterance.text[start:end])


def _form(pattern: Pattern, text: str) -> str:
    """What a pattern found, in small letters; of a phrase its words alone, and never more than a cell should hold."""
    words = [text[start:end] for start, end in find_words(text)] if len(pattern.parts) > 1 else text.split()
    shown = fold(" ".join(words))
    return shown if len(shown) <= _LONGEST_FORM else shown[:_LONGEST_FORM] + "\u2026"
