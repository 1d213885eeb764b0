"""Stems in Indonesian as written and as spoken, in Snowball's languages, and in none."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from benang.text.stemming import prefilter, stem

FORMAL = {
    "percaya": "percaya kepercayaan dipercaya mempercayai memercayai terpercaya Kepercayaannya percayalah",
    "tanya": "bertanya pertanyaan menanyakan tanya-tanya ditanya",
    "jual": "penjualan menjual dijual berjualan",
    "beli": "beli pembeli membeli dibeli pembelian",
    "tipu": "tertipu penipuan menipu ditipu",
    "kurang": "kekurangan dikurangi",
    "informasi": "informasinya informasi",
}
SASTRAWI_ERRS = {
    "beri": "berikan memberikan",
    "bali": "bali",
    "masuk": "memasuki masuk",
    "pesan": "memesan dipesan pemesanan dipesannya",
    "rasa": "perasaan perasaanku terasa merasakan",
    "rusak": "kerusakan",
    "belum": "belumlah belum",
    "bukan": "bukankah bukanlah",
}
SPOKEN = {
    "tidak": "tidak nggak gak ga enggak ngga kagak tdk",
    "ajar": "ngajarin ngajar diajarin",
    "tanya": "nanya nanyain nanya-nanya",
    "cari": "nyari nyariin",
    "coba": "nyoba cobain",
    "kirim": "ngirim ngirimin dikirimin",
    "datang": "dateng",
    "benar": "bener benernya",
    "teman": "temen temen-temen temennya",
    "pikir": "mikir mikirin",
    "tulis": "nulis nulisin",
    "bantu": "bantuin dibantuin",
    "lihat": "liat liatin keliatan ngeliat",
    "pesan": "pesen mesen pesenan",
    "tipu": "ketipu",
    "jual": "ngejual",
    "posting": "posting diposting postingan ngeposting postingannya",
    "instagram": "instagramnya Instagram",
    "umkm": "UMKM-nya UMKM",
    "kabar": "ngabarin kabarin",
    "telepon": "nelpon nelfon telponan ditelepon",
    "antar": "nganterin anterin dianter",
    "share": "nge-share di-share ngeshare dishare",
}
UNTOUCHED = (
    "setidaknya sebelum bisnis sekolah ilmu punya main kain ingin yakin rutin admin pasti mungkin media serang manager "
    "market"
)


@pytest.mark.parametrize(
    ("form", "root"),
    [
        (form, root)
        for table in (FORMAL, SASTRAWI_ERRS, SPOKEN)
        for root, forms in table.items()
        for form in forms.split()
    ],
)
def test_indonesian(form: str, root: str) -> None:
    assert stem(form, "id") == root


@pytest.mark.parametrize("word", UNTOUCHED.split())
def test_indonesian_words_that_only_look_affixed(word: str) -> None:
    assert stem(word, "id") == word


def test_negated_noun_is_not_its_opposite() -> None:
    assert stem("ketidakpercayaan", "id") != stem("kepercayaan", "id")


def test_snowball_and_unknown_languages() -> None:
    assert stem("Trusting", "en-GB") == stem("trusted", "en") == "trust"
    assert stem("vertrauten", "de") == stem("vertraut", "de")
    assert stem("Hmong", "hmn") == "hmong"
    assert prefilter(["trust"], "en") == prefilter([], "id") == ""


@given(st.text(), st.sampled_from(["id", "en", "ar", "xx", ""]))
def test_any_text_has_a_stem(word: str, language: str) -> None:
    assert stem(word, language) == stem(word, language)


def test_words_with_a_stem_match_its_character_and_few_others_do() -> None:
    roots = [word for word in sorted(StemmerFactory().get_words()) if word.isalpha()][::1500]
    prefixes = ("", "di", "ke", "ber", "me", "mem", "men", "meng", "meny", "peng", "per", "nge", "ng", "ny", "n", "m")
    words = {
        prefix + base + suffix
        for root in roots
        for prefix in prefixes
        for base in (root, root[1:])
        for suffix in ("", "in", "kannya")
    }
    words |= {form for forms in SPOKEN.values() for form in forms.casefold().split()}
    words |= {"gerigi", "gemuruh", "kinerja", "telunjuk", "berbalas-balasan", "menyetujui"}
    ordered = sorted(words)
    stems = [stem(word, "id") for word in ordered]
    for word, its in zip(ordered, stems, strict=True):
        shown = re2.compile(prefilter([its], "id"))
        assert any(shown.fullmatch(part) for part in (word, *word.split("-"))), word
    tanya = re2.compile(prefilter(["tanya"], "id"))
    taken = [word for word, its in zip(ordered, stems, strict=True) if tanya.fullmatch(word) and its != "tanya"]
    assert len(taken) < len(ordered) / 50
    assert not any(tanya.fullmatch(word) for word in ("hanya", "banyak", "punyanya", "percaya"))
