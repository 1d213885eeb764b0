"""The library beside the oracle, cell by cell, on studies that hypothesis makes up."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benang.coding.passages import Counting, left_out, passages
from benang.coding.passages.asked_questions import AskedTurns
from benang.coding.passages.left_out import LeftOut
from benang.coding.passages.passages import Gathering, table_of_parts
from benang.conclusions.claims import Claim
from benang.conclusions.profiles import profiles
from benang.core import model
from benang.mapping import matrices
from benang.mapping.cooccurrence import cooccurrence, cooccurrence_matrix

from . import matrices as m
from . import passages as p
from .claims import Profile
from .studies import claims, studies

EXAMPLES = settings(max_examples=60, report_multiple_bugs=False)
SEEN = ("said", "observed")
COLUMNS = (
    "level",
    "code_id",
    "source_id",
    "turn",
    "start",
    "end",
    "case_id",
    "voice",
    "coding_ids",
    "coders",
    "side",
    "use",
    "words",
    "new_words",
    "undecided",
    "question_turn",
    "prompted",
)
COUNTS = (
    "references",
    "for_references",
    "against_references",
    "disputed_references",
    "observed_references",
    "undecided",
    "words",
    "state",
)


class Frames:
    """A study in the form that the library takes."""

    def __init__(self, study):
        turns = [
            {**turn, "n_words": len(p.words_of(turn)[0]), "time_start": float("nan"), "time_end": float("nan")}
            for turn in study.turns
        ]
        differences = list(study.disagreements)
        self.codings = frame(study.codings, "codings")
        self.turns = frame(turns, "turns")
        self.sources = frame(study.sources, "sources")
        self.codes = frame(study.codes, "codes")
        self.cases = frame(study.cases, "cases")
        self.disagreements = pd.DataFrame(differences, columns=list(differences[0]) if differences else DIFFERENCE)
        self.counting = Counting(tuple(study.coders), study.count)
        every = [row["source_id"] for row in study.sources]
        self.read = {coder: every if what == "all" else what for coder, what in study.read.items()}
        about = {row["question"]: row["codes"] for row in study.guide}
        asked = [(row["source_id"], row["turn"], about[row["question"]]) for row in study.asked]
        self.asked = AskedTurns(
            pd.DataFrame(asked, columns=["source_id", "turn", "code_ids"]),
            [c for row in study.guide for c in row["codes"]],
            self.codes,
        )

    def passages(self):
        more = {"disagreements": self.disagreements, "read": self.read, "asked": self.asked}
        return passages(self.codings, self.turns, self.sources, self.codes, self.counting, **more)

    def left_out(self):
        more = {"disagreements": self.disagreements, "read": self.read}
        return left_out(self.codings, self.turns, self.sources, self.codes, self.counting, **more)

    def gathering(self, kind=Gathering):
        more = {"disagreements": self.disagreements, "read": self.read, "asked": self.asked}
        return kind(self.codings, self.turns, self.sources, self.counting, **more)


DIFFERENCE = ["coding_ids_a", "coding_ids_b", "decision", "side"]


def frame(rows, name):
    """Rows as a table of the model, with the columns of text that they lack."""
    columns = model.TABLES[name].columns
    made = pd.DataFrame(rows, columns=[*columns, *(c for c in (rows[0] if rows else ()) if c not in columns)])
    return made


def plain(row):
    """A row of the library's passages as plain values."""
    return tuple(
        tuple(cell) if name in ("coding_ids", "coders") else cell for name, cell in zip(COLUMNS, row, strict=True)
    )


def of_oracle(found):
    return {tuple(getattr(one, name) for name in COLUMNS) for one in found}


def of_library(found):
    return {plain(row) for row in found[list(COLUMNS)].itertuples(index=False)}


@EXAMPLES
@given(studies(), st.randoms())
def test_passages_of_parts_are_those_of_the_whole(study, chance):
    """However a study's sources are parted, which is how a run gathers those of a large one."""
    frames = Frames(study)
    part_of = {source: chance.randrange(3) for source in frames.sources["source_id"]}
    for kind, more in ((Gathering, {"asked": frames.asked}), (LeftOut, {})):
        parts = []
        for number in range(3):
            tables = [
                table[table["source_id"].map(part_of) == number].reset_index(drop=True)
                for table in (frames.codings, frames.turns, frames.sources)
            ]
            own = set(tables[0]["coding_id"])
            differences = frames.disagreements
            ids = differences[["coding_ids_a", "coding_ids_b"]].to_numpy().tolist()
            about = differences[[not own.isdisjoint([*one, *other]) for one, other in ids]] if ids else differences
            gathering = kind(*tables, frames.counting, disagreements=about, read=frames.read, **more)
            parts.append(gathering.part(frames.codes))
        whole = frames.passages() if kind is Gathering else frames.left_out()
        pd.testing.assert_frame_equal(table_of_parts(parts), whole)


