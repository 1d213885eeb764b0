"""Evidence profiles of claims.

A claim is one more unit: the codes that it names, with everything below them, and those of its ``against``. Its
passages and the states of its cases come from the same rules as those of a category.

Choices that the definitions leave open:

* A code that is below several codes that a claim names follows the nearest of them.
* A negative code that a claim names, in ``codes`` or in ``against``, is taken for itself; then ``against`` reverses.
  So ``against: [a negative code]`` is evidence against the claim, as an old file means it.
* With ``replace: true`` negative codes below ``codes`` that nobody names say nothing about the claim.
* The word is about all that was said, also by informants whose case cannot be told. It is ``not_assessable`` where no
  informant was heard, where all that was said is disputed or a mere mention, or where nothing was said and all who
  were heard were confirmed never to have been asked.
"""

from . import matrices as m
from . import passages as p


def directions(study, claim):
    """Codes that say something about a claim, and how: code -> ``mirrored`` or not."""
    codebook = p.Codebook(study.codes)
    against = claim.get("against") or []
    result = {}
    for code_id in codebook.rows:
        named = [above for above in codebook.lineage(code_id) if above in claim["codes"] or above in against]
        if not named:
            continue
        nearest = named[0]
        own_negative = codebook.negative(code_id) and not codebook.negative(nearest)
        if claim.get("replace") and nearest in claim["codes"] and own_negative:
            continue
        result[code_id] = codebook.negative(nearest) != (nearest in against)
    return result


class Profile:
    """A claim's passages, the state of each case in it, and the word."""

    def __init__(self, study, claim):
        self.study = study
        self.mirrors = directions(study, claim)
        units = dict.fromkeys(self.mirrors, "claim")
        found = p.gather(study, "claim", units, self.mirrors)
        besides = [one for one in p.left_out(study, "claim", units, self.mirrors) if one.voice == "said"]
        self.passages = [one for one in found if one.voice in ("said", "observed")]
        spoken = m.spoken_words(study)
        said = [one for one in self.passages if one.voice == "said"]
        self.undecided = sum(one.undecided for one in said) + len(besides)
        self.states, self.undecided_of, self.references_of = {}, {}, {}
        self.heard = [row["case_id"] for row in study.cases if row["case_id"] in spoken]
        for row in study.cases:
            mine = [one for one in self.passages if one.case_id == row["case_id"]]
            beside = [one for one in besides if one.case_id == row["case_id"]]
            cell = m.cell(study, row["case_id"], list(self.mirrors), mine, beside, spoken)
            self.states[row["case_id"]] = cell.state
            self.undecided_of[row["case_id"]] = cell.undecided
            numbers = (cell.references, cell.for_references, cell.against_references)
            self.references_of[row["case_id"]] = numbers
        self.word = self._word(self.passages)

    def without_informant(self, case):
        """The word, had this informant said nothing of it."""
        left = [one for one in self.passages if one.case_id != case]
        states = {}
        for heard in self.heard:
            mine = [one for one in left if one.case_id == heard]
            states[heard] = m.cell(self.study, heard, list(self.mirrors), mine, [], m.spoken_words(self.study)).state
        return self._word(left, states)

    def _word(self, passages, states=None):
        states = states or self.states
        sides = {one.side for one in passages if one.voice == "said"}
        if not self.heard:
            return "not_assessable"
        if sides & {"for", "both"} and sides & {"against", "both"}:
            return "both_sides"
        if "for" in sides:
            return "one_side"
        if "against" in sides:
            return "against"
        if sides or all(states[case] == "not_asked" for case in self.heard):
            return "not_assessable"
        return "none"
