"""People who withdrew from a study: whose sources are not read, and about whom nothing is said.

``withdrawn.csv`` in the private folder lists them (``case``, ``date``). Their cases, and the sources that are theirs
alone, are no part of the study; in a source that they share with others their turns are taken out before anything of it
is kept. What people wrote about them elsewhere (codings, decisions, answers) is passed over without a sound: a message
would be a trace. Steps that meet names of their sources know these by digest alone, for a run keeps what it hands to
its steps.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from benang.core.problems import Problem
from benang.core.records import read_records
from benang.core.texts import read_texts, text_in
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import Case, case_names
from benang.sources.document import Document
from benang.sources.source_row import SourceRow
from benang.sources.speakers.speaker_table import SpeakerTable

FILE = "withdrawn.csv"
"""The list's name in the private folder."""

_JOINT = re.compile(r"[\s_-]+")
# What may be said of something that is no longer there only because its person is not.
_GONE = frozenset(
    [
        *("adjudication-gone", "adjudication-several", "claim-answer-gone", "decision-gone", "decision-no-passage"),
    ]
)
_UNKNOWN = frozenset(("coding-source-unknown", "read-source-unknown", "asked-source-unknown", "evidence-unknown-case"))
MASK = "\ue000"
"""A sign for private use, which no text has."""
_LONGEST = 60  # signs of a name
_SHORTEST = 2  # letters and digits of an id that is looked for in what others say


