from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled_text import OWN_LINE, SAID, SAME_LINE, conversation, frozen, told, turns_of
from places import ROOT

from benang.sources.speakers.label_openings import opens_like_label, stands_alone
from benang.sources.speakers.label_shapes import SHAPES
from benang.sources.speakers.labels import Line
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.speeches import find_speeches
from benang.sources.speakers.unlabelled import text_lines

NAMES = [("SPEAKER_03", "SPEAKER_04"), ("Asa Lund", "Ebo Tay"), ("Interviewer", "Participant 7"), ("Asa", "Ebo")]
ALL = {f"same line, {name}": shape for name, shape in SAME_LINE.items()} | {
    f"own line, {name}": shape for name, shape in OWN_LINE.items()
}
EXAMPLE = re.compile(r"^\|[^|]*\| `(.+)` \|$", re.M)


@pytest.mark.parametrize("suffix", ["txt", "md"])
@pytest.mark.parametrize("names", NAMES, ids=" and ".join)
@pytest.mark.parametrize("shape", ALL.values(), ids=ALL)
def test_every_shape_names_its_speakers_and_loses_nothing_of_what_they_say(shape, names, suffix):
    if suffix == "md" and names == NAMES[0] and "__" in shape:
        pytest.skip("underscores within strong emphasis are no names of speakers in markdown")
    if suffix == "txt" and names == NAMES[3] and shape == OWN_LINE["blank line"]:
        pytest.skip("a single word above a paragraph may be its heading")
    text, turns = conversation(shape, names)
    assert turns_of(frozen(text, suffix)) == turns


def test_every_shape_of_the_page_for_users_is_read():
    page = (ROOT / "docs" / "speakers.md").read_text(encoding="utf-8")
    examples = EXAMPLE.findall(page.partition("## Shapes")[2].partition("## What stands")[0])
    assert len(examples) > len(SHAPES)
    for example in examples:
        shape = example.replace("\\|", "|").replace("\u23ce", "\n").replace("\u21e5", "\t")
        shape = shape.replace("{", "{{").replace("}", "}}")
        pairs = [("NURSE", "COOK"), ("SPEAKER_01", "SPEAKER_02"), ("Nurse", "Cook")]
        names = next(pair for pair in pairs if pair[0] in shape)
        text, turns = conversation(shape.replace(names[0], "{n}").replace("We begin at six.", "{t}") + "\n", names)
        said = [(speaker, words.removeprefix("[sighs] ")) for speaker, words in turns_of(frozen(text))]
        assert said == turns, example


@pytest.mark.parametrize("row", SHAPES, ids=lambda row: row.shape.value)
def test_the_example_of_a_row_is_of_its_shape(row):
    first = row.example.split("\n")[0].replace("Name", "Asa").replace("NAME", "ASA")
    assert row.pattern.match(first)


PAIRS = [
    ("colon", "square brackets"),
    ("square brackets", "time without a colon"),
    ("time before", "tab"),
    ("angle brackets", "colon"),
    ("dash", "colon"),
    ("colon", "stars without a colon"),
    ("tab", "long dash"),
]


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize(("first", "second"), PAIRS)
@pytest.mark.parametrize("names", [("Weaver", "Guest"), ("Asa Lund", "Ebo Tay")])
def test_the_rest_of_a_text_is_compared_with_the_labels_that_are_known_by_then(first, second, names, listed):
    one, turns = conversation(SAME_LINE[first], names)
    two, more = conversation(SAME_LINE[second], names, ["Where to?", "Home, alone.", "Why?", "So."])
    speakers = Speakers((names[0],), (names[1],)) if listed else None
    assert turns_of(frozen(f"{one}\n{two}", speakers=speakers)) == turns + more


@pytest.mark.parametrize("second", [name for name in OWN_LINE if name not in ("nothing", "blank line")])
def test_labels_on_their_own_line_after_labels_with_a_colon(second):
    one, turns = conversation(SAME_LINE["colon"], ("Weaver", "Guest"))
    two, more = conversation(OWN_LINE[second], ("Weaver", "Guest"), ["Where to?", "Home, alone.", "Why?", "So."])
    assert turns_of(frozen(f"{one}\n\n{two}")) == turns + more


LISTED = [
    *(
        "Prof. Dr. Ir. H. Wayan",
        "Lund, Asa",
        "@asa",
        "A+",
        "Lund/Tay",
        "(A)",
        "A. L.",
        "1",
        "#2",
        "A & E",
        "guru: wali",
    ),
    *(
        "Asa Lund, S.Sos., M.Si.",
        "die alte Frau",
        "A*",
        "Q1",
        "asa_lund@mail",
        "Klient 7 - Gruppe B",
        "\u5f20\uff08\u4e59\uff09",
    ),
]


