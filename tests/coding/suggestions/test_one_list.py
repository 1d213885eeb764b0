"""What machines suggest stands in the one list of suggestions, and nothing is suggested twice."""

import pandas as pd
from small_tables import codes, codings, talks

from benang.coding.suggestions.candidate_passages import Spans, passages
from benang.coding.suggestions.left_to_decide import to_decide
from benang.coding.suggestions.suggestion_table import suggest
from benang.core import model

TALK = {
    "a": [("A", "We pay the market fee each week. The fee is high in the wet season.")],
    "b": [("B", "The market fee is paid each week. I sing in the choir.")],
}
TABLES = talks(TALK)
SOURCES, TURNS, _ = TABLES
CODES = codes(fee="Market fee", choir="Singing in a choir")
PEOPLE = codings(TABLES, ("a", "ana", "fee", "We pay the market fee each week."))


def machine(method, *given):
    made = codings(TABLES, *given).assign(method=method, status="suggested")
    # A machine's coding has an id of its own.
    return made.assign(coding_id=[f"{method}-{number}" for number in range(len(made))])


def suggested(*machines, people=PEOPLE, rejected=()):
    found = passages(SOURCES, TURNS, people, ["informant"], "sentence")
    everything = pd.concat([people.iloc[:0], *machines], ignore_index=True)
    return suggest(found, people, CODES, model.empty("cases"), "group", rejected, lambda: everything)[0]


def rows(table):
    return list(zip(table["kind"], table["quotation"], table["code_id"], strict=True))


RULE = machine("rule", ("b", "rules", "fee", "The market fee is paid each week."))


def test_likeness_alone_suggests_what_no_rule_found():
    assert ("passage", "The market fee is paid each week.", "fee") in rows(suggested())


def test_what_a_rule_suggests_is_not_suggested_again_for_its_likeness():
    table = suggested(RULE)
    assert [row for row in rows(table) if "market fee" in row[1]] == [("rule", *rows(table)[0][1:])]
    assert table["suggestion_id"][0] == "rule-0"


def test_a_model_repeats_no_rule_and_no_person():
    both = machine(
        "llm",
        ("b", "model", "fee", "market fee is paid"),
        ("b", "model", "choir", "I sing in the choir."),
        ("a", "model", "fee", "We pay the market fee"),
    )
    assert [row for row in rows(suggested(RULE, both)) if row[0] in ("rule", "llm")] == [
        ("rule", "The market fee is paid each week.", "fee"),
        ("llm", "I sing in the choir.", "choir"),
    ]


def test_what_is_decided_is_left_to_nobody():
    decided = pd.concat([PEOPLE, codings(TABLES, ("b", "ana", "fee", "The market fee is paid each week."))])
    assert not [row for row in rows(suggested(RULE, people=decided)) if row[0] == "rule"]
    assert "rule" not in set(suggested(RULE.assign(status="rejected"))["kind"])


def test_what_is_left_to_decide_is_counted_without_words_that_are_only_to_be_read():
    table = pd.DataFrame({"kind": ["rule", "passage", "category", "term", "term"]})
    assert to_decide(table, CODES) == 3
    assert to_decide(table, model.empty("codes")) == 0


def test_spans_touch_where_they_share_a_letter():
    spans = Spans(pd.DataFrame({"source_id": ["a", "a", "b"], "start": [5, 8, 0], "end": [9, 12, 3]}))
    assert [spans.touch(("a",), *span) for span in [(0, 5), (4, 6), (11, 20), (12, 20)]] == [
        False,
        True,
        True,
        False,
    ]
    assert not spans.touch(("c",), 0, 100)
