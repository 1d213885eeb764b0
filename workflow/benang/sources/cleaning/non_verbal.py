"""Marks of what is heard or seen and not said: ``[tertawa]``, ``(laughs)``, ``((pause))``, ``*sigh*``, ``<cough>``.

A mark stands in brackets or asterisks and holds nothing but words of ``texts/non_verbal.yaml`` in any language, at
least one of them a sound, with numbers and times (``[inaudible 00:12]``). Whatever else stands in brackets is kept:
``[Orang 1]``, ``[toko]``, ``[Siti tertawa]``, ``[...]``.
"""

from __future__ import annotations

import re

from benang.sources.cleaning.removal import taken_out
from benang.text.offsets import Edit
from benang.text.sounds import is_sound

_BRACKETED = re.compile(
    r"\(\((?P<a>[^()\[\]]{1,80})\)\)|\[\[(?P<b>[^()\[\]]{1,80})\]\]|\[(?P<c>[^()\[\]]{1,80})\]|\((?P<d>[^()\[\]]{1,80})\)"
    r"|<(?P<e>[^<>]{1,80})>|\{(?P<f>[^{}]{1,80})\}|(?<!\*)\*(?P<g>[^*]{1,80})\*(?!\*)"
)


def non_verbal_edits(text: str) -> list[Edit]:
    """What takes marks of the not said out of an utterance, with the white space that parts them from words."""
    return taken_out(
        text, (match.span() for match in _BRACKETED.finditer(text) if is_sound(match[match.lastgroup or 0]))
    )
