from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.text.offsets import Edit, MappedText, line_of, line_starts

TEXTS = st.text(max_size=60)


@st.composite
def edited(draw, rounds=3):
    """A raw text and what several rounds of edits made of it, with the same made by plain string work."""
    raw = draw(TEXTS)
    mapped, plain = MappedText.identity(raw), raw
    for _ in range(draw(st.integers(0, rounds))):
        places = sorted(draw(st.lists(st.integers(0, len(plain)), max_size=6)))
        places = places[: len(places) // 2 * 2]
        edits = [
            Edit(start, end, draw(st.text(max_size=3))) for start, end in zip(places[::2], places[1::2], strict=True)
        ]
        mapped = mapped.edit(edits)
        for edit in reversed(edits):
            plain = plain[: edit.start] + edit.replacement + plain[edit.end :]
    return raw, mapped, plain


@given(edited())
def test_edits_make_the_text_that_string_work_makes(case):
    _, mapped, plain = case
    assert mapped.text == plain


@given(edited())
def test_runs_cover_the_text_in_order_and_exact_ones_are_the_same_text(case):
    raw, mapped, _ = case
    place, raw_place = 0, 0
    for run in mapped.runs:
        assert run.start == place
        assert raw_place <= run.raw_start <= run.raw_end <= len(raw)
        if run.exact:
            assert mapped.text[run.start : run.end] == raw[run.raw_start : run.raw_end] != ""
        place, raw_place = run.end, run.raw_end
    assert place == len(mapped.text)


@given(edited(), st.data())
def test_an_exact_span_slices_to_the_same_raw_text_and_back(case, data):
    raw, mapped, _ = case
    exact = [run for run in mapped.runs if run.exact]
    if not exact:
        return
    run = data.draw(st.sampled_from(exact))
    start = data.draw(st.integers(run.start, run.end - 1))
    end = data.draw(st.integers(start + 1, run.end))
    raw_start, raw_end = mapped.to_raw(start, end)
    assert raw[raw_start:raw_end] == mapped.text[start:end]
    assert mapped.to_clean(raw_start, raw_end) == (start, end)


@given(edited(), st.data())
def test_there_and_back_takes_in_the_span(case, data):
    raw, mapped, _ = case
    start = data.draw(st.integers(0, len(mapped.text)))
    end = data.draw(st.integers(start, len(mapped.text)))
    raw_start, raw_end = mapped.to_raw(start, end)
    assert 0 <= raw_start <= raw_end <= len(raw)
    # Text that was put in has no raw text to come back from.
    inserted = [run for run in mapped.runs if run.raw_start == run.raw_end and run.start < end and run.end > start]
    if start < end and not inserted:
        back = mapped.to_clean(raw_start, raw_end)
        assert back[0] <= start and end <= back[1]


@given(edited(), st.data())
def test_any_raw_span_has_a_place(case, data):
    raw, mapped, _ = case
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, len(raw)))
    low, high = mapped.to_clean(start, end)
    assert 0 <= low <= high <= len(mapped.text)


@given(edited(), st.data())
def test_slices_joined_are_the_whole(case, data):
    _, mapped, _ = case
    cut = data.draw(st.integers(0, len(mapped.text)))
    left, right = mapped.slice(0, cut), mapped.slice(cut, len(mapped.text))
    joined = MappedText.join([left, right])
    assert joined.text == mapped.text
    for start in range(len(mapped.text)):
        assert joined.to_raw(start, start + 1) == mapped.to_raw(start, start + 1)


@given(edited())
def test_its_edits_make_the_same_text_again(case):
    raw, mapped, _ = case
    again = MappedText.identity(raw).edit(mapped.edits())
    # What stands behind the last span that was taken in was left behind, if anything was.
    assert again.text.startswith(mapped.text)
    assert MappedText.identity(raw).edit(mapped.edits()).edits() == mapped.edits()


def test_known_places():
    raw = "Pak  Budi\r\nbilang <i>iya</i>"
    mapped = MappedText.identity(raw).edit([Edit(3, 5, " "), Edit(9, 11, " "), Edit(18, 21), Edit(24, 28)])
    assert mapped.text == "Pak Budi bilang iya"
    assert mapped.to_raw(4, 8) == (5, 9)
    assert mapped.to_raw(3, 4) == (3, 5)  # a replaced span is taken as a whole
    assert mapped.to_raw(16, 19) == (21, 24)  # what was taken out at its edges stays outside
    assert mapped.to_clean(18, 28) == (16, 19)
    assert mapped.to_clean(18, 20) == (16, 16)  # all of it was taken out: its place
    assert mapped.to_clean(4, 5) == (3, 4)


def test_an_edit_within_a_replaced_span_becomes_one_with_it():
    mapped = MappedText.identity("aXb").edit([Edit(1, 2, "1234")]).edit([Edit(2, 3, "-")])
    assert mapped.text == "a1-34b"
    assert [tuple(run) for run in mapped.runs] == [(0, 1, 0, 1, True), (1, 5, 1, 2, False), (5, 6, 2, 3, True)]


@pytest.mark.parametrize("edits", [[Edit(0, 2), Edit(1, 3)], [Edit(2, 9)], [Edit(-1, 1)], [Edit(2, 1)]])
def test_impossible_edits_are_refused(edits):
    with pytest.raises(ValueError, match=r"overlap|inside"):
        MappedText.identity("abcd").edit(edits)


def test_empty_text():
    mapped = MappedText.identity("")
    assert (mapped.runs, mapped.to_raw(0, 0), mapped.to_clean(0, 0)) == ((), (0, 0), (0, 0))


def test_lines_of_every_system():
    starts = line_starts("a\nb\r\nc\rd")
    assert starts == [0, 2, 5, 7]
    assert [line_of(starts, place) for place in (0, 1, 2, 5, 7)] == [1, 1, 2, 3, 4]
