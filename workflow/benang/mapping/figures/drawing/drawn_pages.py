"""Pages of a figure that were drawn before: of a page that is the same, the picture in dots is not drawn again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping


class DrawnPages:
    """What earlier and new drawings of a figure's pages look like in dots.

    A page is known by its SVG, which says all that is drawn and takes a tenth of the time.

    Args:
        code: what draws, such as a digest of code and fonts; a page that other code drew is another.
        earlier: pictures of an earlier drawing, by the keys that ``keys`` gave it.
    """

    def __init__(self, code: str = "", earlier: Mapping[str, bytes] | None = None) -> None:
        self._code, self._earlier = code, dict(earlier or {})
        self.keys: list[str] = []
        """Of the pages of the new drawing, in their order."""

    def _key(self, svg: str) -> str:
        return hashlib.sha256(f"{self._code}\n{svg}".encode("utf-8", "surrogatepass")).hexdigest()

    def taken(self, svg: str) -> bytes | None:
        """The earlier picture of a page (PNG); None where there is none."""
        return self._earlier.get(self._key(svg))

    def keep(self, svg: str, picture: bytes) -> None:
        """Note a page of the new drawing."""
        key = self._key(svg)
        self._earlier[key] = picture
        self.keys.append(key)