@pytest.mark.parametrize("label", LISTED)
@pytest.mark.parametrize("shape", ["colon", "time before", "square brackets", "tab", "dash"])
def test_what_a_study_lists_is_matched_as_it_is_written(label, shape):
    text, turns = conversation(SAME_LINE[shape], ("Asker", label))
    result = frozen(text, speakers=Speakers(("Asker",), (label,)))
    assert turns_of(result) == turns
    assert {turn["role"] for turn in result.turns} == {"interviewer", "informant"}


def test_a_listed_label_is_no_longer_label_that_begins_with_it():
    text = "P1: One?\nP10: Two.\nP1: Three?\nP10: Four."
    assert [speaker for speaker, _ in turns_of(frozen(text, speakers=Speakers(("P1",), ())))] == ["P1", "P10"] * 2


def test_who_is_not_listed_speaks_in_the_shape_of_those_who_are():
    text = "[Asa] One?\n[Ebo] Two.\n[Ula] Three.\n[Asa] Four?\n[Ula] Five.\n[Ebo] Six."
    speakers = Speakers(("Asa",), ("Ebo",))
    assert [speaker for speaker, _ in turns_of(frozen(text, speakers=speakers))] == [
        *("Asa", "Ebo", "Ula", "Asa", "Ula", "Ebo")
    ]


def test_a_listed_name_that_is_an_answer_is_no_label():
    text = "Asker: Who was it?\nEbo: I saw\nAsa\nAsker: And then?\nEbo: It was\nAsa"
    turns = turns_of(frozen(text, speakers=Speakers(("Asker",), ("Ebo", "Asa"))))
    assert turns == [("Asker", "Who was it?"), ("Ebo", "I saw Asa"), ("Asker", "And then?"), ("Ebo", "It was Asa")]


def test_characters_that_are_hard_to_read_break_nothing():
    for text in (
        "A _ b\nx\nA _ b\ny\nC _\nz\nC _\nw",
        "Asa ( ): x\nEbo (-): y\nAsa: z",
        "[\n0:10\n] x",
        "A: b\n(\n0:10\n)",
    ):
        assert turns_of(frozen(text))


LONG = [
    *("Tay, Ebo", "Ebo Tay, RN", "Siti Aminah, S.Pd., M.Pd.", "Prof. Dr. Ir. H. Wayan", "Dr. med. Asa Wei\u00df"),
    *("Mar\u00eda del Carmen Gonz\u00e1lez P\u00e9rez de la Cruz", "P3, cook", "P3 \u2013 cook", "P03_F_40", "P3/F/40"),
    *("Participant 3 - female - 40 y", "3rd participant (f)", "Participant #3", "FG1-P3", "Mother of Child 3"),
    "Haji Muhammad Nur Cholis bin Abdul Kadir",
]


@pytest.mark.parametrize("label", LONG)
def test_titles_and_long_names(label):
    text, turns = conversation(SAME_LINE["colon"], ("Moderator", "P2", label))
    assert turns_of(frozen(text)) == turns


@pytest.mark.parametrize("beside", ["(cook, 40)", "(Ward 3)", "[cook]", "(she/her)", "{cook}"])
def test_what_describes_a_speaker_is_taken_off_and_told(beside):
    text = f"Moderator: One?\nP2: Two.\nP3 {beside}: Three.\nModerator: Four?\nP3 {beside}: Five."
    result = frozen(text)
    assert [speaker for speaker, _ in turns_of(result)] == ["Moderator", "P2", "P3", "Moderator", "P3"]
    assert told(result, "label-described") == [{"label": "P3", "words": beside[1:-1], "count": 2}]


@pytest.mark.parametrize("beside", ["[sobbing]", "(laughs)", "((coughs))", "{sighs}", "*whispers*", "[to Asa]"])
def test_what_happens_stays_with_the_words(beside):
    text = f"Interviewer: One?\nEbo: Two.\nInterviewer: Three?\nEbo {beside}: Four.\nInterviewer: Five?\nEbo: Six."
    result = frozen(text)
    assert turns_of(result)[3] == ("Ebo", f"{beside} Four.")
    assert told(result, "label-described") == []


def test_what_tells_two_people_of_one_name_apart_belongs_to_the_label():
    text, turns = conversation(SAME_LINE["colon"], ("Pupil (male)", "Pupil (female)"))
    assert turns_of(frozen(text)) == turns


