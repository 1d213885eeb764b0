"""The digest is tried on a copy of the library, in a process of its own: what was read stays cached in one process."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from places import ROOT

from benang.core.problems import vocabulary
from benang.study.digest import code_digest, code_files, severities

WORKFLOW = ROOT / "workflow"
SCRIPT = "from benang.coding.codebook.codebook_file import read_codebook\n\nread_codebook\n"


@pytest.fixture
def library(tmp_path):
    copy = tmp_path / "workflow"
    shutil.copytree(WORKFLOW, copy, ignore=not_of_the_library)
    return copy


def not_of_the_library(folder, names):
    top = {"notebooks", "rules", "scripts"} if Path(folder) == WORKFLOW else set()
    return top | {"__pycache__"}


def digests(library, *scripts):
    paths = []
    for number, text in enumerate(scripts):
        path = library.parent / f"script{number}.py"
        path.write_text(text, encoding="utf-8")
        paths.append(str(path))
    code = (
        "import json, sys; from pathlib import Path; from benang.study.digest import code_digest;"
        "print(json.dumps([code_digest(Path(path)) for path in sys.argv[1:]]))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, *paths], cwd=library, capture_output=True, text=True, check=True, timeout=60
    )
    return json.loads(done.stdout)


def files(tmp_path, text):
    script = tmp_path / "script.py"
    script.write_text(text, encoding="utf-8")
    return [file.relative_to(WORKFLOW).as_posix() for file in code_files(script)]


def test_twelve_digits_of_the_scripts_text_whatever_its_line_ends(tmp_path):
    for name, text in {"a": SCRIPT, "b": SCRIPT + "x = 1\n", "c": SCRIPT.replace("\n", "\r\n")}.items():
        (tmp_path / f"{name}.py").write_bytes(text.encode())
    first, longer, windows = (code_digest(tmp_path / f"{name}.py") for name in "abc")
    assert len(first) == 12 and int(first, 16) >= 0
    assert first == windows != longer


def test_imports_are_followed_with_packages_data_and_schemas(tmp_path):
    found = files(tmp_path, SCRIPT)
    assert {
        "benang/__init__.py",
        "benang/coding/__init__.py",
        "benang/coding/codebook/codebook_file.py",
        "benang/coding/codebook/codebook_table.py",
        "benang/coding/rules/patterns.py",
        "benang/core/lined_yaml.py",
        "benang/core/problems.py",
        "benang/core/schema_check.py",
        "schemas/codebook.schema.yaml",
    } <= set(found)
    assert not {"benang/core/config.py", "benang/mapping/__init__.py", "schemas/config.schema.yaml"} & set(found)
    assert found == sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        "import benang.core.tables\n",
        "import benang.core.tables as t\n",
        "from benang.core import tables\n",
        "from benang.core.tables import write_csv\n",
        "def f():\n    if True:\n        from benang.core import tables\n",
        "class A:\n    async def f(self):\n        with x:\n            import benang.core.tables\n",
        "try:\n    pass\nexcept ValueError:\n    import benang.core.tables\nelse:\n    pass\n",
        "match x:\n    case 1:\n        import benang.core.tables\n",
        "import importlib\n\nimportlib.import_module('benang.core.tables')\n",
    ],
)
def test_every_way_of_importing_counts(tmp_path, text):
    found = files(tmp_path, text)
    assert "benang/core/tables.py" in found and "benang/core/model/source_tables.py" in found


@pytest.mark.parametrize(
    "text",
    [
        "import json\nimport pandas as pd\n",
        "from typing import TYPE_CHECKING\n\nif TYPE_CHECKING:\n    import benang.core.tables\n",
        "import typing\n\nif typing.TYPE_CHECKING:\n    import benang.core.tables\n",
        "x = 'see benang tables'\n",
    ],
)
def test_what_never_runs_does_not_count(tmp_path, text):
    assert files(tmp_path, text) == []


def test_relative_imports_inside_the_library(library):
    (library / "benang" / "coding" / "extra.py").write_text("from ..core import tables\nfrom . import merge\n")
    before = digests(library, "import benang.coding.extra\n")
    (library / "benang" / "coding" / "merge.py").write_text("# changed\n")
    between = digests(library, "import benang.coding.extra\n")
    (library / "benang" / "core" / "tables.py").write_text("# changed\n")
    after = digests(library, "import benang.coding.extra\n")
    assert len({*before, *between, *after}) == 3


def test_an_edit_counts_for_what_depends_on_it_and_nothing_else(library):
    codebook, offsets = SCRIPT, "from benang.text.offsets import Edit\n"

    def edit(file):
        before = digests(library, codebook, offsets)
        with (library / file).open("a", encoding="utf-8") as stream:
            stream.write("# edited\n")
        return [old != new for old, new in zip(before, digests(library, codebook, offsets), strict=True)]

    assert edit("benang/coding/codebook/codebook_file.py") == [True, False]
    assert edit("benang/coding/rules/patterns.py") == [True, False]
    assert edit("benang/core/model/source_tables.py") == [True, False]
    assert edit("schemas/codebook.schema.yaml") == [True, False]
    assert edit("benang/coding/__init__.py") == [True, False]
    assert edit("benang/text/offsets.py")[1]
    assert edit("benang/core/config.py") == [False, False]
    assert edit("schemas/config.schema.yaml") == [False, False]


def test_a_sentence_of_a_problem_counts_where_it_is_shown_and_a_severity_wherever_there_are_problems(library):
    reads, shows = SCRIPT, SCRIPT + "print(read_codebook().problems[0].what('en'))\n"
    file = library / "benang" / "texts" / "problems.codebook.yaml"
    text = file.read_text(encoding="utf-8")

    def edit(changed):
        before = digests(library, reads, shows, "import benang.text.offsets\n")
        file.write_text(changed, encoding="utf-8")
        after = digests(library, reads, shows, "import benang.text.offsets\n")
        file.write_text(text, encoding="utf-8")
        return [old != new for old, new in zip(before, after, strict=True)]

    assert edit(text + "# edited\n") == [False, True, False]
    assert edit(text.replace('en: "', 'en: "So: ', 1)) == [False, True, False]
    assert edit(text.replace("severity: error", "severity: warning", 1)) == [True, True, False]
    assert edit(text + "new-kind:\n  severity: error\n") == [True, True, False]


def test_severities_are_those_of_the_vocabulary():
    assert severities() == {kind: entry["severity"] for kind, entry in vocabulary().items()}


def test_how_a_script_says_what_is_wrong_counts_for_nothing_it_makes(library):
    script = "from benang.core.reporting import reporting\nfrom benang.core.tables import write_csv\n"
    before = digests(library, script)
    with (library / "benang" / "core" / "reporting.py").open("a", encoding="utf-8") as stream:
        stream.write("# edited\n")
    assert digests(library, script) == before


def test_a_package_whose_modules_are_loaded_when_needed_counts_as_a_whole(library):
    (library / "benang" / "extra.py").write_text('MODULES = "benang.sources.readers.*"\n')
    before = digests(library, "import benang.extra\n")
    with (library / "benang" / "sources" / "readers" / "speech" / "rev.py").open("a", encoding="utf-8") as stream:
        stream.write("# edited\n")
    between = digests(library, "import benang.extra\n")
    (library / "benang" / "sources" / "readers" / "new.py").write_text("# new\n")
    assert len({*before, *between, *digests(library, "import benang.extra\n")}) == 3


def test_data_files_whose_name_is_filled_in(library):
    (library / "benang" / "extra.py").write_text('def f(language):\n    return f"words.{language}.yaml"\n')
    script = "import benang.extra\n"
    before = digests(library, script)
    (library / "benang" / "texts" / "words.id.yaml").write_text("- a\n")
    one = digests(library, script)
    (library / "benang" / "texts" / "other.id.yaml").write_text("- a\n")
    assert before != one == digests(library, script)


def test_line_ends_and_place_make_no_difference(library, tmp_path):
    before = digests(library, SCRIPT)
    for file in library.rglob("*.py"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    moved = tmp_path / "elsewhere" / "workflow"
    shutil.copytree(library, moved)
    assert digests(moved, SCRIPT) == before


def test_a_file_that_is_named_with_its_folder_counts_and_its_namesakes_elsewhere_do_not(library):
    (library / "benang" / "texts" / "pages").mkdir()
    for file in ("texts/pages/one.yaml", "texts/one.yaml"):
        (library / "benang" / file).write_text("a: 1\n")
    script = "text = f'pages/{name}.yaml'\nfrom benang.core import texts\n"
    before = digests(library, script)
    (library / "benang" / "texts" / "one.yaml").write_text("a: 2\n")
    assert digests(library, script) == before
    (library / "benang" / "texts" / "pages" / "one.yaml").write_text("a: 2\n")
    assert digests(library, script) != before
