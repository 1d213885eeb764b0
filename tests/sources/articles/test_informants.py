"""Articles as sources: which quotations are found, whose they are, and what of the page is taken out of them."""

from __future__ import annotations

from pathlib import Path

import pypandoc
import pytest
import typst
from hostile import ARTICLES
from steps import grows_evenly

from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms, read_pseudonyms
from benang.sources.articles.informant_sources import informants
from benang.sources.articles.line_breaks import running_text
from benang.sources.document import Document
from benang.sources.freeze import freeze
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

CASES = ["A", "B", "C"]


def row(language: str = "id") -> SourceRow:
    return SourceRow("artikel", "article", language, "", "artikel.txt", "artikel.txt", (), 0)


def read(
    text: str | bytes,
    name: str = "artikel.txt",
    language: str = "id",
    cases: list[str] | None = None,
    speakers: Speakers | None = None,
) -> tuple[list[tuple[str, str, str, str]], list[Problem]]:
    """Source id, speaker, heading and utterance of every turn, and the problems."""
    document = read_bytes(text.encode() if isinstance(text, str) else text, name, name)
    speakers = speakers or Speakers()
    sources, problems = informants(document, row(language), CASES if cases is None else cases, speakers)
    turns = []
    for own, own_row in sources:
        frozen = freeze(own, own_row, speakers, Pseudonyms())
        assert frozen.source is not None
        words = str(frozen.source["text"])
        for turn in frozen.turns:
            utterance = words[int(str(turn["start"])) : int(str(turn["end"]))]
            turns.append((own_row.source_id, str(turn["speaker"]), str(turn["heading"]), utterance))
    return turns, problems


def said(text: str | bytes, name: str = "artikel.txt", language: str = "id", **given: object) -> list[tuple[str, str]]:
    """Source id without the article's, and utterance."""
    turns, _ = read(text, name, language, **given)  # type: ignore[arg-type]
    return [(source_id.removeprefix("artikel-"), utterance) for source_id, _, _, utterance in turns]


def kinds(text: str) -> list[str]:
    return [problem.kind for problem in read(text)[1]]


S = "Saya belajar sendiri dari video."


@pytest.mark.parametrize(
    "text",
    [
        f'"{S}" (Informan A)',
        f"“{S}” (Informan A).",
        f"“{S[:-1]}” (Informan A, wawancara 12 Mei 2022).",
        f"„{S}“ (Informan A; pemilik toko, 34 tahun)",
        f"«{S}» – Informan A",
        f"« {S} » — Informan A, pemilik toko",
        f"‘{S}’ (Informan\nA)",
        f"‹{S}› [Informan A]",
        f"'{S}' (Informan A)",
        f"{S}” (Informan A)",
        f"“{S} (Informan A)",
        f"“{S} (Informan A)”",
        f"“Informan A: {S}”",
        f"Informan A: “{S}”",
        f"Informan A menyatakan: “{S}”",
        f"Informan A menyatakan sebagai berikut.\n\n“{S}”",
        f"Informan A menyatakan sebagai berikut:\n\n“{S}”",
        f"Menurut Informan A, “{S}”",
        f"Berbeda dengan Informan B, Informan A berkata, “{S}”",
        f"“{S[:-1]}”, kata Informan A kepada peneliti.",
        f"Hal itu diakui. “{S}” jelas Informan A.",
        f"“{S}”\n\n(Informan A)",
        f"“{S}”\n\n– Informan A",
        f"“{S}” (Hasil wawancara dengan Informan A, 12 Mei 2022)",
        f"“{S}” (Sumber: wawancara Informan A)",
        f"“{S}”1 (Informan A)",
        f"“{S}” (tertawa) (Informan A)",
        f"Toko itu ramai. Hal itu disampaikan berikut.\n\n    {S[:-1]}\n    juga. (Informan A)\n\nLalu sepi, begitu.",
        f"Begini katanya:\n\n{S} (Informan A)\n\nLalu sepi, begitu pula.",
    ],
)
def test_shapes_of_quotations(text: str) -> None:
    expected = [S, S[:-1], S[:-1] + " juga."]
    (source, utterance), *more = said("Pembuka artikel ini ada di sini.\n\n" + text + "\n")
    assert source == "A" and utterance in expected and not more


@pytest.mark.parametrize(
    ("label", "source"),
    [
        *(("P7", "P7"), ("Narasumber 2", "Narasumber-2"), ("Responden C", "C"), ("Participant 12", "Participant-12")),
        *(
            ("Interviewee B", "B"),
            ("P7, female, 34", "P7"),
            ("INFORMAN B", "B"),
            ("Key Informant 2", "Key-Informant-2"),
        ),
        *(("Informan Kunci 3", "Informan-Kunci-3"), ("Partisipan-4", "Partisipan-4"), ("B", "B")),
    ],
)
def test_labels(label: str, source: str) -> None:
    assert said(f"“{S}” ({label}).") == [(source, S)]
    assert said(f"“{S}” – {label}") == [(source, S)]


