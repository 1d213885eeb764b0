"""Brackets around whole lines are taken out before pandoc reads a text, and the tree is the same."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from benang.conclusions.documents.line_spans import CLOSE, OPEN, marked
from benang.conclusions.documents.pandoc import FORMAT, run_pandoc
from benang.conclusions.documents.text_runs import joined
from benang.conclusions.documents.tree import mapped, nodes, plain, read_tree

PIECES = [
    *(
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "\\",
        "*",
        "_",
        "a",
        " ",
        "-",
        "1.",
        "#",
        "@",
        "|",
        "!",
        ">",
        "`",
        "<",
        "^",
        "~",
        ":",
    ),
    *("]{.id}", "[C]{.who}", "[x](#y)", "\\[", "\\]", "[]{#q.1}", ":::", "“", "é", "\u00a0"),
]
LINES = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


@st.composite
def texts(draw):
    """Paragraphs, many of which are one span, some of them quoted or in a division."""
    parts = []
    for inside in draw(st.lists(LINES, min_size=1, max_size=4)):
        line = draw(st.sampled_from(["[{}]{{.source}}", "{}", "> [{}]{{.asked}}", "- [{}]{{.id}}"])).format(inside)
        joint = draw(st.sampled_from(["\n\n", "\n", "\n>\n"]))
        parts.append(line + joint)
    return "# Title\n\n::: {.quotation}\n" + "".join(parts) + "\n:::\n\nEnd.\n"


def as_written(text):
    """The blocks of a text whose lines are left as they are."""
    arguments = ["--from", FORMAT, "--to", "json", "--columns", "20", "--metadata", "lang=en"]
    blocks = json.loads(run_pandoc(text, "JSON", arguments))["blocks"]
    return joined(mapped(blocks, lambda node: node["c"][1] if node["t"] == "Cite" else None))


@settings(max_examples=60, deadline=None)
@given(texts())
def test_the_tree_is_the_same_as_of_the_text_as_written(text):
    expected = as_written(text)
    try:
        tree = read_tree(text, "en", None)
    except ValueError:  # code and markup, which the report's text never holds
        assert any(node["t"].startswith(("Code", "Raw", "Math")) for node in nodes(expected))
        return
    assert tree.blocks == expected[1:]


def test_a_line_that_is_one_span_gets_a_mark_and_its_brackets_in_the_tree():
    text = "# T\n\n::: {.quotation}\n> [Before: *why*?]{.asked}\n>\n> [[C]{.who} · x]{.source}\n:::\n"
    assert marked(text).count(OPEN) == 2
    tree = read_tree(text, "en", None)
    assert tree.blocks == as_written(text)[1:]
    assert [node["c"][0][1] for node in nodes(tree.blocks) if node["t"] == "Span"] == [["asked"], ["source"], ["who"]]


def test_two_spans_on_a_line_and_spans_in_running_text_are_left_alone():
    for text in ("[a]{.x} and [b]{.y}", "Before\n[a]{.x}", "[a]{.x}\nafter", "[a \\]{.x}", f"[a{OPEN}]{{.x}}"):
        assert marked(text) == text


def test_characters_of_marks_in_a_text_stay_text():
    said = f"{OPEN}source{CLOSE} said"
    tree = read_tree(f"# T\n\n{said}\n\n[a]{{.source}}\n", "en", None)
    assert plain(tree.blocks[0]) == said
