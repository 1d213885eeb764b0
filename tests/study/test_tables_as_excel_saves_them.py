"""Every table that a person gives is read as Excel and other programs save it: delimiters, marks, encodings."""

import codecs

import pytest

from benang.coding.codebook.codebook_csv import read_csv_entries
from benang.coding.guide import read_guide
from benang.coding.people.coding_files import read_codings
from benang.coding.suggestions.candidate_passages import ID_LENGTH
from benang.coding.suggestions.decisions import read_decisions
from benang.coding.together.adjudication import read_adjudication
from benang.core import model
from benang.core.records import read_records
from benang.core.table_coders import people_of
from benang.mapping.evidence import PUBLISHED_COLUMNS
from benang.privacy.pseudonyms import read_pseudonyms
from benang.sources.cases import read_cases
from benang.sources.residual_risk import read_cleared
from benang.sources.speakers.speaker_table import read_speaker_table
from benang.sources.withdrawal import read_withdrawn
from benang.study.new_study import proposed_config

LETTERS = {
    "cp1252": "Für die Käufer war es schön, größer und natürlich teuer",
    "cp1251": "Для покупателей это было хорошо, но и, конечно, дорого",
    "cp1254": "Alıcılar için çok güzel ve büyük bir şeydi, değil mi, ama pahalı",
    "cp1250": "Dla kupujących to było dobre i większe, ale się też zdrożało, że źle",
}
PLAIN = "kata yang “dikutip” – ya, untuk pembeli"


def saved(rows, form, delimiter):
    """A table's bytes as a program saves it."""
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]
    text = "".join(delimiter.join(row) + "\r\n" for row in quoted)
    match form:
        case "utf-8-sig":
            return codecs.BOM_UTF8 + text.encode()
        case "utf-16":
            return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
        case "utf-16-be":
            return codecs.BOM_UTF16_BE + text.encode("utf-16-be")
        case "sep":
            return f"sep={delimiter}\r\n".encode() + text.encode()
        case _:
            return text.encode(form)


FORMS = [
    *(
        (form, character, PLAIN)
        for form in ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252")
        for character in ",;\t"
    ),
    ("sep", ";", PLAIN),
    *((form, delimiter, letters) for form, letters in LETTERS.items() for delimiter in ";\t"),
]


def _codes():
    return model.from_rows("codes", [])


def cases(path):
    return [case.attributes["note"] for case in read_cases(path)[0]]


def names(path):
    return list(read_pseudonyms(path)[0].names)


def cleared(path):
    return list(read_cleared(path, "t")[0])


def codebook(path):
    entries = read_csv_entries(path, "t", {}, "", "en")[0]
    return [text for entry in entries for text in entry.texts["definition"].values()]


def codings(path):
    rows, _ = read_codings(path, "t", "ani", {}, None)
    return rows["quotation"].tolist()


def adjudication(path):
    return [one.memo for one in read_adjudication(path, "t")[0]]


def decisions(path):
    return [one.memo for one in read_decisions(path, "t")[0]]


def guide(path):
    return read_guide(path, "t", _codes())[0]["question"].tolist()


def speakers(path):
    return [row.label for row in read_speaker_table(path, "t", [], [])[0].rows]


def withdrawn(path):
    return list(read_withdrawn(path)[0])


def evidence(path):
    return [record.cells["category"] for record in read_records(path, "t", PUBLISHED_COLUMNS, passed_over=())[1]]


TABLES = {
    cases: (["case_id", "note"], ["P1", "{}"]),
    names: (["name", "pseudonym"], ["{}", "X"]),
    cleared: (["word", "reason"], ["{}", ""]),
    codebook: (["id", "label", "definition"], ["a", "A", "{}"]),
    codings: (["source", "quotation", "code"], ["P1", "{}", "A"]),
    adjudication: (["disagreement_id", "decision", "memo", "adjudicator"], ["d3a9520b8e", "a", "{}", "ani"]),
    decisions: (["suggestion_id", "decision", "memo", "coder"], [f"{'a' * ID_LENGTH}-new", "reject", "{}", "ani"]),
    guide: (["question", "codes"], ["{}", ""]),
    speakers: (["source", "label", "role"], ["", "{}", "informant"]),
    withdrawn: (["case", "date"], ["{}", "2024-05-01"]),
    evidence: (["theme", "category", "case_id"], ["t", "{}", ""]),
}


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.__name__)
@pytest.mark.parametrize(("form", "delimiter", "words"), FORMS)
def test_a_table_is_read_as_it_was_written(tmp_path, table, form, delimiter, words):
    head, row = TABLES[table]
    path = tmp_path / "t.csv"
    path.write_bytes(saved([head, [cell.format(words) for cell in row]], form, delimiter))
    assert table(path) == [words]


@pytest.mark.parametrize(("form", "delimiter", "words"), FORMS)
def test_a_new_study_and_the_list_of_coders_know_the_table_too(tmp_path, form, delimiter, words):
    rows = [["Dokumen", "Kutipan", "Kode", "Pengode"], ["P1", words, "A", "Ani"]]
    path = tmp_path / "t.csv"
    path.write_bytes(saved(rows, form, delimiter))
    assert "- {file: t.csv}" in proposed_config(tmp_path, "id")
    assert people_of("t.csv", tmp_path, {}) == ("Ani",)
