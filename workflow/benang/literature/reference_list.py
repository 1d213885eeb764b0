"""The list of references that an article ends with: its entries by first author and year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from benang.literature.citations import family_key
from benang.sources.articles.article_words import words

_MOST_LINES = 20_000
_MOST_ALIKE = 50
"""Entries of one first author that are looked at."""
_LONGEST_ENTRY = 1200
_REACH = 300
"""Code points from an entry's beginning in which its year stands, unless it stands at the end."""

_HEADING = re.compile(r"[ \t#*]*(?:\d{1,2}\.?|[A-ZIVX]{1,4}\.)?[ \t]*([^\W\d_][^\n]{2,60}?)[ \t:.*#]*\Z")
_NUMBER = re.compile(r"\A\s*(?:\[\d{1,3}\]|\d{1,3}[.)])\s+|\A\s*[-*•]\s+")
_YEAR = re.compile(r"[(,.\s]((?:1[5-9]|20)\d\d)([a-z])?(?=[),.;:\s])")
_TITLE_MARKS = re.compile(r"[\"“«]([^\"”»]{4,300}?)[.,]?[\"”»]")
_FAMILY_END = re.compile(r",|\(|[.:]\s")
_AUTHOR = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Entry:
    """One entry: authors as ``Family, Given`` joined with ``; `` and title, each empty where it cannot be told."""

    author: str
    title: str


@dataclass
class ReferenceList:
    """The entries of a list.

    Attributes:
        start, end: where it stands in the text; both are the text's end where there is none.
        lines: its lines, without numbers and white space before them.
        first: by first author (``family_key``), the lines that begin so.
    """

    start: int
    end: int
    lines: list[str] = field(default_factory=list)
    first: dict[str, list[int]] = field(default_factory=dict)

    def entry(self, authors: Sequence[str], year: str, letter: str) -> Entry | None:
        """The entry of a work, given its authors as cited (family names or organisations)."""
        for index in self.first.get(family_key(authors[0]), ())[:_MOST_ALIKE]:
            text = self._text(index)
            year_there = next((m for m in _YEAR.finditer(text) if m[1] == year and (m[2] or "") == letter), None)
            if year_there and all(_plain(other) in _plain(text[:_REACH]) for other in authors[1:]):
                return _parsed(text, year_there)
        return None

    def _text(self, index: int) -> str:
        """The entry that begins on a line: up to an empty line, or to the next line that begins like one."""
        parts = [self.lines[index]]
        length = len(parts[0])
        has_year = _YEAR.search(parts[0] + " ") is not None
        for line in self.lines[index + 1 : index + 12]:
            if not line.strip() or length > _LONGEST_ENTRY or (has_year and _begins(line, parts[-1])):
                break
            parts.append(line)
            length += len(line)
            has_year = has_year or _YEAR.search(f" {line} ") is not None
        return " ".join(" ".join(parts).split())


def find_references(text: str, language: str) -> ReferenceList:
    """The list of references in a text: what stands below the last line that is a heading of one.

    Args:
        text: the article's text.
        language: code of its language, for what such a heading says.
    """
    titles, more = set(words("references", language)), set(words("after_references", language))
    start = end = body = len(text)
    place = 0
    for line in text.splitlines(keepends=True):
        heading = _HEADING.match(line.strip()) if len(line) < 90 else None
        title = heading[1].casefold().strip() if heading else ""
        if title in titles:
            start, body, end = place, place + len(line), len(text)
        elif title in more and start < len(text) and end == len(text):
            end = place
        place += len(line)
    result = ReferenceList(start, end)
    for line in text[body:end].splitlines()[:_MOST_LINES]:
        content = _NUMBER.sub("", line[:_LONGEST_ENTRY], count=1).strip()
        result.lines.append(content)
        if _AUTHOR.match(content):
            family = family_key(_FAMILY_END.split(content, maxsplit=1)[0])
            result.first.setdefault(family, []).append(len(result.lines) - 1)
    return result


def _begins(line: str, before: str) -> bool:
    """Whether a line looks like an entry's first: a family name and a comma, or a name and a year."""
    ended = before.endswith((".", ")")) or "/" in before.rpartition(" ")[2]  # the address of a page has no stop
    if not ended and len(before) > 40:
        return False
    return (
        re.match(r"[^\W\d_][\w'’.\-]*(?:\s[^\W\d_][\w'’.\-]*){0,5}(?:,\s[^\W\d_]|\s\(?(?:1[5-9]|20)\d\d)", line)
        is not None
    )


def _parsed(text: str, year: re.Match[str]) -> Entry:
    head = text[: year.start()].rstrip(" (,.") if year.start() <= _REACH else ""
    marked = _TITLE_MARKS.search(text)
    if marked and marked.start() < year.start():
        head = text[: marked.start()].rstrip(" ,.")
    title = ""
    if marked:
        title = marked[1]
    elif year.start() <= _REACH:
        # Behind a year in brackets or stops: up to the next full stop that is none of an abbreviation.
        rest = re.sub(r"^[^)]{0,20}\)", "", text[year.end() :], count=1).lstrip(" ).,:;")
        stop = re.search(r"(?<=[^\W\d_]{3})[.?!](?=\s|$)|(?<=[)\d])\.(?=\s|$)", rest)
        title = rest[: stop.end() if stop and stop[0] != "." else stop.start()] if stop else ""
    return Entry(_authors(head), title.strip(" .*_"))


def _authors(head: str) -> str:
    """Authors as ``Family, Given``; a head that is no list of persons is one organisation."""
    head = re.sub(r"\s*\((?:eds?|penyunting)\.?\)?\.?\s*$", "", head, flags=re.IGNORECASE)
    if "," not in head:
        return head.strip()
    others = re.search(r",?\s(?:et al|dkk)\.?\s*$", head)
    head = head[: others.start()] if others else head
    parts = [part.strip() for part in re.split(r",\s*(?:&|and|dan)?\s*|\s(?:&|and|dan)\s", head) if part.strip()]
    names: list[str] = []
    for part in parts:
        # The stop behind the last initial has gone with the year's bracket.
        part = f"{part}." if re.search(r"(?:^|[\s.\-])[^\W\d_]\Z", part) else part
        is_given = bool(names) and "," not in names[-1] and (_is_initials(part) or len(names) == 1)
        if is_given:
            names[-1] += f", {part}"
        else:
            names.append(part)
    return "; ".join([*names, *(["et al."] if others else [])])


def _is_initials(part: str) -> bool:
    return (
        re.fullmatch(r"(?:[^\W\d_]{1,2}\.[\s\-]?){1,4}|[A-Z]{1,3}|[^\W\d_](?:[\s.\-]{1,2}[^\W\d_]){0,3}\.?", part)
        is not None
    )


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
