"""The files of a figure: one of each form, and one more of each picture for each further page."""

from __future__ import annotations

import re
from pathlib import Path

SUFFIXES = (".svg", ".png", ".pdf")
PAGED = (".svg", ".png")
"""Suffixes of which each page is a file of its own; a PDF holds all pages."""


def page_name(name: str, page: int, suffix: str) -> str:
    """Name of the file of one page (from 1): ``map.svg``, ``map.2.svg``."""
    return f"{name}{suffix}" if page == 1 or suffix not in PAGED else f"{name}.{page}{suffix}"


def further_pages(stem: Path) -> list[Path]:
    """The files of the second and later pages that lie beside a figure."""
    pattern = re.compile(re.escape(stem.name) + r"\.([2-9]|[1-9]\d+)\.(svg|png)")
    return sorted(file for file in stem.parent.glob("*.*.*") if pattern.fullmatch(file.name))


def remove_further_pages(stem: Path) -> None:
    """Remove the files of ``further_pages``."""
    for file in further_pages(stem):
        file.unlink()