@pytest.mark.parametrize(
    "line",
    ["Monday: the port.", "Senin pagi: pasar.", "Week 2: rest.", "Note: rain.", "a) it is near", "- price: low", "Yes"],
)
def test_days_lists_and_replies_are_nobody(line):
    text = f"Interviewer: Why?\nEbo: Because\n{line}\nand\n{line}\nInterviewer: So?\nEbo: Yes, so."
    result = frozen(text)
    assert [speaker for speaker, _ in turns_of(result)] == ["Interviewer", "Ebo"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "Did you go?\nYes\nWas it good?\nNo\nDid you eat?\nYes\nAlone?\nNo",
        "Work\nI worked in a mine.\n\nFamily\nThree sons.\n\nWork\nAgain in the mine.",
        "Departure 10:15\nArrival 11:20\nDeparture 12:15\nArrival 13:20",
        "[laughs] Yes.\n[pause] No.\n[laughs] Yes.\n[pause] No.",
        "John 3:16\nis a verse\nJohn 3:17\nis another",
    ],
)
def test_what_only_looks_like_labels_on_lines_of_their_own(text):
    assert {speaker for speaker, _ in turns_of(frozen(text))} == {""}


def test_what_looks_like_a_label_and_is_not_taken_is_told_with_count_and_first_line():
    text = "I: One?\nB: Two.\nThe point: three.\nI: Four?\nB: Five.\nThe point: six.\nB: Seven."
    result = frozen(text)
    assert told(result, "labels-passed-over") == [{"count": 2, "labels": "The point (2)"}]
    assert [problem.line for problem in result.problems if problem.kind == "labels-passed-over"] == [3]


def test_a_known_label_within_a_paragraph_is_told():
    text = "Interviewer: One?\nEbo: Two. Interviewer: Three? Ebo: Four.\nInterviewer: Five?\nEbo: Six."
    result = frozen(text)
    assert told(result, "label-within") == [{"count": 2, "labels": "Interviewer (1), […] (1)"}]
    assert told(frozen("I: One?\nB: So the thing: that I: we.\nI: Two?\nB: Three."), "label-within") == []


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("How so?\nE: It was.\n\nAnd then?\nE: It went.\n\nWho?\nE: Me.", ["", "E", "", "E", "", "E"]),
        ("How so?\nE: It was.\nAnd then?\nE: It went.\nWho?\nE: Me.", ["", "E", "", "E", "", "E"]),
        ("Q: How so?\n\nIt was.\nLong ago.\n\nQ: And then?\n\nIt went.", ["Q", "", "Q", ""]),
        ("E: It was.\n\nLong ago.\n\nAnd far.", ["E"]),
    ],
)
def test_one_label_alone_is_told_and_owns_no_words_that_may_be_anothers(text, speakers):
    result = frozen(text)
    assert [speaker for speaker, _ in turns_of(result)] == speakers
    label = next(filter(None, speakers))
    assert told(result, "label-alone") == [{"label": label, "count": speakers.count(label)}]


def test_a_label_that_is_spoken_once_can_be_the_informant():
    result = frozen("Interviewer: Tell me all.\nEbo: I was born by a lake.\nIt was cold.\nInterviewer: Thanks.")
    assert [(turn["speaker"], turn["role"]) for turn in result.turns][1] == ("Ebo", "informant")
    assert [label["label"] for label in told(result, "label-once")] == ["[…]"]  # which may be a name: its line tells


ASKED = "Interviewer: How was it?\nP9: {first}\n{once}\nInterviewer: And then?\nP9: We went home.\n"


@pytest.mark.parametrize(
    "once",
    [
        "The doctor: he never looked up.",
        "My mother: she waited outside, in the rain.",
        "Her answer: not today.",
        "Sister: come back tomorrow.",
        "Me: I can't come back. Him: then stay.",
        "Friday: full again.",
        "Doctor Ames: he never looked up.",
        "Ella: Que no, que no.",
        "Uncle Joe: always late, always in a hurry.",
        "Ibu saya: tidak pernah mengeluh.",
    ],
)
def test_what_somebody_tells_of_another_stays_with_who_tells_it(once):
    result = frozen(ASKED.format(first="I went on a Monday.", once=once))
    assert [speaker for speaker, _ in turns_of(result)] == ["Interviewer", "P9", "Interviewer", "P9"]
    assert turns_of(result)[1][1] == f"I went on a Monday. {once}"
    assert told(result, "label-once") == []


