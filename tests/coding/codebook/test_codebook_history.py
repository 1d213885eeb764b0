from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.codebook.codebook_history import follow, follow_codes, history_table, read_history
from benang.coding.people.coding_files import COLUMNS
from benang.core import model
from benang.core.problems import has_errors

HISTORY = """\
versions:
  - version: "1"
    date: "2024-01-10"
  - version: "2"
    date: "2024-03-01"
    note: Answers and questions were hard to tell apart.
    added: [price]
    renamed: {confidence: trust, Old label: talk}
    merged:
      talk: [answers, questions]
    split:
      obstacles: [signal, skills]
  - version: "3"
    renamed: {talk: dialogue, skills: literacy}
"""

CODES = ("trust", "price", "dialogue", "signal", "literacy")


def code_table(*code_ids, **labels):
    empty = {"int64": 0, "string": "", "bool": False}
    fields = {field.name: empty.get(str(field.type), []) for field in model.TABLES["codes"].schema}
    names = dict.fromkeys(code_ids, "") | labels
    rows = [
        fields | {"code_id": code, "order": order, "label:en": label}
        for order, (code, label) in enumerate(names.items())
    ]
    return model.from_rows("codes", rows)


def read(tmp_path, text=HISTORY, codes=CODES, **labels):
    path = tmp_path / "codebook_history.yaml"
    path.write_text(text, encoding="utf-8")
    return read_history(path, path.name, code_table(*codes, **labels))


def complaints(tmp_path, text, codes=CODES, **labels):
    _, problems = read(tmp_path, text, codes, **labels)
    return [(problem.kind, problem.line) for problem in problems]


def test_versions_are_read_with_date_and_note(tmp_path):
    history, problems = read(tmp_path)
    assert problems == []
    assert [(version.name, version.date) for version in history.versions] == [
        ("1", "2024-01-10"),
        ("2", "2024-03-01"),
        ("3", ""),
    ]
    assert history.versions[1].added == ("price",)
    assert history.versions[1].note.startswith("Answers and questions")


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("confidence", ("trust",)),
        ("Confidence ", ("trust",)),
        ("answers", ("dialogue",)),
        ("questions", ("dialogue",)),
        ("talk", ("dialogue",)),
        ("old LABEL", ("dialogue",)),
        ("Theme > Category > answers", ("dialogue",)),
        ("trust", ("trust",)),
        ("obstacles", ("signal", "literacy")),
        ("skills", ("literacy",)),
        ("never there", ()),
        ("", ()),
    ],
)
def test_an_old_name_is_followed_through_the_versions(tmp_path, old, now):
    history, _ = read(tmp_path)
    assert follow(old, history) == now


def test_a_new_name_may_be_the_label_of_a_code(tmp_path):
    history, problems = read(
        tmp_path, 'versions: [{version: "2", renamed: {a: Trust in shops}}]', (), t1="Trust in shops"
    )
    assert (follow("a", history), problems) == (("t1",), [])


def test_what_was_split_and_merged_again_has_one_code(tmp_path):
    text = 'versions: [{version: "2", split: {a: [b, c]}}, {version: "3", merged: {d: [b, c]}}]'
    history, problems = read(tmp_path, text, ("d",))
    assert (follow("a", history), problems) == (("d",), [])


def test_a_name_of_the_present_codebook_means_its_code(tmp_path):
    text = 'versions: [{version: "2", split: {a: [a, b]}}]'
    history, problems = read(tmp_path, text, ("a", "b"))
    assert follow("a", history) == ("a",)
    assert [(problem.kind, problem.severity) for problem in problems] == [("history-name-in-use", "warning")]
    assert complaints(tmp_path, 'versions: [{version: "2", merged: {a: [a, b]}}]', ("a",)) == []


def test_a_name_given_back_later_does_not_turn_in_circles(tmp_path):
    text = 'versions: [{version: "2", renamed: {a: b}}, {version: "3", renamed: {b: a}}]'
    history, _ = read(tmp_path, text, ("a",))
    assert follow("b", history) == ("a",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('versions:\n- version: "2"\n  renamed:\n    a: b\n    b: a\n', ("history-circle", 4)),
        (
            'versions:\n- version: "2"\n  renamed: {a: b}\n  split:\n    b: [price, c]\n    c: [a]\n',
            ("history-circle", 3),
        ),
        ('versions:\n- version: "2"\n  renamed:\n    a: prise\n', ("history-code-unknown", 4)),
        ('versions:\n- version: "2"\n  added:\n  - price\n  - prices\n', ("history-code-unknown", 5)),
        ('versions:\n- version: "2"\n  renamed: {a: price}\n  merged:\n    trust: [a]\n', ("history-code-twice", 5)),
        ('versions:\n- version: "2"\n- version: "2"\n', ("history-version-twice", 3)),
        ('versions:\n- version: "2"\n  renamed: {price: trust}\n', ("history-name-in-use", 3)),
        ('versions:\n- version: "2"\n  remaned: {a: price}\n', ("unknown-key", 3)),
        ('versions:\n- version: "2"\n  merged:\n    price: a\n', ("wrong-form", 4)),
        ("versions:\n- note: x\n", ("missing-key", 2)),
        ("codes: []\n", ("missing-key", 1)),
        ("versions: [\n", ("yaml-bracket-open", 2)),
        ('versions:\n- version: "2"\n  date: March\n', ("wrong-form", 3)),
    ],
)
def test_mistakes_are_told_with_their_lines(tmp_path, text, expected):
    assert expected in complaints(tmp_path, text)


