"""Names that stand in a case table are replaced in texts by the ids of their cases."""

import pytest

from benang.core.config import read_study
from benang.core.problems import format_problems
from benang.privacy.pseudonyms import Pseudonyms, read_pseudonyms
from benang.privacy.pseudonyms.name_list import write_names
from benang.sources.case_names import case_file_names
from benang.sources.cases import read_cases
from benang.sources.intake import read_intake


def names(tmp_path, text, listed=None, columns=None):
    path = tmp_path / "cases.csv"
    path.write_text(text, encoding="utf-8")
    return case_file_names(path, "cases.csv", Pseudonyms(listed or {}), columns)


def test_whole_names_and_the_words_of_one_case_alone(tmp_path):
    found, problems = names(tmp_path, "case_id,Nama,usia\nP1,Siti Aminah,40\nP2,Budi Aminah,50\n")
    assert found == {"Siti Aminah": "P1", "Budi Aminah": "P2", "Siti": "P1", "Budi": "P2"}
    # A first name alone is replaced in that person's own interview, too, which is told; no problem quotes it.
    assert [(one.kind, one.values["count"]) for one in problems] == [("case-name-parts", 2)]
    assert "Siti" not in format_problems(problems, "id") + format_problems(problems, "en")
    pseudonyms = Pseudonyms(found)
    assert pseudonyms.apply("Bu Siti dan Budi Aminah, kata Sitinya.") == "Bu P1 dan P2, kata P1nya."


def test_a_name_that_two_cases_share_is_told_and_not_replaced(tmp_path):
    found, problems = names(tmp_path, "case_id,Name\nP1,Mira\nP2,Mira\nP3,Wulan\n")
    assert found == {"Wulan": "P3"}
    assert [(one.kind, one.line, one.values["cases"]) for one in problems] == [("case-name-shared", 2, "P1, P2")]
    assert "Mira" not in str(problems)
    # A first name that is another case's whole name.
    found, problems = names(tmp_path, "case_id,Name\nP1,Mira\nP2,Mira Santosa\n")
    assert found == {"Mira Santosa": "P2", "Santosa": "P2"}
    assert [one.kind for one in problems] == ["case-name-shared", "case-name-parts"]


@pytest.mark.parametrize("cell", ["P1", "Informan A", "Participant", "12", "R-3", ""])
def test_what_is_no_name_is_looked_for_nowhere(tmp_path, cell):
    assert names(tmp_path, f"case_id,Name\nP1,{cell}\n") == ({}, [])


def test_common_words_and_forms_of_address_are_not_replaced_by_themselves(tmp_path):
    found, _ = names(tmp_path, "case_id,Full name\nP1,Dr Ana The Song\nP2,mawar\nP3,Bapak Joko\n")
    assert found == {"Dr Ana The Song": "P1", "Mawar": "P2", "Bapak Joko": "P3", "Joko": "P3"}


def test_the_list_goes_first_and_columns_may_have_other_names(tmp_path):
    text = "Nr;Vorname;Alter\nA;Jörg;40\nB;Anke;50\n"
    found, problems = names(tmp_path, text, {"Jörg": "Peter"}, {"case_id": "Nr"})
    assert (found, problems) == ({"Anke": "B"}, [])


def test_a_column_whose_names_become_the_ids_of_their_cases_stays_held_back(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("case_id,Name,age\nP1,Mira Santosa,40\nP2,Wulan,50\n", encoding="utf-8")
    found, _ = case_file_names(path, "cases.csv", Pseudonyms())
    cases, problems = read_cases(path, pseudonyms=Pseudonyms(found))
    assert [one.kind for one in problems] == ["case-names-held"]
    assert [(dict(case.attributes), case.names) for case in cases] == [
        ({"age": "40"}, ("P1",)),
        ({"age": "50"}, ("P2",)),
    ]


def test_names_are_kept_as_a_list_that_reads_as_it_was(tmp_path):
    given = {"Siti Aminah": "P1", 'O"Neil, Jr.': "P2", "budidaya": "budidaya"}
    write_names(given, tmp_path / "names.csv")
    assert read_pseudonyms(tmp_path / "names.csv")[0].names == given


def test_an_empty_list_beside_names_of_cases_is_not_told(tmp_path):
    (tmp_path / "cases.csv").write_text("case_id,Name\nP1,Mira Santosa\n", encoding="utf-8")
    write_names({}, tmp_path / "names.csv")
    (tmp_path / "a.txt").write_text("A: Mira?\n", encoding="utf-8")
    (tmp_path / "config.yaml").write_text(
        "study: {title: x}\nlanguage: en\nsources: [{kind: interview, files: [a.txt]}]\n"
        "cases: {file: cases.csv}\npseudonyms: names.csv\n",
        encoding="utf-8",
    )
    study, _ = read_study(tmp_path / "config.yaml", root=tmp_path)
    intake = read_intake(tmp_path, study)
    assert [one.kind for one in intake.problems if "name" in one.kind] == ["case-name-parts", "case-names-held"]
    assert intake.pseudonyms.apply("Mira Santosa, Mira") == "P1, P1"
    assert intake.all_names == {"Mira Santosa": "P1", "Mira": "P1", "Santosa": "P1"}


def test_a_list_without_names_says_so(tmp_path):
    write_names({}, tmp_path / "names.csv")
    pseudonyms, problems = read_pseudonyms(tmp_path / "names.csv")
    assert not pseudonyms and [one.kind for one in problems] == ["names-none-listed"]
    assert "After the first make" in problems[0].message("en")  # what it names is not there before


def test_a_single_name_that_is_a_word_is_replaced_where_it_is_all_that_somebody_is_called(tmp_path):
    text = "case_id,Nama\nP1,Bu Sari\nP2,Pak Agung\nP3,Dewi Indah\nP4,Ibu April\n"
    found, problems = names(tmp_path, text)
    assert {"Sari": "P1", "Agung": "P2", "Dewi": "P3"}.items() <= found.items()
    assert "Indah" not in found and "April" not in found
    told = {one.kind: (one.line, one.values["count"]) for one in problems}
    assert told["case-name-parts-left"] == (4, 1)
    assert "Indah" not in format_problems(problems[-1:], "id").replace("seperti Sari, Indah", "")
    assert Pseudonyms(found).apply("Kemarin Sari datang, Mbak sari juga; sari buahnya enak.") == (
        "Kemarin P1 datang, Mbak P1 juga; sari buahnya enak."
    )
