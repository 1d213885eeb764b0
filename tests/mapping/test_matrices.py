"""Counting, against a small example counted by hand."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core import model
from benang.mapping.matrices import case_matrix, code_totals, counted, kind_matrix, merge_overlaps

# Interview iX, informant X: two turns of four and five words, a question of the interviewer between them.
TEXT_X = "X: satu dua tiga empat\nP: apa itu ya\nX: lima enam tujuh lapan sembilan"
# Observation o1 is about X and Y, six words, no speaker.
TEXT_O = "toko ramai sekali pada hari itu"
CODERS = ["c1", "c2"]


def place(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def codes_table() -> pd.DataFrame:
    spec = [
        ("T", "", "theme", "T", "", False),
        ("A", "T", "category", "T", "A", False),
        ("A1", "A", "code", "T", "A", False),
        ("A2", "A", "code", "T", "A", False),
        ("An", "A", "code", "T", "A", True),
        ("B", "T", "category", "T", "B", False),
        ("F", "", "theme", "F", "", False),
    ]
    names = ("code_id", "parent_id", "level", "theme_id", "category_id", "negative")
    blank = {"origin": "inductive", "cites": "", "example": "", "colour": ""}
    return model.from_rows(
        "codes", [dict(zip(names, row, strict=True)) | blank | {"order": order} for order, row in enumerate(spec)]
    )


def sources_table() -> pd.DataFrame:
    rows = []
    for source, kind, cases, text in (("iX", "interview", "X", TEXT_X), ("o1", "observation", "X;Y", TEXT_O)):
        blank = {"file": "", "format": "txt", "language": "id", "encoding": "", "sha256": ""}
        sizes = {"n_characters": len(text), "n_words": 0, "n_turns": 0}
        rows.append({"source_id": source, "kind": kind, "case_ids": cases, "text": text} | blank | sizes)
    return model.from_rows("sources", rows)


def turns_table() -> pd.DataFrame:
    spec = [
        ("iX", 1, TEXT_X, "satu dua tiga empat", "informant", "X", 4),
        ("iX", 2, TEXT_X, "apa itu ya", "interviewer", "", 3),
        ("iX", 3, TEXT_X, "lima enam tujuh lapan sembilan", "informant", "X", 5),
        ("o1", 1, TEXT_O, TEXT_O, "observer", "", 6),
    ]
    rows = []
    for source, turn, text, words, role, case, n_words in spec:
        start, end = place(text, words)
        blank = {"speaker": "", "line": 1, "time_start": None, "time_end": None, "role_from": "", "heading": ""}
        known = {"source_id": source, "turn": turn, "start": start, "end": end, "role": role, "case_id": case}
        rows.append(known | {"n_words": n_words} | blank)
    return model.from_rows("turns", rows)


def cases_table() -> pd.DataFrame:
    return model.from_rows("cases", [{"case_id": "X", "order": 0}, {"case_id": "Y", "order": 1}])


def coding(
    name: str,
    source: str,
    case: str,
    code: str,
    words: str,
    coder: str = "c1",
    method: str = "human",
    status: str = "accepted",
) -> dict[str, object]:
    text = {"iX": TEXT_X, "o1": TEXT_O}[source]
    start, end = place(text, words)
    blank = {"turn": 1, "last_turn": 1, "line": 1, "why": "", "anchor": "exact"}
    return blank | {
        "coding_id": name,
        "source_id": source,
        "case_id": case,
        "start": start,
        "end": end,
        "code_id": code,
        "coder": coder,
        "method": method,
        "status": status,
        "quotation": text[start:end],
    }


def codings_table() -> pd.DataFrame:
    return model.from_rows(
        "codings",
        [
            coding("k1", "iX", "X", "A1", "satu dua"),
            coding("k2", "iX", "X", "A1", "dua tiga", coder="c2"),  # overlaps k1: one reference of A1
            coding("k3", "iX", "X", "A2", "tiga empat"),  # overlaps k2: one reference of A with them
            coding("k4", "iX", "X", "An", "lima enam"),  # a negative case
            coding("k5", "iX", "X", "A", "tujuh"),  # the category itself
            coding("k6", "iX", "X", "B", "satu dua tiga empat\nP: apa itu ya\nX: lima"),  # over three turns
            coding("k7", "o1", "Y", "A1", "toko ramai", coder="c2"),
            coding("k8", "o1", "", "A1", "hari itu"),  # nobody's
            coding("k9", "iX", "X", "F", "lapan"),
            coding("r1", "iX", "X", "A1", "satu", coder="rules", method="rule", status="suggested"),
            coding("r2", "iX", "X", "A2", "satu dua", coder="rules", method="rule", status="suggested"),
            coding("r3", "iX", "X", "A1", "sembilan", coder="rules", method="rule", status="rejected"),
            coding("x1", "iX", "X", "A1", "sembilan", coder="c3"),  # not a counted coder
            coding("x2", "iX", "X", "A1", "sembilan", status="suggested"),
        ],
    )


def matrix(level: str) -> pd.DataFrame:
    return case_matrix(
        codings_table(), codes_table(), cases_table(), sources_table(), turns_table(), level=level, coders=CODERS
    )


def test_case_by_category() -> None:
    cells = matrix("category").set_index(["case_id", "code_id"])
    assert list(cells.index) == [(case, code) for case in "XY" for code in "ABF"]
    a = cells.loc[("X", "A")]
    assert (a["references"], a["negative_references"], a["rule_references"]) == (3, 1, 1)
    assert a["coding_ids"] == "k1;k2;k3;k4;k5"
    assert a["words"] == 7  # satu dua tiga empat | lima enam | tujuh
    assert a["coverage"] == pytest.approx(7 / (9 + 6))  # X's own turns and the observation of X
    b = cells.loc[("X", "B")]
    assert (b["references"], b["words"]) == (1, 5)  # neither the question nor the speakers' labels
    y = cells.loc[("Y", "A")]
    assert (y["references"], y["words"], y["coding_ids"]) == (1, 2, "k7")
    assert y["coverage"] == pytest.approx(2 / 6)
    assert tuple(cells.loc[("Y", "B")])[:5] == (0, 0, 0, 0.0, 0)
    assert cells.loc[("Y", "B"), "coding_ids"] == ""


def test_coverage_is_of_what_the_case_said_itself() -> None:
    """The head of a file and a third voice belong to the case's source, but the case did not say them."""
    turns = turns_table()
    turns.loc[turns["turn"] == 3, "role"] = "other"
    cells = case_matrix(
        codings_table(), codes_table(), cases_table(), sources_table(), turns, level="category", coders=CODERS
    ).set_index(["case_id", "code_id"])
    assert cells.loc[("X", "A"), "words"] == 4  # lima enam and tujuh are another's
    assert cells.loc[("X", "A"), "coverage"] == pytest.approx(4 / (4 + 6))


