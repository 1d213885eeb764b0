"""The report as pandoc's tree of blocks and inlines, and what can be done with such a tree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benang.conclusions.documents.pandoc import FORMAT, run_pandoc

Node = dict[str, Any]

TRANSCRIPTS = "transcripts"
"""The chapter that only the web page holds."""
_LEAVES = frozenset(("Str", "Space", "SoftBreak", "LineBreak"))
_MARKUP = ("RawInline", "RawBlock", "Math", "Code", "CodeBlock")


@dataclass(frozen=True)
class Tree:
    """A text.

    Attributes:
        title: its title.
        blocks: everything after the title.
        version: of pandoc's tree.
    """

    title: str
    blocks: list[Any]
    version: list[int]

    def json(self, blocks: list[Any]) -> str:
        """``blocks`` as a document that pandoc reads."""
        return json.dumps({"pandoc-api-version": self.version, "meta": {}, "blocks": blocks}, ensure_ascii=False)


def read_tree(text: str, language: str, references: Path | None) -> Tree:
    """Read the report's text; citations are put in words, the list of references where the text has its place.

    Args:
        text: pandoc's Markdown.
        language: of the report.
        references: the works that it cites, as CSL JSON; None where there are none.

    Raises:
        StudyError: pandoc failed.
        ValueError: the text holds raw markup, code or mathematics, which it never may.
    """
    arguments = ["--from", FORMAT, "--to", "json", "--columns", "20", "--metadata", f"lang={language}"]
    if references is not None:
        arguments += ["--citeproc", "--bibliography", str(references), "--metadata", "link-citations=true"]
    loaded = json.loads(run_pandoc(text, "HTML, DOCX, PDF", arguments))
    blocks = list(loaded["blocks"])
    foreign = sorted({node["t"] for node in nodes(blocks) if node["t"] in _MARKUP})
    if foreign:
        raise ValueError(f"the report's text holds {', '.join(foreign)}")
    blocks = mapped(blocks, lambda node: node["c"][1] if node["t"] == "Cite" else None)
    title = ""
    if blocks and blocks[0]["t"] == "Header" and blocks[0]["c"][0] == 1:
        title = plain(blocks[0])
        blocks = blocks[1:]
    return Tree(title, blocks, loaded["pandoc-api-version"])


def mapped(tree: Any, change: Callable[[Node], Any], *, words: bool = False) -> Any:
    """The tree with every node for which ``change`` gives a list replaced by its nodes, from the inside out.

    Words and spaces, of which there are many, are changed only if ``words``.
    """
    if isinstance(tree, list):
        result: list[Any] = []
        for item in tree:
            if isinstance(item, dict) and item.get("t") in _LEAVES:
                result += (change(item) if words else None) or [item]
                continue
            new = mapped(item, change, words=words)
            if isinstance(new, dict) and "t" in new:
                put = change(new)
                result += [new] if put is None else put
            else:
                result.append(new)
        return result
    if isinstance(tree, dict):
        return {key: mapped(value, change, words=words) if key == "c" else value for key, value in tree.items()}
    return tree


def nodes(tree: Any) -> Iterator[Node]:
    """Every node of a tree."""
    if isinstance(tree, list):
        for item in tree:
            yield from nodes(item)
    elif isinstance(tree, dict):
        if "t" in tree:
            yield tree
        for value in tree.values():
            yield from nodes(value)


def plain(tree: Any) -> str:
    """The text of a tree without any markup."""
    parts = {"Space": " ", "SoftBreak": " ", "LineBreak": " "}
    return "".join(str(node["c"]) if node["t"] == "Str" else parts.get(node["t"], "") for node in nodes(tree))


def attributes(node: Node) -> list[Any] | None:
    """A node's identifier, classes and further attributes, as pandoc writes them; None where it has none."""
    content = node.get("c")
    if node["t"] in ("Span", "Div", "Image", "Link", "Figure", "Table"):
        return list(content[0])  # type: ignore[index]
    return list(content[1]) if node["t"] == "Header" else None  # type: ignore[index]


def classes(node: Node) -> list[str]:
    """A node's classes."""
    found = attributes(node)
    return list(found[1]) if found else []


def places(blocks: list[Any]) -> set[str]:
    """Every place that a link can lead to."""
    found = (attributes(node) for node in nodes(blocks))
    return {str(one[0]) for one in found if one and one[0]}


def without_dead_links(blocks: list[Any]) -> list[Any]:
    """Links to places that this form of the report does not have become plain text."""
    known = places(blocks)

    def change(node: Node) -> Any:
        if node["t"] == "Link" and node["c"][2][0].startswith("#") and node["c"][2][0][1:] not in known:
            return node["c"][1]
        return None

    return list(mapped(blocks, change))


def without_transcripts(blocks: list[Any]) -> list[Any]:
    """The report up to the appendix of transcripts."""
    for place, block in enumerate(blocks):
        if block["t"] == "Header" and block["c"][1][0] == TRANSCRIPTS:
            return blocks[:place]
    return blocks


def raised(blocks: list[Any]) -> list[Any]:
    """Headings one level higher: chapters are level 1 where the title is no heading."""

    def change(node: Node) -> Any:
        if node["t"] != "Header":
            return None
        level, attribute, shown = node["c"]
        return [{"t": "Header", "c": [max(1, level - 1), attribute, shown]}]

    return list(mapped(blocks, change))


def after_summary(blocks: list[Any]) -> int:
    """Where the list of contents goes: before the second chapter, so that the first page holds the summary.

    Args:
        blocks: the report's blocks, chapters raised to level 1.
    """
    chapters = [place for place, block in enumerate(blocks) if block["t"] == "Header" and block["c"][0] == 1]
    return chapters[1] if len(chapters) > 1 else chapters[0] if chapters else 0
