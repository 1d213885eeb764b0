"""On which sides the evidence of a claim stands, what that rests on, and what is answered."""

import pandas as pd
import pytest
from coded_turns import Study, codebook, differences

from benang.coding.passages import Counting
from benang.coding.passages.asked_questions import AskedTurns
from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import Gathering
from benang.conclusions.answers import Addresses, answer_problems, answers_table, unanswered
from benang.conclusions.claims import Answer, Claim
from benang.conclusions.profile_words import PROFILES
from benang.conclusions.profiles import STATES, profiles
from benang.core import model

CODES = {"T": "", "A": "T", "A1": "A", "n-": "A", "m": "n", "B": "T", "t?": "A"}
WORDS = "satu dua tiga empat lima enam"
TALKS = {f"i{case}": [("informant", case, WORDS), ("informant", case, "tujuh delapan")] for case in "XYZ"}
TALKS["o1"] = [("observer", "X", "toko ramai sekali"), ("observer", "Y", "pasar tutup")]
STUDY = Study(TALKS, CODES, {"o1": "observation"})
CLAIM = Claim("C1", {"en": "So it is."}, ("A",))


def made(*given, claim=CLAIM, study=STUDY, counting=None, decided=None, asked=None, cases=None):
    """The profile's tables for codings given as (source, code, words, and perhaps coder and more)."""
    codings = study.codings(*((f"k{n}", *one) for n, one in enumerate(given))) if given else model.empty("codings")
    gathering = Gathering(codings, study.turns, study.sources, counting, disagreements=decided, asked=asked)
    found = study.passages(codings, counting, disagreements=decided)
    cases = study.cases if cases is None else cases
    return profiles(
        [claim], gathering, study.codes, cases, study.sources, study.turns, passages=found, asked=asked
    ), found


def row_of(*given, **more):
    return made(*given, **more)[0]["claims"].iloc[0]


def word(*given, **more):
    row = row_of(*given, **more)
    return row["profile"], row["reason"]


def side(own):
    return {"side": own}


FOR, AGAINST = ("iX", "A", "satu"), ("iY", "A", "satu", "ani", side("against"))


@pytest.mark.parametrize(
    "given, expected",
    [
        ([FOR], ("one_side", "")),
        ([AGAINST], ("against", "")),
        ([FOR, AGAINST], ("both_sides", "")),
        ([("iX", "A", "satu", "ani", side("both"))], ("both_sides", "")),
        ([("iX", "n", "satu")], ("against", "")),  # a negative code below the claim's
        ([("iX", "m", "satu"), FOR], ("both_sides", "")),
        ([("iX", "t", "satu")], ("not_assessable", "no_side")),
        (
            [("iX", "A", "satu", "ani", side("for")), ("iX", "A", "satu", "budi", side("against"))],
            ("not_assessable", "disputed"),
        ),
        ([("iX", "B", "satu")], ("none", "not_coded")),
        ([], ("none", "not_coded")),
        ([("o1", "A", "toko")], ("none", "observed_only")),
        ([FOR, ("o1", "A", "toko", "ani", side("against"))], ("one_side", "")),  # what is observed stands beside
    ],
)
def test_every_word_and_its_reason(given, expected):
    assert word(*given) == expected
    assert expected[0] in PROFILES


def test_where_no_informant_was_heard_nothing_can_be_said():
    study = Study({"o1": TALKS["o1"]}, CODES)
    assert word(("o1", "A", "toko"), study=study) == ("not_assessable", "no_informants")


def test_where_nobody_was_asked_and_nobody_said_anything_nothing_can_be_said():
    about = pd.DataFrame([(f"i{case}", 1, ["B"]) for case in "XYZ"], columns=["source_id", "turn", "code_ids"])
    asked = AskedTurns(about, ["A", "B"], STUDY.codes)
    assert word(asked=asked) == ("not_assessable", "not_asked")
    assert word(FOR, asked=asked) == ("one_side", "")
    some = AskedTurns(about.iloc[:2], ["A", "B"], STUDY.codes)
    assert word(asked=some) == ("none", "not_coded")


