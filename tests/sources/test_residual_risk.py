import pandas as pd
import pytest

from benang.core import model
from benang.core.source_texts import StoredTexts
from benang.core.tables import write_table
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.case_id_names import case_id_problems, case_ids_like_names
from benang.sources.recognisable import recognisable
from benang.sources.residual_risk import names_to_list, read_cleared, residual_problems, residual_risk

SOURCE = {"source_id": "s", "kind": "interview", "case_ids": ["K1"], "file": "s.txt", "format": "txt", "encoding": ""}
SOURCE |= {"sha256": "", "language": "id", "text": "", "n_characters": 0, "n_words": 0, "n_turns": 1}
TURN = {"source_id": "s", "turn": 1, "start": 0, "end": 0, "speaker": "", "role": "informant", "role_from": ""}
TURN |= {"heading": "", "line": 1, "n_words": 1, "case_id": "K1", "time_start": None, "time_end": None}


def risk(*said, language="id", speaker="", author="", pseudonyms=None, cleared=(), case_ids=("K1",)):
    """Word and reason of each row, for one source whose turns are ``said``."""
    text, turns = "", []
    for number, words in enumerate(said, start=1):
        start = len(text)
        text += words + "\n"
        turn = {"source_id": "s", "turn": number, "start": start, "end": start + len(words), "speaker": speaker}
        blank = {"role": "informant", "role_from": "", "heading": "", "line": 1, "n_words": 1, "case_id": "K1"}
        turns.append(turn | blank | {"time_start": None, "time_end": None})
    about = {
        "kind": "interview",
        "case_ids": list(case_ids),
        "file": "s.txt",
        "format": "txt",
        "encoding": "",
        "sha256": "",
    }
    source = {"source_id": "s", "language": language, "text": text, "n_characters": 0, "n_words": 0, "n_turns": 0}
    memo = {"source_id": "s", "turn": 1, "start": 0, "end": 1, "author": author, "text": "x"}
    table = residual_risk(
        model.from_rows("sources", [source | about]),
        model.from_rows("turns", turns),
        model.from_rows("memos", [memo] if author else []),
        pseudonyms or Pseudonyms(),
        cleared,
    )
    return dict(zip(table["word"], table["reason"], strict=True))


def test_what_follows_a_form_of_address_comes_first():
    found = risk("Saya ke Toko Sinar Jaya, ketemu bu ratna.", "Kata Pak Joko begitu.", "lihat Joko di Cilegon")
    assert list(found.items())[:2] == [("Joko", "address"), ("ratna", "address")]
    assert found["Toko Sinar Jaya"] == "run" and found["Cilegon"] == "capital"


def test_all_words_with_capitals_behind_a_form_of_address_are_offered():
    said = [
        "Mr Tom Brannigan, my manager, told me. Dr Sarah Whitcombe came with Miss Lily Chen and old Mr. McAllister.",
        "And Ms Priya Raghunathan-Smith sat there. We saw Mr J. R. Hartley later.",
        "Lalu Pak Bambang Wiratmoko mengajar, juga Bu Rina Kusumawardhani, Mbak Yuni Prameswari, dan Mas Joko Senin.",
    ]
    names = ["Tom Brannigan", "Sarah Whitcombe", "Lily Chen", "McAllister", "Priya Raghunathan-Smith", "Hartley"]
    names += ["Bambang Wiratmoko", "Rina Kusumawardhani", "Yuni Prameswari", "Joko"]
    assert {word for word, reason in risk(*said).items() if reason == "address"} == set(names)


@pytest.mark.parametrize("pseudonym", ["Neil", "[Person 1]"])
@pytest.mark.parametrize("form", ["Mr ", "Mr. ", "", "Saudara "])
def test_what_is_left_of_a_name_when_its_first_word_is_replaced_is_offered(pseudonym, form):
    found = risk(f"so {form}{pseudonym} Brannigan told me", pseudonyms=Pseudonyms({"Tom": pseudonym}))
    assert found == {"Brannigan": "address" if form else "capital"}