@dataclass(frozen=True)
class Withdrawal:
    """Who withdrew.

    Attributes:
        cases: date by case.
        sources: digests of what the sources that are no longer read may be called.
        called: digests of what the study calls them: their cases' ids and names.
        shared: digests of the ids of sources that they share with others.
    """

    cases: Mapping[str, str] = field(default_factory=dict)
    sources: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.cases)

    @property
    def known(self) -> dict[str, list[str]]:
        """The digests, as plain values: what a step may be handed without a trace of anybody."""
        return {"sources": sorted(self.sources), "called": sorted(self.called), "shared": sorted(self.shared)}

    def is_named(self, label: str, pseudonyms: Pseudonyms | None = None) -> bool:
        """Whether a label that the study lists is one of theirs."""
        return any(
            self.is_case(one) or _digest(one) in self.called
            for one in (label, pseudonyms.rename(label) if pseudonyms else label)
        )

    def is_shared(self, source_id: str) -> bool:
        """Whether they spoke in a source, under the id that it has or had."""
        return _digest(source_id) in self.shared

    def is_case(self, name: str) -> bool:
        """Whether a case, however its id is written, is one of theirs."""
        return _joined(name) in {_joined(case) for case in self.cases}

    def is_source(self, name: str) -> bool:
        """Whether a source that is called so is one of theirs alone."""
        return bool(self.sources) and any(_digest(one) in self.sources for one in _called(name))

    def told(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems that are not about them, nor about what is gone with them."""
        if not self:
            return list(problems)
        return [problem for problem in problems if not self._is_about(problem)]

    def _is_about(self, problem: Problem) -> bool:
        if problem.kind in _GONE:
            return True
        named = [str(problem.values.get(name, "")) for name in ("source", "case")]
        stand_ins = read_texts("names.yaml")["withdrawn"].values()
        if problem.kind in _UNKNOWN and any(each in name for name in named for each in stand_ins):
            return True
        return any(self.is_case(name) or self.is_source(name) for name in named if name)

    def logged(self, replacements: Iterable[tuple[str, int, str, str, str]]) -> list[tuple[str, int, str, str, str]]:
        """The log of replacements without what stood there of them."""
        stand_ins = set(read_texts("names.yaml")["withdrawn"].values()) if self else set()
        return [row for row in replacements if row[-1] not in stand_ins]

    def names(self, pseudonyms: Pseudonyms, language: str, *, masks: bool = True) -> Pseudonyms:
        """The list of names where what the study calls them, and their names, stand for nobody in particular.

        Args:
            pseudonyms: the list.
            language: of the study.
            masks: whether what ``masked`` put in their place does, too.
        """
        if not self:
            return pseudonyms
        stand_in = text_in(read_texts("names.yaml")["withdrawn"], language)
        theirs = {each for each in pseudonyms.names.values() if _digest(each) in self.called or self.is_case(each)}
        names = {name: stand_in if each in theirs else each for name, each in pseudonyms.names.items()}
        called = {*theirs, *self.cases}
        names |= {
            name: stand_in
            for name in called
            if sum(map(str.isalnum, name)) >= _SHORTEST and any(map(str.isalpha, name))
        }
        if masks:
            names |= {MASK * length: stand_in for length in range(_SHORTEST, _LONGEST + 1)}
        return replace(pseudonyms, names=names)

    def their_names(self, pseudonyms: Pseudonyms, language: str) -> Pseudonyms:
        """Their names of the list, and what the study calls them, standing for nobody in particular."""
        named = self.names(pseudonyms, language, masks=False)
        stand_ins = set(read_texts("names.yaml")["withdrawn"].values())
        return Pseudonyms({name: each for name, each in named.names.items() if each in stand_ins})

    def masked(self, document: Document, pseudonyms: Pseudonyms) -> Document:
        """What was read of somebody else's source, with a mask, as long, wherever they are named in it.

        Args:
            document: the source as its reader found it.
            pseudonyms: the study's list of names.
        """
        theirs = self.their_names(pseudonyms, "en")
        raw = list(document.raw)
        for edit in theirs.edits(document.raw):
            for place in range(edit.start, edit.end):
                raw[place] = raw[place] if raw[place].isspace() else MASK
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


def withdrawal_of(path: str | os.PathLike[str] | None, known: Mapping[str, Sequence[str]]) -> Withdrawal:
    """Who withdrew, for a step: the list, and the digests that the plan hands on (``Withdrawal.known``)."""
    digests = (frozenset(known[name]) for name in ("sources", "called", "shared"))
    return Withdrawal(read_withdrawn(path or "")[0], *digests)


def without_withdrawn(
    cases: Sequence[Case], sources: Sequence[SourceRow], speakers: SpeakerTable, withdrawn: Mapping[str, str]
) -> tuple[list[Case], list[SourceRow], SpeakerTable, Withdrawal, list[str]]:
    """A study without those who withdrew.

    Args:
        cases, sources, speakers: the study with them.
        withdrawn: date by case.

    Returns:
        Its cases, sources and speaker table without them; who they are; and the ids of the sources that
        they share, or may share.
    """
    gone = Withdrawal(withdrawn)
    theirs = [row for row in sources if row.case_ids and all(map(gone.is_case, row.case_ids))]
    digests = {
        _digest(one)
        for row in theirs
        for name in (row.source_id, row.file, row.path, *row.case_ids)
        for one in _called(name)
    }
    rows = []
    shared = []
    for row in sources:
        if row in theirs:
            continue
        left = tuple(case_id for case_id in row.case_ids if not gone.is_case(case_id))
        if left != row.case_ids or len(left) != 1:  # whose words these are, labels tell
            shared.append(row.source_id)
        rows.append(replace(row, case_ids=left))
    ids = {row.source_id for row in theirs}
    table = replace(
        speakers,
        rows=tuple(row for row in speakers.rows if not gone.is_case(row.case_id) and row.source_id not in ids),
    )
    kept = [case for case in cases if not gone.is_case(case.case_id)]
    names = case_names(case for case in cases if gone.is_case(case.case_id))
    called = {_digest(name) for case_id, more in names.items() for name in (case_id, *more)}
    called |= {_digest(case_id) for case_id in withdrawn}
    who = Withdrawal(withdrawn, frozenset(digests), frozenset(called), frozenset(map(_digest, shared)))
    return kept, rows, table, who, shared


def _called(name: str) -> list[str]:
    path = PurePosixPath(name.replace("\\", "/"))
    return list(dict.fromkeys((name, str(path), path.name, path.stem)))


def _joined(name: str) -> str:
    return _JOINT.sub(" ", unicodedata.normalize("NFC", name)).strip().casefold()


def _digest(name: str) -> str:
    return hashlib.sha256(f"benang:{_joined(name)}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
