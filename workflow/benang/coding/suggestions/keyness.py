"""Words and phrases that one text uses more than another: keyness by the log-likelihood ratio G2."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from benang.coding.suggestions.terms import words_of
from benang.text.stop_words import stop_words

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

LONGEST_PHRASE = 3
"""Words of the longest phrase."""

LEAST_COUNT = 3
"""A term that the text has less often is not key, whatever its G2."""

LEAST_G2 = 10.83
"""The value that chance alone passes once in a thousand (chi-square, one degree of freedom)."""

MOST_TERMS = 20
"""Terms that are shown of one comparison."""

COLUMNS = [
    "suggestion_id",
    "compared",
    "terms",
    "score",
    "count",
    "total",
    "other_count",
    "other_total",
    "n_cases",
    "of_cases",
]


@dataclass(frozen=True)
class Comparison:
    """Two texts to compare: what the comparison is called, and which passages belong to each."""

    name: str
    text: Flags
    other: Flags


def g2(count: int, total: int, other_count: int, other_total: int) -> float:
    """The log-likelihood ratio of a term's counts in two texts.

    ``2 * sum(O * ln(O / E))`` over the four cells of the table term / other terms x text / other text (Dunning, 1993,
    Accurate methods for the statistics of surprise and coincidence, section 5; used for comparing corpora by Rayson and
    Garside, 2000, whose formula leaves out the two cells of the other terms, which add next to nothing).

    Args:
        count, other_count: how often each text has the term.
        total, other_total: how many terms each text has.

    Returns:
        G2; 0 where one of the texts is empty.
    """
    if not total or not other_total:
        return 0.0
    everything = total + other_total
    both = count + other_count
    cells = (
        (count, total * both),
        (other_count, other_total * both),
        (total - count, total * (everything - both)),
        (other_total - other_count, other_total * (everything - both)),
    )
    return 2 * sum(seen * math.log(seen * everything / product) for seen, product in cells if seen)


def comparisons(found: pd.DataFrame, cases: pd.DataFrame, attribute: str) -> list[Comparison]:
    """What is compared: text without codes against coded text, and each group of cases against the others.

    Args:
        found: passages.
        cases: table ``cases``.
        attribute: the attribute whose values are the groups (``group``); nothing where the cases do not have it.
    """
    coded = found["coded"].to_numpy(dtype=bool)
    compared = [Comparison("uncoded : coded", ~coded, coded)]
    column = f"attribute:{attribute}"
    if column in cases.columns:
        group_of = dict(zip(cases["case_id"], cases[column], strict=True))
        groups = np.array([group_of.get(case, "") for case in found["case_id"].tolist()], dtype=object)
        names = sorted(set(groups.tolist()) - {""})
        compared += [
            Comparison(
                f"{attribute} = {name} : {attribute} != {name}", groups == name, (groups != name) & (groups != "")
            )
            for name in (names if len(names) > 1 else [])
        ]
    return compared


def key_terms(found: pd.DataFrame, compared: Iterable[Comparison], rejected: Collection[str]) -> pd.DataFrame:
    """The terms that the first text of each comparison uses more than the second, by G2.

    Words are counted as written (small letters), so that a search in the text finds as many. A stop word is no term,
    and a phrase does not begin or end with one.

    Args:
        found: passages.
        compared: the comparisons.
        rejected: ids of terms that a person has rejected.

    Returns:
        Columns ``COLUMNS``, at most ``MOST_TERMS`` a comparison: ``score`` is G2; ``total`` counts the words (or the
        phrases of that length) of the text; ``n_cases`` of the text's ``of_cases`` cases (sources, where a passage has
        no case) use the term.
    """
    speakers = [
        case or source for case, source in zip(found["case_id"].tolist(), found["source_id"].tolist(), strict=True)
    ]
    lengths = _counted(found)
    rows: list[dict[str, object]] = []
    for one in compared:
        everybody = len({speaker for speaker, inside in zip(speakers, one.text, strict=True) if inside})
        key: list[tuple[float, str, _Phrases, int, tuple[int, int, int, int]]] = []
        for phrases in lengths:
            inside, outside = one.text[phrases.passage], one.other[phrases.passage]
            counts, other_counts = phrases.counts(inside), phrases.counts(outside)
            total, other_total = int(inside.sum()), int(outside.sum())
            more = counts * float(other_total) > other_counts * float(total)
            for number in map(int, np.flatnonzero((counts >= LEAST_COUNT) & more)):
                numbers = (int(counts[number]), total, int(other_counts[number]), other_total)
                value = round(g2(*numbers), 2)
                if value >= LEAST_G2:
                    key.append((-value, phrases.name(number), phrases, number, numbers))
        key.sort(key=lambda entry: entry[:2])
        shown = [entry for entry in key if _term_id(one.name, entry[1]) not in rejected][:MOST_TERMS]
        for value, term, phrases, number, numbers in shown:
            users = {speakers[place] for place in phrases.passages(number) if one.text[place]}
            row = {"suggestion_id": _term_id(one.name, term), "compared": one.name, "terms": term, "score": -value}
            row |= dict(zip(("count", "total", "other_count", "other_total"), numbers, strict=True))
            rows.append(row | {"n_cases": len(users), "of_cases": everybody})
    return pd.DataFrame(rows, columns=COLUMNS)


@dataclass(frozen=True)
class _Phrases:
    """All phrases of one length, at each place where one begins.

    Attributes:
        passage: the passage it stands in.
        number: which phrase it is.
        is_term: whether it may be a term: it neither begins nor ends with a stop word.
        name: the words of the phrase of a number.
    """

    passage: Numbers
    number: Numbers
    is_term: Flags
    name: Callable[[int], str]

    def counts(self, inside: Flags) -> Numbers:
        """How often each phrase is a term at the places ``inside``."""
        largest = int(self.number.max(initial=-1)) + 1
        return np.bincount(self.number[inside & self.is_term], minlength=largest)

    def passages(self, number: int) -> set[int]:
        """The passages that a phrase stands in."""
        return set(self.passage[self.number == number].tolist())


def _counted(found: pd.DataFrame) -> list[_Phrases]:
    """The phrases of each length. Words are numbers here, for a large study has millions of phrases."""
    said = [words_of(text) for text in found["quotation"].tolist()]
    every = list(chain.from_iterable(said))
    spelled = list(dict.fromkeys(every))
    numbers = dict(zip(spelled, range(len(spelled)), strict=True))
    spoken = np.fromiter(map(numbers.__getitem__, every), np.int64, len(every))
    where = np.repeat(np.arange(len(said)), np.fromiter(map(len, said), np.int64, len(said)))
    languages, language_of = np.unique(found["language"].to_numpy(dtype=object), return_inverse=True)
    stop = np.zeros(len(every), dtype=bool)
    for place, language in enumerate(languages.tolist()):
        mine = language_of[where] == place
        stop[mine] = np.fromiter(map(stop_words(language).__contains__, spelled), bool, len(spelled))[spoken[mine]]
    phrases = []
    number = spoken
    for length in range(1, LONGEST_PHRASE + 1):
        last = length - 1
        if last:
            number = number[: len(spoken) - last] * len(spelled) + spoken[last:]
        _, first, number = np.unique(number, return_index=True, return_inverse=True)
        whole = where[: len(number)] == where[last:][: len(number)]

        def name(phrase: int, first: Numbers = first, length: int = length) -> str:
            begin = int(first[phrase])
            return " ".join(spelled[one] for one in spoken[begin : begin + length])

        is_term = ~stop[: len(number)] & ~stop[last:][: len(number)]
        phrases.append(_Phrases(where[: len(number)][whole], number[whole], is_term[whole], name))
    return phrases


def _term_id(comparison: str, term: str) -> str:
    content = json.dumps([comparison, term], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12] + "-term"
