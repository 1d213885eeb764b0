"""Reading what a run has found, while other steps of it still write."""

import pandas as pd
import pytest

from benang.conclusions.report.evidence_rows import EvidenceRow
from benang.conclusions.report.material import Material
from benang.conclusions.report.read_material import read_material


@pytest.mark.parametrize("name", ["export/lost.csv", "figures/id/lost.png"])
def test_a_file_that_another_step_takes_away_does_not_stop_the_reading(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.symlink_to(tmp_path / "taken away")
    # The tables are missing here, and that is all that is missing.
    with pytest.raises(OSError) as stopped:
        read_material(tmp_path, {"counting": {}}, "id")
    assert "works.parquet" in str(stopped.value)


def test_the_question_before_a_passage_is_that_of_its_turn():
    places = [("a", 2, 1), ("a", 2, 1), ("b", 2, 0), ("b", 4, 3)]
    passages = pd.DataFrame(places, columns=["source_id", "turn", "question_turn"])
    for held in (passages, passages.astype({"source_id": "category"})):
        material = Material({"passages": held})
        assert [material.question_before(*place[:2]) for place in places] == [1, 1, 0, 3]
        assert material.question_before("b", 3) == material.question_before("c", 1) == 0
        row = EvidenceRow(
            {"claim_id": "k1", "source_id": "b", "turn": 4, "coding_ids": ["x"]}, material.question_before
        )
        assert (row["code_id"], row["question_turn"], row["coding_ids"]) == ("k1", 3, ["x"])
        assert dict(row).keys() == {"claim_id", "source_id", "turn", "coding_ids", "code_id", "question_turn"}
        assert len(row) == 6
