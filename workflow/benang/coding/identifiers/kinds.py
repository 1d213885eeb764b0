"""The kinds of identifiers and their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

KINDS = ("nik", "npwp", "phone", "email", "url", "handle", "plate", "account", "address")
"""Every kind of identifier, in the order in which they are listed."""

_WORDS = Path(__file__).parents[2] / "texts" / "identifiers.yaml"


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

    Parameters:
        kind: one of ``KINDS``.
        language: of the study; where it has no labels, they are English.
        number: which of its kind.
    """
    labels: Mapping[str, Mapping[str, str]] = words("labels")
    word = labels.get(language.partition("-")[0].casefold(), labels["en"])[kind]
    return f"[{word}]" if number is None else f"[{word} {number}]"


@cache
def _content() -> dict[str, Any]:
    with _WORDS.open(encoding="utf-8") as file:
        content: dict[str, Any] = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return content


def words(subject: str) -> Any:
    """One subject of ``texts/identifiers.yaml``."""
    return _content()[subject]


def any_of(listed: Iterable[str]) -> str:
    """An alternation of the words, the longest first; in front their first signs, which nearly every place fails at."""
    ordered = sorted(listed, key=lambda word: (-len(word), word))
    heads = "".join(sorted({re.escape(word[0]) for word in ordered}))
    return f"(?=[{heads}])(?:{'|'.join(re.escape(word).replace(chr(92) + ' ', chr(92) + 's') for word in ordered)})"
