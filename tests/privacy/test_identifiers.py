from __future__ import annotations

import pytest
from hostile import IDENTIFIERS
from hypothesis import given
from hypothesis import strategies as st
from steps import grows_evenly

from benang.privacy.identifiers import KINDS, Identifier, find_identifiers, label


def found(text, kinds=KINDS):
    return [(each.kind, text[each.start : each.end]) for each in find_identifiers(text, kinds)]


WHOLE = {
    "nik": ["3204056708950003", "3204 0567 0895 0003", "32.04.05.670895.0003", "3204-0567-0895-0003"],
    "npwp": ["01.234.567.8-901.000"],
    "phone": [
        "081234567890",
        "0812-3456-7890",
        "0812 3456 7890",
        "0812.3456.7890",
        "0812\u20133456\u20137890",
        "08 12 3456 7890",
        "0 8 1 2 3 4 5 6 7 8 9 0",
        "0812 345 678",
        "6281234567890",
        "+62 812-3456-7890",
        "+62 (0)812 3456 7890",
        "(+62) 812 3456 7890",
        "0062 812 3456 7890",
        "(0254) 200123",
        "021-5551234",
        "+62 (21) 555-1234",
        "+44 20 7946 0958",
        "+1 (202) 555-0173",
        "202-555-0173",
        "(202) 555-0173",
        "01 23 45 67 89",
    ],
    "email": ["siti@example.com", "Siti.A+x@mail.example.co.id", "a_b-c@example.org"],
    "url": [
        "https://example.com/a?b=1",
        "HTTP://EXAMPLE.COM",
        "www.example.com",
        "wa.me/6281234567890",
        "shopee.co.id/toko",
        "https://example.com/siti@example.com",
    ],
    "handle": ["@siti_store", "@siti.store", "@Siti"],
    "plate": ["B 1234 XYZ", "B1234XYZ", "AB-123-CD"],
    "account": ["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"],
    "address": [
        "Jl. Melati No. 5",
        "JL. MELATI NO. 5",
        "Jalan Melati Raya No. 12 RT 03/RW 05",
        "Jl. Ahmad Yani No.12A, Kel. Sumur, Kec. Serang 42111",
        "Jln. Sudirman Kav. 5",
        "Jl. 17 Agustus No 3",
        "Jl. K.H. Hasyim",
        "Gg. Kelinci II No. 7",
        "jalan melati nomor 5",
        "RT 03 RW 05",
        "RT.03/05",
        "Blok C No. 5",
        "Perumahan Griya Asri Blok B2 No. 7",
        "Desa Sukamaju RT 02 RW 01",
        "12 Green Street",
        "221B Baker Street",
    ],
}


@pytest.mark.parametrize(("kind", "written"), [(kind, each) for kind, listed in WHOLE.items() for each in listed])
def test_an_identifier_is_found_whole_and_alone(kind, written):
    for before, after in (("", ""), ("Itu ", ", katanya."), ("Itu (", ") ya"), ("It is ", "\nand"), ("ini: ", "; itu")):
        assert found(before + written + after) == [(kind, written)]
        assert found(before + written + after, set(KINDS) - {kind}) != [(kind, written)]


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("NIK saya 1234567890123456", "nik", "1234567890123456"),
        ("nomor KTP-nya 1234567890123456", "nik", "1234567890123456"),
        ("NIK3204056708950003", "nik", "3204056708950003"),
        ("NPWP 012345678901000", "npwp", "012345678901000"),
        ("npwp: 0012345678901000", "npwp", "0012345678901000"),
        ("tax id 09 254 294 3 407 000", "npwp", "09 254 294 3 407 000"),
        ("telp 5551234", "phone", "5551234"),
        ("telp (5551234)", "phone", "5551234"),
        ("HP-nya 81234567890", "phone", "81234567890"),
        ("nomor WA saya 812-3456-7890", "phone", "812-3456-7890"),
        ("tel:+6281234567890", "phone", "+6281234567890"),
        ("call 555 0173", "phone", "555 0173"),
        ("rekening 1234567890", "account", "1234567890"),
        ("rekening BCA saya: 123-456-7890", "account", "123-456-7890"),
        ("Bank Mandiri 1370012345678", "account", "1370012345678"),
        ("account number 12345678", "account", "12345678"),
        ("credit card 4111 1111 1111 1111", "account", "4111 1111 1111 1111"),
        ("plat b 1234 xyz", "plate", "b 1234 xyz"),
        ("nopolnya A 12 B", "plate", "A 12 B"),
        ("license plate B 12 XY", "plate", "B 12 XY"),
        ("IG: toko_berkah", "handle", "toko_berkah"),
        ("akun tiktok: berkah.99", "handle", "berkah.99"),
    ],
)
def test_a_word_before_says_what_it_is(text, kind, written):
    assert found(text) == [(kind, written)]


