"""Exports of chats: date and time, then a name, on every line of a message."""

import pytest
from labelled_text import frozen, turns_of

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

STAMPS = [
    "[12/05/24, 10:11:1{n}] ",
    "[5/12/24, 10:11:1{n}\u202fPM] ",
    "\u200e[2024-05-12, 10:11:1{n}] ",
    "12/05/2024, 10:1{n} - ",
    "12.05.24, 10:1{n} - ",
    "12/05/24 10.1{n} - ",
    "5/12/24, 10:1{n} a.m. - ",
]
SAID = [("Asa", "Where are you?"), ("Ebo", "At sea.\nUntil nine."), ("Asa", "And then?"), ("ula b", "Home: at last.")]


def chat(stamp: str, said=SAID) -> str:
    return "\n".join(f"{stamp.format(n=number)}{name}: {words}" for number, (name, words) in enumerate(said))


@pytest.mark.parametrize("stamp", STAMPS)
def test_date_and_time_before_a_name_are_no_words(stamp):
    assert turns_of(frozen(chat(stamp))) == [(name, words.replace("\n", " ")) for name, words in SAID]


@pytest.mark.parametrize(
    "name", ["+62 813-2222-7788", "~ Asa", "\u05d0\u05e1\u05d4", "Asa \U0001f41f", "Dr. Lund (ward 3), RN"]
)
def test_a_name_in_a_chat_is_one_whatever_it_is_made_of(name):
    said = [(name, "Where are you?"), ("Ebo", "At sea."), (name, "And then?")]
    assert [words for _, words in turns_of(frozen(chat(STAMPS[3], said)))] == [words for _, words in said]
    speakers = [speaker for speaker, _ in turns_of(frozen(chat(STAMPS[3], said)))]
    assert speakers[0] == speakers[2] == name.removeprefix("~ ") and speakers[1] == "Ebo"


def test_notices_of_the_program_are_nobody_s_words():
    text = f"12/05/2024, 10:09 - Messages are encrypted.\n{chat(STAMPS[3])}\n12/05/2024, 10:20 - Ula left\n"
    text += "12/05/2024, 10:21 - Asa: Who left?"
    turns = turns_of(frozen(text))
    assert turns[0] == ("", "12/05/2024, 10:09 - Messages are encrypted.")
    assert turns[-3:] == [("ula b", "Home: at last."), ("", "12/05/2024, 10:20 - Ula left"), ("Asa", "Who left?")]


def test_a_date_within_what_is_said_is_no_chat():
    text = "Asa: When?\nEbo: On\n12/05/2024 at noon: we left.\nAsa: So?\nEbo: So."
    assert turns_of(frozen(text))[1] == ("Ebo", "On 12/05/2024 at noon: we left.")


@pytest.mark.parametrize(
    "words", ["<Media omitted>", "This message was deleted", "\u200eimage omitted", "Pesan ini dihapus."]
)
def test_what_a_chat_program_puts_in_a_messages_place_is_nobodys_words(words):
    raw = (
        f"02/06/25, 19:04 - Ani: All well?\n02/06/25, 19:05 - Ben: My boat is blue.\n02/06/25, 19:06 - Ben: {words}\n"
        "02/06/25, 19:07 - Ani: So.\n02/06/25, 19:08 - Ben: This message was deleted by nobody.\n"
    )
    source = SourceRow("c", "interview", "en", "", "c.txt", "c.txt", ("Ben",), 0)
    given = Speakers(interviewer=("Ani",))
    turns = freeze(read_bytes(raw.encode(), "c.txt", "c.txt"), source, given, Pseudonyms()).turns
    assert [(turn["speaker"], turn["role"]) for turn in turns] == [
        *(("Ani", "interviewer"), ("Ben", "informant"), ("", "other"), ("Ani", "interviewer"), ("Ben", "informant")),
    ]
