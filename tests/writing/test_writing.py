"""The folder of writing: found, read, its names replaced, and what is wrong in it told with file and line."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from benang.core.config import read_study
from benang.privacy.pseudonyms import Pseudonyms
from benang.writing.folder import list_writing
from benang.writing.method import method_keys
from benang.writing.writing import CHAPTERS, read_kept_writing, read_writing, write_writing

NAMES = Pseudonyms({"Mukhlis Siregar": "Pak A"})


def write(root, **files):
    for name, text in files.items():
        path = root / "data" / "writing" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def read(root, names=NAMES, units=("trust",), languages=("id", "en")):
    return read_writing(root, list_writing(root, "data/writing"), "data/writing", languages, names, units)


def found(writing):
    return [(problem.kind, problem.file, problem.line) for problem in writing.problems]


def test_everything_in_the_folder_is_found(tmp_path):
    write(
        tmp_path,
        **{
            "method.yaml": "orientation: {id: Penjelasan, en: Explanatory}\nteam:\n  - {who: A, gender: {en: female}}\n"
            "keywords: {id: [umkm, pasar]}\n",
            "interpretation/trust.md": "Percaya.\n",
            "interpretation/trust.en.md": "Trust.\n",
            "interpretation/discussion.md": "Pembahasan.\n",
            "translations.csv": "coding_id,text:en,translator\nc1,Word.,AB\n",
            "journal/2.md": "---\ndate: 2022-12-02\nauthor: AB\nkind: reflexive\n---\nLater.\n",
            "journal/1.md": "---\ndate: 2022-12-01\nauthor: AB\nkind: theoretical\n---\nFirst.\n",
            "feedback/a.md": "Betul.\n",
            "guides/v1.docx": "",
            "README.md": "Nothing.",
            ".hidden": "Nothing.",
        },
    )
    writing = read(tmp_path)
    assert writing.problems == ()
    assert writing.method.said("orientation") == {"id": "Penjelasan", "en": "Explanatory"}
    assert writing.method.team == [{"who": {"id": "A"}, "gender": {"en": "female"}}]
    assert writing.method.keywords == {"id": ["umkm", "pasar"]}
    assert [(one.name, one.language) for one in writing.texts] == [
        ("discussion", "id"),
        ("trust", "en"),
        ("trust", "id"),
    ]
    assert writing.text("trust", "en").text == "Trust.\n"
    assert [entry.about["date"] for entry in writing.journal] == ["2022-12-01", "2022-12-02"]
    assert [row.texts for row in writing.rows("translations")] == [{"text": {"en": "Word."}}]
    assert writing.rows("translations")[0].cells == {"coding_id": "c1", "quotation": "", "translator": "AB"}
    assert writing.guides == ["data/writing/guides/v1.docx"]


def test_what_is_kept_is_what_was_written(tmp_path):
    write(
        tmp_path,
        **{
            "method.yaml": "ethics: none\nteam: [{who: A}]\n",
            "interpretation/trust.md": "---\nauthor: AB\n---\nPercaya.\n",
            "translations.csv": "coding_id,text\nc1,Kata\n",
        },
    )
    writing = read(tmp_path)
    write_writing(writing, tmp_path / "writing.json")
    assert read_kept_writing(tmp_path / "writing.json") == writing
    assert read_kept_writing("") == read_kept_writing(None) == read_writing(tmp_path, [], "", ["id"])


def test_names_are_replaced_and_lines_stay(tmp_path):
    write(
        tmp_path,
        **{
            "method.yaml": "relationship: Kenal Mukhlis Siregar.\n",
            "interpretation/trust.md": "Satu.\n\nKata Mukhlis\nSiregar begitu.\n\nLalu mukhlissiregar9 lewat.\n",
            "journal/mukhlis-siregar.md": "---\ndate: 2022-12-01\nauthor: Mukhlis Siregar\nkind: reflexive\n---\nYa.\n",
            "translations.csv": "coding_id,text\nc1,Mukhlis Siregar\n",
        },
    )
    writing = read(tmp_path)
    write_writing(writing, tmp_path / "writing.json")
    kept = (tmp_path / "writing.json").read_text(encoding="utf-8")
    assert "Siregar" not in kept
    assert writing.text("trust", "id").text.count("\n") == 6
    assert writing.method.said("relationship") == {"id": "Kenal Pak A."}
    # What is left inside another word is told with the line of its paragraph.
    assert ("name-inside-word", "data/writing/interpretation/trust.md", 6) in found(writing)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("methods.yaml", "x: y\n", ("writing-file-unknown", None)),
        ("method.yaml", "orientaton: x\n", ("schema-unknown-key", 1)),
        ("method.yaml", "ethics: x\n\nsampling: [a]\n", ("schema-type", 3)),
        ("interpretation/trst.md", "Text.\n", ("writing-unit-unknown", None)),
        ("interpretation/trust.txt", "Text.\n", ("writing-file-unknown", None)),
        ("notes/trust.md", "Text.\n", ("writing-file-unknown", None)),
        ("translations.csv", "coding_id,translator\nc1,AB\n", ("table-column-missing", None)),
        ("translations.csv", "coding_id,text,colour\nc1,A,red\n", ("table-columns-unused", None)),
        ("journal/a.md", "Text.\n", ("journal-key-missing", 1)),
        ("journal/a.md", "---\ndate: Dec\nauthor: A\nkind: reflexive\n---\n", ("journal-date", 1)),
        ("journal/a.md", "---\ndate: 2022-12-01\nauthor: A\nkind: mood\n---\n", ("journal-kind", 1)),
    ],
)
def test_what_is_wrong_is_told(tmp_path, name, text, told):
    write(tmp_path, **{name: text})
    kinds = [(kind, line) for kind, file, line in found(read(tmp_path)) if file == f"data/writing/{name}"]
    assert told in kinds or (told[0].startswith("schema") and any(line == told[1] for _, line in kinds)), kinds


def test_a_text_twice_and_a_table_twice(tmp_path):
    write(tmp_path, **{"interpretation/trust.md": "A.", "interpretation/trust.id.md": "B."})
    write(tmp_path, **{"translations.csv": "coding_id,text\n", "translations.xlsx": ""})
    kinds = [problem.kind for problem in read(tmp_path).problems]
    assert "writing-text-twice" in kinds
    assert "writing-table-twice" in kinds


def test_the_folder_is_found_by_default_and_a_named_one_must_be_there(tmp_path):
    config = "study: {title: T}\nlanguage: id\nsources: [{kind: interview, files: [a.txt]}]\n"
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "a.txt").write_text("P: Ya?\nI: Ya.\n", encoding="utf-8")
    assert read_study(tmp_path)[0].writing == ""
    (tmp_path / "data" / "writing").mkdir(parents=True)
    assert read_study(tmp_path)[0].writing == "data/writing"
    (tmp_path / "config.yaml").write_text(config + "writing: notes\n", encoding="utf-8")
    study, problems = read_study(tmp_path)
    assert study.writing == ""
    assert [(problem.kind, problem.line) for problem in problems] == [("writing-missing", 4)]


def test_each_key_says_what_it_answers():
    for key, about in method_keys().items():
        assert about["description"], key
        assert about["x-answers"], key
        assert set(about["x-answers"]) <= {"coreq", "srqr", "jars", "rtarg", "gamer"}, key


def test_the_documentation_lists_every_chapter_that_a_text_may_be_for():
    said = (ROOT / "docs/writing.md").read_text(encoding="utf-8").partition("## interpretation/")[2]
    listed = said.partition("or by a chapter:")[2].partition(". ")[0]
    assert set(re.findall(r"`(\w+)`", listed)) == set(CHAPTERS)
