"""Bring projects of other programs into a study: their texts, codings, cases and memos.

A text that the study holds already (the same letters in a row, whatever its name) is not taken a second time: its
codings go to the study's own. A text that is nearly one of the study's is taken for another state of it, with a
warning, and each of its codings is looked for by its words. Any other text becomes a source, cleaned and pseudonymised
like every source. Two texts of one project are never taken for one, however equal (two people who answered "yes", two
filled-in forms): the coder kept them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benang.coding.case_index import CaseIndex
from benang.coding.cases import Case
from benang.coding.cleaning import Cleaning
from benang.coding.context import NO_CONTEXT, Context
from benang.coding.exchange.project import ProjectCoding, ProjectMemo, ProjectSource
from benang.coding.exchange.project_files import ProjectFile
from benang.coding.exchange.refi.write_targets import sound
from benang.coding.exchange.same_text import SIMILAR, Alignment, Letters, most_similar, same_texts
from benang.coding.exchange.way import Way, mapped_text
from benang.coding.freeze import Frozen, freeze
from benang.coding.intake import source_slug
from benang.coding.names.identifiers import Identifier
from benang.coding.names.pseudonyms import NAME, Pseudonyms
from benang.coding.offsets import MappedText
from benang.coding.segments.raw_rows import Coders, Origin, code_path
from benang.coding.source_row import SourceRow
from benang.coding.sources import read_bytes
from benang.coding.sources.document import Document
from benang.coding.speakers.roles import Speakers
from benang.model import split_ids
from benang.problems import Problem, StudyError

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 70
_PARTS = re.compile("[>»→]")


@dataclass(frozen=True)
class Ground:
    """What of a study its projects are brought into.

    Attributes:
        sources: table ``sources`` of the study's own files.
        cases: its cases; empty where it has no case file, and then every source that comes is a case of its own, or is
            of the project's cases.
        speakers, pseudonyms, cleaning: as for every source.
    """

    sources: pd.DataFrame
    cases: Sequence[Case]
    speakers: Speakers
    pseudonyms: Pseudonyms
    cleaning: Cleaning


@dataclass
class Brought:
    """What projects brought.

    Attributes:
        frozen: sources that the study did not hold.
        rows: raw coding rows (``segments.raw_rows.COLUMNS``); their offsets are of frozen texts.
        texts: one row a text: file, name, source_id, how (new, same, similar), similarity.
        cases: attributes by case, where the study has no case file.
        memos: rows of the table ``memos`` on texts that the study holds already.
        notes: what has no place in a text: file, kind (memo, set, map), name, text, members.
        problems: everything that was found.
        pseudonyms: what was replaced.
    """

    pseudonyms: Pseudonyms
    frozen: list[Frozen] = field(default_factory=list)
    rows: list[dict[str, object]] = field(default_factory=list)
    texts: list[dict[str, object]] = field(default_factory=list)
    cases: dict[str, dict[str, str]] = field(default_factory=dict)
    memos: list[dict[str, object]] = field(default_factory=list)
    notes: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def bring_in(projects: Sequence[ProjectFile], ground: Ground) -> Brought:
    """Bring projects into a study, one after another: a text that two of them hold comes once.

    Parameters:
        projects: the projects, in the study's order.
        ground: the study as it is without them.
    """
    held = dict(zip(ground.sources["source_id"], map(Letters, ground.sources["text"]), strict=True))
    cases = dict(zip(ground.sources["source_id"], map(split_ids, ground.sources["case_ids"]), strict=True))
    brought = Brought(ground.pseudonyms)
    for project in projects:
        _Bringing(project, ground, held, cases, brought).all()
    return brought


def identifiers_in(projects: Sequence[ProjectFile], pseudonyms: Pseudonyms) -> Iterator[tuple[str, Identifier]]:
    """The identifiers in the texts of projects that no listed name covers, by file and text."""
    for each in projects if pseudonyms.kinds else ():
        for source in each.project.sources:
            for edit in pseudonyms.edits(source.text):
                if edit.kind != NAME:
                    yield f"{each.file}/{source.identity}", Identifier(edit.start, edit.end, edit.kind, edit.value)


class _Bringing:
    """One project on its way into the study."""

    def __init__(
        self,
        file: ProjectFile,
        ground: Ground,
        held: dict[str, Letters],
        cases: dict[str, Sequence[str]],
        brought: Brought,
    ) -> None:
        self._file = file
        self._project = file.project
        self._ground = ground
        self._held = held
        self._cases_held = cases
        self._brought = brought
        self._coders = Coders(file.coder, file.coders)
        self._taken: set[str] = set()  # sources that are texts of this project already
        self._reserved: set[str] = set()  # ids of texts that may become sources
        self._index = CaseIndex({case.case_id: source_slug(case.case_id) for case in ground.cases})

    def all(self) -> None:
        ways = self._ways()
        self._codings(ways)
        for memo in self._project.memos:
            self._memo(memo, ways)
        self._memos_of_things(ways)
        self._cases(ways)
        names = {code.identity: code.name for code in self._project.codes}
        for group in self._project.sets:
            members = [self._renamed(names.get(code, code)) for code in group.codes]
            members += [ways[source].source_id for source in group.sources if source in ways]
            self._note("set", group.name, group.definition, members)
        for graph in self._project.graphs:
            self._note("map", graph.name, "", [self._renamed(node.name) for node in graph.nodes if node.name])
        self._brought.problems += self._coders.problems(Origin(self._file.file))

    def _ways(self) -> dict[str, Way]:
        """The way of each text that can be read; texts that the study holds come first, so that none goes elsewhere."""
        found: dict[str, tuple[Way, float]] = {}
        unknown: list[tuple[ProjectSource, Frozen, Letters, MappedText]] = []
        for source in self._project.sources:
            letters = Letters(source.text)
            source_id = self._held_as(source, letters)
            if source_id:
                found[source.identity] = (Way(source_id, "same", letters, self._held[source_id]), 1.0)
        for source in self._project.sources:
            frozen = None if source.identity in found else self._frozen(source)
            if frozen is None or frozen.source is None:
                continue
            clean = Letters(str(frozen.source["text"]))
            mapped = mapped_text(clean.text, frozen.offset_map)
            source_id = self._held_as(source, clean)
            if source_id:
                self._reserved.discard(str(frozen.source["source_id"]))
                found[source.identity] = (Way(source_id, "same", clean, self._held[source_id], mapped), 1.0)
            else:
                unknown.append((source, frozen, clean, mapped))
        for source, frozen, clean, mapped in unknown:
            found[source.identity] = self._similar_or_new(source, frozen, clean, mapped)
        ways: dict[str, Way] = {}
        for source in self._project.sources:
            if source.identity in found:
                ways[source.identity], share = found[source.identity]
                self._list(source, ways[source.identity], share)
        return ways

    def _held_as(self, source: ProjectSource, letters: Letters) -> str:
        """The source that a text is, of several the one of its name; empty for none."""
        free = [held for held in same_texts(letters, self._held.items()) if held not in self._taken]
        name = self._slug(source).casefold()
        source_id = min(free, key=lambda held: held.casefold() != name, default="")
        if source_id:
            self._taken.add(source_id)
        return source_id

    def _frozen(self, source: ProjectSource) -> Frozen | None:
        """A text cleaned and pseudonymised; None where it cannot be read, which is told."""
        shown = self._shown(source)
        try:
            # What is no text (half a surrogate pair) takes one place all the same; the mark keeps a first U+FEFF.
            document = read_bytes(source.text.encode("utf-8-sig", "replace"), "text.txt", shown, "utf-8")
        except StudyError as error:
            self._brought.problems += error.problems
            return None
        written = source.text.encode("utf-8", "replace").decode()
        if document.raw != written:
            # Its words look like another format (RTF, JSON), but the places of codings are those of the text itself.
            document = Document(sound(written), "txt", encoding="utf-8")
        row = self._row(source, shown)
        frozen = freeze(document, row, self._ground.speakers, self._ground.pseudonyms, self._ground.cleaning)
        if frozen.source is None:
            self._brought.problems += frozen.problems
        else:
            self._reserved.add(row.source_id)
        return frozen

    def _similar_or_new(
        self, source: ProjectSource, frozen: Frozen, clean: Letters, mapped: MappedText
    ) -> tuple[Way, float]:
        """The way of a text that the study does not hold, and what it has in common with the source it goes to."""
        others = {held: letters for held, letters in self._held.items() if held not in self._taken}
        near, share = most_similar(clean, others)
        if share >= SIMILAR:
            self._taken.add(near)
            values = {"source": near, "similarity": f"{100 * share:.0f}"}
            place = self._shown(source)
            self._brought.problems.append(Problem("exchange-text-similar", self._file.file, place=place, values=values))
            alignment = Alignment(clean, self._held[near])
            return Way(near, "similar", clean, self._held[near], mapped, alignment), share
        assert frozen.source is not None
        source_id = str(frozen.source["source_id"])
        self._brought.frozen.append(frozen)
        self._held[source_id] = clean
        self._cases_held[source_id] = split_ids(str(frozen.source["case_ids"]))
        self._taken.add(source_id)
        return Way(source_id, "new", clean, clean, mapped), 1.0

    def _list(self, source: ProjectSource, way: Way, share: float) -> None:
        name = self._renamed(source.name)
        row = {"file": self._file.file, "name": name, "source_id": way.source_id, "how": way.how, "similarity": share}
        self._brought.texts.append(row)

    def _row(self, source: ProjectSource, shown: str) -> SourceRow:
        source_id = self._free_id(source)
        cases = self._cases_of(source, source_id)
        return SourceRow(source_id, self._file.kind, self._file.language, "", "", shown, cases, 0)

    def _slug(self, source: ProjectSource) -> str:
        name = self._renamed(source.name)
        stem, dot, suffix = name.rpartition(".")
        return source_slug(stem if dot and suffix.isalnum() and len(suffix) <= 4 else name) or "text"

    def _free_id(self, source: ProjectSource) -> str:
        wanted = self._slug(source)
        taken = {held.casefold() for held in (*self._held, *self._reserved)}
        number, free = 2, wanted
        while free.casefold() in taken:
            free, number = f"{wanted}-{number}", number + 1
        return free

    def _cases_of(self, source: ProjectSource, source_id: str) -> tuple[str, ...]:
        """The cases of a text that becomes a source."""
        named = [case for case in self._project.cases if source.identity in case.sources]
        ids = [self._case_id(case.name) for case in named]
        if not self._ground.cases:
            own = (source_id,) if self._file.kind == "interview" else ()
            return tuple(dict.fromkeys(ids)) or own
        known = {case.case_id: case for case in self._ground.cases}
        found = {case_id for case_id in ids if case_id in known} | self._index.find(source_id)[0]
        return tuple(case_id for case_id in known if case_id in found)

    def _case_id(self, name: str) -> str:
        renamed = self._renamed(name)
        known = {source_slug(case.case_id).casefold(): case.case_id for case in self._ground.cases}
        slug = source_slug(renamed)
        return known.get(slug.casefold(), slug or renamed)

    def _shown(self, source: ProjectSource) -> str:
        return f"{self._file.file}/{self._renamed(source.name)}"

    def _codings(self, ways: Mapping[str, Way]) -> None:
        replace = self._ground.pseudonyms.apply
        codes = {code: _code_name(tuple(map(replace, path))) for code, path in self._project.code_paths().items()}
        sources = {source.identity: source for source in self._project.sources}
        unnamed = 0
        for coding in self._project.codings:
            way, source = ways.get(coding.source), sources.get(coding.source)
            if way is None or source is None or coding.code not in codes:
                continue  # told where the text, or the code, was looked for
            coder = self._coder(coding.coder)
            if not coder:
                unnamed += 1
                continue
            placed = _placed(coding, way)
            if placed is None:
                words = replace(source.text[coding.start : coding.end])
                values = {"quotation": _line(words), "source": way.source_id}
                problem = Problem("exchange-coding-empty", self._file.file, place=coding.place, values=values)
                self._brought.problems.append(problem)
                continue
            self._brought.rows.append(
                {
                    "file": self._file.file,
                    "line": 0,
                    "place": coding.place,
                    "source": way.source_id,
                    **placed,
                    "code": codes[coding.code],
                    "coder": coder,
                    "memo": replace(coding.memo),
                }
            )
        if unnamed:
            self._brought.problems.append(Problem("exchange-no-coder", self._file.file, values={"count": unnamed}))

    def _coder(self, name: str) -> str:
        """What the study calls a person of the project; the study's one name where the project has no other people."""
        if self._file.coder and len(self._project.coders) < 2 and not self._coders.knows(name):
            return self._file.coder
        return self._coders.named(name)

    def _memo(self, memo: ProjectMemo, ways: Mapping[str, Way]) -> None:
        way = ways.get(memo.source)
        span = None
        if way is not None and way.alignment is None and memo.start is not None and memo.end is not None:
            span = way.span(memo.start, memo.end)
        if way is None or span is None:
            self._note("memo", memo.title, memo.text, [way.source_id] if way else [])
            return
        text = self._ground.pseudonyms.apply(" ".join(part for part in (memo.title, memo.text) if part)).strip()
        if text:
            author = self._coder(memo.author) if memo.author else ""
            self._brought.memos.append(
                {"source_id": way.source_id, "start": span[0], "end": span[1], "author": author, "text": text}
            )

    def _memos_of_things(self, ways: Mapping[str, Way]) -> None:
        """What was written about the project, its texts and its cases."""
        if self._project.description:
            self._note("memo", self._project.name, self._project.description, [])
        for source in self._project.sources:
            if source.memo:
                way = ways.get(source.identity)
                self._note("memo", "", source.memo, [way.source_id] if way else [])
        for case in self._project.cases:
            if case.memo:
                self._note("memo", "", case.memo, [self._case_id(case.name)])

    def _cases(self, ways: Mapping[str, Way]) -> None:
        """Attributes of cases: those of a text that the study holds go to its case there."""
        if self._ground.cases:
            count = sum(bool(case.attributes) for case in self._project.cases)
            if count:
                problem = Problem("exchange-attributes-unused", self._file.file, values={"count": count})
                self._brought.problems.append(problem)
            return
        lost = 0
        for case in self._project.cases:
            case_ids = self._cases_in(ways[source] for source in case.sources if source in ways)
            own = self._case_id(case.name)
            case_ids = [own] if own in case_ids else case_ids
            lost += bool(case.attributes) and len(case_ids) != 1
            for case_id in case_ids if len(case_ids) == 1 else ():
                self._brought.cases.setdefault(case_id, {}).update(self._attributes(case.attributes))
        for source in self._project.sources:
            way = ways.get(source.identity)
            if way is not None and source.attributes:
                for case_id in self._cases_in([way]):
                    attributes = self._attributes(source.attributes)
                    known = self._brought.cases.setdefault(case_id, {})
                    self._brought.cases[case_id] = attributes | known
        if lost:
            values = {"what": "Case > VariableValue", "count": lost}
            self._brought.problems.append(Problem("exchange-lost", self._file.file, values=values))

    def _cases_in(self, ways: Iterable[Way]) -> list[str]:
        """The study's cases of the sources that texts went to, each once."""
        return list(dict.fromkeys(case for way in ways for case in self._cases_held.get(way.source_id, ())))

    def _attributes(self, attributes: Mapping[str, str]) -> dict[str, str]:
        apply = self._ground.pseudonyms.apply
        return {" ".join(apply(name).split()): apply(value) for name, value in attributes.items() if value}

    def _note(self, kind: str, name: str, text: str, members: Sequence[str]) -> None:
        said = (self._renamed(name), self._ground.pseudonyms.apply(text), "; ".join(members))
        columns = ("file", "kind", "name", "text", "members")
        self._brought.notes.append(dict(zip(columns, (self._file.file, kind, *said), strict=True)))

    def _renamed(self, name: str) -> str:
        """A name that a person gave, with its people's names replaced."""
        return self._ground.pseudonyms.rename(name)


def _placed(coding: ProjectCoding, way: Way) -> dict[str, object] | None:
    """The words of a coding as the study's texts have words, and where they are; None where nothing of them is left."""
    around = NO_CONTEXT
    if way.alignment is not None and way.frozen is not None:
        # Another state of the text: the words tell, and where they stood is no more than a hint.
        start, end = way.frozen.to_clean(coding.start, coding.end)
        words, around = way.one.text[start:end], Context.of(way.one.text, start, end)
        start = way.alignment.place(start)
        end = start + len(words)
    else:
        start, end = way.span(coding.start, coding.end) or (0, 0)
        words = way.other.text[start:end]
    if not words.strip():
        return None
    return {"quotation": words, "start": start, "end": end, "prefix": around.prefix, "suffix": around.suffix}


def _code_name(path: Sequence[str]) -> str:
    """What a code is looked for by (``lookup.CodeNames``): its path, from below the last label that holds a sign that
    parts paths (``Age > 40``), or that label alone."""
    below = next((number for number in range(len(path), 0, -1) if _PARTS.search(path[number - 1])), 0)
    return code_path(path[min(below, len(path) - 1) :])


def _line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
