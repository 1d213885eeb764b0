"""What of a BibTeX file has to be written otherwise before pandoc reads it, and what pandoc does not hand on.

pandoc takes every title without a language for an English one and writes it in small letters; it leaves out letters of
LaTeX that it does not know, and dates that are no numbers.

Lamport, L. (1994). LaTeX: a document preparation system (2nd ed.), section 3.2; Patashnik, O. (1988). BibTeXing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from benang.literature.attachments import bibtex_files

BIB_ENTRY = re.compile(r"^[ \t]*@[ \t]*(\w+)[ \t]*[{(][ \t]*([^\s,{}()]+)[ \t]*,", re.MULTILINE)
NO_ENTRIES = frozenset(("comment", "string", "preamble"))

_NO_LANGUAGE = "zxx"
"""ISO 639-2 for no linguistic content: what has it is left as it is written."""

_LETTERS = {
    **{"DJ": "Đ", "dj": "đ", "DH": "Ð", "dh": "ð", "TH": "Þ", "th": "þ", "NG": "Ŋ", "ng": "ŋ", "SS": "ẞ", "ss": "ß"},
    **{"AE": "Æ", "ae": "æ", "OE": "Œ", "oe": "œ", "AA": "Å", "aa": "å", "O": "Ø", "o": "ø", "L": "Ł", "l": "ł"},
    **{"textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblright": "”"},
    **{"textquotedblleft": "“", "guillemotleft": "«", "guillemotright": "»", "textellipsis": "…", "ldots": "…"},
    **{"textregistered": "®", "texttrademark": "™", "copyright": "©", "textdegree": "°", "textexclamdown": "¡"},
    **{
        "textquestiondown": "¿",
        "quotedblbase": "„",
        "quotesinglbase": "‚",
        "guilsinglleft": "‹",
        "guilsinglright": "›",
    },
}
_ACCENTS = {
    **{"`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307"},
    **{'"': "\u0308", "h": "\u0309", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327"},
    **{"k": "\u0328", "b": "\u0331"},
}
_LETTER = re.compile(
    r"\{\\(" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + r")[ \t]*(?:\{\})?\}"
    r"|\\(" + "|".join(sorted(_LETTERS, key=len, reverse=True)) + r")(?![A-Za-z])(?:\{\}|[ \t]+(?=\S))?"
)
# An accent over a letter, over i and j without their dots, or over another accent.
_MARKED = r"\\?[ij](?![A-Za-z])|[^\W\d_][\u0300-\u036f]*"
_CHARACTER = re.compile(rf"\\([`'^~=.\"])[ \t]*(?:\{{[ \t]*({_MARKED})[ \t]*\}}|({_MARKED}))")
_WORD = re.compile(rf"\\([uhrHvdckb])(?:[ \t]*\{{[ \t]*({_MARKED})[ \t]*\}}|[ \t]+({_MARKED}))")
_LANGUAGE = re.compile(r"(?<=[,\s])(langid|language|hyphenation)[ \t]*=[ \t]*[{\"]?[ \t]*([\w-]+)", re.IGNORECASE)
_YEAR = re.compile(r"[,\n][ \t]*year[ \t]*=[ \t]*(?:\{+([^{}\n]*)\}+|\"([^\"\n]*)\"|(\w+))", re.IGNORECASE)

_AND_OTHERS = re.compile(
    r"(?P<names>(?<=[,\s])(?:author|editor)[ \t]*=[ \t]*[{\"][^@=]*?[\w.}](?<!\band))[ \t\n,]+"
    r"(?:et\.?[ \t]+al|et[ \t]+coll|dkk)\b\.?(?=\s*[}\"])",
    re.IGNORECASE,
)
"""Names with ``et al.`` behind the last and no ``and`` before it, which BibTeX takes for a part of the name."""

_NAMES = {
    **{"english": "en", "american": "en-US", "usenglish": "en-US", "british": "en-GB", "ukenglish": "en-GB"},
    **{"german": "de", "ngerman": "de", "deutsch": "de", "austrian": "de-AT", "french": "fr", "francais": "fr"},
    **{"spanish": "es", "portuguese": "pt", "brazilian": "pt-BR", "brazil": "pt-BR", "italian": "it", "dutch": "nl"},
    **{"indonesian": "id", "bahasa": "id", "indonesia": "id", "indon": "id", "bahasai": "id", "malay": "ms"},
    **{"danish": "da", "swedish": "sv", "norsk": "nb", "norwegian": "nb", "nynorsk": "nn", "finnish": "fi"},
    **{"polish": "pl", "czech": "cs", "slovak": "sk", "slovene": "sl", "slovenian": "sl", "croatian": "hr"},
    **{"serbian": "sr", "hungarian": "hu", "magyar": "hu", "romanian": "ro", "bulgarian": "bg", "turkish": "tr"},
    **{"russian": "ru", "ukrainian": "uk", "greek": "el", "hebrew": "he", "arabic": "ar", "persian": "fa"},
    **{"farsi": "fa", "hindi": "hi", "bengali": "bn", "tamil": "ta", "thai": "th", "vietnamese": "vi"},
    **{"japanese": "ja", "korean": "ko", "chinese": "zh", "catalan": "ca", "latin": "la", "icelandic": "is"},
    **{"javanese": "jv", "sundanese": "su", "eng": "en", "ind": "id", "deu": "de", "ger": "de", "fra": "fr"},
    **{"fre": "fr", "spa": "es", "por": "pt", "ita": "it", "nld": "nl", "may": "ms", "msa": "ms"},
}
_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)


@dataclass(frozen=True)
class Stated:
    """What an entry says of itself: its language (BCP 47; empty for none), its year as written, its files."""

    language: str = ""
    year: str = ""
    files: tuple[str, ...] = ()


def language_code(name: str) -> str:
    """The code of a language by its name in babel, or a code; empty where it is neither.

    >>> language_code("ngerman"), language_code("id"), language_code("bahasa")
    ('de', 'id', 'id')
    """
    known = _NAMES.get(name.strip().casefold())
    return known or (name.strip() if _CODE.fullmatch(name.strip()) and len(name.strip().split("-")[0]) < 4 else "")


def prepared(text: str) -> str:
    """A BibTeX file with letters of LaTeX as they are and no entry in a language whose titles are written anew.

    Lines keep their numbers.
    """
    text = with_letters(text)
    pieces: list[str] = []
    done = 0
    for match, end in _entries(text):
        body = text[match.end() : end]
        body = _AND_OTHERS.sub(r"\g<names> and others", body)
        body = re.sub(r"(?<=[,\s])(langid|hyphenation)(?=[ \t]*=)", r"x\1", body, flags=re.IGNORECASE)
        pieces += [text[done : match.end()], f" langid = {{{_NO_LANGUAGE}}},", body]
        done = end
    return "".join([*pieces, text[done:]])


def stated(text: str) -> dict[str, list[Stated]]:
    """What the entries of a BibTeX file say of themselves, by key; an entry a key for each that is there."""
    found: dict[str, list[Stated]] = {}
    for match, end in _entries(text):
        body = text[match.end() - 1 : end]
        language = next((language_code(each[2]) for each in _LANGUAGE.finditer(body)), "")
        year = _YEAR.search(body)
        written = next(filter(None, year.groups()), "") if year else ""
        found.setdefault(match[2], []).append(Stated(language, " ".join(written.split()), bibtex_files(body)))
    return found


def with_letters(text: str) -> str:
    """LaTeX's letters and accents as characters of Unicode, as far as pandoc does not know them.

    >>> with_letters(r"{\\DJ}or{\\dj}evi{\\'c}, Garc{\\'\\i}a, \\c{S}en")
    'Đorđevi{ć}, Garc{í}a, Şen'
    """

    def accented(match: re.Match[str]) -> str:
        letter = (match[2] or match[3]).lstrip("\\")
        return unicodedata.normalize("NFC", letter + _ACCENTS[match[1]])

    text = _LETTER.sub(lambda match: _LETTERS[match[1] or match[2]], text)
    for _ in range(2):  # an accent may stand over another
        text = _WORD.sub(accented, _CHARACTER.sub(accented, text))
        text = re.sub(r"(?<=\\[`'^~=.\"uhrHvdckb])\{\{([^\W\d_])\}\}", r"{\1}", text)
    return text


def _entries(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Each entry by its beginning, and where the next begins."""
    found = list(BIB_ENTRY.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)] * bool(found)
    for match, end in zip(found, ends, strict=True):
        if match[1].casefold() not in NO_ENTRIES:
            yield match, end
