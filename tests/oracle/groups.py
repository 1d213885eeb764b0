"""Coverage, spread, crosstabs, codes near each other, questions by informants, and who is quoted.

Choices that the definitions leave open:

* Coverage is of the coders' own accepted codings, whatever was decided; a coder who took a suggestion coded and did not
  read for that. Who read a source read all turns of it.
* An informant of the spread is a case with a said turn; what is of no case stands beside. The Gini coefficient is half
  the mean absolute difference of all pairs, by the mean.
* Groups of a crosstab are of the cases with a said turn.
* Codes are near in said turns of one coder, one source and one case; a turn with both is near by itself.
* Of a question's codes, those below another of them are left out; passages of the rest are counted at their own level.
"""

from fractions import Fraction

from . import matrices as m
from . import passages as p


def coverage(study):
    """(part, name, voice, coder) -> turns, words, read turns, read words, coded turns, coded words."""
    mine = [
        row
        for row in study.codings
        if row["status"] == "accepted" and row["coder"] != "consensus" and row["coder"] in study.coders
    ]
    hands = {(row["source_id"], row["coder"]) for row in mine if row["method"] == "human"}
    for coder, what in study.read.items():
        if coder in study.coders:
            every = [row["source_id"] for row in study.sources] if what == "all" else what
            hands |= {(source, coder) for source in every}
    coders = {row["coder"] for row in mine} | {coder for _, coder in hands}
    own = p.pieces(_with(study, mine))
    result = {}
    spoken = [turn for turn in study.turns if p.voice_of(turn) in ("said", "observed")]
    for turn in spoken:
        place = (turn["source_id"], turn["turn"])
        for coder in ["", *coders]:
            read = any(source == place[0] and coder in ("", who) for source, who in hands)
            here = [piece for piece in own.get(place, []) if coder in ("", piece.coder)]
            touched = {span for piece in here for span in p.words_of(turn)[0] if _over(piece, span)}
            n = len(p.words_of(turn)[0])
            amounts = (1, n, read, n * read, bool(here), len(touched))
            for part, name in (("whole", ""), ("case", turn["case_id"]), ("source", place[0])):
                key = (part, name, p.voice_of(turn), coder)
                result[key] = tuple(map(sum, zip(result.get(key, (0,) * 6), amounts, strict=True)))
    for row in study.sources:
        if row["source_id"] not in {turn["source_id"] for turn in spoken}:
            result |= {("source", row["source_id"], "", coder): (0,) * 6 for coder in ["", *coders]}
    return result


def _over(piece, span):
    return max(piece.start, span[0]) < min(piece.end, span[1])


def _with(study, codings):
    """The study with other codings, all of which count as they are."""
    from dataclasses import replace

    return replace(study, codings=codings, count="any", disagreements=[])


def spread(study, level, found=None):
    """unit -> informants, base, references, of nobody, largest case and count, gini."""
    found = p.passages(study) if found is None else found
    heard = sorted(case for case in m.spoken_words(study) if case)
    result = {}
    for unit in p.Codebook(study.codes).units(level):
        said = [one for one in found if (one.level, one.code_id, one.voice) == (level, unit, "said")]
        counts = {case: sum(one.case_id == case for one in said) for case in heard}
        total = sum(counts.values())
        largest = max(counts.values(), default=0)
        first = next((case for case in heard if counts[case] == largest), "") if total else ""
        pairs = sum(abs(one - two) for one in counts.values() for two in counts.values())
        gini = Fraction(pairs, 2 * len(counts) * total) if total else None
        spoke = sum(n > 0 for n in counts.values())
        result[unit] = (spoke, len(heard), total, len(said) - total, first, largest, gini)
    return result


def crosstab(study, level, attribute, found=None):
    """(unit, value) -> cases that speak of it, base, of those for it, against it, references."""
    cells = m.cells(study, level, found)
    heard = {case for case in m.spoken_words(study) if case}
    result = {}
    for (case, unit), cell in cells.items():
        if case not in heard:
            continue
        value = next(row[attribute] for row in study.cases if row["case_id"] == case)
        old = result.get((unit, value), ((), 0, 0, 0, 0))
        new = (
            (*old[0], case) if cell.references else old[0],
            old[1] + 1,
            old[2] + (cell.for_references > 0),
            old[3] + (cell.against_references > 0),
            old[4] + cell.references,
        )
        result[unit, value] = new
    return result


def near(study, within):
    """(code, code) -> turns with both, turns near each other, turns of each; of said turns."""
    turns = {(row["source_id"], row["turn"]): row for row in study.turns}
    given = {
        (place, piece.coder, piece.code_id)
        for place, here in p.pieces(study).items()
        for piece in here
        if p.voice_of(turns[place]) == "said"
    }
    result = {}
    for place, coder, code in given:
        for other_place, other_coder, other in given:
            apart = abs(place[1] - other_place[1])
            one_person = turns[place]["case_id"] == turns[other_place]["case_id"]
            same = coder == other_coder and place[0] == other_place[0] and one_person
            if code < other and same and apart <= within:
                both, close = result.setdefault((code, other), (set(), set()))
                close |= {place, other_place}
                both |= {place} if not apart else set()
    of = {code: {place for place, _, one in given if one == code} for _, _, code in given}
    return {
        pair: (len(both), len(close), len(of[pair[0]]), len(of[pair[1]]), len(of[pair[0]] | of[pair[1]]))
        for pair, (both, close) in result.items()
    }


def questions(study, found=None):
    """(question, case) -> state, turns asked, passages that answer, that are volunteered, all."""
    found = p.passages(study) if found is None else found
    codebook = p.Codebook(study.codes)
    result = {}
    for question in study.guide:
        about = question["codes"]
        tops = [one for one in about if not any(above in about for above in list(codebook.lineage(one))[1:])]
        for case in sorted(case for case in m.spoken_words(study) if case):
            mine = {row["source_id"] for row in study.turns if row["case_id"] == case and p.voice_of(row) == "said"}
            asked = {
                (row["source_id"], row["turn"])
                for row in study.asked
                if row["question"] == question["question"] and row["source_id"] in mine
            }
            known = mine <= {row["source_id"] for row in study.asked}
            said = [
                one
                for one in found
                if one.voice == "said"
                and one.case_id == case
                and (one.level, one.code_id) in {(codebook.rows[top]["level"], top) for top in tops}
            ]
            answered = sum(one.prompted == "yes" for one in said)
            if not known:
                state = "not_known"
            elif asked:
                state = "answered" if answered else "asked"
            else:
                state = "volunteered" if said else "not_asked"
            volunteered = sum(one.prompted == "no" for one in said)
            result[question["question"], case] = (state, len(asked), answered, volunteered, {one.key for one in said})
    return result
