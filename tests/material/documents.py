"""What the tests of several document formats share: lines of any script, packages, the text after a reader's edits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import strategies as st

from benang.core.problems import StudyError
from benang.sources.document import Document
from benang.sources.readers.source_file import read_bytes
from benang.text.offsets import MappedText

_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffd\ufffe\uffff")
LINES = st.lists(
    st.one_of(
        st.text(_CHARACTERS, min_size=1, max_size=30),
        st.builds(
            "{}: {}".format,
            st.sampled_from(["P", "Informan A", "ناتالیا", "面接官"]),
            st.text(_CHARACTERS, max_size=30),
        ),
        st.text(st.sampled_from("a é&<>{}\\'\"/;#*_:]-😊ش\u0301\u00a0"), min_size=1, max_size=30),
    )
    .map(lambda line: line.strip(" \t\v"))
    .filter(lambda line: line.strip() != ""),
    min_size=1,
    max_size=6,
)
"""Lines as people type them into a document: no control characters, no space at their ends, none of them empty."""


def package(parts: Mapping[str, str | bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive with these parts, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def text_of(document: Document) -> str:
    """The text after the edits; the edits are in order and inside the raw text."""
    end = 0
    for edit in document.edits:
        assert end <= edit.start < edit.end <= len(document.raw)
        end = edit.end
    return MappedText.identity(document.raw).edit(document.edits).text


def bold_of(document: Document) -> list[str]:
    """The spans in bold; they are in order and inside the raw text."""
    end = 0
    for start, stop in document.emphasis:
        assert end <= start < stop <= len(document.raw)
        end = stop
    return [document.raw[start:stop] for start, stop in document.emphasis]


def remarks_of(document: Document) -> list[tuple[str, str, str]]:
    """The span, author and text of each remark."""
    return [(document.raw[remark.start : remark.end], remark.author, remark.text) for remark in document.remarks]


def kind(data: bytes, name: str) -> str:
    """The problem that keeps a file from being read."""
    with pytest.raises(StudyError) as error:
        read_bytes(data, name, name)
    assert len(error.value.problems) == 1
    assert error.value.problems[0].message("id") and error.value.problems[0].message("en")
    return error.value.problems[0].kind
