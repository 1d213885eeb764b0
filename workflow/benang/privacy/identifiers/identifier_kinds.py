"""The kinds of identifiers and their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from benang.core.texts import main_language, read_texts

KINDS = ("nik", "npwp", "phone", "email", "url", "handle", "plate", "account", "address")
"""Every kind of identifier, in the order in which they are listed."""


class Identifier(NamedTuple):
    """One identifier at ``start:end`` of a text (code points, end exclusive).

    ``value`` is the same for all spellings of one thing: digits alone (a telephone number of Indonesia with its leading
    0), or small letters.
    """

    start: int
    end: int
    kind: str
    value: str


def label(kind: str, language: str, number: int | None = None) -> str:
    """What stands in the place of an identifier: ``[Telepon 1]``, or ``[Telepon]`` without a number.

    Args:
        kind: one of ``KINDS``.
        language: of the study; where it has no labels, they are English.
        number: which of its kind.
    """
    labels: Mapping[str, Mapping[str, str]] = words("labels")
    word = labels.get(main_language(language), labels["en"])[kind]
    return f"[{word}]" if number is None else f"[{word} {number}]"


def words(subject: str) -> Any:
    """One subject of ``texts/identifiers.yaml``."""
    return read_texts("identifiers.yaml")[subject]


def without_overlaps(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans (start, end) in order; of two that overlap the one that begins first."""
    done = 0
    for start, end in sorted(spans):
        if start >= done:
            done = end
            yield start, end


def any_of(listed: Iterable[str]) -> str:
    """An alternation of the words, the longest first; before it their first characters, at which most places fail."""
    ordered = sorted(listed, key=lambda word: (-len(word), word))
    heads = "".join(sorted({re.escape(word[0]) for word in ordered}))
    return f"(?=[{heads}])(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', chr(92) + 's') for word in ordered)})"
