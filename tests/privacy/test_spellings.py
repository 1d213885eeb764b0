"""One name in the many spellings that keyboards, fonts and languages give it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.privacy.pseudonyms import Pseudonyms, name_problems, read_pseudonyms
from benang.privacy.pseudonyms.folding import folded, written

LIST = {
    "Fiona": "[P1]",
    "Anne-Claire": "[P2]",
    "D'Souza": "[P3]",
    "Zoë": "[P4]",
    "كريم": "[P5]",
    "فاطمة": "[P6]",
    "Işıl": "[P7]",
    "Wafi Hakim": "[P8]",
    "Groß": "[P9]",
    "Thế": "[P10]",
    "Núria Böhm": "[P11]",
    "फ़रहान": "[P12]",
    "குமார்": "[P13]",
    "רחל": "[P14]",
    "ハナコ": "[P15]",
    "Søren": "[P16]",
    "Γιάννης": "[P17]",
    "Pedro": "[P18]",
    "Mueller": "[P19]",
    "أحمد": "[P20]",
    "Đặng": "[P21]",
}
NAMES = Pseudonyms(LIST)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ﬁona? Ya, Ｆｉｏｎａ dan 𝐅𝐢𝐨𝐧𝐚", None),
        ("Kata Ｆｉｏｎａ begitu", "Kata [P1] begitu"),
        ("Kata Ⓕⓘⓞⓝⓐ begitu", "Kata [P1] begitu"),
        ("Kata Fi\u00adona, Fi\u200dona", "Kata [P1], [P1]"),
        ("Fionanya, Fiona's, Fiona’s dan Fionaku", "[P1]nya, [P1]'s, [P1]’s dan [P1]ku"),
        ("Anne–Claire, Anne—Claire, Anne‐Claire, Anne−Claire, Anne‑Claire", "[P2], [P2], [P2], [P2], [P2]"),
        ("Anne-\nClaire datang, Anne Claire pergi", "[P2] datang, [P2] pergi"),
        ("Anne -Claire", "Anne -Claire"),  # two names, or a dash
        ("D’Souza, D‘Souza, DʼSouza, D´Souza, D`Souza, D′Souza, D＇Souza", ", ".join(["[P3]"] * 7)),
        ("Zoe, ZOE, ZOË dan Zoë", "[P4], [P4], [P4] dan [P4]"),
        ("Zoe\u0308 datang", "[P4] datang"),
        ("جاء کریم", "جاء [P5]"),  # Persian keyboard
        ("جاء كـريم وكَرِيم", None),
        ("جاء كـــريم", "جاء [P5]"),
        ("جاء كَرِيمٌ اليوم", "جاء [P5] اليوم"),
        ("قالت فاطمه", "قالت [P6]"),
        ("قال احمد وإحمد", None),
        ("قال احمد", "قال [P20]"),
        ("IŞIL, Işıl, ışıl hanım, ISIL", "[P7], [P7], ışıl hanım, [P7]"),
        ("wafi-\nhakim dan WAFI HAKIM, Wafi\u00a0Hakim", "wafi-\nhakim dan [P8], [P8]"),
        ("Wafi\nHakim", "[P8]"),
        ("GROSS und Gross", "[P9] und [P9]"),
        ("Nuria Boehm, NURIA BOHM, Núria Böhm, nuria böhm", "[P11], [P11], [P11], [P11]"),
        ("कहा फरहान ने", "कहा [P12] ने"),
        ("רָחֵל אמרה", "[P14] אמרה"),
        ("ﾊﾅｺさん", "[P15]さん"),
        ("Soren, Søren, SØREN", "[P16], [P16], [P16]"),
        ("ο Γιαννης, ΓΙΑΝΝΗΣ", "ο [P17], [P17]"),
        ("Pédro e Pedró", "[P18] e [P18]"),  # the list has none, the text has
        ("Müller", "[P19]"),
        ("Dang, Ðặng, ĐẶNG", None),
    ],
)
def test_a_name_is_found_in_every_spelling_of_a_kind(text, expected):
    text = unicodedata.normalize("NFC", text)
    found = NAMES.apply(text)
    if expected is None:
        assert "[P" in found
    else:
        assert found == expected


@pytest.mark.parametrize("text", ["The shop was closed. The owner came, the door", "Dang! dang"])
def test_a_common_word_that_a_name_is_without_its_accents_is_a_risk_and_stays(text):
    assert NAMES.apply(text) == text
    risks = NAMES.risks(text)
    assert risks and all(text[start:end][0].isupper() for start, end, _ in risks)
    assert name_problems(text, NAMES, "a.txt", 3)[-1].kind == "name-like-word"


def test_behind_a_form_of_address_even_a_common_word_is_the_name():
    assert NAMES.apply("Mr The said so") == "Mr [P10] said so"
    assert NAMES.apply("Thế said the same") == "[P10] said the same"


def test_two_people_whose_names_differ_by_accents_keep_their_own_pseudonyms():
    names = Pseudonyms({"Lân": "[P1]", "Lan": "[P2]"})
    assert names.apply("Lan dan Lân, LÂN dan LAN") == "[P2] dan [P1], [P1] dan [P2]"


@pytest.mark.parametrize(
    ("text", "pseudonym"),
    [
        ("Fio-\nna datang", "[P1]"),  # a line's end within the name, which cleaning left
        ("AnneClaire", "[P2]"),
        ("குமாருக்கு", "[P13]"),  # a case ending in place of the character that ends the name
        ("وكريم", "[P5]"),
        ("ﬁona99", "[P1]"),
        ("DSouza", "[P3]"),
        ("Fionaʼyı", None),
        ("Pedrós", None),
        ("Ｆｉｏｎａｓ", "[P1]"),
    ],
)
def test_what_cannot_be_replaced_stops_the_run(text, pseudonym):
    problems = name_problems(NAMES.apply(text), NAMES, "a.txt", 1)
    errors = [problem.values["pseudonym"] for problem in problems if problem.severity == "error"]
    assert errors == ([pseudonym] if pseudonym else [])


def test_a_list_with_two_accents_of_a_name_is_no_mistake(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text("name,pseudonym\nLân,P1\nLan,P2\nO’Neil,P3\nO'Neil,P4\n", encoding="utf-8")
    assert [(problem.kind, problem.line) for problem in read_pseudonyms(path)[1]] == [("pseudonym-two-for-one", 5)]


@given(st.text(max_size=40))
def test_every_character_of_the_compared_form_leads_back_to_its_own(text):
    text = unicodedata.normalize("NFC", text)
    seen, places = folded(text)
    if places is None:
        assert len(seen) == len(text)
    else:
        assert len(places) == len(seen) + 1
        assert list(places) == sorted(places)
        assert places[len(seen)] == len(text)
    assert folded(seen)[0] == seen
    assert written(written(text)) == written(text)


@given(
    st.sampled_from(sorted(LIST)), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.sampled_from([" ", "\n", ", "])
)
def test_a_name_is_found_in_every_normal_form(name, form, beside):
    text = unicodedata.normalize("NFC", f"a{beside}{unicodedata.normalize(form, name)}{beside}b")
    assert NAMES.apply(text) == f"a{beside}{LIST[name]}{beside}b"
