"""Recordings without speakers, parted at pauses and sentences."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

LONG = (
    "Kami berjalan dari rumah ke pasar setiap pagi bersama ibu dan adik, lewat jalan di tepi sungai yang sekarang sudah"
)
LONG += " tidak ada lagi, lalu pulang."


def turns(data, name="a.json", language="id"):
    """The words, start and end of each turn."""
    row = SourceRow("s", "interview", language, "", name, name, ("s",), 0)
    frozen = freeze(read_bytes(data.encode(), name, name), row, Speakers(), Pseudonyms())
    assert frozen.source is not None
    text = str(frozen.source["text"])
    rows = frozen.turns
    return [(text[slice(int(row["start"]), int(row["end"]))], row["time_start"], row["time_end"]) for row in rows]


def recorded(*pieces):
    """Segments of three seconds; a number before a piece is the silence before it."""
    segments, now = [], 0.0
    for piece in pieces:
        silence, text = piece if isinstance(piece, tuple) else (0, piece)
        now += silence
        segments.append({"start": now, "end": now + 3, "text": " " + text})
        now += 3
    return json.dumps({"segments": segments})


def said(*pieces, language="id"):
    return [words for words, _, _ in turns(recorded(*pieces), language=language)]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (
            ["Sejak kapan di sana?", "Sejak kecil.", "Saya lahir di sana."],
            ["Sejak kapan di sana?", "Sejak kecil. Saya lahir di sana."],
        ),
        (["Sejak kapan", "di sana?", "Lama."], ["Sejak kapan di sana?", "Lama."]),
        ([LONG, "Begitu."], [LONG, "Begitu."]),
        (["Ya.", (2, "Lalu pulang.")], ["Ya.", "Lalu pulang."]),
        (["Kami pergi ke pasar pagi itu.", (1, "Lalu pulang.")], ["Kami pergi ke pasar pagi itu.", "Lalu pulang."]),
        (["Kami pergi ke pasar pagi itu,", (1, "lalu pulang.")], ["Kami pergi ke pasar pagi itu, lalu pulang."]),
        (
            ["Ya. Kami pergi ke pasar pagi itu. Lalu ke mana? Pulang."],
            ["Ya. Kami pergi ke pasar pagi itu.", "Lalu ke mana?", "Pulang."],
        ),
        (["そうですか？はい。"], ["そうですか？", "はい。"]),
    ],
)
def test_where_a_recording_is_parted(pieces, expected):
    assert said(*pieces) == expected


def test_a_recording_without_stops_is_parted_between_its_pieces():
    found = said(*["kata " * 11 + "akhir"] * 20)
    assert len(found) == 3
    assert all(words.endswith("akhir") and len(words.split()) <= 84 for words in found)


def test_a_text_without_times_is_parted_at_sentences():
    found = turns(json.dumps({"text": f"Ya. {LONG} {LONG} Lalu?"}))
    assert [words for words, _, _ in found] == [f"Ya. {LONG}", LONG, "Lalu?"]


def test_a_turn_has_the_times_of_the_pieces_it_stands_in():
    assert turns(recorded(f"{LONG} Sejak kapan?", "Lama.")) == [
        (LONG, 0.0, 3.0),
        ("Sejak kapan?", 0.0, 3.0),
        ("Lama.", 3.0, 6.0),
    ]


def test_rows_of_a_table_stay_as_they_are():
    assert [words for words, _, _ in turns("text\nYa? Lalu? Baik.\nDua.\n", "a.csv")] == ["Ya? Lalu? Baik.", "Dua."]


WORDS = st.sampled_from(["ya", "kata", "Lalu?", "Begitu.", "dr. Ani", "...", "3.5", "はい。", "(oh!)", "!?"])


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 0, 1, 3]), st.lists(WORDS, min_size=1, max_size=40)), min_size=1, max_size=12
    )
)
def test_no_letter_is_lost(pieces):
    heard = "".join("".join(words) for _, words in pieces)
    assert "".join(said(*((silence, " ".join(words)) for silence, words in pieces))).replace(" ", "") == heard.replace(
        " ", ""
    )
