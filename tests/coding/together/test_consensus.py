from itertools import combinations

import pandas as pd
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from small_tables import codings, talks

from benang.coding.together.adjudication import read_adjudication, with_decisions
from benang.coding.together.consensus import consensus, consensus_of_part, consensus_of_parts, reasons
from benang.coding.together.disagreements import disagreements
from benang.core import model
from benang.core.tables import write_csv
from benang.privacy.pseudonyms import Pseudonyms

TALK = {
    "a": [
        ("P", "How do customers reach you?"),
        ("A", "They send a message. I answer at once, so they trust me. The shop has a page too."),
    ],
    "b": [("P", "Where do you buy?"), ("B", "Where my friends buy. I trust them.")],
}
TABLES = talks(TALK)
SOURCES, TURNS, OFFSET_MAP = TABLES
PAGE = "The shop has a page too."
ALL_PAGE = tuple(("a", coder, "page", PAGE) for coder in ("ana", "ben"))


def found(table):
    return disagreements(table, TURNS, SOURCES, combinations(sorted(set(table["coder"])), 2))


def agree(tmp_path, *given, decisions=""):
    """Consensus of codings, with decisions in lines of ``code,kind,decision,memo,adjudicator``."""
    table = codings(TABLES, *given)
    differences = found(table)
    lines = ["disagreement_id,decision,memo,adjudicator"]
    for line in decisions.splitlines():
        code, coders, decision, *more = line.split(",")
        a, b = coders.split("/")
        at = (differences["code_id"] == code) & (differences["coder_a"] == a) & (differences["coder_b"] == b)
        lines.append(
            ",".join([differences.loc[at, "disagreement_id"].item(), decision, *more, *[""] * (2 - len(more))])
        )
    path = tmp_path / "adjudication.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    read, problems = read_adjudication(path, path.name) if decisions else ([], [])
    differences, more_problems = with_decisions(differences, read)
    agreed, last = consensus(table, differences, SOURCES, TURNS, OFFSET_MAP)
    assert agreed.equals(model.conform(agreed, "codings"))
    texts = dict(zip(SOURCES["source_id"], SOURCES["text"], strict=True))
    for row in agreed.itertuples():
        assert row.quotation == texts[row.source_id][row.start : row.end]
        assert (row.coder, row.method, row.status) == ("consensus", "consensus", "accepted")
    return agreed, [*problems, *more_problems, *last]


def passages(agreed, code="trust"):
    return agreed.loc[agreed["code_id"] == code].sort_values("start")["quotation"].tolist()


def counts(problems):
    return {problem.kind: problem.values["count"] for problem in problems}


def test_what_both_coded_is_agreed(tmp_path):
    agreed, problems = agree(tmp_path, *ALL_PAGE)
    assert passages(agreed, "page") == [PAGE]
    assert agreed["why"].tolist() == ["[agreed: ana, ben]"]
    assert agreed["case_id"].tolist() == ["A"]
    assert (agreed["turn"][0], agreed["line"][0]) == (2, 2)
    assert problems == []


def test_where_extents_differ_it_is_what_both_coded(tmp_path):
    agreed, problems = agree(
        tmp_path,
        ("a", "ana", "trust", "message. I answer at once, so"),
        ("a", "ben", "trust", "at once, so they trust me."),
    )
    assert passages(agreed) == ["at once, so"]
    assert counts(problems) == {"consensus-extent": 1}


def test_one_sentence_and_two_of_its_parts(tmp_path):
    agreed, _ = agree(
        tmp_path,
        *(("a", "ana", "trust", part) for part in ("They send", "trust me")),
        ("a", "ben", "trust", TALK["a"][1][1]),
    )
    assert passages(agreed) == ["They send", "trust me"]


def test_what_only_one_of_them_coded_is_left_out_and_counted(tmp_path):
    agreed, problems = agree(tmp_path, ("a", "ana", "trust", "they trust me"), *ALL_PAGE)
    assert passages(agreed) == []
    assert passages(agreed, "page") == [PAGE]
    assert counts(problems) == {"consensus-open": 1}
    assert problems[0].values["source"] == "a"


@pytest.mark.parametrize(
    ("decision", "kept"),
    [
        ("a", ["they trust me"]),
        ("both", ["they trust me"]),
        ("b", []),
        ("neither", []),
        ("Tidak  keduanya", []),
        ("hanya a", ["they trust me"]),
    ],
)
def test_a_decision_about_a_passage_that_one_of_them_coded(tmp_path, decision, kept):
    agreed, problems = agree(
        tmp_path,
        ("a", "ana", "trust", "they trust me"),
        *ALL_PAGE,
        decisions=f"trust,ana/ben,{decision},She says so.,cut",
    )
    assert passages(agreed) == kept
    assert problems == []
    assert agreed.loc[agreed["code_id"] == "trust", "why"].tolist() == ["She says so. [adjudicated by cut]"] * len(kept)


