"""PDF: the order in which a page is read, labels in a column of their own, running heads."""

from __future__ import annotations

import pytest
import typst

from benang.sources.readers.source_file import read_bytes
from benang.text.offsets import MappedText

TALK = [
    ("Mira", "Bagaimana ceritanya sampai bisa tinggal di tepi pelabuhan itu?"),
    ("Tono", "Naik perahu bersama ayah dan semua saudara, lalu kami menetap."),
    ("Mira", "Lalu apa saja pekerjaan di musim hujan yang panjang?"),
    ("Tono", "Tetap di sana, sebab tidak ada pekerjaan lain untuk kami."),
    ("Mira", "Mengapa begitu berat?"),
    ("Tono", "Karena dingin dan jauh dari mana-mana."),
]
SMALL = "#set page(width: 12cm, height: 7cm, header: {})\n"


def read(source: str) -> str:
    document = read_bytes(bytes(typst.compile(source.encode(), format="pdf")), "a.pdf", "a.pdf")
    return MappedText.identity(document.raw).edit([*document.edits, *document.joins]).text.strip()


def placed(marks: list[tuple[float, float, str]]) -> str:
    """A page that draws its pieces in this order, whatever place they have."""
    drawn = "".join(f"#place(dx: {x}cm, dy: {y}cm)[#block(width: 7cm)[{text}]]\n" for x, y, text in marks)
    return "#set page(width: 14cm, height: 12cm)\n" + drawn


@pytest.mark.parametrize("colon", ["", ":"])
@pytest.mark.parametrize("drawn", ["labels first", "text first", "from the foot", "row by row"])
def test_labels_in_a_column_stand_before_what_is_said_whatever_is_drawn_first(drawn: str, colon: str) -> None:
    labels = [(0.0, 1.3 * row, speaker + colon) for row, (speaker, _) in enumerate(TALK)]
    texts = [(3.0, 1.3 * row, text) for row, (_, text) in enumerate(TALK)]
    orders = {
        "labels first": labels + texts,
        "text first": texts + labels,
        "from the foot": [*labels, *texts][::-1],
        "row by row": [one for pair in zip(labels, texts, strict=True) for one in pair],
    }
    text = read(placed(orders[drawn])).replace("\n", " ").replace("\t", " ")
    assert text == " ".join(f"{speaker}{colon} {said}" for speaker, said in TALK)


def test_lines_drawn_from_the_foot_are_read_from_the_head() -> None:
    marks = [(0.0, 1.3 * row, f"{speaker}: {text[:20].strip()}") for row, (speaker, text) in enumerate(TALK)]
    assert read(placed(marks[::-1])).split("\n") == [text for _, _, text in marks]


def test_two_columns_are_read_one_after_the_other() -> None:
    long = "\n\n".join(f"{speaker}: {text} {text.lower() * 4}" for speaker, text in TALK)
    text = read("#set page(width: 16cm, height: 14cm, columns: 2)\n#set text(hyphenate: false)\n" + long)
    assert [line.split(":")[0] for line in text.split("\n") if ":" in line] == [speaker for speaker, _ in TALK]


@pytest.mark.parametrize(
    "head",
    [
        "[Wawancara dengan Tono]",
        "context {if calc.odd(counter(page).get().first()) [Studi pelabuhan] else [Wawancara dengan Tono]}",
        "context {if counter(page).get().first() > 1 [Studi]}, footer: context [#(counter(page).get().first() + 11)]",
    ],
)
def test_running_heads_stand_in_no_answer(head: str) -> None:
    names = "abcdefghijklmnopqr"
    lines = [f"{speaker}: Bagian {names[place]}. {text}" for place, (speaker, text) in enumerate(TALK * 3)]
    text = read(SMALL.format(head) + "\n\n".join(lines))
    assert " ".join(text.split()) == " ".join(lines)


def test_equal_answers_at_the_heads_of_two_pages_stay() -> None:
    body = "#pagebreak()".join(f"Tono: Iya.\n\nMira: {text}\n\nTono: {text}\n" for _, text in TALK[:2])
    assert read("#set page(width: 12cm, height: 7cm)\n" + body).count("Tono: Iya.") == 2


def test_every_letter_of_a_page_is_read_whatever_is_drawn_first() -> None:
    marks = [(0.7 * (place % 3) * 5, 0.9 * (place * 5 % 11), f"kata{chr(97 + place)}") for place in range(20)]
    raw = read_bytes(bytes(typst.compile(placed(marks).encode(), format="pdf")), "a.pdf", "a.pdf").raw
    assert sorted(raw.split()) == sorted(text for _, _, text in marks)
