import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benang.core import problems
from benang.core.problems import Problem
from benang.core.texts import TEXTS


@pytest.mark.parametrize("kind", sorted(problems.vocabulary()))
def test_every_kind_says_what_and_how_to_mend_it_in_both_languages(kind):
    entry = problems.vocabulary()[kind]
    assert entry["severity"] in ("error", "warning")
    for part in ("what", "mend", *(["mend_near"] if "mend_near" in entry else [])):
        assert set(entry[part]) == {"id", "en"}
        assert entry["what"]["id"].strip() and entry["what"]["en"].strip()
        # A value that is a phrase itself comes in both languages: {expected_id}, {expected_en}.
        names = [
            {name.removesuffix(f"_{language}") for name in re.findall(r"{(\w+)[:}]", entry[part][language])}
            for language in ("id", "en")
        ]
        assert names[0] == names[1]


def test_a_value_is_never_read_as_a_template():
    problem = Problem("path-brace", values={"path": "{path} {0} {x!r}"})
    assert "{path} {0} {x!r}" in problem.what("en")


def test_a_message_names_file_line_and_a_near_word():
    problem = Problem(
        "unknown-work", "codebook.yaml", 7, "codes c", {"code": "c", "key": "kompas20", "near": "kompas2020"}
    )
    english, indonesian = problem.message("en"), problem.message("id")
    assert english.startswith("codebook.yaml, line 7, codes c: ") and 'Did you mean "kompas2020"?' in english
    assert indonesian.startswith("codebook.yaml, baris 7, codes c: ") and 'Maksud Anda "kompas2020"?' in indonesian


@pytest.mark.parametrize("kind", ["table-column-missing", "table-column-misspelt", "codings-column-missing"])
def test_a_misspelt_column_is_mended_by_one_thing_to_do(kind):
    """Not by asking whether the slip was meant, and adding a column to it."""
    values = {"column": "case_id", "near": "case_di", "found": "case_di, group", "columns": "case_di, group"}
    for language in ("id", "en"):
        said = Problem(kind, "cases.csv", 1, values=values).remedy(language)
        assert "Did you mean" not in said and "Maksud Anda" not in said
        assert "case_id" in said and "case_di" in said and said.count(".") <= 2
    other = Problem(kind, "cases.csv", 1, values=values | {"near": ""})
    assert other.remedy("en") and "case_di" not in other.remedy("en")


@pytest.mark.parametrize(
    ("word", "near"), [("Interveiw", "interview"), ("INTERVIEW", "interview"), ("xyz", ""), ("", "")]
)
def test_nearest(word, near):
    assert problems.nearest(word, ["interview", "observation"]) == near


def test_every_kind_stands_in_one_file_of_the_vocabulary():
    kinds = [
        kind
        for file in sorted(TEXTS.glob("problems.*.yaml"))
        for kind in re.findall(r"^([\w-]+):", file.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert sorted(kinds) == sorted(problems.vocabulary())


def test_a_new_subject_is_a_new_file_and_nothing_else(tmp_path):
    """Its severity counts for the code of all that has problems, too."""
    copy = tmp_path / "benang"
    shutil.copytree(Path(problems.__file__).parents[1], copy, ignore=shutil.ignore_patterns("__pycache__"))
    entry = 'toy-broken:\n  severity: warning\n  what: {id: "{toy} rusak.", en: "{toy} is broken."}\n'
    (copy / "texts" / "problems.toys.yaml").write_text(entry + '  mend: {id: "Ganti.", en: "Buy one."}\n', "utf-8")
    use = (
        "from benang.core.problems import Problem; from benang.study.digest import severities; "
        "print(Problem('toy-broken', values={'toy': 'Bear'}).message('en'), severities()['toy-broken'])"
    )
    run = subprocess.run([sys.executable, "-c", use], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout == "Bear is broken.\n    -> Buy one. warning\n"


def test_a_count_of_one_is_told_in_the_singular():
    for n, said in ((1, "1 word still holds"), (2, "2 words still hold"), (0, "0 words still hold")):
        problem = Problem("name-inside-word", "names.csv", 2, values={"count": n, "pseudonym": "Ibu X"})
        assert problem.what("en").startswith(said)
        assert problem.what("id").startswith(f"{n} kata")


def test_no_sentence_leaves_the_plural_to_the_reader():
    for kind, entry in problems.vocabulary().items():
        for part in ("what", "mend"):
            assert not re.search(r"(?<!http)\(s\)", entry[part]["en"]), kind


def test_every_number_before_a_noun_in_the_plural_is_inflected():
    """A count in English says both forms; limits and numbers that are never one may say the plural alone."""
    for kind, entry in problems.vocabulary().items():
        found = re.findall(r"{count} (?:more )?[a-z]+s\b", entry["what"]["en"] + entry["mend"]["en"])
        assert not [one for one in found if not one.endswith(("is", "as", "says"))], (kind, found)


@pytest.mark.parametrize("line", [None, 3])
@pytest.mark.parametrize("kind", sorted(problems.vocabulary()))
def test_a_problem_comes_back_from_its_row(kind, line):
    """Whatever its sentences are filled with: a value called line would be taken for the line of the file."""
    parts = problems.vocabulary()[kind]
    names = {
        name for part in ("what", "mend") for text in parts[part].values() for name in re.findall(r"{(\w+)}", text)
    }
    problem = Problem(kind, "a.txt", line, "here", dict.fromkeys(names, "x"))
    assert Problem.from_row(problem.row()) == problem


def test_no_value_takes_the_place_of_the_line():
    with pytest.raises(ValueError, match="line"):
        Problem("unknown-key", values={"line": "speakers: {}"})
