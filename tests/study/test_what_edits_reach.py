"""An edit of the library re-runs what depends on it and no more: which scripts' digests each file reaches.

``pytest -s`` prints the table.
"""

import pytest

from benang.study.digest import BESIDE, LIBRARY, PACKAGE, PROBLEMS, REPORTING, SCRIPTS, SENTENCES, code_files

READING = {
    "coding/rows_about_withdrawn.py",
    "coding/read.py",
    "coding/read_projects.py",
    "study/check.py",
    "study/kept_files.py",
    "literature/work_passages.py",
}
"""Scripts that open raw sources, or texts of works."""
CODINGS = {"coding/codebook.py", "coding/human_codings.py", "coding/coded_copies.py"}
"""Scripts that open coders' tables, which may be documents and workbooks, or make such documents."""
SHOW_PROBLEMS = {
    *("conclusions/problems.py", "coding/export.py", "coding/coded_copies.py", "conclusions/workbook.py"),
    *("conclusions/notebook.py", "conclusions/answered.py", "study/check.py"),
    # The first error is the first of the next steps.
    *("conclusions/next_steps.py", "conclusions/summary.py"),
}

MANY = 1 / 2
"""A file of one stage or package reaches no larger share of the scripts than this."""
SHARED = (
    *("benang/__init__.py", "benang/core/", "benang/text/", "benang/privacy/"),
    *("benang/coding/__init__.py", "benang/coding/sides.py", "benang/coding/people/lookup.py"),
    *("benang/sources/document.py", "benang/texts/coding_columns.yaml"),
)
"""What most steps use: tables, problems, offsets, names, sides of a passage, what a source is, how people
name sources and codes, and the words by which tables are known."""


@pytest.fixture(scope="module")
def reached():
    """The scripts that each file of the library counts for."""
    # A bundle tells the digest of all code, so each edit counts for it; to verify is no step of a run, and makes
    # nothing that a step reads.
    scripts = sorted(script for script in SCRIPTS.rglob("*.py") if script.parent.name != "bundle")
    scripts.remove(SCRIPTS / "study" / "verify.py")
    used = {script.relative_to(SCRIPTS).as_posix(): set(code_files(script)) for script in scripts}
    files = [file for folder in (PACKAGE, *BESIDE) for file in folder.rglob("*") if file.is_file()]
    files = sorted(file for file in files if file.suffix != ".pyc")
    return {
        file.relative_to(LIBRARY).as_posix(): {script for script, uses in used.items() if file in uses}
        for file in files
    }


def below(reached, folder):
    return {name: scripts for name, scripts in reached.items() if name.startswith(folder)}


def test_the_table(reached):
    lines = [f"{len(scripts):3} {name}" for name, scripts in reached.items()]
    print(*sorted(lines, key=lambda line: (-int(line[:3]), line)), sep="\n")
    assert any(reached.values())


def test_a_reader_reaches_the_scripts_that_open_raw_files_alone(reached):
    readers = below(reached, "benang/sources/readers/")
    shared = {"__init__.py", "formats.py", "html_marks.py"}
    for name, scripts in readers.items():
        if name.rpartition("/")[2] not in shared or "speech" in name:
            assert READING <= scripts <= READING | CODINGS, name
    alone = [name for name, scripts in readers.items() if scripts == READING]
    assert {f"benang/sources/readers/{module}.py" for module in ("pdf", "rtf", "vtt", "odt", "webpage")} <= set(alone)
    assert not any(scripts & {"coding/clean.py", "literature/cited.py"} for scripts in readers.values())


def test_what_a_format_is_reaches_besides_only_the_report(reached):
    assert reached["benang/sources/readers/formats.py"] == READING | {
        "conclusions/notebook.py",
        "conclusions/transcripts.py",
    }


def test_a_sentence_of_a_problem_reaches_what_shows_problems_alone(reached):
    for file in SENTENCES:
        assert reached[file.relative_to(LIBRARY).as_posix()] == SHOW_PROBLEMS


def test_how_a_script_ends_reaches_nothing(reached):
    assert reached[REPORTING.relative_to(LIBRARY).as_posix()] == set()
    assert len(reached[PROBLEMS.relative_to(LIBRARY).as_posix()]) > 30


def test_words_of_the_report_reach_the_report_alone(reached):
    for name, scripts in below(reached, "benang/texts/report").items():
        assert scripts <= {"conclusions/notebook.py", "conclusions/documents.py"}, name


def test_a_stage_reaches_no_earlier_one(reached):
    stages = ("literature", "mapping", "conclusions")
    earlier = {"literature": ("coding",), "mapping": ("coding", "literature"), "conclusions": ("coding", "literature")}
    for stage in stages:
        for name, scripts in below(reached, f"benang/{stage}/").items():
            assert not [script for script in scripts if script.partition("/")[0] in earlier[stage]], name


def test_nothing_but_shared_files_reaches_most_scripts(reached):
    shared = (*SHARED, *(f"benang/texts/{name}" for name in ("names.yaml", "identifiers.yaml", "code_pages.yaml")))
    most = MANY * len(set().union(*reached.values()))
    many = {name: len(scripts) for name, scripts in reached.items() if len(scripts) > most}
    assert not [name for name in many if not name.startswith(shared) and not name.endswith("__init__.py")], many
