"""People who withdrew from a study: whose sources are not read, and about whom nothing is said.

``withdrawn.csv`` in the private folder lists them (``case``, ``date``). Their cases, and the sources that are theirs
alone, are no part of the study; in a source that they share with others their turns are taken out before anything of it
is kept. What people wrote about them elsewhere (codings, decisions, answers) is passed over without a sound: a message
would be a trace. Steps that meet names of their sources know these by digest alone, for a run keeps what it hands to
its steps.
"""

from __future__ import annotations

import csv
import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from benang.core.long_cells import long_cells
from benang.core.problems import Problem
from benang.core.records import read_records
from benang.core.texts import read_texts, text_in
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.document import Document
from benang.text.offsets import MappedText

FILE = "withdrawn.csv"
"""The list's name in the private folder."""
RECEIPT = "withdrawn_receipt.csv"
"""The receipt's name in the private folder (columns ``what``, ``before``, ``after``; ``study.erasure`` writes it)."""
SPENT = "ids that are gone with them (digests)"
"""What a receipt's row tells that has in ``before`` the digests of ids, with spaces between."""

_CELL = re.compile(r"[A-Za-z]{1,3}[1-9][0-9]{0,6}")
_JOINT = re.compile(r"[\s_-]+")
# What may be said of something that is no longer there only because its person is not.
_GONE = frozenset(("adjudication-gone", "adjudication-several", "claim-answer-gone", "decision-gone"))
_IDS = ("disagreement", "codings", "passage", "suggestion")
_UNKNOWN = frozenset(("coding-source-unknown", "read-source-unknown", "asked-source-unknown", "evidence-unknown-case"))
_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
MASK = "\ue000"
"""A character for private use, which no text has."""
_LONGEST = 60  # characters of a name
_SHORTEST = 2  # letters and digits of an id that is looked for in what others say


