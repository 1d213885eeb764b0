from __future__ import annotations

import pytest

from benang.sources.speakers.guessed_roles import guessed_roles
from benang.sources.speakers.questions import Said
from benang.sources.speakers.role_words import (
    ASIDE_WORDS,
    INFORMANT_WORDS,
    INTERVIEWER_WORDS,
    NO_LABELS,
    PLAIN_WORDS,
)
from benang.sources.speakers.roles import Role, Speakers, find_roles, names_case
from benang.sources.speakers.speaker_table import SpeakerRow, SpeakerTable


@pytest.mark.parametrize(
    ("labels", "language", "case_ids", "expected"),
    [
        (["P", "B"] * 3, "id", ["B"], ["interviewer", "informant"]),
        (["Pewawancara", "Informan A"] * 2, "id", ["A"], ["interviewer", "informant"]),
        (["P", "I"] * 2, "id", [], ["interviewer", "informant"]),
        (["I", "R"] * 2, "en", [], ["interviewer", "informant"]),
        (["I", "P"] * 2, "en-GB", [], ["interviewer", "informant"]),
        (["Q", "A"] * 2, "en", [], ["interviewer", "informant"]),
        (["Peneliti 1", "Rizki", "Peneliti 2", "Rizki"], "id", [], ["interviewer", "informant", "interviewer"]),
        (["Peneliti", "Rizki", "Ani"] * 2, "id", [], ["interviewer", "other", "other"]),
        (["Peneliti", "Rizki", "Ani", "Rizki"], "id", [], ["interviewer", "informant", "other"]),
        (["Dan", "Participant"] * 2, "en", ["P1"], ["other", "informant"]),
        (["Alice", "Bob", "Alice"], "en", [], ["other", "other"]),
        (["Interviewer", "P"] * 2, "en", ["P"], ["interviewer", "informant"]),
        (["I", "P1"] * 2, "en", [], ["interviewer", "informant"]),
        (["R", "P03"] * 2, "en", [], ["interviewer", "informant"]),
        (["Dan", "P3"] * 2, "en", [], ["other", "informant"]),
        (["Interviewer", "P"] * 2, "en", [], ["interviewer", "informant"]),
        (["INT", "P03"] * 2, "en", [], ["interviewer", "informant"]),
        (["Interviewer", "P3"] * 2, "en", ["ward-3-B"], ["interviewer", "informant"]),
        (["Interviewer", "Maria", "P"] * 2, "id", ["Maria"], ["interviewer", "informant", "informant"]),
        (["Moderator", "P1", "P2", "P10"] * 2, "en", [], ["interviewer", *["informant"] * 3]),
        (["Moderator", "P1", "P2", "P10"] * 2, "id", [], ["interviewer", *["informant"] * 3]),
        (["Moderator", "P", "R", "S"] * 2, "en", [], ["interviewer", *["informant"] * 3]),
        (["M", "P1", "P2"] * 2, "en", [], ["interviewer", "informant", "informant"]),
        (["E", "P"] * 2, "es", [], ["interviewer", "informant"]),
        (["P", "R"] * 2, "es-MX", [], ["interviewer", "informant"]),
        (["E", "P", "R"] * 2, "es", [], ["interviewer", "informant", "informant"]),
        (["I", "B"] * 2, "en", ["B"], ["interviewer", "informant"]),
        (["I", "Participant"] * 2, "en", [], ["interviewer", "informant"]),
        (["P", "A"] * 2, "en", ["A"], ["other", "informant"]),
        (["P1", "P2"] * 2, "fr", [], ["informant", "informant"]),
        (["P", "N"] * 2, "id", [], ["interviewer", "informant"]),
        (["P", "B"] * 2, "id", [], ["interviewer", "informant"]),
        (["P1", "I1", "P2"] * 2, "id", [], ["interviewer", "informant", "interviewer"]),
        (["研究者", "小明"] * 2, "zh", ["小明"], ["interviewer", "informant"]),
        (["Ibu Guru", "小明"] * 2, "zh", ["小明"], ["other", "informant"]),
        (["Moderatorin", "Tess"] * 2, "de", [], ["interviewer", "informant"]),
        (["Enquetrice", "Tess", "Interprète"] * 2, "fr", [], ["interviewer", "informant", "other"]),
        (["GÖRÜŞMECİ", "KATILIMCI 2"] * 2, "tr", [], ["interviewer", "informant"]),
        (["В", "О"] * 2, "ru", [], ["interviewer", "informant"]),
        (["聞き手", "山田"] * 2, "ja", [], ["interviewer", "informant"]),
        (["Interviewer", "Monday"] * 2, "en", [], ["interviewer", "other"]),
        (["Interviewer", "Senin", "Selasa"] * 2, "id", [], ["interviewer", "other", "other"]),
        (["Interviewer", "a", "b"] * 2, "en", ["a"], ["interviewer", "other", "other"]),
        (["i", "p"] * 2, "en", [], ["interviewer", "informant"]),
    ],
)
def test_roles(labels, language, case_ids, expected):
    roles = find_roles(labels, "interview", language, case_ids, Speakers())
    assert [role.role for role in roles.values()] == expected


