import pytest
from places import ROOT

from benang.coding.codebook.codebook_file import read_codebook
from benang.core.model import from_rows
from benang.mapping.evidence import read_evidence

CODES = """\
codes:
  - {id: channel}
  - {id: trust, parent: channel}
  - {id: deceived, parent: trust}
  - {id: economy}
  - {id: apps, parent: economy}
"""


@pytest.fixture
def codes(tmp_path):
    (tmp_path / "codebook.yaml").write_text(CODES, encoding="utf-8")
    return read_codebook(tmp_path / "codebook.yaml", "codebook.yaml").codes


CASES = from_rows("cases", [{"case_id": case, "order": n} for n, case in enumerate("AB")])


def read(tmp_path, text, codes, cases=CASES):
    (tmp_path / "evidence.csv").write_text(text, encoding="utf-8")
    frame, problems = read_evidence(tmp_path / "evidence.csv", "evidence.csv", codes, cases)
    return list(frame.itertuples(index=False, name=None)), problems


def test_rows_are_sorted_and_cases_parted(tmp_path, codes):
    rows, problems = read(
        tmp_path, "Theme;Category;Case_ID\nchannel;trust;B;\n\n;apps;\neconomy;;\nchannel;trust;A\n", codes
    )
    assert problems == []
    assert rows == [("channel", "trust", "A"), ("channel", "trust", "B"), ("economy", "", ""), ("economy", "apps", "")]
    rows, problems = read(tmp_path, 'theme,category,case_id\nchannel,trust,"B; A"\n', codes)
    assert problems == [] and rows == [("channel", "trust", "A"), ("channel", "trust", "B")]


def test_what_names_nothing_is_left_out_and_reported(tmp_path, codes):
    text = """\
theme,category,case_id
channel,trusts,A
chanel,trust,A
channel,deceived,A
trust,,A
economy,trust,A
channel,trust,C
,,A
channel,trust,A
channel,trust,A
"""
    rows, problems = read(tmp_path, text, codes)
    assert rows == [("channel", "trust", "A")]
    assert [(p.kind, p.line, p.place, p.values.get("near", "")) for p in problems] == [
        ("evidence-unknown-code", 2, "category", "trust"),
        ("evidence-unknown-code", 3, "theme", "channel"),
        ("evidence-not-level", 4, "category", ""),
        ("evidence-not-level", 5, "theme", ""),
        ("evidence-other-theme", 6, "category", ""),
        ("evidence-unknown-case", 7, "case_id", ""),
        ("evidence-unknown-code", 8, "theme", ""),
        ("evidence-twice", 10, "", ""),
    ]


def test_without_cases_any_case_is_taken(tmp_path, codes):
    rows, problems = read(tmp_path, "theme,category,case_id\nchannel,trust,Z\n", codes, None)
    assert problems == [] and rows == [("channel", "trust", "Z")]


def test_a_file_that_is_none(tmp_path, codes):
    rows, problems = read(tmp_path, "theme,category\nchannel,trust\n", codes)
    assert rows == [] and [problem.kind for problem in problems] == ["table-column-missing"]
    frame, problems = read_evidence(tmp_path / "gone.csv", "evidence.csv", codes)
    assert len(frame) == 0 and list(frame) == ["theme", "category", "case_id"]
    assert [problem.severity for problem in problems] == ["error"]


@pytest.mark.skipif(not (ROOT / "data" / "published_evidence.csv").is_file(), reason="reference study not here")
def test_the_reference_evidence_is_sound():
    codes = read_codebook(ROOT / "data" / "codebook.yaml", "codebook.yaml").codes
    cases = from_rows("cases", [{"case_id": case, "order": n} for n, case in enumerate("ABCDE")])
    frame, problems = read_evidence(ROOT / "data" / "published_evidence.csv", "published_evidence.csv", codes, cases)
    assert [problem.message("en") for problem in problems] == []
    named = frame[frame["case_id"] != ""].groupby("category")["case_id"].apply("".join).to_dict()
    assert named == {
        "no-formal-competence": "B",
        "current-complete-information": "E",
        "customer-relations": "AC",
        "branding": "BD",
        "two-way-communication": "AD",
        "public-trust": "BE",
    }
