"""Texts of the researchers: what is a reference or a number in them, and what is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.writing.text_marks import Mark, marks, read_blocks


def one(text):
    (found,) = marks(read_blocks(text))
    return found


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("[@passage:c1]", Mark("passage", ("c1",), 1, "passage:c1")),
        ("[@passage:c1 against]", Mark("passage", ("c1",), 1, "passage:c1 against", "against")),
        ("[@claim:C1]", Mark("claim", ("C1",), 1, "claim:C1")),
        ("[@figure:heat_map]", Mark("figure", ("heat_map",), 1, "figure:heat_map")),
        ("[@arianto2021; @kompas2022]", Mark("cite", ("arianto2021", "kompas2022"), 1, "arianto2021; @kompas2022")),
        ("{{informants t = 4 of 5}}", Mark("number", ("t",), 1, "informants t = 4 of 5", "", "informants", 4, 5)),
        ("{{informants t = 4 dari 5}}", Mark("number", ("t",), 1, "informants t = 4 dari 5", "", "informants", 4, 5)),
        ("{{passages t against = 2}}", Mark("number", ("t",), 1, "passages t against = 2", "against", "passages", 2)),
        ("{{people trust = 4}}", Mark("wrong", (), 1, "people trust = 4")),
        ("{{informants trust beside = 4}}", Mark("wrong", (), 1, "informants trust beside = 4")),
        ("{{informants trust}}", Mark("wrong", (), 1, "informants trust")),
        ("[@passage:c1 beside]", Mark("wrong", (), 1, "passage:c1 beside")),
        ("[@]", Mark("wrong", (), 1, "")),
    ],
)
def test_each_mark_is_read(written, mark):
    assert one(f"Before {written} after.") == mark


def test_marks_know_their_line_and_blocks_their_kind():
    text = "\nFirst.\n\n### Head [@a]\nBelow\n[@passage:c1]\n\n- one [@b]\n- two\n  more [@c]\n\n"
    text += "> said\n> {{sources x = 1}}\n"
    blocks = read_blocks(text)
    assert [(block.kind, block.line) for block in blocks] == [
        ("paragraph", 2),
        ("heading", 4),
        ("paragraph", 5),
        ("list", 8),
        ("quotation", 12),
    ]
    assert [(mark.written, mark.line) for mark in marks(blocks)] == [
        ("a", 4),
        ("passage:c1", 6),
        ("b", 8),
        ("c", 10),
        ("sources x = 1", 13),
    ]
    assert blocks[2].alone is None
    assert read_blocks("[@passage:c1]")[0].alone == one("[@passage:c1]")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200))
def test_what_is_no_mark_stays_text(text):
    held = [item for block in read_blocks(text) for item in block.items]
    kept = "".join(part if isinstance(part, str) else part.written for item in held for part in item)
    letters = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in kept if sign.isalnum()] == letters


@given(
    st.sampled_from(["informants", "passages", "observed", "sources"]),
    st.from_regex(r"[a-z][a-z0-9-]{0,12}", fullmatch=True),
    st.sampled_from(["", "for", "against"]),
    st.integers(0, 10_000),
    st.none() | st.integers(0, 10_000),
)
def test_a_number_comes_back_as_it_was_written(measure, unit, side, n, base):
    written = f"{{{{{measure} {unit} {side} = {n}{f' of {base}' if base is not None else ''}}}}}"
    mark = one(written)
    assert (mark.kind, mark.measure, mark.names, mark.side, mark.n, mark.base) == (
        "number",
        measure,
        (unit,),
        side,
        n,
        base,
    )
