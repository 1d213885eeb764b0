"""Where mark-up stands in an HTML text; every search takes time that grows with the text's length alone.

WHATWG, HTML Living Standard, 13.2.5 (tokenization), of which this follows what tells text from mark-up.
"""

from __future__ import annotations

import re

MARK = re.compile(
    r"<(?P<name>/?[A-Za-z][^\s/<>]{0,100})|(?P<other><!--|<!\[CDATA\[|<[!?])"
    r"|(?P<reference>&(?:#[0-9]{1,8}|#[xX][0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});?)"
)
"""What begins a tag, a comment or declaration, or is a character reference."""

_EMPTY = "area base br col embed hr img input link meta param source track wbr"
_PAGE = "html body"
NEVER_HIDDEN = frozenset(f"{_EMPTY} {_PAGE}".split())
"""Elements without content, and the page itself, which some hide until a script has run."""

_BLOCK_NAMES = """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li listing main menu nav ol optgroup option p pre section
    summary tbody tfoot thead ul xmp
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that begin and end a line."""

_NOT_TEXT_NAMES = "del head iframe noembed noframes noscript rp rt script style svg template title"
NOT_TEXT = frozenset(_NOT_TEXT_NAMES.split())
"""Elements whose content is not text of the page: what was deleted, what is run, drawn or shown elsewhere."""

_VALUE_OR_END = re.compile(r"=\s*([\"'])|>")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HIDDEN = re.compile(r"\shidden(?=[\s=/]|$)", re.I)
_NOT_SHOWN = re.compile(r"\sstyle\s*=\s*(?:\"[^\"]*|'[^']*)\bdisplay\s*:\s*none", re.I)


class Marks:
    """Finds where the mark-up of a text ends."""

    def __init__(self, text: str) -> None:
        self._text = text
        # Where a closing character occurs last: behind that it is never looked for.
        self._last = {character: text.rfind(character) for character in (">", '"', "'", "-->", "]]>")}
        self._without_end: set[str] = set()

    def after(self, character: str, place: int) -> int:
        """The place after the next closing mark (``>``, a quotation mark, ``-->``, ``]]>``); -1 where there is none."""
        return self._text.find(character, place) + len(character) if place <= self._last[character] else -1

    def tag_end(self, place: int) -> int:
        """The place after a tag, given the place after its name; -1 where it is not closed."""
        end = place
        while end <= self._last[">"] and (found := _VALUE_OR_END.search(self._text, end)):
            if found[0] == ">":
                return found.end()
            end = self.after(found[1], found.end())
            if end < 0:
                break
        # A quotation mark is missing.
        return self.after(">", place)

    def end_tag(self, name: str, place: int) -> int:
        """Where the next end tag of an element begins; -1 where there is none."""
        if name in self._without_end:
            return -1
        found = re.compile(rf"</{name}(?=[\s/>])", re.I).search(self._text, place)
        if found is None:
            self._without_end.add(name)
            return -1
        return found.start()


def is_hidden(attributes: str) -> bool:
    """Whether a tag's attributes say that its element is not shown."""
    lower = attributes.lower()
    if "hidden" in lower and _HIDDEN.search(_QUOTED.sub('""', attributes)):
        return True
    return "none" in lower and _NOT_SHOWN.search(attributes) is not None
