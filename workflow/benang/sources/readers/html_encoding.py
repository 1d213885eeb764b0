"""How a web page is encoded.

WHATWG, Encoding Standard, 4.2, and HTML Living Standard, 13.2.3.
"""

from __future__ import annotations

import codecs
import re

from benang.core.encoding import Decoded, decode
from benang.core.problems import StudyError

_HEAD = 4096  # bytes in which a page says how it is encoded
_CHARSET = re.compile(
    rb"<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml\s[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})",
    re.I,
)


def decoded_page(data: bytes, encoding: str | None, shown_name: str) -> Decoded:
    """A page's text, its encoding and what was noticed.

    What the study declares goes before what the page says of itself, and that before any guess.

    Args:
        data: the page.
        encoding: as the study declares it; None to find out.
        shown_name: the file's name in messages.

    Raises:
        StudyError: its encoding cannot be told, or the declared one does not fit.
    """
    found = _CHARSET.search(data[:_HEAD])
    said = (found[1] or found[2]).decode("ascii", "replace") if found else ""
    if encoding is None and (name := _encoding_of(said)):
        try:
            return decode(data, name, shown_name)
        except StudyError:
            pass  # the page is wrong about itself
    return decode(data, encoding, shown_name)


def _encoding_of(label: str) -> str:
    """The encoding that a page's label means; empty where it says nothing (WHATWG, Encoding Standard, 4.2)."""
    try:
        name = codecs.lookup(label).name if label else ""
    except LookupError:
        return ""
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    # What can be read as ASCII up to here is not in UTF-16.
    return "utf-8" if name.startswith("utf-16") else name
