"""What must hold of any way of counting passages, whatever the study: the oracle itself is judged by it."""

from itertools import combinations

from hypothesis import given, settings

from . import matrices as m
from . import passages as p
from .studies import studies

FEW = settings(max_examples=50)


@FEW
@given(studies())
def test_a_unit_has_as_many_passages_in_a_turn_as_codings_that_share_no_word(study):
    codebook = p.Codebook(study.codes)
    if study.count == "agreed":
        return  # passages are left out again
    found = p.passages(study)
    turns = {(turn["source_id"], turn["turn"]): turn for turn in study.turns}
    for place, here in p.pieces(study).items():
        if not p.voice_of(turns[place]):
            continue
        for level in p.LEVELS:
            for unit in {codebook.unit(piece.code_id, level) for piece in here} - {""}:
                mine = [piece for piece in here if codebook.unit(piece.code_id, level) == unit]
                counted = [
                    one for one in found if (one.level, one.code_id, one.source_id, one.turn) == (level, unit, *place)
                ]
                assert len(counted) == largest_apart(mine)


def largest_apart(pieces):
    """The largest number of pieces of which no two meet, by trying all."""
    for size in range(len(pieces), 0, -1):
        for some in combinations(pieces, size):
            if not any(p.meet(one, two) for one, two in combinations(some, 2)):
                return size
    return 0


@FEW
@given(studies(count="any"))
def test_a_further_coder_never_lowers_a_count(study):
    fewer = type(study)(**{**vars(study), "coders": study.coders[:-1]})
    for level in p.LEVELS:
        with_all, with_fewer = m.cells(study, level), m.cells(fewer, level)
        for key, cell in with_fewer.items():
            assert with_all[key].references >= cell.references
            assert with_all[key].observed_references >= cell.observed_references
            assert with_all[key].words >= cell.words


@FEW
@given(studies())
def test_counts_add_over_cases_and_coverage_is_a_share(study):
    found = p.passages(study)
    for level in p.LEVELS:
        cells = m.cells(study, level, found)
        for voice, column in (("said", "references"), ("observed", "observed_references")):
            said = [one for one in found if one.level == level and one.voice == voice]
            assert sum(getattr(cell, column) for cell in cells.values()) == len(said)
        for (case, _), cell in cells.items():
            assert 0 <= cell.coverage <= 1
            assert (cell.state == "not_heard") == (bool(case) and case not in m.spoken_words(study))
            # Where both must agree, what they differ about stands beside the references and not among them.
            assert study.count != "any" or cell.undecided <= cell.references


@FEW
@given(studies())
def test_every_coding_that_somebody_said_or_saw_is_in_a_passage(study):
    found = {coding_id for one in p.passages(study) if one.level == "code" for coding_id in one.coding_ids}
    voices = {(turn["source_id"], turn["turn"]): p.voice_of(turn) for turn in study.turns}
    if study.count != "agreed":
        heard = {piece.coding_id for place, here in p.pieces(study).items() if voices[place] for piece in here}
        assert found == heard
