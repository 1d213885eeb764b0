"""The ways in which a text can be read: as it stands, with its escapes undone, and without its tags.

A name may be written ``&#83;iti`` (XML), ``\\u0053iti`` (JSON), ``%53iti`` (URL) or ``<b>Si</b>ti``; each reading that
differs is searched. Every pattern here is bounded or a run of one class, so that time is linear.
"""

from __future__ import annotations

import html
import quopri
import re
import unicodedata
from urllib.parse import unquote

from benang.privacy.pseudonyms.folding import INVISIBLE, characters_of

_ROUNDS = 3  # escapes within escapes: HTML in JSON in HTML
_ESCAPE = re.compile(
    r'\\(u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[01][0-7]{2}|["\'\\/bfnrtv])'
)
_CHARACTERS = {"b": " ", "f": " ", "n": "\n", "r": "\n", "t": "\t", "v": "\n"}
_SURROGATES = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_PERCENT = re.compile(r"%[0-9A-Fa-f]{2}")
_PLUS = re.compile(r"(?<=\w)\+(?=\w)")
# Possessive, so that no character is looked at twice.
_TAG = re.compile(r"<(?:!--|[/?!]?(?:[A-Za-z][\w.\-]{0,60}+:)?+([A-Za-z][\w.\-]{0,60}+))[^<>]{0,20000}+>")
_ESCAPED_TAG = re.compile(r"\\(?:u003|x3)[cC]|&#|%3[cC]")
_HEAD = 10_000
_LONG_NUMBER = re.compile(r"&#\d{9,}+;?")
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")
# Letters and digits in another shape: ligatures, wide ones, mathematical alphabets, in circles.
_SHAPED = re.compile(r"[\u2100-\u214f\u2460-\u24ff\ufb00-\ufb06\uff10-\uff5a\U0001d400-\U0001d7ff]+")
_QUOTED_PRINTABLE = "quoted-printable"

_BLOCK_NAMES = """
    address article aside blockquote body br button caption center circle col colgroup dd defs desc details div dl dt
    ellipse fieldset figcaption figure footer form g h1 h2 h3 h4 h5 h6 head header hr html iframe image img input label
    legend li line link main meta metadata nav ol option p path polygon polyline pre rect script section select style
    summary svg symbol table tbody td template text textarea tfoot th thead title tr ul use video

    author c category cell comment company creator cr definedname description docpr drawing endnote footnote keywords
    lastmodifiedby lpstr lpwstr manager property row sectpr si subject tab tbl tc
    annotation h initial-creator line-break s table-cell table-row user-defined

    case code note plaintext plaintextselection set source textsource user variable
"""  # HTML and SVG; Office Open XML and OpenDocument; REFI-QDA
_BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements, by local name in small letters, that part words; any other may stand within a word."""


def readings(text: str) -> list[str]:
    """The text in every reading that differs, as it stands first; all in NFC."""
    found = [_normal(text)]
    # Both undo tags and escapes alternately: a tag may be escaped, and an escape may stand in a tag.
    candidates = [_rounds(text, None)]
    if "<" in text or "&lt" in text or _ESCAPED_TAG.search(text):
        candidates += [_rounds(text, ""), _rounds(text, " ")]
    if _QUOTED_PRINTABLE in text or _QUOTED_PRINTABLE in text[:_HEAD].lower():
        candidates.append(quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace"))
    for candidate in candidates:
        reading = _normal(candidate)
        if reading not in found:
            found.append(reading)
    return found


def plain(text: str) -> str:
    """The text as a person reads it: without tags and escapes, what stood in blocks on lines of its own."""
    return _normal(_rounds(text, ""))


def _rounds(text: str, within_words: str | None) -> str:
    """Tags and escapes undone; ``within_words`` stands for a tag that parts no words, None leaves tags alone."""
    for _ in range(_ROUNDS):
        before = text
        if within_words is not None:
            text = _without_tags(text, within_words)
        text = _unescaped(text)
        if text == before:
            break
    return text


def _without_tags(text: str, within_words: str) -> str:
    if "<" not in text:
        return text
    if within_words:  # every tag parts words
        return _TAG.sub(within_words, text)
    return _TAG.sub(_parting, text)


def _parting(tag: re.Match[str]) -> str:
    return "\n" if (tag[1] or "").lower() in _BLOCKS else ""


def _unescaped(text: str) -> str:
    if "\\" in text:
        text = _ESCAPE.sub(_character, text)
        if _SURROGATES.search(text):
            text = _SURROGATES.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    if "&" in text:
        text = html.unescape(_LONG_NUMBER.sub(" ", text) if "&#" in text else text)
    if "%" in text and _PERCENT.search(text):
        text = _PLUS.sub(" ", unquote(text))
    return text


def _character(escape: re.Match[str]) -> str:
    body = escape[1]
    if body[0] in "uUx01":
        point = int(body, 8) if body[0] in "01" else int(body[1:].strip("{}"), 16)
        return chr(point) if point <= 0x10FFFF else escape[0]
    return _CHARACTERS.get(body, body)


def _normal(text: str) -> str:
    if text.isascii():
        return text
    characters = "".join(characters_of(text))
    if _INVISIBLE.search(characters):
        text = _INVISIBLE.sub("", text)
    if _SHAPED.search(characters):
        text = _SHAPED.sub(lambda shaped: unicodedata.normalize("NFKC", shaped[0]), text)
    return unicodedata.normalize("NFC", text)
