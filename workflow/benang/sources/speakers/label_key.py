"""What is the same for all spellings of a speaker's label.

Apart from the shapes of labels, whose patterns take their time to be made and are not needed to plan a run.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from benang.text.words import find_words


@lru_cache(maxsize=65536)
def label_key(label: str) -> str:
    """What is the same for all spellings of a label: its words in small letters, in NFC; without words, its signs."""
    return " ".join(tokens(label)) or label.strip().casefold()


def tokens(text: str) -> list[str]:
    """The words of a label in small letters; ``-`` and ``_`` part them."""
    text = unicodedata.normalize("NFC", text).replace("_", " ").replace("-", " ")
    return [text[start:end].casefold() for start, end in find_words(text)]
