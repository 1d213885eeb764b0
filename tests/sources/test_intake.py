from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest
from steps import steps

from benang.core.settings import SourceSet
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import Case
from benang.sources.source_ids import batch_of, batches_for, source_slug
from benang.sources.source_list import list_sources, own_cases


def source_set(*files, kind="interview", exclude=(), encoding=""):
    return SourceSet(kind=kind, files=files, exclude=exclude, language="id", encoding=encoding)


def put(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x", encoding="utf-8")


def kinds(problems):
    return sorted((problem.kind, problem.file) for problem in problems)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("data/**/*.txt", ["data/Ibu X", "data/b/tertutup"]),
        ("**/*.txt", ["data/Ibu X", "data/b/tertutup"]),
        ("data/b/*/*.txt", ["data/b/tertutup"]),
        ("data/*/*.txt", ["data/Ibu X"]),
        ("data/**/tertutup/*.txt", ["data/Ibu X", "data/b/tertutup"]),
        ("data/*.txt", []),
        ("data/a.txt", []),
        ("data/c/**/*.txt", []),
    ],
)
def test_a_folder_that_cannot_be_opened_is_told_where_a_pattern_leads_into_it(pattern, told, tmp_path, monkeypatch):
    put(
        tmp_path, "data/a.txt", "data/b/tertutup/a.txt", "data/Siti/a.txt", "data/c/d/a.txt", "data/.git/tertutup/a.txt"
    )
    closed = {"tertutup", "Siti"}
    opened = os.scandir

    def scandir(folder="."):
        # Whoever runs the tests may be allowed everything.
        if Path(folder).name in closed:
            raise PermissionError(13, "Permission denied", str(folder))
        return opened(folder)

    monkeypatch.setattr(os, "scandir", scandir)
    _, problems = list_sources(tmp_path, [source_set(pattern)], pseudonyms=Pseudonyms({"Siti": "Ibu X"}))
    assert [file for kind, file in kinds(problems) if kind == "folder-unreadable"] == told


CASES = [Case(case_id) for case_id in "ABCDE"]


def test_sources_with_cases_and_batches(tmp_path):
    put(tmp_path, "data/interviews/wawancara-informan-B.txt", "data/interviews/wawancara-informan-A.docx")
    put(tmp_path, "data/interviews/guide.md", "data/observations/observasi-3-konsumen-C-D-E.md")
    rows, problems = list_sources(
        tmp_path,
        [
            source_set("data/interviews/*", exclude=("guide.md",), encoding="cp1252"),
            source_set("data/observations/*.md", kind="observation"),
        ],
        CASES,
        batches=16,
    )
    assert problems == []
    assert [(row.source_id, row.kind, row.case_ids) for row in rows] == [
        ("observasi-3-konsumen-C-D-E", "observation", ("C", "D", "E")),
        ("wawancara-informan-A", "interview", ("A",)),
        ("wawancara-informan-B", "interview", ("B",)),
    ]
    assert rows[2].path == rows[2].file == "data/interviews/wawancara-informan-B.txt"
    assert [row.encoding for row in rows] == ["", "cp1252", "cp1252"]
    for row in rows:
        assert row.batch == int(hashlib.sha256(row.source_id.encode()).hexdigest(), 16) % 16


def test_without_a_number_there_are_as_many_batches_as_suit_the_study(tmp_path):
    sizes = (0, 1, 49, 50, 99, 100, 399, 400, 1_000, 1_599, 1_600, 10_000, 10**9)
    assert [batches_for(sources) for sources in sizes] == [1, 1, 1, 2, 2, 4, 8, 16, 16, 16, 32, 128, 1024]
    put(tmp_path, *(f"i/talk-{number}.txt" for number in range(100)))
    rows, _ = list_sources(tmp_path, [source_set("i/*")], batches=0)
    assert {row.batch for row in rows} == {0, 1, 2, 3}
    assert all(row.batch == batch_of(row.source_id, 4) for row in rows)


