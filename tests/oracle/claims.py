"""Evidence profiles of claims.

A claim is read from the passages of level ``code`` of its codes, with everything below them, and of its ``against``.

Choices that the definitions leave open:

* A code that is below several codes that a claim names follows the nearest of them.
* A negative code that a claim names, in ``codes`` or in ``against``, is taken for itself; then ``against`` reverses.
  So ``against: [a negative code]`` is evidence against the claim, as an old file means it.
* With ``replace: true`` negative codes below ``codes`` that nobody names say nothing about the claim.
* The word is about what was said: ``both_sides`` where one informant or several are on both sides, ``one_side`` and
  ``against`` where all who take a side are on the same; where nobody takes one: ``not_assessable`` where nobody was
  heard or asked, or where all that there is is disputed; else ``none``.
"""

from types import SimpleNamespace

from . import matrices as m
from . import passages as p


def directions(study, claim):
    """Codes that say something about a claim, and how: code -> ``mirrored`` or not."""
    codebook = p.Codebook(study.codes)
    against = claim.get("against") or []
    replace = bool(claim.get("replace"))
    result = {}
    for code_id in codebook.rows:
        lineage = list(codebook.lineage(code_id))
        nearest = next((above for above in lineage if above in claim["codes"] or above in against), None)
        if nearest is None:
            continue
        below = lineage[: lineage.index(nearest)]
        if replace and nearest in claim["codes"] and any(codebook.rows[one]["negative"] for one in below):
            continue
        result[code_id] = codebook.negative(nearest) != (nearest in against)
    return result


def profile(study, claim, found=None):
    """The profile of a claim: the state of each case, its passages with their sides, and the word."""
    found = p.passages(study) if found is None else found
    known = [row["case_id"] for row in study.cases]
    mirrored = directions(study, claim)
    mine = [
        (passage, p.towards(passage.side, mirrored[passage.code_id]))
        for passage in found
        if passage.level == "code" and passage.code_id in mirrored and passage.voice in ("said", "observed")
    ]
    spoken = m.spoken_words(study)
    states = {}
    for case in known:
        said = [side for passage, side in mine if passage.case_id == case and passage.voice == "said"]
        counts = SimpleNamespace(
            references=len(said),
            for_references=sum(side in ("for", "both") for side in said),
            against_references=sum(side in ("against", "both") for side in said),
            disputed_references=sum(side == "disputed" for side in said),
            observed_references=sum(passage.case_id == case and passage.voice == "observed" for passage, _ in mine),
        )
        states[case] = m.state(
            counts, case in spoken, lambda case=case: all(m.not_asked(study, case, code) for code in mirrored)
        )
    return SimpleNamespace(states=states, sides={passage.key: side for passage, side in mine}, word=word(states))


def word(states):
    """What the informants' states come to."""
    heard = [state for state in states.values() if state != "not_heard"]
    if "both" in heard or ("for" in heard and "against" in heard):
        return "both_sides"
    if "for" in heard:
        return "one_side"
    if "against" in heard:
        return "against"
    if "disputed" in heard or not heard or all(state == "not_asked" for state in heard):
        return "not_assessable"
    return "none"
