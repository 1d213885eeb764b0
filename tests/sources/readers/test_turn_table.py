"""Tables of turns: csv and xlsx."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core.problems import StudyError
from benang.sources.document import Document
from benang.sources.readers.source_file import read_bytes
from benang.sources.readers.turn_table import MOST_ROWS, seconds


def read(data: bytes | str, name: str = "a.csv") -> Document:
    return read_bytes(data.encode() if isinstance(data, str) else data, name, name)


def turns(document: Document) -> list[tuple[str, str, float | None, float | None]]:
    return [
        (voice.speaker, document.raw[voice.start : voice.end], voice.time_start, voice.time_end)
        for voice in document.voices
    ]


def clean(document: Document) -> str:
    pieces, here = [], 0
    for edit in document.edits:
        pieces += [document.raw[here : edit.start], edit.replacement]
        here = edit.end
    return "".join([*pieces, document.raw[here:]])


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


def error(data: bytes | str, name: str = "a.csv") -> list[tuple[str, int | None, object]]:
    with pytest.raises(StudyError) as raised:
        read(data, name)
    for problem in raised.value.problems:
        assert problem.what("id") and problem.what("en") and "{" not in problem.message("id")
    return [(problem.kind, problem.line, dict(problem.values)) for problem in raised.value.problems]


def workbook(*sheets: list[list[object]], hidden: tuple[int, ...] = (), formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if number in hidden else "visible"
        for cell, code in (formats or {}).items():
            sheet[cell].number_format = code
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TABLE = 'Pembicara,Mulai,Selesai,Teks,Catatan\nP,0:01,0:02.5,"Apa, kabar?",x\n,3,,"Baik\nsekali ""ya""",\nB,,,,kosong\n'


def test_a_table_of_turns() -> None:
    document = read(TABLE)
    assert document.format == "csv"
    assert turns(document) == [("P", "Apa, kabar?", 1.0, 2.5), ("P", 'Baik\vsekali "ya"', 3.0, None)]
    assert document.raw.split("\n")[0] == "Pembicara\tMulai\tSelesai\tTeks\tCatatan"
    assert document.raw.split("\n")[2] == '\t3\t\tBaik\vsekali "ya"'
    assert clean(document) == '\nApa, kabar?\nBaik\vsekali "ya"\n'
    assert [(document.raw[one.start : one.end], one.text) for one in document.remarks] == [
        ("Apa, kabar?", "x"),
        ('Baik\vsekali "ya"', "kosong"),
    ]
    assert [(problem.kind, problem.line, dict(problem.values)) for problem in document.problems] == [
        ("turns-speaker-above", 3, {"count": 1})
    ]


def test_a_speaker_above_the_first_is_nobody() -> None:
    assert [speaker for speaker, *_ in turns(read("Speaker,Text\n,a\nA,b\n,c\n"))] == ["", "A", "A"]


def test_a_header_that_comes_again_is_no_turn() -> None:
    assert turns(read("Speaker,Text\nA,a\nSpeaker,Text\nB,b\n")) == [("A", "a", None, None), ("B", "b", None, None)]


def test_columns_that_hold_words_and_are_not_read_are_told() -> None:
    (problem,) = read("No,Speaker,Text,Translation,12\n1,A,ya,yes,p\n2,B,tidak,no,p\n").problems
    assert (problem.kind, problem.values["columns"]) == ("turns-columns-unread", "Translation, [5]")


@pytest.mark.parametrize(
    "header",
    ["Sprecher,Text,Notiz", "Locuteur,Propos,Remarque", "Quién,Texto,Notas", "话者,内容,备注", "話者,発話,メモ"],
)
def test_headers_of_other_languages(header: str) -> None:
    document = read(f"{header}\nA,halo,x\n")
    assert turns(document)[0][1] == "halo"
    assert [remark.text for remark in document.remarks] == ["x"]


def test_columns_without_a_header_are_told_by_what_stands_in_them() -> None:
    document = read("Ani,Sejak kapan tinggal di sini?\nBudi,Sejak kecil.\nAni,Lalu ke mana?\nBudi,Ke kota.\n")
    assert [speaker for speaker, *_ in turns(document)] == ["Ani", "Budi"] * 2
    assert [problem.kind for problem in document.problems] == ["turns-columns-told"]
    assert (
        error("Umur,45 tahun\nAsal,kota besar\nAgama,tidak disebut\nKerja,pedagang pasar\n")[0][0]
        == "turns-header-missing"
    )


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", [False, True])
def test_separators_and_encodings(separator: str, encoding: str, declared: bool) -> None:
    head = f"sep={separator}\r\n" if declared else ""
    table = (
        head
        + separator.join(["SPEAKER", "Utterance"])
        + "\r\n"
        + separator.join(["Ö", "a;b" if separator != ";" else "a,b"])
    )
    document = read(table.encode(encoding))
    assert turns(document) == [("Ö", "a;b" if separator != ";" else "a,b", None, None)]
    assert document.raw.startswith("SPEAKER\t")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("start,end,speaker,text", "1,2,A,halo"),
        ("Waktu mulai,Waktu selesai,Nama,Isi", "1,2,A,halo"),
        ("START_TIME,END-TIME,Who,Transcript", "00:00:01,00:00:02,A,halo"),
        ("Start (ms),End (ms),Speaker Name,Content", "1000,2000,A,halo"),
        ("Timecode In,Timecode Out,penutur,UCAPAN", '0:01,"0:02,000",A,halo'),
    ],
)
def test_usual_headers(header: str, row: str) -> None:
    assert turns(read(f"{header}\n{row}\n")) == [("A", "halo", 1.0, 2.0)]


