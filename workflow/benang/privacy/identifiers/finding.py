"""All identifiers of a text, none overlapping."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable

from benang.privacy.identifiers.addresses import find_addresses, find_plates
from benang.privacy.identifiers.identifier_kinds import KINDS, Identifier
from benang.privacy.identifiers.numbers import find_numbers, is_telephone
from benang.privacy.identifiers.web_addresses import find_emails, find_handles, find_urls

_PRECEDENCE = ("url", "handle", "email", "address", "account", "nik", "npwp", "phone", "plate")
"""Which kind a text is where it could be several: what stands around a thing goes before the thing (a number within a
link is a link), what a word names before what only looks like it."""

# Full width, of the same length.
_WIDE = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_OTHER_DIGIT = re.compile(r"[^\x00-\x7f](?<=\d)")  # of Arabic, Devanagari, Thai ...

_GOES_ON = ("-", "\u2010", "\u2011", "\u2013", "/", "(", ")", "+")
"""A number of which the next line may have more ends with one of these."""

# A number that the name of a file writes onto a word: siti081234567890, or 081234567890siti.
_ONTO_WORDS = re.compile(r"(?<![^\W_])([^\W\d_]{2,40})?(\d{9,17})([^\W\d_]{2,40})?(?![^\W_])")

_FINDERS: dict[str, Callable[[str], Iterable[Identifier]]] = {
    "email": find_emails,
    "url": find_urls,
    "handle": find_handles,
    "address": find_addresses,
    "plate": find_plates,
}


def find_identifiers(text: str, kinds: Collection[str] = KINDS, line_ends: Collection[int] = ()) -> list[Identifier]:
    """The identifiers of a text.

    Args:
        text: running text, a label or a file name, in NFC.
        kinds: which kinds to look for, of ``KINDS``.
        line_ends: the spaces of the text that were the ends of lines. A number ends there, if it is one by then: not
            behind a hyphen, nor where only the next line makes a telephone number of it.

    Returns:
        The identifiers in order, none overlapping.
    """
    if line_ends:
        characters = list(text)
        for place in line_ends:
            if text[place - 1 : place] not in _GOES_ON:
                characters[place] = "\n"
        over = find_identifiers(text, kinds)
        telephones = [each for each in over if each.kind == "phone" and is_telephone(text[each.start : each.end])]
        within = [
            each
            for each in find_identifiers("".join(characters), kinds)
            if each.kind != "phone"
            or is_telephone(text[each.start : each.end])
            or not any(other.start <= each.start and each.end <= other.end for other in telephones)
        ]
        return _merged(within, over)
    if not text.isascii():
        text = _OTHER_DIGIT.sub(lambda match: str(unicodedata.decimal(match[0])), text.translate(_WIDE))
    numbers = find_numbers(text, kinds)
    found: list[Identifier] = []
    for kind in _PRECEDENCE:
        if kind in kinds:
            found = _merged(found, _FINDERS[kind](text) if kind in _FINDERS else numbers[kind])
    return found


def find_in_name(text: str, kinds: Collection[str] = KINDS) -> list[Identifier]:
    """The identifiers of a label or the name of a file, where a number may also be written onto a word.

    Parameters and result as in ``find_identifiers``.
    """
    found = find_identifiers(text, kinds)
    parted = _ONTO_WORDS.sub(
        lambda match: " " * len(match[1] or "") + match[2] + " " * len(match[3] or ""), text
    )  # of the same length
    return found if parted == text else _merged(found, find_identifiers(parted, kinds))


def _merged(taken: list[Identifier], more: Iterable[Identifier]) -> list[Identifier]:
    """Both in one order; of two that overlap the one that is taken already, or that begins first."""
    merged: list[Identifier] = []
    waiting = iter(taken)
    following = next(waiting, None)
    done = 0
    for each in more:
        while following is not None and following.start < each.end:
            merged.append(following)
            done = following.end
            following = next(waiting, None)
        if each.start >= done:
            merged.append(each)
            done = each.end
    return [*merged, *([following] if following is not None else ()), *waiting]