def test_as_informant_put_it() -> None:
    text = (
        "As Informant 3 put it, “We never had time for it.” “It went well,” P7 said. According to P8, “It did not go.”"
    )
    assert said(text, language="en") == [
        ("Informant-3", "We never had time for it."),
        ("P7", "It went well,"),
        ("P8", "It did not go."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Istilah “warung digital” dipakai Informan A.",
        "Informan A menyebut tokonya “Dompet Digital”.",
        "Informan A membaca buku “Komunikasi Bisnis untuk Usaha Pemula”.",
        "“Komunikasi bisnis ialah pertukaran gagasan antara orang.” (Simarmata, 2021)",
        "“Komunikasi bisnis ialah pertukaran gagasan antara orang” (Simarmata, 2021: 12).",
        "Menurut Simarmata (2021), “Komunikasi bisnis ialah pertukaran gagasan.” Informan A tidak setuju dengan itu.",
        "Informan A bercerita tentang tokonya. “Komunikasi bisnis ialah pertukaran gagasan.” (Simarmata, 2021)",
        "Media sosial mendekatkan usaha dengan pelanggan (Informan A).",
        "Informan A menyebut tiga hal:\n\n1. Pelanggan yang datang ke toko.\n\n2. Pelanggan yang lain.",
    ],
)
def test_what_is_no_quotation_of_an_informant(text: str) -> None:
    assert said(text) == []
    assert kinds(text) == ["article-without-quotations"]


@pytest.mark.parametrize(
    "text",
    [
        f"“{S}” Toko itu ramai sekali pada hari libur.",
        f"“{S}” (wawancara, 12 Mei 2022)",
        f"Informan A dan Informan B berkata: “{S}”",
        f"“{S}” (Informan A dan Informan B)",
        f"Ia menambahkan: “{S}”",
    ],
)
def test_a_quotation_of_nobody_is_told_with_its_line(text: str) -> None:
    _, problems = read("Pembuka.\n\n" + text)
    assert [problem.kind for problem in problems] == ["article-quotation-of-nobody", "article-without-quotations"]
    assert problems[0].line == 3
    assert problems[0].values == {"count": 1, "lines": "3"}


def test_one_source_a_case_and_one_turn_a_quotation_in_order() -> None:
    text = (
        "Hasil dan Pembahasan\n\n4.1 Hubungan dengan Pelanggan\n\n“Satu dua tiga empat.” (Informan B)\n\n"
        "“Dua tiga empat lima.” (Informan A)\n\nIV. BRANDING\n\n“Tiga empat lima enam.” (Informan B)\n\n"
        "“Empat lima enam tujuh.” (Narasumber B) “Lima enam tujuh delapan,” kata Informan D, “dan sembilan.”\n"
    )
    turns, problems = read(text)
    assert turns == [
        ("artikel-A", "Informan A", "Hubungan dengan Pelanggan", "Dua tiga empat lima."),
        ("artikel-B", "Informan B", "Hubungan dengan Pelanggan", "Satu dua tiga empat."),
        ("artikel-B", "Informan B", "BRANDING", "Tiga empat lima enam."),
        ("artikel-B", "Narasumber B", "BRANDING", "Empat lima enam tujuh."),
        ("artikel-Informan-D", "Informan D", "BRANDING", "Lima enam tujuh delapan, dan sembilan."),
    ]
    assert [(problem.kind, problem.values) for problem in problems] == [
        ("article-label-without-case", {"label": "Informan D", "count": 1})
    ]


def test_sources_know_their_cases_and_keep_the_raw_text() -> None:
    document = read_bytes(f"Pembuka.\n\n“{S}” (Informan A)\n".encode(), "a.txt", "a.txt")
    ((own, own_row),), problems = informants(document, row(), CASES, Speakers())
    assert problems == []
    assert own_row.case_ids == ("A",) and own_row.kind == "article"
    assert own.raw == document.raw
    assert [(own.raw[voice.start : voice.end], voice.speaker, voice.block) for voice in own.voices] == [
        (S, "Informan A", 1)
    ]
    frozen = freeze(own, own_row, Speakers(), Pseudonyms())
    (turn,) = frozen.turns
    assert (turn["line"], turn["role"], turn["case_id"]) == (3, "informant", "A")


