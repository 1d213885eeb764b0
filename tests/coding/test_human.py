import csv
import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benang.coding.human import COLUMNS, read_codings
from benang.problems import vocabulary

HEADER = "source,quotation,start,end,code,memo\n"


@pytest.fixture
def read(tmp_path):
    def read(content, coder="ana", name="codings.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read_codings(path, f"data/{name}", coder, **options)

    return read


def kinds(problems):
    return [(problem.kind, problem.line) for problem in problems]


def test_reads_the_canonical_columns(read):
    rows, problems = read(HEADER + "A,percaya sekali,12,28,public-trust,kuat\nB,,0,5,branding,\n")
    assert not problems
    assert list(rows.columns) == COLUMNS
    first = {"file": "data/codings.csv", "line": 2, "source": "A", "quotation": "percaya sekali", "start": 12}
    assert rows.iloc[0].to_dict() == first | {"end": 28, "code": "public-trust", "coder": "ana", "memo": "kuat"}
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
    assert 'Did you mean "sorce"?' in problems[0].message("en")
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
        (b"PK\x03\x04", "a.xlsx", "codings-not-csv"),
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


@settings(deadline=None)
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


@settings(deadline=None)
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
