import csv
import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.people.coding_files import COLUMNS, read_coding_files, read_codings
from benang.core.problems import vocabulary

HEADER = "source,quotation,start,end,code,memo\n"


def kinds(problems):
    return [(problem.kind, problem.line) for problem in problems]


def test_reads_the_canonical_columns(read):
    rows, problems = read(HEADER + "A,percaya sekali,12,28,public-trust,kuat\nB,,0,5,branding,\n")
    assert not problems
    assert list(rows.columns) == COLUMNS
    first = {"file": "data/codings.csv", "line": 2, "source": "A", "quotation": "percaya sekali", "start": 12}
    rest = {"end": 28, "place": "", "prefix": "", "suffix": "", "code": "public-trust", "coder": "ana", "memo": "kuat"}
    assert rows.iloc[0].to_dict() == first | rest | {"side": "", "use": "", "date": ""}
    assert rows.iloc[1]["quotation"] == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_delimiters_encodings_and_line_ends(read, delimiter, encoding, newline):
    text = newline.join(["source;quotation;code", 'A;"café, lalu";c1', "B;dua;c2", ""]).replace(";", delimiter)
    rows, problems = read(text.encode(encoding))
    assert not problems
    assert rows["quotation"].tolist() == ["café, lalu", "dua"]
    assert rows["line"].tolist() == [2, 3]


def test_cp1252_is_read_and_reported(read):
    rows, problems = read("source,quotation,code\nA,“café”,c1\n".encode("cp1252"))
    assert rows["quotation"].tolist() == ["“café”"]
    assert [problem.severity for problem in problems] == ["warning"]


def test_lines_are_true_after_cells_of_several_lines(read):
    rows, problems = read(HEADER + 'A,"satu\ndua\n\ntiga",,,c1,\n\nB,empat,,,c1,"a\nb"\nC,lima,,,c1,\n')
    assert not problems
    assert rows["line"].tolist() == [2, 7, 9]
    assert rows["quotation"].tolist() == ["satu\ndua\n\ntiga", "empat", "lima"]


def test_other_programs_headers_and_the_studys_own(read):
    rows, _ = read("Document name,Code,Segment\nP1,A > B,text\n")
    assert rows.iloc[0][["source", "code", "quotation"]].tolist() == ["P1", "A > B", "text"]
    rows, problems = read(
        "Berkas,Label,Isi\nP1,A\\B,text\n", columns={"source": "berkas", "code": "Label", "quotation": "Isi"}
    )
    assert not problems
    assert rows.iloc[0][["source", "code", "quotation"]].tolist() == ["P1", "A\\B", "text"]


def test_code_paths_get_one_separator(read):
    rows, _ = read("source,code,quotation\nA,Tema\\Kategori  satu \\ Kode,x\n", code_path_separator="\\")
    assert rows["code"].tolist() == ["Tema > Kategori satu > Kode"]


def test_a_coder_column_wins_where_it_is_filled(read):
    rows, problems = read("source,code,quotation,coder\nA,c,x,budi\nA,c,y,\n")
    assert not problems
    assert rows["coder"].tolist() == ["budi", "ana"]
    rows, problems = read("source,code,quotation,coder\nA,c,x,budi\nA,c,y,\n", coder="")
    assert rows["coder"].tolist() == ["budi"]
    assert kinds(problems) == [("coding-incomplete", 3)]


def test_every_malformed_row_is_reported_at_once_and_the_others_are_kept(read):
    rows, problems = read(
        HEADER
        + "A,baik,,,c1,\n"  # 2
        + 'A,"tidak ditutup,,,c1,\n'  # 3
        + "A,juga baik,,,c1,\n"  # 4
        + "A,koma, di dalam,,,c1,\n"  # 5
        + "A,kurang,c1\n"  # 6
        + 'A,"kutip "di" dalam",,,c1,\n'  # 7
        + "A,,,,c1,\n"  # 8
        + ",tanpa sumber,,,,\n"  # 9
        + "A,offset,dua,3,c1,\n"  # 10
        + "A,akhir,1.0,5,c1\n"  # 11: Excel leaves empty cells at the end out
    )
    assert rows["line"].tolist() == [2, 4, 11]
    assert kinds(problems) == [
        ("csv-quote-broken", 3),
        ("csv-cells-wrong", 5),
        ("csv-cells-wrong", 6),
        ("csv-quote-broken", 7),
        ("coding-incomplete", 8),
        ("coding-incomplete", 9),
        ("offset-not-a-number", 10),
    ]
    assert "source, code" in problems[5].message("en")