def test_case_by_theme_and_by_code() -> None:
    themes = matrix("theme").set_index(["case_id", "code_id"])
    # k6 covers k1 to k4 as far as "lima": one stretch; k5 stands apart.
    assert themes.loc[("X", "T"), "references"] == 2
    assert themes.loc[("X", "F"), "references"] == 1
    codes = matrix("code").set_index(["case_id", "code_id"])
    assert codes.loc[("X", "A1"), "references"] == 1
    assert codes.loc[("X", "A"), "references"] == 1  # its own coding alone, nothing rolled up
    assert codes.loc[("X", "An"), "negative_references"] == 1
    assert codes.loc[("X", "T"), "references"] == 0


def test_kind_by_category_counts_what_is_nobodys_too() -> None:
    cells = kind_matrix(codings_table(), codes_table(), sources_table(), coders=CODERS).set_index(["kind", "code_id"])
    observed = cells.loc[("observation", "A")]
    assert (observed["references"], observed["sources"], observed["cases"]) == (2, 1, 1)
    spoken = cells.loc[("interview", "A")]
    assert (spoken["references"], spoken["negative_references"], spoken["rule_references"]) == (3, 1, 1)


def test_totals_of_codes() -> None:
    totals = code_totals(codings_table(), codes_table(), sources_table(), coders=CODERS).set_index("code_id")
    a1 = totals.loc["A1"]
    assert (a1["references"], a1["cases"], a1["sources"], a1["rule_references"]) == (3, 2, 2, 1)
    assert a1["words"] == 3 + 2 + 2


