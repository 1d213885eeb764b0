"""Cases that the labels of speakers name, whatever a file is called."""

from small_tables import row

from benang.core import model
from benang.core.problems import Problem
from benang.sources.speakers.case_labels import unsettled, with_cases_by_label

CASES = {"P1": (), "P2": ("Melati",), "P3": (), "N": (), "A": ()}


def tables(turns, case_ids="", kind="interview"):
    """Tables of one source; ``turns``: ``(speaker, role, role_from, case_id)``."""
    source = row("sources", source_id="group", file="in/group.txt", kind=kind, case_ids=[case_ids] if case_ids else [])
    rows = [
        row("turns", source_id="group", turn=number, speaker=speaker, role=role, role_from=role_from, case_id=case_id)
        for number, (speaker, role, role_from, case_id) in enumerate(turns, 1)
    ]
    return model.from_rows("sources", [source]), model.from_rows("turns", rows)


def named(turns, case_ids="", kind="interview", cases=CASES):
    sources, found = with_cases_by_label(*tables(turns, case_ids, kind), cases)
    sources, found = model.conform(sources, "sources"), model.conform(found, "turns")
    return ";".join(sources["case_ids"].item()), found[["role", "role_from", "case_id"]].values.tolist()


def test_in_a_group_a_label_that_is_a_cases_id_is_that_case():
    group = [("Moderator", "interviewer", "word", ""), ("P2", "informant", "letter", ""), ("p3", "other", "", "")]
    cases, turns = named([*group, ("", "other", "", ""), ("P9", "informant", "letter", "")])
    assert cases == "P2;P3"
    assert turns == [
        ["interviewer", "word", ""],
        ["informant", "case", "P2"],
        ["informant", "case", "P3"],
        ["other", "", ""],
        ["informant", "letter", ""],
    ]


def test_a_group_that_is_called_after_one_of_its_cases_has_the_others_too():
    group = [("P1", "informant", "case", "P1"), ("P2", "informant", "letter", "P1"), ("Melati", "other", "", "P1")]
    assert named(group, "P1") == (
        "P1;P2",
        [["informant", "case", "P1"], ["informant", "case", "P2"], ["informant", "case", "P2"]],
    )


def test_a_letter_in_an_interview_with_one_case_is_no_other_case():
    talk = [("P", "interviewer", "letter", "A"), ("N", "informant", "letter", "A")]
    assert named(talk, "A") == ("A", [["interviewer", "letter", "A"], ["informant", "letter", "A"]])
    # Nor where the file tells no case, as long as the letter may mean an informant.
    assert named([("P", "interviewer", "letter", ""), ("N", "informant", "letter", "")])[0] == ""
    assert named([("Peneliti", "interviewer", "word", ""), ("P1", "informant", "letter", "")])[0] == "P1"


def test_who_asks_is_no_case_and_the_speaker_table_stands():
    said = [("P1", "interviewer", "list", ""), ("P2", "informant", "table", "P3"), ("P3", "observer", "table", "")]
    assert named(said)[1] == [["interviewer", "list", ""], ["informant", "table", "P3"], ["observer", "table", "P3"]]
    # In Indonesian P is the interviewer's letter, but P1 and P2 are who the case file says they are.
    assert named([("P1", "interviewer", "letter", ""), ("P2", "interviewer", "letter", "")])[0] == "P1;P2"


def test_observations_and_names_of_two_cases_stay_as_they_are():
    notes = [("P1", "observer", "kind", ""), ("P2", "observer", "kind", "")]
    assert named(notes, kind="observation") == ("", [["observer", "kind", ""]] * 2)
    assert named([("Ani", "other", "", "")], cases={"1": ("Ani",), "2": ("ani",)})[0] == ""
    assert named([("P1", "other", "", "")], cases={}) == ("", [["other", "", ""]])


def test_what_a_label_has_settled_is_no_problem():
    problems = [
        Problem("source-without-case", "in/group.txt", values={"source": "group"}),
        Problem("no-informant", "in/group.txt"),
    ]
    problems += [Problem("source-without-case", "in/other.txt"), Problem("no-speakers", "in/group.txt")]
    unnamed = tables([("P1", "other", "", ""), ("X", "other", "", "")])
    assert unsettled(problems, *unnamed) == problems
    assert unsettled(problems, *with_cases_by_label(*unnamed, CASES)) == problems[2:]
