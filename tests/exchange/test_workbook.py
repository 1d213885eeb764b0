import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.people.anchor import anchor
from benang.coding.people.coding_files import read_codings
from benang.core import model
from benang.core.problems import Problem
from benang.core.texts import read_texts
from benang.exchange.coding_sheet import code_names, coding_sheet
from benang.exchange.matrix_sheets import matrix_sheet
from benang.exchange.study_workbook import study_workbook
from benang.exchange.workbook import (
    LONGEST_CELL,
    Column,
    Sheet,
    split_for_cells,
    utf16_length,
    write_workbook,
)
from benang.exchange.workbook_rows import SheetRows, Styles

CODES = [
    ("channel", "", "theme", "Saluran", "Channel"),
    ("trust", "channel", "category", "Kepercayaan", "Trust"),
    ("obstacles", "", "theme", "Hambatan", "Obstacles"),
    ("distrust", "obstacles", "category", "Kepercayaan", "Trust"),
    ("twin-1", "obstacles", "category", "Harga", "Price"),
    ("twin-2", "obstacles", "category", "Harga", "Price"),
]


def code_table():
    return model.from_rows(
        "codes",
        [
            {"code_id": code, "parent_id": parent, "level": level, "theme_id": parent or code, "category_id": ""}
            | {"origin": "deductive", "negative": code == "distrust", "cites": [], "example": "", "colour": ""}
            | {"order": order, "label:id": label_id, "label:en": label_en, "definition:id": f"Tentang {label_id}."}
            for order, (code, parent, level, label_id, label_en) in enumerate(CODES)
        ],
    )


def talk(*utterances):
    """The tables sources and turns of one source of these utterances."""
    text, turns = "", []
    for number, utterance in enumerate(utterances, start=1):
        text += ("\n" if text else "") + "I: "
        turns.append({"turn": number, "start": len(text), "end": len(text) + len(utterance)})
        text += utterance
    blank = {"role": "informant", "role_from": "", "heading": "", "line": 1, "n_words": 1}
    blank |= {"time_start": None, "time_end": None, "case_id": "A", "speaker": "I", "source_id": "A"}
    counts = {"n_characters": len(text), "n_words": 1, "n_turns": len(turns)}
    source = {"source_id": "A", "kind": "interview", "case_ids": ["A"], "file": "a.txt", "format": "txt", "text": text}
    source |= counts | {"language": "id", "encoding": "", "sha256": ""}
    return model.from_rows("sources", [source]), model.from_rows("turns", [blank | turn for turn in turns])


def coding(**values):
    """A row of the table codings; whatever columns it has besides these are empty."""
    row = {name: 0 if kind == "int64" else "" for name, kind in _kinds("codings").items()}
    row |= {"coding_id": "x1", "source_id": "A", "case_id": "A", "turn": 1, "coder": "ana", "code_id": "trust"}
    return row | {"method": "human", "status": "accepted", "anchor": "exact"} | values


def _kinds(table):
    return {field.name: str(field.type) for field in model.TABLES[table].schema}


def sheets_of(codings=(), problems=(), **more):
    _, turns = talk("Ya.", "Tidak.")
    cases = pd.DataFrame({"case_id": ["A", "B"], "order": [1, 0], "attribute:group": ["x", "y"]})
    cases["attribute:group:en"] = ["x in English", ""]
    matrix = pd.DataFrame({"case_id": ["A", "B"], "code_id": ["obstacles"] * 2, "references": [3, 0], "undecided": 0})
    return study_workbook(
        codes=code_table(),
        codings=model.from_rows("codings", list(codings)),
        cases=model.conform(cases, "cases"),
        turns=turns,
        matrices={"case_theme": matrix},
        problems=list(problems),
        **{"language": "id"} | more,
    )


def test_what_nobody_decided_stands_in_brackets_beside_the_number():
    matrix = pd.DataFrame({"case_id": ["A", "B"], "code_id": ["obstacles"] * 2, "references": [3, 0], "undecided": 1})
    empty = {"codings": model.empty("codings"), "turns": model.empty("turns"), "problems": []}
    cases = model.conform(pd.DataFrame({"case_id": ["A", "B"], "order": [0, 1]}), "cases")
    made = study_workbook(codes=code_table(), cases=cases, matrices={"case_theme": matrix}, language="en", **empty)
    sheets = {sheet.name: sheet for sheet in made}
    assert [list(row) for row in sheets["Cases × themes"].rows] == [["A", "3 (1)"], ["B", "0 (1)"]]
    assert any("nobody decided" in str(row[1]) or "difference" in str(row[1]) for row in sheets["About"].rows)


