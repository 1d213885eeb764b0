"""Coders are compared by parts that are kept, and what comes of it is what the whole study gives."""

import tempfile
from itertools import combinations

import pandas as pd
from coded_turns import Study
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.coding_ids import fill_coding_ids
from benang.coding.together.adjudication import with_decisions
from benang.coding.together.by_part import agreed_on, differences
from benang.coding.together.consensus import consensus
from benang.coding.together.disagreements import disagreements
from benang.core import model
from benang.core.kept_parts import KeptParts
from benang.core.table_parts import RowsOfSources

SOURCES = ("a", "b", "c")
STUDY = Study(
    {source: [("informant", "K1", "satu dua tiga empat"), ("interviewer", "", "lima enam")] for source in SOURCES},
    {"A": "", "B": ""},
)
CODERS = ["ani", "budi", "citra"]
CODING = st.tuples(
    st.sampled_from(SOURCES),
    st.sampled_from(["A", "B"]),
    st.sampled_from(["satu dua", "dua tiga", "tiga empat", "satu dua tiga empat", "lima enam"]),
    st.sampled_from(CODERS),
    st.sampled_from(["", "for", "against"]),
)
READ = st.fixed_dictionaries({"citra": st.frozensets(st.sampled_from(SOURCES))})
DECISIONS = st.lists(st.sampled_from(["", "both", "neither"]), min_size=1, max_size=3)


def codings_of(given_codings):
    """Table ``codings`` of what was drawn, with ids."""
    rows = [
        STUDY.coding(f"x{number}", source, code, words, coder, side=side)
        for number, (source, code, words, coder, side) in enumerate(dict.fromkeys(given_codings))
    ]
    return model.conform(fill_coding_ids(model.from_rows("codings", rows)), "codings")


def parts(*names):
    """Each source by itself, without what was said."""
    tables = {"sources": STUDY.sources.assign(text=""), "turns": STUDY.turns, "offset_map": model.empty("offset_map")}
    for source in SOURCES:
        yield {
            name: frame[frame["source_id"] == source].reset_index(drop=True)
            for name, frame in tables.items()
            if name in ("sources", "turns", *names)
        }


@examples(60)
@given(st.lists(CODING, max_size=10), st.lists(CODING, max_size=2), st.integers(0, 10), *[READ, DECISIONS] * 2)
def test_the_parts_together_give_what_the_whole_gives(before, more, gone, read, decisions, read_then, decided_then):
    after = [*before, *more]
    after[gone : gone + 1] = []
    states = [(before, read, decisions), (after, read, decisions), (after, read_then, decisions)]
    states += [(after, read_then, decided_then)] * 2
    with tempfile.TemporaryDirectory() as folder:
        for drawn, read, decisions in states:
            codings = codings_of(drawn)
            made = []

            class Counting(KeptParts):
                def table(self, part, make, made=made):
                    return super().table(part, lambda: made.append(1) or make())

            kept = [Counting(f"{folder}/{name}", "code", STUDY.codes, CODERS) for name in ("differences", "consensus")]
            about = (STUDY.codes, read, STUDY.texts)
            found = differences(parts(), RowsOfSources(codings), CODERS, *about, kept[0])
            tables = (codings, STUDY.turns, STUDY.sources)
            whole = disagreements(*tables, combinations(CODERS, 2), STUDY.codes, read)
            pd.testing.assert_frame_equal(found, whole)
            decided, _ = with_decisions(found, [], [])
            decided = decided.assign(decision=[decisions[row % len(decisions)] for row in range(len(decided))])
            agreed, problems = agreed_on(parts("offset_map"), RowsOfSources(codings), decided, *about, kept[1])
            offsets = model.empty("offset_map")
            all_at_once, told = consensus(
                codings, decided, STUDY.sources, STUDY.turns, offsets, codes=STUDY.codes, read=read
            )
            pd.testing.assert_frame_equal(agreed, all_at_once)
            assert sorted(map(str, problems)) == sorted(map(str, told))
            for one in kept:
                one.discard_others()
        assert not made
