"""What pandoc made of a section before is taken again, and only of the very same section."""

import json
import os
import stat

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from benang.conclusions.documents.document_words import about
from benang.conclusions.documents.made_before import MadeBefore
from benang.conclusions.documents.sections import parted_as, sections
from benang.conclusions.documents.tree import read_tree
from benang.conclusions.documents.typeset import write_pdf
from benang.conclusions.documents.web_page import write_html
from benang.core.places import WORKFLOW

WORKS = [
    {"id": "budi2020", "type": "book", "title": "Pasar", "author": [{"family": "Budi"}], "issued": {"raw": "2020"}},
    {"id": "nd", "type": "book", "title": "Kios", "author": [{"family": "Sari et al."}]},
]
ABOUT = about({"title": {"id": "Judul"}, "authors": ["A"], "question": {"id": "Apa?"}, "date": "2022"}, "id")
TEXT = """# Judul {#judul}

Pembuka, menurut @nd. Sekian.

## Satu {#satu}

[kata]{.source} dan [@budi2020; @nd].

::: {.quotation}
> “Iya.”

## Bukan bab
:::

| a | b |
|:--|--:|
| 1 | 2 |

: Tabel. {#tab}

### Sub {#sub}

- satu
- dua

## Pustaka {#references}

::: {#refs}
:::

## Akhir {#akhir}

Kata @budi2020 juga.
"""


@pytest.fixture
def works(tmp_path):
    path = tmp_path / "works.json"
    path.write_text(json.dumps(WORKS), encoding="utf-8")
    return path


@pytest.fixture
def kept(tmp_path):
    return tmp_path / "private" / "report.json"


def tree(text, works, kept="", code="1"):
    before = MadeBefore(kept, code)
    read = read_tree(text, "id", works, before)
    before.write()
    return read


def whole(text, works):
    """As it is read at once: no section comes apart from the others in one box."""
    boxed = read_tree(f"::: {{.all}}\n\n{text}\n\n:::\n", "id", works)
    return boxed.blocks[0]["c"][1] + boxed.blocks[1:]


def test_sections_alone_are_read_as_the_whole_text_is(works):
    read = tree(TEXT, works)
    assert read.title == "Judul"
    assert read.blocks == whole(TEXT, works)[1:]


def test_what_is_kept_is_the_same_and_private(works, kept):
    first = tree(TEXT, works, kept)
    assert tree(TEXT, works, kept) == first == tree(TEXT, works)
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600 or os.name == "nt"


CHANGES = pytest.mark.parametrize(
    "old, new",
    [
        ("Pembuka", "Penutup"),
        ("## Satu", "## Dua"),
        ("- dua", "- dua\n- tiga"),
        ("Kata @budi2020 juga.", "Kata @nd juga."),
        ("### Sub {#sub}\n", "Tanpa judul.\n"),
        ("## Akhir {#akhir}\n\nKata @budi2020 juga.\n", ""),
        ("::: {#refs}\n:::\n", ""),
        ("# Judul {#judul}\n\n", ""),
        ("## Akhir", "::: {.x}\n\n## Akhir"),
    ],
)


@CHANGES
def test_after_a_change_the_whole_is_what_it_is_without_a_memory(works, kept, old, new):
    tree(TEXT, works, kept)
    changed = TEXT.replace(old, new)
    assert changed != TEXT
    assert tree(changed, works, kept) == tree(changed, works)


@CHANGES
def test_after_a_change_the_page_and_the_text_for_print_are_what_they_are_without_a_memory(
    works, kept, tmp_path, monkeypatch, old, new
):
    printed = []
    monkeypatch.setattr(typst, "compile", lambda source, **_: printed.append(source) or b"")

    def write(text, before):
        tree = read_tree(text, "id", works, before)
        write_html(tree, ABOUT, tmp_path, WORKFLOW / "templates", tmp_path / "page.html", before)
        write_pdf(tree, ABOUT, tmp_path, WORKFLOW / "templates", tmp_path / "page.pdf", before)
        before.write()
        return (tmp_path / "page.html").read_text(encoding="utf-8"), printed.pop()

    write(TEXT, MadeBefore(kept, "1"))
    changed = TEXT.replace(old, new)
    made = write(changed, MadeBefore(kept, "1"))
    assert made == write(changed, MadeBefore()) == write(changed, _Whole())


def test_a_changed_list_of_works_is_cited(works, kept):
    tree(TEXT, works, kept)
    works.write_text(json.dumps([WORKS[0] | {"title": "Toko"}, WORKS[1]]), encoding="utf-8")
    assert "Toko" in json.dumps(tree(TEXT, works, kept).blocks)


def test_only_what_is_new_is_made_and_only_what_was_asked_for_is_kept(kept):
    given = []

    def make(parts):
        given.extend(parts)
        return [part.upper() for part in parts]

    for parts, new in ([["a", "b", "a"], ["a", "b"]], [["b", "c"], ["c"]], [["a", "b"], ["a"]]):
        before = MadeBefore(kept, "1")
        given.clear()
        assert before.made("x", parts, make) == [part.upper() for part in parts]
        assert given == new
        before.write()


@pytest.mark.parametrize("other", [("x", "2"), ("y", "1")])
def test_other_code_and_another_kind_make_it_anew(kept, other):
    before = MadeBefore(kept, "1")
    before.made("x", ["a"], lambda parts: ["old"])
    before.write()
    kind, code = other
    assert MadeBefore(kept, code).made(kind, ["a"], lambda parts: ["new"]) == ["new"]


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"of": 1}'])
def test_a_damaged_memory_only_costs_time(works, kept, damage):
    first = tree(TEXT, works, kept)
    kept.write_text(damage, encoding="utf-8")
    assert tree(TEXT, works, kept) == first


LINES = st.lists(
    st.sampled_from(
        ["", "# A", "## B {#b}", "kata", ":::", "::: {.x}", "> kutip", "- butir", "  ## C", "#D", "| a | b |"]
    )
)


@given(LINES)
def test_sections_joined_are_the_text(lines):
    text = "\n".join(lines)
    assert "\n\n".join(sections(text)) == text


@settings(max_examples=25, deadline=None)
@given(LINES)
def test_any_text_is_read_as_it_is_at_once(lines):
    text = "\n".join(lines)
    at_once = read_tree(text, "id", None, _Whole())
    assert read_tree(text, "id", None) == at_once


class _Whole(MadeBefore):
    """Takes nothing apart."""

    def made(self, kind, parts, make):
        made = make(list(parts)) if len(parts) == 1 else None
        return made and list(made)


def test_what_does_not_come_apart_is_told():
    header, para = {"t": "Header"}, {"t": "Para"}
    assert parted_as(["a", "# b"], [para, header, para]) == [[para], [header, para]]
    assert parted_as(["a", "# b"], [para, header, header]) is None
    assert parted_as(["# a"], [para]) is None
    assert parted_as(["# a", "b"], [header, para]) is None
