import io
import sqlite3
import zipfile
from contextlib import closing

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from qualcoder_database import VERSIONS, database
from steps import steps

from benang.core.problems import StudyError
from benang.exchange import qualcoder, rqda, sqlite_file, taguette
from benang.exchange.qualcoder import read_project
from benang.text.text_key import key

TEXT = "Informan: harga naik.\nSaya tunda panen."


def coded(text, codings, version=16):
    """A database with one text and codings (start, end, stored words) in it, all of one code."""
    rows = [
        {"cid": 1, "fid": 1, "pos0": start, "pos1": end, "seltext": words, "owner": f"coder {number}"}
        for number, (start, end, words) in enumerate(codings)
    ]
    return database(
        version,
        source=[{"id": 1, "name": "a.txt", "fulltext": text}],
        code_name=[{"cid": 1, "name": "Harga"}],
        code_text=rows,
    )


def quotations(data):
    project, problems = read_project(data, "p.qda")
    text = project.sources[0].text
    return [text[coding.start : coding.end] for coding in project.codings], [problem.kind for problem in problems]


def utf16(text):
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


WHOLE = {
    "source": [
        {"id": 1, "name": "a.txt", "fulltext": TEXT, "memo": "di kebun"},
        {"id": 2, "name": "b.jpg", "mediapath": "/images/b.jpg"},
        {"id": 3, "name": "c.txt", "fulltext": " \n", "mediapath": None},
        {"id": 4, "name": "d.txt", "fulltext": "\ufeffLain.", "mediapath": "/docs/d.txt"},
    ],
    "code_cat": [
        {"catid": 1, "name": "Pasar", "memo": "tentang pasar"},
        {"catid": 2, "name": "Harga", "supercatid": 1},
    ],
    "code_name": [
        {"cid": 1, "name": "naik", "catid": 2, "color": "#F8E0E0", "memo": "harga naik"},
        {"cid": 2, "name": "tunda", "color": "merah"},
    ],
    "code_text": [
        {"cid": 1, "fid": 1, "seltext": "harga naik", "pos0": 10, "pos1": 20, "owner": "rina", "memo": "jelas"},
        {"cid": 2, "fid": 1, "seltext": "naik.\u2029Saya tunda", "pos0": 16, "pos1": 32, "owner": "adi"},
        {"cid": 9, "fid": 1, "seltext": "Saya", "pos0": 22, "pos1": 26, "owner": "adi"},
        {"cid": 2, "fid": 9, "seltext": "Saya", "pos0": 22, "pos1": 26, "owner": "adi"},
        {"cid": 2, "fid": 3, "seltext": "", "pos0": 0, "pos1": 1, "owner": "adi"},
        {"cid": 2, "fid": 4, "seltext": "Lain", "pos0": 1, "pos1": 5, "owner": "adi"},
    ],
    "cases": [{"caseid": 1, "name": "Ibu", "memo": "petani"}],
    "case_text": [
        {"caseid": 1, "fid": 1, "pos0": 0, "pos1": len(TEXT) - 1},
        {"caseid": 1, "fid": 4, "pos0": 1, "pos1": 2},
    ],
    "attribute_type": [
        {"name": "umur", "caseOrFile": "case", "valuetype": "numeric"},
        {"name": "tempat", "caseOrFile": "file", "valuetype": "character"},
    ],
    "attribute": [
        {"name": "umur", "attr_type": "case", "value": "52", "id": 1},
        {"name": "tempat", "attr_type": "file", "value": "ladang", "id": 1},
        {"name": "tempat", "attr_type": "file", "value": "", "id": 4},
    ],
    "annotation": [{"fid": 1, "pos0": 22, "pos1": 26, "memo": "siapa?", "owner": "rina"}],
    "journal": [{"name": "hari 1", "jentry": "hujan", "owner": "rina"}],
    "code_image": [{"imid": 1, "id": 2, "cid": 1}],
}


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_of_a_project_in_every_version(version):
    about = [{"databaseversion": f"v{version}", "memo": "tentang proyek", "about": "QualCoder 3.5"}]
    project, problems = read_project(database(version, project=about, **WHOLE), "p.qda")
    assert (project.origin, project.description, project.coders) == ("QualCoder 3.5", "tentang proyek", ("rina", "adi"))
    assert [source.text for source in project.sources] == [TEXT, "Lain."]
    assert (project.sources[0].memo, dict(project.sources[0].attributes)) == ("di kebun", {"tempat": "ladang"})
    paths = project.code_paths()
    assert paths["code:1"] == ("Pasar", "Harga", "naik") and paths["code:2"] == ("tunda",)
    codes = {code.name: code for code in project.codes}
    assert not codes["Pasar"].codable and codes["naik"].codable
    assert (codes["naik"].colour, codes["naik"].memo, codes["tunda"].colour) == ("#f8e0e0", "harga naik", "")
    texts = {source.identity: source.text for source in project.sources}
    assert [
        (texts[coding.source][coding.start : coding.end], coding.code, coding.coder, coding.memo)
        for coding in project.codings
    ] == [
        ("harga naik", "code:1", "rina", "jelas"),
        ("naik.\nSaya tunda", "code:2", "adi", ""),
        ("Lain", "code:2", "adi", ""),
    ]
    (case,) = project.cases
    assert (case.name, case.memo, dict(case.attributes), case.sources) == (
        "Ibu",
        "petani",
        {"umur": "52"},
        ("source:1", "source:4"),
    )
    # Of the first text it is all, of the other a part.
    assert [(part.source, part.start, part.end) for part in case.ranges] == [("source:4", 0, 1)]
    assert dict(project.variables) == {"umur": "Float", "tempat": "Text"}
    annotation, journal = project.memos
    assert (annotation.text, annotation.author, annotation.start, annotation.end) == ("siapa?", "rina", 22, 26)
    assert (journal.title, journal.text, journal.source) == ("hari 1", "hujan", "")
    lost = {problem.values["what"]: problem.values["count"] for problem in problems if problem.kind == "exchange-lost"}
    assert lost == {
        "source.mediapath": 1,
        "color": 1,
        "code_text.fid": 1,
        "code_image": 1,
    }
    others = [(problem.kind, problem.values["count"]) for problem in problems if problem.kind != "exchange-lost"]
    assert others == [("exchange-source-blank", 1), ("exchange-code-missing", 1)]


