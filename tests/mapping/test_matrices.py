"""Counting, against a small example counted by hand."""

import pandas as pd
import pytest
from coded_turns import Study

from benang.coding.passages import Counting, left_out, passages
from benang.coding.passages.asked_questions import AskedTurns
from benang.core import model
from benang.mapping.matrices import STATES, case_matrix, case_states, code_totals, heard, kind_matrix, observed

# X speaks in iX and is observed with Y in o1; Y speaks in iY; Z is on the list and nowhere heard.
TALKS = {
    "iX": [
        ("informant", "X", "satu dua tiga empat"),
        ("interviewer", "", "apa itu ya"),
        ("informant", "X", "lima enam tujuh lapan sembilan"),
        ("other", "X", "kata orang lain"),
    ],
    "iY": [("informant", "Y", "merah kuning hijau biru"), ("informant", "", "suara tanpa nama")],
    "o1": [("observer", "X", "toko ramai sekali"), ("observer", "", "hari itu pasar tutup")],
}
CODES = {"T": "", "A": "T", "A1": "A", "A2": "A", "An-": "A", "B": "T", "N-": "T", "F": "", "t?": "A"}
STUDY = Study(TALKS, CODES, {"o1": "observation"})
CASES = model.from_rows("cases", [{"case_id": case, "order": n} for n, case in enumerate("XYZ")])
CODINGS = STUDY.codings(
    ("k1", "iX", "A1", "satu dua"),
    ("k2", "iX", "A1", "dua tiga", "budi"),  # shares a word with k1: one reference of A1
    ("k3", "iX", "A2", "tiga empat"),  # shares a word with k2: of A with them, k1 apart
    ("k4", "iX", "An", "lima enam"),
    ("k5", "iX", "A", "tujuh"),  # the category itself
    ("k6", "iX", "B", "empat\nP: apa itu ya\nX: lima"),  # over three turns
    ("k7", "iX", "F", "orang lain"),  # a third voice
    ("k8", "iY", "t", "merah"),
    ("k9", "iY", "B", "kuning", {"side": "against"}),
    ("m1", "iY", "N", "hijau"),
    ("n1", "iY", "A1", "suara"),  # nobody's
    ("o1", "o1", "A1", "toko"),
    ("o2", "o1", "F", "ramai"),
    ("o3", "o1", "B", "pasar"),  # an observation of nobody alone
)
FOUND = STUDY.passages(CODINGS)


def matrix(level="category", found=FOUND, **more):
    return case_matrix(found, STUDY.codes, CASES, STUDY.turns, level=level, **more)


def cell(case, code, level="category", **more):
    rows = matrix(level, **more)
    (row,) = rows[(rows["case_id"] == case) & (rows["code_id"] == code)].to_dict("records")
    return row


def counts(row):
    """References, for, against, disputed, observed, words."""
    names = ("references", "for_references", "against_references", "disputed_references", "observed_references")
    return tuple(row[name] for name in (*names, "words"))


def test_every_case_has_every_category_and_what_is_nobodys_a_row_of_its_own():
    rows = matrix()
    assert list(zip(rows["case_id"], rows["code_id"], strict=True)) == [
        (case, code) for case in ("", *"XYZ") for code in ("A", "B", "F", "N")
    ]
    nothing_of_nobody = matrix(found=FOUND[FOUND["case_id"] != ""])
    assert "" not in set(nothing_of_nobody["case_id"])


def test_case_by_category():
    # k1+k2 | k3 meets k2 | k4 | k5: satu dua tiga empat, lima enam, tujuh.
    assert counts(cell("X", "A")) == (4, 3, 1, 0, 1, 7)
    assert cell("X", "A")["coverage"] == pytest.approx(7 / 9)
    assert counts(cell("X", "B")) == (2, 2, 0, 0, 0, 2)  # the question and the label between are no evidence
    assert counts(cell("X", "F")) == (0, 0, 0, 0, 1, 0)  # what another says of it counts nowhere
    assert counts(cell("Y", "B")) == (1, 0, 1, 0, 0, 1)
    assert counts(cell("Z", "A")) == (0, 0, 0, 0, 0, 0)
    assert counts(cell("", "A")) == (1, 1, 0, 0, 0, 1)
    assert counts(cell("", "B")) == (0, 0, 0, 0, 1, 0)
    assert cell("", "A")["coverage"] == pytest.approx(1 / 3)  # of what was said by nobody known


