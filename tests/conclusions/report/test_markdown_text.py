"""Foreign text in the report comes out as the same text, in whatever form."""

import html
import re

import pytest
from examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benang.conclusions.documents.pandoc import run_pandoc
from benang.conclusions.documents.tree import nodes, plain, read_tree
from benang.conclusions.report import markdown_text as md

NASTY = [
    "<script>alert(1)</script>",
    "$x$ $$y$$ \\(z\\) \\alpha",
    "@foo [@foo] -@bar",
    "[x](y) ![x](y) [x]{.y} [^1] ^[n]",
    "# x",
    "a | b || c",
    "`x` ``y`` `z`{=html}",
    "\\ \\\\ \\n x\\",
    "*x* **y** _z_ __w__ ~~q~~ ~s~ ^t^",
    "- x",
    "1. x",
    "(1) x",
    "1) x",
    ": x",
    "Table: x",
    "> x",
    "% x",
    "+ x",
    "::: {.x}",
    "--- ... -- 'a' \"b\"",
    "&amp; &lt; &#60; & ;",
    "{#id} {=html} {{x}}",
    "---",
    "===",
    "שלום مرحبا \u202eabc",
    "😀👩‍👩‍👧 日本語",
    "a" * 500,
    "http://example.com www.example.com a@b.c",
    "\x00\x07x\ud800y",
]


def shown(text: str) -> str:
    """What a reader must see of a text: white space and control characters are one space."""
    plain_text = re.sub(r"[\x00-\x20\x7f\x85]+", " ", text).strip(" ")
    return re.sub(r"[\ud800-\udfff\ufffe\uffff]", "\ufffd", plain_text)


def comes_out(texts: list[str]) -> None:
    wanted = [shown(text) for text in texts]
    blocks = [md.escaped(text) for text in texts]
    tree = read_tree("\n\n".join(block or "leer" for block in blocks), "en", None)
    assert [plain(block) for block in tree.blocks] == [text or "leer" for text in wanted]
    assert {node["t"] for node in nodes(tree.blocks)} <= {"Para", "Str", "Space"}
    page = run_pandoc(tree.json(tree.blocks), "HTML", ["--from", "json", "--to", "html5", "--wrap", "none"])
    found = [html.unescape(part) for part in re.findall(r"<p>(.*?)</p>", page, re.DOTALL)]
    assert found == [text or "leer" for text in wanted]


def test_what_looks_like_markup_comes_out_as_text() -> None:
    comes_out(NASTY)


@settings(examples(40), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=20))
def test_any_text_comes_out_as_text(texts: list[str]) -> None:
    comes_out(texts)


@examples(40)
@given(st.lists(st.text("\\`*_{}[]()<>#+-.!|~^$@&\"':;=/%, \n1aé", min_size=1, max_size=40), min_size=1, max_size=20))
def test_any_markup_comes_out_as_text(texts: list[str]) -> None:
    comes_out(texts)


@pytest.mark.parametrize("text", NASTY)
def test_cells_quotations_links_and_captions_hold_any_text(text: str) -> None:
    said = md.escaped(text)
    parts = [
        md.table(said, "tab-x", [said, "n"], [[said, md.link(said, "q.1")]], "lr", [1, 1]),
        md.block(md.quoted([f"“{said}”", md.styled(said, "source")]), "quotation"),
        md.heading(3, f"{said}.", "q.1"),
        md.bullets([f"x {said}"]),
        md.picture(said, "fig-x", "x.svg", text),
    ]
    tree = read_tree(md.paragraphs(parts), "en", None)
    assert [block["t"] for block in tree.blocks] == ["Table", "Div", "Header", "BulletList", "Figure"]
    table, quotation, header, items, figure = (plain(block) for block in tree.blocks)
    wanted = shown(text)
    assert table == f"{wanted}{wanted}n{wanted}{wanted}"
    assert quotation == f"“{wanted}”{wanted}"
    assert header == f"{wanted}."
    assert items == f"x {wanted}"
    assert figure == wanted * 2
    image = next(node for node in nodes(tree.blocks[-1]) if node["t"] == "Image")
    assert plain(image["c"][1]) == wanted


def test_places_are_the_same_for_the_same_and_different_for_different_things() -> None:
    assert md.anchor("cell", "A", "k") == md.anchor("cell", "A", "k")
    made = {md.anchor("cell", *names) for names in [("A.B", "C"), ("A", "B.C"), ("A B", "C"), ("A_20_B", "C")]}
    assert len(made) == 4
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", name) for name in made)


def test_the_notebook_shows_no_pandoc_syntax() -> None:
    parts = [
        md.heading(2, "Judul", "x"),
        md.block(
            md.quoted(["“a \\[b\\]”", md.styled(f"{md.link(md.styled('q', 'id'), 'q.1')} c", "source")]), "quotation"
        ),
        md.table("Tabel", "tab-x", ["a"], [["@{kunci}"]], "l", [1]),
        md.picture("Gambar", "fig-x", "x.svg", 'kata "petik"'),
    ]
    text = md.readable(md.paragraphs(parts))
    assert "{" not in text
    assert ":::" not in text
    assert "“a \\[b\\]”" in text
    assert "![Gambar](x.svg)" in text