def test_an_unknown_code_comes_with_the_nearest_and_a_circle_is_shown(tmp_path):
    _, problems = read(tmp_path, 'versions: [{version: "2", renamed: {a: prise}}]')
    assert 'Did you mean "price"?' in problems[0].message("en")
    _, problems = read(tmp_path, 'versions: [{version: "2", renamed: {a: b, b: a}}]')
    circle = next(problem for problem in problems if problem.kind == "history-circle")
    assert circle.values["circle"] in ("a > b > a", "b > a > b")


def test_a_code_that_two_codes_could_be(tmp_path):
    text = 'versions: [{version: "2", renamed: {a: Trust}}]'
    assert complaints(tmp_path, text, (), t1="Trust", t2="Trust") == [("history-code-ambiguous", 1)]


def test_a_missing_file_is_a_problem(tmp_path):
    history, problems = read_history(tmp_path / "none.yaml", "none.yaml", code_table("a"))
    assert [problem.kind for problem in problems] == ["file-missing"]
    assert follow("b", history) == ()


def test_codings_follow_their_codes_and_split_ones_are_left_to_a_person(tmp_path):
    history, _ = read(tmp_path)
    names = ["confidence", "trust", "obstacles", "unheard of", "Theme > answers"]
    rows = pd.DataFrame(
        [
            {"file": "old.csv", "line": line, "source": "a", "quotation": "x", "code": code, "coder": "ana", "memo": ""}
            for line, code in enumerate(names, 2)
        ],
        columns=COLUMNS,
    )
    followed, problems = follow_codes(rows, history)
    assert followed["code"].tolist() == ["trust", "trust", "unheard of", "dialogue"]
    assert followed["line"].tolist() == [2, 3, 5, 6]
    assert [(problem.kind, problem.file, problem.line) for problem in problems] == [("coding-code-split", "old.csv", 4)]
    assert "signal, literacy" in problems[0].message("en")
    assert has_errors(problems)
    assert rows["code"].tolist() == names


@given(st.permutations(range(6)))
def test_a_chain_of_new_names_leads_to_its_end(tmp_path_factory, order):
    names = [f"code-{number}" for number in order]
    lines = [f'  - {{version: "{step}", renamed: {{{a}: {b}}}}}' for step, (a, b) in enumerate(pairwise(names))]
    history, problems = read(tmp_path_factory.mktemp("h"), "\n".join(["versions:", *lines, ""]), (names[-1],))
    assert problems == []
    assert {follow(name, history) for name in names} == {(names[-1],)}


def test_what_was_retired_is_told_and_its_codings_are_not_taken(tmp_path):
    versions = ('{version: "2", added: [old, new]}', '{version: "3", renamed: {old: elder}}')
    text = f'versions: [{", ".join(versions)}, {{version: "4", retired: [elder]}}]'
    history, problems = read(tmp_path, text, ("new",))
    assert (problems, follow("old", history), follow("new", history)) == ([], (), ("new",))
    rows = pd.DataFrame(
        [
            {
                "file": "old.csv",
                "line": line,
                "place": "",
                "source": "a",
                "quotation": "x",
                "code": code,
                "coder": "ana",
            }
            for line, code in enumerate(["old", "new", "Theme > Elder", "unheard of"], 2)
        ],
        columns=COLUMNS,
    )
    followed, problems = follow_codes(rows, history)
    assert followed["code"].tolist() == ["new", "unheard of"]
    assert [(problem.kind, problem.line) for problem in problems] == [
        ("coding-code-retired", 2),
        ("coding-code-retired", 4),
    ]
    # What the codebook still has was not retired; what is retired is no code twice.
    assert complaints(tmp_path, 'versions: [{version: "2", retired: [a]}]', ("a",)) == [("history-name-in-use", 1)]
    twice = 'versions: [{version: "2", retired: [a], renamed: {a: b}}]'
    assert complaints(tmp_path, twice, ("b",)) == [("history-code-twice", 1)]


def test_the_history_as_a_table_holds_every_change_and_versions_without_one(tmp_path):
    history, _ = read(tmp_path, HISTORY + "    retired: [gone]\n")
    rows = history_table(history)
    told = [(row.number, row.date, row.change, list(row.old), list(row.new)) for row in rows.itertuples()]
    assert told == [
        (1, "2024-01-10", "", [], []),
        (2, "2024-03-01", "added", [], ["price"]),
        (2, "2024-03-01", "renamed", ["confidence"], ["trust"]),
        (2, "2024-03-01", "renamed", ["Old label"], ["talk"]),
        (2, "2024-03-01", "merged", ["answers", "questions"], ["talk"]),
        (2, "2024-03-01", "split", ["obstacles"], ["signal", "skills"]),
        (3, "", "renamed", ["talk"], ["dialogue"]),
        (3, "", "renamed", ["skills"], ["literacy"]),
        (3, "", "retired", ["gone"], []),
    ]
    assert rows["note"].tolist().count("Answers and questions were hard to tell apart.") == 5
