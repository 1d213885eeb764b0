"""Marks of what is heard or seen and not said: ``[tertawa]``, ``(laughs)``, ``((pause))``, ``*sigh*``, ``<cough>``.

A mark stands in brackets or asterisks and holds nothing but words of ``texts/non_verbal.yaml`` in any language, at
least one of them a sound, with numbers and times (``[inaudible 00:12]``). Whatever else stands in brackets is kept:
``[Orang 1]``, ``[toko]``, ``[Siti tertawa]``, ``[...]``.
"""

from __future__ import annotations

import re
from functools import cache

from benang.core.texts import read_texts
from benang.sources.cleaning.removal import taken_out
from benang.text.offsets import Edit

_BRACKETED = re.compile(
    r"\(\((?P<a>[^()\[\]]{1,80})\)\)|\[\[(?P<b>[^()\[\]]{1,80})\]\]|\[(?P<c>[^()\[\]]{1,80})\]|\((?P<d>[^()\[\]]{1,80})\)"
    r"|<(?P<e>[^<>]{1,80})>|\{(?P<f>[^{}]{1,80})\}|(?<!\*)\*(?P<g>[^*]{1,80})\*(?!\*)"
)
_CLOCK = re.compile(r"[0-9]{1,3}(?::[0-9]{2}){1,2}(?:[.,][0-9]{1,3})?")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_ODD = re.compile(r"[^\w\s.,;:?!/'\u2019\u2026\u2013-]|_")
_MOST_WORDS = 4


def non_verbal_edits(text: str) -> list[Edit]:
    """What takes marks of the not said out of an utterance, with the white space that parts them from words."""
    return taken_out(
        text, (match.span() for match in _BRACKETED.finditer(text) if _is_mark(match[match.lastgroup or 0]))
    )


def _is_mark(content: str) -> bool:
    """Whether the content of brackets is made of known words only, with a sound among them."""
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
