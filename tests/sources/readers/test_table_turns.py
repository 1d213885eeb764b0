"""Tables of turns in documents of Word and LibreOffice, in rich text, web pages and markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

import pytest
from documents import package, text_of
from hypothesis import given
from hypothesis import strategies as st

from benang.sources.document import Document
from benang.sources.readers.source_file import read_bytes
from benang.text.offsets import MappedText

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def docx(*blocks: str | Sequence[Sequence[str]]) -> Document:
    """A document of paragraphs and tables; ``|`` parts the paragraphs of a cell."""

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"

    def table(rows: Sequence[Sequence[str]]) -> str:
        cells = ["".join(f"<w:tc>{''.join(map(paragraph, cell.split('|')))}</w:tc>" for cell in row) for row in rows]
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    body = "".join(paragraph(block) if isinstance(block, str) else table(block) for block in blocks)
    xml = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return read_bytes(package({"word/document.xml": xml}), "a.docx", "a.docx")


def odt(rows: Sequence[Sequence[str]]) -> Document:
    body = "".join(
        f"<t:table-row>{''.join(f'<t:table-cell><x:p>{cell}</x:p></t:table-cell>' for cell in row)}</t:table-row>"
        for row in rows
    )
    xml = (
        f'<o:document-content xmlns:o="{OFFICE}" xmlns:t="{TABLE}" xmlns:x="{TEXT}"><o:body><o:text>'
        f"<t:table>{body}</t:table></o:text></o:body></o:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml}
    return read_bytes(package(parts), "a.odt", "a.odt")


def turns(document: Document) -> list[tuple[str, str]]:
    clean = MappedText.identity(document.raw).edit(document.edits)
    return [
        (voice.speaker, " ".join(clean.text[slice(*clean.to_clean(voice.start, voice.end))].split()))
        for voice in document.voices
    ]


def kinds(document: Document) -> list[str]:
    return [problem.kind for problem in document.problems]


TALK = [("Mira", "Sejak kapan di sini?"), ("Tono", "Sejak kecil."), ("Mira", "Lalu ke mana?"), ("Tono", "Ke kota.")]


def test_a_table_with_a_header_is_turns_and_what_stands_around_it_is_nobodys() -> None:
    document = docx("Wawancara 1", [("Pembicara", "Ucapan"), *TALK], "Selesai.")
    assert turns(document) == [("", "Wawancara 1"), *TALK, ("", "Selesai.")]
    assert kinds(document) == []
    assert turns(odt([("Speaker", "Text"), *TALK])) == TALK


def test_numbers_and_times_go_and_notes_become_remarks() -> None:
    document = docx(
        [
            ("No", "Time", "Speaker", "Text", "Notes"),
            ("1", "0:01", "P", "Apa?", ""),
            ("2", "0:05", "N", "Itu.|Ya.", "sedih|pelan"),
            ("3", "", "", "Begitu.", ""),
        ]
    )
    assert turns(document) == [("P", "Apa?"), ("N", "Itu. Ya."), ("N", "Begitu.")]
    assert [voice.time_start for voice in document.voices] == [1.0, 5.0, None]
    assert [(document.raw[one.start : one.end], one.text) for one in document.remarks] == [
        ("Itu.\vYa.", "sedih\npelan")
    ]
    assert [(one.kind, one.line) for one in document.problems] == [("turns-speaker-above", 4)]


def test_columns_without_a_header_are_told() -> None:
    assert turns(docx(TALK)) == TALK
    assert kinds(docx(TALK)) == ["turns-columns-told"]
    assert turns(docx([(f"{speaker}:", text) for speaker, text in TALK])) == TALK
    translated = docx([(speaker, text, text.upper()) for speaker, text in TALK])
    assert (turns(translated), kinds(translated)) == (TALK, ["turns-columns-told", "turns-columns-unread"])


def test_titles_within_a_table_are_kept_and_headers_that_come_again_go() -> None:
    head = ("Pembicara", "Teks")
    document = docx([("Wawancara dengan Tono", ""), head, *TALK[:2], head, ("[jeda]", ""), *TALK[2:]])
    assert turns(document) == [("", "Wawancara dengan Tono"), *TALK[:2], ("", "[jeda]"), *TALK[2:]]


def test_labels_in_the_text_beside_a_column_of_notes() -> None:
    document = docx([("Transkrip", "Catatan"), ("Pewawancara: Apa?|Tono: Itu.", "tema"), ("Pewawancara: Lalu?", "")])
    assert document.voices == ()
    assert text_of(document).split() == ["Pewawancara:", "Apa?", "Tono:", "Itu.", "Pewawancara:", "Lalu?"]
    assert [one.text for one in document.remarks] == ["tema"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Umur", "45 tahun"), ("Asal", "kota"), ("Kerja", "pedagang"), ("Agama", "tidak disebut")],
        [("Hari", "Kegiatan"), ("Senin", "ke pasar"), ("Senin", "pulang"), ("Selasa", "ke pasar lagi")],
        [("P", "1"), ("N", "2"), ("P", "3"), ("N", "4")],
    ],
)
def test_other_tables_stay_text(rows: list[tuple[str, str]]) -> None:
    assert docx("Teks.", rows).voices == ()


def test_a_small_table_in_a_long_text_is_no_transcript() -> None:
    assert docx(*["Pewawancara: Apa? Tono: Itu dan ini dan semuanya."] * 20, TALK).voices == ()


def html(rows: Sequence[Sequence[str]], before: str = "") -> Document:
    """A page; ``|`` parts the paragraphs of a cell."""
    cells = [["".join(f"<p>{part}</p>" for part in cell.split("|")) for cell in row] for row in rows]
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in cells)
    text = f"<!DOCTYPE html>\n<html><body>{before}<table>\n{body}</table></body></html>"
    return read_bytes(text.encode(), "a.html", "a.html")


def nested_html(rows: Sequence[Sequence[str]]) -> Document:
    """A page whose layout is a table, too."""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    text = f"<html><body><table><tr><td><table>{body}</table></td></tr></table></body></html>"
    return read_bytes(text.encode(), "a.html", "a.html")


def markdown(rows: Sequence[Sequence[str]], before: str = "") -> Document:
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    text = "\n".join([*([before, ""] if before else []), lines[0], "|" + "---|" * width, *lines[1:]])
    return read_bytes(text.encode(), "a.md", "a.md")


def markdown_html(rows: Sequence[Sequence[str]], before: str = "") -> Document:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    text = f"{before}\n\n<table>\n{body}</table>\n"
    return read_bytes(text.encode(), "a.md", "a.md")


CELLS = st.sampled_from(["", "P", "N", "Ya.", "0:01", "3", "catatan", "Lalu ke mana?", "Speaker", "Text", "P:"])
WITH_TITLE = {
    "docx": lambda rows: docx("Teks", rows),
    "html": lambda rows: html(rows, "<p>Teks</p>"),
    "md": lambda rows: markdown(rows, "Teks"),
    "md with html": lambda rows: markdown_html(rows, "Teks"),
}


@pytest.mark.parametrize("form", WITH_TITLE)
@given(st.booleans(), st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=2, max_size=8))
def test_every_letter_is_in_a_turn_a_remark_or_told(form: str, header: bool, rows: list[list[str]]) -> None:
    document = WITH_TITLE[form]([["Speaker", "Text", "Notes", "Time"], *rows] if header else rows)
    if not document.voices:
        written = [*(["Speaker", "Text", "Notes", "Time"] if header else []), *(cell for row in rows for cell in row)]
        assert sorted(text_of(document).split()) == sorted(["Teks", *" ".join(written).split()])
        return
    held = " ".join([text for _, text in turns(document)] + [one.text for one in document.remarks])
    held += " ".join(speaker for speaker, _ in turns(document))
    told = {"turns-columns-unread", "turns-rows-without-text", "turns-times-unreadable"} & set(kinds(document))
    for row in rows:
        for number, cell in enumerate(row):
            known = cell in held or number > 3 or cell in ("Speaker", "Text", "0:01", "3") or not cell
            assert known or told or cell.rstrip(":") in held


def rtf(rows: Sequence[Sequence[str]], *, again: bool = False, nested: bool = False) -> Document:
    """As programs write tables: ``again``, a row's settings stand behind its cells, too."""
    settings = r"\trowd\cellx1000\cellx5000"
    inner = r"\pard\intbl\itap2 x\nestcell y\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}\pard\intbl\itap1 "
    body = "".join(
        settings
        + "".join(rf"\pard\intbl {inner if nested and not number else ''}{cell}\cell " for cell in row)
        + (settings if again else "")
        + r"\row "
        for number, row in enumerate(rows)
    )
    data = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}\pard " + body + r"\pard }"
    return read_bytes(data.encode("ascii"), "a.rtf", "a.rtf")