def test_a_case_id_counts_as_a_whole_word_only(tmp_path):
    put(tmp_path, "i/interview-with-a-baker-B.txt", "i/Budi.txt", "i/P12.txt")
    rows, problems = list_sources(tmp_path, [source_set("i/*")], [*CASES, Case("P1")])
    assert {row.source_id: row.case_ids for row in rows} == {
        "interview-with-a-baker-B": ("B",),
        "Budi": (),
        "P12": (),
    }
    assert kinds(problems) == [("source-of-missing-case", "i/P12.txt"), ("source-without-case", "i/Budi.txt")]


@pytest.mark.parametrize(
    ("name", "case"),
    [
        ("P4", "P4"),
        ("interview-P14-final", "P14"),
        ("2024-05-10-P4", "P4"),
        ("p4", ""),
        ("P4-and-P5", ""),
        ("group", ""),
        ("P4 P1", None),
    ],
)
def test_a_case_that_the_case_file_lacks_is_told_as_such(tmp_path, name, case):
    """And not as a matter of what the file is called."""
    put(tmp_path, f"i/{name}.txt")
    _, problems = list_sources(tmp_path, [source_set("i/*")], [Case("P1"), Case("P2"), Case("P3")])
    if case is None:  # it is another case's, too
        assert problems == []
        return
    (problem,) = problems
    for language, row, said in (("en", "Add a row", "case file"), ("id", "Tambahkan baris", "Tabel kasus")):
        assert said in problem.what(language) and problem.remedy(language).startswith(row)
        assert not case or f"{case}" in problem.what(language)
        assert not case or f"case_id {case}" in problem.remedy(language)
    assert problem.kind == ("source-of-missing-case" if case else "source-without-case")


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("wawancara-toko", ["rosa"]),
        ("part-3", ["1", "2"]),
        ("int-v2-Ani", ["p1"]),
        ("int-v2-Ani", ["P1", "P2"]),
        ("P4b", ["P1", "P2"]),
        ("4b", ["1a", "2a"]),
        ("2024-05-P4-P5", ["P1"]),
    ],
)
def test_a_word_that_only_looks_like_an_id_is_no_missing_case(tmp_path, name, listed):
    put(tmp_path, f"i/{name}.txt")
    _, problems = list_sources(tmp_path, [source_set("i/*")], [Case(case_id) for case_id in listed])
    assert kinds(problems) == [("source-without-case", f"i/{name}.txt")]


@pytest.mark.parametrize(("name", "listed", "case"), [("NU07", ["NU01"], "NU07"), ("ward-S3a", ["S1a", "S2b"], "S3a")])
def test_a_number_that_goes_on_those_of_listed_ids_is_a_missing_case(tmp_path, name, listed, case):
    put(tmp_path, f"i/{name}.txt")
    _, (problem,) = list_sources(tmp_path, [source_set("i/*")], [Case(case_id) for case_id in listed])
    assert (problem.kind, problem.values["case"]) == ("source-of-missing-case", case)


