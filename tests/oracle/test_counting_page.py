"""The worked example of ``docs/counting.md`` is what the oracle counts: the page's tables are read and compared."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from . import agreement, claims
from . import matrices as m
from . import passages as p
from .studies import coding, source
from .tables import Study

PAGE = (Path(__file__).parents[2] / "docs" / "counting.md").read_text(encoding="utf-8")
COUNTS = ("references", "for_references", "against_references", "disputed_references", "undecided", "words")
ROLES = {"Moderator": ("interviewer", "")}


def example(name):
    """What stands below the page's mark ``name``: the lines of a text, or the rows of a table as lists of cells."""
    block = re.search(rf"<!-- example: {name} -->\n((?:.+\n)+)", PAGE)[1].splitlines()
    if block[0].startswith("```"):
        return block[1:-1]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block[2:]]


def page_study(**changes):
    """The example as tables."""
    said = [line.partition(": ")[::2] for line in example("transcript")]
    row, turns = source("talk", [(who, *ROLES.get(who, ("informant", who)), words) for who, words in said])
    codes = []
    for order, (code, above, level, negative, side) in enumerate(example("codebook"), 1):
        category = {"theme": "", "category": code, "code": above}[level]
        names = {"code_id": code, "parent_id": above, "level": level, "theme_id": "relations", "category_id": category}
        codes.append(names | {"negative": negative == "yes", "side": side, "order": order})
    codings = [
        coding(name, row, turns, *place(row["text"], words), code, coder, coding_id=name, side=side)
        for name, coder, words, code, side in example("codings")
    ]
    cases = [{"case_id": f"P{number}", "order": number} for number in (1, 2, 3, 4)]
    return Study(codings, turns, [row], codes, cases, **({"coders": ["ann", "ben"]} | changes))


def place(text, words):
    """Where ``words`` stand in ``text``; strokes part what stands in different turns."""
    first, *_, last = words.split(" / ")[0], words.split(" / ")[-1]
    start = text.index(first)
    return start, text.index(last, start) + len(last)


@pytest.mark.parametrize("level", ["code", "category"])
def test_passages(level):
    found = [
        [
            one.code_id,
            str(one.turn),
            one.case_id,
            one.voice,
            " ".join(one.coding_ids),
            one.side,
            str(one.words),
            "yes" if one.undecided else "no",
        ]
        for one in p.passages(page_study())
        if one.level == level
    ]
    assert sorted(found) == sorted(example(f"passages {level}"))


def test_sides_of_two_coders():
    study = page_study()
    row, turns = study.sources[0], study.turns
    words = place(row["text"], "I do not")
    for ann, ben, side in example("sides"):
        given = [("ann", one.split()[0]) for one in ann.split(", and ")] + [("ben", ben)]
        study.codings = [coding(n, row, turns, *words, "trust", who, side=one) for n, (who, one) in enumerate(given)]
        assert [one.side for one in p.passages(study) if one.level == "code"] == [side], (ann, ben)


def test_cells():
    cells = m.cells(page_study(), "category")
    shown = {(case, unit): rest for case, unit, *rest in example("cells category")}
    assert set(shown) == {key for key in cells if key[0]}
    for key, (state, *counts, coverage) in shown.items():
        assert cells[key].state == state
        assert [str(getattr(cells[key], name)) for name in COUNTS] == counts, key
        assert cells[key].coverage == Fraction(coverage or 0)
        if coverage:
            assert coverage.split("/") == [str(cells[key].words), str(m.spoken_words(page_study())[key[0]])]
    assert not any(cell.references + cell.observed_references for key, cell in cells.items() if not key[0])


def test_ways_of_counting():
    for count, *numbers in example("ways"):
        cells = m.cells(page_study(count=count), "category")
        for unit, number in zip(("trust", "night"), numbers, strict=True):
            assert sum(cell.references for key, cell in cells.items() if key[1] == unit) == int(number), (count, unit)


def test_what_is_undecided_or_left_out():
    for count, case, unit, *numbers, state in example("undecided"):
        cell = m.cells(page_study(count=count), "category")[case, unit]
        assert [str(cell.references), str(cell.undecided), cell.state] == [*numbers, state], (count, case, unit)


def test_codes_that_occur_together():
    study = page_study()
    assert example("together") == []
    assert m.together(study) == {}
    row, turns = study.sources[0], study.turns
    study.codings.append(coding("b5", row, turns, *place(row["text"], "on our street, yes 🙂"), "night", "ben"))
    found = m.together(study)
    assert {pair: len(passages) for pair, passages in found.items()} == {("night", "trust"): 1}


def test_claims():
    for codes, against, *states, word in example("claims"):
        profile = claims.Profile(page_study(), {"codes": codes.split(), "against": against.split()})
        assert (list(profile.states.values()), profile.word) == (states, word), (codes, against)


def test_the_four_counts_of_agreement():
    counts = agreement.pairs(page_study(), ["ann", "ben"])
    for code, *numbers in example("agreement"):
        assert [str(number) for number in counts["ann", "ben", "turn", code]] == numbers, code


def test_references_of_a_program_that_counts_every_coder():
    codings = [row["coding_id"] for row in page_study().codings if row["code_id"] == "answers"]
    sentence = r"would have (\d) references in NVivo \(([^)]+)\) and (\d) passages"
    number, names, passages = re.search(sentence, PAGE).groups()
    assert (len(codings), codings) == (int(number), names.split(", "))
    here = [one for one in p.passages(page_study()) if (one.level, one.code_id) == ("code", "answers")]
    assert len(here) == int(passages)
