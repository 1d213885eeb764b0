"""The report as a typeset PDF, by typst, with the fonts that come with the libraries."""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import unescape

import typst

from benang.conclusions.documents.column_widths import LETTERS_OF_PDF, with_room_for_words
from benang.conclusions.documents.document_words import About
from benang.conclusions.documents.float_places import Placing, Stood, ended, in_series, placed, placing
from benang.conclusions.documents.made_before import MadeBefore
from benang.conclusions.documents.pandoc import run_pandoc
from benang.conclusions.documents.sections import parted
from benang.conclusions.documents.text_runs import separated
from benang.conclusions.documents.tree import (
    REFERENCES,
    Node,
    Tree,
    after_summary,
    attributes,
    mapped,
    nodes,
    plain,
)
from benang.conclusions.documents.typeset_tables import printed_table, tall_tables, with_heading_rows
from benang.conclusions.documents.typst_text import typst_raw, typst_string
from benang.core.files import write_whole
from benang.core.fonts import needed_fonts, script, shipped_fonts, static_font, told
from benang.core.problems import Problem, StudyError

BLOCKS = (
    *("byline", "question", "notice", "quotation", "observation", "negative", "answer", "unanswered"),
    *("lead", "count", "code", "ids", "cells"),
)
"""Styles of paragraphs that the template knows, each as a function ``b-<name>``."""
INLINES = (
    "source",
    "memo",
    "asked",
    "voice",
    "profile",
    "status",
    "id",
    "hash",
    "file",
    "label",
    "zero",
    "flag",
    "met",
    "unmet",
    "who",
    "whole",
)
"""Styles of words, likewise."""

# What typst sets as another character (an ellipsis, a dash, a minus, a curly quote), which pandoc does not keep it
# from.
_SHORTHAND = re.compile(r"""\.\.|--|-\?|-\d|["']""")
PAGE = {"margin": 25.0, "vertical": 20.0, "size": 10, "leading": 0.6}
"""How a page looks where no journal asks for something else."""
TALLEST = 212
"""How high a figure may be beside its caption, in millimetres: no page of a figure is drawn higher
(``mapping.figures.drawing.style.TALLEST``), as its type would be too small once it is made to fit."""
PAPER = 297
"""How high a page is (A4), in millimetres."""
POINTS = 72 / 25.4
"""In a millimetre."""
MOST_SCRIPTS = 12
"""So many are named at the head of a document that cannot show them."""
LONGEST_WHOLE = 1500
"""A quotation of fewer characters stays on one page."""


