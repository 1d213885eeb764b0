"""Codings cut at the borders of turns, in sources that are looked at one after the other."""

import pandas as pd
import pytest

from benang.coding.passages.pieces import Utterances

TEXTS = {"a": "I: Apa kabar?\nB: Baik, saya jual roti.", "b": "B: Roti lagi, dan kopi."}
ROLES = {"I": "interviewer", "B": "informant"}


def tables():
    """The tables turns and sources, as far as they are read."""
    rows = []
    for source, text in TEXTS.items():
        place = 0
        for number, line in enumerate(text.split("\n"), start=1):
            label, _, said = line.partition(": ")
            start = place + len(label) + 2
            rows.append((source, number, start, start + len(said), ROLES[label], label, "K" if label == "B" else ""))
            place += len(line) + 1
    columns = ["source_id", "turn", "start", "end", "role", "speaker", "case_id"]
    return pd.DataFrame(rows, columns=columns), pd.DataFrame({"source_id": list(TEXTS), "text": list(TEXTS.values())})


def coded(*quotations):
    """Codings of what each quotation is in its source."""
    rows = []
    for number, (source, words) in enumerate(quotations):
        start = TEXTS[source].index(words)
        rows.append((source, start, start + len(words), f"c{number}", "ayu", "trade", "", ""))
    columns = ["source_id", "start", "end", "coding_id", "coder", "code_id", "side", "use"]
    return pd.DataFrame(rows, columns=columns)


def test_a_coding_of_a_later_turn_covers_its_words_and_no_others():
    found = list(Utterances(*tables()).pieces(coded(("a", "saya jual roti"), ("b", "dan kopi"))))
    assert [(turn.source_id, turn.turn, turn.question) for turn, _ in found] == [("a", 2, 1), ("b", 1, 0)]
    for (turn, pieces), words in zip(found, (["saya", "jual", "roti"], ["dan", "kopi"]), strict=True):
        text = TEXTS[turn.source_id]
        spans = turn.words([(piece.start, piece.end) for piece in pieces])
        assert [text[start:end] for start, end in sorted(spans)] == words
        assert turn.said(pieces[0].start, pieces[0].end) == " ".join(words)


def test_a_coding_over_two_turns_is_cut_and_says_what_stands_in_each():
    found = list(Utterances(*tables()).pieces(coded(("a", "kabar?\nB: Baik"))))
    assert [(turn.turn, piece.place) for turn, pieces in found for piece in pieces] == [(1, 0), (2, 1)]
    whole = (TEXTS["a"].index("kabar"), TEXTS["a"].index("Baik") + 4)
    assert [turn.said(*whole) for turn, _ in found] == ["kabar?", "Baik"]


def test_what_is_asked_again_is_answered_the_same():
    (turn, pieces), *_ = Utterances(*tables()).pieces(coded(("b", "Roti lagi")))
    spans = [(piece.start, piece.end) for piece in pieces]
    first = turn.words(spans)
    assert turn.words(spans) == first and len(first) == 2
    assert turn.words([*spans, (TEXTS["b"].index("kopi"), TEXTS["b"].index("kopi") + 1)]) > first


@pytest.mark.parametrize("most", [0, 1, 2])
def test_turns_of_so_many_sources_stay_and_those_of_others_are_made_again(monkeypatch, most):
    monkeypatch.setattr("benang.coding.passages.pieces._MOST_KEPT", most)
    kept, codings = Utterances(*tables(), keep=True), coded(("a", "saya jual roti"), ("b", "dan kopi"))
    first, again = (list(kept.pieces(codings)) for _ in range(2))
    assert [turn is same for (turn, _), (same, _) in zip(first, again, strict=True)] == [most > 0, most > 1]
    for (turn, mine), (other, theirs) in zip(first, again, strict=True):
        spans = [(piece.start, piece.end) for piece in mine]
        assert mine == theirs and turn.words(spans) == other.words(spans)
