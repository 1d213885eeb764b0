"""Given names by themselves, of people who are listed by their whole names, in scripts without capitals.

In Korean and Chinese a name is a family name of one sign (seldom two) and a given name of two, written without a space,
and people are called by the given name alone. No capital tells it from a word; that somebody is listed does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_WHOLE = re.compile("[\uac00-\ud7a3]{3,4}|[\u3400-\u9fff]{3,4}")
_GIVEN = 2
"""Signs of a given name; a name of two signs in all has one that is too short to be looked for."""


def given_names(names: Iterable[str]) -> frozenset[str]:
    """The given names of listed people that no list has by themselves.

    >>> sorted(given_names(["김민수", "Siti Aminah", "이준"]))
    ['민수']
    """
    listed = set(names)
    found = {name[-_GIVEN:] for name in listed if _WHOLE.fullmatch(name)}
    return frozenset(found - listed)


def find_given_names(text: str, given: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where given names stand in a text, with no sign of their script before them; particles may stand behind."""
    if not given:
        return
    choices = "|".join(map(re.escape, sorted(given)))
    for match in re.finditer(rf"(?<![\uac00-\ud7a3])(?:{choices})", text):
        yield match.span()
