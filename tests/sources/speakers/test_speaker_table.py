from __future__ import annotations

import pandas as pd
import pytest

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.source_row import SourceRow
from benang.sources.speakers.speaker_table import (
    SpeakerRow,
    SpeakerTable,
    absent_labels,
    absent_listed,
    read_speaker_table,
    speaker_rows,
)

NAMES = Pseudonyms({"Mukhlis": "Ujang"})
SOURCES = [
    SourceRow("wawancara-1", "interview", "id", "", "data/wawancara 1.docx", "data/wawancara 1.docx", ("A",), 0),
    SourceRow("wawancara-2", "interview", "id", "", "data/wawancara-2.txt", "data/wawancara-2.txt", ("B",), 0),
]


def read(tmp_path, text, names=NAMES):
    path = tmp_path / "speakers.csv"
    path.write_text(text, encoding="utf-8")
    return read_speaker_table(path, "data/speakers.csv", SOURCES, ["A", "B"], names)


def told(problems):
    return [(problem.kind, problem.line, problem.values.get("near", "")) for problem in problems]


def turns_of(*rows):
    columns = ["source_id", "turn", "speaker", "role", "case_id", "role_from", "n_words"]
    return pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows], columns=columns)


TURNS = turns_of(
    ("wawancara-1", 1, "", "other", "A", "", 2),
    ("wawancara-1", 2, "Pewawancara", "interviewer", "A", "word", 3),
    ("wawancara-1", 3, "Ujang", "informant", "A", "alone", 10),
    ("wawancara-1", 4, "Pewawancara", "interviewer", "A", "word", 4),
    ("wawancara-2", 1, "Pewawancara", "interviewer", "B", "word", 5),
)


def test_a_table(tmp_path):
    table, problems = read(
        tmp_path,
        "Source;Label;Role;Case_ID;note\nwawancara-1;Ibu  Mukhlis;Informan;a;x\nWAWANCARA 1.docx;P;interviewer;;\n"
        "data/wawancara-2.txt;P;PENGAMAT;;\n;Dan;pewawancara;;\n*;Tamu;lain;;\n",
    )
    assert problems == []
    assert table.rows == (
        SpeakerRow("wawancara-1", "Ibu Ujang", "informant", "A", 2),
        SpeakerRow("wawancara-1", "P", "interviewer", "", 3),
        SpeakerRow("wawancara-2", "P", "observer", "", 4),
        SpeakerRow("", "Dan", "interviewer", "", 5),
        SpeakerRow("", "Tamu", "other", "", 6),
    )


def test_the_row_of_a_source_goes_before_the_one_for_every_source():
    table = SpeakerTable((SpeakerRow("", "P", "informant"), SpeakerRow("s", "P", "interviewer")))
    assert [row and row.role for row in (table.find("s", "p"), table.find("t", "P"), table.find("s", "Q"))] == [
        "interviewer",
        "informant",
        None,
    ]


def test_every_wrong_cell_is_told_with_its_line_and_a_near_word_and_never_quoted(tmp_path):
    table, problems = read(
        tmp_path,
        "source,label,role,case_id\nwawancra-1,Sulastri,informn,AA\n,,informan,\n,P,pewawncara,\n,Q,informan,\n,q,other,\n",
    )
    assert told(problems) == [
        ("speaker-source-unknown", 2, "wawancara-1"),
        ("speaker-role-unknown", 2, "informan"),
        ("speaker-case-unknown", 2, "A"),
        ("speaker-label-empty", 3, ""),
        ("speaker-role-unknown", 4, "pewawancara"),
        ("speaker-twice", 6, ""),
    ]
    assert [row.label for row in table.rows] == ["Q"]
    for problem in problems:
        for language in ("id", "en"):
            message = problem.message(language)
            assert not any(word in message for word in ("Sulastri", "wawancra", "informn", "pewawncara", "{"))


@pytest.mark.parametrize("text", ["", "label;peran\nP;informan\n", "label,role\n"])
def test_what_is_no_speaker_table(tmp_path, text):
    table, problems = read(tmp_path, text)
    assert table.rows == ()
    assert problems


def test_a_missing_file_is_told(tmp_path):
    assert told(read_speaker_table(tmp_path / "x.csv", "x.csv", SOURCES, [])[1]) == [("table-unreadable", None, "")]


def test_labels_that_no_turn_has_are_told():
    table = SpeakerTable(
        (
            SpeakerRow("wawancara-1", "ujang", "informant", "", 2),
            SpeakerRow("wawancara-2", "Ujang", "informant", "", 3),
            SpeakerRow("wawancara-1", "Pewawncara", "interviewer", "", 4),
            SpeakerRow("", "Ujang", "informant", "", 5),
            SpeakerRow("", "Moderator", "other", "", 6),
        ),
        "data/speakers.csv",
    )
    problems = absent_labels(table, TURNS)
    assert told(problems) == [
        ("speaker-label-absent", 3, ""),
        ("speaker-label-absent", 4, "Pewawancara"),
        ("speaker-label-absent", 6, ""),
    ]
    assert {problem.file for problem in problems} == {"data/speakers.csv"}


def test_who_speaks():
    rows = speaker_rows(TURNS)
    assert list(rows.columns) == ["source_id", "label", "role", "case_id", "role_from", "turns", "words"]
    assert rows.to_numpy().tolist() == [
        ["wawancara-1", "Pewawancara", "interviewer", "A", "word", 2, 7],
        ["wawancara-1", "Ujang", "informant", "A", "alone", 1, 10],
        ["wawancara-2", "Pewawancara", "interviewer", "B", "word", 1, 5],
    ]
    assert list(speaker_rows(TURNS.iloc[:1]).columns) == list(rows.columns)


def test_what_the_run_writes_can_be_named_as_the_table(tmp_path):
    table, problems = read(tmp_path, speaker_rows(TURNS).to_csv(index=False))
    assert problems == []
    assert absent_labels(table, TURNS) == []
    assert [row[:4] for row in table.rows] == [
        ("wawancara-1", "Pewawancara", "interviewer", "A"),
        ("wawancara-1", "Ujang", "informant", "A"),
        ("wawancara-2", "Pewawancara", "interviewer", "B"),
    ]


def test_a_label_that_the_study_lists_and_no_turn_has_is_told():
    listed = [("informant", 0, "Informan"), ("informant", 1, "Nelayan"), ("interviewer", 0, "P")]
    turns = pd.DataFrame({"source_id": ["a", "a", "b"], "speaker": ["INFORMAN A", "P", ""]})
    problems = absent_listed(listed, turns, "config.yaml")
    assert [(one.kind, one.file, one.place, dict(one.values)) for one in problems] == [
        ("label-listed-absent", "config.yaml", "speakers.informant[1]", {"label": "Nelayan"})
    ]
