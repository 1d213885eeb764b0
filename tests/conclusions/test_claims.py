import pandas as pd
import pytest
from places import ROOT

from benang.coding.codebook.codebook_file import read_codebook
from benang.conclusions.claims import Answer, Claim, read_claims
from benang.conclusions.claims_file import count_claims, must_answer
from benang.core.model import from_rows
from benang.privacy.pseudonyms import Pseudonyms

CODES = """\
codes:
  - {id: channel}
  - {id: trust, parent: channel}
  - {id: deceived, parent: trust, negative: true}
"""
DEFAULTS = {"informants": 1, "groups": [], "kinds": []}


@pytest.fixture
def codes(tmp_path):
    (tmp_path / "codebook.yaml").write_text(CODES, encoding="utf-8")
    return read_codebook(tmp_path / "codebook.yaml", "codebook.yaml").codes


@pytest.fixture
def cases():
    groups = ["Owner", "Owner", "Consumer", ""]
    return from_rows("cases", [{"case_id": f"K{n}", "order": n, "attribute:group": g} for n, g in enumerate(groups)])


def read_file(tmp_path, text, codes, **options):
    (tmp_path / "claims.yaml").write_text(text, encoding="utf-8")
    return read_claims(tmp_path / "claims.yaml", "claims.yaml", codes, **options)


def read(tmp_path, text, codes, **options):
    made = read_file(tmp_path, text, codes, **options)
    return list(made.claims), list(made.problems)


def found(problems):
    return [(problem.kind, problem.line, problem.place, problem.values.get("near", "")) for problem in problems]


def test_claims_come_with_defaults(tmp_path, codes, cases):
    text = """\
claims:
  - id: C1
    text: {en: Trust  grows., id: Kepercayaan tumbuh.}
    codes: [trust]
  - id: C2
    text: Tetap saja.
    codes: [channel]
    against: [deceived]
    needs: {informants: 2, groups: [Owner, Consumer], kinds: [interview]}
"""
    claims, problems = read(tmp_path, text, codes, cases=cases, kinds={"interview"}, languages=("id", "en"))
    assert problems == []
    assert claims == [
        Claim("C1", {"id": "Kepercayaan tumbuh.", "en": "Trust grows."}, ("trust",), needs=DEFAULTS, line=2),
        Claim(
            "C2",
            {"id": "Tetap saja."},
            ("channel",),
            against=("deceived",),
            needs={"informants": 2, "groups": ["Owner", "Consumer"], "kinds": ["interview"]},
            line=5,
        ),
    ]
    assert list(claims[0].text) == ["id", "en"]


def test_a_code_may_be_called_by_its_label_as_in_codings(tmp_path, codes):
    codes = codes.assign(**{"label:en": ["Speaking up", "Twice", "Twice"]})
    first, *others = codes["code_id"]
    text = f"""\
claims:
  - {{id: C1, text: So., codes: [speaking up, {first}]}}
  - {{id: C2, text: So., codes: [Twice, Speking up]}}
"""
    claims, problems = read(tmp_path, text, codes)
    assert [claim.codes for claim in claims] == [(first,), ()]
    assert [(kind, near) for kind, _, _, near in found(problems)] == [
        ("claim-unknown-code", ", ".join(sorted(others))),
        ("claim-unknown-code", "Speaking up"),
    ]


def test_everything_that_names_nothing_is_reported(tmp_path, codes, cases):
    text = """\
claims:
  - id: C1
    text: One.
    codes: [trusts, trust]
    against: [decieved, trust]
    needs:
      informants: 5
      groups: [owner, Seller]
      kinds: [observation]
  - {id: C1, text: Two., codes: [trust]}
"""
    claims, problems = read(tmp_path, text, codes, cases=cases, kinds=["interview"])
    assert found(problems) == [
        ("claim-unknown-code", 4, "claims[1].codes[1]", "trust"),
        ("claim-unknown-code", 5, "claims[1].against[1]", "deceived"),
        ("claim-code-both-sides", 5, "claims[1].against", ""),
        ("claim-needs-too-many", 7, "claims[1].needs.informants", ""),
        ("claim-unknown-group", 8, "claims[1].needs.groups[1]", "Owner"),
        ("claim-unknown-group", 8, "claims[1].needs.groups[2]", ""),
        ("claim-kind-without-source", 9, "claims[1].needs.kinds[1]", ""),
        ("claim-id-twice", 10, "claims[2].id", ""),
    ]
    assert [claim.codes for claim in claims] == [("trust",)]
    _, unchecked = read(tmp_path, text, codes)
    assert {problem.kind for problem in unchecked} == {"claim-unknown-code", "claim-code-both-sides", "claim-id-twice"}