def write_pdf(
    tree: Tree,
    about: About,
    folder: Path,
    templates: Path,
    path: Path,
    before: MadeBefore | None = None,
    page: Mapping[str, float] | None = None,
    contents: bool = True,
) -> None:
    """Write the PDF.

    Args:
        tree: the report.
        about: its facts.
        folder: to which the paths of its figures are relative.
        templates: folder with ``report.typ``.
        path: the file to write.
        before: what was made of its sections before.
        page: margin in millimetres (``vertical``: at head and foot, where it is another one), size of the letters in
            points, leading in em.
        contents: whether it has a list of contents.

    Raises:
        StudyError: typst failed.
    """
    root = folder.resolve()
    pictures = [node["c"][2][0] for node in _images(tree.blocks)]
    shared = _common(root, [(folder / picture).resolve() for picture in pictures])
    blocks = with_room_for_words(tree.on_paper, LETTERS_OF_PDF)
    if contents:
        first = after_summary(blocks)
        listed = typst_raw("RawBlock", f"#b-contents({typst_string(about.words['contents'])})")
        blocks = [*blocks[:first], listed, *blocks[first:]]
    # Of a long text the figures that stand behind one another float within their section; to see where everything
    # stands takes longer.
    series = Placing(floating=in_series(blocks)) if contents else Placing()
    things = [] if contents else [one for one in placed(blocks) if one.name not in tall_tables(blocks)]
    blocks = ended(blocks, series.floating, typst_raw("RawBlock", "#place.flush()"))
    blocks = list(mapped(blocks, printed_table))
    body = _body(tree, blocks, folder, shared, before or MadeBefore())
    look = {"vertical": (page or PAGE)["margin"], **(page or PAGE)}
    values = {
        "title": about.title,
        "authors": list(about.authors),
        "description": about.description,
        "lang": about.language,
        "page": look,
        "date": [about.date.year, about.date.month, about.date.day] if about.dated else [],
    }
    template = (templates / "report.typ").read_text(encoding="utf-8")
    quoted, letters, row, airy = ("1em", "8.5pt", "3.6pt", "1") if contents else ("0.93em", "8pt", "2.6pt", "0.64")
    sizes = {
        "tallest-figure": f"{TALLEST}mm",
        "quoted-size": quoted,
        "table-size": letters,
        "row-inset": row,
        "airy": airy,
    }
    template = "".join(f"#let {name} = {value}\n" for name, value in sizes.items()) + template
    for picture in sorted({(folder / picture).resolve() for picture in pictures}):
        if _set_wrongly(picture):
            named = "/" + picture.relative_to(shared).as_posix()
            body = body.replace(typst_string(named), typst_string(named.removesuffix(".svg") + ".png"))
    shown = _legible(body, about)
    values["shown"] = told(about.title, _named)
    source = template + "\n#show: report.with(json(bytes(" + typst_string(json.dumps(values)) + ")))\n\n" + shown
    room = (look["vertical"] + 1) * POINTS, (PAPER - look["vertical"] + 1) * POINTS
    with tempfile.TemporaryDirectory(prefix="benang-fonts-") as fonts:
        _put_fonts(body + about.title, Path(fonts))
        given: dict[str, Any] = {
            "root": str(shared),
            "font_paths": [str(shipped_fonts()), fonts],
            "ignore_system_fonts": True,
        }
        found = placing(things, room, lambda how: _stood(how.typst() + source, given)) if things else series
        made = _compiled(found.typst() + source, about, given)

    def write(target: Path) -> None:
        target.write_bytes(made)

    write_whole(path, write)


def _set_wrongly(picture: Path) -> bool:
    """Whether a picture has letters of further fonts: typst does not join and place them in pictures as it does in
    texts, so the picture of dots stands in print."""
    if picture.suffix != ".svg" or not picture.with_suffix(".png").is_file():
        return False
    svg = picture.read_text(encoding="utf-8")
    return bool(needed_fonts(unescape(re.sub(r"<style.*?</style>|<[^>]*>", "", svg, flags=re.DOTALL))))


def _legible(body: str, about: About) -> str:
    """The document in letters that a font has; what has none is named, and a line at its head says so."""
    scripts: list[str] = []

    def sign(run: str) -> str:
        scripts.append(script(run))
        return _named(run)

    shown = told(body, sign)
    if not scripts:
        return shown
    said = about.words["no_font"].replace("{scripts}", ", ".join(sorted(set(scripts))[:MOST_SCRIPTS]))
    return f"#b-notice[#{typst_string(said)};]\n\n{shown}"


def _named(run: str) -> str:
    """What stands for letters without a font: no sign of typst's own."""
    return f"‹{script(run)}›"


def _put_fonts(text: str, folder: Path) -> None:
    """The further fonts that a text needs; a collection is cut down to the letters that are in it."""
    for number, (font, points) in enumerate(needed_fonts(text).items()):
        made = font.file.read_bytes() if font.number < 0 else static_font(font, points)
        (folder / f"{number}.ttf").write_bytes(made)


def _stood(source: str, given: Mapping[str, Any]) -> list[Stood]:
    """Where headings, tables and figures of a document stand."""
    try:
        told = json.loads(typst.query(source.encode("utf-8"), "<b-stands>", field="value", **given))
    except (typst.TypstError, RuntimeError) as error:
        raise _failed(error) from None
    return [(part, name, int(page), float(y)) for part, name, page, y in told]


def _compiled(source: str, about: About, given: Mapping[str, Any]) -> bytes:
    """The PDF: for everybody to read (PDF/UA-1), or where a text cannot be that, tagged all the same."""
    standards: Any  # of the many that typst knows one
    problem = StudyError([])
    for standards in ("ua-1", None):
        try:
            made: bytes = typst.compile(source.encode("utf-8"), timestamp=about.epoch, pdf_standards=standards, **given)
        except typst.TypstError as error:
            problem = _failed(error)
        else:
            return made
    raise problem


