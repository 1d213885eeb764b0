"""By what a shell can call the Python of an environment in any folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benang.study.interpreter import name_for_shells


def test_a_plain_path_stays_as_it_is():
    assert name_for_shells("/home/ayu/.venv/bin/python", "/bin") == ("/home/ayu/.venv/bin/python", "/bin")


@pytest.mark.parametrize("folder", ["two words", "it's", "R&D", "copy (1)", "a$HOME", "a;b", "%PATH%", "été", "a`b`"])
def test_a_shell_finds_the_program_by_its_name(tmp_path, folder):
    if os.name == "nt" and ";" in folder:
        pytest.skip("no folder on Windows with an environment is called so")
    program = tmp_path / folder / f"the_program{'.exe' if os.name == 'nt' else ''}"
    program.parent.mkdir()
    if os.name == "nt":
        shutil.copy(sys.executable, program)
    else:
        program.symlink_to(sys.executable)

    name, search_path = name_for_shells(str(program), os.environ["PATH"])

    assert name == program.name
    done = subprocess.run(f"{name} --version", shell=True, env=os.environ | {"PATH": search_path}, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_without_a_search_path_the_program_s_folder_is_the_whole():
    assert name_for_shells("/two words/python", "") == ("python", str(Path("/two words")))
