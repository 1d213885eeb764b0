import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang import model
from benang.coding.ids import fill_coding_ids
from benang.coding.merge import PASSAGE_COLUMNS, merge, passages


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


def test_equal_quotations_at_different_places_stay_two_though_each_file_named_its_own_alike():
    one, other = codings(("P", 0, 10, "c", "ana", "")), codings(("P", 10, 20, "c", "ana", ""))
    assert one["coding_id"].tolist() == other["coding_id"].tolist()
    merged = merge([one, other])
    assert sorted(merged["start"]) == [0, 10]
    assert merged["coding_id"].is_unique


def test_passages_merge_what_overlaps_and_keep_what_only_touches():
    table = codings(
        ("P", 0, 10, "c", "ana", ""),
        ("P", 5, 15, "c", "budi", ""),
        ("P", 6, 8, "c", "citra", ""),
        ("P", 15, 20, "c", "ana", ""),
        ("P", 5, 15, "d", "ana", ""),
        ("Q", 5, 15, "c", "ana", ""),
    )
    found = passages(table)
    assert list(found.columns) == PASSAGE_COLUMNS
    rows = found[["source_id", "code_id", "start", "end"]].values.tolist()
    assert rows == [["P", "c", 0, 15], ["P", "c", 15, 20], ["P", "d", 5, 15], ["Q", "c", 5, 15]]
    by_start = table.sort_values("start").query("source_id == 'P' and code_id == 'c' and start < 15")
    assert model.split_ids(found["coding_ids"][0]) == by_start["coding_id"].tolist()


def test_passages_of_nothing():
    assert passages(model.empty("codings")).empty
    assert list(passages(model.empty("codings")).columns) == PASSAGE_COLUMNS


spans = st.lists(st.tuples(st.sampled_from("PQ"), st.integers(0, 60), st.integers(1, 20)), min_size=1, max_size=20)


@given(spans, st.randoms(use_true_random=False))
def test_passages_cover_the_same_characters_once_in_any_order(stretches, random):
    rows = list(dict.fromkeys((source, start, start + n, "c", "ana", "") for source, start, n in stretches))
    table = codings(*rows)
    found = passages(table)
    covered = [(row.source_id, place) for row in found.itertuples() for place in range(row.start, row.end)]
    assert len(covered) == len(set(covered))
    assert set(covered) == {(source, place) for source, start, end, *_ in rows for place in range(start, end)}
    assert sorted(ident for cell in found["coding_ids"] for ident in model.split_ids(cell)) == sorted(
        table["coding_id"]
    )
    assert passages(table.sample(frac=1, random_state=random.randint(0, 999))).equals(found)


@pytest.mark.parametrize("size", [0, 1])
def test_merge_does_not_change_its_tables(size):
    table = codings(*[("P", 0, 10, "c", "ana", "a")] * size)
    before = table.copy()
    merge([table, table])
    assert table.equals(before)
