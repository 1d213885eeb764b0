"""Sides and uses of codings go out to other programs and come home, as does what a codebook says of sides."""

import pandas as pd
import pytest
import qualcoder_database as of_qualcoder
import rqda_database as of_rqda
from small_tables import codes, codings, row, talks

from benang.coding.people.anchor import anchor
from benang.coding.side_words import with_marks
from benang.core import model
from benang.core.texts import read_texts
from benang.exchange.codebooks import read_codebook
from benang.exchange.from_study import study_project
from benang.exchange.import_target import ImportTarget
from benang.exchange.into_study import import_projects
from benang.exchange.project_files import ProjectFile
from benang.exchange.project_tables import tables_of_projects
from benang.exchange.raw_projects import read_raw_project
from benang.exchange.reading import read_project
from benang.exchange.refi.write import write_qdpx
from benang.exchange.taguette_write import write_taguette
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.speakers.roles import Speakers

TABLES = talks({"a": [("P", "Do they trust you?"), ("A", "They trust me now. At first they did not, not one.")]})
SOURCES, TURNS, OFFSET_MAP = TABLES
GIVEN = [
    ("They trust me now.", {"side": "for", "use": "best", "why": "clear"}),
    ("At first", {"side": "against"}),
    ("they did not", {"side": "both", "use": "hide", "why": "[sic] two lines\nof a memo"}),
    ("not one", {"side": "none", "why": "so"}),
    ("now.", {"use": "doubt"}),
    ("did not, not", {"why": "nothing given"}),
]


def test_sides_and_uses_come_home_from_taguette_as_tags(tmp_path):
    book = codes(trust="Trust", talk="Talk")
    rows = [("a", "ana", "trust", quotation, cells) for quotation, cells in GIVEN]
    rows += [("a", "ana", "talk", "At first", {"side": "for"}), ("a", "ana", "talk", "not one", {})]
    given = codings(TABLES, *rows)
    cases = model.from_rows("cases", [row("cases", case_id="A")])
    project = study_project(cases, SOURCES, book, given, model.empty("memos"), language="id", title="Trust")
    lost = write_taguette(project, tmp_path / "study.sqlite3")
    # What a memo says besides is lost, and told.
    assert [problem.values["count"] for problem in lost if problem.values["what_en"] == "memos of codings"] == [4]
    read_back, _ = read_project(tmp_path / "study.sqlite3", "study.sqlite3")
    assert [code.name for code in read_back.codes] == ["Trust", "Talk"]
    target = ImportTarget(SOURCES, [], Speakers(), Pseudonyms(), Cleaning())
    imported = import_projects(
        [ProjectFile("study.sqlite3", read_back, kind="interview", language="en", coder="ana")], target
    )
    home, problems, _ = anchor(tables_of_projects(imported, TURNS).rows, SOURCES, TURNS, OFFSET_MAP, book)
    assert problems == []
    columns = ["quotation", "code_id", "side", "use"]
    in_order = [table.sort_values(columns)[columns].reset_index(drop=True) for table in (home, given)]
    pd.testing.assert_frame_equal(*in_order)


