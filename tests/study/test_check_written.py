"""What researchers wrote for the matrices is checked before a run as in a run."""

import pytest
from tests.oracle.studies import CONFIG, GROUP, WAYS

from benang.study.check import check_study, what_stops_a_run

SUMMARIES = """\
case,theme,summary,passages
P1,relations,They answer.,{known}
P9,relations,Nobody said it.,
P1,trust,So it is.,c0000000000
"""


@pytest.mark.parametrize("way", ["any", "consensus"])
def test_summaries_are_checked(tmp_path, way):
    for name, text in GROUP.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "config.yaml").write_text(CONFIG + WAYS[way], encoding="utf-8")
    folder = tmp_path / "data" / "writing"
    folder.mkdir(parents=True)
    (folder / "summaries.csv").write_text(SUMMARIES.format(known=""), encoding="utf-8")
    (folder / "relations.csv").write_text("from,to,kind\ntrust,answers,causes\n", encoding="utf-8")
    _, problems = check_study(tmp_path, deep=True)
    told = [(one.kind, one.line) for one in problems if one.file.startswith("data/writing")]
    assert sorted(told) == [
        ("relation-without-passage", 2),
        ("summary-case-unknown", 3),
        ("summary-passage-gone", 4),
    ]


MARKS = """\
# English

Here {{informants trust = 1 of 5}} and [@figure:state_map] and [@table:claims] and [@passage:c0000000000].

Wrong: {{informant trust = 1 of 5}} and {{informants trusst = 1 of 5}}, [@claim:C9], [@figure:statemap], [@table:claim].

Works: [@nobody2020].
"""


def test_marks_in_texts_are_checked_as_far_as_the_files_tell(tmp_path):
    for name, text in GROUP.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "config.yaml").write_text(CONFIG + WAYS["any"], encoding="utf-8")
    folder = tmp_path / "data" / "writing" / "interpretation"
    folder.mkdir(parents=True)
    (folder / "discussion.md").write_text(MARKS, encoding="utf-8")
    _, problems = check_study(tmp_path, deep=True)
    told = [(one.kind, one.line) for one in problems if one.kind.startswith("written-")]
    assert sorted(told) == [
        ("written-claim-unknown", 5),
        ("written-mark-form", 5),
        ("written-name-unknown", 5),
        ("written-name-unknown", 5),
        ("written-number-unit", 5),
        ("written-work-unknown", 7),
    ]
    # A run that is not strict goes on and tells them in its report.
    assert not any(one.kind.startswith("written-") for one in what_stops_a_run(tmp_path))
