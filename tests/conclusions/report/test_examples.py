"""Which passages are shown as examples."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from benang.conclusions.report.examples import chosen, passages


def coding(n: int, case: str, start: int, words: int, coder: str = "ani", code: str = "k") -> dict[str, Any]:
    where = {"source_id": f"s-{case}", "case_id": case, "start": start, "end": start + words * 5}
    return where | {"coding_id": f"{n:03}", "coder": coder, "code_id": code, "quotation": "kata " * words}


def test_overlapping_codings_are_one_passage_and_touching_ones_two() -> None:
    codings = [coding(1, "A", 0, 10), coding(2, "A", 40, 10), coding(3, "A", 90, 10)]
    found = passages(codings, lambda one: one["code_id"])
    assert [len(passage.codings) for passage in found] == [2, 1]
    assert (found[0].start, found[0].end) == (0, 90)


def test_a_long_coding_holds_later_short_ones() -> None:
    codings = [coding(1, "A", 0, 40), coding(2, "A", 10, 2), coding(3, "A", 150, 4)]
    assert len(passages(codings, lambda one: one["code_id"])) == 1


def test_the_passage_of_both_coders_is_preferred_then_a_readable_length_then_the_earliest() -> None:
    alone, both = coding(1, "A", 0, 20), [coding(2, "A", 500, 20), coding(3, "A", 500, 20, "budi")]
    short, readable = coding(4, "B", 0, 3), coding(5, "B", 500, 12)
    late, early = coding(6, "C", 900, 12), coding(7, "C", 100, 12)
    found = passages([alone, *both, short, readable, late, early], lambda one: one["code_id"])
    shown = [passage.shown["coding_id"] for passage in chosen(found, "ABC", 5)]
    assert shown == ["002", "005", "007"]


def test_at_most_so_many_in_the_order_of_the_cases() -> None:
    found = passages([coding(n, case, 0, 10) for n, case in enumerate("CAB")], lambda one: one["code_id"])
    assert [passage.case_id for passage in chosen(found, "BCA", 2)] == ["B", "C"]


@given(st.permutations([coding(n, case, n * 30, 4 + n % 9) for n, case in enumerate("ABCABCABC")]))
def test_the_choice_does_not_depend_on_the_order_of_the_codings(codings: list[dict[str, Any]]) -> None:
    found = passages(codings, lambda one: one["code_id"])
    shown = [passage.shown["coding_id"] for passage in chosen(found, "ABC", 3)]
    assert len(shown) == 3
    again = passages(sorted(codings, key=lambda one: one["coding_id"]), lambda one: one["code_id"])
    assert [passage.shown["coding_id"] for passage in chosen(again, "ABC", 3)] == shown
