"""Sentences for people agree with their numbers: each English one is filled with 0, 1 and 2 and looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from benang.core.texts import TEXTS, read_texts
from benang.core.wording import Words, inflected

# Placeholders that hold names, and not a number or a thing with its number; a new one is taken for a number.
_NAMES = """
    case category cited claim code coders coding column config docx figure file first folder host journal key label
    languages name named page passage path place second suggestion supplement tag theme value
"""
NAMES = frozenset(_NAMES.split())
# Numbers that are no counts of anything a study has: bounds of the program, and numbers of lines.
BOUNDS = frozenset(("columns", "fewest", "limit", "marks", "most", "now", "pages", "resamples", "was"))
# Where a name of the kind above is that of a count elsewhere: lists of ids and of names.
LISTS = {
    ("problems.together: adjudication-several.what.en", "codings"),
    ("problems.language_model: model-response-large.what.en", "limit"),
    ("report: en.agreement_turn_caption", "n"),  # a bound, as the next two
    ("report: en.agreement_case_x_category_caption", "n"),
    ("report: en.works_cut", "n"),
    ("report: en.rows_cut", "n"),
    ("problems.speakers: label-described.what.en", "words"),
    ("problems.exchange: exchange-passages-changed.what.en", "count"),  # not the codings are, but their words
    ("problems.exchange: exchange-passages-moved.what.en", "count"),
    ("problems.exchange: exchange-passages-unfound.what.en", "count"),
    ("report: en.added", "categories"),  # pairs in so many categories; also below: the base of the number that is told
    ("bundle: en.verify.quotations", "base"),
    ("figures.project_map: en.cut_informants", "base"),
    ("language_model: asking.en.plan", "all"),
    ("problems.cases: case-alone.what.en", "all"),
}
PLURAL = "are|were|have|do|rest|hold|count|belong|differ|say|stand|need|speak|occur|score|contradict|find|tell"
# "1 references", "1 of 6 categories rest", "1 reference that count", "all 1".
WRONG = [
    re.compile(rf"(?<!how many of )(?<![\w.,])1(?! of\b)(?: (?!that\b)[a-z-]+)? (?:{PLURAL})\b"),
    re.compile(rf"(?<!how many of )(?<![\w.,])1 of \d+(?: [a-z-]+)? (?:{PLURAL})\b"),
    re.compile(rf"(?<![\w.,])1(?: [a-z-]+)? (?:that|who) (?:{PLURAL})\b"),
    re.compile(
        r"(?<![\w.,])(?<!of )1 (?:more |further |other )?"
        r"(?!(?:is|was|has|says|this|its|as|less|always|besides|rests|stands|speaks|occurs|holds|scores"
        r"|finds|counts|belongs|fits|passes)\b)[a-z]+(?<!s)s\b"
    ),
    re.compile(r"\b[Aa]ll 1\b"),
]


def sentences(content: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Every English text below ``content`` with its path."""
    if isinstance(content, dict):
        for key, value in content.items():
            # Words chosen by their number (``minutes``, ``turns_many``) are met with others than one.
            if not (str(key).endswith("_many") or f"{key}"[:-1] in content):
                yield from sentences(value, (*path, str(key)))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from sentences(value, (*path, str(number)))
    elif isinstance(content, str) and "en" in path and "{" in content:
        yield ".".join(path), content


COUNTED = [
    pytest.param(f"{file.stem}: {path}", sentence, id=f"{file.stem}: {path}")
    for file in sorted(TEXTS.glob("*.yaml"))
    for path, sentence in sentences(read_texts(file.name))
    if re.search(r"\{\w+", sentence)
]


def wrong_in(sentence: str, numbers: set[str]) -> set[str]:
    """What is wrong in a sentence when one of its numbers is 0, 1 or 2, alone, with a noun, with a base, with both."""
    placeholders = set(re.findall(r"\{(\w+)", sentence))
    found = set()
    for name in numbers & placeholders:
        for value in ("0", "1", "2", "0 passages", "1 passage", "2 passages", "1 of 6", "1 of 6 passages"):
            values = dict.fromkeys(placeholders, "7") | {name: value}
            shown = inflected(sentence, values)
            for placeholder, put in values.items():
                shown = shown.replace("{" + placeholder + "}", put)
            found |= {match[0] for pattern in WRONG for match in pattern.finditer(shown)}
    return found


@pytest.mark.parametrize(("where", "sentence"), COUNTED)
def test_nothing_of_a_sentence_stays_a_template(where, sentence):
    # A noun after a number has two forms; a line for config.yaml ({columns: ...}) has a space behind its colon.
    assert not re.search(r"\{\w+[:?](?! )[^|{}]*\}", sentence), sentence


@pytest.mark.parametrize(("where", "sentence"), COUNTED)
def test_a_sentence_agrees_with_its_numbers(where, sentence):
    placeholders = set(re.findall(r"\{(\w+)", sentence))
    lists = {name for place, name in LISTS if place == where}
    assert not wrong_in(sentence, placeholders - NAMES - BOUNDS - lists), sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "{n} rest on {kinds}",
        "{n} references for it",
        "{n} of {base} sources were read",
        "All {n} that count were found",
        "{n} that count belong to nobody",
        "{n:file is|files are} here, {n} were left",
        "{n} more were coded",
    ],
)
def test_a_sentence_that_does_not_agree_is_seen(sentence):
    assert wrong_in(sentence, {"n"})


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0 references rest on it"),
        (1, "1 reference rests on it"),
        (2, "2 references rest on it"),
        (1000, "1,000 references rest on it"),
    ],
)
def test_a_verb_fits_the_number_its_thing_comes_with(n, said):
    words = Words({"x_one": "reference", "x_many": "references", "rest": "{n} {n?rests|rest} on it"}, "en")
    assert words("rest", n=words.count(n, "x")) == said


@pytest.mark.parametrize(
    ("value", "one"),
    [
        ("1", True),
        (1, True),
        ("1 of 6 categories", True),
        ("**1**", True),
        ("1 (3.2%)", True),
        ("[1 reference](#a)", True),
        ("0 of 0", False),
        ("1,200 words", False),
        ("1.200 kata", False),
        ("11", False),
        ("1.5 hours", False),
    ],
)
def test_what_is_one(value, one):
    assert inflected("{n?is|are}", {"n": value}) == ("is" if one else "are")
