"""The pages of a figure as one PDF, made of their SVG: a third of the time of drawing them a third time."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

import typst

_PAGE = """#page(width: {width}in, height: {height}in, margin: 0pt, image("{file}", width: 100%{alt}))
"""


def pdf(
    pages: Sequence[tuple[bytes, float, float]], fonts: Collection[Path], *, title: str = "", alt: str = ""
) -> bytes:
    """The bytes of a PDF, its type set in the fonts and these embedded.

    Args:
        pages: each as SVG, with its width and height in inches.
        fonts: files of all type. typst does not join and place letters in pictures, so these are of scripts in which it
            has nothing to join.
        title, alt: of the document, and of each page for readers who cannot see it; empty: not told.

    >>> pdf([(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', 1, 1)], [])[:5]
    b'%PDF-'
    """
    with tempfile.TemporaryDirectory(prefix="benang-pdf-") as made:
        folder = Path(made)
        (folder / "fonts").mkdir()
        for number, font in enumerate(sorted(fonts)):
            shutil.copyfile(font, folder / "fonts" / f"{number}.ttf")
        told = {"title": title, "description": alt}
        named = "".join(f", {key}: {json.dumps(text, ensure_ascii=False)}" for key, text in told.items() if text)
        source = [f"#set document(date: none{named})\n"]
        for number, (svg, width, height) in enumerate(pages):
            (folder / f"{number}.svg").write_bytes(svg)
            described = f", alt: {json.dumps(alt, ensure_ascii=False)}" if alt else ""
            source.append(_PAGE.format(width=width, height=height, file=f"{number}.svg", alt=described))
        written: bytes = typst.compile(  # type: ignore[misc]
            "".join(source).encode("utf-8"),
            root=made,
            font_paths=[str(folder / "fonts")],
            ignore_system_fonts=True,
            timestamp=0,
        )
    return written
