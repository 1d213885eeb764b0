"""What is the same for all spellings of a speaker's label.

Apart from the shapes of labels, whose patterns take their time to be made and are not needed to plan a run.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from benang.text.words import find_words

_FOLDED = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bb\u02bc\u2032\u00b4`", "'")
    | dict.fromkeys("_-\u2010\u2011\u2012\u2013\u2014", " ")
)
"""Apostrophes are one character, for people and programs write one name with several; ``-`` and ``_`` part words."""


@lru_cache(maxsize=65536)
def label_key(label: str) -> str:
    """What is the same for all spellings of a label: its words in small letters, in NFKC; without words, its
    characters.

    >>> label_key("N\u2019Diaye") == label_key("N'DIAYE")
    True
    """
    return " ".join(tokens(label)) or label.strip().casefold()


def tokens(text: str) -> list[str]:
    """The words of a label in small letters; dashes and ``_`` part them."""
    text = unicodedata.normalize("NFKC", text.translate(_FOLDED))
    return [text[start:end].casefold() for start, end in find_words(text)]
