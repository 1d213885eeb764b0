"""How a speaker's name is written, where a format gives it apart from the text."""

from __future__ import annotations

import re

from benang.core.windows_characters import mended

_UNWRITABLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def speaker_name(written: str) -> str:
    """A speaker's name as the format has it, in one line and without characters that no file can hold."""
    return " ".join(_SURROGATE.sub("\ufffd", _UNWRITABLE.sub("", mended(written))).split())