@pytest.mark.parametrize(
    ("name", "case_ids", "found", "guessed"),
    [
        ("P1_2024-05-10", ["1", "10", "5", "2024"], [], False),
        ("2024-01-1", ["1"], [], False),
        ("visit 10-Mei-2024", ["10"], [], False),
        ("informant 2, 10.05.24", ["10", "2"], ["2"], False),
        ("2024-05-10", ["2024-05-10", "10"], ["2024-05-10"], False),
        ("day 2024-05-10", ["2024-05-10"], ["2024-05-10"], False),
        ("A day in the life", ["A", "B"], ["A"], True),
        ("ward-a-1", ["A", "B"], [], False),
        ("a", ["A"], [], False),
        ("A", ["A"], ["A"], False),
        ("ward-3-B", ["B"], ["B"], False),
        ("ward-nurse-3-day-2", ["3", "2"], ["3", "2"], True),
        ("ward-nurse-3", ["3"], ["3"], False),
        ("ward-3", ["3"], ["3"], True),
        ("interview-3", ["3"], ["3"], False),
        ("P-3", ["3"], ["3"], False),
        ("wawancara-Informan-E", ["E"], ["E"], False),
        ("fgd-informan-C-D dan E", ["C", "D", "E"], ["C", "D", "E"], False),
        ("focus-group-C-D", ["C", "D"], ["C", "D"], False),
        ("the B side of C", ["B", "C"], ["B", "C"], True),
        ("talk-with-BUDI", ["Budi"], ["Budi"], False),
        ("informan-A-1", ["A", "A-1"], ["A-1"], False),
        ("notes_ward_3", ["ward_3", "ward-3"], ["ward_3"], False),
        ("訪談-明", ["明"], ["明"], False),
    ],
)
def test_ids_of_cases_in_file_names(name, case_ids, found, guessed, tmp_path):
    put(tmp_path, f"i/{name}.txt")
    cases = [Case(case_id) for case_id in case_ids]
    rows, problems = list_sources(tmp_path, [source_set("i/*")], cases, case_words=["Nurse"])
    assert list(rows[0].case_ids) == found
    assert ("case-guessed" in {problem.kind for problem in problems}) == guessed
    # Where the case file names the file, nothing is guessed.
    cases = [Case(case_id, sources=(f"{name}.txt",)) for case_id in case_ids]
    rows, problems = list_sources(tmp_path, [source_set("i/*")], cases)
    assert (list(rows[0].case_ids), problems) == (case_ids, [])


def test_a_word_of_the_cases_attributes_introduces_its_id(tmp_path):
    put(tmp_path, "i/baker-C-again.txt")
    rows, problems = list_sources(tmp_path, [source_set("i/*")], [Case("C", {"group": "Baker of bread"})])
    assert (rows[0].case_ids, problems) == (("C",), [])


def test_without_a_case_file_every_interview_is_a_case(tmp_path):
    put(tmp_path, "i/interview.txt", "i/interview 2.txt", "o/notes-interview-2.txt", "o/notes.txt")
    sets = [source_set("i/*"), source_set("o/*", kind="observation")]
    cases, rows = own_cases(list_sources(tmp_path, sets)[0])
    assert [case.case_id for case in cases] == ["interview", "interview-2"]
    assert {row.source_id: row.case_ids for row in rows} == {
        "interview": ("interview",),
        "interview-2": ("interview-2",),
        "notes-interview-2": ("interview-2",),
        "notes": (),
    }


def test_more_sources_of_more_cases_take_only_as_many_more_steps(tmp_path):
    cases = [Case(f"ward-{number}") for number in range(1_000)]
    for folder, here in (("few", cases[:250]), ("many", cases)):
        put(tmp_path, *(f"{folder}/interview-{case.case_id}.txt" for case in here))

    def listed(folder):
        return list_sources(tmp_path, [source_set(f"{folder}/*")], cases[:250] if folder == "few" else cases)

    rows, problems = listed("many")
    assert problems == [] and len(rows) == 1_000
    assert all(row.case_ids == (row.source_id.removeprefix("interview-"),) for row in rows)
    assert steps(listed, "many") < 1.5 * 4 * steps(listed, "few")


