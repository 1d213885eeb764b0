"""In-text citations as works: what is one, what is none, and what the list of references adds."""

from __future__ import annotations

import pandas as pd
import pytest
from hostile import CITATIONS
from hypothesis import given
from hypothesis import strategies as st
from steps import grows_evenly

from benang.core import model
from benang.literature.cited import cited_in, merge_works


def works(text: str, language: str = "id") -> list[tuple[str, str, str]]:
    return [(row.work_id, row.author, row.year) for row in cited_in(text, language).itertuples()]


def ids(text: str, language: str = "id") -> list[str]:
    return [work_id for work_id, _, _ in works(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada delapan komponen (Iriantara, 2010).", [("iriantara2010", "Iriantara", "2010")]),
        (
            "Ada lapisan (UNCTAD, 2019; Kompas.id, 2021a).",
            [("kompasid2021a", "Kompas.id", "2021"), ("unctad2019", "UNCTAD", "2019")],
        ),
        ("Menurut Simarmata (2021), ada enam.", [("simarmata2021", "Simarmata", "2021")]),
        ("Begitu (Hidayat & Sari, 2020:12).", [("hidayat2020", "Hidayat; Sari", "2020")]),
        ("Begitu (Hidayat dan Sari, 2020, hlm. 12-14).", [("hidayat2020", "Hidayat; Sari", "2020")]),
        ("Begitu (Putri dkk., 2019).", [("putri2019", "Putri; et al.", "2019")]),
        ("Begitu (Putri, dkk, 2019).", [("putri2019", "Putri; et al.", "2019")]),
        ("Edosomwan et al. (2011) menulis.", [("edosomwan2011", "Edosomwan; et al.", "2011")]),
        ("Begitu (Edosomwan et al., 2011).", [("edosomwan2011", "Edosomwan; et al.", "2011")]),
        ("Dikutip dalam Nasrullah (2015).", [("nasrullah2015", "Nasrullah", "2015")]),
        ("Begitu (Castells dalam Nasrullah, 2015).", [("nasrullah2015", "Nasrullah", "2015")]),
        ("Lapisan itu (UNCTAD, via Kompas.id 2020) ada.", [("kompasid2020", "Kompas.id", "2020")]),
        ("Lapisan itu, via Kompas.id 2020, ada.", [("kompasid2020", "Kompas.id", "2020")]),
        ("Begitu (van der Berg, 2018).", [("berg2018", "van der Berg", "2018")]),
        ("Begitu (Ali bin Hasan, 2014).", [("alibinhasan2014", "Ali bin Hasan", "2014")]),
        ("Begitu (Badan Pusat Statistik, 2020).", [("badanpusatstatistik2020", "Badan Pusat Statistik", "2020")]),
        (
            "Menurut Kementerian Komunikasi dan Informatika (2021).",
            [("kementeriankomunikasidaninformatika2021", "Kementerian Komunikasi dan Informatika", "2021")],
        ),
        ("Lihat (lihat Grizane & Jurgelane, 2017).", [("grizane2017", "Grizane; Jurgelane", "2017")]),
        (
            "Ada (Creswell & Creswell, 2003, 2007).",
            [("creswell2003", "Creswell; Creswell", "2003"), ("creswell2007", "Creswell; Creswell", "2007")],
        ),
        (
            "Ada (Kompas.id, 2021a, b).",
            [("kompasid2021a", "Kompas.id", "2021"), ("kompasid2021b", "Kompas.id", "2021")],
        ),
        (
            "Alfiyani (2018), Budiyono (2016), dan Saputro (2022).",
            [
                ("alfiyani2018", "Alfiyani", "2018"),
                ("budiyono2016", "Budiyono", "2016"),
                ("saputro2022", "Saputro", "2022"),
            ],
        ),
        ("Kurniawan dan Suroyo (2021) menulis.", [("kurniawan2021", "Kurniawan; Suroyo", "2021")]),
        ("Ada (Hidayat, R., & Sari, D., 2020).", [("hidayat2020", "Hidayat; Sari", "2020")]),
        (
            "Penelitian Putri (2019) dan teori Nasrullah (2015).",
            [("nasrullah2015", "Nasrullah", "2015"), ("putri2019", "Putri", "2019")],
        ),
        (
            "Begitu (Iriantara,\n2010) dan (Hidayat &\nSari, 2020).",
            [("hidayat2020", "Hidayat; Sari", "2020"), ("iriantara2010", "Iriantara", "2010")],
        ),
        ("Begitu （Iriantara，2010）.", [("iriantara2010", "Iriantara", "2010")]),
    ],
)
def test_citations(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert works(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *("(2021)", "(wawancara, 12 Mei 2022)", "(Wawancara, 2022)", "(Informan A, 2022)", "(Rp 5.000)", "(Rp 2000)"),
        *("(lihat Gambar 2)", "(Gambar 2, 2020)", "(P7, 2022)", "(Mei 2022)", "(12 Mei 2022)", "(tahun 2020)"),
        *("Pada tahun (2020) itu.", "Sejak Pemilu (2019) juga.", "Sejak Covid-19 (2020).", "(UU No. 11 Tahun 2008)"),
        *(
            "(Informan A, wawancara 12 Mei 2022)",
            "(N = 2020)",
            "(Tabel 1)",
            "((((",
            "(Narasumber B; 2020)",
            "Begitu: (2021)",
        ),
        *("(2019-2021)", "Dalam bahasa (2010) itu. Dengan dalam.", "dalam Pemilu 2019", "(Participant 12, 2020)"),
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert works(text) == []


def test_one_work_is_one_row_and_its_note_is_the_sentence_that_cites_it_first() -> None:
    text = "Pembuka. Ada delapan komponen (Iriantara, 2010). Lagi (Iriantara, 2010: 5) dan Iriantara (2010)."
    frame = cited_in(text, "id")
    assert list(frame["note"]) == ["Ada delapan komponen (Iriantara, 2010)."]
    assert list(frame.columns) == model.TABLES["works"].columns


def test_et_al_is_the_work_that_its_authors_name() -> None:
    text = "Ada (Putri dkk., 2019). Juga (Putri, Ruliana, & Wati, 2019). Lalu Putri et al. (2019)."
    assert works(text) == [("putri2019", "Putri; Ruliana; Wati", "2019")]


def test_two_works_of_one_year_get_letters_in_the_order_of_citation() -> None:
    assert works("(Sari & Budi, 2020) (Sari, 2020) (Sari & Budi, 2020)") == [
        ("sari2020a", "Sari; Budi", "2020"),
        ("sari2020b", "Sari", "2020"),
    ]
    # A letter of the article's own stays with its work.
    assert works("(Sari & Budi, 2020) (Sari, 2020a) (Sari & Wati, 2020) (Sari & Dewi, 2020a)") == [
        ("sari2020a", "Sari", "2020"),
        ("sari2020b", "Sari; Budi", "2020"),
        ("sari2020c", "Sari; Wati", "2020"),
        ("sari2020d", "Sari; Dewi", "2020"),
    ]


def test_a_full_name_is_the_family_name_that_is_cited_elsewhere() -> None:
    assert ids("Yosal Iriantara (2010) menulis. Begitu (Iriantara, 2010).") == ["iriantara2010"]
    assert ids("Bank Indonesia (2020) menulis.") == ["bankindonesia2020"]


REFERENCES = """
Begitu (Iriantara, 2010; Hidayat & Sari, 2020; Kompas.id, 2021a; Wati, 2018; Lestari, 2016; Kompas.id, 2021).
Simarmata (2021) dan (Putri dkk., 2019).

5. DAFTAR PUSTAKA

Hidayat, R., & Sari, D. (2020). Usaha kecil dan pelanggannya. Jurnal Contoh,
   2(1), 1-10.
Iriantara, Y. (2010). Komponen
   komunikasi. Penerbit Contoh.
[3] Kompas.id. (2021a). Hambatan ekonomi digital. https://contoh.id/a
Lestari, Ayu. "Belanja Lewat Siaran," Jurnal Contoh, vol. 2, 2016.
Putri, A., Ruliana, P., & Wati, B. (2019). Komunikasi bisnis? Jurnal Contoh.
Simarmata. 2021. Unsur Komunikasi. Medan: Contoh.
Tidak Dikutip, Z. (2001). Karya lain (Palsu, 2002).

Lampiran

Lagi (Suroyo, 2022).
"""


def test_the_list_of_references_gives_authors_and_titles() -> None:
    found = {row.work_id: (row.author, row.title) for row in cited_in(REFERENCES, "id").itertuples()}
    assert found == {
        "hidayat2020": ("Hidayat, R.; Sari, D.", "Usaha kecil dan pelanggannya"),
        "iriantara2010": ("Iriantara, Y.", "Komponen komunikasi"),
        "kompasid2021": ("Kompas.id", ""),
        "kompasid2021a": ("Kompas.id", "Hambatan ekonomi digital"),
        "lestari2016": ("Lestari, Ayu", "Belanja Lewat Siaran"),
        "putri2019": ("Putri, A.; Ruliana, P.; Wati, B.", "Komunikasi bisnis?"),
        "simarmata2021": ("Simarmata", "Unsur Komunikasi"),
        "suroyo2022": ("Suroyo", ""),
        "wati2018": ("Wati", ""),
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "As Smith and Jones (2010) put it (see also May, 2020; Lee et al., 2015).",
            "en",
            ["lee2015", "may2020", "smith2010"],
        ),
        ("Similarly, World Bank (2020) and the OECD (2019).", "en", ["oecd2019", "worldbank2020"]),
        ("Según García y López (2014) (véase Muñoz, 2016).", "es", ["garcia2014", "munoz2016"]),
        ("Nach Müller und Groß (2014) (vgl. Weber, 2016, S. 12).", "de", ["muller2014", "weber2016"]),
        ("Quelque chose (Dupont, 2014).", "fr", ["dupont2014"]),
        ("هذا (حسن، 2014) و(王, 2015)", "ar", ["حسن2014", "王2015"]),
    ],
)
def test_other_languages(text: str, language: str, expected: list[str]) -> None:
    assert ids(text, language) == expected


