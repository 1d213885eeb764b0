"""What a journal prints of itself in the midst of an article, and headings that stand right on their paragraph."""

from __future__ import annotations

import pytest

from benang.sources.articles.body import body_of
from benang.sources.readers.source_file import read_bytes

HEADS = {
    "id": [
        *("Jurnal Pesisir Contoh (JPC)", "Vol. 4 No. 2, 2019; Halaman 20 - 31", "E-ISSN: 2345-6789", ""),
        *("Diterima: 3/2/2019", "", "21"),
    ],
    "en": [
        *("Journal of Shore Life", "Volume 4, Issue 2, 2019", "ISSN (online): 2345-678X"),
        "Received 3 May 2019; accepted 4 June 2019",
    ],
    "de": [
        "Zeitschrift fuer Beispiele",
        "Vol. IV, Nr. 2",
        "Eingereicht: 3.5.2019",
        "https://doi.org/10.1234/zb.2019.5",
    ],
}


def paragraphs(text: str, language: str = "id") -> list[tuple[str, str]]:
    body = body_of(read_bytes(text.encode(), "a.txt", "a.txt"), language)
    return [(one.heading, " ".join(body.text[one.start : one.end].split())) for one in body.paragraphs]


@pytest.mark.parametrize("language", ["id", "en", "de"])
def test_a_paragraph_goes_on_over_what_the_journal_prints_of_itself(language: str) -> None:
    above, below = "PENGANTAR\nPerahu itu dibawa ke tepi oleh para", "nelayan setiap pagi sebelum pasar buka.\n"
    head = "\n".join(HEADS[language])
    assert paragraphs(f"{above}\n\n{head}\n\n{below}", language) == [
        ("PENGANTAR", "Perahu itu dibawa ke tepi oleh para nelayan setiap pagi sebelum pasar buka.")
    ]


@pytest.mark.parametrize(
    "head",
    [
        "45 | Jurnal Pesisir",
        "Jurnal Pesisir | 45",
        "Perahu dan Pesisir • 45",
        "Rahmat, dkk. – Perahu dan Pesisir\n\n45",
        "Perahu dan Pesisir | Rahmat dkk.\n45",
        "Rahmat et al.: Boats of the Shore\n45",
    ],
)
def test_a_running_head_that_comes_once_is_no_heading(head: str) -> None:
    language = "en" if "et al" in head else "id"
    above, below = "PENGANTAR\nPerahu itu dibawa ke tepi oleh para", "nelayan setiap pagi sebelum pasar buka.\n"
    assert paragraphs(f"{above}\n\n{head}\n\n{below}", language) == [
        ("PENGANTAR", "Perahu itu dibawa ke tepi oleh para nelayan setiap pagi sebelum pasar buka.")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Jurnal itu terbit sejak 1990 dan dibaca oleh banyak nelayan.",
        "Naskah diterima oleh kepala desa.",
        "Vol. 4 No. 2 dibawa pulang olehnya.",
        "Diterima: 3/2/2019",
    ],
)
def test_a_single_line_is_text(line: str) -> None:
    assert any(line in shown for _, shown in paragraphs(f"Perahu itu.\n\n{line}\n\nLalu pulang.\n"))


def test_volumes_in_the_list_of_references_stay() -> None:
    works = "Ali, B. 2019. Judul. Jurnal X Vol. 3 No. 2.\nDoi 10.1234/a\nBudi, C. 2020. Judul. Jurnal Y Vol. 4 No. 1.\n"
    body = body_of(read_bytes(f"Perahu itu.\n\nDAFTAR PUSTAKA\n{works}".encode(), "a.txt", "a.txt"), "id")
    assert "Vol. 3 No. 2" in body.text and "Vol. 4 No. 1" in body.text


LONG = "Perahu itu dibawa ke tepi oleh para nelayan setiap pagi sebelum pasar buka dan sesudah hujan\nreda di muara.\n"


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("Cara Membawa Perahu ke Tepi", True),
        ("2.1 Perahu dan nelayan", True),
        ("METODE", True),
        ("Menurut para nelayan tua", False),
        ("Dibawa ke mana perahu itu?", False),
    ],
)
def test_a_heading_right_on_its_paragraph(line: str, is_heading: bool) -> None:
    found = paragraphs(f"{LONG}\n{line}\n{LONG}")
    assert (found[-1][0] != "") == is_heading
    assert (line in found[-1][1]) != is_heading