def test_a_sentence_begins_with_a_capital_and_that_is_all():
    assert risk("Makasih, Bu. Nanti saya datang. Besok juga!", "Boleh. “Barang apa?” Yang baru.") == {}
    assert risk("Joko datang.", "kata si Joko")["Joko"] == "capital"


def test_ordinary_words_are_told_by_their_small_letters():
    assert risk("di Pasar, ke pasar, dari pasar") == {}
    assert risk("yang Ibu harapkan, kata saya", "pak saya datang, saya pulang") == {}


def test_what_stands_for_a_name_a_case_or_a_service_is_none():
    names = Pseudonyms({"Siti Marlina": "Melati", "Bunga": "[Orang 2]"})
    assert risk("kata [Orang 1] dan Melati dan K1 lewat WhatsApp, HP-nya mati", pseudonyms=names) == {}


def test_a_name_in_small_letters_is_listed_for_a_person_to_decide():
    assert risk("beli bunga di pasar", pseudonyms=Pseudonyms({"Bunga": "[Orang 2]"})) == {"bunga": "small"}


def test_labels_and_authors_that_look_like_names():
    assert risk("ya", speaker="Budi Hartono", author="Ani") == {"Budi Hartono": "label", "Ani": "label"}
    assert risk("ya", speaker="Pewawancara") == {}


def test_ids_of_cases_that_look_like_names_come_first_and_so_do_labels_of_such_a_case():
    found = risk("kata Pak Joko, Margaret dan Amina datang", speaker="Margaret", case_ids=["Margaret", "Amina Yusuf"])
    assert list(found.items())[:3] == [("Margaret", "case"), ("Amina Yusuf", "case"), ("Joko", "address")]
    assert found["Amina"] == "capital"
    assert risk("ya", speaker="Amina", case_ids=["Amina Yusuf"]) == {"Amina Yusuf": "case", "Amina": "label"}
    assert risk("ya", speaker="Margaret", case_ids=["Margaret"], cleared=["Margaret"]) == {}
    names = Pseudonyms({"Siti": "Margaret"})
    assert risk("ya", speaker="Margaret", case_ids=["Margaret"], pseudonyms=names) == {}


@pytest.mark.parametrize(
    "case_ids",
    [
        ["K1", "P1", "B"],
        ["Informan A", "Participant 3"],
        ["INT01"],
        ["UMKM 3"],
        ["Site 1", "Site 2"],
        ["s"],
        ["patient 7"],
    ],
)
def test_ids_that_are_nobodys_name_are_not_listed(case_ids):
    assert case_ids_like_names(case_ids, []) == []


def test_ids_with_a_name_beside_a_number_are_told_by_file_and_line_and_not_quoted():
    like = case_ids_like_names(["P1_Margaret", "02-Tom", "Ayu2", "P4"], [])
    assert like == ["P1_Margaret", "02-Tom", "Ayu2"]
    (problem,) = case_id_problems(like, "cases.csv", {"P1_Margaret": 2, "02-Tom": 3, "Ayu2": 4})
    assert (problem.kind, problem.file, problem.line) == ("case-ids-like-names", "cases.csv", 2)
    assert not any(word in problem.message("en") + problem.message("id") for word in ("Margaret", "Tom", "Ayu"))
    assert case_id_problems([], "cases.csv", {}) == []


def test_what_is_cleared_is_not_listed_again():
    assert risk("lewat Cilegon ke Kota Serang", cleared=["cilegon", "Kota Serang"]) == {}


def test_german_nouns_are_no_names():
    assert risk("wir haben Angst vor dem Krieg, sagte Frau Meier", language="de") == {"Meier": "address"}


def test_scripts_without_capitals_and_hostile_text_pass():
    assert risk("我们去店里。", "مرحبا بكم", "A" * 100_000, "Ab " * 50_000)


def test_the_table_has_counts_sources_and_contexts_and_the_problem_no_word():
    rows = [["Joko", "address", 2, "s", "Pak Joko"]]
    table = pd.DataFrame(rows, columns=["word", "reason", "count", "sources", "contexts"])
    (problem,) = residual_problems(table, "data/private/benang/residual_risk.csv")
    assert problem.severity == "warning" and "Joko" not in problem.message("en") + problem.message("id")
    assert residual_problems(table.iloc[:0], "") == []


