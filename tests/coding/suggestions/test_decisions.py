import pytest
from small_tables import codes, codings, talks

from benang.coding.suggestions.candidate_passages import passages
from benang.coding.suggestions.decisions import accepted, read_decisions, rejected, without_rejected
from benang.coding.suggestions.suggestion_table import suggest
from benang.core import model
from benang.core.tables import write_csv
from benang.privacy.pseudonyms import Pseudonyms

TALK = {
    "a": [("A", "Customers trust the shop. People trust the shop. The network is slow."), ("A", "A net too slow!")],
}
TABLES = talks(TALK)
CODES = codes(trust="Trust", signal="Slow network")
CODED = codings(TABLES, ("a", "ana", "trust", "Customers trust the shop."))


def found(tables=TABLES):
    return passages(tables[0], tables[1], CODED, ["informant"], "sentence")


def table(rejected_ids=()):
    return suggest(found(), CODED, CODES, model.empty("cases"), "group", rejected_ids)[0]


def named(quotation):
    return table().set_index("quotation").loc[quotation, "suggestion_id"]


def decide(tmp_path, *rows, header="suggestion_id,decision,code,coder,memo", tables=TABLES, codes=CODES):
    path = tmp_path / "decisions.csv"
    path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    decisions, problems = read_decisions(path, "decisions.csv")
    taken, more = accepted(decisions, found(tables), *tables, codes)
    assert taken.equals(model.conform(taken, "codings"))
    texts = dict(zip(tables[0]["source_id"], tables[0]["text"], strict=True))
    for row in taken.itertuples():
        assert row.quotation == texts[row.source_id][row.start : row.end]
    return decisions, taken, [(problem.kind, problem.line) for problem in [*problems, *more]]


TRUST = "People trust the shop."


def test_a_taken_suggestion_has_the_side_and_the_use_that_its_coder_gave(tmp_path):
    header = "suggestion_id,decision,coder,side,use"
    rows = [
        f"{named(TRUST)},accept,ben,menentang,khas",
        f"{named(TRUST)},accept,ana,,",
        f"{named(TRUST)},accept,cut,kiri,",
    ]
    _, taken, problems = decide(tmp_path, *rows, header=header)
    assert taken.sort_values("coder")[["coder", "side", "use"]].values.tolist() == [
        ["ana", "", ""],
        ["ben", "against", "typical"],
    ]
    assert problems == [("decision-side-word", 4)]


def test_a_machines_coding_is_decided_on_by_its_id(tmp_path):
    machines = codings(TABLES, ("a", "rules", "signal", "The network is slow."), ("a", "rules", "trust", TRUST))
    machines = machines.assign(method="rule", status="suggested")
    (slow,), (trust,) = (machines.loc[machines["code_id"] == code, "coding_id"] for code in ("signal", "trust"))
    path = tmp_path / "decisions.csv"
    # The second as it was written when ids had no letter.
    rows = f"{slow},accept,,ben,So.\n{trust.removeprefix('c')},reject,,ben,\n"
    path.write_text(f"suggestion_id,decision,code,coder,memo\n{rows}", "utf-8")
    decisions, problems = read_decisions(path, "decisions.csv")
    taken, more = accepted(decisions, found(), *TABLES, CODES, machines=machines)
    assert [*problems, *more] == []
    (row,) = taken.to_dict("records")
    assert (row["quotation"], row["code_id"], row["coder"]) == ("The network is slow.", "signal", "ben")
    assert (row["method"], row["status"], row["why"]) == ("suggestion", "accepted", "So.")
    left = without_rejected(machines, rejected(decisions))
    assert dict(zip(left["code_id"], left["status"], strict=True)) == {"signal": "suggested", "trust": "rejected"}


@pytest.mark.parametrize("word", ["accept", "Accept", "terima", "ya"])
def test_an_accepted_suggestion_becomes_that_persons_coding(tmp_path, word):
    _, taken, problems = decide(tmp_path, f"{named(TRUST)},{word},,ben,Clear.")
    assert problems == []
    row = taken.iloc[0]
    assert (row["quotation"], row["code_id"], row["coder"]) == (TRUST, "trust", "ben")
    assert (row["method"], row["status"], row["anchor"]) == ("suggestion", "accepted", "exact")
    assert (row["why"], row["case_id"], row["turn"]) == ("Clear.", "A", 1)


def test_another_code_may_be_given(tmp_path):
    rows = [f"{named(TRUST)},new code,Slow network,ben,", f"{named('The network is slow.')},accept,trust,ben,"]
    _, taken, problems = decide(tmp_path, *rows)
    assert sorted(zip(taken["quotation"], taken["code_id"], strict=True)) == [
        (TRUST, "signal"),
        ("The network is slow.", "trust"),
    ]
    assert problems == []