ROWS = [
    ("Time", "Speaker", "Text", "Notes"),
    ("0:01", "Ann", "When does the boat leave?", "calm"),
    ("0:05", "", "And who is on it?", ""),
    ("0:09", "Tom", "At five: my cousin.", "laughs"),
    ("0:20", "Ann", "Thank you.", ""),
]


@pytest.mark.parametrize("again", [False, True])
def test_a_table_in_rich_text_is_read_as_one_of_word(again: bool) -> None:
    found, expected = rtf(ROWS, again=again), docx(ROWS)
    assert turns(found) == turns(expected)
    assert [voice.time_start for voice in found.voices] == [1, 5, 9, 20]
    assert sorted(remark.text for remark in found.remarks) == ["calm", "laughs"]
    assert kinds(found) == kinds(expected)


def grid(rows: Sequence[Sequence[str]]) -> Document:
    """As pandoc writes tables, in columns of 14 characters, cells in as many lines as they need."""
    rule = "+" + "+".join(["-" * 16] * len(rows[0])) + "+"
    lines = [rule]
    for row in rows:
        parts = [textwrap.wrap(cell, 14) for cell in row]
        height = max(map(len, parts))
        lines += [
            "| " + " | ".join((part[n] if n < len(part) else "").ljust(14) for part in parts) + " |"
            for n in range(height)
        ]
        lines.append(rule)
    return read_bytes(("# Title\n\n" + "\n".join(lines) + "\n").encode(), "a.md", "a.md")


