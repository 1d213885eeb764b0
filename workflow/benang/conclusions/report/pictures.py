"""The figures of a run, with what stands beside them in files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from benang.mapping.figures.page_files import further_pages


@dataclass(frozen=True)
class Picture:
    """A figure: its file without suffix, its caption, and a description in words.

    Attributes:
        pages: how many it has.
        left_out: whether the data carry no figure; the caption then says why.
    """

    stem: str
    caption: str
    alt: str
    pages: int = 1
    left_out: bool = False


def read_pictures(folder: Path, names: Sequence[str]) -> dict[str, Picture]:
    """Those of the study's figures that lie in one language's folder, with what stands beside them."""
    found: dict[str, Picture] = {}
    for name in names:
        stem = folder / name
        if stem.with_suffix(".svg").is_file():
            # The line of the approach below the caption is for those who have the picture alone.
            caption = stem.with_suffix(".caption.txt").read_text(encoding="utf-8").partition("\n\n")[0].strip()
            alt = stem.with_suffix(".txt").read_text(encoding="utf-8").strip()
            pages = 1 + sum(file.suffix == ".svg" for file in further_pages(stem))
            found[name] = Picture(f"figures/{folder.name}/{name}", caption, alt, pages, _without_rows(stem))
    return found


def _without_rows(stem: Path) -> bool:
    """Whether a figure was drawn of nothing."""
    try:
        with stem.with_suffix(".csv").open(encoding="utf-8") as table:
            return len([*islice(table, 2)]) < 2
    except FileNotFoundError:
        return False
