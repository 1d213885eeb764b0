"""Heads of transcripts: who is who, and where the conversation begins."""

import pytest
from labelled_text import frozen, turns_of

TALK = "{a}: Where do you fish?\n{b}: Off the cape, with two boats.\n{a}: And in winter?\n{b}: I mend nets."


def roles(text, language="en"):
    result = frozen(text, language=language)
    return {str(turn["speaker"]): str(turn["role"]) for turn in result.turns if turn["speaker"]}


@pytest.mark.parametrize(
    ("head", "a", "b"),
    [
        ("Interviewer: Hanne", "I", "R"),
        ("Interviewer: Hanne", "Interviewer", "Tor"),
        ("Interviewer: Hanne Lie\nInterviewee: P4", "Hanne", "P4"),
        ("Interviewer: Dr. Hanne Lie\nParticipant: Mr. Moe", "Interviewer", "Participant"),
        ("Harbours 3\nInterviewer: Hanne Lie (HL)\nInformant: Tor (T)", "HL", "T"),
        ("Participant: Tor Moe, fisherman, 9 years at the cape", "Interviewer", "Tor"),
        ("Harbours 3\n\nParticipant: Tor Moe (fisherman, 62)", "Interviewer", "Tor"),
        ("Interviewer: Hanne Lie, a student\nInformant: Tor \u2013 a fisherman", "Hanne", "Tor"),
        ("Date: 3 May\nInterviewer: Hanne (H)\nInformant: Tor (T)", "H", "T"),
    ],
)
def test_a_name_behind_a_word_for_a_speaker_is_the_head_and_nobody_s_turn(head, a, b):
    text = f"{head}\n\n{TALK.format(a=a, b=b)}"
    assert roles(text) == {a: "interviewer", b: "informant"}
    assert [turn for turn in turns_of(frozen(text)) if turn[0]] == [
        (a, "Where do you fish?"),
        (b, "Off the cape, with two boats."),
        (a, "And in winter?"),
        (b, "I mend nets."),
    ]


@pytest.mark.parametrize(
    ("language", "head", "asks", "answers"),
    [
        ("en", "Date: 3 May\nPlace: the quay", "Interviewer: Tell me of the boats.", "Participant: I had two of them."),
        ("id", "Tanggal: 3 Mei\nTempat: dermaga", "Pewawancara: Silakan cerita.", "Narasumber: Saya punya dua perahu."),
        (
            "en",
            "Title: Boats\nDuration: 40 min",
            "Interviewer: Whose are they?",
            "Interviewee: They are all mine, I think.",
        ),
    ],
)
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_conversation_begins_right_below_the_head(language, head, asks, answers, between):
    turns = turns_of(frozen(f"{head}{between}{asks}\n{answers}", language=language))
    spoken = [tuple(line.split(": ", 1)) for line in (asks, answers)]
    assert [turn for turn in turns if turn[0]] == spoken


@pytest.mark.parametrize(
    "first", ["Well, it was good at the clinic", "Tor, have you had a long way", "Anna (laughs) says so"]
)
def test_an_answer_before_others_speak_is_no_description(first):
    text = f"Participant: {first}\n\n{TALK.format(a='Hanne', b='P4')}"
    assert turns_of(frozen(text))[0] == ("Participant", first)


@pytest.mark.parametrize("first", ["Hello", "Good morning, please sit", "Yes"])
def test_a_greeting_is_no_name(first):
    text = f"Interviewer: {first}\n\nParticipant: Hello\n\nInterviewer: So?\n\nParticipant: So."
    assert turns_of(frozen(text))[0] == ("Interviewer", first)


def test_a_described_participant_in_italics_at_the_top_of_markdown_is_nobody_s_turn():
    head = "# Interview 4\n\n*Participant: Daniel Reyes, receptionist, 9 years at the clinic*"
    talk = (
        "**Interviewer:** You see it.\n\n**Daniel:** People shout.\n\n**Interviewer:** Why?\n\n**Daniel:** They wait."
    )
    turns = [turn for turn in turns_of(frozen(f"{head}\n\n{talk}", "md")) if turn[0]]
    assert [speaker for speaker, _ in turns] == ["Interviewer", "Daniel", "Interviewer", "Daniel"]
