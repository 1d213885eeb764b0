"""Bring projects of other programs into a study: their texts, codings, cases and memos.

A text that the study holds already (the same letters in a row, whatever its name) is not taken a second time: its
codings go to the study's own. A text that is nearly one of the study's is taken for another state of it, with a
warning, and each of its codings is looked for by its words. Any other text becomes a source, cleaned and pseudonymised
like every source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from benang.coding.case_index import CaseIndex
from benang.coding.cases import Case
from benang.coding.cleaning import Cleaning
from benang.coding.exchange.project import ProjectMemo, ProjectSource
from benang.coding.exchange.project_files import ProjectFile
from benang.coding.exchange.same_text import SIMILAR, Alignment, Letters, most_similar, same_texts
from benang.coding.exchange.way import Way, mapped_text
from benang.coding.freeze import Frozen, freeze
from benang.coding.intake import source_slug
from benang.coding.names.identifiers import Identifier
from benang.coding.names.pseudonyms import NAME, Pseudonyms
from benang.coding.segments.raw_rows import PATH_SEPARATOR
from benang.coding.source_row import SourceRow
from benang.coding.sources import read_bytes
from benang.coding.speakers.roles import Speakers
from benang.problems import Problem, StudyError

if TYPE_CHECKING:
    import pandas as pd

_SHOWN = 70


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
        notes: what belongs to no single text: file, kind (memo, set, map), name, text, members.
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
    brought = Brought(ground.pseudonyms)
    for project in projects:
        _Bringing(project, ground, held, brought).all()
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

    def __init__(self, file: ProjectFile, ground: Ground, held: dict[str, Letters], brought: Brought) -> None:
        self._file = file
        self._project = file.project
        self._ground = ground
        self._held = held
        self._brought = brought
        self._index = CaseIndex({case.case_id: source_slug(case.case_id) for case in ground.cases})

    def all(self) -> None:
        ways = {source.identity: way for source in self._project.sources if (way := self._way(source))}
        self._codings(ways)
        for memo in self._project.memos:
            self._memo(memo, ways)
        self._cases(ways)
        for group in self._project.sets:
            names = {code.identity: code.name for code in self._project.codes}
            members = [names.get(code, code) for code in group.codes]
            members += [ways[source].source_id for source in group.sources if source in ways]
            self._note("set", group.name, group.definition, "; ".join(members))
        for graph in self._project.graphs:
            self._note("map", graph.name, "", "; ".join(node.name for node in graph.nodes if node.name))

    def _way(self, source: ProjectSource) -> Way | None:
        shown = self._shown(source)
        try:
            # What is no text (half a surrogate pair) takes one place all the same.
            document = read_bytes(source.text.encode("utf-8", "replace"), "text.txt", shown, "utf-8")
        except StudyError as error:
            self._brought.problems += error.problems
            return None
        letters = Letters(source.text)
        for source_id in same_texts(letters, self._held.items())[:1]:
            return self._found(source, Way(source_id, "same", letters, self._held[source_id]))
        row = self._row(source, shown)
        frozen = freeze(document, row, self._ground.speakers, self._ground.pseudonyms, self._ground.cleaning)
        if frozen.source is None:
            self._brought.problems += frozen.problems
            return None
        text = str(frozen.source["text"])
        clean, mapped = Letters(text), mapped_text(text, frozen.offset_map)
        for source_id in same_texts(clean, self._held.items())[:1]:
            return self._found(source, Way(source_id, "same", clean, self._held[source_id], mapped))
        near, share = most_similar(clean, self._held)
        if share >= SIMILAR:
            values = {"source": near, "similarity": f"{100 * share:.0f}"}
            self._brought.problems.append(Problem("exchange-text-similar", self._file.file, place=shown, values=values))
            alignment = Alignment(clean, self._held[near])
            return self._found(source, Way(near, "similar", clean, self._held[near], mapped, alignment), share)
        self._brought.frozen.append(frozen)
        self._held[row.source_id] = clean
        return self._found(source, Way(row.source_id, "new", clean, clean, mapped))

    def _found(self, source: ProjectSource, way: Way, share: float = 1.0) -> Way:
        name = self._ground.pseudonyms.rename(source.name)
        row = {"file": self._file.file, "name": name, "source_id": way.source_id, "how": way.how, "similarity": share}
        self._brought.texts.append(row)
        return way

    def _row(self, source: ProjectSource, shown: str) -> SourceRow:
        source_id = self._free_id(source)
        cases = self._cases_of(source, source_id)
        return SourceRow(source_id, self._file.kind, self._file.language, "", "", shown, cases, 0)

    def _free_id(self, source: ProjectSource) -> str:
        name = self._ground.pseudonyms.rename(source.name)
        stem, dot, suffix = name.rpartition(".")
        wanted = source_slug(stem if dot and suffix.isalnum() and len(suffix) <= 4 else name) or "text"
        taken = {held.casefold() for held in self._held}
        number, free = 2, wanted
        while free.casefold() in taken:
            free, number = f"{wanted}-{number}", number + 1
        return free

    def _cases_of(self, source: ProjectSource, source_id: str) -> tuple[str, ...]:
        named = [case for case in self._project.cases if source.identity in case.sources]
        ids = [self._case_id(case.name) for case in named]
        if not self._ground.cases:
            return tuple(dict.fromkeys(ids)) or (source_id,)
        known = {case.case_id: case for case in self._ground.cases}
        found = {case_id for case_id in ids if case_id in known} | self._index.find(source_id)[0]
        return tuple(case_id for case_id in known if case_id in found)

    def _case_id(self, name: str) -> str:
        renamed = self._ground.pseudonyms.rename(name)
        known = {source_slug(case.case_id).casefold(): case.case_id for case in self._ground.cases}
        slug = source_slug(renamed)
        return known.get(slug.casefold(), slug or renamed)

    def _shown(self, source: ProjectSource) -> str:
        return f"{self._file.file}/{self._ground.pseudonyms.rename(source.name)}"

    def _codings(self, ways: Mapping[str, Way]) -> None:
        paths = self._project.code_paths()
        sources = {source.identity: source for source in self._project.sources}
        unnamed = 0
        for coding in self._project.codings:
            way, source = ways.get(coding.source), sources.get(coding.source)
            if way is None or source is None or coding.code not in paths:
                continue
            coder = self._coder(coding.coder)
            if not coder:
                unnamed += 1
                continue
            words = source.text[coding.start : coding.end]
            span = way.span(coding.start, coding.end)
            if way.alignment is not None:
                # Another state of the text: the words tell, and where they stood is no more than a hint.
                start = way.alignment.place(way.frozen.to_clean(coding.start, coding.end)[0]) if way.frozen else 0
                found: tuple[str, int | None, int | None] = (words, start, start + len(words))
            elif span is None:
                values = {"quotation": _line(self._ground.pseudonyms.apply(words)), "source": way.source_id}
                problem = Problem("exchange-coding-empty", self._file.file, place=coding.place, values=values)
                self._brought.problems.append(problem)
                continue
            else:
                found = (way.other.text[span[0] : span[1]], *span)
            self._brought.rows.append(
                {
                    "file": self._file.file,
                    "line": 0,
                    "place": coding.place,
                    "source": way.source_id,
                    "quotation": found[0],
                    "start": found[1],
                    "end": found[2],
                    "code": PATH_SEPARATOR.join(" ".join(name.split()) for name in paths[coding.code]),
                    "coder": coder,
                    "memo": coding.memo,
                }
            )
        if unnamed:
            self._brought.problems.append(Problem("exchange-no-coder", self._file.file, values={"count": unnamed}))

    def _coder(self, name: str) -> str:
        """What the study calls a person of the project; the study's one name where the project has no other people."""
        if name in self._file.coders:
            return self._file.coders[name]
        return self._file.coder if self._file.coder and len(self._project.coders) < 2 else name or self._file.coder

    def _memo(self, memo: ProjectMemo, ways: Mapping[str, Way]) -> None:
        way = ways.get(memo.source)
        text = self._ground.pseudonyms.apply(" ".join(part for part in (memo.title, memo.text) if part)).strip()
        if way is None or memo.start is None or memo.end is None:
            self._note("memo", memo.title, memo.text, way.source_id if way else "")
            return
        span = way.span(memo.start, memo.end)
        if span is None or way.alignment is not None:
            self._note("memo", memo.title, memo.text, way.source_id)
            return
        if text:
            author = self._coder(memo.author)
            self._brought.memos.append(
                {"source_id": way.source_id, "start": span[0], "end": span[1], "author": author, "text": text}
            )

    def _cases(self, ways: Mapping[str, Way]) -> None:
        for case in self._project.cases:
            if self._ground.cases:
                continue
            if any(source in ways for source in case.sources):
                self._brought.cases.setdefault(self._case_id(case.name), {}).update(self._attributes(case.attributes))
        if self._ground.cases:
            count = sum(bool(case.attributes) for case in self._project.cases)
            if count:
                problem = Problem("exchange-attributes-unused", self._file.file, values={"count": count})
                self._brought.problems.append(problem)
            return
        for source in self._project.sources:
            way = ways.get(source.identity)
            if way is not None and source.attributes:
                for case_id in self._cases_of(source, way.source_id):
                    attributes = self._attributes(source.attributes)
                    known = self._brought.cases.setdefault(case_id, {})
                    self._brought.cases[case_id] = attributes | known

    def _attributes(self, attributes: Mapping[str, str]) -> dict[str, str]:
        apply = self._ground.pseudonyms.apply
        return {" ".join(name.split()): apply(value) for name, value in attributes.items() if value}

    def _note(self, kind: str, name: str, text: str, members: str) -> None:
        said = [self._ground.pseudonyms.apply(each) for each in (name, text, members)]
        columns = ("file", "kind", "name", "text", "members")
        self._brought.notes.append(dict(zip(columns, (self._file.file, kind, *said), strict=True)))


def _line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
