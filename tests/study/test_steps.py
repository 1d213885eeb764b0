"""Steps that are forked from one process behave as those that are started by the interpreter."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import pytest
from places import ROOT

from benang.study.steps import client, scripts_ahead
from benang.study.steps.server import modules_of
from benang.study.steps.start import SERVER

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each step is a process of its own")

STARTER = """
import os, sys, time
from benang.study.steps import start_server
assert start_server()
print(sys.executable, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def study(tmp_path):
    """A folder with a script of Snakemake's, which is given by its lines."""
    (tmp_path / ".snakemake" / "scripts").mkdir(parents=True)

    def write(code):
        path = tmp_path / ".snakemake" / "scripts" / "tmp1.step.py"
        path.write_text(textwrap.dedent(code), encoding="utf-8")
        return str(path)

    write.folder = tmp_path
    return write


@pytest.fixture
def starter(study):
    """A process that has started a server, as Snakemake has, and what it calls Python by."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=study.folder,
        env=os.environ | {"PYTHONPATH": str(ROOT / "workflow")},
    )
    process.python = process.stdout.readline().strip()
    yield process
    process.stdin.close()
    process.stdout.close()
    process.wait(timeout=20)


def run(python, script, folder, **more):
    return subprocess.run([python, script], cwd=folder, capture_output=True, text=True, timeout=60, **more)


def server_of(process):
    found = []

    def is_there():
        children = psutil.Process(process.pid).children()
        found[:] = [child for child in children if str(SERVER) in child.cmdline()]
        return len(found) == 1

    until(is_there)
    return found[0]


def until(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


SAME = [
    "import os, sys\nprint(sys.argv, __name__, __file__, os.getcwd(), os.environ['STEP'], sys.stdin.read())",
    "import sys\nprint('told', file=sys.stderr)\nsys.exit(3)",
    "import sys\nsys.exit('said')",
    "import sys\nsys.exit(None)",
    "import os\nos._exit(7)",
    "import atexit\natexit.register(print, 'at the end')\nraise SystemExit(True)",
    "import nothing_of_this_name",
    "1 / 0",
    "if",
    "import sys\nprint('before'); sys.stdout.write('no end of line')",
    "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.2), print('late'))).start()",
    "import pandas as pd\npd.DataFrame({'a': [1]}).to_parquet('x.parquet')\nprint(pd.read_parquet('x.parquet'))",
]


@pytest.mark.parametrize("code", SAME)
def test_a_step_does_what_the_interpreter_would_do(study, starter, code):
    script = study(code)
    environment = os.environ | {"STEP": "ä b"}
    expected = run(sys.executable, script, study.folder, env=environment, input="typed")

    done = run(starter.python, script, study.folder, env=environment, input="typed")

    assert done.returncode == expected.returncode
    assert done.stdout == expected.stdout
    assert (done.stderr.strip().split("\n")[-1]) == expected.stderr.strip().split("\n")[-1]


def test_steps_are_forked_from_the_server_and_load_nothing_twice(study, starter):
    script = study("import os, sys, colorsys\nprint(os.getppid(), 'colorsys' in sys.modules)")
    assert run(starter.python, script, study.folder).stdout.split()[0] == str(server_of(starter).pid)
    script = study("import sys\nprint('colorsys' in sys.modules)")
    assert run(starter.python, script, study.folder).stdout.strip() == "True"


STARTED_AHEAD = """
import sys
from pathlib import Path
from benang.study.steps import start_ahead, start_server
before = sys.executable
start_ahead([Path("gone.py"), Path(sys.argv[1])])
assert sys.executable == before
print("started", flush=True)
if sys.stdin.readline():
    assert start_server()
    print(sys.executable, flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize("used", [True, False])
def test_a_server_started_ahead_loads_what_steps_name_before_it_is_asked_for_any(study, used):
    (study.folder / "slow_module.py").write_text("import pathlib\npathlib.Path('loaded').touch()\n", encoding="utf-8")
    script = study("import slow_module")
    process = subprocess.Popen(
        [sys.executable, "-c", STARTED_AHEAD, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=study.folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "workflow"), str(study.folder)])},
    )
    assert process.stdout.readline() == "started\n"
    until((study.folder / "loaded").exists)
    server = server_of(process)
    if used:
        process.stdin.write("\n")
        process.stdin.flush()
        python = process.stdout.readline().strip()
        step = run(python, study("import sys\nprint('slow_module' in sys.modules)"), study.folder)
        assert step.stdout == "True\n"
    process.communicate(timeout=20)
    assert process.returncode == 0 and not server.is_running()


TOLD = """
import sys
from pathlib import Path
from benang.study.steps import start_server
assert start_server([Path(one) for one in sys.argv[1:]])
print(sys.executable, flush=True)
sys.stdin.read()
"""


def test_a_server_that_is_told_the_scripts_of_a_run_loads_what_they_name_and_no_more(study):
    (study.folder / "needed.py").write_text("import pathlib\npathlib.Path('loaded').touch()\n", encoding="utf-8")
    scripts = [study.folder / name for name in ("ä b.py", "c.py")]
    for script, code in zip(scripts, ("import colorsys", "import needed"), strict=True):
        script.write_text(code, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", TOLD, *map(str, scripts)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=study.folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT / "workflow"), str(study.folder)])},
    )
    python = process.stdout.readline().strip()
    until((study.folder / "loaded").exists)
    code = "import sys\nprint(*[one in sys.modules for one in ('colorsys', 'needed', 'sklearn', 'matplotlib')])"
    step = run(python, study(code), study.folder)
    process.communicate(timeout=20)
    assert step.stdout.split() == ["True", "True", "False", "False"]
    assert process.returncode == 0


