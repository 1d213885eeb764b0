"""The drawn maps of a REFI-QDA project."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from benang.exchange.project import GraphEdge, GraphNode, ProjectGraph
from benang.exchange.refi.elements import children, guid, whole_number
from benang.exchange.refi.losses import Losses
from benang.exchange.refi.read_codebook import colour_of, named


def read_maps(graphs: Any, known: Collection[str], losses: Losses) -> Iterator[ProjectGraph]:
    """The maps below an element ``Graphs``.

    Args:
        known: identities of what a node can stand for; what else it stands for is lost, its words and box are not.
        losses: takes that, and lines between nodes that are not there.
    """
    for number, graph in enumerate(children(graphs, "Graph"), 1):
        nodes = tuple(_node(vertex, count, known, losses) for count, vertex in enumerate(children(graph, "Vertex"), 1))
        ends = {node.identity for node in nodes}
        edges = [_edge(edge, count) for count, edge in enumerate(children(graph, "Edge"), 1)]
        kept = tuple(edge for edge in edges if edge.start in ends and edge.end in ends)
        losses.lose("Edge", len(edges) - len(kept))
        yield ProjectGraph(*named(graph, "Graph", number), nodes, kept)


def _node(vertex: Any, number: int, known: Collection[str], losses: Losses) -> GraphNode:
    represents = guid(vertex, "representedGUID")
    if represents and represents not in known:
        losses.lose("Vertex > representedGUID")
        represents = ""
    left, top = (whole_number(vertex, name) or 0 for name in ("firstX", "firstY"))
    right, bottom = whole_number(vertex, "secondX"), whole_number(vertex, "secondY")
    return GraphNode(
        guid(vertex) or f"Vertex {number}",
        str(vertex.get("name", "")),
        represents,
        (left, top, left if right is None else right, top if bottom is None else bottom),
        str(vertex.get("shape", "")),
        colour_of(vertex),
    )


def _edge(edge: Any, number: int) -> GraphEdge:
    return GraphEdge(
        guid(edge) or f"Edge {number}",
        guid(edge, "sourceVertex"),
        guid(edge, "targetVertex"),
        str(edge.get("name", "")),
        str(edge.get("direction", "Associative")),
    )