def test_a_broken_quotation_mark_is_one_problem_though_its_cell_ran_over_lines(read):
    rows, problems = read(HEADER + 'A,"satu\ndua "tiga"\nempat",,,c1,\nB,lima,,,c1,\n')
    assert kinds(problems) == [("csv-quote-broken", 2)]
    assert rows["line"].tolist() == [5]


def test_a_missing_column_names_what_is_there_and_what_was_meant(read):
    rows, problems = read("sorce,quotation,code\nA,x,c\n")
    assert len(rows) == 0
    assert kinds(problems) == [("codings-column-missing", 1)]
    assert problems[0].remedy("en") == 'Change the heading "sorce" to "source".'
    _, problems = read("Dokumen,Segmen\nA,x\n", coder="")
    assert [problem.values["column"] for problem in problems] == ["code", "coder"]
    _, problems = read("source,code,quotation\nA,c,x\n", columns={"source": "Document"})
    assert [problem.values["column"] for problem in problems] == ["Document"]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        ("", "a.csv", "codings-empty"),
        ("\n \n", "a.csv", "codings-empty"),
        (HEADER, "a.csv", "codings-empty"),
        (",,,\n", "a.csv", "codings-empty"),
        ("sep=;\n", "a.csv", "codings-empty"),
        ('"source,code\n', "a.csv", "csv-quote-broken"),
        (b"PK\x03\x04", "a.xlsx", "codings-not-readable"),
        (b"source,code\n\x00\x01\x02\x00", "a.csv", "encoding-undecided"),
    ],
)
def test_files_that_hold_no_codings(read, content, name, kind):
    rows, problems = read(content, name=name)
    assert len(rows) == 0
    assert [problem.kind for problem in problems] == [kind]


def test_a_file_that_is_not_there(tmp_path):
    rows, problems = read_codings(tmp_path / "none.csv", "none.csv", "ana")
    assert len(rows) == 0
    assert [problem.kind for problem in problems] == ["file-missing"]


def test_empty_columns_that_a_spreadsheet_adds(read):
    rows, problems = read("source,quotation,code,,\nA,satu,c,,\nB,dua,c\n")
    assert not problems
    assert rows["quotation"].tolist() == ["satu", "dua"]


def test_excel_names_the_separator_itself(read):
    rows, problems = read("sep=;\nsource;quotation;code\nA;satu, dua;c\n")
    assert not problems
    assert rows["quotation"].tolist() == ["satu, dua"]


def test_a_neutralised_formula_is_given_back(read):
    rows, _ = read("source,quotation,code\nA,'=1+1 kata dia,c\nA,'kutip',c\n")
    assert rows["quotation"].tolist() == ["=1+1 kata dia", "'kutip'"]


SHEET = [["source", "quotation", "start", "end", "code", "memo"], ["A", "percaya\nsekali", 12, 28.0, "c1", "kuat"]]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv", "a"])
def test_a_workbook_is_read_as_a_table_of_text_is(read, workbook, name):
    rows, problems = read(workbook(SHEET), name=name)
    assert not problems
    first = {"file": f"data/{name}", "line": 2, "source": "A", "quotation": "percaya\nsekali", "start": 12, "end": 28}
    rest = {"place": "", "prefix": "", "suffix": "", "code": "c1", "coder": "ana", "memo": "kuat"}
    assert rows.iloc[0].to_dict() == first | rest | {"side": "", "use": "", "date": ""}


def test_sides_and_uses_are_read_in_words_and_characters(read, workbook):
    table = [["source", "quotation", "code", "Sisi", "USE"], ["A", "x", "c", "Menentang", "terbaik"]]
    table += [["A", "y", "c", "'+", "Hide"], ["A", "z", "c", "'-", ""], ["A", "w", "c", "±", " ragu "]]
    for data in (workbook(table), "\n".join(";".join(row) for row in table)):
        rows, problems = read(data)
        assert not problems
        assert rows["side"].tolist() == ["against", "for", "against", "both"]
        assert rows["use"].tolist() == ["best", "hide", "", "doubt"]


