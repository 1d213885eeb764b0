"""Which encoding a text file is in.

The order of trust: a byte order mark, the encoding that the study declares, strict UTF-8, UTF-16 told by its pattern of
bytes, and last an old code page by the letters and words in it (``code_pages``), which is reported as a guess, or as
unsure. Bytes that look like none of them are an error, never a text with wrong letters. Characters of Windows-1252 that
an earlier program took for controls (U+0080 to U+009F) are written as the characters they are, and reported.
"""

from __future__ import annotations

import codecs
import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benang.core.code_pages import DEFAULT, ENOUGH, guess_page
from benang.core.problems import Problem, StudyError, nearest
from benang.core.windows_characters import mended, windows_characters

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    # UTF-32 before UTF-16: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TWO_BYTES = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Codecs that are no encodings of text files, or mean another one on each computer.
_NOT_FOR_FILES = {"idna", "mbcs", "oem", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
_COMMON = (
    "ascii",
    "cp1250",
    "cp1251",
    "cp1252",
    "cp437",
    "cp850",
    "iso-8859-15",
    "latin-1",
    "mac-roman",
    "utf-16",
    "utf-8",
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_SAMPLE = 65536
_NEARLY_ALL = 0.95
_FULL = 64  # bytes, from which it counts how many are beyond ASCII


class Decoded(NamedTuple):
    """The text of a file, without a byte order mark, the encoding it was in, and what had to be assumed."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, declared: str | None = None, shown_name: str = "") -> Decoded:
    """Decode the bytes of a text file.

    Args:
        data: the whole file.
        declared: the encoding that the study names for it; overrules everything but a byte order mark, which belongs to
            the one file while a declaration often covers a folder.
        shown_name: the file's name in messages.

    Raises:
        StudyError: the declared encoding is unknown (``encoding-unknown``) or does not fit (``encoding-wrong``), or
            none can be told (``encoding-undecided``).
    """
    decoded = decode_as_written(data, declared, shown_name)
    if not (places := windows_characters(decoded.text)):
        return decoded
    text = mended(decoded.text)
    return Decoded(text, decoded.encoding, (*decoded.problems, characters_mended(decoded.text, places, shown_name)))


def read_head(path: str | os.PathLike[str], most: int) -> str:
    """The first whole lines of a text file, up to so many bytes, whatever encoding they are in; empty where none can be
    told, or the file not be read."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            data = data[: data.rfind(b"\n")]
            data = data[: len(data) // 2 * 2] if data.startswith(_TWO_BYTES) else data
        return decode(data).text
    except (OSError, StudyError):
        return ""


def characters_mended(text: str, places: Sequence[int], shown_name: str) -> Problem:
    """The problem that tells of characters that were mended, with the line of the first of the ``places``."""
    line = len(re.findall(r"\r\n|[\r\n]", text[: places[0]])) + 1
    return Problem("encoding-signs-mended", shown_name, line, values={"count": len(places)})


def decode_as_written(data: bytes, declared: str | None = None, shown_name: str = "") -> Decoded:
    """As ``decode``, with every character as it is written: for texts in which another program counts bytes."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(name), name)
            except UnicodeDecodeError:
                break
    if declared:
        return Decoded(_declared(data, declared, shown_name), _canonical(declared, shown_name))
    if b"\0" in data:
        name = _utf16_by_halves(data)
        if name:
            try:
                text = data.decode(name)
            except UnicodeDecodeError:
                text = ""
            if text and len(_CONTROL_CHARACTERS.findall(text)) <= 0.02 * len(text):
                return Decoded(text, name)
        raise StudyError([Problem("encoding-undecided", shown_name)])
    if _share(_CONTROLS, data) > 0.02:
        raise StudyError([Problem("encoding-undecided", shown_name)])
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _guessed(data, shown_name)


def _guessed(data: bytes, shown_name: str) -> Decoded:
    """The text in the code page that it is most likely in, and that this is a guess."""
    guess = guess_page(data)
    # Where most bytes are beyond ASCII, letters that make no language are characters of another kind of encoding.
    full = len(data) >= _FULL and _share(_HIGH, data) > 0.3
    if guess is None or (guess.fits < ENOUGH and (full or guess.page != DEFAULT)):
        raise StudyError([Problem("encoding-undecided", shown_name)])
    if guess.rival or guess.fits < ENOUGH:
        values = {"encoding": guess.page, "other": guess.rival or "mac-roman"}
        return Decoded(guess.text, guess.page, (Problem("encoding-unsure", shown_name, values=values),))
    problem = Problem("encoding-guessed", shown_name, values={"encoding": guess.page})
    return Decoded(guess.text, guess.page, (problem,))


def _declared(data: bytes, declared: str, shown_name: str) -> str:
    name = _canonical(declared, shown_name)
    try:
        return data.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem("encoding-wrong", shown_name, line, values={"encoding": declared})
        raise StudyError([problem]) from None


def _canonical(declared: str, shown_name: str) -> str:
    try:
        name = codecs.lookup(declared).name
        # "zlib" and the like are codecs, too, and turn bytes into bytes; only encodings of text decode.
        b"a".decode(name)
    except UnicodeDecodeError:
        pass  # an encoding with more than one byte a character
    except (LookupError, ValueError):
        name = ""
    if not name or name.replace("_", "-") in _NOT_FOR_FILES:
        values = {"encoding": declared, "near": nearest(declared, _COMMON)}
        raise StudyError([Problem("encoding-unknown", shown_name, values=values)])
    return name


def _utf16_by_halves(data: bytes) -> str:
    """UTF-16 by what stands in every second byte: in a Latin script a zero."""
    sample = data[:_SAMPLE]
    pairs = max(len(sample) // 2, 1)
    even, odd = sample[0::2].count(0) / pairs, sample[1::2].count(0) / pairs
    if odd > 0.4 and even < 0.02:
        return "utf-16-le"
    if even > 0.4 and odd < 0.02:
        return "utf-16-be"
    # In any other script of few letters nearly every second byte is one of two: the script's, and that of ASCII.
    if _share_of_two(sample[1::2]) > _NEARLY_ALL > _share_of_two(sample[0::2]):
        return "utf-16-le"
    if _share_of_two(sample[0::2]) > _NEARLY_ALL > _share_of_two(sample[1::2]):
        return "utf-16-be"
    return ""


def _share_of_two(data: bytes) -> float:
    """The share of bytes that are zero or the commonest other one, where zeros are among them."""
    counts = Counter(data)
    zeros = counts.pop(0, 0)
    return (zeros + max(counts.values(), default=0)) / max(len(data), 1) if zeros else 0.0


def _share(pattern: re.Pattern[bytes], data: bytes) -> float:
    return len(pattern.findall(data)) / max(len(data), 1)