def test_words_of_a_coding_in_two_passages_count_once():
    bridged = STUDY.codings(("b1", "iX", "B", "satu"), ("b2", "iX", "B", "satu dua tiga"), ("b3", "iX", "B", "tiga"))
    assert counts(cell("X", "B", found=STUDY.passages(bridged)))[0::5] == (2, 3)


def test_the_passages_behind_a_cell_are_named():
    ids = cell("X", "A")["passage_ids"]
    mine = FOUND[FOUND["passage_id"].isin(ids)]
    assert set(mine["voice"]) == {"said", "observed"} and len(mine) == len(ids) == 5
    assert ids == sorted(ids)


def test_case_by_theme_and_by_code():
    assert counts(cell("X", "T", "theme"))[0] == 4  # in turn 1 k1 with k2 and k6 with k3, in turn 3 k6 with k4, and k5
    assert counts(cell("X", "A", "code"))[0] == 1  # its own coding alone, nothing from below
    assert counts(cell("X", "An", "code")) == (1, 0, 1, 0, 0, 2)
    assert counts(cell("X", "T", "code"))[0] == 0


@pytest.mark.parametrize("level", ["theme", "category", "code"])
def test_totals_add_over_cases_with_the_row_of_no_case(level):
    rows, totals = matrix(level), code_totals(FOUND, STUDY.codes, level=level).set_index("code_id")
    names = ["references", "for_references", "against_references", "observed_references", "words"]
    summed = rows.groupby("code_id")[names].sum()
    assert summed.to_dict() == totals[names].to_dict()


def test_a_negative_category_speaks_for_itself_and_against_its_theme():
    assert counts(cell("Y", "N"))[:3] == (1, 1, 0)
    assert counts(cell("Y", "N", "code"))[:3] == (1, 0, 1)
    assert cell("Y", "T", "theme")["against_references"] == 2  # with k9


def test_base_and_coverage_are_of_what_a_case_said_itself():
    assert heard(STUDY.turns) == {"X": 9, "Y": 4}
    assert observed(STUDY.turns) == {"X": 3}
    assert cell("Z", "A")["state"] == "not_heard"


SIDES = {
    "for": [("for",)],
    "against": [("against",)],
    "both": [("both",)],
    "for + against": [("for",), ("against",)],
    "none": [("none",)],
    "disputed": [("for", "against")],
    "disputed + for": [("for", "against"), ("for",)],
    "disputed + none": [("for", "against"), ("none",)],
}
STATE_OF = {
    "for": "for",
    "against": "against",
    "both": "both",
    "for + against": "both",
    "none": "spoken",
    "disputed": "disputed",
    "disputed + for": "for",
    "disputed + none": "disputed",
}


@pytest.mark.parametrize("name", SIDES)
def test_a_cells_state_is_the_first_that_holds(name):
    words = ["satu", "tiga", "lima"]
    given = [("o1", "o1", "A", "toko")]  # an observation beside changes nothing
    for place, sides in enumerate(SIDES[name]):
        for coder, side in zip(("ani", "budi"), sides, strict=False):
            given.append((f"{coder}{place}", "iX", "A", words[place], coder, {"side": side}))
    found = STUDY.passages(STUDY.codings(*given))
    assert cell("X", "A", found=found)["state"] == STATE_OF[name]
    assert case_states(found[found["level"] == "category"], "XYZ", STUDY.turns)["X"] == STATE_OF[name]


def test_states_where_nothing_was_said():
    guide = pd.DataFrame([("iX", 2, ["B"]), ("iY", 1, ["A"])], columns=["source_id", "turn", "code_ids"])
    asked = AskedTurns(guide, ["A", "B"], STUDY.codes)
    seen = STUDY.passages(STUDY.codings(("o1", "o1", "B", "toko")))
    states = {case: {code: cell(case, code, found=seen, asked=asked)["state"] for code in "ABF"} for case in "XYZ"}
    assert states == {
        "X": {"A": "not_asked", "B": "observed", "F": "silent"},
        "Y": {"A": "silent", "B": "not_asked", "F": "silent"},
        "Z": dict.fromkeys("ABF", "not_heard"),
    }
    assert cell("X", "A", found=seen)["state"] == "silent"  # nobody confirmed what was asked


def test_no_state_is_unknown():
    assert set(matrix()["state"]) <= set(STATES)


def test_kinds_of_source_count_what_is_nobodys_too():
    rows = kind_matrix(FOUND, STUDY.codes, STUDY.sources).set_index(["kind", "code_id"])
    spoken = rows.loc[("interview", "A")]
    assert tuple(spoken[["references", "for_references", "against_references", "observed_references"]]) == (6, 4, 1, 0)
    assert (spoken["sources"], spoken["cases"]) == (2, 2)
    seen = rows.loc[("observation", "B")]
    assert (seen["references"], seen["observed_references"], seen["sources"], seen["cases"]) == (0, 1, 1, 0)