def test_a_listed_interviewer_leaves_no_letter_to_be_one():
    roles = find_roles(["Dan", "P1", "P2"] * 2, "interview", "id", [], Speakers(interviewer=("Dan",)))
    assert [role.role for role in roles.values()] == ["interviewer", "informant", "informant"]


def test_the_study_goes_before_the_defaults():
    speakers = Speakers(interviewer=("Dan", "A"), informant=("P",), names={"3": ("Melati",)})
    roles = find_roles(["Dan", "A", "P", "Melati", "Dan"], "interview", "id", ["3", "4"], speakers)
    assert {label: role[:2] for label, role in roles.items()} == {
        "Dan": ("interviewer", ""),
        "A": ("interviewer", ""),
        "P": ("informant", ""),
        "Melati": ("informant", "3"),
    }


def test_cases_of_labels():
    roles = find_roles(["Informan C", "Informan D", "Moderator"], "interview", "id", ["C", "D"], Speakers())
    assert {label: role[:2] for label, role in roles.items()} == {
        "Informan C": ("informant", "C"),
        "Informan D": ("informant", "D"),
        "Moderator": ("interviewer", ""),
    }
    assert names_case("informan c (sore)", ["C", "D"]) == ["C"]
    assert names_case("Cici", ["C"]) == []


def told(labels, speakers=None, kind="interview", language="id", case_ids=("B",), source_id="s"):
    roles = find_roles(labels, kind, language, case_ids, speakers or Speakers(), source_id)
    return {label: (role.role, role.role_from) for label, role in roles.items()}


def test_what_told_a_role():
    table = SpeakerTable((SpeakerRow("s", "Dian", "observer"),))
    speakers = Speakers(interviewer=("Dan",), names={"B": ("Melati",)}, table=table)
    assert told(["Dian", "Dan", "Informan", "Melati", "N", "Siapa"], speakers) == {
        "Dian": ("observer", "table"),
        "Dan": ("interviewer", "list"),
        "Informan": ("informant", "word"),
        "Melati": ("informant", "case"),
        "N": ("informant", "letter"),
        "Siapa": ("other", ""),
    }
    assert told(["Peneliti", "Siapa"]) == {"Peneliti": ("interviewer", "word"), "Siapa": ("informant", "alone")}
    assert told(["P", "Siapa"], kind="observation") == {"P": ("observer", "kind"), "Siapa": ("observer", "kind")}


def test_whom_an_article_quotes_is_an_informant():
    # Even by a letter that is an interviewer's in an interview.
    assert told(["P7", "Ibu Ratna", "B"], kind="article") == {
        "P7": ("informant", "kind"),
        "Ibu Ratna": ("informant", "kind"),
        "B": ("informant", "case"),
    }
    assert told(["Peneliti"], kind="article") == {"Peneliti": ("interviewer", "word")}


def test_the_table_goes_before_everything():
    rows = (
        SpeakerRow("", "Informan", "interviewer"),
        SpeakerRow("s", "P", "informant", "C"),
        SpeakerRow("t", "B", "interviewer"),
        SpeakerRow("", "Siapa", "other"),
        SpeakerRow("s", "Siapa", "observer"),
    )
    speakers = Speakers(interviewer=("P",), table=SpeakerTable(rows))
    labels = ["INFORMAN", "P", "B", "Siapa"]
    assert find_roles(labels, "interview", "id", ["B", "C"], speakers, "s") == {
        "INFORMAN": Role("interviewer", "", "table"),
        "P": Role("informant", "C", "table"),
        "B": Role("informant", "B", "case"),
        "Siapa": Role("observer", "", "table"),
    }
    assert told(["Siapa", "P"], speakers, source_id="u")["Siapa"] == ("other", "table")
    # What the table calls other is not the informant because nobody else can be.
    assert told(["Siapa", "Peneliti"], speakers, source_id="u")["Siapa"] == ("other", "table")


def test_a_listed_label_with_a_number_is_no_other_number():
    speakers = Speakers(interviewer=("Narator 1",))
    assert told(["Narator 1", "Narator 12"], speakers)["Narator 12"] != ("interviewer", "list")


@pytest.mark.parametrize("word", ["nara sumber", "informan kunci", "subyek", "narrator", "terwawancara"])
def test_usual_words_of_informants(word):
    assert told([word.title(), "X"])[word.title()] == ("informant", "word")


def test_no_word_is_of_two_roles():
    assert not INTERVIEWER_WORDS & INFORMANT_WORDS