@EXAMPLES
@given(studies(), claims())
def test_profiles_of_claims(study, claim):
    frames = Frames(study)
    expected = Profile(study, claim)
    named = Claim("C1", {"en": "So it is."}, tuple(claim["codes"]), tuple(claim["against"]), replace=claim["replace"])
    about = (frames.codes, frames.cases, frames.sources, frames.turns)
    beside = frames.gathering(LeftOut)
    tables = profiles([named], frames.gathering(), *about, asked=frames.asked, left_out=beside)
    columns = ["source_id", "turn", "start", "end", "case_id", "voice", "side", "undecided", "coding_ids"]
    evidence = [
        (*rest, tuple(ids))
        for *rest, ids in tables["claim_evidence"][columns].itertuples(index=False)
        if rest[5] in SEEN
    ]
    assert sorted(evidence) == sorted(tuple(getattr(one, name) for name in columns) for one in expected.passages)
    states = tables["claim_states"]
    assert dict(zip(states["case_id"], states["state"], strict=True)) == expected.states
    assert dict(zip(states["case_id"], states["undecided"], strict=True)) == expected.undecided_of
    numbers = states[["references", "for_references", "against_references"]].itertuples(index=False, name=None)
    assert dict(zip(states["case_id"], numbers, strict=True)) == expected.references_of
    row = tables["claims"].iloc[0]
    assert row["undecided"] == expected.undecided
    assert row["profile"] == expected.word
    if study.count != "agreed":  # there, a coder taken away is still one who read the sources
        taken = tables["claim_decisive"][["without", "name", "profile"]]
        assert set(taken.itertuples(index=False, name=None)) == decisive(study, claim, expected)


def decisive(study, claim, whole):
    """What changes the word when it is taken away, by taking away each informant, coder, code and coding in turn."""
    found = {("informant", case, whole.without_informant(case)) for case in whole.heard}
    coders = [("coder", "coder")] if study.count in ("any", "agreed") else []  # elsewhere nobody can be taken away
    for what, column in (*coders, ("code", "code_id"), ("coding", "coding_id")):
        for name in {row[column] for row in study.codings}:
            left = [row for row in study.codings if row[column] != name]
            found.add((what, name, Profile(replace(study, codings=left), claim).word))
    return {row for row in found if row[2] != whole.word}


@EXAMPLES
@given(studies())
def test_the_library_counts_what_the_oracle_counts(study):
    frames = Frames(study)
    found, expected = frames.passages(), p.passages(study)
    assert of_library(found) == of_oracle(expected)
    assert found["passage_id"].is_unique
    assert found["passage_id"].str.fullmatch("p[0-9a-f]{10}").all()
    besides = p.all_left_out(study)
    same_left_out(frames, besides)
    same_cells(study, frames, found, expected)
    same_kinds(study, frames, found, expected)
    same_pairs(study, frames)


def same_left_out(frames, besides):
    columns = ["level", "code_id", "source_id", "turn", "start", "end", "case_id", "voice", "side", "coding_ids"]
    found = [(*rest, tuple(ids)) for *rest, ids in frames.left_out()[columns].itertuples(index=False)]
    assert sorted(found) == sorted(tuple(getattr(one, name) for name in columns) for one in besides)


def same_cells(study, frames, found, expected):
    ids = ["passage_id", "level", "code_id", "source_id", "turn", "coding_ids"]
    key_of = {name: (*rest, tuple(codings)) for name, *rest, codings in found[ids].itertuples(index=False)}
    more = {"asked": frames.asked, "left_out": frames.left_out()}
    for level in p.LEVELS:
        cells = m.cells(study, level, expected)
        rows = matrices.case_matrix(found, frames.codes, frames.cases, frames.turns, level=level, **more)
        for row in rows.to_dict("records"):
            key = (row["case_id"], row["code_id"])
            cell = cells.pop(key)
            counts = COUNTS if key[0] else COUNTS[:-1]  # no case is no informant, and has no state
            assert {name: row[name] for name in counts} == {name: getattr(cell, name) for name in counts}, key
            assert {key_of[one] for one in row["passage_ids"]} == cell.passages
            if key[0]:
                assert row["coverage"] == pytest.approx(float(cell.coverage), abs=1e-9)
        assert all(not case and not cell.passages for (case, _), cell in cells.items())


def same_kinds(study, frames, found, expected):
    cells = m.kinds(study, "category", expected)
    rows = matrices.kind_matrix(found, frames.codes, frames.sources, level="category", left_out=frames.left_out())
    names = [name for name in rows.columns if name not in ("kind", "code_id", "passage_ids")]
    counts = {(row["kind"], row["code_id"]): {name: row[name] for name in names} for row in rows.to_dict("records")}
    assert counts == {key: {name: getattr(cell, name) for name in names} for key, cell in cells.items()}


def same_pairs(study, frames):
    rows = cooccurrence(
        frames.codings, frames.turns, frames.sources, frames.counting, frames.disagreements, frames.read
    )
    said, seen = m.together(study), m.together(study, "observed")
    expected = {
        pair: (
            len(said.get(pair, [])),
            len(seen.get(pair, [])),
            sorted({one for _, ids, _ in [*said.get(pair, []), *seen.get(pair, [])] for one in ids}),
            len({(where[0], word) for where, _, some in [*said.get(pair, []), *seen.get(pair, [])] for word in some}),
        )
        for pair in {*said, *seen}
    }
    columns = ["code_a", "code_b", "passages", "observed_passages", "coding_ids", "words"]
    found = {(a, b): (n, o, list(ids), w) for a, b, n, o, ids, w in rows[columns].itertuples(index=False)}
    assert found == expected
    square_of_pairs(frames, rows)


def square_of_pairs(frames, pairs):
    """The square holds each pair twice, and each code's references once."""
    totals = matrices.code_totals(frames.passages(), frames.codes, frames.sources)
    references = dict(zip(totals["code_id"], totals["references"], strict=True))
    square = cooccurrence_matrix(pairs, totals, frames.codes).set_index("code_id")
    assert list(square.index) == list(square.columns)
    assert [square.loc[code, code] for code in square.index] == [references[code] for code in square.index]
    rest = int(square.to_numpy().sum()) - sum(references.values())
    assert rest == 2 * int(pairs["passages"].sum())
