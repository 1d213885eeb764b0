"""Words that are joined to one text are written as they were before, in every form of a report."""

import itertools
import json
import re
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benang.conclusions.documents.pandoc import run_pandoc
from benang.conclusions.documents.text_runs import joined, separated
from benang.conclusions.documents.tree import nodes, plain

WORDS = [
    *("Kata", "kata,", ";", ";kata", "kata;", "(kata)", "[kata]", "#kata", "-", "--", "+", "/", "=", "1.", "*", "_"),
    *(
        "$",
        "@kata",
        "<b>",
        "&amp;",
        "\\",
        "`",
        "~",
        "…",
        "'kata'",
        '"kata"',
        "“kata”",
        "a\u00a0b",
        "é",
        "字",
        "אב",
        ".",
    ),
]
ATTRIBUTES = ["", [], []]
TEXTS = st.one_of(st.sampled_from(WORDS).map(lambda word: {"t": "Str", "c": word}), st.just({"t": "Space"}))
BREAKS = st.sampled_from([{"t": "SoftBreak"}, {"t": "LineBreak"}])


def inside(lines):
    return st.one_of(
        lines.map(lambda line: {"t": "Emph", "c": line}),
        lines.map(lambda line: {"t": "Span", "c": [["", ["source"], []], line]}),
        lines.map(lambda line: {"t": "Link", "c": [ATTRIBUTES, line, ["#q.1", ""]]}),
    )


LINES = st.recursive(
    st.lists(TEXTS, min_size=1, max_size=6),
    lambda lines: st.lists(st.one_of(TEXTS, TEXTS, BREAKS, inside(lines)), min_size=1, max_size=6),
    max_leaves=8,
)
BLOCKS = st.lists(LINES.map(lambda line: {"t": "Para", "c": line}), min_size=1, max_size=4)


def document(blocks):
    return json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": blocks})


def words_of(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml")


@settings(max_examples=60, deadline=None)
@given(blocks=BLOCKS)
@example(blocks=[{"t": "Para", "c": [{"t": "Str", "c": "Kata"}, {"t": "Space"}, {"t": "Str", "c": ";"}]}])
def test_what_is_written_is_the_same(blocks):
    place = {"t": "Para", "c": [{"t": "Span", "c": [["q.1", [], []], [{"t": "Str", "c": "x"}]]}]}
    whole, together = document([*blocks, place]), document(joined([*blocks, place]))
    for form in ("html5", "typst-citations"):
        arguments = ["--from", "json", "--to", form, "--wrap", "none"]
        assert run_pandoc(together, form, arguments) == run_pandoc(whole, form, arguments)


@settings(max_examples=20, deadline=None)
@given(blocks=BLOCKS)
def test_word_shows_the_same(blocks, tmp_path_factory):
    folder = tmp_path_factory.mktemp("docx")
    for name, written in (("whole", blocks), ("joined", joined(blocks))):
        arguments = ["--from", "json", "--to", "docx", "--output", str(folder / f"{name}.docx")]
        run_pandoc(document(written), "DOCX", arguments, sandbox=False)
    assert words_of(folder / "joined.docx") == words_of(folder / "whole.docx")


@given(blocks=BLOCKS)
def test_no_letter_is_lost_and_nothing_given_is_changed(blocks):
    before = json.dumps(blocks)
    assert plain(joined(blocks)) == plain(blocks)
    assert joined(joined(blocks)) == joined(blocks)
    assert json.dumps(blocks) == before


@pytest.mark.parametrize("line", [["a", "b"], ["a", ";", "b"], [";", "b"]])
def test_a_citation_keeps_the_words_around_it(line):
    words = [node for word in line for node in ({"t": "Str", "c": word}, {"t": "Space"})]
    cite = {"t": "Cite", "c": [[], [{"t": "Str", "c": "[@x"}, {"t": "Space"}, {"t": "Str", "c": "y]"}]]}
    block = {"t": "Para", "c": [*words, cite]}
    assert joined([block]) == [block]


def test_words_between_two_others_are_one_text():
    line = [{"t": "Str", "c": "a"}, {"t": "Space"}, {"t": "Str", "c": "b"}, {"t": "Space"}, {"t": "Str", "c": "c"}]
    assert len(list(nodes(joined([{"t": "Para", "c": line}])))) == 2


@given(text=st.lists(st.sampled_from(WORDS), min_size=1).map(" ".join))
def test_pieces_are_the_text(text):
    pieces = separated(text, re.compile(r"""["']"""))
    assert " ".join(words for _, words in pieces) == text
    assert all(bool(re.search(r"""["']""", words)) == apart for apart, words in pieces)
    assert all(a or b for (a, _), (b, _) in itertools.pairwise(pieces))
