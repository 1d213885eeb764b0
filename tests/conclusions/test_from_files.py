"""What the files tell of dates, durations and words, and where what researchers write differs from it."""

from datetime import date

import pandas as pd
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.conclusions.from_files import FileFacts, dates_in, differences, durations_in
from benang.conclusions.from_files import file_facts as facts_of_tables
from benang.core.texts import read_texts
from benang.writing.method import Method
from benang.writing.writing import Writing


def file_facts(sources, turns, cases):
    return facts_of_tables(
        pd.DataFrame(sources), pd.DataFrame(turns), pd.DataFrame(cases, columns=None if cases else ["case_id"])
    )


def source(text, kind="interview", cases=("A",), name="one"):
    return {"source_id": name, "kind": kind, "case_ids": list(cases), "text": text, "n_words": len(text.split())}


def turn(start, role="informant", ended=float("nan"), name="one"):
    return {"source_id": name, "start": start, "role": role, "time_start": float("nan"), "time_end": ended}


def facts_of(head, said="A: Well, on 3 March 2020 it took 5 minutes.", **case):
    text = f"{head}\n{said}"
    cases = [{"case_id": "A", **{f"attribute:{key}": value for key, value in case.items()}}]
    return file_facts([source(text)], [turn(0, "other"), turn(len(head) + 1)], cases)[0]


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)), st.sampled_from(["id", "en"]), st.booleans())
@examples(100)
def test_a_date_is_found_in_each_language_and_order(day, language, short):
    month = read_texts("from_files.yaml")["short_months" if short else "months"][language][day.month - 1]
    for shown in (
        f"{day.day} {month.capitalize()} {day.year}",
        f"{month.capitalize()} {day.day}, {day.year}",
        day.isoformat(),
    ):
        assert dates_in(f"Tanggal: {shown}, at home.") == [day.isoformat()]
    assert dates_in(f"in {month} {day.year}.") == [day.isoformat()[:7]]


@pytest.mark.parametrize(
    ("head", "day", "minutes"),
    [
        ("Tanggal Kamis, 11 Agustus 2022\nDurasi sekitar 47 menit", "2022-08-11", 47),
        ("[Sabtu, 13 Agustus 2022, tatap muka, sekitar 50 menit.]", "2022-08-13", 50),
        ("Waktu: Jumat, 12 Agustus 2022, 15.40-17.25", "2022-08-12", 105),
        ("Time: 23:30–00:10, 2024-02-29", "2024-02-29", 40),
        ("Date: May 3rd, 2023. Length: 1 hour 20 minutes", "2023-05-03", 80),
        ("Agustus 2022, di rumah", "2022-08", 0),
        ("Informant born 3 May 1980. Nothing more is told", "", 0),
        ("Transcribed 4 June 2023", "", 0),
        ("Room 12, 2nd floor, 3 May", "", 0),
    ],
)
def test_heads_tell_dates_and_durations_and_what_is_said_does_not(head, day, minutes):
    found = facts_of(head)
    assert (found.date, found.minutes) == (day, minutes)


def test_the_case_file_tells_what_the_head_does_not():
    found = facts_of("Interview", date="2023-05-03", duration="45")
    assert (found.date, found.minutes, found.length) == ("2023-05-03", 45, 45)
    assert facts_of("Interview, 1 May 2023, 30 minutes", date="2023-05-03", duration="45").date == "2023-05-01"
    # Which of two people's dates would be that of a source about both, nobody knows.
    both = file_facts(
        [source("Hello.", cases=("A", "B"))], [turn(0)], [{"case_id": "A", "attribute:date": "2023-05-03"}]
    )
    assert both[0].date == ""


def test_a_recording_is_as_long_as_its_time_marks():
    found = file_facts([source("Hello. Yes.")], [turn(0, ended=7.6), turn(7, ended=809.9)], [])[0]
    assert (found.recorded, found.minutes, found.length, found.words) == (13, 0, 13, 2)
    assert file_facts([source("Hello.")], [turn(0)], [])[0].recorded == 0


@given(st.integers(1, 600))
@examples(50)
def test_durations_are_found_with_hours_and_minutes(minutes):
    shown = [f"{minutes} menit", f"{minutes} minutes"]
    if minutes % 60 and minutes > 60:
        shown += [f"{minutes // 60} jam {minutes % 60} menit", f"{minutes // 60} h {minutes % 60} min"]
    for words in shown:
        assert durations_in(f"It took {words}.") == [minutes]


def told(written, *facts):
    method = Method({key: {"en": text} for key, text in written.items()}, lines={"dates": 3, "durations": 7})
    return [
        (problem.line, problem.values["found"])
        for problem in differences(Writing(method, "data/writing/method.yaml"), facts)
    ]


A = FileFacts("a", "interview", "2022-08-11", 47, 0, 900)
B = FileFacts("b", "interview", "2022-08", 0, 13, 900)
NOTE = FileFacts("n", "observation", "2022-08-20", 105, 0, 300)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({}, []),
        ({"dates": "On 11 and 13 August 2022, and from 19-21 August 2022."}, []),
        ({"dates": "In the summer."}, []),  # nothing that could be compared
        ({"dates": "On 12 August 2022 and 20 August 2022."}, [(3, "a 2022-08-11")]),
        ({"dates": "2022-09-11"}, [(3, "a 2022-08-11; b 2022-08; n 2022-08-20")]),
        ({"durations": "About 50 minutes, and the marks end at 13 minutes."}, []),
        ({"durations": "An hour each."}, []),
        ({"durations": "Each took 90 minutes."}, [(7, "a 47 min; b 13 min")]),
    ],
)
def test_where_researchers_and_files_differ_it_is_told_with_the_line(written, expected):
    assert told(written, A, B, NOTE) == expected
