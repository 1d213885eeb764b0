"""The notebooks run again where there is nothing but them and the results: in Jupyter, with the library installed."""

import shutil
from pathlib import Path

import pytest
from notebooks_alone import installed_library, only_results, recorded, run_again


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    pytest.importorskip("hatchling")
    return installed_library(tmp_path_factory.mktemp("installed"))


@pytest.mark.parametrize("beside", [False, True], ids=["in the folder of reports", "beside the results"])
def test_the_notebooks_show_the_same_again_with_the_results_alone(small, tmp_path, installed, beside):
    for file in only_results(small, tmp_path, beside):
        again = run_again(installed, file, file.parent)
        assert sum(map(len, again)) > 5
        assert again == recorded(file), file.name


def test_a_notebook_names_no_folder_of_the_machine(small):
    for file in small.glob("reports/*.ipynb"):
        assert str(small) not in file.read_text(encoding="utf-8")


def test_without_results_a_sentence_says_where_to_put_it(small, tmp_path, installed):
    file = Path(shutil.copy2(small / "reports/report.ipynb", tmp_path))
    with pytest.raises(AssertionError, match="There are no results of a run here"):
        run_again(installed, file, tmp_path)
