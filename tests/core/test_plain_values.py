"""Values as JSON holds them, and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core.plain_values import from_plain, to_plain
from benang.core.problems import Problem
from benang.core.record_store import Record
from benang.exchange.project import GraphEdge, GraphNode, Project, ProjectGraph
from benang.sources.document import Document, ReadSource, Remark, Voice
from benang.text.offsets import Edit

TEXT = st.text(st.characters(codec=None), max_size=20)  # half a surrogate pair, too
PLACE = st.integers(0, 10**9)
EDITS = st.lists(st.builds(Edit, PLACE, PLACE, TEXT), max_size=4).map(tuple)
SECONDS = st.none() | st.floats(0, 1e6)
PROBLEMS = st.lists(
    st.builds(
        Problem,
        st.sampled_from(["source-empty", "source-broken"]),
        TEXT,
        st.none() | PLACE,
        TEXT,
        st.dictionaries(TEXT, TEXT | PLACE, max_size=3),
    ),
    max_size=2,
).map(tuple)
DOCUMENTS = st.builds(
    Document,
    TEXT,
    TEXT,
    EDITS,
    EDITS,
    st.lists(st.tuples(PLACE, PLACE), max_size=3).map(tuple),
    st.lists(st.builds(Voice, PLACE, PLACE, TEXT, SECONDS, SECONDS, TEXT, PLACE), max_size=3).map(tuple),
    st.lists(st.builds(Remark, PLACE, PLACE, TEXT, TEXT), max_size=2).map(tuple),
    TEXT,
    PROBLEMS,
    st.booleans(),
)


@dataclass(frozen=True)
class Small:
    number: int
    names: list[str] = field(default_factory=list)
    values: Mapping[str, float] = field(default_factory=dict)


@given(st.builds(ReadSource, st.none() | DOCUMENTS, PROBLEMS))
def test_what_was_read_comes_back_as_it_was(read):
    record = Record.of("k", "n", to_plain(read))
    assert b"\n" not in record.value
    assert from_plain(ReadSource, record.plain) == read


def test_a_project_comes_back_as_it_was():
    node = GraphNode("n", "a node", box=(1, 2, 3, 4))
    graph = ProjectGraph("g", "map", (node,), (GraphEdge("e", "n", "n"),))
    project = Project("P", coders=("a", "b"), variables={"z": "Text", "a": "Date"}, graphs=(graph,))
    back = from_plain(Project, json.loads(json.dumps(to_plain(project))))
    assert back == project and list(back.variables) == ["z", "a"]


def test_numbers_of_arrays_are_plain_numbers():
    assert json.dumps(to_plain(Small(np.int64(3), ["x"], {"y": np.float64(0.5)}))) == '[3, ["x"], {"y": 0.5}]'


@pytest.mark.parametrize("plain", [None, [], [1, ["x"]], [1, None, {}], "text"])
def test_what_has_another_form_is_refused(plain):
    with pytest.raises(ValueError, match="plain values"):
        from_plain(Small, plain)
