"""Write a figure as SVG, PNG and PDF, each whole or not at all, the same bytes from run to run."""

from __future__ import annotations

import base64
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, unescape

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from matplotlib.text import Text

from benang.core.files import write_data, write_whole
from benang.mapping.figures.drawing.drawn_pages import DrawnPages
from benang.mapping.figures.drawing.figure_fonts import FACES, NAMES, cut_font, families, files_of, font_file, font_runs
from benang.mapping.figures.drawing.figure_pdf import pdf
from benang.mapping.figures.drawing.figure_png import png, retold
from benang.mapping.figures.drawing.style import styled
from benang.mapping.figures.page_files import page_name, remove_further_pages

DPI = 300


@styled
def write_figure(
    pages: Sequence[Figure], stem: Path, *, title: str = "", alt: str = "", before: DrawnPages | None = None
) -> list[Path]:
    """Write ``stem.svg`` and ``stem.png`` (300 dots an inch, no transparency), further pages as ``stem.2.svg`` ..., and
    all pages as ``stem.pdf``; files of pages that the figure has no longer are removed.

    Args:
        pages: the figures that make up a figure's pages.
        stem: path without suffix; folders are made.
        title, alt: go into the files' metadata where given, so that a picture taken out of the report still says what
            it shows.
        before: the pages of an earlier drawing, which are not drawn in dots again; it is given those of this one.

    Returns:
        The files of the further pages.
    """
    remove_further_pages(stem)
    letters = _letters(pages)
    told = {key: text for key, text in (("Title", title), ("Description", alt)) if text}
    head = "".join(f"<{name}>{escape(text)}</{name}>\n " for name, text in (("title", title), ("desc", alt)) if text)
    faces = _faces(letters)
    further: list[Path] = []
    vectors = []
    before = before or DrawnPages()
    for number, figure in enumerate(pages, 1):
        bare = _svg(figure)
        vectors.append(bare.replace("<metadata>", f"{head}<metadata>", 1).replace("<defs>", f"<defs>\n  {faces}", 1))
        dots = before.taken(bare)
        made = _png(figure, told) if dots is None else retold(dots, told)
        before.keep(bare, made)
        for suffix, content in ((".svg", vectors[-1].encode("utf-8")), (".png", made)):
            file = stem.with_name(page_name(stem.name, number, suffix))
            write_data(content, file)
            further += [file] if number > 1 else []
    document = stem.with_name(f"{stem.name}.pdf")
    fonts = {file for _, _, file in letters}
    if fonts <= set(map(font_file, FACES)):
        sizes = [figure.get_size_inches() for figure in pages]
        shown = [
            (svg.encode("utf-8"), float(size[0]), float(size[1])) for svg, size in zip(vectors, sizes, strict=True)
        ]
        write_data(pdf(shown, fonts, title=title, alt=alt), document)
    else:
        write_whole(document, lambda target: _write_pdf(pages, target, title, alt))
    return further


def _svg(figure: Figure) -> str:
    """A page without what other pages and the data have a part in: its fonts, and what it shows in words."""
    made = io.BytesIO()
    # matplotlib writes a date and its own name unless told not to; both would change the bytes.
    figure.savefig(made, format="svg", metadata={"Date": None, "Creator": None})
    text = made.getvalue().decode("utf-8")
    # Type stays type, in a family that other programs know, with the letters it needs inside the file.
    for family, name in NAMES.items():
        text = text.replace(f"'{family}'", f"'{name}'")
    text = text.replace("'DejaVu Sans', 'DejaVu Sans'", "'DejaVu Sans'")
    text = re.sub(r"(font-family: [^;\"]*)", r"\1, sans-serif", text)
    return re.sub(r"(<text [^>]*>)([^<]*)(?=</text>)", _in_runs, text)


def _in_runs(found: re.Match[str]) -> str:
    """The letters of each further font as a piece of their own: programs that set a text in one font, and take another
    for what is missing, set the others of it wrongly (resvg, which typst has)."""
    opening, text = found[1], unescape(found[2])
    face = "italic" if "italic" in opening else "bold" if "700" in opening or "bold" in opening else "normal"
    runs = font_runs(text, face)
    if len(runs) == 1 and not runs[0][0]:
        return found[0]
    pieces = [
        f"<tspan style=\"font-family: '{family}', sans-serif\">{escape(run)}</tspan>" if family else escape(run)
        for family, run in runs
    ]
    return opening + "".join(pieces)


def _letters(pages: Sequence[Figure]) -> dict[tuple[str, str, Path], set[str]]:
    """The letters of the pages' type, by the name, the face and the file of the font."""
    letters: dict[tuple[str, str, Path], set[str]] = defaultdict(set)
    for text in (text for figure in pages for text in _texts(figure)):
        face = "italic" if text.get_fontstyle() == "italic" else "bold" if text.get_fontweight() == "bold" else "normal"
        shown = text.get_text()
        for family, file in zip(families(shown, face), files_of(shown, face), strict=True):
            letters[NAMES[family], face, file] |= set(shown)
    return letters


def _faces(letters: Mapping[tuple[str, str, Path], set[str]]) -> str:
    """Style that holds the fonts, each with its letters."""
    rules = []
    for (name, face, file), used in sorted(letters.items(), key=lambda item: (item[0][0], item[0][1], item[0][2].name)):
        shaped = file != font_file(face)
        data = base64.b64encode(cut_font(file, "".join(sorted(used)), flavor="woff", shaped=shaped)).decode("ascii")
        look = {"bold": "font-weight: 700; ", "italic": "font-style: italic; "}.get(face, "")
        rules.append(f"@font-face {{ font-family: '{name}'; {look}src: url(data:font/woff;base64,{data}); }}")
    return f'<style type="text/css">{" ".join(rules)}</style>'


def _texts(figure: Figure) -> list[Text]:
    return [artist for artist in figure.artists if isinstance(artist, Text)]


def _png(figure: Figure, told: Mapping[str, str]) -> bytes:
    before = figure.dpi
    figure.set_dpi(DPI)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    picture = np.asarray(canvas.buffer_rgba())[..., :3]  # type: ignore[no-untyped-call]
    figure.set_dpi(before)
    return png(picture, DPI, told)


def _write_pdf(pages: Sequence[Figure], target: Path, title: str, alt: str) -> None:
    """A PDF of letters that are joined and placed as their scripts need it."""
    known: dict[str, str | None] = {"CreationDate": None, "Creator": None, "Producer": None}
    known |= {key: value for key, value in (("Title", title), ("Subject", alt)) if value}
    with PdfPages(target, metadata=known) as document:
        for figure in pages:
            figure.savefig(document, format="pdf")
