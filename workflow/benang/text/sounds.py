"""Words for what is heard or seen and not said (``texts/non_verbal.yaml``), as transcribers put them in brackets."""

from __future__ import annotations

import re
from functools import cache

from benang.core.texts import read_texts

_CLOCK = re.compile(r"[0-9]{1,3}(?::[0-9]{2}){1,2}(?:[.,][0-9]{1,3})?")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ODD = re.compile(r"[^\w\s.,;:?!/'\u2019\u2026\u2013-]|_")
_MOST_WORDS = 4


def is_sound(content: str) -> bool:
    """Whether the content of brackets is made of known words only, in any language, with a sound among them.

    >>> is_sound("laughs"), is_sound("inaudible 00:12"), is_sound("Siti laughs")
    (True, True, False)
    """
    if _ODD.search(content):
        return False
    sounds, beside = _words()
    words = _WORD.findall(_CLOCK.sub(" ", content).casefold())
    place = 0
    heard = False
    while place < len(words):
        for count in range(_MOST_WORDS, 0, -1):
            phrase = " ".join(words[place : place + count])
            if phrase in sounds or phrase in beside:
                heard = heard or phrase in sounds
                place += count
                break
        else:
            return False
    return heard


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    lists = read_texts("non_verbal.yaml").values()
    return (
        frozenset(word for by_kind in lists for word in by_kind["sounds"]),
        frozenset(word for by_kind in lists for word in by_kind["beside"]),
    )
