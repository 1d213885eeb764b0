"""Markdown: mark-up goes, words stay."""

from __future__ import annotations

import pytest
from documents import bold_of
from hostile import MARKDOWN
from hypothesis import given
from hypothesis import strategies as st
from steps import grows_evenly

from benang.sources.readers.source_file import read_bytes


def clean(text: str) -> str:
    document = read_bytes(text.encode(), "a.md", "a.md")
    assert document.raw == text
    pieces, here = [], 0
    for edit in document.edits:
        pieces += [text[here : edit.start], edit.replacement]
        here = edit.end
    return "".join([*pieces, text[here:]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Judul #\n\nIsi", "Judul\n\nIsi"),
        ("Judul\n=====\nIsi", "Judul\nIsi"),
        ("Judul\n---\n\nIsi", "Judul\n\nIsi"),
        ("#tagar bukan judul", "#tagar bukan judul"),
        ("---\ntanggal: 2022-08-12\n---\nIsi", "Isi"),
        ("a <!-- rahasia\nmasih --> b", "a  b"),
        ("a <!-- tidak ditutup", "a <!-- tidak ditutup"),
        ("- satu\n- [ ] dua\n* tiga", "satu\ndua\ntiga"),
        ("1. satu\n2. dua\n\n2019. Waktu itu", "satu\ndua\n\n2019. Waktu itu"),
        ("Kami ke sana pada\n15. Agustus", "Kami ke sana pada 15. Agustus"),
        ("15.40. A melipat", "15.40. A melipat"),
        ("> kutipan\n> lanjut", "kutipan lanjut"),
        ("satu baris\nyang terlipat\n\nparagraf", "satu baris yang terlipat\n\nparagraf"),
        ("P: apa?\nB: itu.\nlanjut", "P: apa?\nB: itu. lanjut"),
        ("**Waktu:** Jumat\n**Tempat:** kios", "Waktu: Jumat\nTempat: kios"),
        ("*satu* _dua_ __tiga__ ***empat*** ~~lima~~", "satu dua tiga empat lima"),
        ("5 * 3 * 2 dan snake_case_name dan a*b", "5 * 3 * 2 dan snake_case_name dan a*b"),
        ("**tebal\n\nbukan**", "**tebal\n\nbukan**"),
        ('[teks](https://a.b/c_d_e "judul") ![gambar](x.png) [t][r]', "teks gambar t"),
        ("[r]: https://a.b\nIsi", "Isi"),
        ("[tertawa] lalu [^1]", "[tertawa] lalu [^1]"),
        ("<tidak jelas> a<br>b <https://a.b> <u>c</u>", "<tidak jelas> a\nb https://a.b c"),
        ("Rp&nbsp;5 &amp; \\*bukan\\* &apa;", "Rp\u00a05 & *bukan* &apa;"),
        ("`a *b* c` dan *d*", "a *b* c dan d"),
        ("```\n# tetap *ini*\n```\nIsi", "# tetap *ini*\nIsi"),
        ("| a | b |\n|---|---|\n| c | d |\n", " a \t b \n c \t d \n"),
        ("a | b", "a | b"),
        ("a\n\n***\n\nb", "a\n\n\nb"),
    ],
)
def test_markup(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_windows_line_ends() -> None:
    assert clean("# Judul\r\n\r\nsatu\r\ndua *tiga*\r\n").split() == ["Judul", "satu", "dua", "tiga"]
    assert "#" not in clean("isi\r# Judul\r")


@pytest.mark.parametrize(
    ("text", "bold"),
    [
        ("**P:** apa? *miring* ~~coret~~ __B__ x ***C*** a**b**c", ["P:", "B", "C", "b"]),
        ("**P**: apa?\n\n> **Informan A** jawab", ["P", "Informan A"]),
        ("**Nama** **A**: x **satu** *dua*", ["Nama** **A", "satu"]),
        ("**luar *dalam* luar** **a __b__ c**", ["luar *dalam* luar** **a __b__ c"]),
        ("# Judul\n\n`**kode**` \\*\\*bukan** 5 ** 3 ** 2", []),
    ],
)
def test_bold(text: str, bold: list[str]) -> None:
    assert bold_of(read_bytes(text.encode(), "a.md", "a.md")) == bold


@given(st.lists(st.sampled_from(["**", "*", "__", "~~", "a", " ", "\n", "\n\n", "`", "| "]), max_size=40))
def test_bold_is_in_order(pieces: list[str]) -> None:
    bold_of(read_bytes(("x" + "".join(pieces)).encode(), "a.md", "a.md"))


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=1))
def test_words_are_never_lost(words: list[str]) -> None:
    assert clean(" ".join(words)) == " ".join(words)


@pytest.mark.parametrize("piece", MARKDOWN, ids=lambda piece: piece[:8])
def test_a_longer_text_takes_only_as_many_more_steps(piece: str) -> None:
    clean(piece * (200_000 // len(piece)))
    assert grows_evenly(clean, piece * (5_000 // len(piece)))
