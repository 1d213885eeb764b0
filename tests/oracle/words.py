"""Words of a text, and the symbols between them, found character by character.

A word is a run of letters and digits with the marks on them; one apostrophe or hyphen between two letters or digits
belongs to it; underscores and full stops part words. Han: each character is a word. Hiragana and Katakana: each
unbroken run of one of them. Thai, Lao, Khmer, Myanmar: each written syllable. A symbol is a character of Unicode's
categories S (emoji, currency, mathematics) outside words.
"""

from functools import cache
from unicodedata import category, name

JOINERS = "'\u2019\u02bc\u2010\u2011-"
SYLLABIC = ("THAI ", "LAO ", "KHMER ", "MYANMAR ")
SUBJOINERS = "\u17d2\u1039"  # what comes after them is written below what comes before
LEADING_VOWELS = "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
FOLLOWING_VOWELS = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"


@cache
def words_and_symbols(text):
    """Start and end (exclusive) of every word of ``text``, and of every symbol, each in order."""
    found, symbols = [], []
    place = 0
    while place < len(text):
        end = _end_of_word(text, place)
        if end > place:
            found.append((place, end))
        elif category(text[place]).startswith("S"):
            symbols.append((place, place + 1))
        place = max(end, place + 1)
    return found, symbols


def _end_of_word(text, start):
    """Where the word that begins at ``start`` ends; ``start`` where none begins."""
    kind = _kind(text[start])
    if kind == "":
        return start
    if kind == "han":
        return start + 1
    if kind == "syllable":
        return _end_of_syllable(text, start)
    end = start + 1
    while end < len(text):
        here = text[end]
        after = text[end + 1] if end + 1 < len(text) else " "
        if _kind(here) == kind or (kind == "spaced" and _is_mark(here)):
            end += 1
        elif kind == "spaced" and here in JOINERS and _kind(after) == "spaced":
            end += 2
        else:
            break
    return end


def _end_of_syllable(text, start):
    end = start
    after = text[end + 1] if end + 1 < len(text) else " "
    if text[end] in LEADING_VOWELS and _kind(after) == "syllable" and after not in LEADING_VOWELS + FOLLOWING_VOWELS:
        end += 1
    end += 1
    while end < len(text):
        if text[end] in SUBJOINERS and end + 1 < len(text) and _kind(text[end + 1]) == "syllable":
            end += 2
        elif _is_mark(text[end]) or text[end] in FOLLOWING_VOWELS:
            end += 1
        else:
            break
    return end


def _kind(character):
    if not character.isalnum() and character != "\u3005":
        return ""
    called = name(character, "")
    if called.startswith("CJK ") or character in "\u3005\u3007":
        return "han"
    if called.startswith("HIRAGANA "):
        return "hiragana"
    if called.startswith(("KATAKANA ", "KATAKANA-HIRAGANA ", "HALFWIDTH KATAKANA")):
        return "katakana"
    if called.startswith(SYLLABIC) and category(character) != "Nd":
        return "syllable"
    return "spaced"


def _is_mark(character):
    return category(character).startswith("M")
