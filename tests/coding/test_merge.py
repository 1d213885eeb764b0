import pytest

from benang.coding.coding_ids import fill_coding_ids
from benang.coding.merge import merge
from benang.core import model


def codings(*rows):
    """Codings as (source, start, end, code, coder, why), with their ids."""
    if not rows:
        return model.empty("codings")
    text = "abcdefghij" * 20
    records = [
        {"source_id": source, "case_id": "", "turn": 1, "last_turn": 1, "start": start, "end": end, "line": 1}
        | {"code_id": code, "coder": coder, "method": "human", "status": "accepted", "quotation": text[start:end]}
        | {"why": why, "anchor": "exact", "coding_id": str(number)}
        for number, (source, start, end, code, coder, why) in enumerate(rows)
    ]
    return model.conform(fill_coding_ids(model.from_rows("codings", records)), "codings")


def test_merges_coders_and_files():
    one = codings(("P", 0, 10, "c", "ana", ""), ("Q", 0, 10, "c", "ana", ""))
    other = codings(("P", 0, 10, "c", "budi", ""))
    merged = merge([one, model.empty("codings"), other])
    assert len(merged) == 3
    assert merged.equals(model.conform(merged, "codings"))
    assert set(one["coding_id"]) | set(other["coding_id"]) == set(merged["coding_id"])
    assert merge([]).equals(model.empty("codings"))


def test_one_coding_in_two_files_is_one_coding_that_keeps_both_memos():
    one = codings(("P", 0, 10, "c", "ana", "first"), ("P", 20, 25, "c", "ana", ""))
    other = codings(("P", 0, 10, "c", "ana", "second"), ("P", 0, 10, "c", "ana", "first"))
    merged = merge([one, other]).set_index("start")
    assert merged["why"].to_dict() == {0: "first; second", 20: ""}


def test_one_coding_in_two_files_keeps_the_sides_of_both_and_the_stricter_use():
    one = codings(("P", 0, 10, "c", "ana", ""), ("P", 20, 25, "c", "ana", ""))
    first, second = (
        one.assign(side=["for", ""], use=["best", ""]),
        one.assign(side=["against", ""], use=["hide", "best"]),
    )
    merged = merge([first, second]).set_index("start")
    assert merged["side"].to_dict() == {0: "both", 20: ""}
    assert merged["use"].to_dict() == {0: "hide", 20: "best"}


def test_equal_quotations_at_different_places_stay_two_though_each_file_named_its_own_alike():
    one, other = codings(("P", 0, 10, "c", "ana", "")), codings(("P", 10, 20, "c", "ana", ""))
    assert one["coding_id"].tolist() == other["coding_id"].tolist()
    merged = merge([one, other])
    assert sorted(merged["start"]) == [0, 10]
    assert merged["coding_id"].is_unique


@pytest.mark.parametrize("size", [0, 1])
def test_merge_does_not_change_its_tables(size):
    table = codings(*[("P", 0, 10, "c", "ana", "a")] * size)
    before = table.copy()
    merge([table, table])
    assert table.equals(before)


def test_what_is_there_once_stays_as_it_is_beside_what_is_there_twice():
    one = codings(("P", 0, 10, "c", "ana", "a"), ("Q", 0, 10, "c", "ana", "b"), ("R", 0, 10, "c", "ana", ""))
    other = codings(("Q", 0, 10, "c", "ana", "c"), ("S", 0, 10, "c", "ana", "d"))
    merged = merge([one, other]).set_index("source_id")
    assert merged["why"].to_dict() == {"P": "a", "Q": "b; c", "R": "", "S": "d"}
    expected = dict(zip(one["source_id"], one["coding_id"], strict=True))
    assert {name: merged["coding_id"][name] for name in expected} == expected