def test_without_named_coders_every_person_counts_and_no_rule() -> None:
    assert set(counted(codings_table())["coder"]) == {"c1", "c2", "c3"}


def test_a_rule_coder_that_is_counted_is_not_beside_as_well() -> None:
    codings = codings_table()
    codings.loc[codings["coder"] == "rules", "status"] = "accepted"
    cells = case_matrix(
        codings, codes_table(), cases_table(), sources_table(), turns_table(), level="code", coders=["rules"]
    ).set_index(["case_id", "code_id"])
    assert cells.loc[("X", "A2"), "references"] == 1
    assert cells["rule_references"].sum() == 0


def test_nothing_coded_is_a_matrix_of_zeros() -> None:
    empty = model.empty("codings")
    cells = case_matrix(empty, codes_table(), cases_table(), sources_table(), turns_table(), level="category")
    assert len(cells) == 6 and cells[["references", "words", "rule_references"]].to_numpy().sum() == 0


def test_an_unknown_level_is_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        matrix("chapter")


stretches = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=15)


@given(stretches)
def test_merged_stretches_cover_the_same_text_and_do_not_overlap(spans: list[tuple[int, int]]) -> None:
    rows = [("s", f"k{n}", start, start + length) for n, (start, length) in enumerate(spans)]
    merged = merge_overlaps(pd.DataFrame(rows, columns=["source_id", "coding_id", "start", "end"]), [])
    covered = {point for _, _, start, end in rows for point in range(start, end)}
    found = list(zip(merged["start"], merged["end"], strict=True))
    assert {point for start, end in found for point in range(start, end)} == covered
    assert all(first[1] <= second[0] for first, second in itertools.pairwise(found))
    ids = [name for cell in merged["coding_ids"] for name in cell.split(";")]
    assert sorted(ids) == sorted(f"k{n}" for n in range(len(spans)))


@given(stretches, st.randoms())
def test_merging_does_not_depend_on_the_order_of_rows(spans: list[tuple[int, int]], random: object) -> None:
    rows = [("s", f"k{n}", start, start + length) for n, (start, length) in enumerate(spans)]
    mixed = rows[:]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    columns = ["source_id", "coding_id", "start", "end"]
    one, other = (merge_overlaps(pd.DataFrame(order, columns=columns), []) for order in (rows, mixed))
    assert one.to_csv() == other.to_csv()


def test_a_negative_category_speaks_against_its_theme_and_not_against_itself() -> None:
    codes = codes_table()
    codes.loc[codes["code_id"] == "B", "negative"] = True
    spoken = [coding("k1", "iX", "X", "B", "lima enam"), coding("k2", "iX", "X", "A1", "satu dua")]
    codings = model.from_rows("codings", spoken)

    def cell(level: str, unit: str) -> tuple[int, int]:
        cells = case_matrix(codings, codes, cases_table(), sources_table(), turns_table(), level=level)
        row = cells[(cells["case_id"] == "X") & (cells["code_id"] == unit)].iloc[0]
        return row["references"], row["negative_references"]

    assert cell("category", "B") == (1, 0)
    assert cell("theme", "T") == (2, 1)
    assert cell("code", "B") == (1, 1)