@pytest.mark.parametrize("word", ["reject", "tolak", "Tidak"])
def test_a_rejected_suggestion_never_comes_back_and_codes_nothing(tmp_path, word):
    gone = named(TRUST)
    decisions, taken, problems = decide(tmp_path, f"{gone},{word},,ben,")
    assert rejected(decisions) == {gone}
    assert taken.empty
    assert problems == []
    assert gone not in table(rejected(decisions))["suggestion_id"].tolist()


def test_the_list_of_suggestions_filled_in_is_a_file_of_decisions(tmp_path):
    given = table()
    path = tmp_path / "decisions.csv"
    write_csv(given.assign(decision=given["kind"].map({"passage": "accept"}).fillna(""), coder="ben"), path)
    decisions, problems = read_decisions(path, "decisions.csv")
    taken, more = accepted(decisions, found(), *TABLES, CODES)
    assert [*problems, *more] == []
    assert len(taken) == (given["kind"] == "passage").sum() > 1


def test_every_mistake_is_told_with_its_line(tmp_path):
    known = named(TRUST)
    _, taken, problems = decide(
        tmp_path,
        f"{known},perhaps,,ben,",
        ",accept,,ben,",
        f"{known},accept,,,",
        f"{known},new code,,ben,",
        f"{known},accept,Trost,ben,",
        "abcdefabcdef-12345678,accept,trust,ben,",
        "abcdefabcdef-term,accept,,ben,",
        f"{known},reject,,ben,",
        f"{known},,,,",
        "1.23E+11,reject,,ben,",
    )
    assert taken.empty
    assert problems == [
        ("decision-word", 2),
        ("decision-without-id", 3),
        ("decision-twice", 6),
        ("decision-twice", 9),
        ("decision-id", 11),
        ("decision-without-coder", 4),
        ("decision-without-code", 5),
        ("decision-gone", 7),
        ("decision-no-passage", 8),
    ]


def test_an_unknown_code_comes_with_the_nearest(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text(f"suggestion_id,decision,code,coder\n{named(TRUST)},accept,Trost,ben\n", encoding="utf-8")
    _, problems = accepted(read_decisions(path, "d.csv")[0], found(), *TABLES, CODES)
    assert 'Did you mean "Trust"?' in problems[0].message("en")


def test_a_code_that_left_the_codebook(tmp_path):
    _, taken, problems = decide(tmp_path, f"{named(TRUST)},accept,,ben,", codes=codes("signal"))
    assert (len(taken), problems) == (0, [("decision-without-code", 2)])


def test_two_people_may_decide_on_one_suggestion(tmp_path):
    _, taken, problems = decide(tmp_path, f"{named(TRUST)},accept,,ben,", f"{named(TRUST)},reject,,cut,")
    assert (taken["coder"].tolist(), problems) == (["ben"], [])


def test_a_passage_of_a_corrected_text_is_found_by_its_quotation(tmp_path):
    moved = talks({"a": [("A", TALK["a"][0][1].replace("shop. The network", "shop - the network")), TALK["a"][1]]})
    name = named(TRUST)
    row = f"{name},accept,,ben,,a,People trust the shop"
    header = "suggestion_id,decision,code,coder,memo,source_id,quotation"
    _, taken, problems = decide(tmp_path, row, header=header, tables=moved)
    assert (taken["quotation"].tolist(), taken["anchor"].tolist(), problems) == (
        ["People trust the shop"],
        ["moved"],
        [],
    )
    _, taken, problems = decide(tmp_path, f"{name},accept,,ben,,a,trust the shop", header=header, tables=moved)
    assert problems == [("decision-gone", 2)]  # it stands there twice


def test_names_in_a_memo_are_replaced(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text("suggestion_id,decision,memo\nabcdefabcdef-new,reject,Sari says so\n", encoding="utf-8")
    decisions, _ = read_decisions(path, "d.csv", Pseudonyms({"Sari": "A1"}))
    assert decisions[0].memo == "A1 says so"


def test_a_code_named_after_a_person_is_found_by_its_pseudonym_and_never_shown_by_name(tmp_path):
    named_after = codes(trust="Trust in A1", signal="Slow network")
    names = Pseudonyms({"Sari": "A1"})
    path = tmp_path / "decisions.csv"
    rows = ["Trust in Sari", "Sari and the network"]
    lines = [f"{named(TRUST)},accept,{code},{coder}" for code, coder in zip(rows, ("ben", "cut"), strict=True)]
    path.write_text("\n".join(["suggestion_id,decision,code,coder", *lines, f"{named(TRUST)},Sari said yes,,dea", ""]))
    decisions, problems = read_decisions(path, "d.csv", names)
    taken, more = accepted(decisions, found(), *TABLES, named_after, names)
    assert taken["code_id"].tolist() == ["trust"]
    assert [problem.kind for problem in (*problems, *more)] == ["decision-word", "coding-code-unknown"]
    for problem in (*problems, *more):
        assert "A1" in problem.message("en") and "Sari" not in problem.message("en")