def test_roles_are_guessed_where_only_letters_tell_them():
    def guessed(labels, speakers=None, case_ids=()):
        return guessed_roles(find_roles(labels, "interview", "id", case_ids, speakers or Speakers(), "s"))

    assert guessed(["P", "N"]) == {"interviewer": ["P"], "informant": ["N"]}
    assert guessed(["P", "N"], Speakers(informant=("N",))) == {}
    assert guessed(["P", "N"], Speakers(table=SpeakerTable((SpeakerRow("s", "N", "informant"),)))) == {}
    assert guessed(["P", "N"], case_ids=("N",)) == {}
    assert guessed(["Peneliti", "Siapa"]) == {}


@pytest.mark.parametrize(
    ("labels", "source_id", "expected"),
    [
        (["Mira", "Tono"], "Wawancara-Tono", ["other", "informant"]),
        (["Mira", "Núria"], "nuria_2024", ["other", "informant"]),
        (["Mira", "Tono"], "mira-dan-tono", ["other", "other"]),
        (["Mira", "2"], "wawancara-2", ["other", "other"]),
        (["Peneliti", "Tono", "Adik"], "tono", ["interviewer", "informant", "other"]),
        (["Informan", "Tono"], "tono", ["informant", "other"]),
    ],
)
def test_a_label_in_the_name_of_the_source_is_the_informants(labels, source_id, expected):
    roles = find_roles(labels * 2, "interview", "id", [], Speakers(), source_id)
    assert [role.role for role in roles.values()] == expected


def test_a_label_that_occurs_once_is_the_informants_where_nobody_else_can_be():
    def roles(labels, *doubtful):
        found = find_roles(labels, "interview", "id", [], Speakers(), doubtful=doubtful)
        return {label: (role.role, role.role_from) for label, role in found.items() if role.role == "informant"}

    assert roles(["Peneliti"] * 2, "Tono") == {"Tono": ("informant", "alone")}
    assert roles(["Peneliti"] * 2, "Tono", "Budi") == {}
    assert roles(["Peneliti"] * 2, "Catatan") == roles(["Peneliti"] * 2, "Senin") == {}
    assert roles(["Peneliti", "Tono"] * 2, "Budi") == {"Tono": ("informant", "alone")}
    assert roles([], "Tono") == {}


def test_no_word_says_two_roles_and_none_is_a_day_or_a_note():
    assert not INTERVIEWER_WORDS & INFORMANT_WORDS
    assert not NO_LABELS & (INTERVIEWER_WORDS | INFORMANT_WORDS | ASIDE_WORDS)
    assert PLAIN_WORDS <= INTERVIEWER_WORDS | INFORMANT_WORDS


def test_a_word_that_the_study_lists_covers_what_stands_behind_it():
    speakers = Speakers(interviewer=("matron",), informant=("elder",))
    labels = ["Matron 2", "Elder A", "Elder B", "Matron 2"]
    roles = find_roles(labels, "interview", "en", ("x", "y"), speakers)
    assert {label: role.role for label, role in roles.items()} == {
        "Matron 2": "interviewer",
        "Elder A": "informant",
        "Elder B": "informant",
    }


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("The interviewer", "The participant"),
        ("L'enqu\u00eatrice", "L\u2019enqu\u00eat\u00e9"),
        ("Die Interviewerin", "Der Befragte"),
        ("La entrevistadora", "El informante"),
        ("Lo intervistatore", "L'intervistata 2"),
        ("Az interj\u00fak\u00e9sz\u00edt\u0151", "Az interj\u00faalany"),
        ("Penemu bual", "Responden"),
        ("\u0936\u094b\u0927\u093e\u0930\u094d\u0925\u0940", "\u0909\u0924\u094d\u0924\u0930\u0926\u093e\u0924\u093e"),
        ("Mhoji", "Mhojiwa"),
    ],
)
def test_words_for_a_role_may_have_an_article(asks, answers):
    found = find_roles([asks, answers] * 2, "interview", "en", [], Speakers())
    assert {label: (role.role, role.role_from) for label, role in found.items()} == {
        asks: ("interviewer", "word"),
        answers: ("informant", "word"),
    }


def test_who_plainly_asks_an_informant_is_the_interviewer():
    said = {"Vera": Said(4, 4, 24), "Participant": Said(4, 0, 90)}
    found = find_roles(["Vera", "Participant"] * 4, "interview", "en", [], Speakers(), said=said)
    assert found["Vera"] == Role("interviewer", "", "asks")


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        # Of two who are not named nobody is picked; a letter is too little; an interpreter stands aside.
        (["Vera", "Mother", "Participant"], {"Vera": Said(4, 4, 24), "Participant": Said(4, 0, 90)}),
        (["Vera", "P3"], {"Vera": Said(4, 4, 24), "P3": Said(4, 0, 90)}),
        (["Interpreter", "Participant"], {"Interpreter": Said(4, 4, 24), "Participant": Said(4, 0, 90)}),
        (["Vera", "Participant"], {"Vera": Said(4, 1, 60), "Participant": Said(4, 1, 60)}),
    ],
)
def test_else_a_question_makes_nobody_the_interviewer(labels, said):
    found = find_roles(labels * 4, "interview", "en", [], Speakers(), said=said)
    assert found[labels[0]].role == "other"