@pytest.mark.parametrize(
    "text",
    [
        # money and other amounts
        *("Rp 5.000.000", "Rp5.000.000,00", "Rp. 15000000", "10 juta", "1000000", "5000000 rupiah", "USD 1234567890"),
        *("$1,000,000,000", "5.000.000-10.000.000", "transfer BRI 12500000", "BCA 5.000.000", "dana 15000000"),
        *("telp 10.500.000", "WA 1234567 orang", "+10.000.000", "tumbuh +12345678%", "harga @15.000", "@5rb"),
        *("12.345 orang", "1234567", "3,5 persen", "3.14159265358979", "0,08123456789", "-0.0812345678901", "007"),
        # dates, years, times, also behind a word for a number
        *("tahun 2022", "2019-2020-2021", "1443 H", "1443 H 2022 M", "12/03/2022", "2022-03-15 10:30:45"),
        *("08-12-2020 10.30", "08.12.2020-10.12.2020", "08 12 2020 10 30", "2022-08-12 08.30.15", "20220315"),
        *("08.00-12.00 / 13.00-17.00", "[00:12:45]", "00:08:12.345678", "telepon 12/03/2022", "wa tahun 2019-2020"),
        *("bank 12-03-2022", "rekening 2019-2020", "hubungi jam 10.30-11.30", "telp 08.00-17.00"),
        # publications
        *("ISBN 978-602-03-1234-5", "978 602 03 1234 5", "ISBN 0306406152", "isbn 0-8044-2957-X", "ISSN 0378-5955"),
        *("doi:10.0812/08123456789", "https://doi.org/10.1016/j.0812345678901", "10.1000/12345678"),
        # digits within a word
        *("1760341e39", "wa 1760341e39", "wa e391760341", "rekening a1760341391", "08123456789a", "0x081234567890"),
        *("a3204056708950003", "3204056708950003a", "550e8400-e29b-41d4-a716-446655440000"),
        # scores, counts, other words
        *("skor 85/100", "skor 12-15-18", "5 - 3 = 2", "B 2 orang", "A 10 orang", "B 1234", "b 1234 xyz"),
        *("E 200 MB", "T 1000 WIB", "RTX 3080", "iPhone 13", "192.168.100.100", "No. 081/UN/2022", "dan/atau"),
        *(
            "jalan terus",
            "jalan-jalan ke Bandung",
            "di jalan Pak Budi",
            "jalan 5 tahun",
            "gang itu",
            "rt saya",
            "blok M",
        ),
        *("a @ b", "a@b", "kata.id", "misalnya.ini", "line 123", "FB: Toko", "She walked down the Street"),
        *("1234567890123456", "DE88370400440532013000"),  # no such province, wrong check digits
    ],
)
def test_what_is_no_identifier_stays(text):
    for before, after in (("", ""), ("Itu ", ", katanya."), ("(", ")")):
        assert found(before + text + after) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("081234567890/081322223333", ["phone", "phone"]),
        ("081234567890,081322223333", ["phone", "phone"]),
        ("0812-3456-7890 0813-2222-3333", ["phone", "phone"]),
        ("2 0812 3456 7890", ["phone"]),
        ("3204056708950003 081234567890", ["nik", "phone"]),
        ("Rp 50.000 (0812-3456-7890)", ["phone"]),
        ("ISBN 978-602-03-1234-5 0812 3456 7890", ["phone"]),
        ("WA 081234567890, BCA 1234567890", ["phone", "account"]),
        ("BCA 081234567890", ["phone"]),  # the bank's name may end the sentence before
        ("Jl. Melati No. 5 (0254) 200123", ["address", "phone"]),
        ("siti@example.com,budi@example.com", ["email", "email"]),
        ("WA wa.me/6281234567890", ["url"]),
        ("www.toko.com/@siti", ["url"]),
    ],
)
def test_what_stands_side_by_side_or_one_in_the_other(text, expected):
    assert [kind for kind, _ in found(text)] == expected