def test_an_unknown_side_is_told_where_it_stands_and_never_guessed(read):
    rows, problems = read("source,quotation,code,side,use\nA,x,c,menentag,\nA,y,c,,tipical\nA,z,c,kiri,\nA,w,c,,\n")
    assert kinds(problems) == [("side-word", 2), ("use-word", 3), ("side-word", 4)]
    # No count loses a coding for a word, and what perhaps was not to be printed is not.
    assert rows[["quotation", "side", "use"]].values.tolist() == [
        ["x", "", ""],
        ["y", "", "hide"],
        ["z", "", ""],
        ["w", "", ""],
    ]
    assert "the coding was taken without it, so that the side of its code holds" in problems[0].message("en")
    assert "its quotation is not printed" in problems[1].message("en")
    assert 'Maksud Anda "menentang"?' in problems[0].message("id")
    assert 'Did you mean "typical"?' in problems[1].message("en")
    assert 'Di kolom side tertulis "kiri"' in problems[2].message("id")


def test_an_unknown_side_hides_nothing_else_that_is_wrong_with_its_row(read):
    rows, problems = read("source,quotation,code,side\nA,,c,kiri\nA,x,c,?\n")
    assert kinds(problems) == [("coding-incomplete", 2), ("side-word", 2), ("side-word", 3)]
    assert rows["quotation"].tolist() == ["x"]


@pytest.mark.parametrize(
    ("word", "side"), [("Negative", "against"), ("contra", "against"), ("pro", "for"), ("positif", "for")]
)
def test_words_that_people_write_for_a_side(read, word, side):
    rows, problems = read(f"source,quotation,code,side\nA,x,c,{word}\n")
    assert (rows["side"].tolist(), problems) == ([side], [])


@pytest.mark.parametrize("header", ["Stance", "Sikap", "stance"])
def test_a_stance_is_a_side(read, header):
    rows, problems = read(f"source,quotation,code,{header}\nA,x,c,against\n")
    assert (rows["side"].tolist(), problems) == (["against"], [])


def test_a_column_of_words_for_sides_that_is_not_read_is_told_with_what_to_write(read, workbook):
    table = [["source", "quotation", "code", "Polarity", "Done"], ["A", "x", "c", "For", "-"], ["A", "y", "c", "", "-"]]
    for data in (workbook(table), "\n".join(",".join(row) for row in table)):
        rows, problems = read(data)
        assert rows["side"].tolist() == ["", ""]
        told = [problem for problem in problems if problem.kind == "codings-column-sides"]
        assert len(told) == 1 and "columns: {side: Polarity}" in told[0].remedy("en")
    _, problems = read("source,quotation,code,Polarity\nA,x,c,for\nA,y,c,later\n")
    assert [problem.kind for problem in problems] == ["table-columns-unused"]


def test_the_study_says_which_column_holds_the_side(read):
    rows, problems = read("source,quotation,code,Haltung\nA,x,c,-\n", columns={"side": "Haltung"})
    assert (rows["side"].tolist(), problems) == (["against"], [])


def test_other_programs_tables_may_have_a_column_for_the_side(read):
    rows, problems = read("Document name,Code,Segment,Comment,Side\nP1,A,text,so,both\n")
    assert (rows[["memo", "side"]].values.tolist(), problems) == ([["so", "both"]], [])


def test_the_words_around_a_quotation_are_read_where_they_are_given(read):
    rows, problems = read("source,quotation,prefix,suffix,code\nA,percaya,'- ya ,. Lalu,c1\n")
    assert not problems
    assert rows[["prefix", "suffix"]].values.tolist() == [["- ya", ". Lalu"]]


def test_problems_of_a_workbook_name_sheet_and_row(read, workbook):
    sheet = [["Ekspor"], [], *SHEET, [], ["A", "", "", "", "c1", ""], ["", "dua", "", "", "c1", "", "di luar"]]
    rows, problems = read(workbook([["Catatan"], ["apa saja"]], sheet))
    assert rows["line"].tolist() == [4]
    found = [(problem.kind, problem.place, problem.line) for problem in problems]
    assert found == [
        ("codings-sheets-unread", "", None),
        ("coding-incomplete", "sheet 2", 6),
        ("coding-incomplete", "sheet 2", 7),
    ]