def test_every_case_is_in_one_state_and_observations_stand_beside():
    given = [
        ("iX", "A", "satu"),
        ("iX", "n", "tiga"),
        ("iY", "A", "satu", "ani", side("against")),
        ("o1", "A", "toko"),
        ("o1", "n", "pasar"),
    ]
    cases = model.from_rows("cases", [{"case_id": case, "order": n} for n, case in enumerate("XYZW")])
    tables, _ = made(*given, cases=cases)
    row = tables["claims"].iloc[0]
    states = dict(zip(tables["claim_states"]["case_id"], tables["claim_states"]["state"], strict=True))
    assert states == {"X": "both", "Y": "against", "Z": "silent", "W": "not_heard"}
    assert {state: row[f"informants_{state}"] for state in STATES if row[f"informants_{state}"]} == {
        "both": 1,
        "against": 1,
        "silent": 1,
        "not_heard": 1,
    }
    assert row["informants_base"] == 3
    assert (row["observed_for"], row["observed_against"], row["observed_base"]) == (1, 1, 2)
    assert (row["for_references"], row["against_references"]) == (1, 2)


def test_the_passages_of_each_case_are_those_of_the_evidence_and_add_up_to_the_claims():
    given = [
        ("iX", "A", "satu"),
        ("iX", "A", "tujuh"),
        ("iX", "n", "tiga"),
        ("iX", "t", "lima"),
        ("iY", "A", "satu", "ani", side("both")),
        ("o1", "A", "toko"),
    ]
    tables, _ = made(*given)
    counts = ["references", "for_references", "against_references"]
    of_case = {row["case_id"]: tuple(row[counts]) for _, row in tables["claim_states"].iterrows()}
    assert of_case == {"X": (4, 2, 1), "Y": (1, 1, 1), "Z": (0, 0, 0)}
    evidence = tables["claim_evidence"]
    said = evidence[evidence["voice"] == "said"]
    for name, sides in (("for_references", ["for", "both"]), ("against_references", ["against", "both"])):
        listed = said[said["side"].isin(sides)].groupby("case_id").size().to_dict()
        assert listed == {case: numbers[counts.index(name)] for case, numbers in of_case.items() if case != "Z"}
        assert tables["claims"].iloc[0][name] == sum(listed.values())


def test_codes_against_are_turned_round_and_add_to_the_negative_ones():
    given = [FOR, ("iY", "B", "satu"), ("iZ", "n", "satu")]
    plain = row_of(*given, claim=CLAIM)
    assert (plain["for_references"], plain["against_references"]) == (1, 1)
    both = row_of(*given, claim=Claim("C1", {}, ("A",), against=("B",)))
    assert (both["for_references"], both["against_references"]) == (1, 2)
    replaced = row_of(*given, claim=Claim("C1", {}, ("A",), against=("B",), replace=True))
    assert (replaced["for_references"], replaced["against_references"]) == (1, 1)
    # What speaks against a code that is against the claim speaks for it.
    other = row_of(("iY", "B", "satu", "ani", side("against")), claim=Claim("C1", {}, ("A",), against=("B",)))
    assert (other["for_references"], other["against_references"]) == (1, 0)


def test_a_negative_code_that_a_claim_names_speaks_for_it():
    named = Claim("C1", {}, ("n",))
    assert word(("iX", "n", "satu"), claim=named) == ("one_side", "")
    assert word(("iX", "m", "satu"), claim=named) == ("one_side", "")
    assert word(("iX", "n", "satu"), claim=Claim("C1", {}, ("B",), against=("n",))) == ("against", "")


def test_coders_with_different_codes_of_one_claim_do_not_differ_on_it():
    given = [("iX", "A", "satu"), ("iX", "A1", "satu", "budi")]
    assert row_of(*given)["undecided"] == 0
    assert row_of(*given, counting=Counting(count="agreed"))["for_references"] == 1
    assert row_of(given[0], ("iX", "B", "tiga", "budi"))["undecided"] == 1


def decisive(*given, **more):
    tables, _ = made(*given, **more)
    return set(tables["claim_decisive"][["without", "name", "profile"]].itertuples(index=False, name=None)), tables[
        "claim_evidence"
    ]


