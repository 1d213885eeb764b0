"""Plain text: every encoding that a transcript may come in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core.encoding import decode
from benang.core.problems import StudyError
from benang.sources.readers.source_file import read_bytes

TEXT = "P: Sejak kapan, Kak?\nB: Jum’at – “kemarin”, di café.\n"


def kinds(error: pytest.ExceptionInfo[StudyError]) -> list[str]:
    return [problem.kind for problem in error.value.problems]


@pytest.mark.parametrize(
    ("data", "encoding", "warnings"),
    [
        (TEXT.encode(), "utf-8", []),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8", []),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), "utf-16-le", []),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16-be", []),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), "utf-32-le", []),
        (TEXT.encode("utf-16-le"), "utf-16-le", []),
        (TEXT.encode("utf-16-be"), "utf-16-be", []),
        (TEXT.encode("cp1252"), "cp1252", ["encoding-guessed"]),
    ],
)
def test_encoding_is_told(data: bytes, encoding: str, warnings: list[str]) -> None:
    document = read_bytes(data, "b.txt", "b.txt")
    assert document.raw == TEXT
    assert document.encoding == encoding
    assert [problem.kind for problem in document.problems] == warnings
    assert document.format == "txt"
    assert document.edits == ()


def test_declared_encoding_overrules_the_guess() -> None:
    data = "Žluťoučký kůň".encode("cp1250")
    document = read_bytes(data, "b.txt", "b.txt", "windows-1250")
    assert document.raw == "Žluťoučký kůň"
    assert document.problems == ()


def test_byte_order_mark_overrules_the_declaration() -> None:
    assert read_bytes(codecs.BOM_UTF8 + TEXT.encode(), "b.txt", "b.txt", "cp1252").raw == TEXT


def test_declared_encoding_that_does_not_fit_tells_the_line() -> None:
    with pytest.raises(StudyError) as error:
        read_bytes("a\nb\ncafé".encode("cp1252"), "b.txt", "b.txt", "utf-8")
    assert kinds(error) == ["encoding-wrong"]
    assert error.value.problems[0].line == 3


@pytest.mark.parametrize("declared", ["utf-9", "zlib", "rot13", "unicode_escape", "idna", "mbcs", "a\0b", " "])
def test_what_is_no_encoding_of_files(declared: str) -> None:
    with pytest.raises(StudyError) as error:
        read_bytes(b"halo", "b.txt", "b.txt", declared)
    assert kinds(error) == ["encoding-unknown"]


def test_misspelt_encoding_gets_a_suggestion() -> None:
    with pytest.raises(StudyError) as error:
        decode(b"halo", "utf8-8")
    assert error.value.problems[0].values["near"] == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"\x00\x01\x02\x03" * 50,
        "สวัสดีครับ ผมชื่อสมชาย ผมเป็นชาวประมงอยู่ที่นี่มานานแล้ว".encode("cp874") * 2,
        b"caf\x81",
    ],
)
def test_neither_text_nor_guessable(data: bytes) -> None:
    with pytest.raises(StudyError) as error:
        read_bytes(data, "b.txt", "b.txt")
    assert kinds(error) == ["encoding-undecided"]


def test_raw_is_the_file_and_edits_take_out_what_cannot_be_written() -> None:
    text = "a\x00b".replace("\x00", "\x07") + "\rc\r\nd" + "." * 300
    document = read_bytes(text.encode(), "b.txt", "b.txt")
    assert document.raw == text
    assert [(edit.start, edit.end, edit.replacement) for edit in document.edits] == [(1, 2, ""), (3, 4, "\n")]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_comes_back_as_it_is(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")
