"""Figures that were drawn before: what shows the same in the same words is not drawn again.

A changed transcript changes few figures, and Snakemake knows of files, not of what a figure takes from them. The files
of a figure's last drawing are kept beside the memory of what was read, with a digest of all that it was drawn from.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import matplotlib
import pandas as pd

from benang.core.files import write_data, write_whole
from benang.mapping.figures.drawing.drawn_pages import DrawnPages
from benang.mapping.figures.page_files import SUFFIXES, further_pages, page_name, remove_further_pages

_PAGES = "pages"
"""In what is kept: the keys of the pages."""


def drawing_key(data: pd.DataFrame, words: Mapping[str, str], caption: str, alt: str, code: str) -> str:
    """Digest of all that a figure's files are made from.

    Args:
        data: what is drawn.
        words: the figure's words in its language.
        caption, alt: which go into the files.
        code: digest of the code that draws.
    """
    drawn = data.to_json(orient="split", double_precision=15, default_handler=str)
    parts = [drawn, dict(words), caption, alt, code, matplotlib.__version__]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def write_drawn_again(stem: Path, key: str, kept: Path) -> list[Path] | None:
    """Write the files of the last drawing (``save.write_figure``), where it was of the same.

    Args:
        stem: path of the figure without suffix.
        key: ``drawing_key`` of what is to be drawn.
        kept: what ``write_kept`` wrote.

    Returns:
        The files of further pages; None where nothing was written and the figure is to be drawn.
    """
    try:
        with zipfile.ZipFile(kept) as archive:
            if archive.comment != key.encode("ascii"):
                return None
            files = {name: archive.read(name) for name in archive.namelist() if name != _PAGES}
    except (OSError, KeyError, zipfile.BadZipFile):
        return None
    if not set(SUFFIXES) <= set(files):
        return None
    remove_further_pages(stem)
    for name, content in files.items():
        write_data(content, stem.with_name(stem.name + name))
    return further_pages(stem)


def drawn_pages(kept: Path, code: str) -> DrawnPages:
    """The pages of the last drawing, whatever it was of: those that are the same are not drawn again.

    Args:
        kept: what ``write_kept`` wrote.
        code: digest of the code that draws.
    """
    known = f"{code} {matplotlib.__version__}"
    try:
        with zipfile.ZipFile(kept) as archive:
            keys = archive.read(_PAGES).decode("ascii").split()
            files = [archive.read(page_name("", number, ".png")) for number in range(1, len(keys) + 1)]
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return DrawnPages(known)
    return DrawnPages(known, dict(zip(keys, files, strict=True)))


def write_kept(stem: Path, key: str, kept: Path, pages: DrawnPages) -> None:
    """Keep the files of a drawing for the next run; arguments as of ``write_drawn_again``, and the pages as
    ``save.write_figure`` drew them."""
    files = [*(stem.with_name(stem.name + suffix) for suffix in SUFFIXES), *further_pages(stem)]

    def write(target: Path) -> None:
        with zipfile.ZipFile(target, "w") as archive:
            for file in files:
                archive.writestr(zipfile.ZipInfo(file.name.removeprefix(stem.name)), file.read_bytes())
            archive.writestr(zipfile.ZipInfo(_PAGES), " ".join(pages.keys))
            archive.comment = key.encode("ascii")

    write_whole(kept, write, private=True)