def _failed(error: Exception) -> StudyError:
    return StudyError([Problem("document-failed", values={"form": "PDF", "reason": str(error).split("\n")[0]})])


def _body(tree: Tree, blocks: list[Any], folder: Path, root: Path, before: MadeBefore) -> str:
    """The blocks as typst, section by section."""

    def written(parts: Sequence[str]) -> list[str] | None:
        # A comment that stands nowhere else shows where a section ends in what pandoc writes.
        edge = f"// {hashlib.sha256(''.join(parts).encode('utf-8', 'surrogatepass')).hexdigest()}"
        given = [block for part in parts for block in (*json.loads(part), typst_raw("RawBlock", edge))]
        given = mapped(given, lambda node: _for_print(node, folder, root), words=True)
        body = run_pandoc(tree.json(given), "PDF", ["--from", "json", "--to", "typst-citations", "--wrap", "none"])
        body = with_heading_rows(body)
        made = body.split(f"{edge}\n")
        return made[:-1] if len(made) == len(parts) + 1 else None

    # Pictures are named by their place in the root.
    kind = f"typst {folder.resolve().relative_to(root).as_posix()}"
    parts = [json.dumps(part, ensure_ascii=False) for part in parted(blocks)]
    made = before.made(kind, parts, written) or written([json.dumps(blocks, ensure_ascii=False)]) or []
    return "".join(made).rstrip("\n") + "\n"


def _images(tree: Any) -> list[Node]:
    return [node for node in nodes(tree, leaves=False) if node["t"] == "Image"]


def _common(folder: Path, files: list[Path]) -> Path:
    """The closest folder that holds ``folder`` and all ``files``: typst reads nothing outside it."""
    while not all(file.is_relative_to(folder) for file in files):
        folder = folder.parent
    return folder


def _for_print(node: Node, folder: Path, root: Path) -> Any:
    kind = node["t"]
    if kind == "Str":
        return _without_shorthand(node["c"]) if _SHORTHAND.search(node["c"]) else None
    if kind == "Figure":
        return _figure(node, folder, root)
    if kind not in ("Div", "Span"):
        return None
    name, styles, _ = attributes(node) or ["", [], []]
    raw = "RawBlock" if kind == "Div" else "RawInline"
    if name == REFERENCES:
        # The first works stay with the heading.
        first, others = node["c"][1][:3], node["c"][1][3:]
        together = [typst_raw(raw, "#block(sticky: true, breakable: false)["), *first, typst_raw(raw, "]")]
        return [typst_raw(raw, "#b-references["), *together, *others, typst_raw(raw, "]")]
    known = BLOCKS if kind == "Div" else INLINES
    style = next((one for one in styles if one in known), None)
    content = node["c"][1]
    if kind == "Span" and name and not content:
        return [typst_raw(raw, f"#b-place(<{name}>)")]
    if style is None or name:
        return None
    opening = f"#b-{style}["
    if style in ("quotation", "observation", "code", "cells"):
        short = len(plain(content)) < LONGEST_WHOLE
        opening = f"#b-{style}(breakable: {'false' if short else 'true'})["
    if style in ("quotation", "observation"):
        content = [inner for block in content for inner in (block["c"] if block["t"] == "BlockQuote" else [block])]
    return [typst_raw(raw, opening), *content, typst_raw(raw, "]")]


def _without_shorthand(text: str) -> list[Node]:
    """The words of a text, those that typst would set otherwise as its literals."""
    shown: list[Node] = []
    for apart, words in separated(text, _SHORTHAND):
        node = typst_raw("RawInline", f"#{typst_string(words)};") if apart else {"t": "Str", "c": words}
        shown += [{"t": "Space"}, node] if shown else [node]
    return shown


def _figure(node: Node, folder: Path, root: Path) -> Any:
    (name, _, _), (_, caption), content = node["c"]
    image = _images(content)[0]
    source = (folder / image["c"][2][0]).resolve().relative_to(root).as_posix()
    alt = plain(image["c"][1])
    opening = f"#b-figure({typst_string('/' + source)}, {typst_string(alt)}, {typst_string(name)})["
    return [typst_raw("RawBlock", opening), *caption, typst_raw("RawBlock", "]")]
