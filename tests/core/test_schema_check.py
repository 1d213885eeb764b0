import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core.lined_yaml import parse_lined_yaml
from benang.core.schema_check import check_schema, fill_defaults, read_schema

SCHEMAS = ["config.schema.yaml", "codebook.schema.yaml", "codebook_history.schema.yaml", "claims.schema.yaml"]
SOUND = """\
study: {title: A title}
language: [id, en]
sources:
  - {kind: interview, files: ["data/*"]}
"""


def check(text, schema="config.schema.yaml"):
    return check_schema(parse_lined_yaml(text, "x.yaml"), schema, "x.yaml")


def found(text, schema="config.schema.yaml"):
    return [(problem.kind, problem.line, problem.place) for problem in check(text, schema)]


def _keys(schema, path=()):
    for key, inner in schema.get("properties", {}).items():
        yield (*path, key), inner
        yield from _keys(inner, (*path, key))
    within = [schema["items"]] if "items" in schema else []
    for inner in [*within, *schema.get("anyOf", []), *schema.get("$defs", {}).values()]:
        yield from _keys(inner, path)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas_and_every_key_is_described(name):
    schema = read_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    described = dict(_keys(schema))
    assert len(described) > 5
    assert [path for path, inner in described.items() if not inner.get("description")] == []


@pytest.mark.parametrize("name", SCHEMAS)
def test_defaults_are_sound_themselves(name):
    schema = read_schema(name)
    for path, inner in _keys(schema):
        if "default" in inner:
            wrapped = {"$defs": schema.get("$defs", {}), **{k: v for k, v in inner.items() if k != "required"}}
            errors = list(jsonschema.Draft202012Validator(wrapped).iter_errors(inner["default"]))
            assert errors == [], path


def test_a_sound_document_has_no_problems():
    assert check(SOUND) == []
    assert check(SOUND + "codings:\nspeakers:\n  interviewer:\nliterature:\n") == []


def test_everything_that_is_wrong_is_found_at_once():
    text = """\
study: {titel: A title, date: next week}
language: indonesian
sources:
  - kind: inteview
    files: data/*
  - {kind: interview, files: []}
strict: maybe
batches: 0
matrices: {coders: [a, a]}
rule: {coder: x}
"""
    assert found(text) == [
        ("missing-key", 1, "study"),
        ("wrong-form", 1, "study.date"),
        ("unknown-key", 1, "study.titel"),
        ("wrong-form", 2, "language"),
        ("unknown-value", 4, "sources[1].kind"),
        ("wrong-form", 5, "sources[1].files"),
        ("empty-value", 6, "sources[2].files"),
        ("wrong-form", 7, "strict"),
        ("number-too-small", 8, "batches"),
        ("twice-in-list", 9, "matrices.coders"),
        ("unknown-key", 10, "rule"),
    ]


def test_near_names_are_offered():
    near = {
        p.place: p.values["near"] for p in check(SOUND.replace("kind: interview", "kind: inteview") + "codigns: []\n")
    }
    assert near == {"sources[1].kind": "interview", "codigns": "codings"}


@pytest.mark.parametrize(
    ("line", "indonesian", "english"),
    [
        (
            "batches: many",
            "tidak sesuai: many.\n    -> Tulis bilangan bulat.",
            "fit: many.\n    -> Write a whole number.",
        ),
        ("strict: [true]", "daftar.\n    -> Tulis true atau false.", "a list.\n    -> Write true or false."),
        ("codings: {a: b}", "kunci dan nilai.\n    -> Tulis daftar seperti [a, b].", "-> Write a list such as [a, b]."),
        (
            "codebook: 5",
            "-> Tulis nama berkas, atau file/columns/paths/history.",
            "-> Write a file name, or file/columns/paths/history.",
        ),
        (
            "cases: {file: x.csv, name: {english: x}}",
            "Kunci english tidak sesuai",
            "The key english does not fit here.",
        ),
        ("cases: {file: x.csv, name: [x]}", "teks per bahasa", "a text for each language"),
        ('reports: ""', "kosong", "empty"),
    ],
)
def test_sentences_are_plain_in_both_languages(line, indonesian, english):
    (problem,) = check(SOUND + line + "\n")
    assert problem.line == 5
    assert indonesian in problem.message("id")
    assert english in problem.message("en")
    assert "{expected" not in problem.message("id") + problem.message("en")


def test_a_value_of_several_forms_is_judged_by_the_form_it_was_meant_to_have():
    text = SOUND + "codebook:\n  file: x.csv\n  path: ' > '\n  columns: {lable: Code}\n"
    assert found(text) == [("unknown-key", 7, "codebook.path"), ("wrong-key", 8, "codebook.columns.lable")]


def test_an_empty_or_listed_document_is_no_mapping():
    assert [kind for kind, _, _ in found("- a\n- b\n")] == ["wrong-form"]
    assert [kind for kind, _, _ in found("")] == ["wrong-form"]


def test_defaults_are_filled_without_touching_what_is_given():
    schema = read_schema("config.schema.yaml")
    value = parse_lined_yaml(SOUND + "rules: {coder: machine}\ncodings:\n", "x.yaml").value
    filled = fill_defaults(value, schema)
    rules = {"roles": ["informant"], "unit": "sentence", "nested_scope": "key", "exclusive": True}
    assert filled["rules"] == {"coder": "machine"} | rules
    assert filled["codings"] == []
    assert filled["study"]["authors"] == []
    assert filled["sources"][0]["exclude"] == []
    assert "literature" not in filled
    assert "codings" in value and value["codings"] is None
    filled["study"]["authors"].append("x")
    assert fill_defaults(value, schema)["study"]["authors"] == []


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["study", "language", "sources", "codebook", "codings", "cases", "x"]), _VALUES))
def test_any_document_gives_problems_with_sentences_and_never_an_exception(value):
    document = parse_lined_yaml(json.dumps(value), "x.yaml")
    for problem in check_schema(document, "config.schema.yaml", "x.yaml"):
        assert problem.message("id") and problem.message("en")


@pytest.mark.parametrize(("schema", "key"), [("claims.schema.yaml", "claims"), ("codebook.schema.yaml", "codes")])
def test_a_list_without_its_key_is_told_with_the_key(schema, key):
    (problem,) = check("- id: K1\n  text: {en: Near.}\n  codes: [near]\n", schema)
    assert (problem.kind, problem.line, problem.values["key"]) == ("list-without-key", 1, key)
