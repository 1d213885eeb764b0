"""Where printed lines end in an article: what joins them, and the words that are divided there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from benang.sources.articles.body import body_of
from benang.sources.document import Document
from benang.text.offsets import Edit, MappedText

_LINE_END = re.compile(r"(?:(?:\r\n|[\n\r\f])[ \t]*)+")
_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_HYPHENS = ("-", "\u2010", "\u00ad")
_LONGEST_WORD = 40


class Words:
    """The words of a text, to tell a word divided at a line's end from one that has a hyphen."""

    def __init__(self, text: str) -> None:
        self._text = text

    def is_divided(self, left: str, right: str) -> bool:
        """Whether what stands at both sides of a hyphen at a line's end is one word elsewhere in the text."""
        first, second = _LAST_WORD.search(left), _WORD.match(right)
        return bool(first and second and (first[0] + second[0]).casefold() in self._known)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self._text.casefold()))


def line_breaks(text: str, words: Words) -> Iterator[Edit]:
    """What makes one line of printed lines: a space, or nothing behind a hyphen in a word.

    A hyphen goes too where it is a soft one, or where the article has the word in one piece.

    Args:
        text: a span without empty lines.
        words: those of the whole article.
    """
    for match in _LINE_END.finditer(text):
        start, end = match.span()
        while start and text[start - 1] in " \t":
            start -= 1
        left = text[max(0, start - 1 - _LONGEST_WORD) : max(0, start - 1)]
        right = text[end : end + _LONGEST_WORD]
        hyphen = text[start - 1 : start]
        if hyphen not in _HYPHENS or not left[-1:].isalnum() or not right[:1].isalnum():
            yield Edit(start, end, " ")
        elif hyphen == "\u00ad" or words.is_divided(left, right):
            yield Edit(start - 1, end)
        else:
            yield Edit(start, end)


def running_text(document: Document, language: str = "") -> str:
    """The text of an article without what only its pages print, and with divided words in one piece; lines stay.

    Args:
        document: the article as its reader found it.
        language: code of its language, for what a page is called in it.
    """
    body = body_of(document, language)
    if document.paragraph_a_line:
        return body.text
    words = Words(body.text)
    edits = [edit for edit in line_breaks(body.text, words) if not edit.replacement and edit.end - edit.start > 1]
    hyphens = [edit for edit in edits if body.text[edit.start] in _HYPHENS]
    return MappedText.identity(body.text).edit(hyphens).text