def test_the_better_word_for_a_column_is_taken() -> None:
    assert turns(read("Isi,Role,Speaker,Text\nx,r,A,halo\n")) == [("A", "halo", None, None)]


def test_a_title_above_the_header_is_told() -> None:
    document = read("Wawancara 1,\n,\nNama,Teks\nA,halo\n")
    assert turns(document) == [("A", "halo", None, None)]
    assert document.raw.split("\n")[3] == "A\thalo"
    assert clean(document).strip() == "halo"
    assert [(problem.kind, problem.values["row"]) for problem in document.problems] == [("turns-above-header", 3)]


def test_no_header_names_the_columns_but_no_person() -> None:
    [(kind, _, values)] = error("Kolom,Lain\na,b\n")
    assert (kind, values) == ("turns-header-missing", {"columns": "Kolom, Lain"})
    [(_, _, values)] = error("Siti,Apa kabar?\nBudi,Baik.\nSiti,Ya.\n")
    assert values == {"columns": "[1], [2]"}


def test_times_that_cannot_be_used_are_told() -> None:
    document = read("start,end,text\nkapan,1,a\n5,4,b\n,,c\n")
    assert turns(document) == [("", "a", None, 1.0), ("", "b", 5.0, None), ("", "c", None, None)]
    assert [(problem.kind, problem.line, problem.values) for problem in document.problems] == [
        ("turns-times-unreadable", 2, {"count": 2})
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("62", 62.0),
        ("62,5", 62.5),
        ("1:02", 62.0),
        ("00:01:02.345", 62.345),
        ("100:00", 6000.0),
        ("25:00:00", 90000.0),
        ("1:62", None),
        ("1:62:00", None),
        ("1:2:3:4", None),
        ("", None),
        ("-1", None),
        ("nan", None),
        ("1e5", None),
        ("٣", 3.0),
    ],
)
def test_seconds(text: str, expected: float | None) -> None:
    assert seconds(text) == expected


def test_broken_tables() -> None:
    assert error('Nama,Teks\nA,"x\ny"\nB,"halo\n')[0][:2] == ("turns-quotation-mark", 4)
    assert error('Nama,Teks\nA,"halo" ya\n')[0][0] == "turns-quotation-mark"
    assert error("Nama,Teks\nA," + "x" * 200_000 + "\n")[0][0] == "turns-quotation-mark"
    assert error("Nama,Teks\n" * 1)[0][0] == "source-empty"
    assert error("Nama,Teks\n" + "A,a\n" * MOST_ROWS) == [("turns-too-many", None, {"limit": MOST_ROWS})]


def test_a_spreadsheet() -> None:
    rows: list[list[object]] = [
        ["Pembicara", "Mulai", "Teks"],
        ["P", 1.5 / 86400, "Apa\nkabar?"],
        [],
        ["B", 62, 12],
        [None, None, True],
    ]
    document = read(workbook(rows, formats={"B2": "mm:ss.0"}), "a.xlsx")
    assert document.format == "xlsx"
    assert turns(document) == [("P", "Apa\vkabar?", 1.5, None), ("B", "12", 62.0, None), ("B", "1", None, None)]
    assert document.raw.split("\n") == [
        "Pembicara\tMulai\tTeks",
        "P\t0:00:01.500\tApa\vkabar?",
        "",
        "B\t62\t12",
        "\t\t1",
    ]
    assert [(problem.kind, problem.line) for problem in document.problems] == [("turns-speaker-above", 5)]


def test_the_first_visible_sheet_with_text_is_read_and_the_others_are_told() -> None:
    other, table = [["a", "b"], [1, 2]], [["Nama", "Teks"], ["A", "halo"]]
    document = read(workbook(table, other, table, [], table, hidden=(0,)), "a.xlsx")
    assert turns(document) == [("A", "halo", None, None)]
    assert [(problem.kind, problem.values["sheets"]) for problem in document.problems] == [
        ("turns-sheets-unread", "1, 2, 5")
    ]
    assert [kind for kind, _, _ in error(workbook(other, table, hidden=(1,)), "a.xlsx")] == [
        "turns-sheets-unread",
        "turns-header-missing",
    ]