def test_what_the_word_rests_on_is_found_by_taking_it_away():
    taken, evidence = decisive(FOR, ("iY", "A1", "satu", "budi"), ("iY", "n", "tiga", "budi"))
    assert taken == {
        ("informant", "Y", "one_side"),
        ("coder", "budi", "one_side"),
        ("code", "n", "one_side"),
        ("coding", "k2", "one_side"),
    }
    assert evidence["decisive"].tolist() == [True, True, False]  # the decisive ones first
    assert set(evidence.loc[evidence["decisive"], "case_id"]) == {"Y"}


def test_a_coding_is_decisive_that_makes_a_passage_disputed():
    taken, _ = decisive(("iX", "A", "satu", "ani", side("for")), ("iX", "A", "satu", "budi", side("against")))
    assert {("coding", "k0", "against"), ("coding", "k1", "one_side")} <= taken
    assert {("coder", "ani", "against"), ("coder", "budi", "one_side")} <= taken
    assert ("informant", "X", "none") in taken


def test_where_all_must_agree_a_coder_who_is_taken_away_left_nothing_out():
    agreed = Counting(count="agreed")
    given = [("iX", "A", "satu"), ("iX", "A", "satu", "budi"), ("iX", "n", "tiga", "budi")]
    # Together they agree on one passage for it. Without ani there is budi's passage against it too.
    taken, _ = decisive(*given, counting=agreed)
    assert ("coder", "ani", "both_sides") in taken
    assert not any(what == "coder" and name == "budi" for what, name, _ in taken)


def test_what_is_left_of_people_who_were_never_asked_cannot_be_assessed():
    about = pd.DataFrame([(f"i{case}", 1, ["B"]) for case in "XYZ"], columns=["source_id", "turn", "code_ids"])
    asked = AskedTurns(about, ["A", "B"], STUDY.codes)
    taken, _ = decisive(FOR, asked=asked)
    assert {(what, profile) for what, _, profile in taken} == {
        (what, "not_assessable") for what in ("informant", "coder", "code", "coding")
    }
    seen, _ = decisive(FOR, ("o1", "A", "toko"), asked=asked)
    assert ("coding", "none") in {(what, profile) for what, _, profile in seen}  # something of it was observed
    assert ("code", "not_assessable") in {(what, profile) for what, _, profile in seen}  # also that is taken away


def test_nothing_is_decisive_where_much_is_said():
    taken, evidence = decisive(FOR, ("iY", "A1", "satu", "budi"), ("iZ", "A", "satu", "citra"))
    assert taken == set() and not evidence["decisive"].any()


def needs(claim, *given, **more):
    table = made(*given, claim=claim, **more)[0]["claim_needs"]
    columns = ["need", "name", "has", "base", "wanted", "met", "cannot_fail"]
    return {(row[0], row[1]): tuple(row[2:]) for row in table[columns].itertuples(index=False, name=None)}


def test_needs_are_met_or_not_and_some_cannot_fail():
    cases = model.from_rows(
        "cases",
        [
            {"case_id": case, "order": n, "attribute:group": group}
            for n, (case, group) in enumerate(zip("XYZ", "oop", strict=True))
        ],
    )
    claim = Claim(
        "C1", {}, ("A",), needs={"informants": 2, "groups": ["o", "p"], "kinds": ["interview", "observation"]}
    )
    assert needs(claim, FOR, ("iY", "A", "satu", "ani", side("both")), cases=cases) == {
        ("informants", ""): (2, 3, 2, True, False),
        ("group", "o"): (2, 2, 1, True, False),
        ("group", "p"): (0, 1, 1, False, False),
        ("kind", "interview"): (2, 3, 1, True, False),
        ("kind", "observation"): (0, 1, 1, False, False),
    }
    one_group = cases.assign(**{"attribute:group": "o"})
    study = Study({name: talk for name, talk in TALKS.items() if name != "o1"}, CODES)
    easy = needs(Claim("C1", {}, ("A",), needs={"groups": ["o"], "kinds": ["interview"]}), cases=one_group, study=study)
    assert [cannot_fail for *_, cannot_fail in easy.values()] == [True, True, True]


def test_a_claim_that_no_code_could_contradict_is_flagged():
    only = Claim("C1", {}, ("B",))
    assert list(row_of(claim=only)["flags"]) == ["cannot_be_contradicted"]
    assert list(row_of(claim=CLAIM)["flags"]) == []  # a negative code lies below A
    assert list(row_of(claim=Claim("C1", {}, ("B",), against=("A",)))["flags"]) == []
    assert list(row_of(("iX", "B", "satu", "ani", side("against")), claim=only)["flags"]) == []
    assert list(row_of(claim=Claim("C1", {}, ("A",), replace=True))["flags"]) == ["cannot_be_contradicted"]