@dataclass(frozen=True)
class Withdrawal:
    """Who withdrew.

    Attributes:
        cases: date by case.
        sources: digests of what the sources that are no longer read may be called.
        called: digests of what the study calls them: their cases' ids and names.
        shared: digests of the ids of sources that they share with others.
        spent: digests of the ids (of codings, passages, suggestions, differences) that were gone with them; None where
            they are not known, because no run was there before.
    """

    cases: Mapping[str, str] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()
    spent: frozenset[str] | None = None

    def __bool__(self) -> bool:
        return bool(self.cases)

    @property
    def known(self) -> dict[str, list[str] | None]:
        """The digests, as plain values: what a step may be handed without a trace of anybody."""
        spent = None if self.spent is None else sorted(self.spent)
        left_out = {name: sorted(getattr(self, name)) for name in ("sources", "called", "shared")}
        return {**left_out, "spent": spent}

    def is_named(self, label: str, pseudonyms: Pseudonyms | None = None) -> bool:
        """Whether a label that the study lists is one of theirs."""
        return any(
            self.is_case(one) or name_digest(one) in self.called
            for one in (label, pseudonyms.rename(label) if pseudonyms else label)
        )

    def is_shared(self, source_id: str) -> bool:
        """Whether they spoke in a source, under the id that it has or had."""
        return name_digest(source_id) in self.shared

    def is_case(self, name: str) -> bool:
        """Whether a case, however its id is written, is one of theirs."""
        return _joined(name) in {_joined(case) for case in self.cases}

    def is_source(self, name: str) -> bool:
        """Whether a source that is called so is one of theirs alone."""
        return bool(self.sources) and any(name_digest(one) in self.sources for one in called_names(name))

    def reportable(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems that are not about them, nor about what is gone with them."""
        if not self:
            return list(problems)
        return [problem for problem in problems if not self._is_about(problem)]

    def _is_about(self, problem: Problem) -> bool:
        if problem.kind in _GONE:
            ids = [one for name in _IDS for one in str(problem.values.get(name, "")).split(", ")]
            return self.spent is None or any(spent_digest(one) in self.spent for one in ids)
        named = [str(problem.values.get(name, "")) for name in ("source", "case")]
        stand_ins = read_texts("names.yaml")["withdrawn"].values()
        if str(problem.values.get("pseudonym", "")) in stand_ins:
            return True
        if problem.kind in _UNKNOWN and any(each in name for name in named for each in stand_ins):
            return True
        return any(self.is_case(name) or self.is_source(name) for name in named if name)

    def logged(self, replacements: Iterable[tuple[str, int, str, str, str]]) -> list[tuple[str, int, str, str, str]]:
        """The log of replacements without what stood there of them."""
        stand_ins = set(read_texts("names.yaml")["withdrawn"].values()) if self else set()
        return [row for row in replacements if row[-1] not in stand_ins]

    def names(self, pseudonyms: Pseudonyms, language: str, *, masks: bool = True, cells: bool = True) -> Pseudonyms:
        """The list of names where what the study calls them, and their names, stand for nobody in particular.

        Args:
            pseudonyms: the list.
            language: of the study.
            masks: whether what ``masked`` put in their place does, too.
            cells: whether ids do that look like a cell of a spreadsheet (``P12``), or a heading's mark (``h2``).
        """
        if not self:
            return pseudonyms
        stand_in = text_in(read_texts("names.yaml")["withdrawn"], language)
        theirs = {each for each in pseudonyms.names.values() if name_digest(each) in self.called or self.is_case(each)}
        names = {name: stand_in if each in theirs else each for name, each in pseudonyms.names.items()}
        called = {*theirs, *self.cases}
        names |= {
            name: stand_in
            for name in called
            if sum(map(str.isalnum, name)) >= _SHORTEST and any(map(str.isalpha, name))
            if cells or not _CELL.fullmatch(name)
        }
        if masks:
            names |= {MASK * length: stand_in for length in range(_SHORTEST, _LONGEST + 1)}
        # What the study alone calls somebody is a word of the language else.
        return replace(pseudonyms, names=names, with_capital=frozenset(called - pseudonyms.names.keys()))

    def their_names(self, pseudonyms: Pseudonyms, language: str) -> Pseudonyms:
        """Their names of the list, and what the study calls them, standing for nobody in particular."""
        named = self.names(pseudonyms, language, masks=False)
        stand_ins = set(read_texts("names.yaml")["withdrawn"].values())
        names = {name: each for name, each in named.names.items() if each in stand_ins}
        return Pseudonyms(names, with_capital=named.with_capital)

    def masked(
        self,
        document: Document,
        pseudonyms: Pseudonyms,
        kept_words: Callable[[str], Collection[str] | None] = lambda text: None,
    ) -> Document:
        """What was read of somebody else's source, with a mask, as long, wherever they are named in it.

        Args:
            document: the source as its reader found it.
            pseudonyms: the study's list of names.
            kept_words: gives, of a text without capitals, the words that stay words (``uncapitalised``).
        """
        theirs = self.their_names(pseudonyms, "en")
        raw = list(document.raw)
        edits, doubtful = theirs.search(document.raw)
        shown = MappedText.identity(document.raw).edit(document.edits).text if doubtful else ""
        if doubtful and (words := kept_words(shown)) is not None:
            edits = theirs.edits(document.raw, any_case=True, words=words)
        for edit in edits:
            for place in range(edit.start, edit.end):
                # A name of several words is one mask; what parts lines stays.
                raw[place] = raw[place] if raw[place] in _LINE_ENDS else MASK
        remarks = (
            replace(remark, text=theirs.apply(remark.text), author=theirs.rename(remark.author))
            for remark in document.remarks
        )
        return replace(document, raw="".join(raw), remarks=tuple(remarks))


NOBODY = Withdrawal()
"""Nobody withdrew."""


def read_withdrawn(path: str | os.PathLike[str], shown_name: str = FILE) -> tuple[dict[str, str], list[Problem]]:
    """Read the list of those who withdrew.

    Args:
        path: CSV with the columns ``case`` and, where wanted, ``date``; empty for none.
        shown_name: how problems name it.

    Returns:
        Date by case, in the file's order, and every problem; none quotes a cell.
    """
    if not path:
        return {}, []
    _, records, problems = read_records(path, shown_name, ["case"], ["date"], passed_over=(), may_be_empty=True)
    return {one.cells["case"]: one.cells.get("date", "") for one in records if one.cells["case"]}, problems


def read_receipt(path: str | os.PathLike[str]) -> list[tuple[str, str, str]]:
    """The rows of the private receipt of withdrawals: what, how it was before, and after; none where there is none."""
    if not Path(path).is_file():
        return []
    with long_cells(), Path(path).open(encoding="utf-8-sig", newline="") as file:
        return [(row["what"], row["before"], row["after"]) for row in csv.DictReader(file)]


def read_spent(path: str | os.PathLike[str]) -> frozenset[str] | None:
    """The digests of ids that are gone with people who withdrew, from the receipt; None where it has none."""
    return next((frozenset(before.split()) for what, before, _ in read_receipt(path) if what == SPENT), None)


def spent_digest(name: str) -> str:
    """What is kept of the id of a coding, passage, suggestion or difference; ids of codings once had no letter."""
    bare = name.strip().casefold().removeprefix("c")
    return hashlib.sha256(f"benang:id:{bare}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def withdrawal_of(path: str | os.PathLike[str] | None, known: Mapping[str, Sequence[str] | None]) -> Withdrawal:
    """Who withdrew, for a step: the list, and the digests that the plan hands on (``Withdrawal.known``)."""
    sources, called, shared = (frozenset(known[name] or ()) for name in ("sources", "called", "shared"))
    spent = known["spent"]
    gone = None if spent is None else frozenset(spent)
    return Withdrawal(read_withdrawn(path or "")[0], sources, called, shared, gone)


def called_names(name: str) -> list[str]:
    """What a source that is called so may be called: with its folder and suffix, and without."""
    path = PurePosixPath(name.replace("\\", "/"))
    return list(dict.fromkeys((name, str(path), path.name, path.stem)))


def _joined(name: str) -> str:
    return _JOINT.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()


def name_digest(name: str) -> str:
    """What is kept of the name of a case or source."""
    return hashlib.sha256(f"benang:{_joined(name)}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
