"""Reading what a run has found, while other steps of it still write."""

import pytest

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