def value(text):
    (one,) = find_identifiers(text)
    return one.kind, one.value


CHARACTERS = st.sampled_from(["", " ", "-", ".", "\u2011", "\u00a0"])


@given(
    st.from_regex(r"\A8[1-9][0-9]{8,9}\Z"), CHARACTERS, st.sampled_from(["0", "62", "+62", "+62 ", "(+62) ", "0062"])
)
def test_a_telephone_number_has_one_value(digits, character, prefix):
    written = prefix + character.join((digits[:3], digits[3:7], digits[7:]))
    assert value(f"itu {written}, ya") == ("phone", "0" + digits)


@given(st.lists(CHARACTERS, min_size=3, max_size=3))
def test_a_number_of_a_person_has_one_value(characters):
    parts = ["3204", "0567", "0895", "0003"]
    written = parts[0] + "".join(character + part for character, part in zip(characters, parts[1:], strict=True))
    assert value(f"NIK {written}") == value(written) == ("nik", "3204056708950003")


@pytest.mark.parametrize(
    "spellings",
    [
        ("01.234.567.8-901.000", "NPWP 012345678901000", "NPWP 0012345678901000"),
        ("Siti@Example.com", "SITI@EXAMPLE.COM"),
        ("https://www.Example.com/a/", "http://example.com/a", "www.example.com/a", "example.com/a"),
        ("@Siti_Store", "IG: siti_store", "ig @siti_store"),
        ("B 1234 XYZ", "B1234XYZ", "B-1234-XYZ", "plat b 1234 xyz"),
        ("rekening 123-456-7890", "BCA 1234567890"),
        ("DE89 3704 0044 0532 0130 00", "IBAN DE89370400440532013000"),
        ("Jl. Melati No. 05", "jalan melati nomor 5", "JLN MELATI NO.5", "Jalan Melati 5"),
        ("RT 03/RW 05", "RT 3 RW 5", "RT.03/05", "rt/rw 03/05"),
        ("(021) 555-1234", "+62 21 5551234", "0215551234"),
    ],
)
def test_all_spellings_have_one_value(spellings):
    assert len({value(each) for each in spellings}) == 1


PIECES = st.sampled_from(
    [*(each for listed in WHOLE.values() for each in listed), "Rp ", "BCA ", "wa ", "@", ".", "/", " ", "\n", "08", "a"]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=8).map("".join), st.sets(st.sampled_from(KINDS)))
def test_identifiers_are_in_order_none_overlapping(text, kinds):
    done = 0
    for each in find_identifiers(text, kinds):
        assert done <= each.start < each.end <= len(text)
        assert each.kind in kinds
        assert each.value
        done = each.end


def test_places_count_code_points():
    assert find_identifiers("😀 e\u0301 081234567890") == [Identifier(5, 17, "phone", "081234567890")]


def test_labels_in_the_language_of_the_study():
    assert label("phone", "id", 1) == "[Telepon 1]"
    assert label("email", "id") == "[Surel]"
    assert label("url", "en-GB", 12) == "[Link 12]"
    assert label("phone", "sw", 2) == "[Phone 2]"
    for language in ("id", "en"):
        assert len({label(kind, language) for kind in KINDS}) == len(KINDS)
        assert not any(find_identifiers(label(kind, language, 12)) for kind in KINDS)


@pytest.mark.parametrize("piece", IDENTIFIERS)
def test_a_longer_text_takes_only_as_many_more_steps(piece):
    find_identifiers(piece * (150_000 // len(piece)))
    assert grows_evenly(find_identifiers, piece * (5_000 // len(piece)))
