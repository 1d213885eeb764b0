"""What others may know of the files that a study is made from: their names and digests, and copies without names.

A digest of a file that holds a name would confirm a guess: beside a copy in which the name is replaced, a list of
names is tried in a second. So a file's own digest is told only where the leak gate finds nothing in it; else that of
the copy with names replaced, or of the frozen text; and of private files (names, key, withdrawals) nothing at all.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any

from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.search import PublicFile, findings_of
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.pseudonyms import Pseudonyms
from benang.writing.names import without_names

FILE, REPLACED, FROZEN, UNTOLD = "file", "names replaced", "frozen text", ""
"""What a digest is of."""

_ID = re.compile(r"(?<![0-9A-Za-z])[a-z]?[0-9a-f]{10,64}(?![0-9A-Za-z])")
_TABLES = frozenset((".csv", ".tsv"))
_TEXTS = frozenset((".yaml", ".yml", ".csv", ".md", ".txt", ".bib", ".ris", ".json", ".tsv"))


@dataclass(frozen=True)
class PublicInput:
    """A file that a study is made from.

    Attributes:
        name: relative to the study's folder, names replaced.
        sha256: digest; empty where none is told.
        of: what it is a digest of.
        frozen: of a source, the digest of its frozen text.
    """

    name: str
    sha256: str
    of: str
    frozen: str = ""


class InputReader:
    """Tells of a study's files what others may know.

    Args:
        names: names to replace in copies.
        terms, allowed: what the gate looks for, and where it may stand.
        is_private: whether nothing is told of a file.
        frozen: by path the digest of a source's frozen text.
        shared: paths of sources out of which somebody's turns were taken.
        is_gone: whether an id is of a coding or passage that is gone with somebody who withdrew.
        stand_in: what stands for those who withdrew; empty where nobody did.
    """

    def __init__(
        self,
        names: Pseudonyms,
        terms: SensitiveTerms,
        allowed: Allowed,
        is_private: Callable[[str], bool],
        frozen: Mapping[str, str],
        shared: Iterable[str] = (),
        is_gone: Callable[[str], bool] = lambda name: False,
        stand_in: str = "",
    ) -> None:
        self._names = names
        self._terms = terms
        self._allowed = allowed
        self._is_private = is_private
        self._frozen = frozen
        self._shared = frozenset(shared)
        self._is_gone = is_gone
        self._stand_in = stand_in

    def shown(self, path: str) -> str:
        """How a file is called before others."""
        return "" if self._is_private(path) else self._names.rename(path)

    def tell(self, path: str, data: bytes) -> PublicInput | None:
        """What may be known of a file with this content; None for a private one."""
        if self._is_private(path):
            return None
        frozen = self._frozen.get(path, "")
        name = self.shown(path)
        if path not in self._shared and self._is_clean(name, data):
            return PublicInput(name, digest(data), FILE, frozen)
        if frozen:
            return PublicInput(name, frozen, FROZEN, frozen)
        copy = self.copy(path, data)
        return PublicInput(name, digest(copy), REPLACED) if copy is not None else PublicInput(name, "", UNTOLD)

    def copy(self, path: str, data: bytes) -> bytes | None:
        """A text file with its names replaced, as bytes; None for what is no text, or still holds one.

        None, too, for what is about somebody who withdrew: a table with a row of theirs, and what names an id that is
        gone with them. In running text and in the configuration they stand for nobody in particular, as in transcripts.
        """
        if self._is_private(path) or PurePosixPath(path).suffix.lower() not in _TEXTS:
            return None
        name = self.shown(path)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return None
        if any(self._is_gone(one[0]) for one in _ID.finditer(text)):
            return None
        replaced = without_names(text, self._names)
        told_of_them = bool(self._stand_in) and replaced.count(self._stand_in) > text.count(self._stand_in)
        if told_of_them and PurePosixPath(path).suffix.lower() in _TABLES:
            return None
        if not told_of_them and self._is_clean(name, data):
            return data
        copy = replaced.encode("utf-8")
        return copy if self._is_clean(name, copy) else None

    def _is_clean(self, name: str, data: bytes) -> bool:
        found = findings_of(PublicFile(name, data), self._terms, self._allowed)
        return not found.findings and not found.unsearched


def digest(data: bytes) -> str:
    """SHA-256 of bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def as_values(inputs: Iterable[PublicInput]) -> list[dict[str, Any]]:
    """Inputs as plain values, by name."""
    return [asdict(one) for one in sorted(inputs, key=lambda one: one.name)]
