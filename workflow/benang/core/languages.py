"""Codes of languages, and which of them the reports have words in.

ISO 639-1:2002, Codes for the representation of names of languages, alpha-2 code. Codes of three letters (ISO 639-3) are
some eight thousand, the only ones of many regional languages; they are taken as they are, but for those of a language
that has one of two letters, by which words, stems and stop words go.
"""

from __future__ import annotations

_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
TWO_LETTERS = frozenset(_CODES.split())

MEANT = {
    **{"in": "id", "ind": "id", "idn": "id", "eng": "en", "gb": "en", "us": "en", "jav": "jv", "jw": "jv"},
    **{"sun": "su", "msa": "ms", "may": "ms", "zsm": "ms", "nld": "nl", "dut": "nl", "deu": "de"},
    **{"ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "por": "pt", "ita": "it", "rus": "ru", "ara": "ar"},
    **{"zho": "zh", "chi": "zh", "cn": "zh", "jpn": "ja", "jp": "ja", "kor": "ko", "kr": "ko", "hin": "hi"},
    **{"tam": "ta", "vie": "vi", "vn": "vi", "tha": "th", "tgl": "tl", "fil": "tl", "tur": "tr", "swe": "sv"},
}
"""The code that is most likely meant by a code of three letters, an old one, or one of a country."""

REPORT_LANGUAGES = ("id", "en")
"""Languages in which ``texts/`` has the words of a report; in others these are English."""


def is_language(code: str) -> bool:
    """Whether ``code`` can be the code of a language here.

    >>> is_language("jv"), is_language("min"), is_language("xx"), is_language("eng")
    (True, True, False, False)
    """
    return code in TWO_LETTERS or (len(code) == 3 and code not in MEANT)


def near_language(code: str) -> str:
    """The code that was most likely meant, or the empty string."""
    return MEANT.get(code, "")
