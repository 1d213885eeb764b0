import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from steps import steps

from benang.core.lined_yaml import MAX_BYTES, MAX_DEPTH, parse_lined_yaml, place, read_lined_yaml


def kinds(text):
    return [(problem.kind, problem.line) for problem in parse_lined_yaml(text, "x.yaml").problems]


def test_lines_of_keys_values_and_list_entries():
    document = parse_lined_yaml("a: 1\nb:\n  c: [x,\n      y]\n  d: |\n    long\n    text\ne: {f: g}\n", "x.yaml")
    assert document.value == {"a": 1, "b": {"c": ["x", "y"], "d": "long\ntext\n"}, "e": {"f": "g"}}
    assert document.key_lines[("b", "c")] == 3
    assert document.value_lines[("b", "c", 1)] == 4
    assert document.key_lines[("e", "f")] == 8
    assert document.line(("b", "d")) == 5
    assert document.line(("b", "missing", 3)) == 2
    assert document.line(("nowhere",)) == 1
    assert document.problems == ()


def test_place_counts_entries_from_one():
    assert place(("codes", 2, "parent")) == "codes[3].parent"
    assert place(()) == ""


@pytest.mark.parametrize(
    ("written", "kind", "read"),
    [
        ("12:30", "yaml-number", "750"),
        ("007", "yaml-number", "7"),
        ("0x1F", "yaml-number", "31"),
        ("1_000", "yaml-number", "1000"),
        ("1:20.5", "yaml-number", "80.5"),
        (".inf", "yaml-number", "inf"),
        ("0b_", "yaml-number", "?"),
        ("9" * 30, "yaml-number", "9" * 30),
        ("no", "yaml-yes-no", None),
        ("On", "yaml-yes-no", None),
        ("2022-12-14", "yaml-date", None),
        ("2022-12-14 10:00:00", "yaml-date", None),
    ],
)
def test_what_yaml_would_change_stays_text_and_is_reported(written, kind, read):
    document = parse_lined_yaml(f"first: 1\nsecond: {written}\n", "x.yaml")
    assert document.value == {"first": 1, "second": written}
    (problem,) = document.problems
    assert (problem.kind, problem.line, problem.place, problem.severity) == (kind, 2, "second", "warning")
    assert problem.values.get("read") == read
    assert f'"{written}"' in problem.remedy("en") and f'"{written}"' in problem.remedy("id")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("-3", -3),
        ("0", 0),
        ("0.25", 0.25),
        ("true", True),
        ("False", False),
        ("", None),
        ("~", None),
        ('"12:30"', "12:30"),
        ("'no'", "no"),
        ("~percaya", "~percaya"),
        ("62.812", 62.812),
        ("n", "n"),
        ("12:75 x", "12:75 x"),
    ],
)
def test_plain_values_come_without_a_word(written, value):
    document = parse_lined_yaml(f"a: {written}\n", "x.yaml")
    assert document.value == {"a": value}
    assert type(document.value["a"]) is type(value)
    assert document.problems == ()


def test_keys_are_texts_as_written():
    document = parse_lined_yaml("label: {no: Tillit, en: Trust}\n2020: x\n", "x.yaml")
    assert document.value == {"label": {"no": "Tillit", "en": "Trust"}, "2020": "x"}
    assert [problem.kind for problem in document.problems] == ["yaml-yes-no", "yaml-number"]


def test_duplicate_keys_are_named_with_both_lines():
    document = parse_lined_yaml("a: 1\nb: {c: 1, c: {d: 2}}\na: [x, {y: z}]\n", "x.yaml")
    assert document.value == {"a": 1, "b": {"c": 1}}
    assert [(p.line, p.place, p.values["first"]) for p in document.problems] == [(2, "b.c", 2), (3, "a", 1)]
    assert {problem.kind for problem in document.problems} == {"yaml-duplicate-key"}


