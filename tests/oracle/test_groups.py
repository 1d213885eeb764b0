"""Coverage, spread, crosstabs, codes near each other, questions and the framework matrix beside the oracle."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benang.core import model
from benang.mapping import matrices
from benang.mapping.coverage import coverage
from benang.mapping.crosstab import crosstab
from benang.mapping.framework import framework
from benang.mapping.near import cooccurrence_near
from benang.mapping.question_cases import question_case
from benang.mapping.quoted import quoted
from benang.mapping.spread import spread

from . import groups as g
from . import matrices as m
from . import passages as p
from .studies import studies
from .test_library import Frames

EXAMPLES = settings(max_examples=40, report_multiple_bugs=False)
GROUPS = {"P1": "owner", "P2": "customer", "P3": "customer", "P4": "owner"}
AMOUNTS = ["turns", "words", "read_turns", "read_words", "coded_turns", "coded_words"]


def case_matrices(frames, found):
    more = {"asked": frames.asked, "left_out": frames.left_out()}
    where = (found, frames.codes, frames.cases, frames.turns)
    return {f"case_{level}": matrices.case_matrix(*where, level=level, **more) for level in p.LEVELS}


@EXAMPLES
@given(studies())
def test_coverage_is_what_coders_read_and_coded(study):
    frames = Frames(study)
    rows = coverage(frames.codings, frames.turns, frames.sources, frames.counting, frames.read)
    model.conform(rows, "coverage")
    keys = ["part", "name", "voice", "coder"]
    found = {tuple(row[key] for key in keys): tuple(row[name] for name in AMOUNTS) for row in rows.to_dict("records")}
    assert found == g.coverage(study)
    for part in ("case", "source"):  # what the parts hold adds up to the whole
        for voice in ("said", "observed"):
            mine = rows[(rows["part"] == part) & (rows["voice"] == voice)].groupby("coder")[AMOUNTS].sum()
            whole = rows[(rows["part"] == "whole") & (rows["voice"] == voice)].set_index("coder")[AMOUNTS]
            assert mine.sort_index().equals(whole.sort_index())


@EXAMPLES
@given(studies())
def test_spread_and_crosstabs_add_up_to_the_cells(study):
    for row in study.cases:
        row["attribute:group"] = GROUPS[row["case_id"]]
    frames = Frames(study)
    found, expected = frames.passages(), p.passages(study)
    tables = case_matrices(frames, found)
    totals = matrices.code_totals(found, frames.codes, frames.sources).set_index("code_id")["references"]
    spreads = model.conform(spread(**tables), "spread")
    crossed = model.conform(crosstab(**tables, cases=frames.cases), "crosstab")
    names = ["informants", "base", "references", "nobodys", "largest_case", "largest_references"]
    for level in p.LEVELS:
        of_level = g.spread(study, level, expected)
        for row in spreads[spreads["level"] == level].to_dict("records"):
            *counts, gini = of_level.pop(row["code_id"])
            assert [row[name] for name in names] == counts
            assert (row["gini"] is None or pd.isna(row["gini"])) == (gini is None)
            assert gini is None or row["gini"] == pytest.approx(float(gini), abs=1e-12)
            assert row["one_carries"] == (counts[5] * 2 > counts[2])
            assert level != "code" or counts[2] + counts[3] == totals[row["code_id"]]
        assert not of_level
        groups = g.crosstab(study, level, "attribute:group", expected)
        for row in crossed[crossed["level"] == level].to_dict("records"):
            cases, base, positive, against, references = groups.pop((row["code_id"], row["value"]))
            assert (row["informants"], row["base"], row["references"]) == (len(cases), base, references)
            assert (row["for_informants"], row["against_informants"]) == (positive, against)
            assert tuple(row["case_ids"]) == tuple(sorted(cases))
            assert pd.isna(row["share"])  # of two
        assert not groups


@EXAMPLES
@given(studies(), st.integers(0, 3))
def test_codes_are_near_within_so_many_turns(study, within):
    frames = Frames(study)
    rows = cooccurrence_near(
        frames.codings, frames.turns, frames.sources, frames.counting, frames.disagreements, within
    )
    model.conform(rows, "cooccurrence_near")
    expected = g.near(study, within)
    for row in rows.to_dict("records"):
        both, near, first, second, either = expected.pop((row["code_a"], row["code_b"]))
        assert (row["turns"], row["near_turns"], row["turns_a"], row["turns_b"]) == (both, near, first, second)
        if min(first, second) < 5:
            assert pd.isna(row["jaccard"])
        else:
            assert row["jaccard"] == pytest.approx(both / either)
    assert not expected


@EXAMPLES
@given(studies())
def test_questions_are_asked_answered_or_volunteered(study):
    frames = Frames(study)
    found = frames.passages()
    about = {row["question"]: row["codes"] for row in study.guide}
    guide = pd.DataFrame({"question_id": list(about), "question": list(about), "code_ids": list(about.values())})
    asked = pd.DataFrame(
        [(row["source_id"], row["turn"], row["question"], about[row["question"]]) for row in study.asked],
        columns=["source_id", "turn", "question_id", "code_ids"],
    )
    rows = question_case(found, frames.codes, frames.cases, frames.turns, guide, asked)
    model.conform(rows, "question_case")
    key_of = {
        name: (level, code, source, turn, tuple(ids))
        for name, level, code, source, turn, ids in found[
            ["passage_id", "level", "code_id", "source_id", "turn", "coding_ids"]
        ].itertuples(index=False)
    }
    expected = g.questions(study)
    for row in rows.to_dict("records"):
        state, n, answered, volunteered, keys = expected.pop((row["question_id"], row["case_id"]))
        assert (row["state"], row["asked"]) == (state, n)
        assert (row["answered"], row["volunteered"]) == (answered, volunteered)
        assert {key_of[one] for one in row["passage_ids"]} == keys
    assert not expected


@EXAMPLES
@given(studies())
def test_cells_of_the_framework_matrix_show_what_is_there(study):
    frames = Frames(study)
    found, expected = frames.passages(), p.passages(study)
    tables = case_matrices(frames, found)
    del tables["case_code"]
    where = (found, frames.codings, frames.turns, frames.sources)
    more = {"counting": frames.counting, "disagreements": frames.disagreements}
    use_of = dict(zip(found["passage_id"], found["use"], strict=True))
    shown = {}
    for level in ("theme", "category"):
        cells = m.cells(study, level, expected)
        rows = framework(*where, **tables, level=level, **more)
        shown[f"framework_{level}"] = model.conform(rows, f"framework_{level}")
        for row in rows.to_dict("records"):
            cell = cells[row["case_id"], row["code_id"]]
            assert row["state"] == cell.state
            assert row["base"] == len(cell.passages) == row["references"] + row["observed_references"]
            assert row["shown"] == len(row["passage_ids"]) <= 2
            assert (row["says"] == "state") == (not row["passage_ids"])
            assert not {use_of[one] for one in row["passage_ids"]} & {"hide", "doubt"}
            assert row["quotations"].count("(p") >= row["shown"]
    rows = quoted(found, frames.cases, frames.turns, **shown).set_index("case_id")
    said = [one for one in expected if (one.level, one.voice) == ("code", "said")]
    assert rows["passages"].sum() == len(said)
    assert all(rows.loc[case, "passages"] == sum(one.case_id == case for one in said) for case in rows.index)
    assert rows["best"].sum() == sum(one.use == "best" for one in said)