@pytest.mark.parametrize("judged", [True, False])
def test_a_study_without_sides_has_none_in_its_workbook(judged):
    cells = {"case_id": ["A", "B"], "code_id": ["obstacles"] * 2}
    framework = pd.DataFrame(cells | {"state": "for", "says": "state", "quotations": "", "shown": 0, "base": 0})
    crosstab = pd.DataFrame({"code_id": ["obstacles"], "informants": 1, "for_informants": 1, "against_informants": 0})
    codes = code_table().assign(negative=False, side="")
    made = study_workbook(
        codes=codes,
        codings=model.from_rows("codings", [coding(side="for" if judged else "")]),
        cases=model.conform(pd.DataFrame({"case_id": ["A", "B"], "order": [0, 1]}), "cases"),
        turns=model.empty("turns"),
        matrices={"framework_theme": framework, "crosstab": crosstab},
        problems=[],
        language="en",
    )
    sheets = {sheet.name: sheet for sheet in made}
    said = [row[1] for row in sheets["Framework (themes)"].rows]
    heads = [column.header for column in sheets["Crosstab"].columns]
    assert said == ["for" if judged else "spoken of"] * 2
    assert ("Informants against" in heads, "Informants for" in heads) == (judged, judged)


def written(tmp_path, sheets):
    write_workbook(sheets, tmp_path / "book.xlsx")
    return openpyxl.load_workbook(tmp_path / "book.xlsx")


def cells(page):
    return [[cell.value for cell in row] for row in page.iter_rows()]


def test_header_frozen_filter_widths_and_wrapped_text(tmp_path):
    page = written(tmp_path, [Sheet("Kutipan", (Column("Kode", 33), Column("mulai", 9, hidden=True)), [["c1", 3]])])[
        "Kutipan"
    ]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B2"
    assert page.column_dimensions["A"].width == 33
    assert page.column_dimensions["B"].hidden
    assert page["A2"].alignment.wrap_text
    assert page["B2"].value == 3


