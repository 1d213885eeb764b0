"""PDF: pages and lines as they are printed."""

from __future__ import annotations

import pytest
import typst

from benang.sources.document import Document
from benang.sources.readers.pdf_pages import roman_value
from benang.sources.readers.source_file import read_bytes
from benang.text.offsets import MappedText

TALK = [
    f"{'IP'[n % 2]}: "
    + " ".join(("boats", "nets", "rain", "prices", "we said", "harbour")[(n * 5 + k) % 6] for k in range(5 + n % 9))
    + f" {'abcdefghijklmnopqrstuvwxyz'[n % 26]}."
    for n in range(48)
]
SMALL = "#set page(width: 10cm, height: 8cm, margin: 2cm)\n#set text(size: 9pt)\n"


def read(source: str) -> Document:
    data = bytes(typst.compile(source.encode(), format="pdf"))
    return read_bytes(data, "a.pdf", "a.pdf")


def clean(document: Document) -> str:
    return MappedText.identity(document.raw).edit(sorted((*document.edits, *document.joins))).text


def words(text: str) -> list[str]:
    return text.split()


def by_line(document: Document) -> list[tuple[str, int]]:
    return [(one.page, one.number) for one in document.printed]


def numbering(step: int, *, first: int = 1, more: str = "") -> str:
    shown = f"n => if calc.rem(n + {first - 1}, {step}) == 0 [#(n + {first - 1})]"
    return f"{SMALL}#set par.line(numbering: {shown}{more})\n" + "\n\n".join(TALK)


@pytest.mark.parametrize("step", [1, 2, 5])
@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("first", [1, 338])
def test_lines_are_counted_as_the_margin_counts_them(step: int, side: str, first: int) -> None:
    document = read(numbering(step, first=first, more=f", number-margin: {side}"))
    assert words(clean(document)) == words(" ".join(TALK))
    numbers = [number for _, number in by_line(document)]
    assert numbers == list(range(first, first + len(numbers)))
    assert {one.unit for one in document.printed} == {"line"}


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_count_may_begin_anew_on_each_page(side: str) -> None:
    document = read(numbering(5, more=f', number-margin: {side}, numbering-scope: "page"'))
    assert words(clean(document)) == words(" ".join(TALK))
    on_page: dict[str, list[int]] = {}
    for page, number in by_line(document):
        on_page.setdefault(page, []).append(number)
    assert len(on_page) > 3
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in on_page.values())


def test_blank_lines_may_be_counted() -> None:
    rows = [(n, f"P: harbour {n} and {TALK[n]}" if n % 3 else "") for n in range(1, 41)]
    body = "".join(
        f"#place(dy: {(n - 1) % 20 * 14}pt, [{text}])"
        + (f"#place(dx: -1cm, dy: {(n - 1) % 20 * 14}pt, [{n}])" if n % 5 == 0 else "")
        + ("#pagebreak()" if n == 20 else "")
        + "\n"
        for n, text in rows
    )
    document = read("#set page(width: 22cm, height: 14cm, margin: 2cm)\n" + body)
    found = {document.raw[one.start : one.end].split("harbour ")[1].split()[0]: one.number for one in document.printed}
    assert found == {str(n): n for n, text in rows if text}
    assert words(clean(document)) == words(" ".join(text for _, text in rows))


def test_a_column_of_numbers_in_the_text_stays() -> None:
    rows = "\n\n".join(
        f"Boats of year {name} #h(3cm) {n}" for name, n in zip("abcdef", (4, 19, 7, 7, 30, 2), strict=True)
    )
    document = read(SMALL + rows)
    assert "19" in clean(document)
    assert {one.number for one in document.printed} == {0}


def test_text_that_comes_again_beside_line_numbers_is_no_running_head() -> None:
    pages = "\n#pagebreak()\n".join(
        "P: We said the same again\n\n" + "\n\n".join(TALK[n : n + 4]) for n in range(0, 16, 4)
    )
    document = read(SMALL + '#set par.line(numbering: "1")\n' + pages)
    assert clean(document).count("We said the same again") == 4


def pages_of(document: Document) -> list[str]:
    return list(dict.fromkeys(one.page for one in document.printed))


def test_pages_are_called_as_they_are_printed() -> None:
    body = "\n\n".join(TALK)
    head = "#set page(header: context [Talks at sea #h(1fr) #(counter(page).get().first() + 210)])\n"
    assert pages_of(read(SMALL + head + body))[:3] == ["211", "212", "213"]
    roman = read(SMALL + '#set page(numbering: "i")\n' + body)
    assert pages_of(roman)[:4] == ["i", "ii", "iii", "iv"]
    assert words(clean(roman)) == words(" ".join(TALK))
    assert pages_of(read(SMALL + body))[:3] == ["1", "2", "3"]


def test_a_cover_before_the_count_has_its_place_in_brackets() -> None:
    cover = SMALL + 'Talks\n#pagebreak()\n#counter(page).update(1)\n#set page(numbering: "1")\n' + "\n\n".join(TALK)
    assert pages_of(read(cover))[:3] == ["[1]", "1", "2"]


def test_what_only_pages_print_is_told_apart() -> None:
    document = read(SMALL + '#set page(numbering: "1")\n' + "\n\n".join(TALK))
    pages = len(pages_of(document))
    assert len(document.page_edits) == pages
    assert set(document.page_edits) <= set(document.edits)


@pytest.mark.parametrize(("text", "value"), [("iv", 4), ("- xii -", 12), ("mix", 1009), ("", 0), ("IV", 0), ("if", 0)])
def test_roman_numbers(text: str, value: int) -> None:
    assert roman_value(text) == value
