"""Ids of cases that look like people's names. An id is printed everywhere: in tables, figures and documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from benang.core.problems import Problem
from benang.privacy.name_words import no_names
from benang.sources.speakers.label_names import looks_like_name
from benang.sources.speakers.roles import Speakers

_NUMBERED = re.compile(r"([^\W\d_]+)[\s_.\-]*(\d+)")
_BETWEEN = re.compile(r"[\s_\-]+")
_LONGEST_CAPITALS = 5  # of an abbreviation before a number: UMKM3


def case_ids_like_names(
    case_ids: Iterable[str], stand_ins: Collection[str], cleared: Collection[str] = ()
) -> list[str]:
    """The ids that may be somebody's name, in their order.

    None is a pseudonym, what somebody is (``Informan A``), a letter with or without a number, an abbreviation with a
    number (``INT01``), or a word that ids of the study number (``Site 1``, ``Site 2``).

    Args:
        case_ids: of the study, names replaced.
        stand_ins: what names were replaced by.
        cleared: words that somebody has found to be no names.
    """
    ids = list(dict.fromkeys(case_ids))
    numbers: dict[str, set[str]] = defaultdict(set)
    for case_id in ids:
        for word, number in _NUMBERED.findall(case_id):
            numbers[word.casefold()].add(number)
    counted = {word for word, of_word in numbers.items() if len(of_word) > 1}

    def plain(match: re.Match[str]) -> str:
        short = match[1].isupper() and len(match[1]) <= _LONGEST_CAPITALS
        return " " if short or match[1].casefold() in counted else match[0]

    nobody = {word.casefold() for word in cleared} | no_names()

    def may_be_name(case_id: str) -> bool:
        words = _BETWEEN.split(_NUMBERED.sub(plain, case_id))
        left = " ".join(word for word in words if word.casefold() not in nobody)
        return case_id.casefold() not in nobody and looks_like_name(left, stand_ins, [], Speakers())

    return [case_id for case_id in ids if may_be_name(case_id)]


def case_id_problems(like_names: Collection[str], file: str, lines: Mapping[str, int]) -> list[Problem]:
    """One warning with how many ids look like names, at the first one's line; it quotes none.

    Args:
        like_names: of ``case_ids_like_names``.
        file: the case file, as problems name it.
        lines: of the cases in it, by id.
    """
    if not like_names:
        return []
    line = min((lines[one] for one in like_names if lines.get(one)), default=None)
    return [Problem("case-ids-like-names", file, line, values={"count": len(like_names)})]
