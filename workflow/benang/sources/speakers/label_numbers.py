"""Labels that are bare numbers (``1: I do.``, ``#4: Not me.``), and the lists that look like them."""

from __future__ import annotations

from collections.abc import Sequence

from benang.sources.speakers.labels import Labelled, Line

_NEARLY_ALL = 0.9  # share of the lines with text that numbers open, where nobody else has a label


def numbers_speak(text: str, lines: Sequence[Line], found: Sequence[Labelled]) -> bool:
    """Whether the bare numbers before a colon are speakers.

    A list begins with 1 and counts on. Numbers in another order are speakers; so are those in this order where they
    open nearly all lines of a text in which nobody else has a label (``1: Where? 2: Here. 1: When? 2: Now.``).

    Args:
        text: the text.
        lines: its lines.
        found: those that open like labelled ones, in order.
    """
    numbers = [int(one.key) for one in found if is_number(one.key)]
    if not numbers:
        return False
    before = [0, *numbers]
    if any(number not in (1, last + 1) for number, last in zip(numbers, before, strict=False)):
        return True
    filled = sum(bool(text[line.start : line.end].strip()) for line in lines)
    return len(set(numbers)) == 1 or (len(numbers) == len(found) and len(numbers) >= _NEARLY_ALL * filled)


def is_number(key: str) -> bool:
    """Whether a label is a bare number of at most three digits."""
    return len(key) <= 3 and key.isdecimal()
