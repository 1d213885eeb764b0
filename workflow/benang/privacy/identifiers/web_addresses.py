"""E-mail addresses, links and names of accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from benang.privacy.identifiers.identifier_kinds import Identifier, any_of, without_overlaps, words
from benang.privacy.name_words import clitics

_AT = re.compile(r"(?<=[\w.+%\-])@(?=[^\W_])")
_LOCAL_BACKWARDS = re.compile(r"[\w.+%\-]+")
_HOST_BACKWARDS = re.compile(r"[\w.\-]+")
_DOMAIN = re.compile(r"[^\W_][\w\-]{0,62}(?:\.[^\W_][\w\-]{0,62}){0,5}\.[^\W\d_]{2,24}(?![^\W_])")
_LONGEST_LOCAL = 64

_IN_LINK = r"""[^\s<>"'\u201c\u201d\u2018\u2019\u00ab\u00bb\[\]{}|\\]"""
_LINK = re.compile(
    rf"[hHwW](?:(?<=[hH])[tT]{{2}}[pP][sS]?://|(?<=[wW])(?<![^\W_].)(?<!@.)[wW]{{2}}\.){_IN_LINK}{{1,2000}}+"
)
_PATH = re.compile(rf"{_IN_LINK}{{1,2000}}+")
_AFTER_LINK = ".,;:!?)*_~\u2026"
_LONGEST_HOST = 100
_PUBLICATION = re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/", re.IGNORECASE)

# What platforms allow in the name of an account: letters, digits and low lines (X, Telegram), full stops within it
# (Instagram, TikTok, Facebook), hyphens and middle dots within it (YouTube, Reddit, GitHub), the server's name behind
# it (Mastodon, Bluesky). Two characters in a row, or a character at its end, are the sentence's.
_HANDLE = re.compile(
    r"(?<![\w@])@{1,3}(?=[\w.\u00b7\-]{0,50}[^\W\d_])(\w+(?:[.\u00b7\-]\w+){0,12}(?:@[^\W_][\w\-]*(?:\.[\w\-]+)+)?)"
)
_PART = re.compile(r"[.\u00b7\-]")
_PRICE = re.compile(r"@\d+(?:[.,]\d+)*(?:rb|ribu|k|jt|juta)?(?!\w)", re.IGNORECASE)


def find_emails(text: str) -> Iterator[Identifier]:
    """E-mail addresses (RFC 5322 as people write them: letters, digits and ``.+-_%`` before the ``@``)."""
    done = 0
    for character in _AT.finditer(text):
        at = character.start()
        if at < done:
            continue
        start = _begin(_LOCAL_BACKWARDS, text, max(done, at - _LONGEST_LOCAL), at)
        domain = _DOMAIN.match(text, at + 1) if start < at else None
        if domain:
            done = domain.end()
            yield Identifier(start, done, "email", text[start:done].lower())


def find_urls(text: str) -> Iterator[Identifier]:
    """Links: with ``http`` or ``www``, or a domain with a path. A DOI is the address of a publication and stays."""
    done = 0
    links = [match.span() for match in _LINK.finditer(text)] if "." in text else []
    bare = list(_bare_links(text)) if "/" in text else []
    for start, end in sorted(links + bare):
        link = text[start:end].rstrip(_AFTER_LINK)
        if start < done or _PUBLICATION.match(link):
            continue
        value = link.lower().partition("://")[2] or link.lower()
        value = value.removeprefix("www.").rstrip("/")
        if value:
            done = start + len(link)
            yield Identifier(start, done, "url", value)


def _bare_links(text: str) -> Iterator[tuple[int, int]]:
    done = 0
    for ending in _domain_end().finditer(text):
        if ending.start() < done:
            continue
        start = _begin(_HOST_BACKWARDS, text, max(done, ending.start() - _LONGEST_HOST), ending.start())
        path = _PATH.match(text, ending.end()) if start < ending.start() else None
        if path:
            done = path.end()
            if text[start - 1 : start] not in ("@", "/"):
                yield start, done


def _begin(characters: re.Pattern[str], text: str, low: int, end: int) -> int:
    """Where the run of ``characters`` (a pattern read backwards) that ends at ``end`` begins with a letter or digit."""
    run = characters.match(text[low:end][::-1])
    start = end - run.end() if run else end
    while start < end and not text[start].isalnum():
        start += 1
    return start


@cache
def _domain_end() -> re.Pattern[str]:
    return re.compile(rf"\.(?:{any_of(words('domains'))})/", re.IGNORECASE)


def find_handles(text: str) -> Iterator[Identifier]:
    """Names of accounts: behind ``@`` (a price each, ``@5rb``, is none), or behind a service's name with ``_``, ``.``
    or a digit in them. They end where the rules of platforms say, and before a clitic behind a hyphen (``@toko-nya``).
    """
    signed = _HANDLE.finditer(text) if "@" in text else ()
    found = [
        (match.start(), match.start(1) + _length_of_handle(match[1]))
        for match in signed
        if not _PRICE.match(text, match.start(1) - 1)
    ]
    found += [
        (match.start(1), match.start(1) + _length_of_handle(match[1])) for match in _named_account().finditer(text)
    ]
    for start, end in without_overlaps(found):
        yield Identifier(start, end, "handle", text[start:end].lstrip("@").lower())


def _length_of_handle(written: str) -> int:
    """How much of what is written behind an ``@`` is the name of an account: not the beginning of a sentence behind a
    full stop without a space, nor a clitic."""
    small = not any(map(str.isupper, _PART.split(written)[0]))
    for character in _PART.finditer(written):
        rest = written[character.end() :]
        ends_sentence = character[0] == "." and small and rest[:1].isupper()
        if ends_sentence or (character[0] == "-" and _PART.split(rest)[0].lower() in clitics()):
            return character.start()
    return len(written)


@cache
def _named_account() -> re.Pattern[str]:
    account = r"([^\W\d_](?=[^\W\d_]{0,30}(?:[_\d]|\.(?-i:[a-z0-9])))[\w.\u00b7\-]{1,38}\w)(?![\w@/])"
    return re.compile(
        rf"(?<![^\W_])(?:{any_of(words('platforms'))})(?:nya|ku|\sname)?\s{{0,2}}[:=]?\s{{0,2}}{account}", re.IGNORECASE
    )