@pytest.mark.parametrize(("on_disk", "given"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_composed_and_decomposed_names_are_one(tmp_path, on_disk, given):
    put(tmp_path, *(unicodedata.normalize(on_disk, path) for path in ("é/café.txt", "é/guía.txt")))
    exact, other = (unicodedata.normalize(given, path) for path in ("é/café.txt", "guía.txt"))
    rows, problems = list_sources(tmp_path, [source_set(exact)])
    assert [(row.source_id, row.file) for row in rows] == [("café", "é/café.txt")]
    assert (tmp_path / rows[0].path).is_file()
    assert [problem.kind for problem in problems] == ["source-in-no-pattern"]
    rows, problems = list_sources(tmp_path, [source_set("*/*", exclude=(other,))])
    assert ([row.source_id for row in rows], problems) == (["café"], [])


def test_cases_that_name_their_sources(tmp_path):
    put(tmp_path, "i/one.txt", "i/two.docx")
    cases = [Case("X", sources=("ONE.txt", "two")), Case("Y", sources=("i/two.docx", "tow.docx"), line=3)]
    rows, problems = list_sources(tmp_path, [source_set("i/*")], cases)
    assert [row.case_ids for row in rows] == [("X",), ("X", "Y")]
    assert [(problem.kind, problem.line, problem.values["near"]) for problem in problems] == [
        ("case-source-unknown", 3, "two.docx")
    ]


def test_hidden_files_locks_and_folders_are_left_out(tmp_path):
    put(tmp_path, "i/a.txt", "i/.b.txt", "i/~$c.docx", "i/sub/d.txt", "i/.git/e.txt")
    assert [row.source_id for row in list_sources(tmp_path, [source_set("i/*")])[0]] == ["a"]
    assert [row.source_id for row in list_sources(tmp_path, [source_set("i/**/*")])[0]] == ["a", "d"]
    assert [row.source_id for row in list_sources(tmp_path, [source_set("i/.b*")])[0]] == ["b"]


def test_what_is_wrong_with_files(tmp_path):
    put(tmp_path, "i/a.txt", "i/A.docx", "i/stray.docx", "i/data.xlsx", "i/+.txt", "i/left-out.txt")
    rows, problems = list_sources(
        tmp_path,
        [source_set("i/*.txt", "i/A.docx", exclude=("left-*",)), source_set("none/*", kind="observation")],
    )
    assert [row.path for row in rows] == ["i/A.docx"]
    assert kinds(problems) == [
        ("source-id-twice", "i/a.txt"),
        ("source-in-no-pattern", "i/stray.docx"),
        ("source-without-id", "i/+.txt"),
        ("sources-none", ""),
    ]


def test_a_file_in_two_sets_belongs_to_the_first(tmp_path):
    put(tmp_path, "i/a.txt", "i/b.txt")
    rows, problems = list_sources(tmp_path, [source_set("i/a*", kind="observation"), source_set("i/*")])
    assert [(row.source_id, row.kind) for row in rows] == [("a", "observation"), ("b", "interview")]
    assert problems == []


def test_names_in_paths_are_never_shown(tmp_path):
    put(tmp_path, "data/mukhlis/Wawancara Mukhlis.txt", "data/mukhlis/mukhlis.pdf", "data/mukhlis/mukhlis.docx")
    names = Pseudonyms({"Mukhlis": "Informan A"})
    rows, problems = list_sources(tmp_path, [source_set("data/*/*.txt")], CASES, names)
    assert [(row.source_id, row.file, row.case_ids) for row in rows] == [
        ("Wawancara-Informan-A", "data/Informan A/Wawancara Informan A.txt", ("A",))
    ]
    assert rows[0].path == "data/mukhlis/Wawancara Mukhlis.txt"
    assert len(problems) == 2
    assert "ukhlis" not in str(problems)


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("Wawancara  Informan (A)", "Wawancara-Informan-A"),
        ("訪談 小明_2", "訪談-小明_2"),
        (unicodedata.normalize("NFD", "entrevista-José"), "entrevista-José"),
        ("हिन्दी {b}", "हिन्दी-b"),
        ("--- a -- b", "a-b"),
    ],
)
def test_slugs(stem, slug):
    assert source_slug(stem) == slug


def test_a_new_source_moves_no_other():
    assert batch_of("wawancara-informan-A", 1) == 0
    assert {batch_of(f"s{number}", 8) for number in range(200)} == set(range(8))
