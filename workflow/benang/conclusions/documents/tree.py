"""The report as pandoc's tree of blocks and inlines, and what can be done with such a tree."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from benang.conclusions.documents.line_spans import OPEN, marked, unmarked
from benang.conclusions.documents.made_before import MadeBefore
from benang.conclusions.documents.pandoc import FORMAT, run_pandoc
from benang.conclusions.documents.sections import parted_as, sections
from benang.conclusions.documents.text_runs import joined
from benang.conclusions.documents.worded_dates import said_once, worded_dates
from benang.literature.citation_style import CitationStyle

Node = dict[str, Any]

WEB = "web"
"""The style of what stands on web pages alone."""
_BESIDE = re.compile(r"(?:(?:report|supplement)(?:\.\w+)?\.html|transcripts(?:\.[\w-]+\.html|/[^/]*\.html))(?:#|$)")
"""Links to the web page of the other document, and to those of the transcripts."""
REFERENCES = "refs"
"""Where pandoc puts the list of references."""
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

    @cached_property
    def on_paper(self) -> list[Any]:
        """The blocks as print and Word have them: chapters as headings of the first level, no links to web pages."""
        return with_leads(raised(without_dead_links(self.blocks, web=False)))

    def json(self, blocks: list[Any]) -> str:
        """``blocks`` as a document that pandoc reads."""
        return json.dumps({"pandoc-api-version": self.version, "meta": {}, "blocks": blocks}, ensure_ascii=False)


def read_tree(
    text: str,
    language: str,
    references: Path | None,
    before: MadeBefore | None = None,
    style: CitationStyle | None = None,
) -> Tree:
    """Read the report's text; citations are put in words, the list of references where the text has its place.

    Args:
        text: pandoc's Markdown.
        language: of the report.
        references: the works that it cites, as CSL JSON; None where there are none.
        before: what was made of its sections before.
        style: in which they are cited; by default the one that comes with Benang.

    Raises:
        StudyError: pandoc failed.
        ValueError: the text holds raw markup, code or mathematics, which it never may.
    """
    before = before or MadeBefore()
    # Where the text does not come apart as it is cut, it is one section.
    read = before.made("read", sections(text), _read_sections) or before.made("read", [text], _read_whole)
    parts = [json.loads(one) for one in read or ()]
    blocks = [block for _, found in parts for block in found]
    version = parts[0][0]
    blocks = _with_citations(Tree("", blocks, version), language, references, before, style or CitationStyle())
    title = ""
    if blocks and blocks[0]["t"] == "Header" and blocks[0]["c"][0] == 1:
        title = plain(blocks[0])
        blocks = blocks[1:]
    return Tree(title, blocks, version)


def _read_sections(texts: list[str]) -> list[str] | None:
    """Each section's blocks, with the version of pandoc's tree, as JSON; None where they do not come apart."""
    blocks, version = _read("\n\n".join(texts))
    found = parted_as(texts, blocks)
    return None if found is None else [json.dumps([version, one], ensure_ascii=False) for one in found]


def _read_whole(texts: list[str]) -> list[str]:
    blocks, version = _read(*texts)
    return [json.dumps([version, blocks], ensure_ascii=False)]


def _read(text: str) -> tuple[list[Any], list[int]]:
    """The blocks of a text, citations as they are written, and the version of the tree."""
    arguments = ["--from", FORMAT, "--to", "json", "--columns", "20"]
    shorter = marked(text)
    loaded = json.loads(run_pandoc(shorter, "HTML, DOCX, PDF", arguments))
    blocks = list(loaded["blocks"])
    if shorter != text:
        blocks = mapped(blocks, unmarked)
    if shorter != text and any(OPEN in node["c"] for node in nodes(blocks) if node["t"] == "Str"):
        # A mark stands where it is no paragraph's: read as it was written.
        loaded = json.loads(run_pandoc(text, "HTML, DOCX, PDF", arguments))
        blocks = list(loaded["blocks"])
    foreign = sorted({node["t"] for node in nodes(blocks, leaves=False) if node["t"] in _MARKUP})
    if foreign:
        raise ValueError(f"the report's text holds {', '.join(foreign)}")
    return joined(blocks), loaded["pandoc-api-version"]


def _with_citations(
    tree: Tree, language: str, references: Path | None, before: MadeBefore, style: CitationStyle
) -> list[Any]:
    """The blocks with citations in words, and the list of what is cited.

    pandoc gets the blocks that cite, and the place of the list; what it does with one depends on these alone.
    """
    places = [number for number, block in enumerate(tree.blocks) if _cites(block)]
    if references is not None:
        cited = _numbered([tree.blocks[number] for number in places])
        locale = style.locale_for(language)
        arguments = ["--from", "json", "--to", "json", "--metadata", f"lang={locale}", "--csl", str(style.file)]
        arguments += ["--citeproc", "--bibliography", str(references), "--metadata", "link-citations=true"]
        files = (file.read_text(encoding="utf-8", errors="replace") for file in (references, style.file))
        given = "\0".join((tree.json(cited), locale, *files))
        made = before.made("cited", [given], lambda _: [run_pandoc(tree.json(cited), "HTML, DOCX, PDF", arguments)])
        written = json.loads(made[0])["blocks"] if made else []
        written = _dates_once(written, worded_dates(json.loads(references.read_text(encoding="utf-8"))))
    else:
        written = [tree.blocks[number] for number in places]
    written = joined(mapped(written, lambda node: node["c"][1] if node["t"] == "Cite" else None))
    blocks = list(tree.blocks)
    for number, block in zip(places, written, strict=False):
        blocks[number] = block
    # Without a place of its own the list of references comes last.
    return [*blocks, *written[len(places) :]]


def _dates_once(blocks: list[Any], dates: Mapping[str, str]) -> list[Any]:
    """The list of references with each date in words once."""

    def change(node: Node) -> Any:
        date = dates.get(node["c"][0][0]) if node["t"] == "Div" else None
        if not date:
            return None
        inside = [
            block | {"c": said_once(block["c"], date)} if block["t"] in ("Para", "Plain") else block
            for block in node["c"][1]
        ]
        return [{"t": "Div", "c": [node["c"][0], inside]}]

    return list(mapped(blocks, change)) if dates else blocks


def _cites(block: Node) -> bool:
    return any(
        node["t"] == "Cite" or (node["t"] == "Div" and node["c"][0][0] == REFERENCES)
        for node in nodes(block, leaves=False)
    )


def _numbered(blocks: list[Any]) -> list[Any]:
    """The citations numbered from the first, as they are in a text that is read at once."""
    count = itertools.count(1)

    def change(node: Node) -> Any:
        if node["t"] != "Cite":
            return None
        number = next(count)
        works = [work | {"citationNoteNum": number} for work in node["c"][0]]
        return [{"t": "Cite", "c": [works, node["c"][1]]}]

    return list(mapped(blocks, change))


def mapped(tree: Any, change: Callable[[Node], Any], *, words: bool = False) -> Any:
    """The tree with every node for which ``change`` gives a list replaced by its nodes, from the inside out.

    The tree itself is left as it is; the new one shares with it what did not change.

    Words and spaces, of which there are many, are changed only if ``words``.
    """
    if isinstance(tree, list):
        return _mapped_list(tree, change, words)
    if isinstance(tree, dict) and isinstance(tree.get("c"), list | dict):
        return tree | {"c": mapped(tree["c"], change, words=words)}
    return tree


def _mapped_list(items: list[Any], change: Callable[[Node], Any], words: bool) -> list[Any]:
    """The items changed; where nothing did, the very list, for most of a report is left as it is."""
    result: list[Any] = []
    same = True
    for item in items:
        if type(item) is list:
            new = _mapped_list(item, change, words)
            same = same and new is item
            result.append(new)
        elif type(item) is dict:
            node = item
            inside = item.get("c")
            if type(inside) is list:
                changed = _mapped_list(inside, change, words)
                if changed is not inside:
                    node = item | {"c": changed}
            put = change(node) if "t" in item and (words or item["t"] not in _LEAVES) else None
            if put is None:
                same = same and node is item
                result.append(node)
            else:
                same = False
                result += put
        else:
            result.append(item)
    return items if same else result


def nodes(tree: Any, *, leaves: bool = True) -> Iterator[Node]:
    """Every node of a tree, from its beginning to its end; words and spaces, of which there are many, if ``leaves``."""
    rest = [tree]
    while rest:
        item = rest.pop()
        if type(item) is dict:
            kind = item.get("t")
            if kind in _LEAVES:
                if leaves:
                    yield item
                continue
            if kind is not None:
                yield item
            rest += [value for value in reversed(item.values()) if type(value) in (list, dict)]
        elif type(item) is list:
            rest += [value for value in reversed(item) if type(value) in (list, dict)]


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
    found = (attributes(node) for node in nodes(blocks, leaves=False))
    return {str(one[0]) for one in found if one and one[0]}


def without_dead_links(blocks: list[Any], *, web: bool = True) -> list[Any]:
    """Links to places that this form of the report does not have become plain text; so do those to the web pages beside
    it, where it is none itself (``web``), and what is for web pages alone goes."""
    known = places(blocks)

    def change(node: Node) -> Any:
        if not web and node["t"] == "Span" and WEB in classes(node):
            return []
        if node["t"] != "Link":
            return None
        target = node["c"][2][0]
        dead = target.startswith("#") and target[1:] not in known
        return node["c"][1] if dead or (not web and _BESIDE.match(target)) else None

    return list(mapped(blocks, change))


def raised(blocks: list[Any]) -> list[Any]:
    """Headings one level higher: chapters are level 1 where the title is no heading."""

    def change(node: Node) -> Any:
        if node["t"] != "Header":
            return None
        level, attribute, shown = node["c"]
        return [{"t": "Header", "c": [max(1, level - 1), attribute, shown]}]

    return list(mapped(blocks, change))


def with_leads(blocks: list[Any]) -> list[Any]:
    """Paragraphs that are bold throughout, and those that end with a colon before a quotation, lead in what follows, as
    headings do: never alone at the foot of a page."""

    def change(node: Node) -> Any:
        if node["t"] != "Para" or [inline["t"] for inline in node["c"]] != ["Strong"]:
            return None
        return [_lead(node)]

    return list(mapped(_before_quotations(blocks), change))


def _before_quotations(blocks: list[Any]) -> list[Any]:
    led: list[Any] = []
    for block, after in itertools.zip_longest(blocks, blocks[1:]):
        if after is not None and block["t"] == "Para" and _quotes(after) and plain(block["c"]).rstrip().endswith(":"):
            led.append(_lead(block))
        elif block["t"] == "Div":
            led.append({"t": "Div", "c": [block["c"][0], _before_quotations(block["c"][1])]})
        else:
            led.append(block)
    return led


def _quotes(block: Node) -> bool:
    return block["t"] == "Div" and not {"quotation", "observation"}.isdisjoint(block["c"][0][1])


def _lead(paragraph: Node) -> Node:
    return {"t": "Div", "c": [["", ["lead"], []], [paragraph]]}


def after_summary(blocks: list[Any]) -> int:
    """Where the list of contents goes: before the second chapter, so that the first page holds the summary.

    Args:
        blocks: the report's blocks, chapters raised to level 1.
    """
    chapters = [place for place, block in enumerate(blocks) if block["t"] == "Header" and block["c"][0] == 1]
    return chapters[1] if len(chapters) > 1 else chapters[0] if chapters else 0