def test_libraries_that_look_for_topics_are_loaded_ahead_where_none_are_kept(tmp_path):
    def names(needed):
        return [path.name for path in scripts_ahead(needed.__contains__, str(tmp_path))]

    needed = ["conclusions/leaks.py", "coding/suggestions.py", "coding/sources.py", "study/kept_files.py"]
    assert names(needed) == ["kept_files.py", "sources.py", "suggestions.py", "topics.py", "leaks.py"]
    assert names(needed[:1]) == ["leaks.py"]
    (tmp_path / "parts" / "topics").mkdir(parents=True)
    assert names(needed) == ["kept_files.py", "sources.py", "suggestions.py", "leaks.py"]


def test_what_one_step_changes_no_other_step_sees(study, starter):
    run(
        starter.python,
        study("import os, json\njson.dumps = None\nos.environ['LEFT'] = '1'\nos.chdir('/')"),
        study.folder,
    )
    script = study("import os, json\nprint(json.dumps(1), 'LEFT' in os.environ, os.getcwd())")
    assert run(starter.python, script, study.folder).stdout.split() == ["1", "False", str(study.folder)]


def test_a_step_ends_with_the_client_that_asked_for_it(study, starter):
    script = study("import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(60)")
    asking = subprocess.Popen([starter.python, script], stdout=subprocess.PIPE, text=True, cwd=study.folder)
    step = psutil.Process(int(asking.stdout.readline()))
    asking.kill()
    asking.communicate()
    until(lambda: not step.is_running() or step.status() == psutil.STATUS_ZOMBIE)
    assert run(starter.python, study("print('next')"), study.folder).stdout == "next\n"


def test_a_step_that_is_killed_is_told_as_a_shell_tells_it(study, starter):
    script = study("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert run(starter.python, script, study.folder).returncode == 128 + signal.SIGKILL


def test_a_step_that_is_interrupted_ends_without_many_words(study, starter):
    done = run(starter.python, study("raise KeyboardInterrupt"), study.folder)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_the_server_and_its_steps_end_when_snakemake_is_killed(study, starter):
    server = server_of(starter)
    folder = Path(starter.python).parent
    starter.kill()
    until(lambda: not server.is_running())
    until(lambda: not folder.exists())


def test_a_step_dies_with_a_server_that_is_killed_and_the_next_runs_by_itself(study, starter):
    script = study("import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(60)")
    asking = subprocess.Popen([starter.python, script], stdout=subprocess.PIPE, text=True, cwd=study.folder)
    step = psutil.Process(int(asking.stdout.readline()))
    server_of(starter).kill()
    assert asking.wait(timeout=20) == 1
    asking.stdout.close()
    until(lambda: not step.is_running())
    assert run(starter.python, study("print('alone')"), study.folder).stdout == "alone\n"


def test_nothing_is_left_of_a_server_that_was_ended_before_snakemake(study, starter):
    server_of(starter).terminate()
    starter.stdin.close()
    starter.wait(timeout=20)
    assert not Path(starter.python).parent.exists()


def test_what_is_no_script_of_a_step_is_the_interpreters(study, starter):
    asked = subprocess.run([starter.python, "-c", "import sys; print(sys.argv)", "x"], capture_output=True, text=True)
    assert asked.stdout.strip() == "['-c', 'x']"


def test_in_a_temporary_folder_of_a_name_that_shells_mind_steps_start(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("a b & 'c'")
    if len(str(folder)) > 60:
        pytest.skip("the path of a socket is short")
    code = "from benang.study.steps import start_server\nimport subprocess, sys\nassert start_server()\n"
    code += f"subprocess.run([sys.executable, {study('print(6 * 7)')!r}])"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow"), "TMPDIR": str(folder)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment)
    assert done.stdout.strip() == "42", done.stderr
    assert not list(folder.iterdir())


def test_the_client_takes_little_time_to_load():
    code = f"import sys, runpy; runpy.run_path({client.__file__!r}); print(len(sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True)
    assert int(done.stdout) < 90, "the client starts with every step"


def test_modules_are_known_from_a_scripts_head_alone():
    source = (
        b"import os.path as p, json\nfrom a.b import c\nfrom . import d\nif 1:\n    import e\ndef f():\n    import g"
    )
    assert modules_of(source) == {"os.path", "json", "a.b"}


def test_documents_and_counts_of_suggestions_load_nothing_that_only_suggests():
    scripts = ("conclusions/notebook.py", "conclusions/summary.py", "conclusions/next_steps.py")
    modules = {one for name in scripts for one in modules_of((ROOT / "workflow/scripts" / name).read_bytes())}
    code = (
        f"import sys, {', '.join(sorted(modules))}; print(*[one for one in ('sklearn', 'scipy') if one in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_what_is_loaded_in_parts_is_there_and_is_part_of_the_module():
    """A part that is gone would be passed over in silence, and one that is foreign loaded for nothing."""
    from benang.study.steps.server import IN_PARTS

    for whole, parts in IN_PARTS.items():
        code = f"import sys, {whole}; print(*[one for one in {parts} if one not in sys.modules])"
        environment = os.environ | {"PYTHONPATH": str(ROOT / "workflow")}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.split() == []
