"""Matrices of cases and kinds of source, and codes that occur together.

Choices that the definitions leave open:

* ``references``, ``undecided``, ``words`` and ``coverage`` are of what was said; ``observed_references`` stands beside.
  ``undecided`` are the passages counted that are, and those left out; nothing else knows of the latter.
* Words of a cell are counted once, also those of a passage that overlaps another through a bridging coding.
* A case without a said turn has coverage 0. No case is no informant: its row is never "not heard".
* A turn whose case is not in the case file counts to no case.
* Not asked: a question of the guide covers the unit, all sources in which the case speaks are confirmed, and in none of
  them such a question was asked.
* Codes that occur together are counted where somebody said it, by code (not by category or theme); what is observed
  stands apart. With ``agreed`` only codings take part that are in an agreed passage of their code, in that turn.
"""

from fractions import Fraction
from types import SimpleNamespace

from . import passages as p


def cells(study, level, found=None, besides=None):
    """Every case of the case file (and "" for no case) times every unit: (case, unit) -> a cell."""
    found = p.passages(study) if found is None else found
    besides = p.all_left_out(study) if besides is None else besides
    known = [row["case_id"] for row in study.cases]
    spoken = spoken_words(study)
    units = p.Codebook(study.codes).units(level)
    result = {}
    for case in [*known, ""]:
        for unit in units:
            mine, beside = (
                [
                    passage
                    for passage in some
                    if passage.level == level
                    and passage.code_id == unit
                    and passage.voice in ("said", "observed")
                    and (passage.case_id if passage.case_id in known else "") == case
                ]
                for some in (found, besides)
            )
            result[case, unit] = cell(study, case, unit, mine, beside, spoken)
    return result


def cell(study, case, unit, mine, beside, spoken):
    """One cell, from its passages and from those that were left ``beside``."""
    said = [passage for passage in mine if passage.voice == "said"]
    covered = {(passage.source_id, span) for passage in said for span in passage.spans}
    base = spoken.get(case)
    result = SimpleNamespace(
        references=len(said),
        for_references=sum(passage.side in ("for", "both") for passage in said),
        against_references=sum(passage.side in ("against", "both") for passage in said),
        disputed_references=sum(passage.side == "disputed" for passage in said),
        observed_references=len(mine) - len(said),
        undecided=sum(passage.undecided for passage in said) + sum(one.voice == "said" for one in beside),
        words=len(covered),
        coverage=Fraction(len(covered), base) if base else Fraction(0),
        passages={passage.key for passage in mine},
    )
    result.state = state(result, base is not None or not case, lambda: not_asked(study, case, unit))
    return result


def state(counts, heard, was_not_asked):
    """The first that holds."""
    if not heard:
        return "not_heard"
    if counts.for_references and counts.against_references:
        return "both"
    if counts.for_references:
        return "for"
    if counts.against_references:
        return "against"
    if counts.disputed_references:
        return "disputed"
    if counts.references:
        return "spoken"
    if counts.observed_references:
        return "observed"
    return "not_asked" if was_not_asked() else "silent"


def spoken_words(study):
    """Words of the said turns of each case that has one; "" for those of no case in the case file."""
    known = {row["case_id"] for row in study.cases}
    result = {}
    for turn in study.turns:
        if p.voice_of(turn) == "said":
            case = turn["case_id"] if turn["case_id"] in known else ""
            result[case] = result.get(case, 0) + len(p.words_of(turn)[0])
    return result


def not_asked(study, case, unit):
    """Whether a person confirmed that nobody asked the case about the unit."""
    if not any(p.covers(study, row["question"], unit) for row in study.guide):
        return False
    mine = {turn["source_id"] for turn in study.turns if p.voice_of(turn) == "said" and turn["case_id"] == case}
    confirmed = {row["source_id"] for row in study.asked}
    if not mine or not mine <= confirmed:
        return False
    return not any(row["source_id"] in mine and p.covers(study, row["question"], unit) for row in study.asked)


def kinds(study, level="category", found=None, besides=None):
    """Kinds of source times units: (kind, unit) -> counts."""
    found = p.passages(study) if found is None else found
    besides = p.all_left_out(study) if besides is None else besides
    kind_of = {row["source_id"]: row["kind"] for row in study.sources}
    result = {}
    for kind in sorted(set(kind_of.values())):
        for unit in p.Codebook(study.codes).units(level):
            mine = [
                passage
                for passage in found
                if passage.level == level
                and passage.code_id == unit
                and kind_of[passage.source_id] == kind
                and passage.voice in ("said", "observed")
            ]
            said = [passage for passage in mine if passage.voice == "said"]
            beside = [
                passage
                for passage in besides
                if (passage.level, passage.code_id, passage.voice) == (level, unit, "said")
                and kind_of[passage.source_id] == kind
            ]
            result[kind, unit] = SimpleNamespace(
                references=len(said),
                for_references=sum(passage.side in ("for", "both") for passage in said),
                against_references=sum(passage.side in ("against", "both") for passage in said),
                disputed_references=sum(passage.side == "disputed" for passage in said),
                observed_references=len(mine) - len(said),
                undecided=sum(passage.undecided for passage in said) + len(beside),
                sources=len({passage.source_id for passage in mine}),
                cases=len({passage.case_id for passage in mine if passage.case_id}),
                passages={passage.key for passage in mine},
            )
    return result


def together(study, voice="said"):
    """Codes that occur together: (code, code) -> passages in which somebody gave both, each with its turn, its
    coding ids and the words that both cover."""
    voices = {(row["source_id"], row["turn"]): p.voice_of(row) for row in study.turns}
    agreed = {}
    if study.count == "agreed":
        for one in p.passages(study):
            if one.level == "code":
                agreed.setdefault((one.source_id, one.turn), set()).update(one.coding_ids)
    result = {}
    for place, here in p.pieces(study).items():
        if voices[place] != voice:
            continue
        if study.count == "agreed":
            here = [piece for piece in here if piece.coding_id in agreed.get(place, ())]
        codes = sorted({piece.code_id for piece in here})
        for number, first in enumerate(codes):
            for second in codes[number + 1 :]:
                shared = [
                    common
                    for one in here
                    if one.code_id == first
                    for two in here
                    if two.code_id == second and two.coder == one.coder
                    for common in _common(one, two)
                ]
                for group in p.gathered(shared):
                    ids = frozenset(coding_id for piece in group for coding_id in piece.coding_id)
                    words = frozenset().union(*(piece.words for piece in group))
                    result.setdefault((first, second), []).append((place, ids, words))
    return result


def _common(one, two):
    """What two pieces share, as a piece (none, or one); its id is the pair of theirs."""
    if not p.meet(one, two):
        return []
    ids = tuple(sorted((one.coding_id, two.coding_id)))
    start, end = max(one.start, two.start), min(one.end, two.end)
    return [p.Piece(ids, one.coder, f"{one.code_id} {two.code_id}", start, end, one.words & two.words, "", "")]
