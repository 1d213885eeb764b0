"""The pattern language: what each operator is parsed to, and what is said about a mistake."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.rules.parsing import LONGEST_PATTERN, parse_rule
from benang.coding.rules.patterns import WHOLE_TURN, Part, RuleSpec, fold
from benang.coding.rules.rule_file import read_rules, write_rules


def parsed(value: object) -> RuleSpec:
    rule = parse_rule(value, "trust")
    assert isinstance(rule, RuleSpec), rule
    return rule


def kinds(value: object) -> list[str]:
    problems = parse_rule(value, "trust", 7, file="codebook.yaml", place="codes[0].rules[0]")
    assert isinstance(problems, list)
    assert all((each.file, each.line, each.values["code"]) == ("codebook.yaml", 7, "trust") for each in problems)
    # Every place in the sentences is filled.
    assert not any("{" in each.message(language) for each in problems for language in ("id", "en"))
    return [each.kind for each in problems]


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("Percaya", [("word", "percaya")]),
        ("~Percaya", [("stem", "percaya")]),
        ("tanya  langsung", [("word", "tanya"), ("word", "langsung")]),
        ("~tanya * lang*", [("stem", "tanya"), ("any", ""), ("wildcard", "lang*")]),
        ("promo**", [("wildcard", "promo*")]),
        ("dan/atau", [("word", "dan"), ("word", "atau")]),
        ("anak-anak", [("word", "anak-anak")]),
        ("harga ? juta", [("word", "harga"), ("wildcard", "?"), ("word", "juta")]),
        ("5G 信任", [("word", "5g"), ("word", "信"), ("word", "任")]),
        ("Straße", [("word", "strasse")]),
    ],
)
def test_words_stems_wildcards(pattern: str, parts: list[tuple[str, str]]) -> None:
    assert [(part.kind, part.text) for part in parsed(pattern).match.parts] == parts


def test_regex_keeps_its_spaces_and_case() -> None:
    rule = parsed(r"/(?i)Rp\s?  \d+/")
    assert rule.match.regex == r"(?i)Rp\s?  \d+"
    assert rule.match.parts == ()


def test_conditions() -> None:
    rule = parsed({"match": "~tanya", "near": "~jawab", "unless": ["tidak", "/x+/"], "within": 6})
    assert rule.near[0].parts == (Part("stem", "jawab"),)
    assert [pattern.written for pattern in rule.unless] == ["tidak", "/x+/"]
    assert rule.written == "~tanya near ~jawab unless tidak | /x+/ within 6"


def test_who_speaks_and_what_was_asked() -> None:
    value = {
        "match": "a",
        "then": "b",
        "within": "turn",
        "negated": False,
        "asked": "c",
        "role": "other",
        "speaker": ["B "],
    }
    rule = parsed(value)
    assert (rule.within, rule.negated, rule.roles, rule.speakers) == (WHOLE_TURN, False, ("other",), ("B",))
    assert rule.written == "a then b not negated within turn asked c role other speaker B"
    assert parsed({"match": "a", "negated": True, "within": 2}).written == "a negated within 2"


@pytest.mark.parametrize("letters", ["信任", "カメラ", "ราคา", "ខ្មែរ"])
def test_letters_of_a_script_without_spaces_are_a_run(letters: str) -> None:
    assert (parsed(letters).match.run, parsed(letters).match.parts) == (letters, ())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ["rule-not-text"]),
        (750, ["rule-not-text"]),
        (False, ["rule-not-text"]),
        (["a"], ["rule-not-text"]),
        ("", ["rule-without-word"]),
        ("...", ["rule-without-word"]),
        ("* ?", ["rule-without-word"]),
        ("~", ["rule-stem"]),
        ("~ percaya", ["rule-stem"]),
        ("~dan/atau", ["rule-stem"]),
        ("~perca*", ["rule-stem-wildcard"]),
        ("rp.*", ["rule-wildcard"]),
        ("/a(/", ["rule-regex"]),
        ("/(?=a)b/", ["rule-regex"]),
        (r"/(a)\1/", ["rule-regex"]),
        ("/a*/", ["rule-regex-empty"]),
        ("/abc", ["rule-regex-slashes"]),
        ("/abc/i", ["rule-regex-slashes"]),
        ("x" * (LONGEST_PATTERN + 1), ["rule-too-long"]),
        ({"mach": "a"}, ["rule-key", "rule-without-match"]),
        ({"match": "a", "near": "b", "within": 0}, ["rule-within"]),
        ({"match": "a", "near": "b", "within": True}, ["rule-within"]),
        ({"match": "a", "within": 3}, ["rule-within-alone"]),
        ({"match": "a", "near": "b", "within": "source"}, ["rule-within"]),
        ({"match": "a", "asked": "b", "within": "turn"}, ["rule-within-alone"]),
        ({"match": "a", "negated": "yes"}, ["rule-negated"]),
        ({"match": "a", "role": "informan"}, ["rule-role"]),
        ({"match": "a", "role": ["informant", 3]}, ["rule-role"]),
        ({"match": "a", "speaker": 3}, ["rule-speaker"]),
        ({"match": "a", "speaker": " "}, ["rule-speaker"]),
        ({"match": "a", "then": ["~", "b"], "asked": 5}, ["rule-stem", "rule-not-text"]),
        ({"match": "/(/", "unless": ["~", 5]}, ["rule-regex", "rule-stem", "rule-not-text"]),
    ],
)
def test_every_mistake_is_reported(value: object, expected: list[str]) -> None:
    assert kinds(value) == expected


def test_a_mistyped_key_gets_its_neighbour() -> None:
    problems = parse_rule({"mach": "a", "match": "a"}, "c")
    assert isinstance(problems, list)
    assert 'Did you mean "match"?' in problems[0].remedy("en")


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_any_value_is_a_rule_or_problems(value: object) -> None:
    rule = parse_rule({"match": value, "unless": value}, "c")
    if isinstance(rule, RuleSpec):
        assert pickle.loads(pickle.dumps(rule)) == rule
        assert hash(rule) == hash(parse_rule({"match": value, "unless": value}, "c"))
    else:
        assert rule


def test_rules_are_kept_in_a_file(tmp_path: Path) -> None:
    whole = {
        "match": "a",
        "near": "~b",
        "then": "c*",
        "unless": "/d/",
        "within": "turn",
        "negated": True,
        "asked": "信",
    }
    rules = {"x": (parsed(whole | {"role": "other", "speaker": "B"}), parsed("a * b")), "y": (parsed("é"),)}
    write_rules(rules, tmp_path / "rules.json")
    assert read_rules(tmp_path / "rules.json") == rules


def test_fold_makes_apostrophes_and_hyphens_alike() -> None:
    assert fold("Ma\u2019ruf") == fold("MA'RUF")
    assert fold("anak\u2011anak") == "anak-anak"
