r"""Rich text: what a reader of the document sees, once, in order."""

from __future__ import annotations

import pytest
from documents import LINES, bold_of, kind, remarks_of, text_of
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.core.problems import StudyError
from benang.sources.document import Document
from benang.sources.readers.rtf import MOST_MARKS
from benang.sources.readers.source_file import read_bytes

HEAD = rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Arial;}}\pard "


def read(body: str, head: bytes = HEAD) -> Document:
    return read_bytes(head + body.encode("ascii") + b"}", "a.rtf", "a.rtf")


def written(line: str, fallback: str = "?") -> str:
    """A line as a program writes it: what is not ASCII as UTF-16 units with something for older programs."""
    units = line.encode("utf-16-le")
    characters = []
    for code in (low + 256 * high for low, high in zip(units[::2], units[1::2], strict=True)):
        if code < 128:
            characters.append(("\\" if chr(code) in "\\{}" else "") + chr(code))
        else:
            characters.append(f"\\u{code - 65536 if code > 32767 else code}{fallback}")
    return "".join(characters)


@given(LINES, st.sampled_from(["?", "\\'3f", " "]), st.sampled_from(["\\par ", "\\par\r\n", "\\\n", "}\\par{"]))
def test_lines_come_back(lines: list[str], fallback: str, end: str) -> None:
    body = f"\\uc{len(fallback.split())}{{" + end.join(written(line, fallback) for line in lines) + end + "}"
    found = read(body)
    assert found.raw.split("\n") == lines
    assert (found.encoding, found.problems) == ("cp1252", ())


def test_the_content_tells_the_format() -> None:
    for name in ("a.txt", "a.doc", "a.rtf"):
        assert read_bytes(HEAD + b"halo}", name, name).format == "rtf"
    assert read_bytes(b"\xef\xbb\xbf \r\n" + HEAD + b"halo}", "a.rtf", "a.rtf").raw == "halo"


def test_characters_that_have_a_word() -> None:
    body = r"a\tab b\emdash c\endash\ldblquote d\rdblquote\lquote e\rquote\bullet\~f\_g\-h\{i\}\\j\line k\page l"
    assert read(body).raw == "a\tb—c–“d”‘e’•\u00a0f-gh{i}\\j\vk\vl"


def test_line_ends_of_the_file_are_none() -> None:
    assert read("sa\r\ntu\n\\par\r\n dua").raw == "satu\n dua"


@pytest.mark.parametrize(
    ("page", "text"),
    [(1252, "“é”"), (1251, "Привет"), (1256, "سلام"), (932, "日本語ソ"), (936, "你好"), (949, "한국어"), (10000, "é")],
)
def test_code_pages(page: int, text: str) -> None:
    name = "mac-roman" if page == 10000 else f"cp{page}"
    hexes = "".join(f"\\'{byte:02x}" for byte in text.encode(name))
    raw = b"{\\rtf1\\ansi\\ansicpg%d " % page
    assert read(hexes, raw).raw == text
    bare = text.encode(name)
    if b"\\" not in bare and b"{" not in bare and b"}" not in bare:
        assert read_bytes(raw + bare + b"}", "a.rtf", "a.rtf").raw == text


def test_character_sets_of_fonts() -> None:
    fonts = (
        rb"{\rtf1\ansi\ansicpg1252\deff1{\fonttbl{\f0\fnil\fcharset204 Arial{\*\falt x};}{\f1\froman Times;}"
        rb"{\f2\fnil\fcharset2 Wingdings;}{\f3\fnil\cpg1253 A;}}"
    )
    assert read(r"\'e9{\f0 \'e9}\'e9{\f2 \'4a\u-3872 ?}{\f3 \'e1}\f0\'e9\plain\'e9", fonts).raw == "éйé☺→αйé"


def test_characters_an_encoding_does_not_have_are_told() -> None:
    found = read(r"a\'81b\u55357 ?c")
    assert found.raw == "a\ufffdb\ufffdc"
    assert [(problem.kind, problem.values["count"]) for problem in found.problems] == [("source-signs-unreadable", 2)]


def test_halves_of_a_character_with_words_between() -> None:
    assert read(r"\uc0 \u55357\uc1 \u56842\'3f").raw == "😊"


def test_what_older_programs_see_is_skipped() -> None:
    assert read(r"\uc2\u233 ??a\u233 \'65\'65b{\uc0\u233 c}\u233 xyd\u233 {e}").raw == "éaébécédée"
    assert read(r"{\upr{a e\par}{\*\ud{a \u233 ?}}} b").raw == "a é b"


def test_destinations_that_are_no_text() -> None:
    body = (
        r"{\stylesheet{\s0 Normal;}}{\info{\author Orang}{\title Judul}}{\*\generator x;}{\header kepala\par}"
        r"{\footerr kaki}{\pict\wmetafile8 0102}{\pict\bin5 }}{{a}{\*\tidakdikenal{\b x}}{\listtext 1.\tab}satu"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt tautan}}{\object{\*\objdata 00}{\result hasil}}"
    )
    assert read(body).raw == "satutautanhasil"


