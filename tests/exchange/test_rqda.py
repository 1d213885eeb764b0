import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from rqda_database import OLD, coding, database

from benang.core.problems import StudyError
from benang.exchange import qualcoder, rqda
from benang.exchange.rqda import read_project

TEXT = "Informan: harga naik.\nSaya tunda panen."

SOURCES = [
    {"id": 1, "name": "a", "file": TEXT, "memo": "di kebun", "status": 1},
    {"id": 2, "name": "b", "file": "dihapus", "status": 0},
    {"id": 3, "name": "c", "file": "\ufeffLain.", "status": 1},
]
CODES = [
    {"id": 1, "name": "naik", "status": 1, "memo": "NANA"},
    {"id": 2, "name": "tunda", "status": 1, "memo": "panen"},
    {"id": 3, "name": "dihapus", "status": 0},
]


def test_what_was_deleted_is_not_read_and_the_rest_is():
    data = database(
        project=[{"databaseversion": "0.2.2", "memo": "tentang"}],
        source=SOURCES,
        freecode=[*CODES, {"id": 4, "name": "warna", "status": 1, "color": "#FF0000"}],
        coding=[
            coding(10.0, 20.0, "harga naik", owner="rina", memo="jelas"),
            coding(27, 32, "tunda", cid=2, owner="rina", memo=None),
            coding(0, 8, "Informan", status=0),
            coding(0, 8, "Informan", status=-1),
            coding(0, 8, "Informan", cid=3),
            coding(0, 3, "dih", fid=2),
            coding(1, 5, "Lain", fid=3, owner="rina"),
        ],
        coding2=[coding(10, 20, "harga naik", owner="rina")],
        codecat=[{"catid": 1, "name": "Pasar", "status": 1}, {"catid": 2, "name": "Waktu", "status": 1}],
        treecode=[
            {"cid": 1, "catid": 1, "status": 1},
            {"cid": 2, "catid": 1, "status": 1},
            {"cid": 2, "catid": 2, "status": 1},
            {"cid": 1, "catid": 2, "status": 0},
        ],
        filecat=[{"catid": 5, "name": "Kebun", "status": 1}],
        treefile=[{"fid": 1, "catid": 5, "status": 1}, {"fid": 2, "catid": 5, "status": 1}],
        cases=[{"id": 7, "name": "Ibu", "status": 1}, {"id": 8, "name": "dihapus", "status": 0}],
        caselinkage=[
            {"caseid": 7, "fid": 1, "selfirst": 0, "selend": len(TEXT), "status": 1},
            {"caseid": 7, "fid": 3, "selfirst": 1, "selend": 2, "status": 1},
        ],
        attributes=[{"name": "umur", "class": "numeric", "status": 1}],
        caseAttr=[
            {"variable": "umur", "value": "52", "caseID": 7, "status": 1},
            {"variable": "tempat", "value": "NA", "caseID": 7, "status": 1},
        ],
        fileAttr=[{"variable": "tempat", "value": "ladang", "fileID": 1, "status": 1}],
        annotation=[{"fid": 1, "position": 22, "annotation": "siapa?", "owner": "adi", "status": 1}],
        journal=[{"name": "hari 1", "journal": "hujan", "owner": "adi", "status": 1}],
        imageCoding=[{"cid": 1, "status": 1}, {"cid": 1, "status": 0}],
    )
    project, problems = read_project(data, "p.rqda")
    assert (project.origin, project.description) == ("RQDA 0.2.2", "tentang")
    assert [source.text for source in project.sources] == [TEXT, "Lain."]
    assert project.sources[0].memo == "di kebun" and dict(project.sources[0].attributes) == {"tempat": "ladang"}
    texts = {source.identity: source.text for source in project.sources}
    assert [
        (texts[each.source][each.start : each.end], each.code, each.coder, each.memo) for each in project.codings
    ] == [
        ("harga naik", "code:1", "rina", "jelas"),
        ("tunda", "code:2", "rina", ""),
        ("Lain", "code:1", "rina", ""),
        ("harga naik", "code:1", "rina (coding2)", ""),
    ]
    paths = project.code_paths()
    assert paths["code:1"] == ("Pasar", "naik") and paths["code:2"] == ("Pasar", "tunda")
    assert paths["code:4"] == ("warna",)
    assert {code.name: (code.codable, code.colour, code.memo) for code in project.codes} == {
        "Pasar": (False, "", ""),
        "Waktu": (False, "", ""),
        "naik": (True, "", ""),
        "tunda": (True, "", "panen"),
        "warna": (True, "#ff0000", ""),
    }
    assert [(each.name, each.codes, each.sources) for each in project.sets] == [
        ("Waktu", ("code:2",), ()),
        ("Kebun", (), ("source:1",)),
    ]
    (case,) = project.cases
    assert (case.name, dict(case.attributes), case.sources) == ("Ibu", {"umur": "52"}, ("source:1", "source:3"))
    assert [(part.source, part.start, part.end) for part in case.ranges] == [("source:3", 0, 1)]
    assert dict(project.variables) == {"umur": "Float", "tempat": "Text"}
    annotation, journal = project.memos
    assert (annotation.start, annotation.end, annotation.source) == (22, 22, "source:1")
    assert (journal.title, journal.text, journal.source) == ("hari 1", "hujan", "")
    assert [(problem.kind, problem.values["what"], problem.values["count"]) for problem in problems] == [
        ("exchange-lost", "imagecoding", 1),
    ]


def test_an_old_database_is_read():
    data = database(
        OLD,
        source=SOURCES,
        freecode=CODES,
        coding=[coding(10, 20, "harga naik", owner="rina")],
        fileAttr=[{"variable": "tempat", "value": "ladang", "fileID": 1}],
    )
    project, problems = read_project(data, "p.rqda")
    assert len(project.codings) == 1 and not problems
    assert dict(project.sources[0].attributes) == {"tempat": "ladang"}


def test_words_that_begin_a_character_early_do_not_move_the_coding():
    # RQDA stores them so when it saves an edited file (FilesFun.R: substr() counts from 1, positions from 0).
    data = database(
        source=SOURCES, freecode=CODES, coding=[coding(10, 20, " harga naik"), coding(22, 38, "\nSaya tunda panen")]
    )
    project, problems = read_project(data, "p.rqda")
    assert [TEXT[each.start : each.end] for each in project.codings] == ["harga naik", "Saya tunda panen"]
    assert not problems


TEXTS = st.text(st.sampled_from("abc é\u0301😀𝔹ش\u200f\n\t\0'"), min_size=2, max_size=60).filter(
    lambda text: text.strip()
)


@given(TEXTS, st.data())
@examples(100)
def test_positions_are_code_points(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    project, problems = read_project(
        database(
            source=[{"id": 1, "name": "a", "file": text, "status": 1}],
            freecode=CODES,
            coding=[coding(start, end, text[start:end])],
        ),
        "p.rqda",
    )
    (found,) = project.codings
    assert (found.start, found.end, found.quotation) == (start, end, text[start:end])
    assert project.sources[0].text == text and not problems


def test_what_is_no_project_is_told():
    assert rqda.recognises(database()) and not qualcoder.recognises(database())
    with pytest.raises(StudyError) as raised:
        read_project(b"SQLite format 3\0" + bytes(2000), "p.rqda")
    assert raised.value.problems[0].kind == "exchange-broken"
    with pytest.raises(StudyError) as raised:
        read_project(database("CREATE TABLE source (id)"), "p.rqda")
    (problem,) = raised.value.problems
    assert problem.kind == "exchange-program-differs" and problem.values["table"] == "freecode"
