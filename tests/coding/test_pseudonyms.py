from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.pseudonyms import Pseudonyms, name_problems, read_pseudonyms

NAMES = Pseudonyms(
    {
        "Mukhlis": "Informan A",
        "Mukhlis Hadi": "Informan A",
        "Siti Nur-Aini": "Melati",
        "Ma'ruf": "Informan D",
        "Mawar": "Kenanga",
        "Toko Berkah 99": "Toko X",
        "0812-3456-7890": "[nomor]",
        "王小明": "甲",
        "İbrahim": "K",
        "@berkah.id": "@akun",
    }
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kata Mukhlis begitu.", "Kata Informan A begitu."),
        ("Mukhlis Hadi datang", "Informan A datang"),
        ("mukhlis   \n hadi datang", "Informan A datang"),
        ("MUKHLIS datang", "Informan A datang"),
        ("Jualan Mukhlisnya, Mukhlis's shop", "Jualan Informan Anya, Informan A's shop"),
        ("Mukhlislah yang Mukhlispun", "Informan Alah yang Informan Apun"),
        ("Mukhlisin bukan orangnya", "Mukhlisin bukan orangnya"),
        ("SITI NUR‑AINI", "Melati"),
        ("Ma’ruf dan Ma'ruf", "Informan D dan Informan D"),
        ("bunga mawar merah", "bunga mawar merah"),
        ("bu mawar, Bu. MAWAR", "bu Kenanga, Bu. Kenanga"),
        ("sibu mawar", "sibu mawar"),
        ("di toko berkah 99, bukan toko berkah 990", "di Toko X, bukan toko berkah 990"),
        ("WA 0812 3456 7890 atau +62 812-3456-7890.", "WA [nomor] atau [nomor]."),
        ("108123456789012", "108123456789012"),
        ("我叫王小明是", "我叫甲是"),
        ("İbrahim geldi", "K geldi"),
        ("ikuti @BERKAH.ID ya", "ikuti @akun ya"),
        ("Mukhlis_Mukhlis", "Informan A_Informan A"),
    ],
)
def test_names_in_running_text(text, expected):
    assert NAMES.apply(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wawancara-mukhlis-1.docx", "wawancara-Informan A-1.docx"),
        ("mukhlis2.txt", "Informan A2.txt"),
        ("WawancaraMukhlisHadi.txt", "WawancaraInforman A.txt"),
        ("siti_nur_aini.vtt", "Melati.vtt"),
        ("SitiNurAini.vtt", "Melati.vtt"),
        ("mawar.txt", "Kenanga.txt"),
        ("mukhlisin.txt", "mukhlisin.txt"),
    ],
)
def test_names_in_file_names(name, expected):
    assert NAMES.rename(name) == expected


def test_small_letters_that_may_be_a_name_are_told():
    edits, unsure = NAMES.search("Mawar itu mawar, mawar")
    assert [(edit.start, edit.end, edit.replacement) for edit in edits] == [(0, 5, "Kenanga")]
    assert unsure == {"Kenanga": (2, 10)}


def test_a_pseudonym_is_not_replaced_again():
    assert Pseudonyms({"Ani": "Budi", "Budi": "Cici"}).apply("Ani dan Budi") == "Budi dan Cici"


def test_without_names_nothing_changes():
    assert Pseudonyms().apply("Mukhlis") == Pseudonyms().rename("Mukhlis") == "Mukhlis"
    assert not Pseudonyms()


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_between_words_is_never_left(before, after):
    assert "mukhlis hadi" not in " ".join(NAMES.apply(f"{before} Mukhlis Hadi {after}").split()).lower() or (
        "mukhlis hadi" in " ".join(f"{before} {after}".split()).lower()
    )


def write(tmp_path, text):
    path = tmp_path / "names.csv"
    path.write_text(text, encoding="utf-8")
    return read_pseudonyms(path, "names.csv")


def test_reading_names_and_variants(tmp_path):
    pseudonyms, problems = write(
        tmp_path, "name,pseudonym,variants\nSiti  Aminah,Melati,Bu Siti | Teh Iti\nTono,Jati,\n"
    )
    assert problems == []
    assert pseudonyms.names == {"Siti Aminah": "Melati", "Bu Siti": "Melati", "Teh Iti": "Melati", "Tono": "Jati"}


def test_mistakes_are_named_without_the_names(tmp_path):
    text = "name,pseudonym\nTono,Jati\nTONO,Waru\n,Randu\nDono,\nMira,Bu Tono\n"
    pseudonyms, problems = write(tmp_path, text)
    assert pseudonyms.names["Tono"] == "Jati"
    assert {(problem.kind, problem.line) for problem in problems} == {
        ("pseudonym-two-for-one", 3),
        ("pseudonym-cell-empty", 4),
        ("pseudonym-cell-empty", 5),
        ("pseudonym-holds-name", 6),
    }
    shown = "".join(problem.message("id") + problem.message("en") for problem in problems)
    assert not any(name in shown for name in ("Tono", "TONO", "Dono", "Mira"))


