"""What researchers write for the matrices: summaries, contradictions, relations; read, checked, shown."""

from functools import partial

import pandas as pd
import pytest
from tests.oracle.studies import codes, coding, source
from tests.oracle.tables import Study
from tests.oracle.test_library import Frames

from benang.coding.passages import Counting
from benang.coding.passages import passages as make_passages
from benang.core import model
from benang.exchange.workbook import write_workbook
from benang.mapping.contradictions import read_contradictions
from benang.mapping.framework import framework
from benang.mapping.matrices import case_matrix
from benang.mapping.other_ways import other_ways
from benang.mapping.relations import read_relations, relation_table
from benang.mapping.summaries import fingerprint, read_summaries
from benang.mapping.summary_cells import summary_cells
from benang.mapping.summary_sheet import summary_sheet
from benang.mapping.triangulation import triangulation
from benang.privacy.pseudonyms import Pseudonyms
from benang.writing.written_tables import TABLES, WrittenRow, read_written_table

NOBODY = Pseudonyms({})


@pytest.fixture(scope="module")
def frames():
    row, turns = source(
        "talk", [("Moderator", "interviewer", "", "Well?"), ("P1", "informant", "P1", "They answer. They cheat too.")]
    )
    start = turns[1]["start"]
    codings = [
        coding(1, row, turns, start, start + 12, "answers", "ann"),
        coding(2, row, turns, start + 13, start + 28, "deceit", "ann", side="against"),
    ]
    cases = [{"case_id": case, "order": order} for order, case in enumerate(("P1", "P2"), 1)]
    return Frames(Study(codings, turns, [row], codes(), cases, coders=["ann"]))


@pytest.fixture(scope="module")
def passages(frames):
    return frames.passages()


def ids(passages, unit):
    return sorted(passages.loc[passages["code_id"] == unit, "passage_id"])


def summary(line=2, case="P1", theme="trust", text="They answer.", **cells):
    return WrittenRow(line, {"case": case, "theme": theme, **cells}, {"summary": {"en": text}} if text else {})


def told(problems):
    return [(problem.kind, problem.line) for problem in problems]


def read(rows, frames, passages):
    return read_summaries(rows, "summaries.csv", frames.codes, frames.cases, passages)


def test_a_summary_names_passages_by_their_ids_or_those_of_their_codings(frames, passages):
    first, second = ids(passages, "trust")
    coded = passages.set_index("passage_id").loc[second, "coding_ids"][0]
    found, problems = read([summary(passages=f"{first}, {coded}", author="ann")], frames, passages)
    assert not problems
    assert found[0].passage_ids == (first, second)
    assert found[0].author == "ann"


def test_a_summary_may_call_its_theme_by_its_label(frames, passages):
    labelled = frames.codes.assign(**{"label:en": [f"The {code}" for code in frames.codes["code_id"]]})
    found, problems = read_summaries(
        [summary(theme="the trust"), summary(3, theme="trust")], "s.csv", labelled, frames.cases, passages
    )
    assert [(one.case_id, one.code_id) for one in found] == [("P1", "trust")]
    assert told(problems) == [("summary-twice", 3)]


@pytest.mark.parametrize("written", ["P1", "p1", "P 1", " p\u00a01 "])
def test_a_summary_may_write_its_case_in_other_capitals_and_spaces(frames, passages, written):
    found, problems = read([summary(case=written), summary(3, case="P1")], frames, passages)
    assert [one.case_id for one in found] == ["P1"]
    assert told(problems) == [("summary-twice", 3)]


def test_a_case_that_two_names_fit_but_for_capitals_is_a_problem_with_its_remedy(frames, passages):
    cases = frames.cases.assign(case_id=["Ibu A", "ibu a", *frames.cases["case_id"].tolist()[2:]])
    rows = [summary(2, case="IBU A"), summary(3, case="ibu a"), summary(4, case="Ibu  B")]
    found, problems = read_summaries(rows, "summaries.csv", frames.codes, cases, passages)
    assert [one.case_id for one in found] == ["ibu a"]  # as it is written
    assert told(problems) == [("summary-case-unknown", 2), ("summary-case-unknown", 4)]
    for problem in problems:
        assert problem.file == "summaries.csv"
        for language, line in (("id", "baris"), ("en", "line")):
            said = problem.message(language)
            assert f"{line} {problem.line}" in said and problem.values["case"] in said
            assert "Ibu A" in problem.remedy(language) or "ibu a" in problem.remedy(language)


