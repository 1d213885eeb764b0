"""Where causes come in, beyond what one changed input, key or file of code shows."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.bundle.run_graph import RunGraph, Step
from benang.changes.causes import CODE, CONFIG, INPUT, Cause, Causes, differing, keys_of
from benang.changes.run_state import RunState

NONE = MappingProxyType({})


def state(steps, files, given=NONE, config=NONE, code=NONE):
    made = {name for step in steps for name in step.made}
    inputs = {name: digest for name, digest in files.items() if name not in made}
    return RunState(RunGraph(tuple(steps), files), given, inputs, config, code)


def step(name, read, made, code="c"):
    return Step(name, name.partition(" ")[0], code, tuple(read), tuple(made))


def causes_of(file, before, after, uses=()):
    return Causes(before, after, lambda script: uses).of(file)


def test_what_is_the_same_hands_nothing_on():
    steps = [step("a/one.py", ["in"], ["mid"]), step("b/two.py", ["mid", "other"], ["out"])]
    before = state(steps, {"in": "1", "other": "1", "mid": "m", "out": "x"})
    after = state(steps, {"in": "2", "other": "2", "mid": "m", "out": "y"})
    assert causes_of("out", before, after) == [Cause(INPUT, "other", "b/two")]


def test_a_figure_that_is_new_is_the_configurations_doing():
    one = step("mapping/figure.py figure=a", ["t"], ["a.png"])
    two = step("mapping/figure.py figure=b", ["t"], ["b.png"])
    before = state([one], {"t": "1", "a.png": "1"}, config={"title": "x"})
    after = state([one, two], {"t": "1", "a.png": "1", "b.png": "1"}, config={"title": "x", "figures.also.0": "b"})
    assert causes_of("b.png", before, after) == [Cause(CONFIG, "figures.also.0", "mapping/figure", "new")]


def test_an_input_that_is_new_or_gone():
    old, new = step("a/one.py", ["x"], ["out"]), step("a/one.py", ["y"], ["out"])
    found = causes_of("out", state([old], {"x": "1", "out": "1"}), state([new], {"y": "1", "out": "2"}))
    assert found == [Cause(INPUT, "x", "a/one", "gone"), Cause(INPUT, "y", "a/one", "new")]


def test_a_rule_that_gives_its_step_another_file_that_was_there_before():
    files = {"x": "1", "y": "1", "out": "1"}
    other = step("b/two.py", ["x", "y"], ["else"])
    code, parameters = {"workflow/rules/a.smk": "1"}, {"a/one.py": {"n": "1"}}
    before = state([step("a/one.py", ["x"], ["out"]), other], files, parameters, code=code)
    now = {"workflow/rules/a.smk": "2"}
    after = state([step("a/one.py", ["y"], ["out"]), other], {**files, "out": "2"}, parameters, code=now)
    assert causes_of("out", before, after) == [Cause(CODE, "workflow/rules/a.smk", "a/one")]


def test_code_of_which_only_the_scripts_digest_is_known_is_named_by_the_script():
    before = state([step("a/one.py", [], ["out"], "old")], {"out": "1"})
    after = state([step("a/one.py", [], ["out"], "new")], {"out": "2"}, code={"workflow/benang/x.py": "1"})
    assert causes_of("out", before, after, ["workflow/benang/x.py"]) == [
        Cause(CODE, "workflow/scripts/a/one.py", "a/one")
    ]


def test_versions_of_libraries_come_in_where_they_are_told():
    one = [step("a/report.py", [], ["out"])]
    before = state(one, {"out": "1"}, {"a/report.py": {"study.lock_sha256": "1"}}, code={"requirements.lock": "1"})
    after = state(one, {"out": "2"}, {"a/report.py": {"study.lock_sha256": "2"}}, code={"requirements.lock": "2"})
    assert causes_of("out", before, after) == [Cause(CODE, "requirements.lock", "a/report")]


def test_steps_in_a_circle_end():
    steps = [step("a/one.py", ["two"], ["one"]), step("b/two.py", ["one", "in"], ["two"])]
    before = state(steps, {"one": "1", "two": "1", "in": "1"})
    after = state(steps, {"one": "2", "two": "2", "in": "2"})
    assert causes_of("one", before, after) == [Cause(INPUT, "in", "b/two")]


@pytest.mark.parametrize(
    ("parameters", "keys", "found"),
    [
        (["width"], ["figures.width", "study.title.en"], ["figures.width"]),
        (["study.title.en"], ["study.title.en", "study.question.en"], ["study.title.en"]),
        (["shown"], ["figures.width", "strict"], ["figures.width", "strict"]),
        ([], ["strict"], ["strict"]),
    ],
)
def test_a_key_is_known_by_the_names_it_shares_with_a_parameter(parameters, keys, found):
    assert keys_of(parameters, dict.fromkeys(keys, "changed")) == found


@given(
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xy")),
    st.dictionaries(st.sampled_from("abcd"), st.sampled_from("xy")),
)
def test_what_differs_is_what_is_not_the_same(before, after):
    told = differing(before, after)
    assert list(told) == sorted(told)
    assert all((told.get(name) is None) == (before.get(name) == after.get(name)) for name in "abcd")