def test_the_form_is_checked_first(tmp_path, codes):
    text = (
        "claims:\n  - {id: C 1, text: x, codes: [trust], needs: {informants: 0, kinds: [interviews]}}\n  - {id: C2}\n"
    )
    claims, problems = read(tmp_path, text, codes)
    assert claims == []
    assert {(problem.kind, problem.line) for problem in problems} == {
        ("wrong-form", 2),
        ("number-too-small", 2),
        ("unknown-value", 2),
        ("missing-key", 3),
    }


@pytest.mark.parametrize("text", ["", "claims:\n", "claims: [\n", "- C1\n"])
def test_no_claims_is_a_problem_and_no_exception(tmp_path, codes, text):
    claims, problems = read(tmp_path, text, codes)
    assert claims == [] and [problem.severity for problem in problems] == ["error"]


def test_a_missing_file_is_a_problem(tmp_path, codes):
    made = read_claims(tmp_path / "gone.yaml", "claims.yaml", codes)
    assert made.claims == () and [problem.kind for problem in made.problems] == ["file-missing"]


@pytest.mark.skipif(not (ROOT / "data" / "claims.yaml").is_file(), reason="reference study not here")
def test_the_reference_claims_are_sound():
    codes = read_codebook(ROOT / "data" / "codebook.yaml", "codebook.yaml", languages=("id", "en")).codes
    groups = pd.read_csv(ROOT / "data" / "informants.csv")["group"]
    cases = from_rows(
        "cases", [{"case_id": str(n), "order": n, "attribute:group": group} for n, group in enumerate(groups)]
    )
    made = read_claims(
        ROOT / "data" / "claims.yaml",
        "claims.yaml",
        codes,
        cases=cases,
        kinds=["interview", "observation"],
        languages=("id", "en"),
    )
    assert [problem.message("en") for problem in made.problems] == []
    assert [claim.claim_id for claim in made.claims] == ["C1", "C2", "C3", "C4", "C5"]


def test_names_in_texts_and_groups_become_pseudonyms(tmp_path, codes, cases):
    text = """\
claims:
  - id: C1
    text: {en: Mukhlis sells more., id: Mukhlis99 laku.}
    codes: [trust]
    needs: {groups: [Mukhlis]}
"""
    names = Pseudonyms({"Mukhlis": "Owner"})
    claims, problems = read(tmp_path, text, codes, cases=cases, languages=["en", "id"], pseudonyms=names)
    assert claims[0].text["en"] == "Owner sells more."
    assert claims[0].needs["groups"] == ["Owner"]
    assert [(kind, line) for kind, line, _, _ in found(problems)] == [("name-inside-word", 3)]


ANSWERED = """\
must_answer: true
claims:
  - id: C1
    text: Trust grows.
    codes: [trust]
    replace: true
    against: [deceived]
    type: causal
    written: before
    status: limited
    reason: {en: Only  where they know each other., id: Bila sudah kenal.}
    answers:
      - {passages: [p0123456789, c0000000001], how: limit, text: Strangers only.}
      - passages: [43299e6877]
        how: explain
        text: {id: Lain hal., en: Another matter.}
"""


def test_what_the_researcher_says_of_a_claim_is_read(tmp_path, codes):
    made = read_file(tmp_path, ANSWERED, codes, languages=("id", "en"))
    assert made.problems == () and made.must_answer
    (claim,) = made.claims
    assert (claim.type, claim.written, claim.status, claim.replace) == ("causal", "before", "limited", True)
    assert claim.status_reason == {"id": "Bila sudah kenal.", "en": "Only where they know each other."}
    assert claim.answers == (
        Answer("C1.1", ("p0123456789", "c0000000001"), "limit", {"id": "Strangers only."}, line=13),
        Answer("C1.2", ("43299e6877",), "explain", {"id": "Lain hal.", "en": "Another matter."}, line=14),
    )


def test_nothing_is_supplied_where_nothing_is_said(tmp_path, codes):
    made = read_file(tmp_path, "claims:\n  - {id: C1, text: One., codes: [trust]}\n", codes)
    (claim,) = made.claims
    assert not made.must_answer
    assert (claim.type, claim.written, claim.status, claim.status_reason, claim.answers) == ("", "", "", {}, ())