def test_formulas() -> None:
    document = read(workbook([["Nama", "Teks"], ["A", "halo"], ["B", '=CONCAT("a", "b")']]), "a.xlsx")
    assert turns(document) == [("A", "halo", None, None)]
    assert kinds(document) == ["turns-formulas-unread"]


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def by_hand(rows: str, strings: str = "", head: str = "") -> bytes:
    """A workbook of one sheet, its XML as given."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="x" sheetId="1" r:id="a"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="a" Type="{OFFICE}/worksheet" Target="worksheets/s.xml"/></Relationships>',
        "xl/worksheets/s.xml": f'{head}<worksheet xmlns="{MAIN}">{rows}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Nama</t></is></c><c r="B1" t="inlineStr"><is><t>Teks</t></is></c></row>'
)


def test_texts_of_several_spans() -> None:
    strings = "<si><r><t>ha</t></r><r><rPr/><t>lo_x000D_</t></r><rPh><t>ハロ</t></rPh></si>"
    document = read(
        by_hand(f'<sheetData>{HEADER}<row><c r="B2" t="s"><v>0</v></c></row></sheetData>', strings), "a.xlsx"
    )
    assert turns(document) == [("", "halo\v", None, None)]


def test_a_hostile_spreadsheet_is_read_within_bounds() -> None:
    wide = '<dimension ref="A1:XFD1048576"/>'
    far = '<row r="50000"><c r="B50000"><v>1</v></c><c r="XFD50000"><v>2</v></c></row>'
    document = read(by_hand(f"{wide}<sheetData>{HEADER}{far}</sheetData>"), "a.xlsx")
    assert turns(document) == [("", "1", None, None)]
    assert document.raw.count("\n") == 49_999
    below = '<row r="1048576"><c r="B1048576"><v>1</v></c></row>'
    assert error(by_hand(f"<sheetData>{HEADER}{below}</sheetData>"), "a.xlsx")[0][0] == "turns-too-many"
    nothing = '<row r="x"><c r="?" t="s"><v>99</v></c><c t="s"><v>-1</v></c><c><v>nan</v></c><c/></row>'
    assert turns(read(by_hand(f"<sheetData>{HEADER}{nothing}{far}</sheetData>"), "a.xlsx"))[-1][1] == "1"


def test_entities_and_bombs_are_refused() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    assert error(by_hand("<sheetData/>", head=entities), "a.xlsx")[0][0] == "source-broken"
    assert error(by_hand("<sheetData/>", "<si><t>" + "a" * 30_000_000 + "</t></si>"), "a.xlsx")[0][0] == (
        "source-unpacks-too-large"
    )
    assert error(b"PK\x03\x04" + bytes(50), "a.xlsx")[0][0] == "source-broken"


def test_a_text_that_stands_in_every_cell() -> None:
    cells = '<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>' * 2000
    data = by_hand(f"<sheetData>{HEADER}{cells}</sheetData>", f"<si><t>{'a' * 50_000}</t></si>")
    assert error(data, "a.xlsx")[0][0] == "source-unpacks-too-large"


def test_an_old_spreadsheet_is_told() -> None:
    assert error(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls")[0][0] == "source-excel-97"


# Characters of Windows that came as controls are mended.
_MENDED = "".join(map(chr, range(0x80, 0xA0)))
CELLS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0" + _MENDED), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from([",", ";", "\t"]))
def test_any_cells_come_back_in_their_rows(cells: list[tuple[str, str]], separator: str) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([("Speaker", "Text"), *cells])
    spoken = [(number, speaker, text) for number, (speaker, text) in enumerate(cells, start=2) if text.strip()]
    if not spoken:
        return
    try:
        document = read(buffer.getvalue().encode("utf-8"))
    except StudyError as raised:
        # Control characters beyond a share are no text.
        assert raised.problems[0].kind in ("encoding-undecided", "source-empty")
        return
    assert document.raw.count("\n") == len(cells)
    rows = [document.raw.count("\n", 0, voice.start) + 1 for voice in document.voices]
    assert rows == [number for number, _, _ in spoken]
    kept = {
        text
        for _, _, text in spoken
        if not any(character in text for character in "\t\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
    }
    assert kept <= {document.raw[voice.start : voice.end] for voice in document.voices}
    # A colon behind a name is not part of it.
    names = [" ".join(speaker.split()).rstrip(":\uff1a ") for _, speaker, _ in spoken]
    for number, name in enumerate(names[1:], start=1):
        names[number] = name or (names[number - 1] if ":" not in spoken[number][2] else document.voices[number].speaker)
    assert [voice.speaker for voice in document.voices] == names


def test_a_line_of_nothing_but_separators_is_refused_before_its_cells_are_made() -> None:
    with pytest.raises(StudyError) as error:
        read("speaker,text\nA,ya\n" + "," * 20_000 + "\n")
    (problem,) = error.value.problems
    assert (problem.kind, problem.line) == ("turns-too-wide", 3)
    # Of another character there may be as many as there are.
    document = read("speaker,text\nA," + "a;" * 20_000 + "\n")
    assert turns(document) == [("A", "a;" * 20_000, None, None)]
