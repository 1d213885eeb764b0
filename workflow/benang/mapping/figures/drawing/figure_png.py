"""A picture as PNG (ISO/IEC 15948), without what makes its writing slow.

Pages are mostly paper, which lines as they are pack best: half of the time and four fifths of the size of what image
libraries write, which try five ways of writing for each line (and offer no other).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from benang.core.png_chunks import DOTS, Chunk, chunks_of, png_of, text_chunk

_LEVEL = 3


def png(picture: npt.NDArray[np.uint8], dpi: int, texts: Mapping[str, str]) -> bytes:
    """The bytes of a file.

    Args:
        picture: rows of pixels of red, green and blue.
        dpi: dots an inch.
        texts: what the picture says of itself, by the keywords of PNG (``Title``, ``Description``).
    """
    height, width, _ = picture.shape
    lines = np.empty((height, 3 * width + 1), np.uint8)
    lines[:, 0] = 0  # each line begins with its filter: none
    for colour in range(3):
        lines[:, 1 + colour :: 3] = picture[..., colour]
    dots = round(dpi / 0.0254)
    return _file(
        [
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            (b"pHYs", struct.pack(">IIB", dots, dots, 1)),
            (DOTS, zlib.compress(lines.data, _LEVEL)),
        ],
        texts,
    )


def retold(drawn: bytes, texts: Mapping[str, str]) -> bytes:
    """A file of ``png`` with other words about the same picture."""
    return _file([chunk for chunk in chunks_of(drawn) if chunk[0] != b"iTXt"], texts)


def _file(chunks: Sequence[Chunk], texts: Mapping[str, str]) -> bytes:
    return png_of([*chunks[:-1], *(text_chunk(key, text) for key, text in texts.items()), chunks[-1]])
