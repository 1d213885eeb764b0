"""Researchers' quotation marks, apostrophes and ranges as print sets them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.text.typography import typographic


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('ditulis ("memperkuat"), klaim', "ditulis (“memperkuat”), klaim"),
        ('"Peneliti" di bawah', "“Peneliti” di bawah"),
        ('He said "the "new" one".', "He said “the ‘new’ one”."),
        ('“the "new" one”', "“the ‘new’ one”"),
        ("one of D's stories, E's; researchers' words", "one of D’s stories, E’s; researchers’ words"),
        ("the 'new' one", "the ‘new’ one"),
        ("19-21 August 2022 (pp. 132-146)", "19–21 August 2022 (pp. 132–146)"),
        ("2022-08-11, coder-1, covid-19, 0812-3456-7890", "2022-08-11, coder-1, covid-19, 0812-3456-7890"),
        ('a screen of 5" is small', 'a screen of 5" is small'),
        ('" says the end of a piece', "” says the end of a piece"),
    ],
)
def test_marks_are_those_of_print(written, shown):
    assert typographic(written) == shown


@given(st.text(alphabet="ab 12\"'“”‘’-–().,"))
def test_only_marks_and_hyphens_change(text):
    shown = typographic(text)
    assert len(shown) == len(text)
    changed = {(old, new) for old, new in zip(text, shown, strict=True) if old != new}
    assert changed <= {('"', "“"), ('"', "”"), ('"', "‘"), ('"', "’"), ("'", "‘"), ("'", "’"), ("-", "–")}
