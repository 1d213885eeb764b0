"""A picture before, after, and where it differs."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageChops

WIDEST = 640
"""Pixels that a picture on the page is wide, at most."""

_UNSEEN = 8  # steps of 255 that no eye tells apart
_MARK = (200, 30, 30)
_PALE = 0.75


@dataclass(frozen=True)
class PictureChange:
    """Two states of a picture, as small PNG files.

    Attributes:
        before, after: empty where there was or is none.
        difference: the new picture made pale, with what differs in red; empty where there is only one state.
        share: of the pixels, how many differ (0 to 1).
        sizes: width and height in pixels before and after.
    """

    before: bytes
    after: bytes
    difference: bytes
    share: float
    sizes: tuple[tuple[int, int], tuple[int, int]]


def picture_change(before: bytes, after: bytes) -> PictureChange:
    """What differs between two PNG files; either may be empty.

    Raises:
        OSError: one is no picture.
    """
    was, now = _opened(before), _opened(after)
    sizes = (was.size if was else (0, 0), now.size if now else (0, 0))
    if was is None or now is None:
        return PictureChange(_small(was), _small(now), b"", 1.0, sizes)
    size = (max(was.width, now.width), max(was.height, now.height))
    was_whole, now_whole = _on_paper(was, size), _on_paper(now, size)
    apart = ImageChops.difference(was_whole, now_whole)
    # The strongest of the three channels, so that red for green counts as much as black for white.
    strongest = apart.getchannel(0)
    for channel in (1, 2):
        strongest = ImageChops.lighter(strongest, apart.getchannel(channel))
    mask = strongest.point([255 if step > _UNSEEN else 0 for step in range(256)])
    share = mask.histogram()[255] / (size[0] * size[1])
    pale = Image.blend(now_whole.convert("L").convert("RGB"), Image.new("RGB", size, "white"), _PALE)
    pale.paste(_MARK, mask=mask)
    return PictureChange(_small(was_whole), _small(now_whole), _small(pale), share, sizes)


def _opened(data: bytes) -> Image.Image | None:
    if not data:
        return None
    image = Image.open(io.BytesIO(data)).convert("RGBA")
    return _on_paper(image, image.size)


def _on_paper(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    paper = Image.new("RGB", size, "white")
    paper.paste(image, (0, 0), image if image.mode == "RGBA" else None)
    return paper


def _small(image: Image.Image | None) -> bytes:
    if image is None:
        return b""
    if image.width > WIDEST:
        image = image.resize((WIDEST, max(1, round(image.height * WIDEST / image.width))), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()