def test_what_is_wrong_with_summaries_is_told_with_its_line(frames, passages):
    rows = [
        summary(2, case="P9"),
        summary(3, theme="answers"),
        summary(4, text=""),
        summary(5),
        summary(6),
        summary(7, theme="relations", passages="p0000000000"),
        summary(8, theme="money", cell="elsewhere"),
    ]
    found, problems = read(rows, frames, passages)
    assert told(problems) == [
        ("summary-case-unknown", 2),
        ("summary-theme-unknown", 3),
        ("summary-twice", 6),
        ("summary-passage-gone", 7),
        ("summary-cell-changed", 8),
    ]
    assert [(one.case_id, one.code_id) for one in found] == [("P1", "trust"), ("P1", "relations"), ("P1", "money")]
    assert all("{" not in problem.what(language) for problem in problems for language in ("id", "en"))


def test_what_was_written_under_one_way_of_counting_is_followed_under_another():
    row, turns = source("talk", [("M", "interviewer", "", "Well?"), ("P1", "informant", "P1", "They answer at night.")])
    start = turns[1]["start"]
    codings = [
        coding(1, row, turns, start, start + 11, "answers", "ann"),
        coding(2, row, turns, start, start + 20, "answers", "ben"),
    ]
    coders = Frames(Study(codings, turns, [row], codes(), [{"case_id": "P1", "order": 1}], coders=["ann", "ben"]))
    mine = coders.codings
    agreed = mine.iloc[:1].assign(coding_id="caaaaaaaaaa", coder="consensus", method="consensus")
    where = (coders.turns, coders.sources, coders.codes)
    tables = {}
    for way, coded in (("any", mine), ("consensus", pd.concat([mine, agreed]))):
        tables[way] = make_passages(coded, *where, Counting(None, way))
    for now, then in (("any", "consensus"), ("consensus", "any")):
        written = summary(passages=ids(tables[then], "trust")[0], cell=fingerprint(ids(tables[then], "trust")))
        others = partial(other_ways, mine, agreed, *where, Counting(None, now), model.empty("disagreements"))
        about = ([written], "summaries.csv", coders.codes, coders.cases, tables[now])
        assert ids(tables[now], "trust") != ids(tables[then], "trust")
        assert told(read_summaries(*about)[1]) == [("summary-passage-gone", 2)]
        found, problems = read_summaries(*about, others)
        assert problems == []
        assert found[0].passage_ids == tuple(ids(tables[now], "trust"))
        assert found[0].cell == fingerprint(ids(tables[now], "trust"))
        changed = summary(passages="p0000000000", cell="elsewhere")
        assert told(read_summaries([changed], *about[1:], others)[1]) == [("summary-passage-gone", 2)]
        changed = summary(cell="elsewhere")
        assert told(read_summaries([changed], *about[1:], others)[1]) == [("summary-cell-changed", 2)]


def test_a_summary_stands_in_its_cell_and_shows_that_its_passages_changed(frames, passages):
    where = (frames.codes, frames.cases, frames.turns)
    matrices = {f"case_{level}": case_matrix(passages, *where, level=level) for level in ("theme", "category")}
    everything = (passages, frames.codings, frames.turns, frames.sources)
    fresh = fingerprint(ids(passages, "trust"))
    for cell, stale in ((fresh, False), ("elsewhere", True), ("", False)):
        found, _ = read([summary(passages=ids(passages, "trust")[0], cell=cell)], frames, passages)
        rows = framework(*everything, **matrices, level="theme", counting=frames.counting, summaries=found)
        row = model.conform(rows, "framework_theme").set_index(["case_id", "code_id"]).loc[("P1", "trust")]
        assert (row["says"], row["summary:en"], row["stale"]) == ("summary", "They answer.", stale)
        assert (row["shown"], row["base"]) == (1, 2)
    # Without one both sides are shown, and who says nothing has a state.
    rows = framework(*everything, **matrices, level="theme", counting=frames.counting)
    rows = rows.set_index(["case_id", "code_id"])
    assert rows.loc[("P1", "trust"), "says"] == "telling"
    assert rows.loc[("P1", "trust"), "quotations"].count("“") == 2
    assert (rows.loc[("P2", "trust"), "says"], rows.loc[("P2", "trust"), "state"]) == ("state", "not_heard")