@pytest.mark.parametrize(
    ("decision", "kept"),
    [
        ("a", ["I answer at once, so"]),
        ("b", ["so they trust me"]),
        ("keduanya", ["I answer at once, so they trust me"]),
        ("neither", []),
    ],
)
def test_a_decision_about_an_extent(tmp_path, decision, kept):
    agreed, problems = agree(
        tmp_path,
        ("a", "ana", "trust", "I answer at once, so"),
        ("a", "ben", "trust", "so they trust me"),
        decisions=f"trust,ana/ben,{decision}",
    )
    assert passages(agreed) == kept
    assert problems == []


@pytest.mark.parametrize(
    ("decision", "side", "told"),
    [
        ("", "disputed", {"consensus-extent": 1, "consensus-side": 1}),
        ("a", "against", {}),
        ("b", "for", {}),
        ("both", "disputed", {"consensus-side": 1}),
    ],
)
def test_a_difference_in_extent_and_side_is_open_in_both(tmp_path, decision, side, told):
    agreed, problems = agree(
        tmp_path,
        ("a", "ana", "trust", "I answer at once, so", {"side": "against"}),
        ("a", "ben", "trust", "so they trust me", {"side": "for"}),
        decisions=f"trust,ana/ben,{decision}" if decision else "",
    )
    assert agreed["side"].tolist() == [side]
    assert counts(problems) == told


def test_a_source_that_one_person_coded_is_taken_as_it_is_and_told(tmp_path):
    agreed, problems = agree(tmp_path, ("b", "ana", "trust", "I trust them."), *ALL_PAGE)
    assert passages(agreed) == ["I trust them."]
    assert counts(problems) == {"consensus-one-coder": 1}
    assert problems[0].values["sources"] == "b"


def test_three_coders_agree_only_all_together_and_one_decision_settles_a_passage(tmp_path):
    three = [("a", coder, "page", PAGE) for coder in ("ana", "ben", "cut")]
    two = [("a", coder, "trust", "they trust me") for coder in ("ana", "ben")]
    agreed, problems = agree(tmp_path, *three, *two)
    assert (passages(agreed, "page"), passages(agreed)) == ([PAGE], [])
    assert counts(problems) == {"consensus-open": 2}
    agreed, problems = agree(tmp_path, *three, *two, decisions="trust,ana/cut,a")
    assert passages(agreed) == ["they trust me"]
    assert problems == []


def test_a_decision_takes_away_nothing_that_everybody_coded_elsewhere(tmp_path):
    agreed, problems = agree(
        tmp_path,
        ("a", "ana", "trust", "They send a message."),
        ("a", "ben", "trust", "send a message. I answer"),
        ("a", "cut", "trust", "answer at once, so they trust me. The shop"),
        *(("a", coder, "trust", "they trust me") for coder in ("ana", "ben")),
        decisions="trust,ana/ben,a",
    )
    assert passages(agreed) == ["They send a message.", "they trust me"]
    assert counts(problems) == {"consensus-extent": 1}


def test_decisions_that_contradict_each_other(tmp_path):
    three = [("a", coder, "page", PAGE) for coder in ("ana", "ben", "cut")]
    agreed, problems = agree(
        tmp_path, *three, ("a", "ana", "trust", "they trust me"), decisions="trust,ana/ben,a\ntrust,ana/cut,b"
    )
    assert [(problem.kind, problem.line, problem.values["first"]) for problem in problems] == [
        ("adjudication-contradicts", 3, 2)
    ]
    assert passages(agreed) == ["they trust me"]


def test_a_decision_whose_difference_is_gone_is_told(tmp_path):
    path = tmp_path / "adjudication.csv"
    path.write_text("disagreement_id,decision\nabcdef0123,a\n", encoding="utf-8")
    decisions, _ = read_adjudication(path, "adjudication.csv")
    table = codings(TABLES, *ALL_PAGE)
    _, problems = with_decisions(found(table), decisions)
    assert [(problem.kind, problem.file, problem.line) for problem in problems] == [
        ("adjudication-gone", "adjudication.csv", 2)
    ]
    assert "abcdef0123" in problems[0].message("id")


