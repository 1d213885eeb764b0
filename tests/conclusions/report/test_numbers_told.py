"""What the documents of a study say agrees with its numbers, also where there is one of a thing or none."""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from benang.conclusions.article.article import read_article
from benang.conclusions.report.book import read_report
from benang.core.texts import TEXTS, read_texts

Run = Callable[..., dict[str, Any]]
MANY = {
    many: words[f"{noun}_one"]
    for file in sorted(TEXTS.glob("*.yaml"))
    for words in [read_texts(file.name).get("en", {})]
    if isinstance(words, dict)
    for noun, many in ((key.removesuffix("_many"), words[key]) for key in words if key.endswith("_many"))
    if isinstance(many, str) and many != words.get(f"{noun}_one", many)
}
PLURALS = "|".join(sorted(map(re.escape, MANY), key=len, reverse=True))
ONES = "|".join(sorted(set(map(re.escape, MANY.values())), key=len, reverse=True))
WRONG = [
    rf"(?<![\w.,–(])(?<!of )1 (?:{PLURALS})\b",
    rf"(?<![\w.,–])(?<! in )1 (?:{ONES})\]?(?:\([^)]*\))? (?:are|were|have|rest|count|stand|hold|belong)\b",
    rf"(?<![\w.,–])1 of [\d,]+ (?:{PLURALS}|{ONES}) (?:are|were|have|rest|count|stand|hold|belong)\b",
    r"\b0 of 0 \w+",
    r"\{\w+[:?][^{}]*\|",
]


def wrong_in(texts: dict[str, Any]) -> list[str]:
    whole = "\n\n".join(text for text in texts.values() if isinstance(text, str))
    return [whole[max(0, found.start() - 60) : found.end() + 40] for one in WRONG for found in re.finditer(one, whole)]


def of_nobody(made: dict[str, pd.DataFrame]) -> None:
    """Observers' notes that are about no case, and nobody heard."""
    turns, codings = made["turns"], made["codings"]
    made["turns"] = turns.assign(role="observer", case_id="", speaker="")
    made["codings"] = codings.assign(case_id="")
    made["sources"] = made["sources"].assign(kind="observation", case_ids=[[] for _ in made["sources"].index])


def one_coding(made: dict[str, pd.DataFrame]) -> None:
    made["codings"] = made["codings"].head(1)


def one_turn(made: dict[str, pd.DataFrame]) -> None:
    turns = made["turns"]
    made["turns"] = turns[turns["source_id"] == turns["source_id"].iloc[0]].head(1)
    made["codings"] = made["codings"].head(2)


def one_against(made: dict[str, pd.DataFrame]) -> None:
    codings = made["codings"]
    made["codings"] = pd.concat([codings[codings["code_id"] == code].head(2) for code in ("k", "n")])


@pytest.mark.parametrize("change", [None, of_nobody, one_coding, one_turn, one_against])
@pytest.mark.parametrize("coders", [("ani",), ("ani", "budi")])
def test_a_report_agrees_with_its_numbers(run: Run, change: Any, coders: tuple[str, ...]) -> None:
    study = run(coders=coders, change=change, said=("Saya belajar sendiri dari teman.",) * 2, told_unanswered=True)
    assert not wrong_in(read_report("results", study, "en").texts)
    study |= {"affiliations": [], "approach": "", "approaches_before": [], "journal": "plain"}
    assert not wrong_in(read_article("results", study, "en", "../results", "supplement.html").texts)


def test_a_note_about_nobody_is_observed_of_nobody(run: Run) -> None:
    study = run(change=of_nobody)
    found = read_report("results", study, "en").texts["findings"]
    assert "passages in observers’ notes." in found
    assert "Observed of" not in found


def head_before(made: dict[str, pd.DataFrame]) -> None:
    """A first paragraph that is no speaker's, as the head of a transcript."""
    turns = made["turns"].assign(turn=made["turns"]["turn"] + 1)
    head = turns.drop_duplicates("source_id").assign(turn=1, start=0, end=0, speaker="", role="other", case_id="")
    made["turns"] = pd.concat([head, turns]).sort_values(["source_id", "turn"], kind="stable", ignore_index=True)
    made["codings"] = made["codings"].assign(**{name: made["codings"][name] + 1 for name in ("turn", "last_turn")})


@pytest.mark.parametrize("language", ["id", "en"])
def test_where_a_head_counts_as_a_turn_the_documents_say_so(run: Run, language: str) -> None:
    said = {"id": "kepala transkrip", "en": "the head of a transcript"}[language]
    article = {"affiliations": [], "approach": "", "approaches_before": [], "journal": "plain"}
    study = run(change=head_before) | article
    assert said in read_report("results", study, language).texts["summary"]
    texts = read_article("results", study, language, "../results", "supplement.html").texts
    assert said in "".join(text for text in texts.values() if text)


def test_where_the_first_turn_is_a_speakers_nothing_is_said_of_numbers(run: Run) -> None:
    assert "the head of a transcript" not in read_report("results", run(), "en").texts["summary"]
