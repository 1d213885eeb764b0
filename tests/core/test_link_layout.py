"""Links between things are laid out whole, each thing once, and cross as little as an order of their columns allows."""

from itertools import pairwise, permutations, product

from hypothesis import given
from hypothesis import strategies as st

from benang.core.crossings import crossings
from benang.core.link_layout import Link, joined, laid_out, outward

THINGS = st.integers(0, 7).map(str)
LINKS = st.lists(st.builds(Link, THINGS, THINGS, st.booleans()).filter(lambda one: one.start != one.end), min_size=1)


def pairs_of(layout, links):
    """What each lane joins: things, or numbers of links that pass."""
    found = []
    for lane, numbers in enumerate(layout.lanes):
        left, right = layout.columns[lane], layout.columns[lane + 1]
        ends = [links[number][:2] for number in numbers]
        found.append(
            [
                (next((one for one in two if one in left), number), next((one for one in two if one in right), number))
                for number, two in zip(numbers, ends, strict=True)
            ]
        )
    return found


def crossed(columns, pairs):
    return sum(crossings(one, other, own) for (one, other), own in zip(pairwise(columns), pairs, strict=True))


@given(LINKS, st.sampled_from([2, 3]))
def test_each_thing_stands_once_and_each_link_leads_from_one_end_to_the_other(links, most):
    parts = joined(links)
    assert sorted(number for part in parts for number in part) == list(range(len(links)))
    stand = []
    for numbers in parts:
        layout = laid_out(links, numbers, most)
        assert 2 <= len(layout.columns) <= most and len(layout.lanes) == len(layout.columns) - 1
        place = {one: n for n, column in enumerate(layout.columns) for one in column if isinstance(one, str)}
        stand += list(place)
        for number in numbers:
            ends = sorted(place[end] for end in links[number][:2])
            assert [n for n, lane in enumerate(layout.lanes) if number in lane] == list(range(*ends))
            assert (number in layout.same_column) == (ends[0] == ends[1])
            assert [n for n, one in enumerate(layout.columns) if number in one] == list(range(ends[0] + 1, ends[1]))
    assert sorted(stand) == sorted({end for link in links for end in link[:2]})


@given(LINKS)
def test_no_other_order_of_the_columns_has_fewer_crossings(links):
    for numbers in joined(links):
        layout = laid_out(links, numbers, 3)
        if max(map(len, layout.columns)) > 4:
            continue
        pairs = pairs_of(layout, links)
        fewest = min(crossed(columns, pairs) for columns in product(*map(permutations, layout.columns)))
        assert crossed(layout.columns, pairs) == fewest
        # The words of links stand so that lines cross no more often than the things' order makes them.
        for lane, (left, right), own in zip(layout.lanes, pairwise(layout.columns), pairs, strict=True):
            to_words = [(a, n) for n, (a, _) in enumerate(own)]
            from_words = [(n, b) for n, (_, b) in enumerate(own)]
            rows = list(range(len(lane)))
            assert crossings(left, rows, to_words) + crossings(rows, right, from_words) == crossings(left, right, own)


@given(LINKS)
def test_every_beginning_of_the_outward_order_hangs_together(links):
    for numbers in joined(links):
        order = outward(links, numbers)
        assert sorted(order) == numbers
        for n in range(1, len(order) + 1):
            assert len(joined([links[number] for number in order[:n]])) == 1


def test_a_chain_reads_from_left_to_right_and_a_star_needs_two_columns():
    chain = [Link("rain", "flood"), Link("flood", "loss")]
    assert laid_out(chain, [0, 1]).columns == (("rain",), ("flood",), ("loss",))
    star = [Link("a", "trust"), Link("b", "trust", False), Link("c", "trust")]
    assert laid_out(star, [0, 1, 2]).columns == (("a", "b", "c"), ("trust",))
    # A link that passes a column has a place there.
    ring = [Link("a", "b"), Link("b", "c"), Link("a", "c")]
    assert [set(column) for column in laid_out(ring, [0, 1, 2]).columns] == [{"a"}, {"b", 2}, {"c"}]
    assert laid_out(ring, [0, 1, 2], 2).same_column
