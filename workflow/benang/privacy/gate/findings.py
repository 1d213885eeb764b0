"""What was found in a public file: which pseudonym should stand there, where, and the words around it; never a name."""

from __future__ import annotations

import re
from typing import NamedTuple

from benang.privacy.gate.found_texts import Unsearched
from benang.privacy.gate.readings import plain
from benang.privacy.gate.sensitive_terms import Hit, SensitiveTerms

_WIDE = 300  # characters on each side that are looked at, so that no name is cut before it is replaced
_WORDS = 6  # words on each side that are kept
_LONGEST = 60  # characters of them
_OPAQUE = re.compile(r"[^\s<>]{40,}")  # a run of digits of some code; it may stand for anything
_LETTERS = re.compile(r"[^\W_]+")


class Finding(NamedTuple):
    """One place where something sought stands.

    Attributes:
        replacement: the pseudonym or label that should stand there.
        kind: the kind of identifier; empty for a name.
        part: where in the file (``word/document.xml``); empty for the file as a whole. Names in it are replaced.
        line: the line of the file or part; 0 where it cannot be told.
        before, after: the words around it, with whatever is sought in them replaced, and the space beside it.
    """

    replacement: str
    kind: str
    part: str
    line: int
    before: str
    after: str

    @property
    def words(self) -> str:
        """The words around it, with the replacement in its place."""
        return f"{self.before}{self.replacement}{self.after}".strip()

    @property
    def around(self) -> tuple[str, str]:
        """The letters and digits before and behind it, in small letters: the same in any format."""
        return _letters(self.before), _letters(self.after)


class FileFindings(NamedTuple):
    """What was found in one file.

    Attributes:
        findings: in order of the file.
        unsearched: what of it could not be searched.
        characters: how many characters were searched.
        clean: digests of its larger pieces of text in which nothing sought stands.
    """

    findings: tuple[Finding, ...]
    unsearched: tuple[Unsearched, ...]
    characters: int
    clean: tuple[str, ...] = ()


def finding_of(text: str, hit: Hit, part: str, terms: SensitiveTerms, line: int = 0) -> Finding:
    """What a hit in one reading of a text is, with the words around it.

    Args:
        text: the reading.
        hit: in it.
        part: the part of the file.
        terms: what is replaced in the words around.
        line: the line of the hit; 0 where it cannot be told.
    """
    before = plain(text[max(0, hit.start - _WIDE) : hit.start])
    after = plain(text[hit.end : hit.end + _WIDE])
    if hit.start > _WIDE:
        before = before.partition(" ")[2]  # half a word
    if hit.end + _WIDE < len(text):
        after = after.rpartition(" ")[0]
    left = _shown(before, terms).split()[-_WORDS:]
    right = _shown(after, terms).split()[:_WORDS]
    return Finding(
        hit.replacement,
        hit.kind,
        terms.hidden(part),
        line,
        _short(left, from_end=True) + (" " if left and before[-1:].isspace() else ""),
        (" " if right and after[:1].isspace() else "") + _short(right, from_end=False),
    )


def _shown(text: str, terms: SensitiveTerms) -> str:
    return terms.hidden(_OPAQUE.sub("\u2026", text))


def _short(words: list[str], *, from_end: bool) -> str:
    """As many of the words, from the hit on, as have room."""
    kept: list[str] = []
    for word in reversed(words) if from_end else words:
        if sum(map(len, kept)) + len(kept) + len(word) > _LONGEST:
            break
        kept.append(word)
    return " ".join(reversed(kept) if from_end else kept)


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text.casefold()))
