"""Numbers, dates and names in the report's languages."""

import pytest

from benang.conclusions.report.numbering import Numbering
from benang.conclusions.report.report_words import Words


@pytest.mark.parametrize(("language", "shown"), [("id", "1.234.567"), ("en", "1,234,567"), ("fr", "1,234,567")])
def test_whole_numbers(language: str, shown: str) -> None:
    assert Words(language).number(1234567) == shown


@pytest.mark.parametrize(
    ("value", "id_", "en"), [(0.6667, "0,67", "0.67"), (-0.0055, "−0,01", "−0.01"), (-0.001, "0,00", "0.00")]
)
def test_decimals(value: float, id_: str, en: str) -> None:
    assert Words("id").decimal(value, 2) == id_
    assert Words("en").decimal(value, 2) == en


def test_percentages() -> None:
    assert Words("id").percent(0.9906) == "99,1%"
    assert Words("en").percent(1.0) == "100.0%"


@pytest.mark.parametrize(
    ("date", "id_", "en"),
    [
        ("2022-12-04", "4 Desember 2022", "4 December 2022"),
        ("2022-08", "Agustus 2022", "August 2022"),
        ("2022", "2022", "2022"),
        ("", "", ""),
        ("2022-13", "2022-13", "2022-13"),
    ],
)
def test_dates(date: str, id_: str, en: str) -> None:
    assert Words("id").date(date) == id_
    assert Words("en").date(date) == en


def test_lists() -> None:
    words = Words("id")
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b"]) == "a dan b"
    assert words.listed(["a", "b", "c"]) == "a, b, dan c"


def test_counts_take_the_noun_of_their_number() -> None:
    words = Words("en")
    assert words.count(1, "category") == "1 category"
    assert words.of(1, 5, "informant") == "1 of 5 informants"


def test_cases_are_called_as_the_study_calls_them() -> None:
    assert Words("en", "Participant").of(4, 5, "informant") == "4 of 5 participants"
    assert Words("id", "Responden").of(4, 5, "informant") == "4 dari 5 responden"


def test_a_value_is_never_read_as_a_template() -> None:
    assert Words("en")("memo", coder="{memo}", memo="{coder}") == "Memo by {memo}: {coder}"


def test_times_in_recordings() -> None:
    assert Words("en").time(192.4) == "03:12"
    assert Words("en").time(3727) == "1:02:07"


def test_references_have_their_numbers_once_all_are_known() -> None:
    number = Numbering(Words("id"), {"literature": "1", "quotations": "B"})
    before = number.counts
    assert not number.asked
    assert number.ref("tab-b") == "[?](#tab-b)"
    assert number.asked
    number.table("tab-a")
    number.figure("fig-a")
    number.table("tab-b")
    number.end()
    number.go_back(before)
    number.asked = False
    assert number.ref("tab-b") == "[Tabel 2](#tab-b)"
    assert number.ref("fig-a") == "[Gambar 1](#fig-a)"
    assert number.knows("tab-a") and not number.knows("tab-c") and not number.asked
    assert number.table("tab-a") == "Tabel 1"
    assert number.chapter("literature") == "[bab 1](#literature)"
    assert number.chapter("quotations") == "[Lampiran B](#quotations)"
    assert number.section("literature", "Judul", "x").startswith("### 1.1 Judul")
