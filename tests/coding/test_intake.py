from __future__ import annotations

import hashlib
import unicodedata

import pytest

from benang.coding.cases import Case
from benang.coding.intake import batch_of, list_sources, source_slug
from benang.coding.pseudonyms import Pseudonyms
from benang.study import SourceSet


def source_set(*files, kind="interview", exclude=(), encoding=""):
    return SourceSet(kind=kind, files=files, exclude=exclude, language="id", encoding=encoding)


def put(root, *paths):
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x", encoding="utf-8")


def kinds(problems):
    return sorted((problem.kind, problem.file) for problem in problems)


CASES = [Case(case_id) for case_id in "ABCDE"]


def test_sources_with_cases_and_batches(tmp_path):
    put(tmp_path, "data/interviews/wawancara-informan-B.txt", "data/interviews/wawancara-informan-a.docx")
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
        ("wawancara-informan-B", "interview", ("B",)),
        ("wawancara-informan-a", "interview", ("A",)),
    ]
    assert rows[1].path == rows[1].file == "data/interviews/wawancara-informan-B.txt"
    assert [row.encoding for row in rows] == ["", "cp1252", "cp1252"]
    for row in rows:
        assert row.batch == int(hashlib.sha256(row.source_id.encode()).hexdigest(), 16) % 16


def test_a_case_id_counts_as_a_whole_word_only(tmp_path):
    put(tmp_path, "i/interview-with-a-baker-B.txt", "i/Budi.txt", "i/P12.txt")
    rows, problems = list_sources(tmp_path, [source_set("i/*")], [*CASES, Case("P1")])
    assert {row.source_id: row.case_ids for row in rows} == {
        "interview-with-a-baker-B": ("B",),
        "Budi": (),
        "P12": (),
    }
    assert kinds(problems) == [("source-without-case", "i/Budi.txt"), ("source-without-case", "i/P12.txt")]


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
