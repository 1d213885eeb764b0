"""What coders read, and what that means where they coded nothing."""

from itertools import combinations

from small_tables import codings, talks

from benang.coding.agreement import agreement
from benang.coding.people.sources_read import sources_read, sources_worked_on
from benang.coding.together.adjudication import with_decisions
from benang.coding.together.consensus import consensus
from benang.coding.together.disagreements import disagreements

TABLES = talks({"a": [("P", "Why?"), ("A", "I trust them.")], "b": [("P", "Why?"), ("B", "They are near.")]})
SOURCES, TURNS, OFFSET_MAP = TABLES
CODED = codings(
    TABLES, ("a", "ana", "trust", "I trust them."), ("b", "ana", "near", "They are near."), ("b", "ben", "near", "near")
)


def test_all_is_every_source_and_a_list_is_these():
    read, problems = sources_read({"ana": ("*",), "ben": ("A", "b"), "cut": ()}, SOURCES)
    assert problems == []
    assert read == {"ana": {"a", "b"}, "ben": {"a", "b"}, "cut": frozenset()}


def test_a_name_that_is_no_source_is_told_with_its_line():
    read, problems = sources_read({"ben": ("b", "bb")}, SOURCES, {("ben", 1): 7}, "config.yaml")
    assert [(problem.kind, problem.file, problem.line, problem.place) for problem in problems] == [
        ("read-source-unknown", "config.yaml", 7, "read.ben[2]")
    ]
    assert read == {"ben": {"b"}}


def test_who_read_a_source_worked_on_it():
    assert sources_worked_on(CODED) == {"ana": {"a", "b"}, "ben": {"b"}}
    assert sources_worked_on(CODED, {"ben": frozenset("a"), "cut": frozenset("b")}) == {
        "ana": {"a", "b"},
        "ben": {"a", "b"},
        "cut": {"b"},
    }
    # Whoever took a suggestion has not read the source for that.
    assert sources_worked_on(CODED.assign(method="suggestion")) == {}


def test_who_coded_nothing_in_a_source_that_was_read_differs_from_who_did():
    pairs = list(combinations(["ana", "ben"], 2))
    without = disagreements(CODED, TURNS, SOURCES, pairs)
    assert without[["source_id", "kind"]].values.tolist() == [["b", "extent"]]
    found = disagreements(CODED, TURNS, SOURCES, pairs, read={"ben": frozenset("ab")})
    assert found[["source_id", "kind"]].values.tolist() == [["a", "only_a"], ["b", "extent"]]


def test_what_one_of_two_readers_left_out_is_in_no_consensus():
    alone, told = consensus(CODED, with_decisions(disagreements(CODED, TURNS, SOURCES, []), [])[0], *TABLES)
    assert set(alone["source_id"]) == {"a", "b"}
    assert "consensus-one-coder" in {problem.kind for problem in told}
    read = {"ben": frozenset("ab")}
    decided, _ = with_decisions(disagreements(CODED, TURNS, SOURCES, [("ana", "ben")], read=read), [])
    agreed, told = consensus(CODED, decided, *TABLES, read=read)
    assert set(agreed["source_id"]) == {"b"}
    assert "consensus-one-coder" not in {problem.kind for problem in told}


def test_agreement_holds_for_what_was_read():
    def counts(read=None):
        table = agreement(CODED, TURNS, ["ana", "ben"], 10, read)
        row = table[(table["unit"] == "turn") & (table["code_id"] == "trust")]
        return row[["n_sources", "n_all", "n_only_first"]].drop_duplicates().values.tolist()

    assert counts() == []
    assert counts({"ben": frozenset("a")}) == [[2, 0, 1]]