def test_a_code_under_a_code_stands_there_and_the_named_coders_come_first():
    data = database(
        source=[{"id": 1, "name": "a", "fulltext": TEXT}],
        code_cat=[{"catid": 1, "name": "Pasar"}],
        code_name=[{"cid": 1, "name": "naik", "catid": 1}, {"cid": 2, "name": "tajam", "catid": 1, "supercid": 1}],
        coder_names=[{"name": "adi"}, {"name": "rina"}],
    )
    project, _ = read_project(data, "p.qda")
    assert project.code_paths()["code:2"] == ("Pasar", "naik", "tajam")
    assert project.coders == ("adi", "rina")


def test_a_folder_packed_as_zip_gives_its_name():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("kopi.qda/documents/a.txt", TEXT)
        archive.writestr("kopi.qda/data.qda", coded(TEXT, [(10, 15, "harga")]))
    assert qualcoder.recognises(packed.getvalue())
    project, problems = read_project(packed.getvalue(), "p.zip")
    assert project.name == "kopi" and len(project.codings) == 1 and not problems
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("kakao.qda/data.qda", b"")
    with pytest.raises(StudyError) as raised:
        read_project(packed.getvalue(), "p.zip")
    (problem,) = raised.value.problems
    assert problem.kind == "exchange-projects-several" and problem.values["projects"] == "kakao.qda, kopi.qda"


TEXTS = st.text(st.sampled_from("abc é\u0301😀𝔹ش\u200f\n\t\0.,"), min_size=2, max_size=60).filter(
    lambda text: text.strip()
)


