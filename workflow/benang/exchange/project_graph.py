"""The project map as a drawn map that other programs open: themes, their categories, and the codes in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from benang.core.link_layout import Link, joined, laid_out
from benang.exchange.project import GraphEdge, GraphNode, ProjectCode, ProjectGraph

WIDTH, HEIGHT = 240, 48
"""A node's box, in the map's units (programs take them for pixels)."""
COLUMN, ROW = 340, 64
"""From one node to the next, to the right and down."""

_SHAPES = ("Oval", "RoundedRectangle")


def project_map(codes: Sequence[ProjectCode], name: str) -> ProjectGraph:
    """Lay the tree of codes out from left to right.

    A code that none stands under has a row of its own, in the order of the codes; any other stands at the middle of
    those under it, so that no two boxes touch.

    Args:
        codes: the codes; parents are identities of others, without circles.
        name: what the map is called.
    """
    known = {code.identity for code in codes}
    under: defaultdict[str, list[ProjectCode]] = defaultdict(list)
    for code in codes:
        under[code.parent if code.parent in known else ""].append(code)
    places: dict[str, tuple[int, int]] = {}
    rows = 0

    def place(code: ProjectCode, column: int) -> int:
        """Put the code and all under it; gives its distance from the top."""
        nonlocal rows
        below = [place(child, column + 1) for child in under[code.identity]]
        if below:
            top = (below[0] + below[-1]) // 2
        else:
            top, rows = rows * ROW, rows + 1
        places[code.identity] = (column, top)
        return top

    for code in under[""]:
        place(code, 0)
    return ProjectGraph(
        "project map",
        name,
        tuple(_node(code, *places[code.identity]) for code in codes),
        tuple(
            GraphEdge(f"{code.parent}\n{code.identity}", code.parent, code.identity)
            for code in codes
            if code.parent in known
        ),
    )


def relation_map(
    relations: Sequence[tuple[str, str, str, str]], codes: Sequence[ProjectCode], name: str
) -> ProjectGraph:
    """The links that researchers drew between codes, as a map: codes in the columns and the order of the concept map.

    Args:
        relations: start and end (identities of codes), what the link is called, and whether it has a direction (not
            empty); in the order in which they were drawn. A code that the project does not have has no link.
        codes: the codes of the project.
        name: what the map is called.
    """
    of = {code.identity: code for code in codes}
    links = [one for one in relations if one[0] in of and one[1] in of]
    drawn = [Link(start, end, bool(directed)) for start, end, _, directed in links]
    nodes = []
    top = 0
    for numbers in joined(drawn):
        columns = laid_out(drawn, numbers).columns
        for column, things in enumerate(columns):
            # A link that passes a column has a row there.
            nodes += [
                _node(of[one], column, (top + row) * ROW) for row, one in enumerate(things) if isinstance(one, str)
            ]
        top += max(map(len, columns))
    edges = tuple(
        GraphEdge(f"relation\n{start}\n{end}\n{said}", start, end, said, "OneWay" if directed else "Associative")
        for start, end, said, directed in links
    )
    return ProjectGraph("relations", name, tuple(nodes), edges)


def _node(code: ProjectCode, column: int, top: int) -> GraphNode:
    left = column * COLUMN
    shape = _SHAPES[column] if column < len(_SHAPES) else "Rectangle"
    box = (left, top, left + WIDTH, top + HEIGHT)
    return GraphNode(code.identity, code.name, represents=code.identity, box=box, shape=shape, colour=code.colour)