def test_mistakes_in_the_file_are_told_with_their_lines_all_at_once(tmp_path):
    table = codings(TABLES, ("a", "ana", "trust", "they trust me"), *ALL_PAGE)
    differences = found(table)
    known = differences["disagreement_id"][0]
    rows = [f"{known},nither", ",a", f"{known},", f"{known},a", f"{known},a", f"{known},b"]
    path = tmp_path / "adjudication.csv"
    path.write_text("\n".join(["Disagreement ID;Decision", *(row.replace(",", ";") for row in rows)]), encoding="utf-8")
    decisions, problems = read_adjudication(path, "adjudication.csv")
    assert [(problem.kind, problem.line) for problem in problems] == [
        ("adjudication-word", 2),
        ("adjudication-without-id", 3),
    ]
    assert 'Did you mean "neither"?' in problems[0].message("en")
    decided, more = with_decisions(differences, decisions)
    assert [(problem.kind, problem.line, problem.values["first"]) for problem in more] == [("adjudication-twice", 7, 5)]
    assert decided["decision"].tolist() == ["a"]


def sided(tmp_path, *given, decide="", quotation="they trust me"):
    """The codings of the consensus of coders with their sides and uses, and the problems; ``decide``: cells under
    ``decision,side,memo,adjudicator`` for the only difference."""
    cells = [("a", coder, "trust", quotation, {"side": side, "use": use}) for coder, side, use in given]
    table = codings(TABLES, *cells)
    differences, read = found(table), []
    if decide:
        path = tmp_path / "adjudication.csv"
        name = differences["disagreement_id"].item()
        path.write_text(f"disagreement_id,decision,side,memo,adjudicator\n{name},{decide}\n", encoding="utf-8")
        read, problems = read_adjudication(path, path.name)
        assert problems == []
    decided, problems = with_decisions(differences, read)
    agreed, more = consensus(table, decided, SOURCES, TURNS, OFFSET_MAP)
    told = [problem.kind for problem in [*problems, *more]]
    return agreed[["quotation", "side", "use", "why"]].values.tolist(), told


def test_the_consensus_has_the_side_that_all_share_and_the_use_that_shows_least(tmp_path):
    rows, told = sided(tmp_path, ("ana", "both", "best"), ("ben", "against", "hide"), ("cut", "against", ""))
    assert rows == [["they trust me", "against", "hide", "[agreed: ana, ben, cut]"]]
    assert told == []


def test_sides_that_nobody_decided_on_are_disputed(tmp_path):
    rows, told = sided(tmp_path, ("ana", "", ""), ("ben", "against", ""))
    assert [row[1] for row in rows] == ["disputed"]
    assert told == ["consensus-side"]


@pytest.mark.parametrize(
    "decide, side",
    [
        (",menentang,Jelas.,eve", "against"),
        ("a,,Jelas.,eve", "for"),
        ("b,,Jelas.,eve", "against"),
        ("both,,Jelas.,eve", "both"),
        ("a,'-,Jelas.,eve", "against"),
        (",0,Jelas.,eve", "none"),
    ],
)
def test_a_decided_side_stands_and_both_codings_stay(tmp_path, decide, side):
    rows, told = sided(tmp_path, ("ana", "for", ""), ("ben", "against", ""), decide=decide)
    assert rows == [["they trust me", side, "", "[agreed: ana, ben]; Jelas. [adjudicated by eve]"]]
    assert told == []


def test_neither_of_two_sides_takes_the_passage_out(tmp_path):
    assert sided(tmp_path, ("ana", "for", ""), ("ben", "against", ""), decide="neither,,,") == ([], [])


def test_a_side_alone_does_not_decide_who_coded_rightly(tmp_path):
    table = codings(TABLES, ("a", "ana", "trust", "they trust me"), *ALL_PAGE)
    differences = found(table)
    (name,) = differences["disagreement_id"]
    path = tmp_path / "adjudication.csv"
    path.write_text(f"disagreement_id,decision,side\n{name},,against\n", encoding="utf-8")
    decided, _ = with_decisions(differences, read_adjudication(path, "x.csv")[0])
    assert decided[["decision", "side"]].values.tolist() == [["", "against"]]
    agreed, problems = consensus(table, decided, SOURCES, TURNS, OFFSET_MAP)
    assert passages(agreed) == []
    assert [problem.kind for problem in problems] == ["consensus-open"]
    path.write_text(f"disagreement_id,decision,side\n{name},a,against\n", encoding="utf-8")
    decided, _ = with_decisions(differences, read_adjudication(path, "x.csv")[0])
    agreed, _ = consensus(table, decided, SOURCES, TURNS, OFFSET_MAP)
    assert agreed.loc[agreed["code_id"] == "trust", "side"].tolist() == ["against"]


