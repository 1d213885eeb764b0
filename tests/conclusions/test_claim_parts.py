"""What claims rest on is kept by parts, and comes to what the whole study gives; what is decisive is what changes the
word when it is taken out of the tables."""

import tempfile

import pandas as pd
from coded_turns import Study
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.coding_ids import fill_coding_ids
from benang.coding.passages import Counting
from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import Gathering
from benang.conclusions.claim_parts import ClaimParts, part_of_claims
from benang.conclusions.claim_passages import ClaimPassages, turned
from benang.conclusions.claims import Claim
from benang.conclusions.profiles import profiles, profiles_of_parts
from benang.core import model
from benang.core.kept_parts import KeptParts

SOURCES = {"a": "X", "b": "Y", "c": "X"}
TALKS = {
    source: [("informant", case, "satu dua tiga empat"), ("interviewer", "", "lima"), ("informant", case, "enam tujuh")]
    for source, case in SOURCES.items()
}
TALKS["o"] = [("observer", "X", "toko ramai")]
STUDY = Study(TALKS, {"T": "", "A": "T", "A1": "A", "n-": "A", "B": "T", "t?": "A"}, {"o": "observation"})
CLAIMS = [
    Claim("C1", {"en": "So it is."}, ("A",)),
    Claim("C2", {"en": "Or so."}, ("B", "n")),
    Claim("C3", {"en": "And so."}, ("A1",), ("B",)),
]
CODES = ["A", "A1", "n", "B", "t"]
SAID = st.tuples(
    st.sampled_from([*SOURCES]),
    st.sampled_from(CODES),
    st.sampled_from(["satu dua", "dua tiga", "empat", "lima", "enam", "tujuh"]),
    st.sampled_from(["ani", "budi"]),
    st.sampled_from(["", "for", "against"]),
)
OBSERVED = st.tuples(st.just("o"), st.sampled_from(CODES), st.just("toko"), st.just("ani"), st.just(""))
DRAWN = st.lists(SAID | OBSERVED, max_size=8, unique=True)
READ = {"budi": frozenset({"a"})}
COUNTING = st.sampled_from([Counting(), Counting(count="agreed"), Counting(count="ani")])


def codings_of(drawn):
    """Table ``codings`` of what was drawn, with ids."""
    rows = [STUDY.coding(f"x{n}", *one[:4], side=one[4]) for n, one in enumerate(drawn)]
    return model.conform(fill_coding_ids(model.from_rows("codings", rows)), "codings")


def gathered(codings, counting, asked, sources=None, read=READ):
    """What counts, and what the way of counting leaves out, of some sources or all."""
    here = STUDY.sources["source_id"].tolist() if sources is None else [*sources]
    tables = [frame[frame["source_id"].isin(here)] for frame in (codings, STUDY.turns, STUDY.sources)]
    more = {"read": {coder: ids & set(here) for coder, ids in read.items()}, "asked": asked}
    return [kind(*tables, counting, **more) for kind in (Gathering, LeftOut)]


def tables_of(codings, counting, asked, read=READ):
    """All that is told of the claims, of the whole study at once."""
    gathering, left_out = gathered(codings, counting, asked, read=read)
    about = (STUDY.codes, STUDY.cases, STUDY.sources, STUDY.turns)
    return profiles(CLAIMS, gathering, *about, asked=asked, left_out=left_out)


@examples(40)
@given(DRAWN, st.lists(SAID, max_size=2), st.integers(0, 8), COUNTING)
def test_the_parts_together_give_what_the_whole_gives(before, more, gone, counting):
    after = list(dict.fromkeys([*before, *more]))
    after[gone : gone + 1] = []
    with tempfile.TemporaryDirectory() as folder:
        for drawn in (before, after, after):
            codings, made, found = codings_of(drawn), [], []
            kept = KeptParts(folder, "code", counting.count)
            for source in [*SOURCES, "o"]:

                def make(source=source, codings=codings, made=made):
                    made.append(source)
                    own, left_out = gathered(codings, counting, None, [source])
                    return part_of_claims(CLAIMS, own, STUDY.codes, left_out)

                part = {"codings": codings[codings["source_id"] == source], "sources": pd.DataFrame({"at": [source]})}
                found.append(kept.table(part, make))

            def anew(codings=codings):
                own = (gathered(codings, counting, None, [source])[0] for source in [*SOURCES, "o"])
                return [ClaimPassages(gathering, STUDY.codes) for gathering in own]

            code_of = dict(zip(codings["coding_id"], codings["code_id"], strict=True))
            about = (STUDY.codes, STUDY.cases, STUDY.sources, STUDY.turns)
            tables = profiles_of_parts(CLAIMS, ClaimParts(found, anew), code_of, *about)
            whole = tables_of(codings, counting, None)
            for name, table in whole.items():
                pd.testing.assert_frame_equal(tables[name], table)
            kept.discard_others()
        assert not made


@examples(60)
@given(DRAWN, COUNTING)
def test_what_is_decisive_changes_the_word_when_it_is_not_in_the_tables(drawn, counting):
    codings = codings_of(drawn)
    tables = tables_of(codings, counting, None)
    words = tables["claims"].set_index("claim_id")["profile"]
    told = {
        (row.claim_id, row.without, row.name_): row.profile
        for row in tables["claim_decisive"].rename(columns={"name": "name_"}).itertuples()
        if row.without != "informant"
    }
    several = counting.count != "ani"
    columns = {"code": "code_id", "coding": "coding_id"} | ({"coder": "coder"} if several else {})
    expected = {}
    for what, column in columns.items():
        for name in sorted(set(codings[column])):
            read = {coder: ids for coder, ids in READ.items() if what != "coder" or coder != name}
            left = codings[codings[column] != name]
            # Who read a source has read it also where a code or a coding is taken away there.
            read |= {} if what == "coder" else readers_of(codings, read)
            after = tables_of(left, counting, None, read)["claims"].set_index("claim_id")["profile"]
            own = codings[codings[column] == name]
            expected |= {
                (claim.claim_id, what, name): after[claim.claim_id]
                for claim in CLAIMS
                # Whoever only left out what others coded is not told of.
                if after[claim.claim_id] != words[claim.claim_id] and bears(own, claim)
            }
    assert told == expected


def bears(codings, claim):
    """Whether any of what informants said in these bears on a claim."""
    said = codings["source_id"].ne("o") & codings["quotation"].ne("lima")
    return codings.loc[said, "code_id"].isin(turned(claim, STUDY.codes)).any()


def readers_of(codings, read):
    """Sources by coder: those that are read, and those that were coded."""
    own = codings.groupby("coder")["source_id"].agg(set).to_dict()
    return {coder: frozenset(own.get(coder, set()) | set(read.get(coder, ()))) for coder in {*own, *read}}
