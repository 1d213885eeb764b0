"""A quotation without what a printed page, a person's habit or a copied label added to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from benang.text.text_key import QUOTATION_MARKS, key

EDGES = "".join(sorted(QUOTATION_MARKS)) + " \t\r\n\u00a0"
"""What may stand around a quotation and be no part of it."""

_LINE_END_HYPHEN = re.compile(r"(?<=\w)[-\u00ad\u2010]\s*\n\s*")
_LINE_LABEL = re.compile(r"^[^\S\n]*(?:\d{1,5}[.)]?\s+)?[^\W\d_][^:\n]{0,40}:(?=\s)", re.MULTILINE)


def label_pattern(labels: Iterable[str]) -> re.Pattern[str] | None:
    """What finds a text's own speakers' labels in a quotation; None where it has none."""
    longest_first = sorted({label for label in labels if label}, key=lambda label: (-len(label), label))
    names = "|".join(map(re.escape, longest_first))
    pattern = rf"(?<!\S)(?:\d{{1,5}}[.)]?\s+)?(?:{names})\s*:(?=\s)"
    return re.compile(pattern, re.IGNORECASE) if names else None


def variants_of(quotation: str) -> Iterator[str]:
    """The quotation as it is, then with what a printed page or a person's habit added to it taken off."""
    yield quotation
    joined = _LINE_END_HYPHEN.sub("", quotation)
    if joined != quotation:
        yield joined
    for one in dict.fromkeys((quotation, joined)):
        stripped = one.strip(EDGES)
        if stripped and key(stripped) != key(one):
            yield stripped  # with its own full stop
        for mark in ("[...]", "(...)", "[…]", "(…)"):
            stripped = stripped.removeprefix(mark).removesuffix(mark)
        stripped = stripped.strip(EDGES + ".…")
        if stripped and key(stripped) != key(one):
            yield stripped


def without_labels(quotation: str, label: re.Pattern[str] | None) -> list[str]:
    """The quotation without speakers' labels: only those that the text has, then all that look like one.

    Args:
        quotation: the quotation.
        label: the labels that the text has, as ``label_pattern`` makes them.
    """
    variants = [label.sub(" ", quotation)] if label else []
    variants.append(_LINE_LABEL.sub(" ", quotation))
    return [variant for variant in dict.fromkeys(variants) if variant != quotation and key(variant)]
