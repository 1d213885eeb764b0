"""Speakers' labels that look like a person's name and are not in the study's list of names."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from benang.core.texts import read_texts
from benang.sources.speakers.label_key import tokens
from benang.sources.speakers.role_words import ROLE_WORDS
from benang.sources.speakers.roles import Speakers
from benang.text.words import find_words

HIDDEN = "[…]"
"""Stands in messages for a label that looks like a name; its line tells which it is."""


def looks_like_name(label: str, pseudonyms: Collection[str], case_ids: Sequence[str], speakers: Speakers) -> bool:
    """Whether a word of a label may be a name that was not replaced.

    It may, if it begins with a capital (or its script has none) and is no pseudonym, no case or what a case is called,
    no word that says what somebody is, and no single letter. Words for what somebody is by work or to others are such
    words beside a number alone (Nurse 2): without one they may be names (Imam, Hakim).

    Args:
        label: with names replaced.
        pseudonyms: what names were replaced by; a name that stands for itself in the list is one of them.
        case_ids: the cases of the source.
        speakers: the study's labels, for what the cases are called.
    """
    spelt = label.replace("_", " ").replace("-", " ")
    words = [spelt[start:end] for start, end in find_words(spelt)]
    numbered = any(character.isdigit() for character in label)
    candidates = [place for place, word in enumerate(words) if _may_be_name(word, numbered=numbered)]
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


@cache
def _positions() -> frozenset[str]:
    """Words, in small letters, for what somebody is by work or to others."""
    listed = (read_texts("recognisable.yaml")["occupations"], read_texts("label_words.yaml")["positions"])
    named = (name for of_languages in listed for names in of_languages.values() for name in names)
    return frozenset(word for name in named for word in name.split())


def _may_be_name(word: str, *, numbered: bool) -> bool:
    letters = word.rstrip("0123456789")
    caseless = letters.lower() == letters.upper()
    if not letters or letters[0].islower() or letters.casefold() in ROLE_WORDS:
        return False
    if numbered and letters.casefold() in _positions():
        return False
    return len(letters) > 1 or caseless
