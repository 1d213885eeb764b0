"""Names of codings."""

from __future__ import annotations

import pandas as pd
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding import coding_ids
from benang.coding.coding_ids import coding_id, fill_coding_ids, known_as

ROWS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from("xy"), st.sampled_from(["aku", "percaya"]), st.integers(0, 50)),
    max_size=12,
    unique=True,
)


def table(rows: list[tuple[str, str, str, int]]) -> pd.DataFrame:
    columns = ["source_id", "code_id", "quotation", "start"]
    frame = pd.DataFrame(rows, columns=columns).assign(coder="rules")
    return frame.assign(end=frame["start"] + 5)


def test_known_id() -> None:
    # A letter and the first digits of the SHA-256 of ["A","trust","rules","Saya percaya.",1] as JSON; links depend on
    # it.
    assert coding_id("A", "trust", "rules", "Saya percaya.") == "ceb11c319ff"
    assert coding_id("A", "trust", "rules", "Saya percaya.", 2) != coding_id("A", "trust", "rules", "Saya percaya.")


@examples(40)
@given(ROWS)
def test_an_id_is_no_number_and_is_known_without_its_letter(rows: list[tuple[str, str, str, int]]) -> None:
    for name in fill_coding_ids(table(rows))["coding_id"]:
        assert name[0].isalpha()
        assert known_as(name) == known_as(name[1:]) == name


def test_what_a_person_wrote_is_an_id_or_none() -> None:
    assert known_as(" 43299e6877 ") == "c43299e6877"
    # Without its letter this one begins with a digit that looks like it.
    assert known_as("c3299e6877") == "cc3299e6877"
    for written in ("", "c43299e68", "43299e68771", "12ab", "p43299e6877", "43299E+6877", "C43299e6877"):
        assert known_as(written) == ""


def test_neighbouring_texts_do_not_run_together() -> None:
    assert coding_id("a", "bc", "d", "e") != coding_id("ab", "c", "d", "e")


@examples(40)
@given(ROWS, st.integers(1, 1000))
def test_text_before_does_not_change_ids(rows: list[tuple[str, str, str, int]], shift: int) -> None:
    moved = [(source, code, quotation, start + shift) for source, code, quotation, start in rows]
    assert fill_coding_ids(table(rows))["coding_id"].tolist() == fill_coding_ids(table(moved))["coding_id"].tolist()


@examples(40)
@given(ROWS, st.randoms())
def test_order_of_rows_and_of_sources_does_not_change_ids(rows: list[tuple[str, str, str, int]], random) -> None:
    whole = dict(zip(rows, fill_coding_ids(table(rows))["coding_id"], strict=True))
    assert len(set(whole.values())) == len(rows)
    shuffled = random.sample(rows, len(rows))
    assert dict(zip(shuffled, fill_coding_ids(table(shuffled))["coding_id"], strict=True)) == whole
    one = [row for row in rows if row[0] == "a"]
    assert fill_coding_ids(table(one))["coding_id"].tolist() == [whole[row] for row in one]


def test_equal_quotations_are_counted_in_reading_order() -> None:
    filled = fill_coding_ids(table([("a", "x", "aku", 30), ("a", "x", "aku", 2)]))
    assert filled["coding_id"].tolist() == [coding_id("a", "x", "rules", "aku", 2), coding_id("a", "x", "rules", "aku")]


def test_ids_that_would_be_equal_get_longer() -> None:
    digests = ["abcdef" + "0" * 58, "abcd00" + "1" * 58, "ffffff" + "2" * 58]
    assert coding_ids.shortened(digests, 4) == ["abcdef", "abcd00", "ffff"]
    assert coding_ids.shortened(digests[::-1], 4) == ["ffff", "abcd00", "abcdef"]


def test_index_and_no_rows() -> None:
    frame = table([("a", "x", "aku", 1)]).set_axis([9])
    assert fill_coding_ids(frame).index.tolist() == [9]
    assert fill_coding_ids(frame.iloc[:0])["coding_id"].tolist() == []


def test_ids_of_parts_are_shortened_together(monkeypatch):
    monkeypatch.setattr(coding_ids, "_AT_ONCE", 3)
    rows = [(f"s{n % 5}", "x", f"aku {n % 3}", n) for n in range(40)]
    whole = table(rows)
    expected = dict(zip(rows, fill_coding_ids(whole)["coding_id"], strict=True))
    parts = [coding_ids.with_whole_ids(whole[whole["source_id"] == f"s{n}"]) for n in range(5)]
    together = coding_ids.with_short_ids(pd.concat(parts))
    found = {rows[place]: name for place, name in zip(together.index, together["coding_id"], strict=True)}
    assert found == expected
    monkeypatch.setattr(coding_ids, "_AT_ONCE", 1000)
    assert dict(zip(rows, fill_coding_ids(whole)["coding_id"], strict=True)) == expected