def test_a_side_that_is_no_side_is_told_with_its_line(tmp_path):
    path = tmp_path / "adjudication.csv"
    path.write_text("disagreement_id,decision,side\nd1,,\nd2,a,agains\nd3,,for\nd3,,against\n", encoding="utf-8")
    decisions, problems = read_adjudication(path, "x.csv")
    assert [(problem.kind, problem.line, problem.values["near"]) for problem in problems] == [
        ("decision-side-word", 3, "against")
    ]
    assert [(one.disagreement_id, one.decision, one.side) for one in decisions] == [
        ("d3", "", "for"),
        ("d3", "", "against"),
    ]


def test_two_decisions_on_one_side_that_differ_are_told(tmp_path):
    given = (("ana", "for"), ("ben", "against"))
    table = codings(TABLES, *(("a", coder, "trust", PAGE, {"side": side}) for coder, side in given))
    differences = found(table)
    path = tmp_path / "adjudication.csv"
    (name,) = differences["disagreement_id"]
    path.write_text(f"disagreement_id,decision,side\n{name},,for\n{name},,against\n", encoding="utf-8")
    decided, problems = with_decisions(differences, read_adjudication(path, "x.csv")[0])
    assert (decided["side"].tolist(), [problem.kind for problem in problems]) == (["for"], ["adjudication-twice"])


def test_codings_may_stand_for_their_difference(tmp_path):
    given = [("a", "ana", "trust", "they trust me"), *ALL_PAGE]
    given += [("a", "cut", "page", PAGE)]
    table = codings(TABLES, *given)
    differences = found(table)
    coding = table.loc[table["code_id"] == "trust", "coding_id"].item()
    path = tmp_path / "adjudication.csv"
    path.write_text(f"coding_ids,decision\n{coding},a\nffffffffff,a\n", encoding="utf-8")
    decisions, _ = read_adjudication(path, "x.csv")
    _, problems = with_decisions(differences, decisions)
    assert [problem.kind for problem in problems] == ["adjudication-several", "adjudication-gone"]
    of_two = found(table[table["coder"] != "cut"])
    # As it was written when ids had no letter.
    path.write_text(f"coding_ids,decision\n{coding.removeprefix('c')},a\n", encoding="utf-8")
    decisions, _ = read_adjudication(path, "x.csv")
    decided, problems = with_decisions(of_two, decisions[:1])
    assert (decided["decision"].tolist(), problems) == (["a"], [])


def test_the_list_of_differences_filled_in_is_a_file_of_decisions(tmp_path):
    table = codings(TABLES, ("a", "ana", "trust", "they trust me"), *ALL_PAGE)
    differences = found(table)
    write_csv(differences.assign(decision="a", memo="=1+1"), tmp_path / "adjudication.csv")
    decisions, problems = read_adjudication(tmp_path / "adjudication.csv", "adjudication.csv")
    decided, more = with_decisions(differences, decisions)
    assert (decided["decision"].tolist(), problems, more) == (["a"], [], [])


def test_names_in_a_memo_are_replaced(tmp_path):
    path = tmp_path / "adjudication.csv"
    path.write_text("disagreement_id,decision,memo\nx,a,Sari says so\n", encoding="utf-8")
    decisions, _ = read_adjudication(path, "x.csv", Pseudonyms({"Sari": "A1"}))
    assert decisions[0].memo == "A1 says so"
    path.write_text("disagreement_id,decision\nx,Sari says so\n", encoding="utf-8")
    _, problems = read_adjudication(path, "x.csv", Pseudonyms({"Sari": "A1"}))
    assert "A1 says so" in problems[0].message("en")


@st.composite
def coded(draw):
    text = SOURCES["text"][0]
    span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 50)).map(lambda s: (s[0], min(len(text), sum(s))))
    rows = st.tuples(st.just("a"), st.sampled_from(["ana", "ben", "cut"]), st.sampled_from("xy"), span)
    return draw(st.lists(rows, min_size=1, max_size=12, unique=True))


