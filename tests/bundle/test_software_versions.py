"""What a run was made with is called the same in a checkout and where the library is installed."""

import shutil

import pytest

from benang.bundle import software_versions
from benang.core.places import PACKAGE, ROOT, WORKFLOW


@pytest.fixture
def installed(tmp_path):
    """The library with the workflow inside of it, as the wheel has it."""
    package = tmp_path / "benang"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("rules", "scripts", "schemas", "notebooks", "templates"):
        shutil.copytree(WORKFLOW / name, package / "workflow" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("Snakefile", "run.py", "verify_bundle.py"):
        shutil.copy(WORKFLOW / name, package / "workflow" / name)
    for name in ("Snakefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, package / name)
    shutil.copytree(ROOT / "envs", package / "envs")
    return package


def test_code_has_the_same_names_and_digests_where_it_is_installed(installed, monkeypatch):
    expected = software_versions.code_digests()
    assert "workflow/benang/core/places.py" in expected and "workflow/rules/bundle.smk" in expected
    enclosed = software_versions.enclosed_code()
    monkeypatch.setattr(software_versions, "PACKAGE", installed)
    monkeypatch.setattr(software_versions, "WORKFLOW", installed / "workflow")
    monkeypatch.setattr(software_versions, "ROOT", installed)
    monkeypatch.setattr(software_versions, "SCRIPTS", installed / "workflow" / "scripts")
    assert software_versions.code_digests() == expected
    assert software_versions.enclosed_code() == enclosed


def test_a_line_end_of_windows_is_no_other_code(installed, monkeypatch):
    file = installed / "core" / "places.py"
    before = software_versions.code_digests()
    monkeypatch.setattr(software_versions, "PACKAGE", installed)
    monkeypatch.setattr(software_versions, "WORKFLOW", installed / "workflow")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert software_versions.code_digests() == before
    file.write_bytes(file.read_bytes() + b"# more")
    assert {name for name, digest in software_versions.code_digests().items() if before[name] != digest} == {
        "workflow/benang/core/places.py"
    }


def test_every_script_is_known_by_all_the_code_it_uses():
    files = software_versions.files_of_script("bundle/bundle.py")
    assert files[0] == "workflow/scripts/bundle/bundle.py" and "workflow/benang/bundle/web_annotations.py" in files
    assert set(files) <= software_versions.code_digests().keys()
    assert "bundle/bundle.py" in software_versions.script_digests()


def test_versions_tell_python_and_what_of_the_lock_file_is_installed():
    told = software_versions.versions("0.1.0")
    assert told["packages"]["snakemake"] and told["python"].count(".") == 2 and len(told["lock_sha256"]) == 64
    assert software_versions.made_with("0.1.0") != software_versions.made_with("0.2.0")
