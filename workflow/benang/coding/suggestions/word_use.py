"""Which words and phrases people use: in the whole study, in each group of cases, in each interview.

For somebody who has transcripts and nothing else yet: counts to read by, not findings. Words are counted by their stem;
a phrase is two telling words in a row. Stop words are left out, words that deny are not, for they turn a phrase round
(``no rule``); alone they tell nothing and are no rows. What a group or an interview uses more than the others is
ordered by the log-likelihood ratio G2 (``keyness``), without a threshold: in a few interviews nearly nothing would pass
one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from fnmatch import fnmatchcase
from functools import cache

import pandas as pd

from benang.coding.suggestions.keyness import g2
from benang.coding.suggestions.terms import Term, terms_of
from benang.core.texts import main_language, read_texts
from benang.text.stemming import stem

COLUMNS = ["part", "name", "term", "count", "other_count", "n_sources", "of_sources", "score"]

WHOLE, GROUP, SOURCE = "whole", "group", "source"
"""Parts of a study: all of it, a group of cases, a source."""

MOST = 15
"""Rows of one part."""

LEAST_COUNT = 2
"""What a part has only once is no use of it."""

LONGEST_PHRASE = 3
"""Words of a phrase, with the stop words in it."""

_WORD = re.compile(r"[^\W_]+")

Counts = Mapping[str, int]


def word_use(
    found: pd.DataFrame,
    cases: pd.DataFrame,
    attribute: str,
    texts: Mapping[str, str] | None = None,
    names: Collection[str] = (),
) -> pd.DataFrame:
    """The words and phrases of each part, those that tell most about it first.

    Args:
        found: passages (``benang.coding.suggestions.candidate_passages``).
        cases: table ``cases``.
        attribute: attribute of cases that makes the groups; none where the cases do not have it.
        texts: what each source is counted as (``sources.source_row.texts_of``): an article is one, whoever is quoted
            in it. None: each source as itself.
        names: what may still be a name (``residual_risk``): a term with a word of one is left out; of a name of several
            words those that are written small somewhere stay (``Toko Sinar``: ``toko``).

    Returns:
        Columns ``COLUMNS``, at most ``MOST`` rows a part: ``term`` as it is written most often; ``count`` in the part
        and ``other_count`` in the rest; ``n_sources`` of the part's ``of_sources`` sources have it; ``score`` is G2,
        and in the whole, which has no rest, 0: there the terms of most sources come first.
    """
    hidden = _hidden(names, found["quotation"])
    by_source: dict[str, Counter[str]] = defaultdict(Counter)
    by_group: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    column = f"attribute:{attribute}"
    group_of = dict(zip(cases["case_id"], cases[column], strict=True)) if column in cases.columns else {}
    columns = (found[name].tolist() for name in ("source_id", "case_id", "quotation", "language"))
    for source_id, case, quotation, language in zip(*columns, strict=True):
        source = (texts or {}).get(source_id, source_id)
        terms = [
            term
            for term in terms_of(quotation, language)
            if _tells(term, language) and hidden.isdisjoint(_WORD.findall(term.written.casefold()))
        ]
        for term in terms:
            spelled[term.term][term.written.casefold()] += 1
        counted = Counter(term.term for term in terms)
        by_source[source].update(counted)
        if group := str(group_of.get(case, "")):
            by_group[group][source].update(counted)
    rows = _whole(by_source)
    if len(by_group) > 1:
        rows += _parts(GROUP, by_group)
    if len(by_source) > 1:
        rows += _parts(SOURCE, {source: {source: counts} for source, counts in by_source.items()})
    return pd.DataFrame([row | {"term": _written(spelled[str(row["term"])])} for row in rows], columns=COLUMNS)


def _hidden(names: Collection[str], quotations: Iterable[str]) -> frozenset[str]:
    """The words, in small letters, by which names would be told."""
    parts = [_WORD.findall(name) for name in names]
    hidden = {words[0].casefold() for words in parts if len(words) == 1}
    several = {word.casefold() for words in parts if len(words) > 1 for word in words}
    small = {word for said in quotations for word in _WORD.findall(said) if word in several} if several else set()
    return frozenset(hidden | (several - small))


def _whole(by_source: Mapping[str, Counts]) -> list[dict[str, object]]:
    total: Counter[str] = Counter()
    for counts in by_source.values():
        total.update(counts)
    n_sources = Counter(term for counts in by_source.values() for term in counts)
    said = [term for term in total if total[term] >= LEAST_COUNT]
    order = sorted(said, key=lambda term: (-n_sources[term], -total[term], term))
    cells = {"part": WHOLE, "name": "", "other_count": 0, "of_sources": len(by_source), "score": 0.0}
    return [
        cells | {"term": term, "count": total[term], "n_sources": n_sources[term]}
        for term in _without_parts_of_phrases(order, total)[:MOST]
    ]


def _parts(part: str, by_name: Mapping[str, Mapping[str, Counts]]) -> list[dict[str, object]]:
    """The rows of each group or source; ``by_name``: counts by part and, within it, by source."""
    own: dict[str, Counter[str]] = {}
    for name, by_source in by_name.items():
        own[name] = Counter()
        for counts in by_source.values():
            own[name].update(counts)
    everything: Counter[str] = Counter()
    for counts in own.values():
        everything.update(counts)
    total = everything.total()
    rows: list[dict[str, object]] = []
    for name in sorted(own):
        counts, size = own[name], own[name].total()
        scores = {
            term: round(g2(n, size, everything[term] - n, total - size), 2)
            for term, n in counts.items()
            # more often here than in the rest
            if n >= LEAST_COUNT and n * (total - size) > (everything[term] - n) * size
        }
        order = sorted(scores, key=lambda term: (-scores[term], -counts[term], term))
        for term in _without_parts_of_phrases(order, counts)[:MOST]:
            users = sum(1 for each in by_name[name].values() if each.get(term))
            row = {"part": part, "name": name, "term": term, "count": counts[term], "score": scores[term]}
            row |= {"other_count": everything[term] - counts[term], "n_sources": users}
            rows.append(row | {"of_sources": len(by_name[name])})
    return rows


def _without_parts_of_phrases(order: Iterable[str], counts: Counts) -> list[str]:
    """The terms without the words that stand nowhere but in a phrase of the list."""
    listed = list(order)
    phrases: dict[str, int] = {}
    for term in listed:
        if " " in term:
            for word in term.split(" "):
                phrases[word] = max(phrases.get(word, 0), counts[term])
    return [term for term in listed if phrases.get(term, 0) < counts[term]]


def _written(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda word: (-spellings[word], word))


def _tells(term: Term, language: str) -> bool:
    """Whether a term is one: a phrase is of few words, and what a word denies comes after it (``ladder and no``)."""
    last = term.term.rpartition(" ")[2]
    return len(term.written.split()) <= LONGEST_PHRASE and not _denies(last, language)


@cache
def _denies(term: str, language: str) -> bool:
    """Whether a single term is a word that denies."""
    patterns: Collection[str] = read_texts("negation.yaml").get(main_language(language), {}).get("negations", [])
    return any(fnmatchcase(term, pattern) or term == stem(pattern.lstrip("~"), language) for pattern in patterns)
