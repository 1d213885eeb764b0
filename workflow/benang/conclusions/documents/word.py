"""The report as a Word document: real headings, captions, tables with repeated heads, descriptions of the figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benang.conclusions.documents.pandoc import run_pandoc
from benang.conclusions.documents.tree import (
    Node,
    Tree,
    after_summary,
    attributes,
    mapped,
    raised,
    without_dead_links,
    without_transcripts,
)
from benang.conclusions.documents.wording import About
from benang.files import write_whole

PARAGRAPHS = {
    "byline": "Byline",
    "question": "Question",
    "notice": "Notice",
    "quotation": "Quotation",
    "negative": "Negative",
    "count": "Count",
    "code": "Code Entry",
    "ids": "Ids",
    "cells": "Ids",
}
"""Paragraph styles of the reference document, by the report's own."""
CHARACTERS = {
    "source": "Source",
    "memo": "Memo",
    "id": "Coding Id",
    "hash": "Coding Id",
    "file": "Coding Id",
    "label": "Label",
    "zero": "Zero",
    "flag": "Flag",
    "unmet": "Flag",
    "who": "Label",
}
"""Character styles, likewise."""
CONTENTS_DEPTH = 2


def write_docx(tree: Tree, about: About, folder: Path, templates: Path, path: Path) -> None:
    """Write the document.

    Args:
        tree: the report.
        about: its facts.
        folder: to which the paths of its figures are relative.
        templates: folder with ``reference.docx``, which holds the styles.
        path: the file to write.
    """
    blocks = raised(without_dead_links(without_transcripts(tree.blocks)))
    first = after_summary(blocks)
    front = [*blocks[:first], *_contents(blocks, about.words["contents"]), *blocks[first:]]
    styled = mapped(front, _for_word)
    reference = (templates / "reference.docx").resolve()
    arguments = ["--from", "json", "--to", "docx", "--reference-doc", str(reference)]
    arguments += ["--metadata", f"title={about.title}", "--metadata", f"lang={about.language}"]
    for author in about.authors:
        arguments += ["--metadata", f"author={author}"]
    if about.description:
        arguments += ["--metadata", f"subject={about.description}"]

    def write(target: Path) -> None:
        # pandoc names the figures by their paths; relative to this folder they are the same on every machine.
        arguments_here = [*arguments, "--output", str(target.resolve())]
        run_pandoc(tree.json(styled), "DOCX", arguments_here, sandbox=False, folder=folder, epoch=about.epoch)

    write_whole(path, write)


def _contents(blocks: list[Any], heading: str) -> list[Any]:
    """A list of the chapters and sections, each a link: a field would ask every reader to bring it up to date."""
    entries: list[Any] = [_styled_div("TOC Heading", [{"t": "Para", "c": [{"t": "Str", "c": heading}]}])]
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] <= CONTENTS_DEPTH and block["c"][1][0]:
            level, (name, *_), shown = block["c"]
            link = {"t": "Link", "c": [["", [], []], shown, [f"#{name}", ""]]}
            entries.append(_styled_div(f"TOC {level}", [{"t": "Para", "c": [link]}]))
    return entries


def _styled_div(style: str, blocks: list[Any]) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def _for_word(node: Node) -> Any:
    if node["t"] == "Image":
        attribute, shown, (source, title) = node["c"]
        png = source.removesuffix(".svg") + ".png"
        return [{"t": "Image", "c": [attribute, shown, [png, title]]}]
    if node["t"] in ("Div", "Span"):
        (name, styles, further), content = attributes(node) or ["", [], []], node["c"][1]
        known = PARAGRAPHS if node["t"] == "Div" else CHARACTERS
        style = next((known[one] for one in styles if one in known), None)
        if style is None:
            return None
        if "quotation" in styles:
            # The style quotes; a block quotation inside would quote twice.
            content = [inner for block in content for inner in (block["c"] if block["t"] == "BlockQuote" else [block])]
        return [{"t": node["t"], "c": [[name, styles, [*further, ["custom-style", style]]], content]}]
    return None
