"""What researchers wrote for the matrices is checked before a run as in a run."""

import pytest
from tests.oracle.studies import CONFIG, GROUP, WAYS

from benang.study.check import check_study

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