@pytest.mark.parametrize(
    "once",
    [
        "Ames: He never looked up.",
        "Ames: No.",
        "Ames (nurse): he never looked up.",
        "Ames [00:04:10]: he never looked up.",
        "Interviewer 2: and why?",
        "P10: he never looked up.",
    ],
)
def test_who_speaks_once_is_a_speaker_where_nothing_speaks_against_it(once):
    speakers = [speaker for speaker, _ in turns_of(frozen(ASKED.format(first="I went on a Monday.", once=once)))]
    assert len(speakers) == 5 and speakers[2] == once.partition(":")[0].partition(" [")[0].partition(" (")[0]


def test_in_a_transcript_of_small_letters_who_speaks_once_is_a_speaker():
    text = "Vera: how was it?\nBo: long\nAmes: he never looked up\nVera: and then?\nBo: we went home\n"
    assert [speaker for speaker, _ in turns_of(frozen(text))] == ["Vera", "Bo", "Ames", "Vera", "Bo"]


def test_two_who_speak_once_each_where_one_asks():
    assert turns_of(frozen("Asa: Where were you born?\nEbo: By a lake.")) == [
        ("Asa", "Where were you born?"),
        ("Ebo", "By a lake."),
    ]
    assert {speaker for speaker, _ in turns_of(frozen("Place: the lake\nAge: 40\nJob: cook"))} == {""}


def test_times_on_lines_of_their_own_are_times():
    result = frozen("00:00:00\n\nAsa: One?\nEbo: Two.\n\n00:05:00\n\nAsa: Three?\nEbo: Four\n00:06:00\nand more.")
    assert turns_of(result) == [("Asa", "One?"), ("Ebo", "Two."), ("Asa", "Three?"), ("Ebo", "Four and more.")]
    assert [row["time_start"] for row in result.times] == [0, 300, 360]
    assert turns_of(frozen("I: When?\nB: 08:00\nI: And?\nB: 3:45:20")) == [
        *(("I", "When?"), ("B", "08:00"), ("I", "And?"), ("B", "3:45:20"))
    ]


@pytest.mark.parametrize(
    ("opening", "seconds"),
    [
        ("#00:01:05-3# Asa: x", 65.3),
        ("Asa 1 minute 5 seconds\nx", 65),
        ("Asa\n1:05\nx", 65),
        ("[00:01:05-3] Asa: x", 65.3),
        ("Asa [00:01:05] x", 65),
    ],
)
def test_the_time_of_a_turn(opening, seconds):
    text = f"{opening}\nEbo: y\nAsa: z\nEbo: w"
    result = find_speeches(text, list(text_lines(text)))
    assert result.speeches[0].time_start == seconds


def test_lines_that_markdown_must_not_join():
    assert all(map(opens_like_label, ["Asa: x", "Asa [sobs]: x", "[Asa] x", "Asa (00:10) x", "<Asa> x"]))
    assert not any(map(opens_like_label, ["and then we went", "He said so", "10 years ago"]))
    assert all(map(stands_alone, ["SPEAKER_01", "Asa Lund", "Asa 0:10", "0:10", "7 minutes 9 seconds", "[Asa]"]))
    assert not any(map(stands_alone, ["and then", "It was so.", "a long line of many words without an end"]))


@given(
    shapes=st.lists(st.sampled_from([*SAME_LINE.values(), *OWN_LINE.values()]), min_size=1, max_size=4),
    names=st.lists(
        st.sampled_from(
            ["Asa", "Ebo Tay", "P3 (cook, 40)", "Tay, Ebo", "I", "SPEAKER_02", "Asa [sobs]", "Prof. Dr. Wu"]
        ),
        min_size=1,
        max_size=3,
    ),
    between=st.lists(
        st.sampled_from(["", "So it was.", "Monday: home.", "Asa", "0:05", "And: then", "a) b", "It went. Asa: no."]),
        max_size=4,
    ),
    order=st.randoms(use_true_random=False),
)
def test_every_letter_is_in_a_speech_in_a_label_or_told(shapes, names, between, order):
    parts = [*(conversation(order.choice(shapes), names, SAID[:4])[0] for _ in range(2)), *between]
    order.shuffle(parts)
    text = "\n".join(parts)
    lines = list(text_lines(text))
    result = find_speeches(text, lines)
    kept = [False] * len(text)
    spans = [
        *((line.start, line.end) for line in result.head),
        *(span for speech in result.speeches for span in speech.spans),
        *(speech.label for speech in result.speeches if speech.label),
        *(place for place, _ in result.described),
    ]
    for start, end in spans:
        kept[start:end] = [True] * (end - start)
    left = "".join(character if not kept[place] else " " for place, character in enumerate(text))
    # What is in none of them is a time beside a label, or what sets it off.
    left = re.sub(r"\b7 (?:minutes|menit) 9 (?:seconds|detik)", " ", left)
    assert not re.search(r"[^\W\d_]", left), left
    assert all(isinstance(line, Line) for line in lines)