@examples(80)
@given(coded(), st.lists(st.sampled_from(["", "a", "b", "both", "neither"]), min_size=1, max_size=5))
def test_the_consensus_never_holds_a_character_that_nobody_coded(given, words):
    table = codings(TABLES, *given)
    differences = found(table)
    cells = [words[number % len(words)] for number in range(len(differences))]
    agreed, _ = consensus(table, differences.assign(decision=cells), SOURCES, TURNS, OFFSET_MAP)
    covered = {
        code: {place for row in rows.itertuples() for place in range(row.start, row.end)}
        for code, rows in table.groupby("code_id")
    }
    for row in agreed.itertuples():
        assert set(range(row.start, row.end)) <= covered[row.code_id]
        if not any(cells):
            rows = table[table["code_id"] == row.code_id]
            everybody = set(table["coder"])
            assert everybody == {
                one.coder for one in rows.itertuples() if one.start <= row.start and row.end <= one.end
            }


@examples(80)
@given(coded())
def test_nothing_that_everybody_coded_is_lost_and_every_difference_is_told(given):
    table = codings(TABLES, *given)
    differences = found(table)
    agreed, problems = consensus(table, differences, SOURCES, TURNS, OFFSET_MAP)
    text = SOURCES["text"][0]
    everybody = set(table["coder"])
    for code, rows in table.groupby("code_id"):
        held = {p for row in agreed[agreed["code_id"] == code].itertuples() for p in range(row.start, row.end)}
        of = [{p for row in mine.itertuples() for p in range(row.start, row.end)} for _, mine in rows.groupby("coder")]
        if len(of) == len(everybody):
            shared = set.intersection(*of)
            assert {p for p in shared if text[p].isalnum()} <= held
    if len(everybody) == 2:
        assert sum(counts([one for one in problems if one.kind != "consensus-one-coder"]).values()) == len(differences)


def test_whoever_took_a_suggestion_has_not_coded_the_source_for_that():
    table = codings(TABLES, ("b", "ana", "trust", "I trust them."), ("b", "ben", "page", "Where my friends buy."))
    table.loc[table["coder"] == "ben", "method"] = "suggestion"
    agreed, problems = consensus(table, found(table), SOURCES, TURNS, OFFSET_MAP)
    # Ana alone coded it: what she coded stands, and nobody is asked about a difference.
    assert passages(agreed) == ["I trust them."]
    assert len(found(table)) == 0
    assert "consensus-one-coder" in [problem.kind for problem in problems]


@pytest.mark.parametrize(
    ("why", "found"),
    [
        ("[agreed: ana, ben]", []),
        ("[only coder: ana]", []),
        ("[adjudicated]", []),
        ("Jelas. [adjudicated]", [("Jelas.", "")]),
        ("[agreed: ana, ben]; Jelas. [adjudicated by eve]", [("Jelas.", "eve")]),
        ("Satu; dua. [adjudicated by eve]; Tiga. [adjudicated by adi]", [("Satu; dua.", "eve"), ("Tiga.", "adi")]),
        ("Kata [tertawa] itu. [adjudicated by eve]", [("Kata [tertawa] itu.", "eve")]),
    ],
)
def test_the_memos_of_decisions_are_found_again(why, found):
    assert reasons(why) == found


@examples(60)
@given(
    given=st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]),
            st.sampled_from(["ana", "ben", "cid"]),
            st.sampled_from(["trust", "page"]),
            st.integers(0, 12),
            st.integers(1, 6),
        ),
        max_size=12,
        unique=True,
    )
)
def test_parts_of_a_study_differ_and_agree_as_the_whole_does(given):
    texts = dict(zip(SOURCES["source_id"], SOURCES["text"], strict=True))
    words = {source: text.split(" ") for source, text in texts.items()}
    chosen = [
        (source, coder, code, " ".join(words[source][start : start + length]))
        for source, coder, code, start, length in given
        if start < len(words[source])
    ]
    table = codings(TABLES, *dict.fromkeys(one for one in chosen if texts[one[0]].count(one[3]) == 1))
    read = {"cid": frozenset({"b"})}
    pairs = list(combinations(["ana", "ben", "cid"], 2))
    whole = disagreements(table, TURNS, SOURCES, pairs, read=read)
    parts, differences = [], []
    for source in ("a", "b"):
        mine, turns, sources, offset_map, theirs = (
            frame[frame["source_id"] == source].reset_index(drop=True)
            for frame in (table, TURNS, SOURCES, OFFSET_MAP, whole)
        )
        differences.append(disagreements(mine, turns, sources, pairs, read=read))
        parts.append(consensus_of_part(mine, theirs, sources, turns, offset_map, read=read))
    assert pd.concat(differences, ignore_index=True).equals(whole)
    agreed, problems = consensus_of_parts(parts)
    expected, more = consensus(table, whole, SOURCES, TURNS, OFFSET_MAP, read=read)
    assert agreed.equals(expected)
    assert sorted(map(str, problems)) == sorted(map(str, more))
