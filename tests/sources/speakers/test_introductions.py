"""What a transcript says of its own labels."""

from __future__ import annotations

import pytest

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.introductions import Introductions, introductions
from benang.sources.speakers.roles import Speakers


def roles(text, *labels):
    return dict(introductions(text, labels).roles)


@pytest.mark.parametrize(
    ("head", "labels", "expected"),
    [
        ("Interviewer (I): Hello.", "I R", {"i": "interviewer"}),
        ("I (Interviewer): Hello.", "I R", {"i": "interviewer"}),
        ("Pewawancara [DW]: Halo.\nInforman (T): Ya.", "DW T", {"dw": "interviewer", "t": "informant"}),
        ("X = Interviewer, Y = Respondent", "X Y", {"x": "interviewer", "y": "informant"}),
        ("(X: interviewer; Y: participant 1)", "X Y", {"x": "interviewer", "y": "informant"}),
        ("Interviewers: Mira Sol and Tom Hall", "MS Tom Jo", {"ms": "interviewer", "tom": "interviewer"}),
        ("Narasumber: Ibu Tini Ayu\nPewawancara: Dewi", "Tini Dewi", {"tini": "informant", "dewi": "interviewer"}),
        ("Befragte: Frau K. (47)", "K I", {"k": "informant"}),
        ("Интервьюер (МК): Да.", "МК X", {"мк": "interviewer"}),
        ("Nurse (N): Hello.", "N I", {}),
        ("Interviewer (smiling): Hello.", "I R", {}),
        ("Participant: Yes.", "Yes", {}),
        ("Interviewer: R\nParticipant: R", "R", {}),
    ],
)
def test_what_a_head_or_a_label_says(head, labels, expected):
    assert roles(head, *labels.split()) == expected


def test_a_label_is_introduced_once_and_is_one_speaker():
    raw = b"Peneliti (DW): Sejak kapan?\nTS: Lama.\nDW: Lalu?\nTS: Begitu.\n"
    row = SourceRow("s", "interview", "id", "", "a.txt", "a.txt", (), 0)
    turns = freeze(read_bytes(raw, "a.txt", "a.txt"), row, Speakers(), Pseudonyms()).turns
    assert [(turn["speaker"], turn["role"], turn["role_from"]) for turn in turns] == [
        ("DW", "interviewer", "introduced"),
        ("TS", "informant", "alone"),
    ] * 2


@pytest.mark.parametrize("line", [" ", "\u00a0", "a", "a (", "(", "a=b "])
def test_a_line_without_end_is_looked_at_once(line):
    assert introductions(line * 200_000, ["A"]) == Introductions()