def test_a_grid_table_is_read_with_cells_of_several_lines() -> None:
    rows = [row[1:3] for row in ROWS]
    found = grid(rows)
    said = [(speaker, text) for speaker, text in turns(found) if speaker]
    assert said == turns(docx(rows))
    assert kinds(found) == ["turns-speaker-above"]
    assert found.problems[0].line is not None
    # Notes behind what is said: every line is a row, of the speaker above.
    noted = " ".join(text for _, text in turns(grid(ROWS)))
    assert all(word in noted for row in ROWS[1:] for word in row[2].split())


@pytest.mark.parametrize("form", [html, nested_html, markdown, markdown_html])
def test_a_table_with_mark_up_is_read_as_one_of_word(form: Callable[[Sequence[Sequence[str]]], Document]) -> None:
    found, expected = form(ROWS), docx(ROWS)
    assert turns(found) == turns(expected)
    assert [voice.time_start for voice in found.voices] == [1, 5, 9, 20]
    assert [one.text for one in found.remarks] == [one.text for one in expected.remarks]
    assert kinds(found) == kinds(expected) == ["turns-speaker-above"]
    told = found.problems[0].line
    assert "And who is on it?" in found.raw.splitlines()[told - 1]
    # Every span leads to what stands in the file.
    assert [found.raw[one.start : one.end] for one in found.remarks] == [
        "When does the boat leave?",
        "At five: my cousin.",
    ]


def test_characters_of_mark_up_in_cells_are_no_text_of_turns() -> None:
    page = html([("Speaker", "Text"), ("<b>Ann</b>:", "One &amp; <i>two</i>|three"), ("Tom", "Caf&eacute;"), ("", "x")])
    assert turns(page) == [("Ann", "One & two three"), ("Tom", "Café"), ("Tom", "x")]
    text = markdown(
        [("Speaker", "Text"), ("**Ann**", r"One \| *two*<br>three"), ("Tom", "[Café](http://a.b)"), ("", "x")]
    )
    assert turns(text) == [("Ann", "One | two three"), ("Tom", "Café"), ("Tom", "x")]


def test_merged_cells_of_a_page_are_empty_ones() -> None:
    rows = "<tr><td>Who</td><td>Text</td></tr><tr><td rowspan=3>Ann</td><td>One.</td></tr><tr><td>Two.</td></tr>"
    rows += "<tr><td>Three.</td></tr><tr><td>Tom</td><td>Four.</td></tr><tr><td colspan='2'>[break]</td></tr>"
    page = read_bytes(f"<html><body><table>{rows}</table></body></html>".encode(), "a.html", "a.html")
    assert turns(page) == [("Ann", "One."), ("Ann", "Two."), ("Ann", "Three."), ("Tom", "Four."), ("", "[break]")]


def test_a_table_of_a_page_that_holds_no_turns_stays_text() -> None:
    rows = [("Umur", "45 tahun"), ("Asal", "kota"), ("Kerja", "pedagang")]
    assert html(rows).voices == markdown(rows).voices == markdown_html(rows).voices == ()
    assert text_of(html(rows)) == "Umur\t45 tahun\nAsal\tkota\nKerja\tpedagang"


def test_a_table_within_a_cell_of_rich_text_loses_no_word() -> None:
    found = rtf([("Ann", "One."), ("Tom", "Two."), ("Ann", "Three.")], nested=True)
    assert all(word in found.raw.split() for word in ("x", "y", "Ann", "One.", "Tom", "Two.", "Three."))
