"""Repeated words: what a stutter repeats, once.

Doubling is language more often than stutter: Indonesian writes its plurals so (``anak anak``, ``hati hati``,
``kira-kira``), English has ``had had``, ``very very``, ``no no``. Only three things are made one:

* a beginning that a hyphen cuts off, before the word that it begins: ``th- the``. A whole word before itself with an
  ending (``anak- anaknya``) is none;
* a word of ``texts/repeats.yaml`` (function words of the language) twice or more, with nothing but white space, a
  comma, an ellipsis or a dash between: ``saya, saya mau``;
* any word of two letters or more, three times or more, with nothing but white space between: ``pergi pergi pergi``.

The first of equal words stays, unless it is small and another has a capital: ``the The Hague`` is left as it is.
"""

from __future__ import annotations

import re
from functools import cache
from operator import eq

from benang.core.texts import main_language, read_texts
from benang.text.offsets import Edit
from benang.text.words import marks

_DASHES = "\\-\u2010\u2011\u2013\u2014"
_PART = "'\u2019\u02bc@#/&"  # beside a word they make it part of another
_BETWEEN = rf"(?:\s?(?:[,\u060c\uff0c\u2026{_DASHES}]|\.{{2,3}})?\s++)"

_CUT_END = re.compile(rf"[{_DASHES}],?\s")


def cut_off_edits(text: str, language: str) -> list[Edit]:
    """What takes out beginnings of words that are cut off and begun again.

    Args:
        text: the utterance.
        language: code of its language; chooses the endings that a doubled word may have.
    """
    if not _CUT_END.search(text):
        return []
    endings = read_texts("repeats.yaml").get(main_language(language), {}).get("endings", ())
    edits = []
    for match in _cut_off().finditer(text):
        cut, whole = match["cut"].casefold(), match["whole"].casefold()
        again = match["dash"] is not None and cut == whole  # "th- th- the"
        if again or (whole.startswith(cut) and whole != cut and whole[len(cut) :] not in endings):
            edits.append(Edit(match.start(), match.start("whole")))
    return edits


def repeat_edits(text: str, language: str) -> list[Edit]:
    """What makes equal words in a row one, where they are no language but a stutter.

    Args:
        text: the utterance.
        language: code of its language; chooses the function words.
    """
    tokens = _token().findall(text.casefold())
    if not any(map(eq, tokens, tokens[1:])):  # ten times as fast as the pattern, and seldom so
        return []
    words = tuple(read_texts("repeats.yaml").get(main_language(language), {}).get("words", ()))
    edits = []
    for match in _repeated(words).finditer(text):
        word, repeated = match[match.lastgroup or 0], match[0]
        other_case = repeated != repeated.lower() if word.islower() else len(word) == 1 and repeated[-1] != word
        if not other_case:
            edits.append(Edit(match.start() + len(word), match.end()))
    return edits


@cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"[\w{_PART}{marks()}]+")


@cache
def _cut_off() -> re.Pattern[str]:
    letters = rf"[^\W\d_](?:[^\W\d_]|[{marks()}])*+"
    return re.compile(
        rf"(?<![\w{_DASHES}{_PART}{marks()}])(?P<cut>{letters})[{_DASHES}],?\s++"
        rf"(?=(?P<whole>{letters})(?P<dash>[{_DASHES}]\s)?)"
    )


@cache
def _repeated(words: tuple[str, ...]) -> re.Pattern[str]:
    left, right = rf"(?<![\w{_DASHES}{_PART}{marks()}])", rf"(?![\w{_PART}{marks()}]|[{_DASHES}]\w)"
    parts = [rf"(?P<any>[^\W\d_](?:[^\W\d_]|[{marks()}])++)(?:\s++(?P=any){right}){{2,}}"]
    if words:
        listed = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
        parts.insert(0, rf"(?P<listed>{listed})(?:{_BETWEEN}(?P=listed){right})+")
    return re.compile(rf"{left}(?:{'|'.join(parts)})", re.IGNORECASE)