def test_the_sheet_is_read_back_as_it_was_filled(frames, passages, tmp_path):
    everything = (passages, frames.codings, frames.turns, frames.sources)
    before, _ = read([summary(passages=ids(passages, "trust")[1], author="ann", date="2024-05-01")], frames, passages)
    cells = summary_cells(*everything, before, level="theme", language="en", counting=frames.counting)
    sheet = summary_sheet(
        cells, frames.cases, frames.codes, ["trust", "money"], ["en", "id"], {"P1": ("ann", "2024-05-01")}
    )
    assert sheet.columns[1].header == "trust [trust]"
    assert sheet.rows[0][1] == "They answer."
    filled = [list(row) for row in sheet.rows]
    filled[0][1], filled[0][2] = "=They answer\nand cheat.", "Mereka menjawab."
    columns = [column.header for column in sheet.columns]
    filled[1][columns.index("money [money]")] = "Nothing of Budi."
    path = tmp_path / "summaries.xlsx"
    write_workbook([type(sheet)(sheet.name, sheet.columns, filled)], path)
    rows, problems = read_written_table(
        path, "summaries.xlsx", TABLES["summaries"], ["en", "id"], Pseudonyms({"Budi": "X"})
    )
    assert not problems
    found, problems = read(rows, frames, passages)
    assert not problems
    assert [(one.case_id, one.code_id, dict(one.texts)) for one in found] == [
        ("P1", "trust", {"en": "=They answer\nand cheat.", "id": "Mereka menjawab."}),
        ("P2", "money", {"en": "Nothing of X."}),
    ]
    # The passages beside it are those that it rests on, and the sheet knows them again.
    assert set(found[0].passage_ids) == set(ids(passages, "trust"))
    assert found[0].cell == fingerprint(ids(passages, "trust"))
    assert (found[0].author, found[0].date) == ("ann", "2024-05-01")


def test_a_contradiction_is_only_where_a_researcher_says_so(frames, passages):
    def row(line, category, kinds, **cells):
        return WrittenRow(line, {"category": category, "kinds": kinds, **cells}, {"note": {"en": "Seen otherwise."}})

    rows = [
        row(2, "trust", "interview; observation"),
        row(3, "relations", "interview; hearsay"),
        row(4, "relations", "interview"),
        row(5, "relations", "Interview; literature", author="ann", passages="p0000000000"),
    ]
    kinds = ["interview", "observation"]
    found, problems = read_contradictions(rows, "triangulation.csv", frames.codes, kinds, passages)
    assert told(problems) == [
        ("contradiction-category-unknown", 2),
        ("contradiction-kind-unknown", 3),
        ("contradiction-one-kind", 4),
        ("contradiction-passage-gone", 5),
    ]
    units = ["relations", "distance", "alone", "nobody"]
    counted = pd.DataFrame(
        [
            (kind, unit, 2 * (unit == "relations"), 0, int(unit == "relations"), 1, [])
            for kind in kinds
            for unit in units
        ],
        columns=["kind", "code_id", "references", "observed_references", "sources", "cases", "passage_ids"],
    )
    works = pd.DataFrame({"work_id": ["w1"], "category_id": ["distance"]})
    table = model.conform(triangulation(counted, works, frames.codes, found), "triangulation")
    state = table.set_index(["code_id", "kind"])["state"]
    assert state["relations", "interview"] == state["relations", "literature"] == "contradiction"
    assert state["relations", "observation"] == "present"
    assert (state["distance", "literature"], state["distance", "interview"]) == ("present", "absent")
    quiet = triangulation(counted, works, frames.codes)
    assert set(quiet["state"]) == {"present", "absent"}


def test_relations_are_checked_and_kept_in_their_order(frames, passages):
    one = ids(passages, "answers")[0]

    def row(line, start, end, **cells):
        return WrittenRow(line, {"from": start, "to": end, **cells}, {"label": {"en": "because"}})

    rows = [
        row(2, "trust", "answers", kind="leads to", passages=one),
        row(3, "answers", "nowhere"),
        row(4, "answers", "answers"),
        row(5, "answers", "trust", kind="caused"),
        row(6, "trust", "answers", kind="Leads-To", passages=one),
        row(7, "answers", "deceit", kind="contradicts", passages="p0000000000"),
        row(8, "answers", "trust"),
    ]
    found, problems = read_relations(rows, "relations.csv", frames.codes, passages)
    assert told(problems) == [
        ("relation-code-unknown", 3),
        ("relation-to-itself", 4),
        ("relation-kind-unknown", 5),
        ("relation-twice", 6),
        ("relation-passage-gone", 7),
        ("relation-without-passage", 8),
    ]
    table = model.conform(relation_table(found), "relations")
    assert table[["from_id", "to_id", "kind", "label:en"]].to_numpy().tolist() == [
        ["trust", "answers", "leads_to", "because"],
        ["answers", "deceit", "contradicts", "because"],
        ["answers", "trust", "related", "because"],
    ]
    assert list(table["named_ids"][0]) == [one]
    assert len(model.conform(relation_table([]), "relations")) == 0
