"""A coded project as programs for qualitative analysis keep it, of no program's format.

Every reader of this package hands over a ``Project``, every writer takes one. Things refer to each other by
``identity``: the GUID of a REFI-QDA project, the row number of a database, whatever tells them apart within the file.
Offsets are Unicode code points into ``ProjectSource.text``, end exclusive, whatever the program itself counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

KIND = "kind"
"""The variable that holds the kind of a source in what Benang writes, and is read back."""


@dataclass(frozen=True)
class ProjectCode:
    """A code.

    Attributes:
        parent: identity of the code it stands under; empty at the top.
        definition: what the program calls its description.
        colour: ``#rrggbb``, or empty.
        codable: whether text may be given this code (False for one that only groups others).
        groups: whether it lies above others and nobody coded with it: a category, in a program that has such.
    """

    identity: str
    name: str
    parent: str = ""
    definition: str = ""
    colour: str = ""
    codable: bool = True
    memo: str = ""
    groups: bool = False


@dataclass(frozen=True)
class ProjectSource:
    """A text.

    Attributes:
        text: without a byte order mark; its line ends are those of the project.
        attributes: values of the project's variables for this text, by name of the variable.
        place: where it lies within the project's file, for messages.
    """

    identity: str
    name: str
    text: str
    memo: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    place: str = ""


class StoredSource(ProjectSource):
    """A text that stays where it is stored until it is asked for: all of them would fill the memory.

    Args:
        identity, name, attributes: as of any source.
        texts: the texts by identity.
        sha256: digest of the text.
    """

    def __init__(
        self, identity: str, name: str, attributes: Mapping[str, str], texts: Mapping[str, str], sha256: str
    ) -> None:
        for field_name, value in (("identity", identity), ("name", name), ("attributes", attributes)):
            object.__setattr__(self, field_name, value)
        object.__setattr__(self, "_texts", texts)
        object.__setattr__(self, "_sha256", sha256)

    @property
    def text(self) -> str:
        """The text, read now."""
        said: str = self.__dict__["_texts"][self.identity]
        return said

    def __repr__(self) -> str:
        """All that tells it from others; of its text the digest."""
        return f"StoredSource({self.identity!r}, {self.name!r}, {self.attributes!r}, {self.__dict__['_sha256']!r})"


@dataclass(frozen=True, slots=True)
class ProjectCoding:
    """A span of a text with a code.

    Attributes:
        source, code: identities.
        start, end: the span.
        coder: name of the person, as the project has it; empty where it names none.
        memo: what the coder wrote about this coding.
        quotation: the coded words as the file itself gives them, where it does; else empty. Never made from the text.
        date: when it was coded (``benang.core.moments``), where the project says so; else empty.
        place: what finds it again in the project (a GUID, a row), for messages.
    """

    source: str
    start: int
    end: int
    code: str
    coder: str = ""
    memo: str = ""
    quotation: str = ""
    place: str = ""
    date: str = ""


@dataclass(frozen=True)
class CaseRange:
    """A part of a text that is of a case: identity of the source, code points of its text, end exclusive."""

    source: str
    start: int
    end: int


@dataclass(frozen=True)
class ProjectCase:
    """A case.

    Attributes:
        attributes: values by name of the variable.
        sources: identities of the sources it is in, in whole or in part.
        ranges: the parts of those it is in in part alone.
    """

    identity: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    memo: str = ""
    ranges: tuple[CaseRange, ...] = ()


@dataclass(frozen=True)
class ProjectMemo:
    """A memo or note: on a span of a source (``start`` and ``end`` given), on a source, or on the project."""

    identity: str
    text: str
    title: str = ""
    author: str = ""
    source: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class ProjectSet:
    """A set (code group, document group): identities of its members."""

    identity: str
    name: str
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    memos: tuple[str, ...] = ()
    definition: str = ""


@dataclass(frozen=True)
class GraphNode:
    """A node of a drawn map: what it stands for (an identity, or empty), its words, and its box in whole units."""

    identity: str
    name: str
    represents: str = ""
    box: tuple[int, int, int, int] = (0, 0, 0, 0)
    shape: str = ""
    colour: str = ""


@dataclass(frozen=True)
class GraphEdge:
    """A line of a drawn map between two nodes (identities)."""

    identity: str
    start: str
    end: str
    name: str = ""
    direction: str = "Associative"


@dataclass(frozen=True)
class ProjectGraph:
    """A drawn map, such as the project map."""

    identity: str
    name: str
    nodes: tuple[GraphNode, ...] = ()
    edges: tuple[GraphEdge, ...] = ()


@dataclass(frozen=True)
class Project:
    """A coded project.

    Attributes:
        name: as the project calls itself.
        origin: the program and version that wrote it, as it says itself; empty where it does not.
        coders: names of its people, in its order.
        variables: names of its variables, in its order, and the kind of each (Text, Boolean, Integer, Float, Date,
            DateTime).
    """

    name: str = ""
    origin: str = ""
    description: str = ""
    coders: tuple[str, ...] = ()
    codes: tuple[ProjectCode, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[ProjectCase, ...] = ()
    sources: tuple[ProjectSource, ...] = ()
    codings: tuple[ProjectCoding, ...] = ()
    memos: tuple[ProjectMemo, ...] = ()
    sets: tuple[ProjectSet, ...] = ()
    graphs: tuple[ProjectGraph, ...] = ()

    def code_paths(self) -> dict[str, tuple[str, ...]]:
        """``code_paths`` of its codes."""
        return code_paths(self.codes)


def code_paths(codes: Iterable[ProjectCode]) -> dict[str, tuple[str, ...]]:
    """For each code's identity the names from the top of its tree down to itself.

    A code below one that is not there begins at its own tree's top; one whose line of parents leads back to itself
    stands alone.
    """
    known = {code.identity: code for code in codes}
    paths: dict[str, tuple[str, ...]] = {}
    for code in known.values():
        line = [code]
        while (above := known.get(line[-1].parent)) is not None:
            if above in line:
                line = [code]
                break
            line.append(above)
        paths[code.identity] = tuple(each.name for each in reversed(line))
    return paths
