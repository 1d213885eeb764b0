"""Pictures of a Word document: pandoc gets their heads, without a dot, and they are put in afterwards.

pandoc reads every dot of a picture for its size, which is told it (``word._size_in_text``), and packs what is packed
already; for a document of many figures that takes as long as half of all else.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

from benang.core.png_chunks import DOTS, chunks_of, png_of, text_chunk


def write_heads(pictures: Mapping[str, Path], folder: Path) -> dict[bytes, Path]:
    """Write the head of each picture into a folder, for pandoc to read.

    Args:
        pictures: PNG files by the names that their heads get.
        folder: for the heads.

    Returns:
        The files by their heads, no two of which are the same.
    """
    heads: dict[bytes, Path] = {}
    for name, file in pictures.items():
        head = png_head(file.read_bytes(), name)
        heads[head] = file
        (folder / name).write_bytes(head)
    return heads


def png_head(png: bytes, name: str) -> bytes:
    """A picture without its dots: what else stands in its file, and a name that no other has.

    Args:
        png: a file of the format PNG (W3C, third edition, section 5).
        name: a remark beside its others.
    """
    return png_of([*takewhile(lambda chunk: chunk[0] != DOTS, chunks_of(png)), text_chunk("Source", name)])