@given(
    st.sets(st.text(alphabet="abcd小明 ", min_size=1, max_size=6).map(lambda name: " ".join(name.split())), max_size=30)
)
def test_of_many_names_each_gets_its_own_pseudonym(names):
    names = sorted(filter(None, names))
    pseudonyms = Pseudonyms({name: f"<{number}>" for number, name in enumerate(names)})
    for number, name in enumerate(names):
        assert pseudonyms.apply(f"({name})") == f"(<{number}>)"
        assert pseudonyms.apply(f"({name.upper()})") == f"(<{number}>)"


LISTED = Pseudonyms(
    {
        "Mukhlis": "[Orang 1]",
        "Budi": "[Orang 2]",
        "Dian": "[Orang 3]",
        "Ayu": "[Orang 4]",
        "Müller": "M",
        "Иван": "I",
        "Марина": "R",
        "محمد": "X",
        "민수": "Q",
        "Toko Berkah": "[Toko]",
        "Roni": "Roniman",
        "Mawar": "K",
    }
)


@pytest.mark.parametrize(
    ("text", "pseudonym"),
    [
        ("Mukhlis99 di sana", "[Orang 1]"),
        ("MUKHLIS99 dan mukhlis7", "[Orang 1]"),
        ("akun @mukhlis_store", "[Orang 1]"),
        ("akun @tokomukhlis", "[Orang 1]"),
        ("mukhlis.store@gmail.com", "[Orang 1]"),
        ("TokoMukhlis", "[Orang 1]"),
        ("Mukhlisin", "[Orang 1]"),
        ("die Müllers", "M"),
        ("вижу Ивана", "I"),
        ("с Мариной", "R"),
        ("قال لمحمد", "X"),
        ("민수는 간다", "Q"),
        ("@tokoberkah", "[Toko]"),
        ("TokoBerkahan", "[Toko]"),
    ],
)
def test_a_name_left_within_a_word_is_an_error_that_does_not_quote_it(text, pseudonym):
    problems = name_problems(LISTED.apply(text), LISTED, "a.txt", 7)
    problems = [problem for problem in problems if problem.kind != "name-in-small-letters"]
    assert [(problem.kind, problem.severity, problem.line) for problem in problems] == [
        ("name-inside-word", "error", 7)
    ]
    assert problems[0].values["pseudonym"] == pseudonym
    shown = (problems[0].message("id") + problems[0].message("en")).casefold()
    assert not any(name.casefold() in shown for name in LISTED.names)


@pytest.mark.parametrize(
    "text",
    [
        "Kemudian bagus, kemudian KEMUDIAN; kebudian",
        "Ayunan itu",  # three letters are too few
        "kata Mukhlis. Lalu Mukhlisnya, Mukhlis-Mukhlis dan Bu mukhlis.",
        "Roni pulang ke Toko Berkah",  # the pseudonym holds the name's letters
        "www.kemudian.id",
    ],
)
def test_ordinary_words_and_replaced_names_are_no_error(text):
    assert name_problems(LISTED.apply(text), LISTED, "a.txt", 1) == []


def test_a_word_in_small_letters_that_begins_with_a_name_is_told_as_a_warning():
    problems = name_problems("budidaya dan budidaya, mawar2", LISTED, "a.txt", 1)
    assert [(problem.kind, problem.severity, dict(problem.values)) for problem in problems] == [
        ("name-begins-word", "warning", {"pseudonym": "K", "count": 1}),
        ("name-begins-word", "warning", {"pseudonym": "[Orang 2]", "count": 2}),
    ]


def test_a_row_for_the_word_silences_it_and_a_variant_replaces_it(tmp_path):
    rows = "name,pseudonym,variants\nBudi,[Orang 2],Budi99\nbudidaya,budidaya,\n"
    pseudonyms, problems = write(tmp_path, rows)
    assert problems == []
    text = pseudonyms.apply("Budidaya itu budidayanya Budi, akun Budi99.")
    assert text == "Budidaya itu budidayanya [Orang 2], akun [Orang 2]."
    assert pseudonyms.rename("Budidaya-Budi") == "Budidaya-[Orang 2]"
    assert name_problems(text, pseudonyms, "a.txt", 1) == []
    assert [problem.kind for problem in name_problems("Budidayakan", pseudonyms, "", 1)] == ["name-inside-word"]


@given(st.text(alphabet="Budi mukhlis@_.9MA-ya\n", max_size=60))
def test_what_is_left_is_looked_for_in_any_text(text):
    replaced = LISTED.apply(text)
    for found in LISTED.left(replaced):
        for pseudonym, (count, first) in found.items():
            assert count > 0
            assert any(
                replaced[first:].casefold().startswith(name.casefold()[:4])
                for name, stands in LISTED.names.items()
                if stands == pseudonym
            )