@given(TEXTS, st.data())
@examples(150)
def test_a_passage_is_found_whether_code_points_or_utf16_were_counted(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    by_point = coded(text, [(start, end, words)])
    assert quotations(by_point) == ([words], [])
    # What the text control marked: its own units, and its own character for the end of a line.
    by_unit = coded(text, [(utf16(text[:start]), utf16(text[:end]), words.replace("\n", "\u2029"))])
    found, problems = quotations(by_unit)
    if key(words):
        assert [key(each) for each in found] == [key(words)] and not problems


@given(st.lists(st.sampled_from(["harga", "😀", "naik", "ش", "\r\n", " "]), min_size=3, max_size=30), st.data())
@examples(100)
def test_a_text_control_counts_one_for_a_line_end(parts, data):
    text = "mulai " + "".join(parts) + " selesai"
    start = text.index("selesai")
    stated = utf16(text[:start].replace("\r\n", "\n"))
    assert quotations(coded(text, [(stated, stated + 7, "selesai")])) == (["selesai"], [])


def test_words_that_are_not_at_their_positions():
    text = "Harga kopi naik tajam tahun ini. Kami menunda panen. ya ya ya"
    changed = (0, 21, "Harga kopi turun tajam")
    moved = (3, 21, "menunda panen")
    unclear = (6, 8, "ya")
    outside = (50, 500, "")
    outside_but_there = (500, 513, "menunda panen")
    found, kinds = quotations(coded(text, [changed, moved, unclear, outside, outside_but_there]))
    assert found == ["Harga kopi naik tajam", "menunda panen", "menunda panen"]
    assert sorted(kinds) == [
        "exchange-offsets-outside",
        "exchange-passages-changed",
        "exchange-passages-moved",
        "exchange-passages-unfound",
    ]


@pytest.mark.parametrize("start, end", [(-1, 3), (3, 3), (4, 3), (0, 99), ("x", 3), (None, None), (2**62, 2**63 - 1)])
def test_positions_that_are_none_are_told_with_their_place(start, end):
    project, problems = read_project(coded(TEXT, [(start, end, "")]), "p.qda")
    assert not project.codings
    assert [(problem.kind, problem.place) for problem in problems] == [("exchange-offsets-outside", "code_text 1")]


def test_of_many_passages_outside_their_text_the_first_are_told_and_the_others_counted():
    project, problems = read_project(coded(TEXT, [(900, 901 + number, "") for number in range(500)]), "p.qda")
    assert not project.codings and len(problems) == 21
    assert problems[-1].kind == "exchange-offsets-more" and problems[-1].values["count"] == 480


def test_a_database_that_writes_ahead_is_read():
    data = coded(TEXT, [(10, 15, "harga")])
    assert quotations(data[:18] + b"\x02\x02" + data[20:]) == (["harga"], [])


def test_a_database_in_utf16_is_read():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA encoding = 'UTF-16le'")
        connection.executescript(VERSIONS[16])
        connection.execute("INSERT INTO source (id, name, fulltext) VALUES (1, 'a', ?)", [TEXT + "😀"])
        connection.commit()
        project, problems = read_project(connection.serialize(), "p.qda")
    assert project.sources[0].text == TEXT + "😀" and not problems


def raised_by(data):
    with pytest.raises(StudyError) as raised:
        read_project(data, "p.qda")
    return [problem.kind for problem in raised.value.problems]


def test_what_is_no_project_is_told():
    other = sqlite3.connect(":memory:")
    other.execute("CREATE TABLE source (id)")
    assert raised_by(other.serialize()) == ["exchange-program-differs"]
    assert raised_by(b"no database") == raised_by(b"") == raised_by(b"SQLite format 3\0") == ["exchange-broken"]
    assert raised_by(b"PK\x03\x04 no archive") == ["source-broken"]
    whole = coded(TEXT, [])
    assert qualcoder.recognises(whole) and not rqda.recognises(whole) and not taguette.recognises(whole)
    assert not qualcoder.recognises(b"text") and not qualcoder.recognises(other.serialize())


def test_a_database_cut_off_or_overwritten_is_broken_or_read_but_never_a_traceback():
    data = coded(TEXT * 400, [(10, 15, "harga")])
    outcomes = set()
    for place in range(0, len(data), 251):
        for wrong in (data[:place], data[:place] + b"\xff" * 40 + data[place + 40 :]):
            try:
                read_project(wrong, "p.qda")
                outcomes.add("read")
            except StudyError as error:
                outcomes |= {problem.kind for problem in error.problems}
    assert "exchange-broken" in outcomes


@pytest.mark.parametrize(
    "trap",
    [
        "CREATE VIEW source AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id FROM n",
        "CREATE VIRTUAL TABLE source USING fts4(id, name, fulltext)",
    ],
)
def test_a_view_or_a_virtual_table_in_the_place_of_a_table_is_not_read(trap):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(VERSIONS[8] + f"DROP TABLE source; {trap};")
        connection.commit()
        assert raised_by(connection.serialize()) == ["exchange-program-differs"]


def test_a_computed_column_is_not_computed():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(VERSIONS[8] + "DROP TABLE source;")
        connection.execute(
            "CREATE TABLE source (id integer, name text, fulltext text AS (hex(zeroblob(400000000))), memo text)"
        )
        connection.execute("INSERT INTO source (id, name) VALUES (1, 'a')")
        connection.commit()
        data = connection.serialize()
    project, problems = read_project(data, "p.qda")
    assert not project.sources and [problem.kind for problem in problems] == ["exchange-source-blank"]


@pytest.mark.parametrize("bound, most", [("MOST_ROWS", 20), ("LARGEST_CELL", 500), ("LARGEST_DATABASE", 1000)])
def test_more_than_a_project_can_be_is_refused(monkeypatch, bound, most):
    data = coded(TEXT * 20, [(number, number + 1, "") for number in range(30)])
    read_project(data, "p.qda")
    monkeypatch.setattr(sqlite_file, bound, most)
    assert raised_by(data) == ["exchange-too-large"]


def test_many_codings_of_a_long_text_take_only_as_many_more_steps():
    text = ("Harga naik tajam 😀. " * 2_500)[:50_000]
    codings = [(number * 10, number * 10 + 200, text[number * 10 : number * 10 + 200]) for number in range(3_000)]
    few, many = coded(text, codings[:1_000]), coded(text, codings)
    found, problems = quotations(many)
    assert len(found) == 3_000 and not problems
    assert steps(quotations, many) < 4 * steps(quotations, few)


def test_a_text_that_is_not_utf8_is_taken_for_windows_1252_and_told():
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(VERSIONS[8])
        connection.execute("INSERT INTO source (id, name, fulltext) VALUES (1, CAST(x'636166e9' AS TEXT), 'isi')")
        connection.commit()
        project, problems = read_project(connection.serialize(), "p.qda")
    assert project.sources[0].name == "café"
    assert [problem.kind for problem in problems] == ["exchange-text-not-utf8"]
