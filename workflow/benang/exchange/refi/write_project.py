"""A project as a document of QDA-XML Project 1.0, with the plain texts that lie beside it in the archive."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from lxml import etree  # type: ignore[import-untyped]

from benang.exchange.project import (
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    ProjectGraph,
    ProjectMemo,
    ProjectSet,
    ProjectSource,
)
from benang.exchange.refi.write_codebook import ORIGIN
from benang.exchange.refi.write_codes import add, add_codes, add_text, colour, set_attributes
from benang.exchange.refi.write_guids import guid
from benang.exchange.refi.write_source import NO_DATE, SourceElement, shortened, user
from benang.exchange.refi.write_targets import PlainText, Target
from benang.exchange.refi.write_variables import KINDS, holds

NAMESPACE = "urn:QDA-XML:project:1.0"

_TRIANGLES = ("LeftTriangle", "RightTriangle", "UpTriangle", "DownTriangle")
_SHAPES = ("Person", "Oval", "Rectangle", "RoundedRectangle", "Star", "Note", *_TRIANGLES)
_DIRECTIONS = ("Associative", "OneWay", "Bidirectional")

_Thing = TypeVar("_Thing")
_OfSource = TypeVar("_OfSource", ProjectCoding, ProjectMemo)


_PLACE = b"    <TextSource/>\n"
"""Stands in the document where the sources belong."""


class WrittenSource(NamedTuple):
    """A source as it is written.

    Attributes:
        xml: its element, as it stands in the document.
        file, data: its plain text.
    """

    xml: bytes
    file: str
    data: bytes


class ProjectDocument:
    """A project for one program: the document ``project.qde``, without what it says of the sources, and its notes.

    The sources are most of it, and are written one after the other (``source``), in the project's order.

    Attributes:
        head, tail: what stands in the document before the sources and behind them.
        notes: the texts of notes by name, in the project's order.
        target: the program.

    Raises:
        ValueError: something refers to what the project does not have.
    """

    def __init__(self, project: Project, target: Target) -> None:
        self._project = project
        self.target = self._target = target
        self._kinds = _variable_kinds(project)
        # Whatever a map may show; where two kinds share an identity, the first of them.
        self._guids: dict[str, dict[str, str]] = {
            kind: {thing.identity: guid(kind, thing.identity) for thing in things}
            for kind, things in (
                ("code", project.codes),
                ("source", project.sources),
                ("case", project.cases),
                ("memo", project.memos),
            )
        }
        self._codings = _by_source(project.codings)
        self._memos = _by_source([memo for memo in project.memos if memo.source])
        for identity in (*self._codings, *self._memos):
            self._guid("source", identity)
        for code in {coding.code for coding in project.codings}:
            self._guid("code", code)
        # A program that keys its texts by name would lose the second of two.
        self._names = distinct_names(project.sources)
        self.notes: dict[str, bytes] = {}
        root = etree.Element(etree.QName(NAMESPACE, "Project"), nsmap={None: NAMESPACE})
        set_attributes(root, name=project.name, origin=ORIGIN)
        self._fill(root)
        document: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
        self.head, _, self.tail = document.partition(_PLACE) if project.sources else (document, b"", b"")

    def source(self, source: ProjectSource) -> WrittenSource:
        """What is written of a source of the project.

        Raises:
            ValueError: a coding of it names a code that the project does not have, or a span lies outside its text.
        """
        root = etree.Element(etree.QName(NAMESPACE, "Project"), nsmap={None: NAMESPACE})
        own = self._guid("source", source.identity)
        element = add(add(root, "Sources"), "TextSource", guid=own, name=self._names[source.identity])
        element.set("plainTextPath", f"internal://{own}.txt")
        text = SourceElement(element, source, self._target)
        codings, memos = self._codings.get(source.identity, []), self._memos.get(source.identity, [])
        text.fill(codings, memos, lambda code: self._guid("code", code))
        self._add_values(element, source.attributes)
        # As it is indented within the document.
        lines: bytes = etree.tostring(root, encoding="utf-8", pretty_print=True)
        begin, end = lines.index(b"    <TextSource"), lines.rindex(b"  </Sources>")
        return WrittenSource(lines[begin:end], f"{own}.txt", text.data)

    def digest_of(self, source: ProjectSource) -> str:
        """The same for all that ``source`` is made from, but for the program and the code."""
        codings, memos = (of.get(source.identity, []) for of in (self._codings, self._memos))
        kinds = [self._kinds[name] for name in source.attributes]
        about = [source, self._names[source.identity], kinds, codings, memos]
        return hashlib.sha256(repr(about).encode("utf-8", "surrogatepass")).hexdigest()

    def _fill(self, root: etree._Element) -> None:
        """Everything in the order of the standard, which has no empty lists."""
        project = self._project
        for users, name in _listed(root, "Users", _people(project)):
            add(users, "User", guid=guid("user", name), name=name)
        if project.codes:
            names = distinct_names(project.codes) if self._target.distinct_codes else _names(project.codes)
            add_codes(
                add(root, "CodeBook"), project.codes, names, self._target.notes, categories=self._target.categories
            )
        for variables, name in _listed(root, "Variables", list(self._kinds)):
            add(variables, "Variable", guid=guid("variable", name), name=name, typeOfVariable=self._kinds[name])
        for cases, case in _listed(root, "Cases", project.cases):
            self._add_case(cases, case)
        if project.sources:
            add(add(root, "Sources"), "TextSource")
        self._add_notes(root)
        for sets, group in _listed(root, "Sets", project.sets):
            self._add_set(sets, group)
        for graphs, graph in _listed(root, "Graphs", project.graphs):
            self._add_graph(graphs, graph)
        add_text(root, "Description", project.description)
        for memo in project.memos:
            if not memo.source:
                add(root, "NoteRef", targetGUID=self._guid("memo", memo.identity))

    def _add_case(self, cases: etree._Element, case: ProjectCase) -> None:
        element = add(cases, "Case", guid=guid("case", case.identity), name=case.name)
        add_text(element, "Description", case.memo)
        self._add_values(element, case.attributes)
        for source in case.sources:
            add(element, "SourceRef", targetGUID=self._guid("source", source))

    def _add_values(self, element: etree._Element, attributes: Mapping[str, str]) -> None:
        for name, value in attributes.items():
            if value:
                pair = add(element, "VariableValue")
                add(pair, "VariableRef", targetGUID=guid("variable", name))
                add_text(pair, f"{self._kinds[name]}Value", value)

    def _add_notes(self, root: etree._Element) -> None:
        """Notes in files of their own, as NVivo and QualCoder write them: QualCoder reads no others."""
        notes = [
            (self._guid("memo", memo.identity), memo.title, memo.author, memo.text)
            for memo in self._project.memos
            if self._is_note(memo)
        ]
        if self._target.notes:
            codes = [code for code in self._project.codes if code.memo]
            notes += [(guid("code memo", code.identity), code.name, "", code.memo) for code in codes]
        for parent, (own, title, author, text) in _listed(root, "Notes", notes):
            add(
                parent,
                "Note",
                guid=own,
                # A title of our making would come back as the author's; QualCoder's journal must have one.
                name=title or (None if self._target.notes else shortened(text)),
                plainTextPath=f"internal://{own}.txt",
                creatingUser=user(author),
                creationDateTime=NO_DATE if self._target.dated else None,
            )
            self.notes[f"{own}.txt"] = PlainText(text, self._target).data()

    def _is_note(self, memo: ProjectMemo) -> bool:
        """Whether a memo becomes a note; where programs read none, one on a source stands in a description."""
        return self._target.notes or not memo.source

    def _add_set(self, sets: etree._Element, group: ProjectSet) -> None:
        element = add(sets, "Set", guid=guid("set", group.identity), name=group.name)
        add_text(element, "Description", group.definition)
        for code in group.codes:
            add(element, "MemberCode", targetGUID=self._guid("code", code))
        for source in group.sources:
            add(element, "MemberSource", targetGUID=self._guid("source", source))
        notes = {memo.identity for memo in self._project.memos if self._is_note(memo)}
        for memo in group.memos:
            own = self._guid("memo", memo)
            if memo in notes:
                add(element, "MemberNote", targetGUID=own)

    def _add_graph(self, graphs: etree._Element, graph: ProjectGraph) -> None:
        element = add(graphs, "Graph", guid=guid("graph", graph.identity), name=graph.name)
        nodes = {node.identity: guid("node", f"{graph.identity}\n{node.identity}") for node in graph.nodes}
        for node in graph.nodes:
            first_x, first_y, second_x, second_y = map(str, node.box)
            add(
                element,
                "Vertex",
                guid=nodes[node.identity],
                representedGUID=self._represented(node.represents),
                name=node.name,
                firstX=first_x,
                firstY=first_y,
                secondX=second_x,
                secondY=second_y,
                shape=node.shape if node.shape in _SHAPES else None,
                color=colour(node.colour),
            )
        for edge in graph.edges:
            add(
                element,
                "Edge",
                guid=guid("edge", f"{graph.identity}\n{edge.identity}"),
                name=edge.name or None,
                sourceVertex=_known(nodes, "node", edge.start),
                targetVertex=_known(nodes, "node", edge.end),
                direction=edge.direction if edge.direction in _DIRECTIONS else "Associative",
            )

    def _represented(self, identity: str) -> str | None:
        if not identity:
            return None
        holding = next((guids for guids in self._guids.values() if identity in guids), {})
        return _known(holding, "thing", identity)

    def _guid(self, kind: str, identity: str) -> str:
        return _known(self._guids[kind], kind, identity)


def distinct_names(things: Sequence[ProjectCode] | Sequence[ProjectSource]) -> dict[str, str]:
    """A name for each thing, by identity: its own, with a number where one before it has that name, whatever its case.

    A numbered name is none that another thing bears.
    """
    taken = {thing.name.casefold() for thing in things}
    names: dict[str, str] = {}
    met: set[str] = set()
    for thing in things:
        name, number = thing.name, 2
        if name.casefold() in met:
            while (name := f"{thing.name} ({number})").casefold() in taken:
                number += 1
            taken.add(name.casefold())
        met.add(name.casefold())
        names[thing.identity] = name
    return names


def _names(codes: Iterable[ProjectCode]) -> dict[str, str]:
    return {code.identity: code.name for code in codes}


def _known(guids: Mapping[str, str], kind: str, identity: str) -> str:
    if identity not in guids:
        raise ValueError(f"the project has no {kind} {identity!r}")
    return guids[identity]


def _listed(root: etree._Element, name: str, things: Sequence[_Thing]) -> Iterator[tuple[etree._Element, _Thing]]:
    """Each thing with the element ``name`` below ``root`` that all of them go into; none is made for nothing."""
    parent = add(root, name) if things else root
    for thing in things:
        yield parent, thing


def _by_source(things: Iterable[_OfSource]) -> defaultdict[str, list[_OfSource]]:
    grouped: defaultdict[str, list[_OfSource]] = defaultdict(list)
    for thing in things:
        grouped[thing.source].append(thing)
    return grouped


def _people(project: Project) -> list[str]:
    """Everybody who is named, in the project's order, then as they come."""
    coders = (coding.coder for coding in project.codings)
    authors = (memo.author for memo in project.memos)
    return [name for name in dict.fromkeys((*project.coders, *coders, *authors)) if name]


def _variable_kinds(project: Project) -> dict[str, str]:
    """Each variable and its kind: the one it is said to have if that holds all of its values, else text."""
    values: dict[str, list[str]] = {name: [] for name in project.variables}
    for attributes in (thing.attributes for things in (project.cases, project.sources) for thing in things):
        for name, value in attributes.items():
            values.setdefault(name, []).append(value)
    kinds = {}
    for name, given in values.items():
        kind = project.variables.get(name, "Text")
        fits = kind in KINDS and all(holds(kind, value) for value in given if value)
        kinds[name] = kind if fits else "Text"
    return kinds
