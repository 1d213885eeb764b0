"""SubRip captions (.srt), as subtitle editors, speech recognisers and YouTube downloads write them.

The raw text is the decoded file; each span of a cue's text is a voice with its times, and edits take tags (``<i>``,
``<font>``), positions (``{\\an8}``) and character references out of it. Speakers come from labels at the head of lines.
Captions that roll are read once.

There is no standard; the format is what SubRip (1999-) writes and what players read.
"""

from __future__ import annotations

import re

from benang.core.encoding import decode
from benang.sources.document import Document
from benang.sources.readers.caption_speakers import label_voices
from benang.sources.readers.caption_text import captions, markup, rolled_once
from benang.sources.readers.captions import Assumed, Form, find_cues, rows_of
from benang.text.offsets import MappedText

FORMAT = "srt"

_FORM = Form(block=None, named=False, parted=False)
_FIRST_CUE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,20}+(?:\d{1,9}[ \t]{0,20}\r?\n)?\d{1,3}:\d{1,2}:\d{1,2},\d{1,3}[ \t]{0,20}-->[ \t]{0,20}\d"
)
_TAG = re.compile(
    r"<(?=[/a-z])/?(?P<name>i|b|u|s|c|font|span|br)(?:[.\s/][^<>]*)?>|\{\\[^{}\r\n]*\}|\{/?[ibus]\}", re.IGNORECASE
)


def recognises(data: bytes) -> bool:
    """A first cue with times to the comma, in an 8-bit encoding."""
    return _FIRST_CUE.match(data) is not None


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a SubRip file.

    Raises:
        StudyError: its encoding cannot be told, or it holds no text (``source-empty``) or more than one source may
            (``source-too-many-parts``, ``source-too-much-markup``).
    """
    raw, name, problems = decode(data, encoding, shown_name)
    assumed = Assumed()
    cues = find_cues(rows_of(raw, shown_name), 0, _FORM, assumed)
    edits = markup(raw, cues, _TAG, shown_name)
    clean = MappedText.identity(raw).edit(edits)
    voices = label_voices(raw, rolled_once(cues, clean), clean, assumed, shown_name)
    document = Document(raw, FORMAT, edits, encoding=name, problems=problems)
    return captions(document, voices, clean, assumed, shown_name)
