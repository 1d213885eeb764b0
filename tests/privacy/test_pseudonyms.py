from __future__ import annotations

import pytest
from hostile import PSEUDONYMS
from hypothesis import given
from hypothesis import strategies as st
from steps import grows_evenly

from benang.privacy.identifiers import KINDS
from benang.privacy.pseudonyms import NAME, Pseudonyms, name_problems, read_pseudonyms

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
        ("pseudonym-has-address", 6),
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


PRIVATE = Pseudonyms(
    {"Siti": "Melati", "Budi Santoso": "Jati", "Ahmad": "Waru", "0812-3456-7890": "[nomor]", "@toko.ani": "@akun"},
    {("phone", "081322223333"): "[Telepon 1]", ("address", "jalan ahmad 5"): "[Alamat 1]"},
    KINDS,
    "id",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Siti, WA 0813 2222 3333", "Melati, WA [Telepon 1]"),
        ("+62 813-2222-3333 atau 081499990000", "[Telepon 1] atau [Telepon]"),  # what has no number in the key
        ("NIK 3204056708950003, plat B 1234 XYZ", "NIK [NIK], plat [Pelat]"),
        ("harga Rp 5.000.000 sejak 2022", "harga Rp 5.000.000 sejak 2022"),
        # the list goes first
        ("WA 0812 3456 7890", "WA [nomor]"),
        ("ikuti @toko.ani dan @toko.ana", "ikuti @akun dan [Akun]"),
        # a name within what is replaced as a whole goes with it
        ("siti@example.com, kata Siti", "[Surel], kata Melati"),
        ("surel Siti.Ahmad@example.com", "surel [Surel]"),
        ("https://example.com/siti milik Siti", "[Tautan] milik Melati"),
        ("di Jl. Ahmad No. 5 dan Jl. Siti No. 7", "di [Alamat 1] dan [Alamat]"),
        ("@siti, IG: siti_store", "[Akun], IG: [Akun]"),
    ],
)
def test_identifiers_in_running_text(text, expected):
    assert PRIVATE.apply(text) == expected


def test_an_edit_tells_its_kind_and_value():
    edits, unsure = PRIVATE.search("Siti: +62 813-2222-3333, ahmad@example.com")
    assert [(edit.start, edit.end, edit.replacement, edit.kind, edit.value) for edit in edits] == [
        (0, 4, "Melati", NAME, ""),
        (6, 23, "[Telepon 1]", "phone", "081322223333"),
        (25, 42, "[Surel]", "email", "ahmad@example.com"),
    ]
    assert unsure == {}  # the small ahmad goes with the address


def test_only_the_kinds_of_the_study_are_replaced():
    text = "Siti 081499990000 siti@example.com"
    assert Pseudonyms({"Siti": "Melati"}).apply("Siti 081499990000") == "Melati 081499990000"
    assert Pseudonyms(kinds=("email",)).apply(text) == "Siti 081499990000 [Email]"
    assert Pseudonyms(kinds=("phone",), language="sw").apply(text) == "Siti [Phone] siti@example.com"
    assert Pseudonyms(kinds=("phone",))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wawancara_siti_0813-2222-3333.docx", "wawancara_Melati_[Telepon 1].docx"),
        ("Siti-081499990000", "Melati-[Telepon]"),
        ("siti@example.com", "[Surel]"),
        ("catatan_3204056708950003.txt", "catatan_[NIK].txt"),
        ("IMG_20220315_101112.jpg", "IMG_20220315_101112.jpg"),
        ("audio-2022-03-15.mp3", "audio-2022-03-15.mp3"),
    ],
)
def test_identifiers_in_file_names_and_labels(name, expected):
    assert PRIVATE.rename(name) == expected


@pytest.mark.parametrize(
    "address", ["Pak", "pak", "Bu", "BU", "Mas", "mas", "Mbak", "mbak", "Mbak.", "Ibu", "Bapak", "Mr", "Mrs."]
)
def test_behind_a_form_of_address_a_name_is_known_whatever_its_case(address):
    for name in ("mawar", "Mawar", "MAWAR"):
        assert NAMES.apply(f"kata {address} {name}, ya") == f"kata {address} Kenanga, ya"
    assert NAMES.apply(f"x{address} mawar") == f"x{address} mawar"


@pytest.mark.parametrize("clitic", ["nya", "ku", "mu", "lah", "kah", "pun", "tah", "nyalah"])
def test_a_clitic_stays_behind_the_pseudonym(clitic):
    assert NAMES.apply(f"Mukhlis{clitic} dan Mukhlis Hadi{clitic}") == f"Informan A{clitic} dan Informan A{clitic}"
    assert NAMES.apply(f"Mukhlis{clitic}k") == f"Mukhlis{clitic}k"


