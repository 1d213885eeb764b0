"""The registry: which reader, and that no file brings more than a StudyError."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
import typst
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.core.problems import StudyError
from benang.sources.readers.formats import BY_SUFFIX, SUPPORTED
from benang.sources.readers.source_file import read_bytes, read_source

VTT = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n<v A>halo &amp; <i>apa</i>\n"
MARKDOWN = b"---\na: b\n---\n# Judul\n\n**P:** [halo](x) `kode` *apa*\n- | a | b |\n"


def docx(text: str = "halo") -> bytes:
    buffer = io.BytesIO()
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{namespace}">{body}</w:document>')
    return buffer.getvalue()


def pdf() -> bytes:
    return bytes(typst.compile(b"halo dunia", format="pdf"))


def kind(data: bytes, name: str) -> str:
    with pytest.raises(StudyError) as error:
        read_bytes(data, name, name)
    assert len(error.value.problems) == 1
    assert error.value.problems[0].file == name
    return error.value.problems[0].kind


def test_every_format_has_its_suffixes() -> None:
    assert {".docx", ".txt", ".md", ".vtt", ".pdf"} <= set(BY_SUFFIX)


@pytest.mark.parametrize("suffix", [".docx", ".txt", ".md", ".vtt", ".pdf", ".rtf", ""])
def test_empty_file(suffix: str) -> None:
    assert kind(b"", "a" + suffix) == "source-empty"


def test_only_white_space_is_empty() -> None:
    assert kind(b" \n\n\t", "a.txt") == "source-empty"
    assert kind(docx(" "), "a.docx") == "source-empty"
    assert kind(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v A></v>\n", "a.vtt") == "source-empty"


def test_content_goes_before_the_suffix() -> None:
    for data, name, expected in [(docx(), "a.txt", "docx"), (VTT, "a.txt", "vtt"), (pdf(), "a.docx", "pdf")]:
        document = read_bytes(data, name, "x")
        assert document.format == expected
        assert [problem.kind for problem in document.problems] == ["source-format-differs"]
        assert document.problems[0].values == {"suffix": "." + name[2:], "format": expected}


def test_suffix_in_capitals() -> None:
    assert read_bytes(b"halo", "A.TXT", "x").format == "txt"


def test_other_formats_are_told_what_is_supported() -> None:
    assert kind(b"PK\x03\x04mimetype", "a.txt") == "source-format-unknown"
    assert kind(b"halo", "a.mp3") == "source-format-unknown"
    assert kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a.doc") == "source-word-97"
    assert kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "a.docx") == "source-word-97"
    with pytest.raises(StudyError) as error:
        read_bytes(b"halo", "a.xyz", "x")
    assert ".docx" in SUPPORTED and f"Save it as one of: {SUPPORTED}." in error.value.problems[0].message("en")


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path, expected in [(tmp_path / "none.txt", "source-missing"), (tmp_path, "source-unreadable")]:
        with pytest.raises(StudyError) as error:
            read_source(path, "interview 1")
        assert [problem.kind for problem in error.value.problems] == [expected]


def test_only_the_shown_name_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "wawancara Rahasia.txt"
    path.write_bytes("café".encode("cp1252"))
    document = read_source(path, "wawancara A.txt")
    assert "Rahasia" not in "".join(problem.message("id") for problem in document.problems)
    path.write_bytes(b"")
    with pytest.raises(StudyError) as error:
        read_source(path, "wawancara A.txt")
    assert "Rahasia" not in str(error.value)


@examples(300)
@given(st.binary(max_size=400), st.sampled_from(sorted(BY_SUFFIX)))
def test_random_bytes(data: bytes, suffix: str) -> None:
    _readable_or_study_error(data, suffix)


@examples(300)
@given(st.data(), st.sampled_from([".docx", ".pdf", ".vtt", ".md"]))
def test_damaged_files(data: st.DataObject, suffix: str) -> None:
    whole = {".docx": docx(), ".pdf": _PDF or pdf(), ".vtt": VTT, ".md": MARKDOWN}[suffix]
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for _ in range(data.draw(st.integers(0, 8))):
        if damaged:
            damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    _readable_or_study_error(bytes(damaged), suffix)


@examples(300)
@given(st.text(st.sampled_from("ab A:#*_`[]()<>|&;\\-=+.~/!>1\n\r\t\"'é—\ufeff\x07"), max_size=200))
def test_edits_are_in_order_for_any_text(text: str) -> None:
    for name in ("a.txt", "a.md"):
        _readable_or_study_error(text.encode(), name[1:])
    body = "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n" + text
    _readable_or_study_error(body.encode(), ".vtt")


def _readable_or_study_error(data: bytes, suffix: str) -> None:
    try:
        document = read_bytes(data, "a" + suffix, "a" + suffix)
    except StudyError as error:
        assert error.problems
        return
    end = 0
    for edit in document.edits:
        assert end <= edit.start < edit.end <= len(document.raw)
        end = edit.end
    for span in (*document.voices, *document.remarks):
        assert 0 <= span.start <= span.end <= len(document.raw)
    for voice, following in zip(document.voices, document.voices[1:], strict=False):
        assert voice.end <= following.start


_PDF = pdf()


def test_characters_of_windows_in_any_format_are_mended_and_told():
    said = [{"text": "I\u0092d say\u0085", "start": 0, "end": 1, "speaker": "O\u0092Neil"}]
    for data, name in (
        (json.dumps(said).encode(), "a.json"),
        ("speaker;text\nO\x92Neil;I\x92d say\x85\n".encode(), "a.csv"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v O\x92Neil>I\x92d say\x85</v>\n".encode(), "a.vtt"),
    ):
        document = read_bytes(data, name, name)
        (voice,) = document.voices
        assert voice.speaker == "O’Neil"
        assert "I’d say…" in document.raw
        assert [problem.kind for problem in document.problems] == ["encoding-signs-mended"]
