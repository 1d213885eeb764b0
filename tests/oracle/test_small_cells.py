"""Combinations of attributes that one case alone has, held against a count of persons one by one."""

from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.sources.cases import Case
from benang.sources.small_cells import small_cells

from .small_cells import found_alone

VALUES = st.sampled_from(["", "Serang", "serang", " Serang ", "Lebak", "61"])


@examples(600)
@given(st.integers(0, 5).flatmap(lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width), max_size=7)))
def test_small_cells_are_those_of_a_count_person_by_person(table):
    persons = [{f"a{number}": value for number, value in enumerate(row)} for row in table]
    cases = [Case(f"P{number}", person) for number, person in enumerate(persons)]
    counted = {}
    for case, smallest in zip(cases, found_alone(persons), strict=True):
        for attributes in smallest:
            counted.setdefault(tuple(sorted(attributes)), []).append(case.case_id)
    assert {one.attributes: list(one.cases) for one in small_cells(cases)} == counted
