"""Digests of the code are kept only as long as no file of the code has changed."""

import os
from pathlib import Path

import pytest

from benang.study import kept_digests
from benang.study.digest import module_digest, script_digest
from benang.study.kept_digests import CODE, CodeDigests, code_stamp

SCRIPT, MODULE = "coding/clean.py", "benang.sources.raw_files"


@pytest.fixture
def code(tmp_path):
    """A folder of code that nobody has changed for long."""
    folder = tmp_path / "code"
    (folder / "inner").mkdir(parents=True)
    for name in ("one.py", "inner/two.py", "inner/words.yaml"):
        (folder / name).write_text(f"# {name}\n", encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def at_rest(monkeypatch):
    """Files count as old at once; what is only just written is a test of its own."""
    monkeypatch.setattr(kept_digests, "_SETTLED", -(10**12))


def kept(study, code):
    digests = CodeDigests(study, folders=(code,), trusted=True)
    assert digests.script(SCRIPT) == script_digest(SCRIPT)
    assert digests.module(MODULE) == module_digest(MODULE)
    digests.write()


def forged(study):
    """What is kept says something that is not so: it shows whether it was asked."""
    file = study / CODE
    file.write_text(file.read_text(encoding="utf-8").replace(script_digest(SCRIPT), "kept"), encoding="utf-8")


def test_what_is_kept_is_taken_while_the_code_is_the_same(tmp_path, code):
    kept(tmp_path, code)
    forged(tmp_path)
    assert CodeDigests(tmp_path, folders=(code,), trusted=True).script(SCRIPT) == "kept"


def edited(code):
    (code / "inner" / "two.py").write_text("# other\n", encoding="utf-8")


def same_size_and_time(code):
    file = code / "one.py"
    before = file.stat()
    file.write_text("# eno.py\n", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def put_in_its_place(code):
    other = code.parent / "other.py"
    other.write_text("# eno.py\n", encoding="utf-8")
    other.replace(code / "one.py")


def added(code):
    (code / "inner" / "new.py").touch()


def removed(code):
    (code / "inner" / "words.yaml").unlink()


def renamed(code):
    (code / "one.py").rename(code / "uno.py")


@pytest.mark.skipif(os.name == "nt", reason="there nothing is kept")
@pytest.mark.parametrize("change", [edited, same_size_and_time, put_in_its_place, added, removed, renamed])
def test_after_any_change_of_the_code_it_is_found_out_again(tmp_path, code, change):
    kept(tmp_path, code)
    forged(tmp_path)
    change(code)
    assert CodeDigests(tmp_path, folders=(code,), trusted=True).script(SCRIPT) == script_digest(SCRIPT)


def test_what_python_compiles_is_no_change(tmp_path, code):
    before = code_stamp((code,))
    (code / "__pycache__").mkdir()
    (code / "__pycache__" / "one.pyc").touch()
    assert code_stamp((code,)) == before != ""


def test_code_that_was_changed_a_moment_ago_may_change_unseen(tmp_path, code, monkeypatch):
    monkeypatch.setattr(kept_digests, "_SETTLED", 10**12)
    assert code_stamp((code,)) == ""
    kept(tmp_path, code)
    assert not (tmp_path / CODE).exists()


def test_where_times_tell_nothing_nothing_is_kept(tmp_path, code):
    digests = CodeDigests(tmp_path, folders=(code,), trusted=False)
    digests.script(SCRIPT)
    digests.write()
    assert not (tmp_path / CODE).exists()


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"stamp": 1}', '{"stamp": "%s", "digests": []}'])
def test_a_damaged_file_only_costs_time(tmp_path, code, damaged):
    (tmp_path / CODE).parent.mkdir(parents=True)
    (tmp_path / CODE).write_text(damaged.replace("%s", code_stamp((code,))), encoding="utf-8")
    kept(tmp_path, code)


def test_a_study_that_cannot_be_written_only_costs_time(tmp_path, code):
    Path(tmp_path, ".snakemake").write_text("", encoding="utf-8")
    kept(tmp_path, code)