@pytest.mark.parametrize(
    "line",
    [
        "type: true story",
        "written: during",
        "status: supported",
        "answers: [{passages: [c1], how: ignore, text: x}]",
        "answers: [{passages: [], how: limit, text: x}]",
        "answers: [{passages: [c1], text: x}]",
        "answers: [{passages: [c1], how: limit}]",
    ],
)
def test_what_is_no_word_of_the_file_is_told_with_its_line(tmp_path, codes, line):
    text = f"claims:\n  - id: C1\n    text: One.\n    codes: [trust]\n    {line}\n"
    made = read_file(tmp_path, text, codes)
    assert made.claims == ()
    assert [(problem.severity, problem.line) for problem in made.problems] == [("error", 5)]


def test_a_passage_that_is_answered_twice_is_told(tmp_path, codes):
    answers = "[{passages: [c1, c2], how: limit, text: x}, {passages: [c2], how: explain, text: y}]"
    text = f"claims:\n  - {{id: C1, text: One., codes: [trust], answers: {answers}}}\n"
    _, problems = read(tmp_path, text, codes)
    assert [(problem.kind, problem.place) for problem in problems] == [
        ("claim-answer-twice", "claims[1].answers[2].passages[1]")
    ]


@pytest.mark.parametrize("against, wrong", [("trust", True), ("channel", True), ("deceived", False)])
def test_against_must_not_name_the_claims_own_code_or_one_above_it(tmp_path, codes, against, wrong):
    text = f"claims:\n  - {{id: C1, text: One., codes: [trust], against: [{against}]}}\n"
    _, problems = read(tmp_path, text, codes)
    assert [problem.kind for problem in problems] == (["claim-code-both-sides"] if wrong else [])


def test_the_file_is_asked_for_its_claims_and_whether_they_must_be_answered(tmp_path):
    path = tmp_path / "claims.yaml"
    path.write_text(ANSWERED, encoding="utf-8")
    assert count_claims(str(path)) == 1 and must_answer(str(path))
    path.write_text("claims: [{id: C1}, {id: C2}]\n", encoding="utf-8")
    assert count_claims(str(path)) == 2 and not must_answer(str(path))
    assert count_claims(None) == 0 and not must_answer(None)


TOPICS = (
    CODES + "  - {id: night, side: none}\n  - {id: late, parent: night, side: none}\n  - {id: cold, parent: night}\n"
)


@pytest.mark.parametrize("against, told", [("late", ["late"]), ("night", []), ("cold", []), ("deceived", [])])
def test_a_topic_that_is_to_speak_against_a_claim_is_told_to_do_nothing(tmp_path, against, told):
    """Where one of the codes below it has a side, it does something."""
    (tmp_path / "codebook.yaml").write_text(TOPICS, encoding="utf-8")
    known = read_codebook(tmp_path / "codebook.yaml", "codebook.yaml").codes
    text = f"claims:\n  - {{id: C1, text: So., codes: [trust], against: [{against}]}}\n"
    claims, problems = read(tmp_path, text, known)
    assert len(claims) == 1
    assert [(problem.kind, problem.severity, problem.values["code"]) for problem in problems] == [
        ("claim-against-topic", "warning", code) for code in told
    ]


def test_what_is_wrong_with_form_and_names_is_told_at_once(tmp_path, codes, cases):
    text = """\
claims:
  - id: C1
    text: Trust grows.
    codes: [trst]
    type: causl
  - id: C2
    codes: [channel]
    against: [decieved]
    needs: {groups: [Ownr], kinds: [interview, article]}
  - nothing
  - {id: C3, text: So., codes: trust, needs: 4}
"""
    claims, problems = read(tmp_path, text, codes, cases=cases, kinds={"interview"})
    assert claims == []
    names = [(problem.kind, problem.line) for problem in problems if problem.kind.startswith("claim-")]
    expected = [("claim-unknown-code", 4), ("claim-unknown-code", 8)]
    assert names == [*expected, ("claim-unknown-group", 9), ("claim-kind-without-source", 9)]
    assert len(problems) > len(names)


def test_groups_are_wanted_where_no_case_has_one(tmp_path, codes):
    text = "claims:\n  - {id: C1, text: One., codes: [trust], needs: {groups: [Surgery]}}\n"
    _, problems = read(tmp_path, text, codes, cases=from_rows("cases", [{"case_id": "A", "order": 1}]))
    told = [one for one in problems if one.kind.startswith("claim-no-") or "group" in one.kind]
    assert [(one.kind, one.line) for one in told] == [("claim-no-groups", 2)]
    assert "cases: {columns: {group: Ward}}" in told[0].message("en")