def test_deleted_moved_and_hidden_text() -> None:
    found = read(r"a{\deleted hilang\par x}{\revised b}{\mvf pindah}{\v rahasia}{\b\v x\plain c}\v0 d")
    assert found.raw == "abcd"
    assert [(problem.kind, problem.values["count"]) for problem in found.problems] == [("source-hidden-text", 8)]


def test_comments_and_notes_become_remarks() -> None:
    note = r"{\*\annotation{\*\atnref 1}\chatn \pard bagus\par sekali}"
    body = (
        r"satu {\*\atrfstart 1}dua\par tiga{\*\atrfend 1}{\*\atnid R}{\*\atnauthor Rina}\chatn" + note + r" empat"
        r"{\*\atnid B}{\*\atnauthor Budi}\chatn{\*\annotation titik}\par "
        r"geh{\super\chftn{\footnote\pard{\super\chftn} bahasa {\b Sunda}}} itu{\deleted{\footnote hilang}}"
    )
    found = read(body)
    assert found.raw == "satu dua\ntiga empat\ngeh itu"
    assert remarks_of(found) == [
        ("dua\ntiga", "Rina", "bagus\nsekali"),
        ("empat", "Budi", "titik"),
        ("geh", "", "bahasa Sunda"),
    ]


def test_tables() -> None:
    def row(*cells: str) -> str:
        return r"\trowd\cellx1\cellx2" + "".join(rf"\pard\intbl {cell}\cell" for cell in cells) + r"\row "

    nested = r"x\nestcell y\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}\pard\intbl\itap1"
    body = r"a\par" + row("P", r"apa?\par itu") + row("", "c") + row("y", "") + row("B", nested) + r"\pard b"
    assert read(body).raw == "a\nP\tapa?\vitu\n\tc\ny\t\nB\tx\ty\nb"


def test_text_boxes_follow_their_paragraph() -> None:
    box = r"{\shp{\*\shpinst\shpleft1{\sp{\sn x}{\sv 1}}{\shptxt \pard kotak\par dua\par}}{\shprslt gambar}}"
    assert read(rf"a{box}b\par c").raw == "ab\nkotak\ndua\nc"
    assert read(rf"a{box}b").raw == "ab\nkotak\ndua"


def test_bold() -> None:
    body = r"{\b Nama} {\b A}: jawab\par\b Tanya\par lagi\b0  biasa{\b\plain x}\par{\rtlch\ab\ltrch y \rtlch z}"
    assert bold_of(read(body)) == ["Nama A", "Tanya", "lagi", "z"]


def test_a_break_before_a_label_is_a_line_end() -> None:
    assert text_of(read(r"P: apa?\line Informan A: itu,\line ya itu")) == "P: apa?\nInforman A: itu,\vya itu"


def test_what_stands_after_the_document_is_none() -> None:
    assert read_bytes(HEAD + b"halo}} dunia", "a.rtf", "a.rtf").raw == "halo"


def test_a_file_that_breaks_off_is_told() -> None:
    for cut in (HEAD + b"halo", HEAD + b"halo{\\footnote x", HEAD + b"halo{\\*\\x \\", HEAD + b"halo\\"):
        found = read_bytes(cut, "a.rtf", "a.rtf")
        assert (found.raw, [problem.kind for problem in found.problems]) == ("halo", ["source-cut-off"])


def test_broken() -> None:
    assert kind(b"halo", "a.rtf") == "source-broken"
    assert kind(HEAD + b"{" * 10_000, "a.rtf") == "source-broken"
    assert kind(HEAD + b"{}" * MOST_MARKS, "a.rtf") == "source-too-much-markup"


def test_hostile_files_are_read_to_their_end() -> None:
    for body in (
        "a" * 3_000_000,
        "{}" * 50_000,
        "\\b x\\b0 " * 50_000,
        "{\\pict " * 400,
        "a{\\footnote b}" * 20_000,
        "{\\fonttbl" + "\\f1 " * 20_000 + "a" * 1_000_000 + "}",
        "\\bin9999999999 x",
        "\\u99999999?\\uc999999999 ",
    ):
        read_bytes(HEAD + b"x" + body.encode() + b"}", "a.rtf", "a.rtf")


MARKS = (
    *"{}\\*ab \n",
    *("\\par ", "\\b ", "\\u233 ", "\\u-10179?", "\\'e9", "\\'", "\\cell ", "\\row ", "\\bin3 ", "\\uc0 "),
    *("{\\*\\annotation ", "{\\footnote ", "{\\shptxt ", "{\\*\\atrfstart 1}", "{\\*\\atrfend 1}"),
)


@examples(200)
@given(st.lists(st.sampled_from(MARKS), max_size=60))
def test_any_order_of_marks_is_read_or_refused(marks: list[str]) -> None:
    try:
        found = read_bytes(HEAD + "".join(marks).encode(), "a.rtf", "a.rtf")
    except StudyError as error:
        assert [problem.kind for problem in error.problems] == ["source-empty"]
        return
    text_of(found)
    bold_of(found)
    for remark in found.remarks:
        assert 0 <= remark.start <= remark.end <= len(found.raw)
