"""Which passages are shown as examples, and in whose words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.mapping.examples import Passage, chosen

TEXT = "kata " * 400


def passage(
    n: int, case: str, start: int, words: int, coders: str = "ani", use: str = "", side: str = "for", **more: Any
) -> Passage:
    """A passage of so many words from the ``start``-th on, which each of ``coders`` coded as a whole."""
    span = {"start": start * 5, "end": (start + words) * 5}
    codings = tuple({"coding_id": f"{n:03}{coder}", "coder": coder} | span for coder in coders.split())
    row = {"source_id": f"s-{case}", "case_id": case, "code_id": "k", "coders": coders.split()} | span
    return Passage(row | {"use": use, "side": side, "voice": "said"} | more, codings, {"start": 0, "end": 2000}, TEXT)


def starts(found: list[Passage]) -> list[int]:
    return [one.row["start"] // 5 for one in found]


def test_the_passage_of_most_coders_is_preferred_then_a_readable_length_then_the_earliest() -> None:
    alone, both = passage(1, "A", 0, 20), passage(2, "A", 100, 20, "ani budi")
    short, readable = passage(4, "B", 0, 3), passage(5, "B", 100, 12)
    late, early = passage(6, "C", 180, 12), passage(7, "C", 20, 12)
    assert starts(chosen([alone, both, short, readable, late, early], "ABC", 5)) == [100, 100, 20]


def test_what_the_researcher_chose_goes_first_best_before_typical() -> None:
    plain = passage(1, "A", 0, 20, "ani budi citra")
    typical, best = passage(2, "A", 50, 2, use="typical"), passage(3, "A", 90, 2, use="best")
    assert starts(chosen([plain, typical], "A", 5)) == [50]
    assert starts(chosen([plain, typical, best], "A", 5)) == [90]


@pytest.mark.parametrize("more", [{"use": "hide"}, {"use": "doubt"}, {"side": "disputed"}])
def test_what_is_hidden_in_doubt_or_disputed_is_never_an_example(more: dict[str, str]) -> None:
    assert chosen([passage(1, "A", 0, 20, **more)], "A", 5) == []
    assert starts(chosen([passage(1, "A", 0, 20, "ani budi", **more), passage(2, "A", 90, 2)], "A", 5)) == [90]


def test_at_most_so_many_in_the_order_of_the_cases() -> None:
    found = [passage(n, case, 0, 10) for n, case in enumerate("CAB")]
    assert [one.case_id for one in chosen(found, "BCA", 2)] == ["B", "C"]


def test_what_is_nobodys_is_shown_only_where_nobody_else_speaks() -> None:
    nobody, somebody = passage(1, "", 0, 10), passage(2, "A", 50, 10)
    assert chosen([nobody, somebody], "A", 5) == [somebody]
    assert chosen([nobody], "A", 5) == [nobody]


def test_words_of_a_passage_are_those_of_its_turn_alone() -> None:
    over = {"coding_id": "x", "coder": "ani", "start": 0, "end": 60}
    row = passage(1, "A", 0, 4).row
    found = Passage(row, (over,), {"start": 10, "end": 30}, TEXT)
    assert found.shown == (over, "kata kata kata kata")


def test_of_several_codings_the_one_that_reads_well_stands_for_the_passage() -> None:
    short = {"coding_id": "a", "coder": "ani", "start": 0, "end": 10}
    good = {"coding_id": "b", "coder": "budi", "start": 0, "end": 60}
    row = passage(1, "A", 0, 4).row
    assert Passage(row, (short, good), {"start": 0, "end": 2000}, TEXT).shown[0] is good


@given(st.permutations([passage(n, case, n * 15, 4 + n % 9) for n, case in enumerate("ABCABCABC")]))
def test_the_choice_does_not_depend_on_the_order_of_the_passages(found: list[Passage]) -> None:
    shown = starts(chosen(found, "ABC", 3))
    assert len(shown) == 3
    assert starts(chosen(sorted(found, key=lambda one: one.row["start"]), "ABC", 3)) == shown


ONE_OF_MANY = st.builds(
    passage,
    st.integers(0, 99),
    st.sampled_from("ABC"),
    st.integers(0, 100),
    st.integers(2, 70),
    st.sampled_from(["ani", "ani budi"]),
    st.sampled_from(["", "best", "typical", "doubt", "hide"]),
    st.sampled_from(["for", "none", "disputed"]),
)


@given(st.lists(ONE_OF_MANY, max_size=12), st.integers(0, 3))
def test_of_each_case_the_best_of_all_its_passages_is_shown(found: list[Passage], most: int) -> None:
    def worth(one: Passage) -> tuple[Any, ...]:
        words = len(one.shown[1].split())
        outside = max(8 - words, words - 60, 0)
        chosen_by = {"best": 0, "typical": 1}.get(one.row["use"], 2)
        return chosen_by, one.side == "none", -len(one.coders), outside > 0, outside, one.row["start"], one.row["end"]

    able = [one for one in found if one.row["use"] not in ("doubt", "hide") and one.side != "disputed"]
    best = {case: min((one for one in able if one.case_id == case), key=worth, default=None) for case in "ABC"}
    ranked = sorted((one for one in best.values() if one), key=lambda one: worth(one)[:2])[:most]
    assert chosen(found, "ABC", most) == sorted(ranked, key=lambda one: one.case_id)