def test_cleared_words_are_read(tmp_path):
    path = tmp_path / "cleared.csv"
    path.write_text("word,note\nCilegon,a town\n", encoding="utf-8")
    assert read_cleared(path, "cleared.csv") == (frozenset({"Cilegon"}), [])
    path.write_text("word\n", encoding="utf-8")
    assert read_cleared(path, "cleared.csv") == (frozenset(), [])
    path.write_text("wrd\nx\n", encoding="utf-8")
    assert [problem.kind for problem in read_cleared(path, "cleared.csv")[1]] == ["table-column-missing"]
    assert read_cleared("", "") == (frozenset(), [])


def test_a_name_that_only_begins_sentences_is_listed_last():
    said = [
        "Suroso datang pagi. Suroso pulang siang.",
        "Kami bertemu Pak Joko. Pasar ramai; di pasar itu kami duduk. Besok kami membeli. Zulfa ikut.",
    ]
    listed = risk(*said)
    assert listed["Suroso"] == "opening"
    assert "Pasar" not in listed  # it is written small elsewhere
    assert next(iter(listed)) == "Joko"
    assert list(listed)[-1] in {word for word, reason in listed.items() if reason == "opening"}


def test_a_common_word_that_a_listed_name_is_without_accents_is_listed_as_a_risk():
    assert risk("he said that The one went", pseudonyms=Pseudonyms({"Thế": "[P1]"}))["The"] == "accent"


def test_a_korean_given_name_alone_is_listed_as_a_name_to_add():
    text, names = "어제 민수가 왔어요. 민수는 용민수 씨를 몰라요.", Pseudonyms({"김민수": "X9"})
    sources = model.from_rows("sources", [SOURCE | {"text": text, "language": "ko"}])
    turns = model.from_rows("turns", [TURN | {"end": len(text)}])
    table = residual_risk(sources, turns, model.empty("memos"), names)
    assert table[["word", "reason", "count"]].values.tolist() == [["민수", "given", 2]]
    assert names_to_list(table)["name"].tolist() == ["민수"]
    assert residual_risk(sources, turns, model.empty("memos"), Pseudonyms({"김민수": "X9", "민수": "X9"})).empty


@pytest.mark.parametrize("sources", [3, 25])
def test_what_is_found_is_the_same_where_texts_are_read_from_their_file(tmp_path, sources):
    said = ["Saya ke Toko Sinar Jaya.", "ketemu bu ratna dan Pak Joko.", "Kata Ibu Wati Lestari, ya di Cilegon."]
    ids = [f"s{number:02d}" for number in range(sources)]
    texts = {one: said[place % 3] + "\nlihat Joko di " + said[place * 7 % 3] for place, one in enumerate(ids)}
    rows = [SOURCE | {"source_id": one, "text": text, "n_turns": 2} for one, text in texts.items()]
    table = model.from_rows("sources", rows)
    turns = []
    for one, text in texts.items():
        middle = text.index("\n")
        turns.append(TURN | {"source_id": one, "end": middle, "speaker": "Pak Seno"})
        turns.append(TURN | {"source_id": one, "turn": 2, "start": middle + 1, "end": len(text), "speaker": "Pak Seno"})
    about = (model.from_rows("turns", turns), model.empty("memos"), Pseudonyms())
    write_table(table, tmp_path / "sources.parquet", "sources")
    bare, stored = table.assign(text=""), StoredTexts(tmp_path / "sources.parquet")
    held = residual_risk(table, *about)
    pd.testing.assert_frame_equal(residual_risk(bare, *about, texts=stored), held)
    found = dict(zip(held["word"], held["count"], strict=True))
    # Counted by hand: a label once a turn, and a word wherever it stands behind a form of address or within a sentence.
    assert found["Pak Seno"] == 2 * sources
    assert found["Joko"] == sum(text.count("Joko") for text in texts.values())
    assert recognisable(bare, *about, [], stored).equals(recognisable(table, *about, []))
    assert not recognisable(table, *about, []).empty