PIECES = st.sampled_from(
    [
        *("Siti", "siti", "Budi Santoso", "Ahmad", "0812-3456-7890", "081322223333", "@toko.ani", "siti@example.com"),
        *("Jl. ", "No. 5", "B 1234 XYZ", "https://", "wa.me/", ".com", "Pak ", "WA ", "nya", "@", " ", "\n", "-"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=10).map("".join))
def test_edits_are_in_order_and_none_overlaps(text):
    edits, unsure = PRIVATE.search(text)
    done = 0
    for edit in edits:
        assert done <= edit.start < edit.end <= len(text)
        assert edit.replacement
        assert (edit.kind == NAME) == (edit.value == "")
        done = edit.end
    for _, first in unsure.values():
        assert not any(edit.start <= first < edit.end for edit in edits)


@pytest.mark.parametrize("piece", PSEUDONYMS)
def test_looking_through_a_longer_text_takes_only_as_many_more_steps(piece):
    def look(text):
        LISTED.search(text)
        LISTED.left(text)

    look(piece * (200_000 // len(piece)))
    assert grows_evenly(look, piece * (5_000 // len(piece)))


OTHERWISE = Pseudonyms(
    {
        "Jane Doe": "[P1]",
        "José Müller": "[P2]",
        "Toko Kain": "[Toko]",
        "Haji Mukhlis": "[P3]",
        "Ratna": "[P4]",
        "Dewi": "[P5]",
        "Dewi Ratna": "[P6]",
        "0707087415": "0707087415",
        "contoh.id/kain": "contoh.id/kain",
    },
    kinds=KINDS,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kata Doe, Jane di kios", "kata [P1] di kios"),
        ("kata Doe Jane di kios", "kata [P1] di kios"),
        ("kata Mueller, Jose", "kata [P2]"),
        ("kata JOSE MULLER", "kata [P2]"),
        ("kata Ja\u200dne\u200c Do\u00ade di kios", "kata [P1] di kios"),
        # What is no name in the other order.
        ("kain toko itu", "kain toko itu"),
        ("Mukhlis Haji", "Mukhlis Haji"),
        # Two people who are each listed by themselves.
        ("Ratna, Dewi dan lain", "[P4], [P5] dan lain"),
        # A row that stands for itself keeps an identifier, and no other.
        ("telp 0707087415 atau 0812-3456-7890", "telp 0707087415 atau [Phone]"),
        ("telp 0707 087 415", "telp 0707 087 415"),
        ("buka https://www.contoh.id/kain dan contoh.id/lain", "buka https://www.contoh.id/kain dan [Link]"),
    ],
)
def test_names_in_other_orders_and_letters_and_what_the_list_keeps(text, expected):
    assert OTHERWISE.apply(text) == expected
    assert "Doe" not in OTHERWISE.rename("doc_doe_jane.txt Doe-Jane".title())


def test_without_its_accents_a_name_is_no_beginning_of_a_word():
    names = Pseudonyms({"René": "[P]", "Ana María": "[Q]"})
    assert names.left("Renewal, Renewable") == ({}, {})
    assert names.apply("kata Rene, kata ana maria") == "kata [P], kata [Q]"
    assert set(names.left("AnaMariaStore")[0]) == {"[Q]"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wawancara081234567890.txt", "wawancara[Phone].txt"),
        ("081234567890siti", "[Phone]siti"),
        ("wawancara_0812-3456-7890", "wawancara_[Phone]"),
        ("a1b2081234567890c", "a1b2081234567890c"),
        ("foto-20220901123", "foto-20220901123"),
    ],
)
def test_a_number_written_onto_a_word_in_the_name_of_a_file(name, expected):
    assert Pseudonyms(kinds=("phone",)).rename(name) == expected


@given(st.text(alphabet="JaneDo, \u200d\u00adéÉ.-\n", max_size=40))
def test_invisible_characters_move_no_edit(text):
    names = Pseudonyms({"Jane Doe": "[P1]", "Né": "[P2]"})
    seen = "".join(character for character in text if character not in "\u200d\u00ad")
    assert len(names.edits(text)) == len(names.edits(seen))
    for edit, other in zip(names.edits(text), names.edits(seen), strict=True):
        assert edit.replacement == other.replacement
        written = text[edit.start : edit.end].replace("\u200d", "").replace("\u00ad", "")
        assert written == seen[other.start : other.end]


def test_variants_may_be_joined_with_other_characters(tmp_path):
    path = tmp_path / "names.csv"
    rows = 'Siti Marlina,[P1],"Bu Siti, Lina; Teh Lina|Marlin, S.Pd."\n'
    path.write_text(f"name,pseudonym,variants\n{rows}", encoding="utf-8")
    names, problems = read_pseudonyms(path)
    assert problems == []
    assert names.apply("Lina, Teh Lina, Bu Siti, Marlin; S.Pd.") == "[P1], [P1], [P1], [P1]; S.Pd."


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Holloway,Mrs Hill,", True),
        ("Okafor,Dr. O.,Dr Okafor", True),
        ("Siti,Ibu Melati,Bu Siti", True),
        ("Mrs Holloway,Mrs Hill,", False),
        ("Ibu Siti,Ibu Melati,Bu Siti", False),
        ("Holloway,Hill,Mrs Holloway", False),
        ("Holloway,Sir,", False),
    ],
)
def test_a_pseudonym_with_a_form_of_address_that_a_name_has_not_is_told(tmp_path, row, told):
    problems = write(tmp_path, f"name,pseudonym,variants\n{row}\n")[1]
    assert [(one.kind, one.line) for one in problems] == ([("pseudonym-has-address", 2)] if told else [])
    said = " ".join(one.message("en") + one.message("id") for one in problems)
    assert not any(name in said for name in ("Hollow", "Okaf", "Siti"))
