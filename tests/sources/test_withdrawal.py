"""People who withdraw: out of the plan, out of shared sources, and out of every message."""

from __future__ import annotations

from functools import partial

import pytest

from benang.core.problems import Problem
from benang.privacy.pseudonym_key import Found, assign
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import Case
from benang.sources.document import Document, ReadSource, Remark
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.speaker_table import SpeakerRow, SpeakerTable
from benang.sources.taken_out import SharedSources
from benang.sources.uncapitalised import words_kept_in_raw
from benang.sources.withdrawal import MASK, Withdrawal, read_withdrawn
from benang.sources.without_withdrawn import without_withdrawn


def row(source_id, *cases):
    return SourceRow(source_id, "interview", "en", "", f"in/{source_id}.txt", f"in/{source_id}.txt", cases, 0)


CASES = [Case("W1", {"name": "Acacia"}), Case("W2", {"name": "Birch"})]
SOURCES = [row("W1", "W1"), row("W2", "W2"), row("circle", "W1", "W2")]
TABLE = SpeakerTable((SpeakerRow("circle", "B", "informant", "W2"), SpeakerRow("", "A", "informant", "W1")))


def test_what_is_theirs_alone_is_no_part_of_the_study():
    cases, sources, table, withdrawal, shared = without_withdrawn(CASES, SOURCES, TABLE, {"w2": "2026-05-01"})
    assert [case.case_id for case in cases] == ["W1"]
    assert [(one.source_id, one.case_ids) for one in sources] == [("W1", ("W1",)), ("circle", ("W1",))]
    assert [one.label for one in table.rows] == ["A"]
    assert shared == ["circle"]
    handed_on = str(withdrawal.known)
    assert "W2" not in handed_on and "Birch" not in handed_on


@pytest.mark.parametrize("name", ["W2", "w2", "W2.txt", "in/W2.txt", "some/folder/W2.txt"])
def test_a_coding_of_their_source_is_passed_over_without_a_sound(name):
    withdrawal = without_withdrawn(CASES, SOURCES, TABLE, {"W2": ""})[3]
    about = Problem("coding-source-unknown", "a.csv", 3, values={"source": name, "near": ""})
    other = Problem("coding-source-unknown", "a.csv", 4, values={"source": "W3", "near": ""})
    gone = Problem("claim-answer-gone", "claims.yaml", 9, values={"claim": "C1", "passage": "p123"})
    assert withdrawal.reportable([about, other, gone]) == [other]
    assert Withdrawal().reportable([about, gone]) == [about, gone]


def test_what_others_call_them_stands_for_nobody():
    withdrawal = without_withdrawn(CASES, SOURCES, TABLE, {"W2": ""})[3]
    names = withdrawal.names(Pseudonyms({"Yolanda": "Birch", "Marcus": "Acacia"}), "en")
    assert names.apply("Yolanda, Birch and W2 met Marcus") == "[someone], [someone] and [someone] met Acacia"
    assert names.apply(f"says {MASK * 7}.") == "says [someone]."


def test_their_turns_are_blank_and_lines_stay_where_they_are():
    raw = "I: All?\nW2: My boat\nis blue.\nW1: Mine too, says Yolanda.\nBirch: It leaks.\nW1: So.\n"
    document = Document(raw, "txt", remarks=(Remark(12, 18, "x", "on the boat"), Remark(35, 40, "x", "on Yolanda")))
    withdrawal = without_withdrawn(CASES, SOURCES, TABLE, {"W2": ""})[3]
    speakers = Speakers(names={"W1": ("Acacia",), "W2": ("Birch",)})
    shared = SharedSources(withdrawal, speakers, Pseudonyms({"Yolanda": "Birch"}), frozenset(["Birch"]))
    left = shared.without_their_turns(SOURCES[2], ReadSource(document)).document
    assert len(left.raw) == len(raw) and left.raw.count("\n") == raw.count("\n")
    assert [line.strip() for line in left.raw.splitlines()] == [
        *("I: All?", "", "", f"W1: Mine too, says {MASK * 7}.", "", "W1: So."),
    ]
    assert [remark.text for remark in left.remarks] == ["on [someone]"]
    # Also where nothing but a label tells that they speak.
    assert shared.without_their_turns(row("walk"), ReadSource(document)).document.raw == left.raw


