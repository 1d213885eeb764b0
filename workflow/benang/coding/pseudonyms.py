"""Replace people's names by pseudonyms, before anything else sees the text.

The researcher lists the names; nothing is guessed. What is replaced:

* whole words only, the longest name first, in one pass, so that a pseudonym is never replaced again;
* white space in a name may be any white space, a line break too; an apostrophe or hyphen may be any of its signs;
* a name of several words, or one behind a form of address (``bu ratna``), whatever its case; a name of one word as it is
  listed or in capitals, since many are words of the language too (Mawar, Surya, Grace);
* with a clitic: ``Mukhlisnya`` becomes the pseudonym with ``nya``;
* a number (a telephone's) whatever signs stand between its digits.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from benang.coding.offsets import Edit
from benang.coding.records import read_records
from benang.coding.words import UNSPACED, marks
from benang.problems import Problem

ADDRESSES = (
    *("bu", "ibu", "pak", "bapak", "mas", "mbak", "mba", "kang", "akang", "teh", "teteh", "neng", "bang", "abang"),
    *("kak", "kakak", "dik", "adik", "om", "tante", "haji", "hajah", "h", "hj", "ust", "ustaz", "ustad", "kiai"),
    *("tuan", "nyonya", "saudara", "saudari", "sdr", "sdri", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir"),
)
"""Forms of address behind which a name of one word is known whatever its case."""

CLITICS = ("nya", "ku", "mu", "lah", "kah", "pun", "tah", "nyalah", "nyakah", "nyapun")
"""Endings that Indonesian and Malay write onto a name; they stay, behind the pseudonym."""

_SHORTEST_WITH_CLITIC = 3  # letters; a shorter name with a clitic is more often another word
_ADDRESSED = re.compile(rf"(?<![^\W_])(?:{'|'.join(ADDRESSES)})\.?\s+$", re.IGNORECASE)
_LONGEST_ADDRESS = max(map(len, ADDRESSES)) + 8
_NUMBER = re.compile(r"[\d\s().+/-]{6,}")


@dataclass(frozen=True)
class Pseudonyms:
    """Names and what stands for them.

    Attributes:
        names: pseudonym by name; every variant is a name of its own.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.names)

    def edits(self, text: str) -> list[Edit]:
        """What to replace in running text, in order."""
        return self._edits(text)[0] if self.names else []

    def unsure(self, text: str) -> dict[str, tuple[int, int]]:
        """Words that differ from a name of one word by their case alone and were left as they are.

        Returns:
            For each pseudonym of such a name: how often, and where the first begins.
        """
        return self._edits(text)[1] if self.names else {}

    def apply(self, text: str) -> str:
        """Running text with its names replaced."""
        return _applied(text, self.edits(text))

    def rename(self, text: str) -> str:
        """A label, file name or other property with its names replaced.

        Looser than running text: whatever the case; ``-``, ``_`` or nothing between the words of a name; beside digits;
        and within ``WawancaraMukhlis``, where capitals tell the words apart.
        """
        if not self.names or not text:
            return text
        text = unicodedata.normalize("NFC", text)
        found = self._loose.finditer(text)
        return _applied(
            text,
            [Edit(match.start(), match.end("name"), self._pseudonym(match["name"], loose=True)) for match in found],
        )

    def _edits(self, text: str) -> tuple[list[Edit], dict[str, tuple[int, int]]]:
        edits: list[Edit] = []
        unsure: dict[str, tuple[int, int]] = {}
        for match in self._strict.finditer(text):
            name = match["name"]
            pseudonym = self._pseudonym(name)
            if self._sure(name) or _ADDRESSED.search(text, max(0, match.start() - _LONGEST_ADDRESS), match.start()):
                edits.append(Edit(match.start(), match.end("name"), pseudonym))
            else:
                count, first = unsure.get(pseudonym, (0, match.start()))
                unsure[pseudonym] = (count + 1, first)
        return edits, unsure

    def _sure(self, found: str) -> bool:
        key = _key(found)
        return key not in self._single or found in self._single[key] or found == found.upper()

    def _pseudonym(self, found: str, *, loose: bool = False) -> str:
        return self._by_loose_key[_loose_key(found)] if loose else self._by_key[_key(found)]

    @cached_property
    def _by_key(self) -> dict[str, str]:
        # A name as it is listed goes before another that differs from it only by case.
        return {_key(name): pseudonym for name, pseudonym in sorted(self.names.items(), reverse=True)}

    @cached_property
    def _by_loose_key(self) -> dict[str, str]:
        return {_loose_key(name): pseudonym for name, pseudonym in sorted(self.names.items(), reverse=True)}

    @cached_property
    def _single(self) -> dict[str, set[str]]:
        """The names of one word made of letters, by key, in the spellings listed."""
        single: dict[str, set[str]] = {}
        for name in self.names:
            if not re.search(r"[\W\d]", re.sub(f"[{marks()}]", "", name)):
                single.setdefault(_key(name), set()).add(name)
        return single

    @cached_property
    def _strict(self) -> re.Pattern[str]:
        return self._pattern(r"\s+", letters=r"[^\W_]")

    @cached_property
    def _loose(self) -> re.Pattern[str]:
        return self._pattern(r"[\s_.\-]*", letters=r"[^\W\d_]", humps=True)

    def _pattern(self, space: str, *, letters: str, humps: bool = False) -> re.Pattern[str]:
        return re.compile(
            "|".join(
                _alternative(name, space, letters, humps)
                for name in sorted(self.names, key=lambda name: (-len(name), name))
            ).join(["(?P<name>", ")"])
            if False
            else _whole(sorted(self.names, key=lambda name: (-len(name), name)), space, letters, humps),
            re.IGNORECASE,
        )