def answered(names, *given, how="limit"):
    claim = Claim("C1", {"en": "x"}, ("A",), answers=(Answer("C1.1", tuple(names), how, {"en": "y"}, 9),), line=3)
    tables, found = made(*given, claim=claim)
    problems = answer_problems([claim], tables["claim_evidence"], "claims.yaml", found)
    return tables, problems


SPOKEN = [FOR, ("iY", "n", "satu dua"), ("iY", "A", "tiga empat", "ani", side("both")), ("o1", "n", "pasar")]


def id_of(level, source, words):
    """The id of a passage of SPOKEN at a level."""
    _, found = made(*SPOKEN)
    text = STUDY.texts[source]
    start = text.index(words)
    mine = found[(found["level"] == level) & (found["source_id"] == source) & (found["start"] == start)]
    return mine["passage_id"].iloc[0]


def own_id(words):
    """The id of the claim's own passage."""
    evidence = made(*SPOKEN)[0]["claim_evidence"]
    starts = STUDY.texts["iY"].index(words)
    return evidence.loc[(evidence["source_id"] == "iY") & (evidence["start"] == starts), "passage_id"].iloc[0]


@pytest.mark.parametrize(
    "name",
    [
        lambda: "k1",
        lambda: id_of("code", "iY", "satu"),
        lambda: id_of("category", "iY", "satu"),
        lambda: id_of("theme", "iY", "satu"),
        lambda: own_id("satu"),
    ],
)
def test_any_id_of_a_passage_answers_it_and_no_other(name):
    tables, problems = answered([name()], *SPOKEN)
    evidence = tables["claim_evidence"]
    assert [list(ids) for ids in evidence.loc[evidence["how"] == "limit", "coding_ids"]] == [["k1"]]
    row = tables["claims"].iloc[0]
    assert (row["opposing"], row["unanswered"]) == (3, 2)  # what was observed against it has to be answered too
    assert [problem.kind for problem in problems] == ["claim-unanswered"] * 2 and len(unanswered(problems)) == 2


def test_an_id_without_its_letter_means_the_coding_still():
    codings = STUDY.codings(("c43299e6877", "iY", "n", "satu"))
    claim = Claim("C1", {}, ("A",), answers=(Answer("C1.1", ("43299e6877",), "explain", {}),))
    tables = profiles(
        [claim], Gathering(codings, STUDY.turns, STUDY.sources), STUDY.codes, STUDY.cases, STUDY.sources, STUDY.turns
    )
    assert tables["claims"]["unanswered"].tolist() == [0]


def test_a_passage_of_one_turn_does_not_answer_what_the_same_coding_says_in_another():
    over = ("iY", "n", "enam\nY: tujuh")
    _, found = made(over)
    first = found[(found["level"] == "code") & (found["turn"] == 1)]["passage_id"].iloc[0]
    assert answered([first], over)[0]["claims"]["unanswered"].tolist() == [1]
    assert answered(["k0"], over)[0]["claims"]["unanswered"].tolist() == [0]  # a coding is all its passages


def test_every_id_that_answers_nothing_is_told():
    _, problems = answered(["k1", "k0", "cffffffffff"], *SPOKEN)
    gone = [problem for problem in problems if problem.kind == "claim-answer-gone"]
    assert [problem.values["passage"] for problem in gone] == ["k0", "cffffffffff"]  # k0 speaks for the claim
    assert {problem.line for problem in gone} == {9}


def test_a_claim_with_everything_answered_has_no_problem():
    tables, problems = answered(["k1", "k2", "k3"], *SPOKEN)
    assert problems == [] and tables["claims"]["unanswered"].tolist() == [0]
    assert answers_table([CLAIM]).empty


def test_what_is_for_the_claim_is_never_answered():
    tables, _ = answered(["k0"], *SPOKEN)
    evidence = tables["claim_evidence"]
    assert set(evidence.loc[evidence["side"] == "for", "how"]) == {""}


