"""Characters of Windows-1252 among the controls; every encoding is tried in the tests of plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benang.core.encoding import decode


def test_characters_of_windows_that_came_as_controls_are_the_characters_they_are():
    raw = "Kata\x92nya\r\n\x93ya\x94 \x96 lima \x80\x85\n"
    for data, declared in ((raw.encode(), None), (raw.encode("latin-1"), "latin-1"), (raw.encode("utf-16"), None)):
        text, _, problems = decode(data, declared, "a.txt")
        assert text == "Kata’nya\r\n“ya” – lima €…\n"
        assert [(problem.kind, problem.line, problem.values["count"]) for problem in problems] == [
            ("encoding-signs-mended", 1, 6)
        ]


def test_a_next_line_character_that_ends_the_lines_is_left():
    assert decode("P: satu\x85N: dua\x85".encode()) == ("P: satu\x85N: dua\x85", "utf-8", ())
    assert decode("P: satu\x85\nN: dua".encode()).text == "P: satu…\nN: dua"


def test_controls_that_stand_for_no_character_are_left():
    assert decode("a\x81\x8d\x8f\x90\x9db".encode()) == ("a\x81\x8d\x8f\x90\x9db", "utf-8", ())


@given(st.text(alphabet=st.characters(max_codepoint=0x2FF), max_size=60))
def test_mending_moves_no_offset_and_touches_nothing_else(text):
    mended = decode(text.encode("utf-8-sig")).text
    assert len(mended) == len(text)
    assert all(one == two or "\x80" <= one <= "\x9f" for one, two in zip(text, mended, strict=True))
