"""What the columns of people's tables hold, told by their headers in the languages of ``coding_columns.yaml``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache

from benang.core.texts import read_texts

TEXTS = "coding_columns.yaml"


def header_key(name: str) -> str:
    """A header in the form it is compared in: small letters and digits, without accents on Latin letters."""
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    text = unicodedata.normalize("NFC", re.sub("(?<=[a-z])[\u0300-\u036f]+", "", text))
    return "".join(
        character for character in text if character.isalnum() or unicodedata.category(character).startswith("M")
    )


@cache
def header_words(field: str) -> tuple[str, ...]:
    """The headers that a column may have, the surest first.

    Args:
        field: what the column holds: ``source``, ``case``, ``quotation``, ``code``, ``theme``, ``coder``, ``memo``,
            ``name`` or ``pseudonym``.
    """
    by_language: Mapping[str, Sequence[str]] = read_texts(TEXTS)[field]
    return tuple(dict.fromkeys(str(word) for words in by_language.values() for word in words))


def column_of(header: Sequence[str], field: str) -> int | None:
    """The place of the column that holds something; None where no header says so."""
    keys = [header_key(cell) for cell in header]
    return next((keys.index(key) for word in header_words(field) if (key := header_key(word)) in keys), None)