def test_every_visible_sheet_with_the_columns_is_read(read, workbook):
    rows, problems = read(workbook(SHEET, SHEET, SHEET, hidden=[2]))
    assert rows["file"].tolist() == ["data/codings.csv, sheet 1", "data/codings.csv, sheet 3"]
    assert [(problem.kind, problem.values["sheets"]) for problem in problems] == [("codings-sheets-unread", "2")]


@pytest.mark.parametrize(
    ("slip", "column"),
    [
        *(("Qoute", "quotation"), ("Quotatoin", "quotation"), ("Kutpan", "quotation"), ("Segmnt", "quotation")),
        *(("Kodde", "code"), ("Them", "code"), ("Sourse", "source")),
    ],
)
def test_a_heading_that_is_nearly_any_word_for_a_column_is_proposed(read, slip, column):
    headings = {"source": "Document", "quotation": "Quote", "code": "Code"} | {column: slip}
    rows, problems = read(",".join(headings.values()) + "\nA,x,c\n")
    assert len(rows) == 0
    (problem,) = [one for one in problems if one.kind == "codings-column-missing"]
    assert problem.remedy("en") == f'Change the heading "{slip}" to "{column}".'
    assert problem.remedy("id") == f'Ganti judul "{slip}" menjadi "{column}".'


def test_a_workbook_without_the_columns_says_what_it_has(read, workbook):
    rows, problems = read(workbook([["Ekspor"], ["sorce", "quotation", "code"], ["A", "x", "c"]]))
    assert len(rows) == 0
    assert [(problem.kind, problem.place, problem.line) for problem in problems] == [
        ("codings-column-missing", "sheet 1", 2)
    ]
    assert problems[0].remedy("en") == 'Change the heading "sorce" to "source".'


def test_a_broken_workbook_and_an_empty_one(read, workbook):
    assert [problem.kind for problem in read(workbook(SHEET)[:-300])[1]] == ["source-broken"]
    assert [problem.kind for problem in read(workbook([]))[1]] == ["codings-empty"]
    assert [problem.kind for problem in read(workbook(SHEET[:1]))[1]] == ["codings-empty"]