def known(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return model.from_rows(
        "works",
        [
            {
                "work_id": key,
                "author": author,
                "year": year,
                "title": "T",
                "abstract": "",
                "keywords": "",
                "note": "own",
            }
            for key, author, year in rows
        ],
    )


def test_a_work_that_the_study_has_is_not_doubled() -> None:
    own = known(
        ("IR10", "Iriantara, Yosal", "2010"),
        ("muller", "Müller, A.; B, C.", "2014"),
        ("kompas2020", "Kompas.id", "2020"),
    )
    cited = cited_in("(Iriantara, 2010) (Muller & B, 2014) (van Kompas.id, 2020) (Iriantara, 2011)", "id")
    merged = merge_works(own, cited)
    assert list(merged["work_id"]) == ["IR10", "iriantara2011", "kompas2020", "muller"]
    assert merged.set_index("work_id").loc["IR10", "note"] == "own"
    assert merge_works(model.empty("works"), cited)["work_id"].tolist() == cited["work_id"].tolist()
    assert merge_works(own, model.empty("works")).equals(own)


def test_a_key_that_the_study_uses_for_another_work_gets_a_letter() -> None:
    merged = merge_works(known(("sari2020", "Budi, A.", "2019")), cited_in("(Sari, 2020)", "id"))
    assert list(merged["work_id"]) == ["sari2020", "sari2020a"]


@given(st.text(alphabet="()[];:,.&“” \nABab12 0dkk.,(2020)(Sari,et al.", max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    frame = cited_in(text + "\nReferences\n" + text, "id")
    assert frame["work_id"].is_unique


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        *("(" * 1_000_000, "(Sari, 2020) " * 20_000, "Sari " * 200_000 + "(2020)", "(" + "Sari, " * 200_000 + "2020)"),
        *(" " * 1_000_000 + "(2020)", "(2020) " * 100_000, "via " * 200_000),
        "\n".join(f"(Sari & {chr(0x100 + n)}aba, 2020)" for n in range(3000)),
        "(Sari, 2020)\nReferences\n" + "Sari, A.\n" * 100_000,
    ],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    cited_in(text, "en")


@pytest.mark.parametrize("piece", CITATIONS)
def test_a_longer_text_takes_only_as_many_more_steps(piece: str) -> None:
    assert grows_evenly(lambda text: cited_in(text, "en"), piece * (4_000 // len(piece)))
