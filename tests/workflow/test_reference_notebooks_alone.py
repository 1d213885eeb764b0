"""The reference study's notebooks run again in both languages where there is nothing but them and the results."""

import pytest
from notebooks_alone import installed_library, only_results, recorded, run_again


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    pytest.importorskip("hatchling")
    return installed_library(tmp_path_factory.mktemp("installed"))


@pytest.mark.slow
def test_those_of_the_reference_study_do_in_both_languages(reference, tmp_path, installed):
    files = only_results(reference, tmp_path, beside=False)
    assert len(files) == 4
    for file in files:
        assert run_again(installed, file, file.parent) == recorded(file), file.name
