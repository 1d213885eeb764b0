"""Zip packages and XML from strangers: read within bounds or refused, never unpacked into memory."""

from __future__ import annotations

import zipfile

import pytest
from documents import package
from hypothesis import given
from hypothesis import strategies as st

from benang.core.package import LARGEST_PART, MOST_PARTS, MOST_XML_MARKS, Package, holds_part, parse_xml
from benang.core.problems import StudyError


def kind(error: pytest.ExceptionInfo[StudyError]) -> tuple[str, object]:
    (problem,) = error.value.problems
    return problem.kind, problem.values.get("part")


def test_parts_are_read_once_asked_for() -> None:
    found = Package(package({"a.xml": "<a><!-- c --><?pi?><b>x</b></a>", "b": b"\x00\x01"}), "x", "docx")
    assert found.names == {"a.xml", "b"}
    assert found.read_part("b") == b"\x00\x01"
    assert found.read_part("c") is None and found.read_xml("c") is None
    assert [child.tag for child in found.read_xml("a.xml")] == ["b"]


def test_a_document_in_a_document_is_not_what_the_file_is() -> None:
    inner = package({"word/document.xml": "<a/>"}, zipfile.ZIP_STORED)
    outer = package({"xl/workbook.xml": "<a/>", "xl/embeddings/1.docx": inner}, zipfile.ZIP_STORED)
    assert holds_part(inner, "word/document")
    assert holds_part(outer, "xl/workbook") and not holds_part(outer, "word/document")
    assert holds_part(inner[:50], "word/document")  # cut off before its directory
    assert not holds_part(b"word/document", "word/document")


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_unpack_all_at_once_are_refused(packing: int) -> None:
    with pytest.raises(StudyError) as error:
        Package(package({"a": b"a" * 1000}, packing), "x", "docx").read_part("a")
    assert kind(error) == ("source-broken", "a")


def test_sizes_are_held_to_bounds_before_unpacking() -> None:
    for data in (b"a" * (2**20 + 1), b"a" * (LARGEST_PART + 1)):
        found = Package(package({"a": data, "b": b"b"}), "x", "xlsx")
        found.check(["b"])
        with pytest.raises(StudyError) as error:
            found.check(["b", "a"])
        assert kind(error) == ("source-unpacks-too-large", "a")
        with pytest.raises(StudyError):
            found.read_part("a")


def test_a_size_that_is_a_lie_is_a_broken_part() -> None:
    whole = package({"a": bytes(range(256)) * 100})
    place = whole.index(b"PK\x01\x02") + 24
    lying = whole[:place] + (1).to_bytes(4, "little") + whole[place + 4 :]
    with pytest.raises(StudyError) as error:
        Package(lying, "x", "docx").read_part("a")
    assert kind(error) == ("source-broken", "a")


def test_an_archive_of_countless_entries_is_not_opened() -> None:
    with pytest.raises(StudyError) as error:
        Package(b"PK\x03\x04" + b"PK\x01\x02" * (MOST_PARTS + 1), "x", "docx")
    assert kind(error) == ("source-unpacks-too-large", "zip")


@pytest.mark.parametrize(
    "xml",
    [
        b"<a>",
        b"",
        b"<a>&x;</a>",
        b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a b="c">&x;</a>',
        b'<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy"><!ENTITY z "&x;&x;&x;&x;">]><a b="&z;"/>',
        b"<a>" * 5000 + b"</a>" * 5000,
    ],
)
def test_xml_that_is_refused(xml: bytes) -> None:
    with pytest.raises(StudyError) as error:
        parse_xml(xml, "x", "odt", "p")
    assert kind(error) == ("source-broken", "p")


def test_xml_with_countless_tags_is_not_parsed() -> None:
    assert len(parse_xml(b"<a>" + b"<b/>" * 1000 + b"</a>", "x", "odt", "p")) == 1000
    with pytest.raises(StudyError) as error:
        parse_xml(b"<a>" + b"<b/>" * MOST_XML_MARKS + b"</a>", "x", "odt", "p")
    assert kind(error)[0] == "source-too-much-markup"


@given(st.data())
def test_a_damaged_archive_is_read_or_refused(data: st.DataObject) -> None:
    damaged = bytearray(package({"a.xml": "<a>x</a>", "b": "bb"}))
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = Package(bytes(damaged), "x", "docx")
        for part in found.names:
            found.read_part(part)
            found.read_xml(part)
    except StudyError as error:
        assert [problem.file for problem in error.problems] == ["x"]