def test_a_decided_side_and_a_dropped_coding_change_the_profile():
    both = [("iX", "A", "satu", "ani", side("for")), ("iX", "A", "satu", "budi", side("against"))]
    assert word(*both, decided=differences(("k0", "k1", "", "against"))) == ("against", "")
    assert word(*both, decided=differences(("k0", "k1", "a", ""))) == ("one_side", "")


def test_without_claims_there_are_tables_without_rows():
    codings = model.empty("codings")
    gathering = Gathering(codings, STUDY.turns, STUDY.sources)
    tables = profiles([], gathering, codebook(CODES), STUDY.cases, STUDY.sources, STUDY.turns)
    assert all(table.empty for table in tables.values())


def test_an_answer_to_what_one_coder_marked_holds_where_the_consensus_is_counted():
    columns = ["coding_id", "source_id", "code_id", "start", "end"]
    known = pd.DataFrame(
        [("c1", "iY", "n", 0, 9), ("k1", "iY", "n", 4, 9), ("k2", "iY", "A", 4, 9), ("c3", "iY", "n", 20, 29)],
        columns=columns,
    )
    addresses = Addresses(codings=known)
    row = {"passage_id": "p1", "source_id": "iY", "turn": 1, "coding_ids": ["k1"]}
    assert addresses.means("c1", row)  # not counted itself; its code, and words it shares
    assert not addresses.means("c3", row)  # other words
    assert not addresses.means("k2", row)  # another code
    assert not addresses.means("c9", row)  # no coding at all


def test_the_consensus_and_a_coder_who_counts_alone_are_no_person_to_take_away():
    agreed = ("iX", "A", "satu", "consensus", {"method": "consensus"})
    for given, way in (((agreed,), "consensus"), ((FOR,), "ani")):
        tables, _ = made(*given, counting=Counting(count=way))
        assert "coder" not in set(tables["claim_decisive"]["without"])
    tables, _ = made(FOR)
    assert ("coder", "ani") in set(tables["claim_decisive"][["without", "name"]].itertuples(index=False, name=None))


def test_a_passage_of_the_consensus_is_decisive_only_where_its_own_coding_or_informant_is():
    agreed = [("iX", "A", word, "consensus", {"method": "consensus"}) for word in ("satu", "tiga")]
    more = ("iY", "A", "satu", "consensus", {"method": "consensus"})
    tables, _ = made(*agreed, more, counting=Counting(count="consensus"), claim=Claim("C1", {"en": "So."}, ("A", "B")))
    told = set(tables["claim_decisive"]["without"])
    assert told == {"code"}  # all is coded with one code; no informant and no coding alone bears the claim


def test_what_is_left_out_is_told_of_the_claim_and_of_its_cases():
    codings = STUDY.codings(("k0", "iX", "A", "satu"), ("k1", "iX", "B", "enam", "budi"))
    coded = (codings, STUDY.turns, STUDY.sources, Counting(count="agreed"))
    about = (STUDY.codes, STUDY.cases, STUDY.sources, STUDY.turns)
    tables = profiles([CLAIM], Gathering(*coded), *about, left_out=LeftOut(*coded))
    row = tables["claims"].iloc[0]
    assert (row["profile"], row["reason"], row["undecided"]) == ("none", "undecided", 1)
    states = tables["claim_states"].set_index("case_id")
    assert states.loc["X", ["state", "undecided"]].tolist() == ["silent", 1]
    assert states["undecided"].sum() == 1
    assert len(tables["claim_evidence"]) == 0


def test_a_code_that_moves_informants_is_told_with_the_numbers_after_also_where_the_word_stays():
    given = [FOR, ("iX", "n", "tiga"), ("iY", "A1", "satu"), ("iY", "n", "tiga"), ("iZ", "A", "satu")]
    given.append(("iZ", "A", "tiga", "ani", side("against")))
    tables, _ = made(*given)
    assert "n" not in set(tables["claim_decisive"]["name"])
    without = tables["claim_counts_without"].set_index("name")
    whole = tables["claims"].iloc[0]
    sides = ["informants_for", "informants_both", "informants_against"]
    assert whole[sides].tolist() == [0, 3, 0]
    assert without.loc["n", sides].tolist() == [2, 1, 0]
    assert all(row != whole[sides].tolist() for row in without[sides].to_numpy().tolist())