def test_totals_of_codes():
    totals = code_totals(FOUND, STUDY.codes).set_index("code_id")
    first = totals.loc["A1"]
    assert (first["references"], first["observed_references"], first["words"]) == (2, 1, 4)
    assert (first["sources"], first["cases"]) == (2, 1)  # of said passages; one is nobody's
    assert totals.loc["F", "references"] == 0


def test_nothing_coded_is_a_matrix_of_zeros():
    nothing = STUDY.passages(model.empty("codings"))
    rows = matrix(found=nothing)
    assert len(rows) == 3 * 4
    assert rows[["references", "words", "observed_references"]].to_numpy().sum() == 0
    assert set(rows["state"]) == {"silent", "not_heard"}


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="level"):
        matrix("chapter")


@pytest.mark.parametrize(
    "way, references, undecided",
    [("any", 2, 1), ("agreed", 1, 1), ("consensus", 1, 1), ("ani", 2, 0), ("budi", 1, 0)],
)
def test_what_is_left_out_as_nobody_decided_stands_in_undecided_and_nowhere_else(way, references, undecided):
    given = [("k0", "iX", "A1", "satu dua"), ("k1", "iX", "A1", "lima enam"), ("k2", "iX", "A1", "satu dua", "budi")]
    agreed = ("k3", "iX", "A1", "satu dua", "consensus", {"method": "consensus"})
    codings = STUDY.codings(*given, *([agreed] if way == "consensus" else []))
    about = (codings, STUDY.turns, STUDY.sources, STUDY.codes, Counting(count=way))
    found, besides = passages(*about), left_out(*about)
    for level in ("theme", "category", "code"):
        rows = matrix(level, found, left_out=besides)
        (row,) = rows[(rows["case_id"] == "X") & (rows["references"] + rows["undecided"] > 0)].to_dict("records")
        assert (row["references"], row["undecided"]) == (references, undecided)
        assert len(row["passage_ids"]) == references
    totals = code_totals(found, STUDY.codes, left_out=besides).set_index("code_id").loc["A1"]
    assert (totals["references"], totals["undecided"], totals["sources"]) == (references, undecided, 1)
    kinds = kind_matrix(found, STUDY.codes, STUDY.sources, left_out=besides).set_index(["kind", "code_id"])
    assert kinds.loc[("interview", "A"), "undecided"] == undecided


def test_of_a_passage_that_is_left_out_no_source_and_no_case_is_counted():
    codings = STUDY.codings(("k0", "iX", "A1", "satu dua"), ("k1", "iX", "B", "empat", "budi"))
    about = (codings, STUDY.turns, STUDY.sources, STUDY.codes, Counting(count="agreed"))
    totals = code_totals(passages(*about), STUDY.codes, left_out=left_out(*about)).set_index("code_id").loc["A1"]
    assert (totals["references"], totals["sources"], totals["cases"], totals["undecided"]) == (0, 0, 0, 1)


def test_an_article_is_one_source_whoever_is_quoted_in_it():
    people = {"art-X": "X", "art-Y": "Y", "iZ": "Z"}
    talks = {name: [("informant", case, "satu dua tiga")] for name, case in people.items()}
    study = Study(talks, CODES, {"art-X": "article", "art-Y": "article"})
    found = study.passages(study.codings(*((f"k{n}", name, "A1", "satu") for n, name in enumerate(talks))))
    sources = study.sources.assign(file=["press/a.pdf", "press/a.pdf", "talks/z.txt"])
    kinds = kind_matrix(found, study.codes, sources).set_index(["kind", "code_id"])
    assert kinds.loc[("article", "A")][["sources", "cases"]].tolist() == [1, 2]
    assert kinds.loc[("interview", "A")][["sources", "cases"]].tolist() == [1, 1]
    assert code_totals(found, study.codes, sources).set_index("code_id").loc["A1", "sources"] == 2


def test_a_study_without_codes_has_matrices_of_no_rows():
    nothing = model.empty("codes")
    found = model.empty("passages")
    table = case_matrix(found, nothing, CASES, STUDY.turns, level="theme")
    assert table.empty and model.conform(table, "case_theme").empty
    kinds = kind_matrix(found, nothing, STUDY.sources, level="category")
    assert model.conform(kinds, "kind_category").empty
