"""The report as a Word document: real headings, captions, tables with repeated heads, descriptions of the figures."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benang.conclusions.documents.column_widths import with_room_for_words
from benang.conclusions.documents.document_words import About
from benang.conclusions.documents.pandoc import run_pandoc
from benang.conclusions.documents.reference_document import ReferenceDocument
from benang.conclusions.documents.tree import (
    Node,
    Tree,
    after_summary,
    attributes,
    mapped,
    nodes,
)
from benang.conclusions.documents.word_fields import contents, with_numbers
from benang.conclusions.documents.word_pictures import write_heads
from benang.conclusions.documents.word_tables import keep_rows
from benang.core.files import write_whole

TEXT_WIDTH = 16.0
"""Of a page, in centimetres."""

TALLEST_FIGURE = 21.2
"""What a page has room for beside a caption of four lines, in centimetres; Word would cut a taller figure."""

BESIDE_FIGURE = 4.0
"""What stands above and below a figure on a page of a user's document, in centimetres."""
DOTS = 300 / 2.54
"""Of a figure, a centimetre."""

PARAGRAPHS = {
    "byline": "Byline",
    "question": "Question",
    "notice": "Notice",
    "quotation": "Quotation",
    "observation": "Quotation",
    "unanswered": "Lead",
    "negative": "Negative",
    "lead": "Lead",
    "count": "Count",
    "code": "Code Entry",
    "ids": "Ids",
    "cells": "Ids",
}
"""Paragraph styles of the reference document, by the report's own."""
CHARACTERS = {
    "source": "Source",
    "memo": "Memo",
    "asked": "Source",
    "voice": "Source",
    "profile": "Label",
    "status": "Label",
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
BEGUN = "Quotation Begun"
"""The style of what stays with the paragraph after it."""
CONTENTS_DEPTH = 2


def write_docx(
    tree: Tree,
    about: About,
    folder: Path,
    templates: Path,
    path: Path,
    reference: ReferenceDocument | None = None,
    pages: Mapping[str, int] | None = None,
    article: bool = False,
) -> None:
    """Write the document.

    Args:
        tree: the report.
        about: its facts.
        folder: to which the paths of its figures are relative.
        templates: folder with ``reference.docx``, which holds the styles, and ``word.openxml``,
            pandoc's template without the authors.
        path: the file to write.
        reference: of the user's, in the place of ``reference.docx``.
        pages: of headings in the PDF, by their places, which the contents tell until they are renewed.
        article: whether it is an article, whose contents begin a page: its first one is the title's and the abstract's.
    """
    blocks = with_room_for_words(tree.on_paper)
    first = after_summary(blocks)
    front = [*blocks[:first], *_contents(blocks, about, pages or {}, article), *blocks[first:]]
    width = reference.width if reference else TEXT_WIDTH
    tallest = min(TALLEST_FIGURE, reference.height - BESIDE_FIGURE) if reference else TALLEST_FIGURE
    front = _high_behind_tables(front, folder, width, tallest)
    pictures: dict[str, Path] = {}
    styled = mapped(with_numbers(front), lambda node: _for_word(node, folder, width, tallest, pictures))
    arguments = ["--from", "json", "--to", "docx"]
    # The authors stand in the byline, with their affiliations; pandoc's own template would print them once more.
    arguments += ["--template", str((templates / "word.openxml").resolve())]
    arguments += ["--metadata", f"title={about.title}", "--metadata", f"lang={about.language}"]
    for author in about.authors:
        arguments += ["--metadata", f"author={author}"]
    if about.description:
        arguments += ["--metadata", f"subject={about.description}"]

    def write(target: Path) -> None:
        looks = (templates / "reference.docx").resolve()
        if reference:
            looks = target.resolve().with_name(f"{target.name}.reference.docx")
            looks.write_bytes(reference.data)
        arguments_here = [*arguments, "--reference-doc", str(looks), "--output", str(target.resolve())]
        try:
            with tempfile.TemporaryDirectory(prefix="benang-pictures-") as heads:
                # pandoc names the figures by their paths; in this folder they are the same on every machine.
                drawn, here = write_heads(pictures, Path(heads)), Path(heads)
                run_pandoc(tree.json(styled), "DOCX", arguments_here, sandbox=False, folder=here, epoch=about.epoch)
        finally:
            if reference:
                looks.unlink()
        keep_rows(target, drawn)

    write_whole(path, write)


def _contents(blocks: list[Any], about: About, pages: Mapping[str, int], article: bool) -> list[Any]:
    """A list of the chapters and sections: a field, whose entries are there already."""
    listed = [
        block for block in blocks if block["t"] == "Header" and block["c"][0] <= CONTENTS_DEPTH and block["c"][1][0]
    ]
    said = (about.words["contents"], pages, about.words["pages_of_pdf"])
    return contents(listed, f"1-{CONTENTS_DEPTH}", *said, apart=article)


def _styled_div(style: str, blocks: list[Any]) -> Node:
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], blocks]}


def _for_word(node: Node, folder: Path, width: float, tallest: float, pictures: dict[str, Path]) -> Any:
    if node["t"] == "Image":
        (name, styles, further), shown, (source, title) = node["c"]
        png = (folder / source).with_suffix(".png")
        across, high = _size_in_text(png, width, tallest)
        further = [one for one in further if one[0] not in ("width", "height")]
        further += [["width", f"{across:.4f}cm"], ["height", f"{high:.4f}cm"]]
        called = png.name if pictures.setdefault(png.name, png) == png else f"{len(pictures)}.{png.name}"
        pictures[called] = png
        return [{"t": "Image", "c": [[name, styles, further], shown, [called, title]]}]
    if node["t"] in ("Div", "Span"):
        (name, styles, further), content = attributes(node) or ["", [], []], node["c"][1]
        known = PARAGRAPHS if node["t"] == "Div" else CHARACTERS
        style = next((known[one] for one in styles if one in known), None)
        if style is None:
            return None
        if {"quotation", "observation"}.intersection(styles):
            # The style quotes; a block quotation inside would quote twice.
            content = [inner for block in content for inner in (block["c"] if block["t"] == "BlockQuote" else [block])]
            # All but its last paragraph stay with the next one, so that no quotation is torn apart.
            content = [*([_styled_div(BEGUN, content[:-1])] if content[1:] else []), *content[-1:]]
        return [{"t": node["t"], "c": [[name, styles, [*further, ["custom-style", style]]], content]}]
    return None


def _high_behind_tables(blocks: list[Any], folder: Path, width: float, tallest: float) -> list[Any]:
    """A figure of more than half a page behind the table that follows it: Word moves no figure to where it has room,
    and a table in its place goes over to the next page."""

    def high(block: Node) -> bool:
        pictures = (
            [node for node in nodes(block, leaves=False) if node["t"] == "Image"] if block["t"] == "Figure" else []
        )
        sizes = (_size_in_text((folder / one["c"][2][0]).with_suffix(".png"), width, tallest) for one in pictures)
        return any(height > tallest / 2 for _, height in sizes)

    found = list(blocks)
    for place in range(len(found) - 1):
        if found[place + 1]["t"] == "Table" and high(found[place]):
            found[place : place + 2] = [found[place + 1], found[place]]
    return found


def _size_in_text(png: Path, widest: float, tallest: float) -> tuple[float, float]:
    """How wide and high a picture stands, in centimetres; one that has no room in the text is made smaller.

    Its width and height stand at the head of a PNG, in dots.
    """
    with png.open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    scale = min(1.0, widest * DOTS / width, tallest * DOTS / height)
    return width / DOTS * scale, height / DOTS * scale
