"""How much one source may hold, in whatever format it comes."""

from __future__ import annotations

import json

import pytest

from benang.core.problems import StudyError
from benang.sources.readers.bounds import MOST_CHARACTERS, MOST_EDITS, MOST_PARTS
from benang.sources.readers.source_file import read_bytes

CUE = "00:01.000 --> 00:02.000\n<v A>a\n\n"


def refused(text: str, name: str) -> list[str]:
    with pytest.raises(StudyError) as error:
        read_bytes(text.encode(), name, name)
    for problem in error.value.problems:
        assert "{" not in problem.message("id") + problem.message("en")
    return [problem.kind for problem in error.value.problems]


def test_characters() -> None:
    assert read_bytes(b"a" * MOST_CHARACTERS, "a.txt", "x").raw
    assert refused("a" * (MOST_CHARACTERS + 1), "a.txt") == ["source-too-long"]
    assert refused("é " * MOST_CHARACTERS, "a.md") == ["source-too-long"]
    assert read_bytes(b"<p>a" + b"<!--" + b"b" * MOST_CHARACTERS + b"-->", "a.html", "x").raw


def test_edits() -> None:
    assert refused("a\ufeffa" * (MOST_EDITS + 1), "a.txt") == ["source-too-much-markup"]
    assert refused("\\*" * (MOST_EDITS + 1), "a.md") == ["source-too-much-markup"]
    assert refused("a<i>" * (MOST_EDITS + 1), "a.html") == ["source-too-much-markup"]


def test_parts() -> None:
    assert read_bytes(b"a\n\n \n" * MOST_PARTS, "a.txt", "x").raw
    assert refused("a\n" * (MOST_PARTS + 1), "a.txt") == ["source-too-many-parts"]
    assert refused("<p>a" * (MOST_PARTS + 1), "a.html") == ["source-too-many-parts"]
    assert refused("WEBVTT\n\n" + CUE * (MOST_PARTS + 1), "a.vtt") == ["source-too-many-parts"]
    segments = [{"start": 0, "end": 1, "text": "a"}] * (MOST_PARTS + 1)
    assert refused(json.dumps({"segments": segments}), "a.json") == ["source-too-many-parts"]