@pytest.mark.parametrize("program", ["standard", "nvivo", "atlasti", "maxqda", "qualcoder"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_sides_uses_and_memos_come_home_from_a_refi_project(tmp_path, program, language):
    book = codes(trust="Trust", doubt="Doubt", talk="Talk")
    book = book.assign(
        parent_id=["trust" if code == "doubt" else "" for code in book["code_id"]],
        negative=book["code_id"] == "doubt",
        side=["none" if code == "talk" else "" for code in book["code_id"]],
    )
    given = codings(TABLES, *[("a", "ana", "trust", quotation, cells) for quotation, cells in GIVEN])
    memos = model.empty("memos")
    cases = model.from_rows("cases", [row("cases", case_id="A")])
    project = study_project(cases, SOURCES, book, given, memos, language=language, title="Trust")
    write_qdpx(project, tmp_path / "study.qdpx", program)

    read_back, _ = read_project(tmp_path / "study.qdpx", "study.qdpx", program)
    target = ImportTarget(SOURCES, [], Speakers(), Pseudonyms(), Cleaning())
    imported = import_projects(
        [ProjectFile("study.qdpx", read_back, kind="interview", language="en", coder="ana")], target
    )
    rows = tables_of_projects(imported, TURNS).rows
    home, problems, _ = anchor(rows, SOURCES, TURNS, OFFSET_MAP, book)
    assert problems == []
    columns = ["quotation", "side", "use", "why"]
    in_order = [table.sort_values("quotation")[columns].reset_index(drop=True) for table in (home, given)]
    pd.testing.assert_frame_equal(*in_order)

    raw = [read_raw_project(tmp_path, "study.qdpx", program)]
    codebook = read_codebook(tmp_path / "study.qdpx", "study.qdpx", languages=["en"], projects=raw).codes
    assert dict(zip(codebook["label:en"], codebook["negative"], strict=True)) == {
        "Trust": False,
        "Doubt": True,
        "Talk": False,
    }
    assert dict(zip(codebook["label:en"], codebook["side"], strict=True)) == {"Trust": "", "Doubt": "", "Talk": "none"}


def qualcoder_database(text, marked, codes_, version):
    """QualCoder's own database, with codings (words, memo, code) of one text."""
    at = [text.index(words) for words, _, _ in marked]
    return of_qualcoder.database(
        version,
        source=[{"id": 1, "name": "a.txt", "fulltext": text}],
        code_name=[{"cid": n, "name": name, "memo": memo} for n, (name, memo) in enumerate(codes_.items(), 1)],
        code_text=[
            {"cid": code, "fid": 1, "seltext": words, "pos0": start, "pos1": start + len(words), "owner": "ana"}
            | {"memo": memo}
            for start, (words, memo, code) in zip(at, marked, strict=True)
        ],
    )


def rqda_database(text, marked, codes_, schema):
    """RQDA's own database."""
    at = [text.index(words) for words, _, _ in marked]
    return of_rqda.database(
        schema,
        source=[{"id": 1, "name": "a", "file": text, "status": 1}],
        freecode=[
            {"id": n, "name": name, "memo": memo, "status": 1} for n, (name, memo) in enumerate(codes_.items(), 1)
        ],
        coding=[
            of_rqda.coding(start, start + len(words), words, cid=code, owner="ana", memo=memo)
            for start, (words, memo, code) in zip(at, marked, strict=True)
        ],
    )


OWN = [(qualcoder_database, "p.qda", version) for version in of_qualcoder.VERSIONS]
OWN += [(rqda_database, "p.rqda", schema) for schema in (of_rqda.OLD, of_rqda.OLD + of_rqda.NEW)]


@pytest.mark.parametrize("make, name, version", OWN)
@pytest.mark.parametrize("language", ["id", "en"])
def test_sides_are_read_from_the_database_files_of_qualcoder_and_rqda(tmp_path, make, name, version, language):
    """These files are read and never written; marks are what a .qdpx of ours left in a memo, or what a person wrote."""
    book = codes(trust="Trust", doubt="Doubt", talk="Talk")
    marked = [
        (words, with_marks(cells.get("why", ""), cells.get("side", ""), cells.get("use", ""), language), 1)
        for words, cells in GIVEN
    ]
    by_hand = {"id": "Sisi: menentang\nkarena harga", "en": "Side: against\nkarena harga"}[language]
    marked.append(("They trust", by_hand, 3))
    memos = {"Trust": "", "Doubt": read_texts("exchange.yaml")[language]["negative"], "Talk": ""}
    (tmp_path / name).write_bytes(make(SOURCES["text"].iloc[0], marked, memos, version))

    read_back, _ = read_project(tmp_path / name, name)
    target = ImportTarget(SOURCES, [], Speakers(), Pseudonyms(), Cleaning())
    imported = import_projects([ProjectFile(name, read_back, kind="interview", language="en", coder="ana")], target)
    rows = tables_of_projects(imported, TURNS).rows
    home, problems, _ = anchor(rows, SOURCES, TURNS, OFFSET_MAP, book)
    assert problems == []
    expected = [(words, cells.get("side", ""), cells.get("use", "")) for words, cells in GIVEN]
    expected.append(("They trust", "against", ""))
    assert sorted(home[["quotation", "side", "use"]].itertuples(index=False, name=None)) == sorted(expected)

    raw = [read_raw_project(tmp_path, name, "")]
    codebook = read_codebook(tmp_path / name, name, languages=["en"], projects=raw).codes
    negative = dict(zip(codebook["label:en"], codebook["negative"], strict=True))
    assert negative == {"Trust": False, "Doubt": True, "Talk": False}
