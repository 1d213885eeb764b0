"""Whether two words are one word in two spellings, and two runs of words the same words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from benang.text.text_key import key
from benang.text.words import UNSPACED

NEGATIONS = frozenset(
    (
        *("tidak", "tak", "nggak", "ngga", "enggak", "gak", "ga", "ndak", "kagak", "bukan", "belum", "jangan", "tanpa"),
        *("no", "not", "never", "none", "nor", "neither", "cannot", "cant", "dont", "wont", "isnt", "didnt", "doesnt"),
        *("without", "nothing", "nobody", "nowhere", "hardly", "nicht", "nichts", "kein", "keine", "keinen", "keiner"),
        *("keinem", "keines", "nie", "niemals", "ohne", "ne", "pas", "jamais", "rien", "aucun", "aucune", "sans"),
        *("nunca", "jamás", "nada", "nadie", "ningún", "ninguna", "sin", "não", "nem", "sem", "niet", "geen", "nooit"),
        *("non", "mai", "senza", "не", "нет", "ни", "никогда", "без", "لا", "لم", "لن", "ليس", "غير", "değil", "yok"),
    )
)
"""Words that turn a sentence round; nothing else is taken for one of them, however alike."""

_NEGATION_KEYS = frozenset(map(key, NEGATIONS))
_UNLIKE = re.compile(rf"[\d{UNSPACED}]")  # where one character is a number or a word


def word_by_word(wanted: Sequence[str], keys: Sequence[str], first: int) -> int | None:
    """Behind which word a span ends that begins with word ``first`` and has the wanted words; None: it has not.

    A word may be written apart in one of the two (``di pasar``, ``dipasar``).
    """
    here, there = 0, first
    while here < len(wanted):
        if there >= len(keys):
            return None
        if _is_like(wanted[here], keys[there]):
            here, there = here + 1, there + 1
        elif here + 1 < len(wanted) and _joined(wanted[here], wanted[here + 1]) == _joined(keys[there]):
            here, there = here + 2, there + 1
        elif there + 1 < len(keys) and _joined(keys[there], keys[there + 1]) == _joined(wanted[here]):
            here, there = here + 1, there + 2
        else:
            return None
    return there


def _joined(*words: str) -> str:
    return "".join(words).replace("-", "").replace("'", "")


def _is_like(one: str, other: str) -> bool:
    """Whether two words (their keys) are one word in two spellings, rather than two words.

    At most two slips in a word of five letters or more, one in a shorter one, none in one of two; a slip that adds two
    letters, or one at the beginning, makes another word (``happy``, ``unhappy``), and so does one in a number.
    """
    if one == other:
        return True
    if (one in _NEGATION_KEYS or one.endswith("n't")) != (other in _NEGATION_KEYS or other.endswith("n't")):
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(longer) - len(shorter) > 1 or longer.endswith(shorter):
        return False
    if len(shorter) < 3 or len(longer) < 4 or _UNLIKE.search(one + other):
        return False
    most = 1 if len(shorter) < 5 else 2
    return OSA.distance(one, other, score_cutoff=most) <= most
