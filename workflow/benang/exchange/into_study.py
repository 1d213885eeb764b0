"""Bring projects of other programs into a study: their texts, codings, cases and memos.

A text that the study holds already (the same letters in a row, whatever its name) is not taken a second time: its
codings go to the study's own. A text that is nearly one of the study's is taken for another state of it, with a
warning, and each of its codings is looked for by its words. Any other text becomes a source, cleaned and pseudonymised
like every source. Two texts of one project are never taken for one, however equal (two people who answered "yes", two
filled-in forms): the coder kept them apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benang.coding.people.raw_rows import Coders, Origin, code_path
from benang.core.problems import Problem
from benang.exchange.import_target import Imported, ImportTarget
from benang.exchange.project import KIND, ProjectCoding, ProjectMemo
from benang.exchange.project_files import ProjectFile
from benang.exchange.project_texts import KINDS, HeldSources, ProjectTexts
from benang.exchange.text_mapping import TextMapping
from benang.text.context import NO_CONTEXT, Context
from benang.text.shown_quotations import on_one_line


def import_projects(projects: Sequence[ProjectFile], target: ImportTarget) -> Imported:
    """Bring projects into a study, one after another: a text that two of them hold comes once.

    Args:
        projects: the projects, in the study's order.
        target: the study as it is without them.
    """
    held = HeldSources.of(target.sources, target.turns)
    imported = Imported(target.pseudonyms)
    for number, project in enumerate(projects):
        _Import(project, target, ProjectTexts(project, target, held, imported, number), imported).all()
    imported.problems += _coders_shared(projects)
    return imported


def _coders_shared(projects: Sequence[ProjectFile]) -> list[Problem]:
    """The names that programs give to whoever gave none, where several projects have them and the study is silent."""
    files: dict[str, list[str]] = {}
    for project in projects:
        for name in sorted(project.people & _NAMES_OF_PROGRAMS):
            files.setdefault(name, []).append(project.file)
    return [
        Problem("exchange-coder-shared", where[-1], values={"coder": name, "count": len(where)})
        for name, where in sorted(files.items())
        if len(where) > 1
    ]


_NAMES_OF_PROGRAMS = frozenset(("default", "Default", "owner", "user", "User", "admin", "Admin", "Administrator"))


class _Import:
    """One project on its way into the study."""

    def __init__(self, file: ProjectFile, target: ImportTarget, texts: ProjectTexts, imported: Imported) -> None:
        self._file = file
        self._project = file.project
        self._target = target
        self._texts = texts
        self._imported = imported
        self._coders = Coders(file.coder, file.coders)

    def all(self) -> None:
        mappings = self._texts.mappings()
        self._codings(mappings)
        for memo in self._project.memos:
            self._memo(memo, mappings)
        self._memos_of_things(mappings)
        self._cases(mappings)
        names = {code.identity: code.name for code in self._project.codes}
        for group in self._project.sets:
            members = [self._renamed(names.get(code, code)) for code in group.codes]
            members += [mappings[source].source_id for source in group.sources if source in mappings]
            self._note("set", group.name, group.definition, members)
        for graph in self._project.graphs:
            self._note("map", graph.name, "", [self._renamed(node.name) for node in graph.nodes if node.name])
        self._imported.problems += self._coders.problems(Origin(self._file.file))

    def _codings(self, mappings: Mapping[str, TextMapping]) -> None:
        replace = self._target.pseudonyms.apply
        codes = {code: code_path(map(replace, path)) for code, path in self._project.code_paths().items()}
        sources = {source.identity: source for source in self._project.sources}
        unnamed = 0
        for coding in self._project.codings:
            mapping, source = mappings.get(coding.source), sources.get(coding.source)
            if mapping is None or source is None or coding.code not in codes:
                continue  # told where the text, or the code, was looked for
            coder = self._file.coder_of(coding.coder, self._coders)
            if not coder:
                unnamed += 1
                continue
            placed = _placed(coding, mapping)
            if placed is None:
                words = replace(source.text[coding.start : coding.end])
                values = {"quotation": on_one_line(words), "source": mapping.source_id}
                problem = Problem("exchange-coding-empty", self._file.file, place=coding.place, values=values)
                self._imported.problems.append(problem)
                continue
            self._imported.rows.append(
                {
                    "file": self._file.file,
                    "line": 0,
                    "place": coding.place,
                    "source": mapping.source_id,
                    **placed,
                    "code": codes[coding.code],
                    "coder": coder,
                    "memo": replace(coding.memo),
                    "date": coding.date,
                }
            )
        if unnamed:
            self._imported.problems.append(Problem("exchange-no-coder", self._file.file, values={"count": unnamed}))

    def _memo(self, memo: ProjectMemo, mappings: Mapping[str, TextMapping]) -> None:
        mapping = mappings.get(memo.source)
        span = None
        if mapping is not None and mapping.alignment is None and memo.start is not None and memo.end is not None:
            span = mapping.span(memo.start, memo.end)
        if mapping is None or span is None:
            self._note("memo", memo.title, memo.text, [mapping.source_id] if mapping else [])
            return
        text = self._target.pseudonyms.apply(" ".join(part for part in (memo.title, memo.text) if part)).strip()
        if text:
            author = self._file.coder_of(memo.author, self._coders) if memo.author else ""
            self._imported.memos.append(
                {"source_id": mapping.source_id, "start": span[0], "end": span[1], "author": author, "text": text}
            )

    def _memos_of_things(self, mappings: Mapping[str, TextMapping]) -> None:
        """What was written about the project, its texts and its cases."""
        if self._project.description:
            self._note("memo", self._project.name, self._project.description, [])
        for source in self._project.sources:
            if source.memo:
                mapping = mappings.get(source.identity)
                self._note("memo", "", source.memo, [mapping.source_id] if mapping else [])
        for case in self._project.cases:
            if case.memo:
                self._note("memo", "", case.memo, [self._texts.case_id(case.name)])

    def _cases(self, mappings: Mapping[str, TextMapping]) -> None:
        """Attributes of cases: those of a text that the study holds go to its case there."""
        if self._target.cases:
            count = sum(bool(case.attributes) for case in self._project.cases)
            if count:
                problem = Problem("exchange-attributes-unused", self._file.file, values={"count": count})
                self._imported.problems.append(problem)
            return
        lost = 0
        for case in self._project.cases:
            case_ids = self._texts.cases_in(mappings[source] for source in case.sources if source in mappings)
            own = self._texts.case_id(case.name)
            case_ids = [own] if own in case_ids else case_ids
            lost += bool(case.attributes) and len(case_ids) != 1
            for case_id in case_ids if len(case_ids) == 1 else ():
                self._imported.cases.setdefault(case_id, {}).update(self._attributes(case.attributes))
        for source in self._project.sources:
            mapping = mappings.get(source.identity)
            if mapping is not None and source.attributes:
                for case_id in self._texts.cases_in([mapping]):
                    attributes = self._attributes(source.attributes)
                    known = self._imported.cases.setdefault(case_id, {})
                    self._imported.cases[case_id] = attributes | known
        if lost:
            values = {"what": "Case > VariableValue", "count": lost}
            self._imported.problems.append(Problem("exchange-lost", self._file.file, values=values))

    def _attributes(self, attributes: Mapping[str, str]) -> dict[str, str]:
        apply = self._target.pseudonyms.apply
        given = {name: value for name, value in attributes.items() if value and (name != KIND or value not in KINDS)}
        return {" ".join(apply(name).split()): apply(value) for name, value in given.items()}

    def _note(self, kind: str, name: str, text: str, members: Sequence[str]) -> None:
        said = (self._renamed(name), self._target.pseudonyms.apply(text), "; ".join(members))
        columns = ("file", "kind", "name", "text", "members")
        self._imported.notes.append(dict(zip(columns, (self._file.file, kind, *said), strict=True)))

    def _renamed(self, name: str) -> str:
        """A name that a person gave, with its people's names replaced."""
        return self._target.pseudonyms.rename(name)


def _placed(coding: ProjectCoding, mapping: TextMapping) -> dict[str, object] | None:
    """The words of a coding as the study's texts have words, and where they are; None where nothing of them is left."""
    around = NO_CONTEXT
    if mapping.alignment is not None and mapping.frozen is not None:
        # Another state of the text: the words tell, and where they stood is no more than a hint.
        start, end = mapping.frozen.to_clean(coding.start, coding.end)
        words, around = mapping.one.text[start:end], Context.of(mapping.one.text, start, end)
        start = mapping.alignment.place(start)
        end = start + len(words)
    else:
        start, end = mapping.span(coding.start, coding.end) or (0, 0)
        words = mapping.other.text[start:end]
    if not words.strip():
        return None
    return {"quotation": words, "start": start, "end": end, "prefix": around.prefix, "suffix": around.suffix}