def with_sheet(book_data, xml):
    """A workbook whose only sheet is this XML."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book_data)) as book,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in book.namelist():
            archive.writestr(name, xml if name == "xl/worksheets/sheet1.xml" else book.read(name))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("xml", "kind"),
    [
        ('<worksheet><row r="9999999"><c r="A9999999"><v>1</v></c></row></worksheet>', "codings-too-many"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><worksheet><row><c><v>&b;</v></c></row></worksheet>', "source-broken"),
        ("<worksheet>" + " " * 70_000_000 + "</worksheet>", "source-unpacks-too-large"),
    ],
    ids=["rows", "entities", "size"],
)
def test_a_workbook_made_to_do_harm_is_refused(read, workbook, xml, kind):
    rows, problems = read(with_sheet(workbook(SHEET), xml))
    assert len(rows) == 0
    assert [problem.kind for problem in problems] == [kind]


def test_half_a_character_in_a_workbook_is_no_character(read, workbook):
    rows, _ = read(workbook([["source", "quotation", "code"], ["A", "x _xD83D__xDE00_ _xD83D_", "c"]]))
    assert rows["quotation"].tolist() == ["x 😀 \ufffd"]


def test_an_end_alone_is_no_offset(read):
    rows, problems = read("source,quotation,end,code\nA,x,00:01:12,c\n")
    assert [(problem.kind, problem.values["columns"]) for problem in problems] == [("table-columns-unused", "end")]
    assert rows["end"].isna().all()


def test_highlights_of_taguette(read):
    rows, problems = read("id,document,tag,content\n1,A.txt,trust,percaya\n1,A.txt,branding,percaya\n")
    assert not problems
    assert rows[["source", "code", "quotation"]].values.tolist() == [
        ["A.txt", "trust", "percaya"],
        ["A.txt", "branding", "percaya"],
    ]


def test_names_in_the_file_become_the_studys_coders(read):
    text = "source,code,quotation,coder\nA,c,x,Si  Ti\nA,c,y,lain\nA,c,z,\n"
    rows, problems = read(text, coders={"si ti": "koder-1"})
    assert rows["coder"].tolist() == ["koder-1", "lain", "ana"]
    assert kinds(problems) == [("coders-unmapped", None)]
    assert "lain" not in problems[0].message("en")


@given(st.binary(max_size=400) | st.text(alphabet='source,code;quotation"\n\r\t ab', max_size=400).map(str.encode))
def test_no_file_is_a_traceback(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "codings.csv"
    path.write_bytes(data)
    rows, problems = read_codings(path, "codings.csv", "ana")
    assert list(rows.columns) == COLUMNS
    assert len(rows) or problems
    for problem in problems:
        assert problem.kind in vocabulary()
        assert "{" not in problem.what("id").replace(str(problem.values.get("columns", "")), "")


cell = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), min_size=1).filter(
    lambda text: text.strip() == text and text and not text.startswith("'")
)


@given(st.lists(st.tuples(cell, st.lists(cell, min_size=1, max_size=3).map("\n".join)), min_size=1))
def test_what_a_csv_writer_writes_is_read_back_with_its_lines(tmp_path_factory, pairs):
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(["source", "quotation", "code"])
    lines = []
    for source, quotation in pairs:
        lines.append(stream.getvalue().count("\n") + 1)
        writer.writerow([source, quotation, "c"])
    path = tmp_path_factory.mktemp("any") / "codings.csv"
    path.write_bytes(("\ufeff" + stream.getvalue()).encode("utf-8"))
    rows, problems = read_codings(path, "codings.csv", "ana")
    assert not problems
    assert rows["line"].tolist() == lines
    assert rows["quotation"].tolist() == [unicodedata.normalize("NFC", quotation) for _, quotation in pairs]


@pytest.mark.parametrize(
    "source", ["Participant", "participant-id", "Transcript", "File_Name", "Respondent", "Entretien", "ID"]
)
@pytest.mark.parametrize("quotation", ["Quote", "Verbatim", "Text", "Citación", "Cita", "Excerpt"])
def test_columns_are_known_by_the_words_people_use(read, source, quotation):
    rows, problems = read(f"{source},{quotation},Theme,Comment\nP3,kata saya,trust,kuat\nP4,lain,trust,\n")
    if quotation == "Citación":  # no word for it
        assert kinds(problems) == [("codings-column-missing", 1)]
        return
    assert not problems
    assert rows.iloc[0][["source", "quotation", "code", "memo"]].tolist() == ["P3", "kata saya", "trust", "kuat"]


def test_a_theme_is_no_code_beside_a_code_and_further_codes_are_codings(read):
    rows, _ = read("Source,Theme,Code 1,Code 2,Quote\nA,T,one,two,kata\nB,T,three,,lagi\n")
    assert rows[["source", "code"]].values.tolist() == [["A", "one"], ["A", "two"], ["B", "three"]]


def test_a_table_without_a_source_is_read_and_numbers_of_rows_are_no_source(read):
    for text in ("quote,code\nkata,c1\nlain,c2\n", "id,quote,code\n1,kata,c1\n2,lain,c2\n"):
        rows, _ = read(text)
        assert rows[["source", "quotation"]].values.tolist() == [["", "kata"], ["", "lain"]]


@pytest.mark.parametrize(("one", "other"), [("Ben", "ben"), ("Ben", "BEN "), ("Benedict", "Benedikt"), ("A. K.", "AK")])
def test_a_coder_who_may_be_another_is_told_and_stays_two(tmp_path, one, other):
    (tmp_path / "c.csv").write_text(
        f"source;quote;code;coder\nA;x;c;{one}\nA;y;c;{one}\nA;z;c;{other}\n", encoding="utf-8"
    )
    entry = {"file": "c.csv", "coder": "", "columns": {}, "code_path": "", "coders": {}}
    rows, problems = read_coding_files([entry], tmp_path)
    assert kinds(problems) == [("coder-near", 4)] and problems[0].values["near"] == one
    assert rows["coder"].nunique() == 2


@pytest.mark.parametrize(("one", "other"), [("coder-1", "coder-2"), ("Ana", "Ani"), ("Maria", "Marta"), ("A", "B")])
def test_coders_who_are_two_people_are_not_told(tmp_path, one, other):
    (tmp_path / "c.csv").write_text(f"source;quote;code;coder\nA;x;c;{one}\nA;z;c;{other}\n", encoding="utf-8")
    entry = {"file": "c.csv", "coder": "", "columns": {}, "code_path": "", "coders": {}}
    assert read_coding_files([entry], tmp_path)[1] == []