def test_the_same_sheets_give_the_same_bytes_without_a_date(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(sheets_of([coding(quotation="Ya.", end=3)]), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        dates = re.findall(rb"\d{4}-\d\d-\d\dT[\d:]*Z", archive.read("docProps/core.xml"))
        assert dates == [b"1980-01-01T00:00:00Z"] * 2


@pytest.mark.parametrize("text", ["=1+1", "+62 812", "-2", "@nama", '=HYPERLINK("http://x","y")', "  =1"])
def test_nothing_is_run_as_a_formula(tmp_path, text):
    cell = written(tmp_path, [Sheet("a", (Column("x"),), [[text]])])["a"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_longer_text_than_a_cell_holds_is_cut_with_a_pointer_and_told(tmp_path):
    long = "🎉" * 10_000 + "a" * 20_000
    sheet = Sheet("a", (Column("x"),), [[long], ["a" * LONGEST_CELL]], cut=" [in b.csv]", whole="b.csv")
    problems = write_workbook([sheet], tmp_path / "book.xlsx")
    assert [(one.kind, one.place, one.values) for one in problems] == [
        ("workbook-cells-cut", "a", {"count": 1, "whole": "b.csv"})
    ]
    page = openpyxl.load_workbook(tmp_path / "book.xlsx")["a"]
    assert page["A2"].value.endswith("aaa [in b.csv]")
    assert utf16_length(page["A2"].value) == LONGEST_CELL
    assert page["A3"].value == "a" * LONGEST_CELL


def test_a_cell_that_is_cut_names_the_table_that_its_sheet_shows():
    named = {sheet.name: sheet.whole for sheet in sheets_of([coding(quotation="Ya.", end=3)])}
    assert named["Kutipan"] == "results/coding/codings.csv" and named["Buku kode"] == "results/coding/codes.csv"
    matrix = pd.DataFrame({"code_id": ["trust"], "kind": ["interview"], "note": ["x"]})
    cases = model.from_rows("cases", [])
    words = read_texts("workbook.yaml")["en"]
    sheet = matrix_sheet(matrix, "triangulation", code_table(), cases, words, "en")
    assert sheet.whole == "results/mapping/triangulation.csv" and sheet.whole in sheet.cut


def test_tabs_have_names_that_they_may_have(tmp_path):
    names = ["Kasus/tema: [a]?", "History", "x" * 40, "X" * 40, "", "'kutip'"]
    tabs = written(tmp_path, [Sheet(name, (Column("a"),), []) for name in names]).sheetnames
    assert tabs == ["Kasus-tema- -a--", "History (2)", "x" * 31, "X" * 25 + " (2)", "-", "kutip"]


texts = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(["_x0041_", "_x005F_x0041_", "_x0000_"])


@examples(60)
@given(st.lists(texts, min_size=1, max_size=5))
def test_any_text_comes_back_but_for_what_a_workbook_cannot_hold(tmp_path_factory, given_texts):
    path = tmp_path_factory.mktemp("any") / "book.xlsx"
    rows = [["A", f"a{text}z", "c"] for text in given_texts]
    write_workbook([Sheet("a", (Column("source"), Column("quotation"), Column("code")), rows)], path)
    found, problems = read_codings(path, "book.xlsx", "ana")
    assert not problems
    kept = [
        "".join(character for character in text if character >= " " or character in "\t\n\r") for text in given_texts
    ]
    kept = [text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "").replace("\uffff", "") for text in kept]
    wanted = pd.Series([f"a{text}z" for text in kept]).str.normalize("NFC").tolist()
    assert found["quotation"].tolist() == wanted


def test_the_study_in_its_language():
    row = coding(quotation="Ya.", end=3, why="kuat", code_id="distrust", method="rule", status="rejected")
    suggested = coding(coding_id="x2", quotation="Tidak.", method="rule", status="suggested")
    problem = Problem("coding-incomplete", "a.csv", 3, values={"missing": "code"})
    sheets = {
        sheet.name: sheet
        for sheet in sheets_of([row, suggested], [problem], title="Judul", notice="Rekonstruksi.", approach="Begini.")
    }
    assert ["Pendekatan", "Begini."] in [list(line) for line in sheets["Tentang"].rows]
    assert list(sheets) == ["Tentang", "Buku kode", "Kutipan", "Pengode", "Kasus × tema", "Kasus", "Masalah"]
    assert ["Catatan tentang data", "Rekonstruksi."] in [list(line) for line in sheets["Tentang"].rows]
    quotation = dict(
        zip((column.header for column in sheets["Kutipan"].columns), sheets["Kutipan"].rows[0], strict=True)
    )
    assert quotation["Kode"] == "Hambatan > Kepercayaan"
    assert (quotation["Cara"], quotation["Status"], quotation["Pembicara"]) == ("aturan", "ditolak", "I")
    assert len(sheets["Kutipan"].rows) == 1 and sum(row[3] for row in sheets["Pengode"].rows) == 2
    assert [list(row) for row in sheets["Kasus × tema"].rows] == [["B", 0], ["A", 3]]
    assert [list(row) for row in sheets["Kasus"].rows] == [["B", "y"], ["A", "x"]]
    assert sheets["Masalah"].rows[0][:3] == ["kesalahan", "a.csv", 3]
    english = {sheet.name: sheet for sheet in sheets_of([row], [problem], language="en")}
    assert [list(row) for row in english["Cases"].rows] == [["B", "y"], ["A", "x in English"]]
    assert "in" in english["Problems"].rows[0][4]


def test_a_study_without_anything_is_a_workbook(tmp_path):
    assert written(tmp_path, sheets_of()).sheetnames[0] == "Tentang"


@given(st.text(max_size=60), st.integers(1, 3))
def test_a_text_is_split_without_gaps(text, times):
    long = text * times * 1000
    spans = split_for_cells(long)
    assert "".join(long[start:end] for start, end in spans) == long
    assert all(utf16_length(long[start:end]) <= LONGEST_CELL for start, end in spans)


def test_codes_are_named_so_that_they_are_found_again():
    names = code_names(code_table(), "id")
    assert names["trust"] == "Saluran > Kepercayaan"
    assert (names["twin-1"], names["twin-2"]) == ("twin-1", "twin-2")


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_filled_in_coding_sheet_puts_each_code_on_its_own_turn(tmp_path, language):
    long = "kata " * 9000
    said = ["Ya.", "Ya, percaya. Ya.", "Ya.", f"Mulai. {long}selesai.", "🎉 كلام cafe\u0301"]
    sources, turns = talk(*said)
    codes = code_table()
    write_workbook(coding_sheet(sources, turns, codes, language, "Rekonstruksi."), tmp_path / "sheet.xlsx")
    assert not len(read_codings(tmp_path / "sheet.xlsx", "sheet.xlsx", "ana")[0])

    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    page = book.worksheets[1]
    assert [row[1].value for row in page.iter_rows(min_row=2)] == [1, 2, 3, 4, 4, 4, 5]
    choices = [cells(book.worksheets[2])[number][0] for number in range(1, len(CODES) + 1)]
    assert page.data_validations.dataValidation[0].formula1 == f"'{book.sheetnames[2]}'!$A$2:$A$7"
    page["F4"], page["G4"], page["K4"] = choices[1], choices[3], "ragu"
    sides, uses = ([row[0] for row in cells(book.worksheets[tab])[1:]] for tab in (3, 4))
    page["I4"], page["J4"] = sides[1], uses[0]
    page["E3"], page["F3"] = "percaya", choices[4]
    page["F7"] = choices[1]
    page["F8"] = choices[1]
    book.save(tmp_path / "filled.xlsx")

    rows, problems = read_codings(tmp_path / "filled.xlsx", "filled.xlsx", "ana")
    assert not problems
    codings, problems, *_ = anchor(rows, sources, turns, model.empty("offset_map"), codes)
    assert not problems
    assert set(codings["anchor"]) == {"exact"}
    judged = codings[codings["turn"] == 3]
    assert judged[["side", "use"]].drop_duplicates().values.tolist() == [["against", "hide"]]
    assert set(codings.loc[codings["turn"] != 3, "side"]) == {""}
    text = sources["text"][0]
    found = {(row.turn, row.code_id): (row.start, row.end) for row in codings.itertuples()}
    start = {number: int(turns["start"][number - 1]) for number in (2, 3, 4, 5)}
    assert found[(3, "trust")] == found[(3, "distrust")] == (start[3], start[3] + 3)
    assert text[slice(*found[(2, "twin-1")])] == "percaya"
    assert found[(5, "trust")] == (start[5], start[5] + len(said[4]))
    assert found[(4, "trust")][1] == start[4] + len(said[3])
    assert len(found) == 5


@examples(40)
@given(
    st.lists(st.text("aA eé\u0301🎉.,ב", min_size=1, max_size=6).filter(str.strip), min_size=1, max_size=12), st.data()
)
def test_whatever_is_coded_on_a_sheet_comes_back_to_the_letter(tmp_path_factory, said, data):
    folder = tmp_path_factory.mktemp("any")
    sources, turns = talk(*said)
    chosen = data.draw(st.sets(st.sampled_from(range(len(said)))))
    sheets = coding_sheet(sources, turns, code_table(), "en")
    for number in chosen:
        sheets[1].rows[number][5] = "trust"
    write_workbook(sheets, folder / "sheet.xlsx")
    rows, problems = read_codings(folder / "sheet.xlsx", "sheet.xlsx", "ana")
    assert not [problem for problem in problems if problem.kind != "codings-empty"]
    codings, problems, *_ = anchor(rows, sources, turns, model.empty("offset_map"), code_table())
    assert not problems
    spans = [(turns["start"][number], said[number]) for number in sorted(chosen)]
    wanted = [(start + len(text) - len(text.lstrip()), text.strip()) for start, text in spans]
    assert sorted(zip(codings["start"], codings["quotation"], strict=True)) == wanted


def test_a_folder_for_temporary_files_may_be_called_anything(tmp_path, monkeypatch):
    temporary = tmp_path / "100 % of {x}"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.chdir(tmp_path)

    write_workbook([Sheet("A", (Column("word"),), [["kepercayaan"]])], Path("results/study.xlsx"))

    rows = openpyxl.load_workbook(tmp_path / "results" / "study.xlsx")["A"].values
    assert list(rows) == [("word",), ("kepercayaan",)]
    assert [path.name for path in (tmp_path / "results").iterdir()] == ["study.xlsx"]
    assert list(temporary.iterdir()) == []


def test_numbers_truth_and_nothing_are_what_they_were_and_no_text(tmp_path):
    row = [1, -2.5, True, None, "", "<b>&", float("nan")]
    sheet = Sheet("A", tuple(Column(name) for name in "abcdefg"), [row])
    page = written(tmp_path, [sheet])["A"]
    assert [cell.value for cell in page[2]] == [1, -2.5, True, None, None, "<b>&", None]


def test_rows_are_asked_for_one_at_a_time():
    asked = []

    class Rows(Sequence):
        """More rows than anybody would hold as cells."""

        def __len__(self):
            return 10**9

        def __getitem__(self, number):
            asked.append(number)
            return [f"word {number}"]

    rows = SheetRows(Sheet("A", (Column("a"),), Rows()), Styles(2, 3)).xml()
    assert [next(rows) for _ in range(2)] == [
        f'<row r="{number}" ht="16.5" customHeight="1"><c r="A{number}" s="2" t="inlineStr">'
        f"<is><t>word {number - 2}</t></is></c></row>".encode()
        for number in (2, 3)
    ]
    assert asked == [0, 1]
