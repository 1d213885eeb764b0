"""Codes of other programs as a codebook."""

from benang.exchange.codebook_entries import entries_of
from benang.exchange.codebooks import project_entries
from benang.exchange.project import Project, ProjectCode
from benang.exchange.raw_projects import read_raw_project
from benang.exchange.refi.write import write_qdpx


def test_two_coders_codes_of_one_path_are_one_whatever_their_case():
    first = [ProjectCode("1", "Sikap"), ProjectCode("2", "Percaya", "1")]
    second = [ProjectCode("x", "sikap"), ProjectCode("y", "percaya ", "x", definition="Kata kepercayaan")]
    entries = entries_of([first, second], "id")
    assert [(entry.code_id, entry.parent, entry.texts["label"]["id"]) for entry in entries] == [
        ("sikap", "", "Sikap"),
        ("percaya", "sikap", "Percaya"),
    ]
    assert entries[1].texts["definition"]["id"] == "Kata kepercayaan"


def test_one_name_in_two_places_is_two_codes():
    codes = [ProjectCode("1", "A"), ProjectCode("2", "B"), ProjectCode("3", "Lain", "1"), ProjectCode("4", "Lain", "2")]
    assert [(entry.code_id, entry.parent) for entry in entries_of([codes], "id")] == [
        ("a", ""),
        ("b", ""),
        ("lain", "a"),
        ("lain-2", "b"),
    ]


def test_a_negative_case_and_a_topic_come_back_as_what_they_are():
    sentences = [
        "Berlawanan. Kasus negatif: berlawanan dengan kategorinya.",
        "Negative case: speaks against its category.",
        "Topic: its passages are on no side. Where they sell.",
        "A topic, so to speak.",
    ]
    codes = [ProjectCode(str(n), f"Code {n}", definition=definition) for n, definition in enumerate(sentences)]
    found = [
        (one.negative, one.side, one.texts.get("definition", {}).get("en", "")) for one in entries_of([codes], "en")
    ]
    assert found == [
        (True, "", "Berlawanan."),
        (True, "", ""),
        (False, "none", "Where they sell."),
        (False, "", "A topic, so to speak."),
    ]


def test_what_is_written_about_a_code_comes_along_description_and_memo():
    codes = [ProjectCode("1", "A", definition="Uraian.", memo="Memo."), ProjectCode("2", "B", memo="Memo.")]
    entries = entries_of([codes], "en")
    assert [entry.texts["definition"]["en"] for entry in entries] == ["Uraian. Memo.", "Memo."]


def test_a_circle_of_codes_ends():
    assert [entry.parent for entry in entries_of([[ProjectCode("1", "A", "2"), ProjectCode("2", "B", "1")]], "id")] == [
        "",
        "",
    ]


def test_a_project_that_cannot_be_read_does_not_take_the_others_codes_away(tmp_path):
    sound, broken = tmp_path / "a.qdpx", tmp_path / "b.qdpx"
    write_qdpx(Project(codes=(ProjectCode("1", "A"),)), sound, "standard")
    broken.write_bytes(b"nothing")
    read = [read_raw_project(tmp_path, file.name) for file in (sound, broken)]
    entries, problems = project_entries(read, "en")
    assert ([entry.code_id for entry in entries], problems) == (["a"], [])
    assert [problem.kind for problem in project_entries(read[1:], "en")[1]] == ["project-program-unknown"]