def test_the_same_key_in_two_list_entries_is_no_duplicate():
    assert kinds("- {a: 1}\n- {a: 1}\n- a: 2\n") == []


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ("a:\n\tb: 1\n", "yaml-tab", 2),
        ("a: 1\nb:\n\t- x\n", "yaml-tab", 3),
        ('a: 1\nb: "open\nc: 2\n', "yaml-quote-open", 2),
        ("a: 1\nb: one: two\n", "yaml-colon", 2),
        ("a: 1\nb\nc: 2\n", "yaml-no-colon", 2),
        ("a: 1\nb: @x\n", "yaml-needs-quotes", 2),
        ("a: 1\nb: [x, y\nc: 2\n", "yaml-bracket-open", 2),
        ("a:\n  - x\n y: 1\n", "yaml-indent", 3),
        ("a: 1\nb: \x07\n", "yaml-control-character", 2),
        ("a: 1\n---\nb: 2\n", "yaml-several-documents", 2),
        ("a: &x [1]\nb: *x\n", "yaml-alias", 2),
        ("a: 1\nb: !!python/object/apply:os.system [ls]\n", "yaml-tag", 2),
        ("a: 1\nb: !custom x\n", "yaml-tag", 2),
        ("a: 1\n? [b]\n: 2\n", "yaml-key-not-text", 2),
        ("a: {{name}}\n", "yaml-key-not-text", 1),
    ],
)
def test_broken_yaml_is_a_problem_with_its_line(text, kind, line):
    assert (kind, line) in kinds(text)


def test_a_pipe_of_aliases_is_not_expanded():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert {kind for kind, _ in kinds(bomb)} == {"yaml-alias"}
    assert steps(kinds, bomb) < 100_000  # expanded it is nine to the eighth


@pytest.mark.parametrize("text", ["[" * 200_000, "a: " + "{b: " * 200_000, "- " * 100_000 + "x"])
def test_deep_nesting_is_refused_and_does_not_break_the_process(text):
    found = [kind for kind, _ in kinds(text)]
    assert found == ["yaml-too-deep"]


def test_nesting_up_to_the_bound_is_read():
    depth = MAX_DEPTH
    assert kinds("[" * depth + "]" * depth) == []
    assert kinds("[" * (depth + 1) + "]" * (depth + 1)) == [("yaml-too-deep", 1)]


def test_files_that_cannot_be_read(tmp_path):
    def found(name, data):
        (tmp_path / name).write_bytes(data)
        return [(p.kind, p.file, p.line) for p in read_lined_yaml(tmp_path / name, "shown.yaml").problems]

    assert found("bom.yaml", b"\xef\xbb\xbfa: 1\r\nb: 2\r\n") == []
    assert found("latin.yaml", "a: 1\nb: caf\xe9\n".encode("cp1252")) == [("yaml-not-utf8", "shown.yaml", 2)]
    assert found("wide.yaml", "a: 1".encode("utf-16")) == [("yaml-not-utf8", "shown.yaml", 1)]
    assert found("empty.yaml", b"") == []
    assert [p.kind for p in read_lined_yaml(tmp_path / "gone.yaml", "x").problems] == ["file-missing"]
    assert [p.kind for p in read_lined_yaml(tmp_path, "x").problems] == ["file-unreadable"]
    with (tmp_path / "huge.yaml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert [p.kind for p in read_lined_yaml(tmp_path / "huge.yaml", "x").problems] == ["file-too-large"]


@given(st.text(max_size=200))
def test_any_text_gives_a_document_and_never_an_exception(text):
    document = parse_lined_yaml(text, "x.yaml")
    n_lines = len(text.splitlines()) + 1
    for problem in document.problems:
        assert problem.line is not None and 1 <= problem.line <= n_lines + 1
        assert problem.message("id") and problem.message("en")


_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=20)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(10**9), 10**9) | _TEXTS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4),
        max_leaves=15,
    )
)
def test_what_pyyaml_writes_is_read_back_the_same(value):
    text = yaml.safe_dump(value, allow_unicode=True)
    document = parse_lined_yaml(text, "x.yaml")
    assert document.value == value
    assert document.problems == ()
