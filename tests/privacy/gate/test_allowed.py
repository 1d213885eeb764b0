"""Where a listed name may stand: authors and titles of the literature, and what the study says of itself."""

import json
from collections import Counter

import pyarrow as pa
import pytest

from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.search import PublicFile, findings_of, search_public
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.pseudonyms import Pseudonyms

NAMES = SensitiveTerms(
    Pseudonyms({"Rizky": "[Orang 1]", "Toko Berkah": "[Toko 1]", "Marlina": "[Orang 2]"}),
    {("url", "contoh.id/artikel"): "[Tautan 1]"},
)
REFERENCES = [
    {
        "id": "rizky2020",
        "author": [{"family": "Rizky", "given": "Andi"}, {"family": "Chung"}],
        "issued": {"date-parts": [[2020]]},
        "title": "Pasar malam dan kain",
        "URL": "https://contoh.id/artikel",
    },
    {
        "id": "studi_toko",
        "author": [{"literal": "Jurnal Dagang"}],
        "issued": {"date-parts": [[2018]]},
        "title": "Riwayat Toko Berkah di pasar lama",
    },
]
ABOUT = {
    "title": {"id": "Cara Toko Berkah menjual kain di pasar", "en": "How Toko Berkah sells cloth in the market"},
    "question": {},
    "notice": {},
    "authors": ["Siti Marlina"],
}
ALLOWED = Allowed.of(REFERENCES, ABOUT)


def leaks(text, name="reports/report.html"):
    data = text if isinstance(text, bytes) else text.encode()
    found = findings_of(PublicFile(name, data), NAMES, ALLOWED).findings
    counts = Counter(finding.replacement for finding in found)
    return [{"pseudonym": each, "count": counts[each]} for each in sorted(counts)]


@pytest.mark.parametrize(
    "text",
    [
        "menurut Rizky (2020) begitu",
        "(Rizky and Chung 2020, 12)",
        "(Rizky & Chung, 2020a)",
        "Rizky dkk. (2020)",
        "Rizky et al., 2020",
        "Rizky, A. (2020). Pasar malam dan kain.",
        "Chung, & Rizky, A. 2020.",
        "Rizky, Andi, and Chung. <em>Pasar malam dan kain</em>.",
        "1. Rizky A, Chung. Pasar malam dan kain. Jurnal 2020",
        '<a href="#ref-rizky2020">Rizky (<span>2020</span>)</a>',
        "[@rizky2020, p. 3]; @{rizky2020}",
        "rizky2020,Rizky,2020,judul",
        "&#82;izky (2020)",
        '{"text": "kata\\nRizky (2020)"}',
        "Riwayat Toko Berkah di pasar lama",
        "“Riwayat <i>Toko Berkah</i> di\n   pasar lama.”",
        "Cara Toko Berkah menjual kain di pasar",
        "Cara Toko Berkah menjual kain…",
        "How <tspan>Toko Berkah</tspan> <tspan x='1'>sells cloth</tspan> in the market",
        "oleh Siti Marlina",
        "https://contoh.id/artikel",
        json.dumps(REFERENCES, indent=1),
        json.dumps({"x": json.dumps(REFERENCES)}),
    ],
)
def test_a_name_in_a_public_text_is_no_leak(text):
    assert leaks(text) == []


@pytest.mark.parametrize(
    ("text", "replacement"),
    [
        ("kata Rizky di kios", "[Orang 1]"),
        ("Rizky bilang, sejak 2020 sepi", "[Orang 1]"),
        ("Rizky (2019)", "[Orang 1]"),
        ("Rizky", "[Orang 1]"),
        ("speaker\nRizky\n", "[Orang 1]"),
        ('{"speaker": "Rizky"}', "[Orang 1]"),
        ("rizky2021", "[Orang 1]"),
        ("ke Toko Berkah kemarin", "[Toko 1]"),
        ("Cara Toko Berkah menjual", "[Toko 1]"),
        ("Riwayat Toko Berkah di pasar baru", "[Toko 1]"),
        ("kata Bu Marlina", "[Orang 2]"),
        ("Marlina (2020)", "[Orang 2]"),
    ],
)
def test_the_same_name_elsewhere_is_a_leak(text, replacement):
    assert leaks(text) == [{"pseudonym": replacement, "count": 1}]


def test_only_the_hit_elsewhere_is_counted():
    text = "Menurut Rizky (2020) sepi. " * 3 + "Kata Rizky, sepi. " + "Kata Rizky lagi."
    assert leaks(text) == [{"pseudonym": "[Orang 1]", "count": 2}]


def test_a_cell_of_authors_is_an_author_and_a_cell_of_speakers_is_not():
    import io

    import pyarrow.parquet as pq

    def table(column, *cells):
        buffer = io.BytesIO()
        pq.write_table(pa.table({column: list(cells)}), buffer)
        return buffer.getvalue()

    cells = ("Chung", "Rizky, Andi; Chung")
    assert leaks(table("author", *cells), "results/literature/works.parquet") == []
    assert leaks(table("author", "Rizky"), "results/literature/works.parquet") == []
    assert leaks(table("author", "Rizky"), "results/coding/memos.parquet") != []
    assert leaks(table("speaker", *cells), "results/coding/turns.parquet") != []


def test_a_reference_that_goes_on_overleaf_is_one_reference():
    import typst

    source = """#set page(height: 5cm, header: [Laporan penelitian], numbering: "1 / 1")
    Rizky, Andi, and Chung. #pagebreak() 2020. Pasar malam dan kain."""
    assert leaks(typst.compile(source.encode(), format="pdf"), "reports/report.pdf") == []


def test_a_study_without_literature_allows_nothing():
    data = b"menurut Rizky (2020)"
    assert len(search_public([PublicFile("a.md", data)], NAMES, Allowed.of([], {})).problems) == 1
    assert len(search_public([PublicFile("a.md", data)], NAMES).problems) == 1
