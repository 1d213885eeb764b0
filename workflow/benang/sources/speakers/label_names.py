"""Speakers' labels that look like a person's name and are not in the study's list of names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from benang.sources.speakers.label_key import tokens
from benang.sources.speakers.role_words import ROLE_WORDS
from benang.sources.speakers.roles import Speakers
from benang.text.words import find_words

HIDDEN = "[…]"
"""Stands in messages for a label that looks like a name; its line tells which it is."""


def looks_like_name(label: str, pseudonyms: Collection[str], case_ids: Sequence[str], speakers: Speakers) -> bool:
    """Whether a word of a label may be a name that was not replaced.

    It may, if it begins with a capital (or its script has none) and is no pseudonym, no case or what a case is called,
    no word that says what somebody is, and no single letter.

    Args:
        label: with names replaced.
        pseudonyms: what names were replaced by; a name that stands for itself in the list is one of them.
        case_ids: the cases of the source.
        speakers: the study's labels, for what the cases are called.
    """
    spelt = label.replace("_", " ").replace("-", " ")
    words = [spelt[start:end] for start, end in find_words(spelt)]
    candidates = [place for place, word in enumerate(words) if _may_be_name(word)]
    if not candidates:
        return False
    folded = tuple(word.casefold() for word in words)
    names = [name for case_id in case_ids for name in (case_id, *speakers.names.get(case_id, ()))]
    allowed: set[int] = set()
    for known in (*pseudonyms, *names):
        wanted = _tokens(known)
        for place in range(len(folded) - len(wanted) + 1):
            if wanted and folded[place : place + len(wanted)] == wanted:
                allowed.update(range(place, place + len(wanted)))
    return any(place not in allowed for place in candidates)


@lru_cache(maxsize=65536)
def _tokens(known: str) -> tuple[str, ...]:
    return tuple(tokens(known))


def _may_be_name(word: str) -> bool:
    letters = word.rstrip("0123456789")
    caseless = letters.lower() == letters.upper()
    if not letters or letters[0].islower() or letters.casefold() in ROLE_WORDS:
        return False
    return len(letters) > 1 or caseless
