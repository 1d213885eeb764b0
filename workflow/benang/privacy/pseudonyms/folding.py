"""The form in which texts and names are compared: what a keyboard, a font or a language writes in several ways is one.

``folded`` gives a text in that form, with the way back to each of its characters; ``written`` tells two spellings of a
name apart that differ by accents only, since a name without its accents may be another word (Thế, The).

What is one character here: letters and digits in another shape (Unicode's compatibility forms: ligatures, full width,
presentation forms, mathematical and circled letters), every apostrophe, every dash; the letters that Arabic, Persian
and Urdu keyboards write for one another (UAX 44, Arabic shaping groups), without vowel signs and tatweel; Hebrew
without points; characters of Indic scripts that are written in two ways (nukta, candrabindu, Malayalam chillu). And, in
Latin, Greek and Cyrillic, letters with and without accents.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache

APOSTROPHES = (
    "\u0060\u00b4\u02b9\u02bb-\u02bf\u02c8\u02ca\u02cb\u055a\u05f3\u07f4\u07f5\u2018-\u201b\u2032\u2035\ua78b\ua78c"
    "\uff07"
)
"""Characters that stand for an apostrophe, besides the apostrophe itself, for a class."""

DASHES = "\u058a\u05be\u2010-\u2015\u2043\u207b\u2212\ufe58\ufe63\uff0d"
"""Characters that stand for a hyphen, besides the hyphen itself, for a class."""

INVISIBLE = "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
"""Invisible characters that may stand within a name (soft hyphens, joiners, marks of direction), for a class."""

_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_DASH = re.compile(f"[{DASHES}]")
# Nobody writes these always: joiners, Arabic vowel signs and tatweel, Hebrew points, the nukta of five scripts.
_SILENT = re.compile(
    f"[{INVISIBLE}\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08ff\u093c\u09bc\u0a3c\u0abc\u0b3c\u0cbc]"
)
_FEW = 60  # characters that are replaced faster one by one
_VOICED = ("\u3099", "\u309a")  # marks of kana, which make one letter with it
_SHAPED = re.compile("[\u2460-\u24ff\U0001f130-\U0001f149]")  # letters and digits in circles and squares are symbols
_ACCENTED = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff]")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_ACCENT = re.compile("[\u0300-\u036f]")

_ONE_LETTER = {
    # Arabic: alef, waw, yeh with hamza or without dots, teh marbuta; what Persian and Urdu have for them.
    **dict.fromkeys("\u0622\u0623\u0625\u0671\u0672\u0673\u0675", "\u0627"),
    **dict.fromkeys("\u0624\u0676\u06cf", "\u0648"),
    **dict.fromkeys("\u0626\u0649\u0678\u06cc\u06cd\u06ce\u06d0\u06d1\u06d2\u06d3", "\u064a"),
    **dict.fromkeys("\u0629\u06be\u06c0\u06c1\u06c2\u06c3\u06d5", "\u0647"),
    **dict.fromkeys("\u06a9\u06aa\u06ad", "\u0643"),
    # Indic: candrabindu and anusvara; letters that are a consonant with a sign.
    **{chr(point): chr(point + 1) for point in (0x0901, 0x0981, 0x0A81, 0x0B01, 0x0C01, 0x0C81, 0x0D01)},
    "\u0a01": "\u0a02",
    "\u09ce": "\u09a4\u09cd",
    "\u0d7a": "\u0d23\u0d4d",
    "\u0d7b": "\u0d28\u0d4d",
    "\u0d7c": "\u0d30\u0d4d",
    "\u0d7d": "\u0d32\u0d4d",
    "\u0d7e": "\u0d33\u0d4d",
    "\u0d7f": "\u0d15\u0d4d",
}
# Letters with a stroke, and letters that are two, which decomposition leaves whole; the letters i of Turkish.
_BARE = {
    "\u0142": "l",
    "\u0141": "L",
    "\u00f8": "o",
    "\u00d8": "O",
    "\u0111": "d",
    "\u0110": "D",
    "\u00f0": "d",
    "\u00d0": "D",
    "\u00df": "ss",
    "\u1e9e": "SS",
    "\u00e6": "ae",
    "\u00c6": "Ae",
    "\u0153": "oe",
    "\u0152": "Oe",
    "\u00fe": "th",
    "\u00de": "Th",
    "\u0127": "h",
    "\u0126": "H",
    "\u0131": "i",
    "\u0130": "I",
}
# A letter of its own, which is not its plain letter with an accent.
_WHOLE = frozenset("\u0439\u0419\u0457\u0407")


@lru_cache(maxsize=65_536)
def _written(character: str) -> str:
    """One character in the form in which spellings are told apart: nothing, one or several characters."""
    if character < "\u0080":
        return "'" if character == "`" else character
    if _SILENT.match(character):
        return ""
    if _APOSTROPHE.match(character):
        return "'"
    if _DASH.match(character):
        return "-"
    if character in _ONE_LETTER:
        return _ONE_LETTER[character]
    category = unicodedata.category(character)
    if (
        category[0] == "L"
        or category == "Nd"
        or _SHAPED.match(character)
        or character in "\uff9e\uff9f\u3000\uff0e\uff20"
    ):
        shaped = unicodedata.normalize("NFKC", character)
        if shaped != character:
            return "".join(map(_written, shaped))
    elif "\uff01" <= character <= "\uff5e":
        return unicodedata.normalize("NFKC", character)
    return character


@lru_cache(maxsize=65_536)
def _bare(character: str) -> str:
    """One character in the form in which texts are searched: as ``_written``, without accents."""
    return "".join(map(_without_accents, _written(character)))


def _without_accents(character: str) -> str:
    if character < "\u0080" or character in _WHOLE:
        return character
    if _ACCENT.match(character):
        return ""
    if character in _BARE:
        return _BARE[character]
    if not _ACCENTED.match(character):
        return character
    plain = _ACCENTS.sub("", unicodedata.normalize("NFD", character))
    return _BARE.get(plain, plain)


_ASCII = bytes(range(0x80))


@lru_cache(maxsize=4)
def characters_of(text: str) -> frozenset[str]:
    """Which characters beyond ASCII a text has: few, known many times faster than where they are, and asked several
    times.

    What is ASCII goes as bytes, at a hundredth of what looking at each character would take.
    """
    data = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    return frozenset(data.decode("utf-8", "surrogatepass"))


class Places(Sequence[int]):
    """Where in a text each character of its compared form came from, and the length of the text behind them.

    Kept as the few spans in which both run in step: nearly every character of a text is one character of the form.
    """

    def __init__(self) -> None:
        self._starts: list[int] = []  # of the spans, in the form
        self._sources: list[int] = []  # where each begins in the text
        self._steps: list[bool] = []  # whether it runs in step, or is all from one character
        self._length = 0

    def add(self, length: int, source: int, *, in_step: bool) -> None:
        """Add a span of the form that begins at a place of the text."""
        if length:
            self._starts.append(self._length)
            self._sources.append(source)
            self._steps.append(in_step)
            self._length += length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, place: int) -> int:  # type: ignore[override]
        if not 0 <= place < self._length:
            raise IndexError(place)
        at = bisect_right(self._starts, place) - 1
        return self._sources[at] + (place - self._starts[at] if self._steps[at] else 0)


def folded(text: str) -> tuple[str, Places | None]:
    """A text in the form in which names are looked for.

    Args:
        text: in NFC.

    Returns:
        The text, its letters in the case that they have, and for each of its characters the place in the text as it was
        of the character it came from, with the length of that behind them; None where every character is in its place.
    """
    if text.isascii():
        return (text.replace("`", "'") if "`" in text else text), None
    table = {character: bare for character in ("`", *characters_of(text)) if (bare := _bare(character)) != character}
    single = {character: bare for character, bare in table.items() if len(bare) == 1 and bare not in _VOICED}
    others = "".join(map(re.escape, sorted(table.keys() - single.keys())))
    places = None
    if others:
        parts: list[str] = []
        places, done = Places(), 0
        for match in re.finditer(f"[{others}]", text):
            place, bare = match.start(), table[match[0]]
            parts.append(text[done:place])
            places.add(place - done, done, in_step=True)
            done = place + 1
            if bare in _VOICED:
                before = _bare(parts[-1][-1:]) if parts[-1] else ""
                if before and len(whole := unicodedata.normalize("NFC", before + bare)) == 1:
                    parts[-1] = parts[-1][:-1] + whole
                    continue
            parts.append(bare)
            places.add(len(bare), place, in_step=False)
        parts.append(text[done:])
        places.add(len(text) + 1 - done, done, in_step=True)
        text = "".join(parts)
    if len(single) > _FEW:
        text = text.translate({ord(character): bare for character, bare in single.items()})
    else:
        for character, bare in single.items():
            text = text.replace(character, bare)
    return text, places


def written(text: str) -> str:
    """A spelling in the form in which it is told from others: as ``folded``, with accents and in small letters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", "".join(map(_written, unicodedata.normalize("NFC", text))))
    elif "`" in text:
        text = text.replace("`", "'")
    # A letter whose small form is two code points (the Turkish dotted I) has one here.
    return text.replace("\u0130", "i").lower()


def end_of(text: str, end: int) -> int:
    """Where what ends at ``end`` does end, with the vowel signs, accents and joiners that are written onto it."""
    while end < len(text) and not text[end].isascii() and not _bare(text[end]) and not _is_invisible(text[end]):
        end += 1
    return end


_HIDDEN = re.compile(f"[{INVISIBLE}]")


def _is_invisible(character: str) -> bool:
    return bool(_HIDDEN.match(character))
