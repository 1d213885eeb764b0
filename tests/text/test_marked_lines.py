"""Stretches of a text between the borders of spans that overlap in any way."""

from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.text.marked_lines import marked_lines


@st.composite
def texts_with_spans(draw):
    text = draw(st.text(st.sampled_from("ab \n"), max_size=60))
    place = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(place, place).map(sorted).map(tuple), max_size=8))
    return text, spans, draw(st.lists(place, max_size=4))


@examples(500)
@given(texts_with_spans())
def test_stretches_make_up_the_text_and_each_is_within_the_spans_that_cover_it(made):
    text, spans, places = made
    lines = list(marked_lines(text, spans, places))
    assert "\n".join("".join(text[one.start : one.end] for one in line) for line in lines) == text
    stretches = [one for line in lines for one in line]
    for one in stretches:
        for at in range(one.start, one.end):
            assert one.within == tuple(n for n, (start, end) in enumerate(spans) if start <= at < end)
        assert all(spans[number][0] == one.start for number in one.begun)
        assert all(spans[number][1] == one.start for number in one.ended)
    for events in ([n for one in stretches for n in one.begun], [n for one in stretches for n in one.ended]):
        assert sorted(events) == list(range(len(spans)))
    starts = {one.start for one in stretches}
    assert all(place in starts for place in places)
