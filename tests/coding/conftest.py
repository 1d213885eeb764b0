"""Files of coded segments, read as a study reads them; and whole studies, with their codings where they belong."""

import io

import openpyxl
import pytest
from coded_study import CODEBOOK_COLUMNS, COLUMNS, PATHS

from benang.coding.codebook.codebook_file import read_codebook
from benang.coding.people.anchor import anchor
from benang.coding.people.coding_files import read_codings
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import tables_of
from benang.sources.readers.source_file import read_source
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers


def workbook(*sheets, hidden=()):
    """The bytes of a workbook; each sheet is a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        page = book.create_sheet(f"Name {number}")
        page.sheet_state = "hidden" if number in hidden else "visible"
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.fixture(name="workbook")
def _workbook():
    return workbook


@pytest.fixture
def read(tmp_path):
    def read(content, coder="ana", name="codings.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_codings(path, f"data/{name}", coder, **options)

    return read


@pytest.fixture(scope="session")
def anchored_study(coded_study):
    """A coded study's segments, frozen tables, codebook and anchoring."""
    rows = [
        SourceRow(file.stem, "interview", "en", "", file.name, file.name, (file.stem,), 0) for file in coded_study.files
    ]
    speakers = Speakers(interviewer=(coded_study.interviewer,), informant=("Participant",))
    documents = [(read_source(file, file.name), row) for file, row in zip(coded_study.files, rows, strict=True)]
    frozen = tables_of([freeze(document, row, speakers, Pseudonyms()) for document, row in documents])
    segments, problems = read_codings(
        coded_study.folder / "coded-segments.csv", "coded-segments.csv", "dan", COLUMNS, PATHS
    )
    assert not problems
    codebook = read_codebook(
        coded_study.folder / "code-system.csv",
        "code-system.csv",
        CODEBOOK_COLUMNS,
        PATHS,
        segments["code"].unique().tolist(),
    )
    return (
        segments,
        frozen,
        codebook,
        anchor(segments, frozen.sources, frozen.turns, frozen.offset_map, codebook.codes),
    )