def test_a_number_that_only_they_had_is_spent_and_forgotten():
    both = [
        Found("W2", "phone", "0811", 3, 1),
        Found("circle", "phone", "0812", 3, 1),
        Found("W1", "phone", "0813", 1, 1),
    ]
    before = assign(both, (), "en")
    left = [one for one in both if one.source_id == "W1"]
    after = assign([*left, Found("W1", "phone", "0814", 9, 1)], (), "en", before, ["W2", "circle"])
    given = {value: replacement for (_, value), replacement in after.replacements.items()}
    assert set(given) == {"0813", "0814"}
    assert given["0813"] == before.replacements["phone", "0813"]
    assert given["0814"] not in before.replacements.values()
    assert after.spent == {before.replacements["phone", "0811"], before.replacements["phone", "0812"]}
    # Nothing is given them again.
    later = assign([*left, Found("W1", "phone", "0815", 9, 1)], (), "en", after)
    assert later.replacements["phone", "0815"] not in {*after.spent, given["0814"]}


def test_the_list_is_read(tmp_path):
    path = tmp_path / "withdrawn.csv"
    path.write_text("case,date\nW2,2026-05-01\n,\n", encoding="utf-8")
    assert read_withdrawn(path) == ({"W2": "2026-05-01"}, [])
    path.write_text("person\nW2\n", encoding="utf-8")
    assert read_withdrawn(path)[1]


QUIET = "w1: yolanda helped us, the birch by the boat did not\ni: and then\nw1: yolanda went home\n"


def test_in_a_text_without_capitals_their_names_are_masked_in_small_letters_and_what_the_study_calls_them_is_a_word():
    withdrawal = without_withdrawn(CASES, SOURCES, TABLE, {"W2": ""})[3]
    names = Pseudonyms({"Yolanda": "Birch", "Marcus": "Acacia"})
    english = partial(words_kept_in_raw, language="en")
    masked = withdrawal.masked(Document(QUIET, "txt"), names, english)
    assert "yolanda" not in masked.raw and "birch by the boat" in masked.raw
    assert len(masked.raw) == len(QUIET)
    with_capitals = Document(f"W1: We sailed. Then The Boat sank.\n{QUIET}", "txt")
    assert "yolanda" in withdrawal.masked(with_capitals, names, english).raw


def test_no_message_tells_where_somebody_names_them():
    withdrawal = without_withdrawn(CASES, SOURCES, TABLE, {"W2": ""})[3]
    about = [
        Problem(kind, "in/circle.txt", 3, values={"pseudonym": "[someone]", "count": 2})
        for kind in ("name-in-small-letters", "name-in-text-without-capitals", "name-like-word")
    ]
    other = Problem("name-in-small-letters", "in/circle.txt", 3, values={"pseudonym": "Acacia", "count": 1})
    assert withdrawal.reportable([*about, other]) == [other]


def test_a_name_of_several_words_leaves_one_placeholder_in_text_and_quotation():
    withdrawal = without_withdrawn(CASES, SOURCES, TABLE, {"W2": ""})[3]
    listed = Pseudonyms({"Bu Yolanda Hill": "Birch"})
    raw = "w: I sail with Bu Yolanda Hill, and with\nYolanda too."
    masked = withdrawal.masked(Document(raw, "txt"), listed).raw
    names = withdrawal.names(listed, "en")
    assert names.apply(masked) == "w: I sail with [someone], and with\nYolanda too."
    assert names.apply("with Bu Yolanda Hill, and") == "with [someone], and"


def test_a_message_goes_with_its_date_and_time():
    raw = (
        "02/06/25 19.04 - Acacia: All well?\n02/06/25 19.05 - Birch: My boat\nis blue.\n"
        "[02/06/25, 7:06 PM] Birch: It leaks.\n02/06/25 19.07 - Acacia: So.\n"
    )
    withdrawal = without_withdrawn(CASES, SOURCES, TABLE, {"W2": ""})[3]
    speakers = Speakers(names={"W1": ("Acacia",), "W2": ("Birch",)})
    shared = SharedSources(withdrawal, speakers, Pseudonyms({}), frozenset(["Birch"]))
    left = shared.without_their_turns(SOURCES[2], ReadSource(Document(raw, "txt"))).document.raw
    lines = ["02/06/25 19.04 - Acacia: All well?", "", "", "", "02/06/25 19.07 - Acacia: So."]
    assert [line.strip() for line in left.splitlines()] == lines