@pytest.mark.parametrize("character", ["'", "\u2019", "\u02bc", "\u00b4", "`", "\u2032"])
@pytest.mark.parametrize("listed", [True, False])
def test_apostrophes_and_dashes_of_a_label_are_one_whatever_character_they_are_written_with(character, listed):
    text = f"N'Doye: Where?\nSol-Lund: Here.\nN{character}Doye: When?\nSol\u2011Lund: Now."
    speakers = Speakers(("N\u2019Doye",), ("Sol\u2013Lund",)) if listed else None
    result = frozen(text, speakers=speakers)
    assert len({speaker for speaker, _ in turns_of(result)}) == 2
    assert not listed or {turn["role"] for turn in result.turns} == {"interviewer", "informant"}


def test_full_width_characters_of_a_label():
    text = (
        "\u95ee\uff1a\u597d\u5417\uff1f\n\u5c0f\u738b\uff08\u7b11\uff09\uff1a\u597d\u3002\n"
        "\u95ee\uff1a\u8c01\uff1f\n\u5c0f\u738b\uff1a\u6211\u3002"
    )
    assert [speaker for speaker, _ in turns_of(frozen(text, language="zh"))] == ["\u95ee", "\u5c0f\u738b"] * 2


def test_a_sentence_with_a_time_behind_it_is_no_label():
    text = "The boats went out. #00:00:05-3#\nThey came home late. #00:00:09-0#\nNobody slept. #00:00:12-0#"
    assert {speaker for speaker, _ in turns_of(frozen(text))} == {""}


def test_a_number_with_a_word_beside_it_is_an_informant_s():
    text = "Moderator: Who?\nP3 - nurse: I.\nModerator: Why?\nP3 - nurse: So.\nP4/m: No.\nModerator: No?\nP4/m: No."
    roles = {turn["speaker"]: turn["role"] for turn in frozen(text).turns}
    assert roles == {"Moderator": "interviewer", "P3 - nurse": "informant", "P4/m": "informant"}


@pytest.mark.parametrize("character", ["*", ":", "_", "/", "\u00b7"])
def test_a_character_before_the_ending_of_all_genders_is_part_of_the_label(character):
    asks, answers = f"Interviewer{character}in", f"Befragte{character}r"
    text = f"{asks}: Wo?\n{answers}: Hier.\n{asks}: Wann?\n{answers}: Im Mai."
    result = frozen(text, language="de")
    assert [words for _, words in turns_of(result)] == ["Wo?", "Hier.", "Wann?", "Im Mai."]
    assert [turn["role"] for turn in result.turns] == ["interviewer", "informant"] * 2


DESCRIBED = [
    "Woman, 45 years",
    "Cook, aged 34",
    "Frau, 45 Jahre",
    "\u0416\u0435\u043d\u0449\u0438\u043d\u0430, 45 \u043b\u0435\u0442",
    "Ibu, umur 40 tahun",
]


@pytest.mark.parametrize("label", DESCRIBED)
def test_a_description_with_an_age_behind_a_comma_is_a_label(label):
    result = frozen(f"Interviewer: Who rows?\n{label}: I row.\nInterviewer: Why?\n{label}: To eat.\n")
    assert turns_of(result)[1::2] == [(label, "I row."), (label, "To eat.")]


@pytest.mark.parametrize("begin", ["However, I thought", "Well, the cook said"])
def test_a_sentence_with_a_comma_before_a_colon_is_none(begin):
    text = (
        f"Interviewer: Who rows?\nEbo: I row.\n{begin}: it is late.\nInterviewer: Why?\nEbo: So.\n{begin}: too late.\n"
    )
    assert {speaker for speaker, _ in turns_of(frozen(text))} == {"Interviewer", "Ebo"}


@pytest.mark.parametrize("label", ["ebo", "x", "[unknown]"])
def test_what_recurs_in_small_letters_and_was_not_taken_is_told(label):
    result = frozen(f"Interviewer: Who rows?\n{label}: I row.\nInterviewer: Why?\n{label}: To eat.\n")
    assert [values["labels"] for values in told(result, "labels-passed-over")] == [f"{label.strip('[]')} (2)"]


def test_the_first_line_of_a_cue_without_speakers_is_no_label():
    cues = ["Good\nmorning to all of you", "Yes\nit was late", "Good\nthen we begin", "We begin\nat six"]
    text = "\n\n".join(f"00:00:{10 + place} - 00:00:{11 + place}\n{cue}" for place, cue in enumerate(cues))
    assert {speaker for speaker, _ in turns_of(frozen(text))} == {""}