def test_what_the_study_calls_a_case_is_a_label() -> None:
    speakers = Speakers(informant=("Penjual",), names={"A": ("Sekar",), "B": ("Bu Tirta",)})
    text = f"“{S}” (Sekar, 2022)\n\n“{S}” ujar Bu Tirta.\n\n“{S}” – Penjual\n\n"
    text += f"“{S}” (wawancara dengan Bu Melati, 3 Mei 2022)"
    assert said(text, speakers=speakers) == [("A", S), ("B", S), ("Penjual", S), ("Bu-Melati", S)]


def test_names_in_labels_are_replaced_in_ids_and_messages(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name,pseudonym\nMelati,Orang 1\n", encoding="utf-8")
    names, _ = read_pseudonyms(tmp_path / "names.csv", "names.csv")
    document = read_bytes(f"“{S}” (wawancara dengan Bu Melati, 3 Mei 2022)".encode(), "a.txt", "a.txt")
    ((_, own_row),), problems = informants(document, row(), CASES, Speakers(), names)
    assert "Orang-1" in own_row.source_id
    assert "Melati" not in own_row.source_id + str(problems[0].values)


def test_running_heads_page_numbers_and_footnotes_go() -> None:
    page = "Jurnal Contoh, Vol. 1 No. 2 (2022)\n\n"
    text = (
        page + "Pembuka artikel.\n\nInforman A berkata:\n\n“Dulu orang datang ke toko.1 Sekarang mereka kirim\n"
        "1 Toko itu di Kota Contoh.\n\n131\n\n\f" + page + "pesan [2] dan saya jawab² malam-\nmalam konsu-\nmen.\n\n"
        "132\n\f" + page + "Begitu saja.” Konsumen lain juga begitu, malam-malam pula.\n"
    )
    utterance = (
        "Dulu orang datang ke toko. Sekarang mereka kirim pesan dan saya jawab malam-malam konsumen. Begitu saja."
    )
    assert said(text) == [("A", utterance)]


def test_heads_without_form_feeds() -> None:
    text = (
        "Jurnal Ekonomi Contoh\n\nPembuka.\n\n“Satu dua tiga\n\n"
        "Jurnal Ekonomi Contoh\n\n12\n\nempat lima.” (Informan A)\n\n"
        f"Jurnal Ekonomi Contoh\n\n13\n\n“{S}” (Informan B)\n"
    )
    assert said(text) == [("A", "Satu dua tiga empat lima."), ("B", S)]


def test_line_breaks_are_joins_and_the_rest_is_edits() -> None:
    document = read_bytes("“Satu dua\n   tiga [1] empat.” (Informan A)\n".encode(), "a.txt", "a.txt")
    ((own, _),), _ = informants(document, row(), CASES, Speakers())
    inside = [edit for edit in own.edits if own.voices[0].start <= edit.start < own.voices[0].end]
    assert [(own.raw[edit.start : edit.end], edit.replacement) for edit in own.joins] == [("\n   ", " ")]
    assert [(own.raw[edit.start : edit.end], edit.replacement) for edit in inside] == [("[1]", "")]


def test_a_quotation_of_several_paragraphs() -> None:
    assert said("“Satu dua tiga.\n\n“Empat lima.” (Informan A)") == [("A", "Satu dua tiga. Empat lima.")]
    assert said("“Satu dua tiga.\n\nEmpat lima.” (Informan A)") == [("A", "Satu dua tiga. Empat lima.")]


def test_marks_within_marks() -> None:
    assert said("“Dia bilang ‘bagus sekali’ dan don’t.” (Informan A)") == [
        ("A", "Dia bilang ‘bagus sekali’ dan don’t.")
    ]
    assert said("‘Dia bilang “bagus” begitu.’ (Informan A)") == [("A", "Dia bilang “bagus” begitu.")]
    assert said('“Dia bilang "bagus" begitu.” (Informan A)') == [("A", 'Dia bilang "bagus" begitu.')]
    assert said('"Dia bilang "bagus" begitu." (Informan A)') == [("A", 'Dia bilang "bagus" begitu.')]


def test_the_list_of_references_has_no_quotations() -> None:
    assert said(f"“{S}” (Informan A)\n\nDAFTAR PUSTAKA\n\nSari, A. (2020). “{S}” (Informan B)") == [("A", S)]


def test_the_readers_problems_come_with_the_articles() -> None:
    problem = Problem("source-empty", "a.txt")
    document = Document(f"“{S}” (Informan A)", "txt", problems=(problem,))
    ((own, _),), problems = informants(document, row(), CASES, Speakers())
    assert problems == [problem] and own.problems == ()


def test_an_article_that_is_too_long_is_told() -> None:
    sources, problems = informants(Document("x" * 2_000_001, "txt"), row(), CASES, Speakers())
    assert sources == [] and [problem.kind for problem in problems] == ["article-too-long"]


def test_other_languages_and_scripts() -> None:
    assert said("„Wir haben es selbst gelernt.“ (Befragte 3)", language="de") == [
        ("Befragte-3", "Wir haben es selbst gelernt.")
    ]
    assert said("«Lo aprendimos solos en casa.» (Entrevistada 2)", language="es") == [
        ("Entrevistada-2", "Lo aprendimos solos en casa.")
    ]
    assert said("“تعلمت وحدي من الفيديو.” (P3)", language="ar") == [("P3", "تعلمت وحدي من الفيديو.")]
    assert said("「私は自分で学びました。」 (P3)", language="ja") == [("P3", "私は自分で学びました。")]
    assert said("“Saya 😀 senang cafe\u0301 sekali.” (P3)") == [("P3", "Saya 😀 senang café sekali.")]


PARAGRAPHS = [
    ("h", "Hasil dan Pembahasan"),
    (
        "p",
        "Media sosial mengubah cara usaha kecil berhubungan dengan pelanggannya. Ada pendapat lain (Iriantara, 2010).",
    ),
    ("p", "Informan A menyatakan sebagai berikut:"),
    ("p", "“Dulu orang harus datang ke toko untuk bertanya. Sekarang mereka kirim pesan, saya jawab malam-malam.”"),
    ("h", "Branding"),
    (
        "p",
        "“Usaha saya tidak dikenal, lalu dikenal lewat media sosial, begitu ceritanya dari awal.” "
        "(Informan B, wawancara 12 Mei 2022).",
    ),
    ("p", "Istilah “warung digital” makin lazim. “Saya beli lagi di toko yang rajin,” kata Informan C."),
]
EXPECTED = [
    ("artikel-A", "Informan A", "Hasil dan Pembahasan", PARAGRAPHS[3][1].strip("“”")),
    ("artikel-B", "Informan B", "Branding", PARAGRAPHS[5][1].partition("”")[0].strip("“")),
    ("artikel-C", "Informan C", "Branding", "Saya beli lagi di toko yang rajin,"),
]


def test_docx(tmp_path: Path) -> None:
    markdown = "\n\n".join(("# " if kind == "h" else "") + text for kind, text in PARAGRAPHS)
    pypandoc.convert_text(markdown, "docx", format="markdown-smart", outputfile=str(tmp_path / "a.docx"))
    assert read((tmp_path / "a.docx").read_bytes(), "artikel.docx") == (EXPECTED, [])


@pytest.mark.parametrize("height", [6, 7, 9])
def test_pdf_with_page_breaks_inside_quotations(height: int) -> None:
    body = "\n\n".join(("= " if kind == "h" else "") + text for kind, text in PARAGRAPHS)
    head = (
        f"#set page(width: 11cm, height: {height}cm, header: [Jurnal Ekonomi Contoh, Vol. 1 No. 2 (2022)], "
        "footer: context [#h(1fr) #(131 + here().page())])\n#set smartquote(enabled: false)\n"
    )
    turns, problems = read(bytes(typst.compile((head + body).encode(), format="pdf")), "artikel.pdf")
    assert (turns, problems) == (EXPECTED, [])


def test_running_text_is_the_text_without_the_page() -> None:
    text = "Jurnal Contoh 1\n\nAda konsumen (Iri-\nantara, 2010)\n\nJurnal Contoh 2\n\ndan konsu-\nmen Iriantara.\n"
    document = read_bytes(text.encode(), "a.txt", "a.txt")
    assert running_text(document, "id") == "Ada konsumen (Iriantara, 2010)\ndan konsumen Iriantara.\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        *('"' * 1_000_000, '" ' * 40_000, "“" * 1_000_000, "”a " * 40_000, "'a " * 40_000, "(" * 1_000_000),
        *(" " * 1_000_000 + "“a”", "“a\n" * 40_000, "\n" * 300_000, "– " * 500_000, "a" * 1_000_000, "\f" * 200_000),
        *("“Ya saja begitu.” (Informan A) " * 10_000, "Informan A " * 100_000 + "“a b c d.”", "1\n" * 100_000),
        *("Judul\n\n" * 30_000, "“a. (Informan A" * 10_000, "[1]" * 300_000, "Informan " * 100_000 + ": “a”"),
    ],
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    informants(Document(text, "txt"), row(), CASES, Speakers())


@pytest.mark.parametrize("piece", ARTICLES)
def test_a_longer_text_takes_only_as_many_more_steps(piece: str) -> None:
    text = piece * (4_000 // len(piece))
    assert grows_evenly(lambda text: informants(Document(text, "txt"), row(), CASES, Speakers()), text)
