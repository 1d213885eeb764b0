"""The four counts of agreement: units to which both coders gave a code, only one, only the other, neither.

Compared are the hand-made codings of two people, before any decision, in what informants said in the sources that both
read. By code: each that one of them gave there, and ``*``, all these pooled. By unit: ``turn`` (at least one character
of it is coded), ``character`` and ``case``; and ``case x category``, where a category holds what is below it.

Choice: a case is one unit where it has said something in the sources that both read.
"""

from itertools import combinations

from . import passages as p


def pairs(study, people):
    """Counts of every two of ``people``: (a, b, unit, code) -> [both, only a, only b, neither]."""
    result = {}
    for one, two in combinations(sorted(people), 2):
        for (unit, code), counts in _compared(study, one, two).items():
            result[one, two, unit, code] = counts
    return result


def _compared(study, one, two):
    mine = [
        row
        for row in study.codings
        if row["coder"] in (one, two) and row["status"] == "accepted" and row["method"] == "human"
    ]
    who_read = p.readers(p_study(study, [one, two]))
    common = {source for source, readers in who_read.items() if {one, two} <= readers}
    turns = [row for row in study.turns if row["source_id"] in common and row["role"] == "informant"]
    codebook = p.Codebook(study.codes)
    given = {one: {}, two: {}}  # coder -> unit -> set of (code, thing)
    things = {"turn": set(), "character": set(), "case": set()}
    for turn in turns:
        place = (turn["source_id"], turn["turn"])
        characters = {(turn["source_id"], at) for at in range(turn["start"], turn["end"])}
        things["turn"].add(place)
        things["character"] |= characters
        if turn["case_id"]:
            things["case"].add(turn["case_id"])
        for row in mine:
            if row["source_id"] != turn["source_id"]:
                continue
            covered = range(max(row["start"], turn["start"]), min(row["end"], turn["end"]))
            if not covered:
                continue
            of = given[row["coder"]]
            code = row["code_id"]
            of.setdefault("turn", set()).add((code, place))
            of.setdefault("character", set()).update((code, (turn["source_id"], at)) for at in covered)
            if turn["case_id"]:
                of.setdefault("case", set()).add((code, turn["case_id"]))
                category = codebook.unit(code, "category")
                if category:
                    of.setdefault("case x category", set()).add((category, turn["case_id"]))
    things["case x category"] = things["case"]
    # The codes are those of the text compared, also where all words that have one are of no known case.
    compared = {code for of in given.values() for code, _ in of.get("character", ())}
    result = {}
    for unit, all_things in things.items():
        if not all_things:
            continue
        a, b = given[one].get(unit, set()), given[two].get(unit, set())
        codes = sorted(compared)
        if unit == "case x category":
            codes = sorted({codebook.unit(code, "category") for code in compared} - {""})
        pooled = [0, 0, 0, 0]
        for code in codes:
            of_a = {thing for given_code, thing in a if given_code == code}
            of_b = {thing for given_code, thing in b if given_code == code}
            counts = [len(of_a & of_b), len(of_a - of_b), len(of_b - of_a), len(all_things - of_a - of_b)]
            result[unit, code] = counts
            pooled = [total + count for total, count in zip(pooled, counts, strict=True)]
        if codes:
            result[unit, "*"] = pooled
    return result


def p_study(study, coders):
    """The study with other counted coders."""
    return type(study)(**{**vars(study), "coders": coders})
